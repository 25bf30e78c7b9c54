"""Genotypes in a request: files by their path, arrays and DataFrames by their values."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from genontk._genotypes.files import ALLOWED, checked_file, file_request, npy_shape
from genontk._genotypes.handle import Genotypes
from genontk._inputs.arrays import as_real, index_ids, labels
from genontk._inputs.frames import native
from genontk.errors import InvalidInput


def as_request(genotypes: Any) -> dict[str, Any] | None:
    """Give the entry of the genotypes in the request.

    Raises
    ------
    InvalidInput
        If their type cannot be used.
    """
    if genotypes is None:
        return None
    if isinstance(genotypes, Genotypes):
        return genotypes._request()
    if isinstance(genotypes, (str, os.PathLike)):
        return file_request(checked_file(genotypes))
    genotypes = native(genotypes)
    if isinstance(genotypes, pd.DataFrame):
        counted = isinstance(genotypes.columns, pd.RangeIndex)
        return {
            "values": as_real(genotypes, "genotypes"),
            "ids": index_ids(genotypes.index),
            "snps": None if counted else labels(genotypes.columns),
        }
    if isinstance(genotypes, np.ndarray):
        return {"values": _matrix(genotypes, "genotypes"), "ids": None, "snps": None}
    raise InvalidInput(f"genotypes is a {type(genotypes).__name__}; allowed: {ALLOWED}.")


def _matrix(values: npt.NDArray[Any], what: str) -> npt.NDArray[Any]:
    if values.ndim != 2:
        raise InvalidInput(f"{what} has {values.ndim} dimension(s); allowed: 2.")
    return as_real(values, what)


def count_people(request: dict[str, Any] | None) -> int:
    """Count the people in the genotypes of a request; 0 where only Java knows their number."""
    if request is None:
        return 0
    chosen = request.get("selected_people")
    if isinstance(chosen, list):
        return len(chosen)
    if "bed" in request:
        table = Path(request["bed"]).with_suffix(".fam")
        return len(table.read_bytes().splitlines()) if table.is_file() else 0
    values = request["values"]
    return len(values) if isinstance(values, np.ndarray) else npy_shape(Path(values["npy"]))[0]
