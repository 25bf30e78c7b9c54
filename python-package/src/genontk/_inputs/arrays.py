"""Arrays, lists and IDs from what users give: NumPy, pandas, lists."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from genontk._inputs.frames import native
from genontk.errors import InvalidInput


def as_real(values: Any, what: str) -> npt.NDArray[Any]:
    """Make an array of real numbers, with NaN for missing values.

    Integers, float32 and float64 stay as they are; everything else becomes float64.

    Raises
    ------
    InvalidInput
        If `values` cannot be read as real numbers.
    """
    values = native(values)
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
    value = native(value) if hasattr(value, "__len__") else value
    if isinstance(value, (np.ndarray, pd.Series, pd.Index)):
        return value.tolist()
    return list(value) if isinstance(value, (tuple, range, set, frozenset)) else value


def labels(values: Any) -> list[str | None]:
    """Make strings of labels as R prints them (101, not 101.0), and None for missing.

    The parts of a MultiIndex are joined: FID:IID.
    """
    series = _series(values)
    return [
        None if gone else written(value)
        for value, gone in zip(series.tolist(), _missing(series), strict=True)
    ]


def _series(values: Any) -> pd.Series[Any]:
    values = native(values)
    if isinstance(values, pd.MultiIndex):
        values = pd.Series(list(values), dtype=object)
    return pd.Series(values).reset_index(drop=True)


def _missing(series: pd.Series[Any]) -> list[bool]:
    return [
        any(pd.isna(part) for part in value) if isinstance(value, tuple) else bool(gone)
        for value, gone in zip(series.tolist(), series.isna(), strict=True)
    ]


def written(value: Any) -> str:
    """Write a label or a level as R does."""
    if isinstance(value, tuple):
        return ":".join(written(part) for part in value)
    if isinstance(value, (bool, np.bool_)):
        return str(value).upper()
    if isinstance(value, (float, np.floating)):
        return f"{value:.0f}" if float(value).is_integer() else f"{value:.15g}"
    return value.decode() if isinstance(value, bytes) else str(value)


def index_ids(index: pd.Index[Any]) -> list[str] | None:
    """Give the IDs in an index; None for the plain index 0, 1, 2, ..."""
    return None if is_plain(index) else complete_ids(index, "The index")


def is_plain(index: pd.Index[Any]) -> bool:
    """Tell whether pandas made the index: of 101, 102, ... it makes a RangeIndex too."""
    counted = isinstance(index, pd.RangeIndex) and index.start == 0 and index.step == 1
    return counted and index.name is None


def complete_ids(values: Any, what: str) -> list[str]:
    """Make strings of IDs.

    Raises
    ------
    InvalidInput
        If one is missing, or a number that may be rounded.
    """
    series = _series(values)
    _refuse_rounded(series)
    ids = [label for label in labels(series) if label is not None]
    if len(ids) < len(values):
        raise InvalidInput(
            f"{what} has {len(values) - len(ids)} missing ID(s) of {len(values)}; "
            "allowed: an ID for every row. Remove those rows first."
        )
    return ids


def _refuse_rounded(ids: pd.Series[Any]) -> None:
    most = {2: 2.0**11, 4: 2.0**24}.get(getattr(ids.dtype, "itemsize", 8), 2.0**53)
    for row, value in enumerate(ids.tolist(), start=1):
        number = isinstance(value, (float, np.floating)) and not pd.isna(value)
        if number and not (value.is_integer() and abs(value) <= most):
            given = written(value) if np.isfinite(value) else value
            raise InvalidInput(
                "IDs are numbers with a fraction or beyond 2^53, which may be rounded: "
                f"{given} in row {row}. Read IDs as text."
            )
