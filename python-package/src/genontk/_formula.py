"""Formulas, evaluated by formulaic."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from formulaic import Formula
from formulaic.errors import DataMismatchWarning, FormulaicError

from genontk._covariates import INTERCEPT, Covariates
from genontk.errors import InvalidInput


def evaluate(
    formula: str, data: pd.DataFrame, keep: npt.NDArray[np.bool_] | None = None
) -> tuple[npt.NDArray[np.float64], str, Covariates, Any]:
    """Evaluate a two-sided formula.

    Transforms such as `center` and the levels of factors are learned from the rows of `keep` that
    are complete. Elsewhere the covariates are NaN, and y where a variable of its own is missing:
    Java drops those people and counts them by what is missing.

    Returns
    -------
    tuple
        y, its name, the covariates, and the specification that makes covariates again.

    Raises
    ------
    InvalidInput
        If the formula cannot be read or does not fit the data.
    """
    if "~" not in formula:
        raise InvalidInput(f"{formula!r} is not a formula; allowed: 'y ~ a + b', or 'y ~ 1'.")
    try:
        parsed: Any = Formula(formula)
        of_y, of_x = parsed.lhs.required_variables, parsed.rhs.required_variables
        with_y = _complete_rows(data, of_y) & (True if keep is None else keep)
        complete = with_y & _complete_rows(data, of_x)
        if not complete.any():
            raise InvalidInput(f"No row of data has all of {', '.join(sorted(of_y | of_x))}.")
        matrices: Any = parsed.get_model_matrix(data[complete], na_action="ignore", context={})
        left, right = matrices.lhs, matrices.rhs
        left = left.model_spec.get_model_matrix(data[with_y], na_action="ignore", context={})
    except (FormulaicError, AttributeError) as failure:
        raise InvalidInput(
            f"The formula {formula!r} cannot be used: {_plain(failure)}"
        ) from failure
    if any(kind.name == "CATEGORICAL" for kind, _ in left.model_spec.encoder_state.values()):
        raise InvalidInput(f"The left side of {formula!r} is not numeric; allowed: numbers.")
    y = _spread(left, with_y)
    y = y[:, 0] if y.shape[1] == 1 else y
    return y, ", ".join(left.columns), _covariates(right, complete), right.model_spec


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
            matrix = spec.get_model_matrix(data[complete], na_action="ignore", context={})
    except (FormulaicError, DataMismatchWarning) as failure:
        raise InvalidInput(
            f"data does not suit the formula of the fit: {_plain(failure)}"
        ) from failure
    return _covariates(matrix, complete)


def _complete_rows(data: pd.DataFrame, variables: set[str]) -> npt.NDArray[np.bool_]:
    missing = sorted(set(variables) - set(data.columns))
    if missing:
        raise InvalidInput(
            f"data lacks {', '.join(missing)}; "
            f"it has the columns {', '.join(map(str, data.columns))}."
        )
    complete: npt.NDArray[np.bool_] = data[sorted(variables)].notna().all(axis=1).to_numpy()
    return complete


def _covariates(matrix: Any, complete: npt.NDArray[np.bool_]) -> Covariates:
    return Covariates(_spread(matrix, complete), _names(matrix.columns))


def _names(columns: Iterable[Any]) -> list[str]:
    return [INTERCEPT if column == "Intercept" else str(column) for column in columns]


def _spread(matrix: pd.DataFrame, complete: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    values = np.full((len(complete), matrix.shape[1]), np.nan)
    values[complete] = matrix.to_numpy(dtype=np.float64)
    return values


def _plain(failure: Exception | Warning) -> str:
    """Strip the colours that formulaic puts into its messages for terminals."""
    return re.sub(r"\x1b\[[0-9;]*m|[⧛⧚]", "", str(failure)).strip()
