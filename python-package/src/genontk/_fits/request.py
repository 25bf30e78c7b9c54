"""The request of a fit, from people, genotypes and options."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from genontk._genotypes.request import as_request
from genontk._inputs import kernels
from genontk._inputs.arguments import FitArguments, TraitArguments
from genontk._inputs.arrays import as_vector, labels
from genontk._inputs.covariates import Covariates
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
    y, data, subset = arguments.y, arguments.data, arguments.subset
    keep = None if subset is None else _mask(subset, data if isinstance(y, str) else y)
    people = read_people(y, data, arguments.covariates, arguments.id, keep)
    row_labels = {
        name: _row_labels(value, name, data, len(people)) for name, value in by_row.items()
    }
    sources: dict[str, Any] = {"genotypes": as_request(arguments.genotypes)}
    if isinstance(arguments, FitArguments):
        sources["kernel"] = kernels.fit_kernel(arguments.kernel)
        sources["weights"] = _weights(arguments.weights, data, len(people))
    if keep is not None:
        sources = _keep_rows(sources, people, keep)
        row_labels = {
            name: _keep_labels(value, keep) if isinstance(value, list) else value
            for name, value in row_labels.items()
        }
        people = _keep_people(people, keep)
    request = {
        "task": task,
        "y": people.y,
        "y_name": people.y_name,
        "ids": people.ids,
        "covariates": None if people.covariates is None else people.covariates.as_request(),
        **sources,
        **row_labels,
    }
    return request, people.recipe


def _weights(weights: Any, data: pd.DataFrame | None, length: int) -> npt.NDArray[Any] | None:
    if weights is None:
        return None
    return as_vector(_column(weights, "weights", data), "weights", length)


def _column(value: Any, what: str, data: pd.DataFrame | None) -> Any:
    """Take a column of `data` where `value` names one."""
    if not isinstance(value, str):
        return value
    if data is None or value not in data.columns:
        raise InvalidInput(f"{what} is {value!r}, which is not a column of data.")
    return data[value]


def _row_labels(value: Any, what: str, data: pd.DataFrame | None, length: int) -> Any:
    if value is None or (np.isscalar(value) and not isinstance(value, str)):
        return value
    given = labels(_column(value, what, data))
    if len(given) != length or None in given:
        raise InvalidInput(
            f"{what} has {sum(label is not None for label in given)} value(s) for {length} rows; "
            "allowed: one per row."
        )
    return given


def _mask(subset: Any, rows: Any) -> npt.NDArray[np.bool_]:
    length = len(rows) if hasattr(rows, "__len__") else 0
    mask = np.asarray(subset)
    if mask.dtype != bool or mask.shape != (length,):
        raise InvalidInput(
            f"subset has the type {mask.dtype} and the shape {mask.shape}; "
            f"allowed: True or False for each of the {length} rows."
        )
    return mask


def _keep_labels(given: list[str], keep: npt.NDArray[np.bool_]) -> list[str]:
    return [label for label, kept in zip(given, keep, strict=True) if kept]


def _keep_people(people: People, keep: npt.NDArray[np.bool_]) -> People:
    design = people.covariates
    return replace(
        people,
        y=people.y[keep],
        ids=None if people.ids is None else _keep_labels(people.ids, keep),
        covariates=None if design is None else Covariates(design.values[keep], design.names),
    )


def _keep_rows(
    sources: dict[str, Any], people: People, keep: npt.NDArray[np.bool_]
) -> dict[str, Any]:
    """Keep the same rows as of y in the sources that are joined by position."""

    def by_position(source: dict[str, Any]) -> bool:
        return people.ids is None or ("bed" not in source and source["ids"] is None)

    def kept_kernel(source: dict[str, Any]) -> dict[str, Any]:
        return _keep_source(source, "kernel", keep) if by_position(source) else source

    kept = dict(sources)
    if "kernel" in kept:
        kept["kernel"] = kernels.keep_people(kept["kernel"], kept_kernel)
    if kept.get("weights") is not None:
        kept["weights"] = kept["weights"][keep]
    if kept["genotypes"] is not None and by_position(kept["genotypes"]):
        kept["genotypes"] = _keep_source(kept["genotypes"], "genotypes", keep)
    return kept


def _keep_source(source: dict[str, Any], part: str, keep: npt.NDArray[np.bool_]) -> dict[str, Any]:
    values = source.get("values")
    if not isinstance(values, np.ndarray) or len(values) != len(keep):
        raise InvalidInput(
            f"subset needs IDs, or {part} as an array with a row for each of the {len(keep)} rows "
            "of y: people are joined by position here."
        )
    values = values[np.ix_(keep, keep)] if part == "kernel" else values[keep]
    ids = source.get("ids")
    return {**source, "values": values, "ids": None if ids is None else _keep_labels(ids, keep)}
