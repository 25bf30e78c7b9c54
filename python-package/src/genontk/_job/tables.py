"""Tables of a result as pandas has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

_TEXT = frozenset(
    {"component", "term", "id", "type", "reason", "kernel", "method", "message", "fold"}
)


def table(columns: Mapping[str, Sequence[Any]]) -> pd.DataFrame:
    """Make a DataFrame of a table of the result; a number that does not exist is NaN."""
    return pd.DataFrame(
        {
            name: values if name in _TEXT or name == "boundary" else np.array(values, np.float64)
            for name, values in columns.items()
        }
    )


def people_index(
    people: list[str] | None, frame: pd.DataFrame | None, length: int
) -> pd.Index[Any]:
    """Make an index of the people: their IDs where known, else that of `frame`, else numbers."""
    if people is not None:
        return pd.Index(people, name="id")
    if frame is not None and len(frame) == length:
        return frame.index
    return pd.RangeIndex(length)
