"""Arrays, lists and IDs from what users give: NumPy, pandas, lists."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from genontk.errors import InvalidInput


def as_real(values: Any, what: str) -> npt.NDArray[Any]:
    """Make an array of real numbers, with NaN for missing values.

    Integers, float32 and float64 stay as they are; everything else becomes float64.

    Raises
    ------
    InvalidInput
        If `values` cannot be read as real numbers.
    """
    try:
        array = _from_pandas(values) if _is_pandas(values) else np.asarray(values)
        if array.dtype.kind == "b":
            return array.astype(np.uint8)
        if array.dtype.kind in "iu" or array.dtype in (np.float32, np.float64):
            return array
        if array.dtype.kind not in "fO":
            raise TypeError(f"they are {array.dtype}")
        return array.astype(np.float64)
    except (TypeError, ValueError) as failure:
        raise InvalidInput(
            f"{what} cannot be read as real numbers: {failure}. "
            "Allowed: a NumPy array or a pandas object of numbers, NaN for missing."
        ) from failure


def _is_pandas(values: Any) -> bool:
    return isinstance(values, (pd.DataFrame, pd.Series))


def _from_pandas(values: Any) -> npt.NDArray[Any]:
    array: npt.NDArray[Any] = values.to_numpy()
    if array.dtype == object:
        array = values.to_numpy(dtype=np.float64, na_value=np.nan)
    return array


def places_of(values: Any) -> tuple[Any, list[str] | None]:
    """Give the places of a categorical Series in its levels, and the levels that occur.

    Other values stay as they are, with None for levels.
    """
    if not isinstance(values, pd.Series) or not isinstance(values.dtype, pd.CategoricalDtype):
        return values, None
    used = values.cat.remove_unused_categories()
    places = used.cat.codes.astype(np.float64).where(values.notna())
    return places, [str(level) for level in used.cat.categories]


def as_list(value: Any) -> Any:
    """Make a list of an array, Series, tuple, range or set; other values stay as they are."""
    if isinstance(value, (np.ndarray, pd.Series, pd.Index)):
        return value.tolist()
    return list(value) if isinstance(value, (tuple, range, set, frozenset)) else value


def labels(values: Any) -> list[str | None]:
    """Make strings of IDs or labels as R prints them (101, not 101.0), and None for missing."""
    series = pd.Series(values).reset_index(drop=True)
    missing = series.isna()
    if series.dtype.kind == "f" and (series[~missing] % 1 == 0).all():
        series = series.astype("Int64")
    return [
        None if gone else str(value) for value, gone in zip(series.tolist(), missing, strict=True)
    ]


def index_ids(index: pd.Index[Any]) -> list[str] | None:
    """Give the IDs in an index; None for the plain index 0, 1, 2, ..."""
    return None if isinstance(index, pd.RangeIndex) else complete_ids(index, "The index")


def complete_ids(values: Any, what: str) -> list[str]:
    """Make strings of IDs.

    Raises
    ------
    InvalidInput
        If one is missing.
    """
    ids = [label for label in labels(values) if label is not None]
    if len(ids) < len(values):
        raise InvalidInput(
            f"{what} has {len(values) - len(ids)} missing ID(s) of {len(values)}; "
            "allowed: an ID for every row. Remove those rows first."
        )
    return ids
