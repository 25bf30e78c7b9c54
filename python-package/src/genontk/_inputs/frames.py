"""Frames and arrays of other packages, as pandas and NumPy have them.

polars, pyarrow and all that narwhals knows; xarray; sparse matrices of SciPy; and any object with
`__array__` or `__arrow_c_stream__`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from genontk.errors import InvalidInput

_ALLOWED = (
    "a pandas DataFrame, a dict of columns, a list of dicts with one person each, or a frame that "
    "narwhals reads, such as one of polars or pyarrow"
)

_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
_FEW_WORDS = 20
_FEW_SHARE = 0.05

_KNOWN = (
    *(str, bytes, list, tuple, dict, set, frozenset, range),
    *(np.ndarray, pd.DataFrame, pd.Series, pd.Index),
)


def native(values: Any) -> Any:
    """Make an array, Series or DataFrame of a matrix or a frame of another package.

    What is none of these stays as it is.
    """
    if values is None or isinstance(values, _KNOWN):
        return values
    if isinstance(values, pd.api.extensions.ExtensionArray):
        return pd.Series(values)
    module = type(values).__module__.partition(".")[0]
    if module == "scipy" and hasattr(values, "toarray"):
        return values.toarray()
    if module == "xarray":
        return _from_xarray(values)
    frame = _from_narwhals(values)
    if frame is not None:
        return frame
    if hasattr(values, "__array__"):
        return np.asarray(values)
    return values


def as_frame(data: Any, what: str = "data") -> pd.DataFrame:
    """Make a DataFrame of plain columns: numbers, strings, booleans, categories, dates.

    Raises
    ------
    InvalidInput
        If `data` is no table.
    """
    data = native(data)
    if isinstance(data, Mapping):
        alone = all(np.ndim(value) == 0 for value in data.values())
        data = [data] if alone and data else {key: native(one) for key, one in data.items()}
    if isinstance(data, np.ndarray) and data.dtype.names:
        data = pd.DataFrame(data)
    people = isinstance(data, list) and all(isinstance(person, Mapping) for person in data)
    if isinstance(data, Mapping) or people:
        try:
            data = pd.DataFrame(data)
        except ValueError as failure:
            raise InvalidInput(f"{what} is no table: {failure}. Allowed: {_ALLOWED}.") from failure
    if not isinstance(data, pd.DataFrame):
        raise InvalidInput(f"{what} is a {type(data).__name__}; allowed: {_ALLOWED}.")
    plain = {
        name: _plain(column)
        for name, column in data.items()
        if isinstance(column.dtype, pd.api.extensions.ExtensionDtype)
    }
    return data.assign(**plain) if plain else data  # type: ignore[arg-type]


def people_of_series(data: pd.Series[Any], variables: set[str]) -> Any:
    """Make a table of a Series that is one person with all variables, or that is the variable.

    Another Series stays as it is.
    """
    if variables and variables <= set(data.index):
        return data.to_frame().T.infer_objects()
    return data.to_frame() if variables == {data.name} else data


def is_date(column: pd.Series[Any]) -> bool:
    """Tell whether a column holds dates, times or durations."""
    if column.dtype.kind in "mM" or isinstance(column.dtype, pd.PeriodDtype):
        return True
    moments = (datetime.date, datetime.time, datetime.timedelta)
    return column.dtype == object and any(isinstance(value, moments) for value in column)


def text_of_numbers(column: pd.Series[Any]) -> list[str] | None:
    """Give the cells that are no numbers, where a column of text is one of numbers, else None.

    Text of few different numbers may be codes. The rule is that of files.
    """
    if column.dtype != object:
        return None
    cells = [str(cell).strip() for cell in column.dropna() if not isinstance(cell, bool)]
    if all(not isinstance(cell, str) for cell in column):
        return None
    words = [cell for cell in cells if not _NUMBER.fullmatch(cell)]
    count = len(cells) - len(words)
    numbers = len(set(cells) - set(words))
    few = len(set(words)) <= _FEW_WORDS
    if not words:
        return words if numbers > _FEW_WORDS else None
    mostly = few and (count >= len(words) or numbers > len(set(words)))
    odd = count > 0 and (len(words) <= _FEW_SHARE * len(cells) or mostly)
    return words if odd else None


def _from_xarray(values: Any) -> Any:
    if hasattr(values, "data_vars"):
        return values.to_dataframe()
    labels = [values.indexes.get(dimension) for dimension in values.dims]
    if values.ndim == 1:
        return pd.Series(values.to_numpy(), index=labels[0], name=values.name)
    if values.ndim == 2:
        return pd.DataFrame(values.to_numpy(), index=labels[0], columns=labels[1])
    return values.to_numpy()


def _from_narwhals(values: Any) -> Any:
    import narwhals as nw

    if hasattr(values, "__arrow_c_stream__") and not hasattr(values, "__array__"):
        values = _from_arrow(values)
    known = nw.from_native(values, pass_through=True, allow_series=True)
    if isinstance(known, nw.LazyFrame):
        known = known.collect()
    if isinstance(known, nw.Series):
        return _column(known)
    if isinstance(known, nw.DataFrame):
        columns = {column.name: _column(column) for column in known.iter_columns()}
        return pd.DataFrame(columns, index=pd.RangeIndex(len(known)))
    return None


def _from_arrow(values: Any) -> Any:
    try:
        import pyarrow
    except ImportError:
        return values
    return pyarrow.table(values)


def _column(column: Any) -> pd.Series[Any]:
    """Make a Series of a column of narwhals, without pyarrow."""
    kind = column.dtype
    if kind.is_numeric() and column.null_count() == 0:
        return pd.Series(column.to_numpy(), name=column.name)
    listed = column.to_list()
    if levels := getattr(kind, "categories", None):  # an Enum; the order of others means nothing
        return pd.Series(pd.Categorical(listed, categories=list(levels)), name=column.name)
    if kind.is_float():
        return pd.Series(listed, dtype=np.float64, name=column.name)
    return pd.Series(listed, dtype="Int64" if kind.is_integer() else None, name=column.name)


def _plain(column: pd.Series[Any]) -> pd.Series[Any]:
    """Make a column of NumPy's types of one with a type of pandas or Arrow."""
    kind = column.dtype
    if isinstance(kind, pd.CategoricalDtype) or kind.kind in "mM" or hasattr(kind, "freq"):
        return column
    if isinstance(kind, pd.SparseDtype):
        return pd.Series(np.asarray(column), index=column.index, name=column.name)
    if kind.kind in "iuf":
        if kind.kind in "iu" and not column.isna().any():
            return column.astype(np.int64 if kind.kind == "i" else np.uint64)
        return column.astype(np.float64)
    if kind.kind == "b" and not column.isna().any():
        return column.astype(bool)
    return column.astype(object).where(column.notna(), None)
