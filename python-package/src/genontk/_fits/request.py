"""The request of a fit, from people, genotypes and options."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
from genontk._inputs.people import People, Recipe, read_people
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
    y, subset = arguments.y, native(arguments.subset)
    data = None if arguments.data is None else as_frame(arguments.data)
    used = None if subset is None else _mask(subset, data if isinstance(y, str) else y)
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
        **{name: _row_labels(value, name, data) for name, value in by_row.items()},
    }
    if isinstance(arguments, FitArguments):
        request["kernel"] = kernels.fit_kernel(arguments.kernel)
        request["levels"] = kernels.levels(kernels.names_of_identities(arguments.kernel), data)
        request["weights"] = _weights(arguments.weights, data)
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


def _weights(weights: Any, data: pd.DataFrame | None) -> npt.NDArray[Any] | None:
    return None if weights is None else as_real(_column(weights, "weights", data), "weights")


def _column(value: Any, what: str, data: pd.DataFrame | None) -> Any:
    """Take a column of `data` where `value` names one."""
    if not isinstance(value, str):
        return value
    if data is None or value not in data.columns:
        raise InvalidInput(f"{what} is {value!r}, which is not a column of data.")
    return data[value]


def _row_labels(value: Any, what: str, data: pd.DataFrame | None) -> Any:
    if value is None or (np.isscalar(value) and not isinstance(value, str)):
        return value
    return labels(_column(value, what, data))


def _mask(subset: Any, rows: Any) -> npt.NDArray[np.bool_]:
    length = len(rows) if hasattr(rows, "__len__") else 0
    if isinstance(subset, pd.Series) and subset.dtype == "boolean":
        subset = subset.fillna(False)
    mask = np.asarray(subset)
    if mask.dtype != bool or mask.shape != (length,):
        raise InvalidInput(
            f"subset has the type {mask.dtype} and the shape {mask.shape}; "
            f"allowed: True or False for each of the {length} rows."
        )
    return mask
