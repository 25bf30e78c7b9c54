"""Formulas, which formulaic evaluates."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from formulaic import Formula
from formulaic.errors import DataMismatchWarning, FormulaicError

from genontk._inputs.arrays import places_of, written
from genontk._inputs.covariates import INTERCEPT, Covariates
from genontk._inputs.frames import is_date, text_of_numbers
from genontk._inputs.odd import OddFormula
from genontk.errors import InvalidInput

# Number of people below which halves are too small to compare.
_FEW = 4


def evaluate(
    formula: str, data: pd.DataFrame, keep: npt.NDArray[np.bool_] | None = None
) -> tuple[npt.NDArray[np.float64], list[str], list[list[str] | None] | None, Covariates, Any]:
    """Evaluate a two-sided formula, which may have several traits on the left.

    Transforms such as `center`, and the levels of factors, are learned from the complete rows of
    `keep`. In other rows the covariates are NaN; a trait is NaN where one of its own variables is
    missing. Java leaves those people out and counts them by what is missing.

    Returns
    -------
    tuple
        y (rows x traits), names of the traits, levels of traits of classes (None where there are
        none), covariates, and the specification that makes the covariates of other people.

    Raises
    ------
    InvalidInput
        If the formula cannot be read or does not fit the data.
    """
    if not formula.partition("~")[0].strip() or "~" not in formula:
        raise InvalidInput(f"{formula!r} is not a formula; allowed: 'y ~ a + b', or 'y ~ 1'.")
    try:
        parsed: Any = Formula(formula)
        _refuse_dates(parsed, data)
        _refuse_texts(parsed, data)
        traits: list[Any] = [Formula([term]) for term in parsed.lhs]
        data, levels = _with_numbers(data, [str(term) for term in parsed.lhs])
        of_x = _variables(parsed.rhs, data)
        of_y = [_variables(trait, data) for trait in traits]
        with_x = _complete_rows(data, of_x) & (True if keep is None else keep)
        complete = with_x & np.any([_complete_rows(data, names) for names in of_y], axis=0)
        if not complete.any():
            names = ", ".join(sorted(of_x.union(*of_y)))
            raise InvalidInput(f"No row of data has all of {names}.")
        left = [_trait(trait, data, keep, complete) for trait in traits]
        of_people = _without_unused_levels(data[complete], of_x)
        right = _model_matrix(parsed.rhs, of_people)
        _refuse_unsteady(right, of_people)
    except FormulaicError as failure:
        raise InvalidInput(
            f"The formula {formula!r} cannot be used: {_plain(failure)}"
        ) from failure
    y = pd.concat(left, axis=1)
    of_traits = [levels.get(name) for name in y.columns] if levels else None
    covariates = _covariates(right, complete, _left_out(right.model_spec))
    return y.to_numpy(), list(y.columns), of_traits, covariates, right.model_spec


def _with_numbers(
    data: pd.DataFrame, traits: Iterable[str]
) -> tuple[pd.DataFrame, dict[str, list[str]]]:
    """Put places in levels for traits that are categorical columns, and 0 and 1 for booleans."""
    levels: dict[str, list[str]] = {}
    numbers = {}
    for name in (name for name in traits if name in data.columns):
        numbers[name], given = places_of(data[name])
        if given is not None:
            levels[name] = given
        if numbers[name].dtype == bool:
            numbers[name] = numbers[name].astype(np.float64)
    return data.assign(**numbers) if numbers else data, levels


def _trait(
    trait: Any,
    data: pd.DataFrame,
    keep: npt.NDArray[np.bool_] | None,
    complete: npt.NDArray[np.bool_],
) -> pd.DataFrame:
    """Evaluate a term of the left side, with NaN where one of its own variables is missing."""
    present = _complete_rows(data, _variables(trait, data)) & (True if keep is None else keep)
    spec = _model_matrix(trait, data[present & complete]).model_spec
    if any(kind.name == "CATEGORICAL" for kind, _ in spec.encoder_state.values()):
        raise InvalidInput(
            f"{trait[0]} on the left side of the formula is not numeric; allowed: numbers."
        )
    matrix = _model_matrix(spec, data[present])
    return pd.DataFrame(_spread(matrix, present), columns=[str(name) for name in matrix.columns])


def _model_matrix(source: Any, data: pd.DataFrame) -> Any:
    return source.get_model_matrix(data, na_action="ignore", context={})


def covariates_again(spec: Any, data: pd.DataFrame | None) -> Covariates | None:
    """Make the covariates of new people by the specification of the fit.

    Raises
    ------
    InvalidInput
        If `data` lacks a variable, or a factor has a level that the fit has not seen.
    """
    if data is None:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", DataMismatchWarning)
            complete = _complete_rows(data, spec.required_variables)
            if not complete.any():
                names = _names(spec.column_names)
                return Covariates(np.full((len(data), len(names)), np.nan), names)
            matrix = _model_matrix(spec, data[complete])
    except (FormulaicError, DataMismatchWarning) as failure:
        raise InvalidInput(
            f"data does not suit the formula of the fit: {_plain(failure)}"
        ) from failure
    return _covariates(matrix, complete)


def _variables(formula: Any, data: pd.DataFrame) -> set[str]:
    """Give the columns of `data` that a formula needs.

    formulaic 1.2 does not list columns within `center`, `scale`, `poly` and `bs`.
    """
    names = {str(name) for name in formula.required_variables}
    names = {name for name in names if name in data.columns or name.isidentifier()}
    for factor in (factor for term in formula for factor in term.factors):
        with suppress(SyntaxError):
            nodes = list(ast.walk(ast.parse(factor.expr, mode="eval")))
            names |= {x.id for x in nodes if isinstance(x, ast.Name) and x.id in data.columns}
    return names


def _complete_rows(data: pd.DataFrame, variables: set[str]) -> npt.NDArray[np.bool_]:
    missing = sorted(set(variables) - set(data.columns))
    if missing:
        raise InvalidInput(
            f"data lacks {', '.join(missing)}; "
            f"it has the columns {', '.join(map(str, data.columns))}."
        )
    complete: npt.NDArray[np.bool_] = data[sorted(variables)].notna().all(axis=1).to_numpy()
    return complete


def _covariates(
    matrix: Any, complete: npt.NDArray[np.bool_], left_out: dict[str, str] | None = None
) -> Covariates:
    return Covariates(_spread(matrix, complete), _names(matrix.columns), left_out)


def _without_unused_levels(data: pd.DataFrame, variables: set[str]) -> pd.DataFrame:
    used = {
        name: data[name].cat.remove_unused_categories()
        for name in variables
        if isinstance(data[name].dtype, pd.CategoricalDtype)
    }
    return data.assign(**used) if used else data


def _left_out(spec: Any) -> dict[str, str]:
    """Give the terms without a column, since all people have one level, with that level."""
    only = {
        factor: written(state["categories"][0])
        for factor, (kind, state) in spec.encoder_state.items()
        if kind.name == "CATEGORICAL" and len(state.get("categories", ())) == 1
    }
    lost = [part.term for part in spec.structure if not part.columns]
    levels = {
        str(term): ":".join(only[f.expr] for f in term.factors if f.expr in only) for term in lost
    }
    return {name: level for name, level in levels.items() if level}


def _columns(parsed: Any, data: pd.DataFrame) -> list[str]:
    """Give the columns of data that stand in a formula as they are."""
    factors = {f.expr for side in (parsed.lhs, parsed.rhs) for term in side for f in term.factors}
    return sorted(factors.intersection(data.columns))


def _refuse_dates(parsed: Any, data: pd.DataFrame) -> None:
    dates = [name for name in _columns(parsed, data) if is_date(data[name])]
    if dates:
        raise OddFormula(dates=dates)


def _refuse_texts(parsed: Any, data: pd.DataFrame) -> None:
    """Refuse numbers that were read as text, since a few cells are words."""
    found = {name: text_of_numbers(data[name]) for name in _columns(parsed, data)}
    texts = {
        name: words[0] if words else None for name, words in found.items() if words is not None
    }
    if texts:
        raise OddFormula(texts=texts)


def _refuse_unsteady(matrix: Any, data: pd.DataFrame) -> None:
    """Refuse terms whose values for half of the people differ from those among all people.

    The two halves are in another order, so that this finds a mean within a term, a rank, a lag.
    """
    spec = matrix.model_spec
    places = np.arange(len(data))[::-1]
    odd: set[str] = set()
    for rows in (places[::2], places[1::2]) if len(data) >= _FEW else ():
        whole = matrix.to_numpy(dtype=np.float64)[rows]
        try:
            part = _model_matrix(spec, data.iloc[rows]).to_numpy(dtype=np.float64)
        except Exception:  # a function of the user's formula
            part = np.full_like(whole, np.nan)
        steady = np.isclose(part, whole, rtol=1e-8, atol=1e-8, equal_nan=True).all(axis=0)
        odd |= {spec.column_names[k] for k in np.flatnonzero(~steady)}
    if odd:
        plain = {"1", *map(str, data.columns)}
        raise OddFormula(
            unsteady=[
                str(part.term)
                for part in spec.structure
                if odd.intersection(part.columns)
                and not all(factor.expr in plain for factor in part.term.factors)
            ]
        )


def _names(columns: Iterable[Any]) -> list[str]:
    return [INTERCEPT if column == "Intercept" else str(column) for column in columns]


def _spread(matrix: pd.DataFrame, complete: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    values = np.full((len(complete), matrix.shape[1]), np.nan)
    values[complete] = matrix.to_numpy(dtype=np.float64)
    return values


def _plain(failure: Exception | Warning) -> str:
    """Remove the terminal colours from a message of formulaic."""
    return re.sub(r"\x1b\[[0-9;]*m|[⧛⧚]", "", str(failure)).strip()
