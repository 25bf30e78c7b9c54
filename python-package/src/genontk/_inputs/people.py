"""The rows of a fit: y, covariates and IDs, from a formula with data or from arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from genontk._inputs.arrays import as_real, complete_ids, index_ids, places_of
from genontk._inputs.covariates import Covariates, array_covariates
from genontk._inputs.frames import as_frame, native, people_of_series
from genontk._inputs.rows import by_id
from genontk.errors import InvalidInput

_WITH_INDEX = (pd.Series, pd.DataFrame)


@dataclass(frozen=True)
class Recipe:
    """A recipe: it makes the covariates and IDs of other people as those of the fit were made.

    Attributes
    ----------
    id : str or None
        Column of `data` with the IDs.
    spec : object or None
        Model specification of formulaic, with the state of its transforms.
    names : list of str or None
        Names of covariates that were given as an array, intercept first; None without covariates.
    named : bool
        Whether `names` are the columns of the user's DataFrame.
    """

    id: str | None
    spec: Any | None
    names: list[str] | None
    named: bool = False

    def table(self, data: Any) -> Any:
        """Make a DataFrame of new people's data; an array of covariates stays as it is."""
        data = native(data)
        if isinstance(data, pd.Series):
            data = people_of_series(data, self.variables())
        records = isinstance(data, list) and all(isinstance(one, Mapping) for one in data)
        array = isinstance(data, (np.ndarray, list, tuple, pd.Series)) and not records
        return data if data is None or (array and self.takes_arrays()) else as_frame(data)

    def takes_arrays(self) -> bool:
        """Tell whether an array of covariates may be given."""
        return self.names is not None

    def variables(self) -> set[str]:
        """Give the variables that new people's data must have."""
        if self.spec is not None:
            return {str(name) for name in self.spec.required_variables}
        return set(self.names[1:]) if self.named and self.names is not None else set()

    def ids(self, data: pd.DataFrame | None) -> list[str] | None:
        """Give the IDs in `data`."""
        return None if data is None else data_ids(data, self.id)

    def covariates(self, data: Any) -> Covariates | None:
        """Make the covariates of `data`; None where the fit has an intercept only."""
        if self.spec is not None:
            from genontk._inputs.formula import covariates_again

            return covariates_again(self.spec, data)
        if self.names is None or data is None:
            return None
        if isinstance(data, pd.DataFrame):
            data = self._columns(data)
        return array_covariates(data, self.names)

    def _columns(self, data: pd.DataFrame) -> pd.DataFrame:
        if not self.named or self.names is None:
            return data.drop(columns=[] if self.id is None else self.id)
        missing = [name for name in self.names[1:] if name not in data.columns]
        if missing:
            raise InvalidInput(f"data lacks the covariate(s) {', '.join(missing)}.")
        return data[self.names[1:]]


@dataclass(frozen=True)
class People:
    """The people of a fit, one row each.

    Several traits are columns of y; then `y_name` is the list of their names. Where y has places
    in levels, `y_levels` has a list of levels per trait, and None for a trait of numbers.
    """

    y: npt.NDArray[Any]
    y_name: str | list[str]
    ids: list[str] | None
    covariates: Covariates | None
    recipe: Recipe
    y_levels: list[list[str] | None] | None = None

    def __len__(self) -> int:
        return len(self.y)


def read_people(
    y: Any,
    data: Any,
    covariates: Any,
    id: str | None,
    keep: npt.NDArray[np.bool_] | None = None,
) -> People:
    """Read all rows of y (or a formula), data and covariates; formulas learn from `keep` only.

    Raises
    ------
    InvalidInput
        If they do not fit together.
    """
    if isinstance(y, str):
        return _from_formula(y, data, covariates, id, keep)
    return _from_arrays(y, data, covariates, id)


def _from_formula(
    formula: str,
    data: pd.DataFrame | None,
    covariates: Any,
    id: str | None,
    keep: npt.NDArray[np.bool_] | None,
) -> People:
    if data is None:
        raise InvalidInput(f"The formula {formula!r} needs data; give data=, a DataFrame.")
    if covariates is not None:
        raise InvalidInput("Both a formula and covariates are given; write them into the formula.")
    # The import of formulaic would take a third of the import of genontk.
    from genontk._inputs.formula import evaluate

    y, names, levels, design, spec = evaluate(formula, data, keep)
    y_name = _one_or_several(names)
    y = y[:, 0] if isinstance(y_name, str) else y
    return People(y, y_name, data_ids(data, id), design, Recipe(id, spec, None), levels)


def _from_arrays(y: Any, data: pd.DataFrame | None, covariates: Any, id: str | None) -> People:
    if data is not None:
        y = by_id(y, "y", data_ids(data, id), data.index)
    y, covariates = native(y), native(covariates)
    y, levels = places_of(y)
    values = as_real(y, "y")
    if values.ndim == 0 or len(values) == 0:
        raise InvalidInput("y is empty or a single number; allowed: one number per person.")
    ids = row_ids(y, data, id)
    index = y.index if isinstance(y, _WITH_INDEX) else None
    covariates = by_id(covariates, "covariates", ids, index, lacking=True)
    for other, what in ((data, "data"), (covariates, "covariates")):
        if other is not None and len(other) != len(values):
            raise InvalidInput(f"y has {len(values)} rows and {what} has {len(other)}.")
    if ids is None and isinstance(covariates, _WITH_INDEX):
        ids = index_ids(covariates.index)
    y_name = _trait_names(y, values)
    if isinstance(y_name, str):
        values = values.reshape(-1)
    design = None if covariates is None else array_covariates(covariates, None)
    names = None if design is None else design.names
    recipe = Recipe(id, None, names, named=isinstance(covariates, pd.DataFrame))
    return People(values, y_name, ids, design, recipe, None if levels is None else [levels])


def row_ids(y: Any, data: pd.DataFrame | None, id: str | None) -> list[str] | None:
    """Give the IDs of the rows, which `data` carries, else y; None where neither does."""
    if data is None and id is not None:
        raise InvalidInput(f"id is {id!r}, a column of data; give data= too.")
    ids = None if data is None else data_ids(data, id)
    return index_ids(y.index) if ids is None and isinstance(y, _WITH_INDEX) else ids


def _trait_names(y: Any, values: npt.NDArray[Any]) -> str | list[str]:
    """Give the name of the trait, or the list of names where `values` has several columns."""
    if values.ndim > 2:
        raise InvalidInput(
            f"y has {values.ndim} dimensions; allowed: 1 (people) or 2 (people x traits)."
        )
    several = values.shape[1] if values.ndim == 2 else 1
    if isinstance(y, pd.DataFrame):
        names = [str(column) for column in y.columns]
    elif several == 1:
        name = getattr(y, "name", None)
        return "y" if name is None else str(name)
    else:
        names = [f"y{k}" for k in range(1, several + 1)]
    return _one_or_several(names)


def _one_or_several(names: list[str]) -> str | list[str]:
    """Give the only name, or the list of names, by which the fits of the traits are known."""
    if not names or len(set(names)) < len(names):
        raise InvalidInput(
            f"y has the columns {names}; allowed: one or more, each with a name of its own."
        )
    return names[0] if len(names) == 1 else names


def data_ids(data: pd.DataFrame, id: str | None) -> list[str] | None:
    """Give the IDs of the rows of `data`: its column `id`, else its index."""
    if id is None:
        return index_ids(data.index)
    if id not in data.columns:
        raise InvalidInput(f"id is {id!r}, which is not a column of data: {list(data.columns)}.")
    return complete_ids(data[id], f"The column {id!r}")
