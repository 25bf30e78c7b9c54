"""Genotypes as a request has them: files by their path, arrays and DataFrames by their values."""

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
from genontk.errors import InvalidInput


def as_request(genotypes: Any) -> dict[str, Any] | None:
    """Give what the request has for the genotypes.

    Raises
    ------
    InvalidInput
        If they are of a type that cannot be used.
    """
    if genotypes is None:
        return None
    if isinstance(genotypes, Genotypes):
        return genotypes._request()
    if isinstance(genotypes, (str, os.PathLike)):
        return file_request(checked_file(genotypes))
    if type(genotypes).__module__.startswith("scipy.sparse"):
        genotypes = genotypes.toarray()
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
    """Give how many people a request's genotypes have, or 0 where only Java could say."""
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
