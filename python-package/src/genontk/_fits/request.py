"""The request of a fit, from people, genotypes and options."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from genontk._genotypes.request import as_request
from genontk._inputs import kernels
from genontk._inputs.arguments import FitArguments, TraitArguments
from genontk._inputs.arrays import as_real, labels
from genontk._inputs.frames import as_frame, native
from genontk._inputs.odd import OddFormula
from genontk._inputs.options import options
from genontk._inputs.people import People, Recipe, read_people, row_ids
from genontk._inputs.rows import by_id
from genontk._job.exchange import Result, ask
from genontk.errors import InvalidInput

T = TypeVar("T")


def fit(
    task: str,
    arguments: FitArguments,
    dress: Callable[[Result, Recipe], T],
    *,
    by_row: Mapping[str, Any] | None = None,
) -> T | dict[str, T]:
    """Send the request of a fit and wait for the result.

    Parameters
    ----------
    dress : callable
        Function that makes the fit of a trait from its result.
    by_row : mapping, optional
        Labels of the rows of y by the argument's name: an array, the name of a column of `data`, or
        a value that Java reads as it is (a number, None).

    Returns
    -------
    object or dict
        The fit; a dict of fits by the name of the trait for several traits.
    """
    by_row = by_row or {}
    request, recipe = request_of(task, arguments, by_row)
    request |= options(arguments, *by_row)
    result = ask(request, progress=arguments.progress)
    if not result.fits:
        return dress(result, recipe)
    return {trait.scalars["y_name"]: dress(trait, recipe) for trait in result.fits}


def request_of(
    task: str, arguments: TraitArguments, by_row: Mapping[str, Any]
) -> tuple[dict[str, Any], Recipe]:
    """Make the part of the request about people, genotypes and kernel, and the recipe for it."""
    y = arguments.y
    data = None if arguments.data is None else as_frame(arguments.data)
    rows = Rows.of(y, data, arguments.id)
    used = rows.mask(arguments.subset)
    people = _people(y, data, arguments.covariates, arguments.id, used)
    request = {
        "task": task,
        "y": people.y,
        "y_name": people.y_name,
        "y_levels": people.y_levels,
        "ids": people.ids,
        "covariates": None if people.covariates is None else people.covariates.as_request(),
        "subset": None if used is None else used.astype(np.float64),
        "genotypes": as_request(arguments.genotypes),
        **{name: rows.labels(value, name) for name, value in by_row.items()},
    }
    if isinstance(arguments, FitArguments):
        request["kernel"] = kernels.fit_kernel(arguments.kernel)
        request["levels"] = kernels.levels(kernels.names_of_identities(arguments.kernel), data)
        request["weights"] = rows.weights(arguments.weights)
    return request, people.recipe


def _people(
    y: Any, data: pd.DataFrame | None, covariates: Any, id: str | None, used: Any
) -> People:
    """Read the people. Java refuses an odd formula, in the same words for R and Python."""
    if isinstance(y, str) and "|" in y:
        ask({"task": "formula", "formula": y})
    try:
        return read_people(y, data, covariates, id, used)
    except OddFormula as odd:
        ask({"task": "formula", "formula": y if isinstance(y, str) else None, **odd.found})
        raise


@dataclass(frozen=True)
class Rows:
    """The rows of y, to which arguments give a value each."""

    data: pd.DataFrame | None
    length: int
    ids: list[str] | None
    index: pd.Index[Any] | None

    @classmethod
    def of(cls, y: Any, data: pd.DataFrame | None, id: str | None) -> Rows:
        """Find the rows' IDs: those of `data`, else those of y."""
        carrier: Any = data if isinstance(y, str) else native(y)
        length = len(carrier) if hasattr(carrier, "__len__") else 0
        index = getattr(carrier if data is None else data, "index", None)
        index = index if isinstance(index, pd.Index) else None
        return cls(data, length, row_ids(carrier, data, id), index)

    def weights(self, weights: Any) -> npt.NDArray[Any] | None:
        """Give the weight of each row."""
        return None if weights is None else as_real(self._values(weights, "weights"), "weights")

    def labels(self, value: Any, what: str) -> Any:
        """Give the label of each row; a number or None stays as it is."""
        if value is None or (np.isscalar(value) and not isinstance(value, str)):
            return value
        return labels(self._values(value, what))

    def mask(self, subset: Any) -> npt.NDArray[np.bool_] | None:
        """Give whether each row is used; None for all."""
        if subset is None:
            return None
        subset = by_id(subset, "subset", self.ids, self.index)
        if isinstance(subset, pd.Series) and subset.dtype == "boolean":
            subset = subset.fillna(False)
        mask = np.asarray(subset)
        if mask.dtype != bool or mask.shape != (self.length,):
            raise InvalidInput(
                f"subset has the type {mask.dtype} and the shape {mask.shape}; "
                f"allowed: True or False for each of the {self.length} rows."
            )
        return mask

    def _values(self, value: Any, what: str) -> Any:
        """Take a column of `data` where `value` names one."""
        if not isinstance(value, str):
            return by_id(value, what, self.ids, self.index)
        if self.data is None or value not in self.data.columns:
            raise InvalidInput(f"{what} is {value!r}, which is not a column of data.")
        return self.data[value]
