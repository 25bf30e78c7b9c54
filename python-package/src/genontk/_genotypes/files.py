"""Files of genotypes: the formats, and their names in a request."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np

from genontk.errors import InvalidInput

ALLOWED = (
    "a path to a .bed or .npy file, what read_genotypes() gives, "
    "a NumPy array, a scipy.sparse matrix, or a frame of pandas, polars, pyarrow or xarray "
    "(people x SNPs)"
)


def absolute(path: str | os.PathLike[str]) -> Path:
    return Path(path).expanduser().absolute()


def checked_file(path: str | os.PathLike[str]) -> Path:
    file = absolute(path)
    if file.suffix not in {".bed", ".npy", ".vcf", ".gz", ".zst", ".bcf", ".bgen", ".pgen"}:
        raise InvalidInput(f"genotypes is the path {str(path)!r}; allowed: {ALLOWED}.")
    return file


def file_request(file: Path) -> dict[str, Any]:
    """Give the entry of a file in the request; Java refuses files that need conversion."""
    if file.suffix == ".npy":
        return {"values": {"npy": str(file)}, "ids": None, "snps": None}
    return {"bed": str(file)}


def npy_shape(file: Path) -> tuple[int, int]:
    try:
        shape: tuple[int, ...] = np.load(file, mmap_mode="r", allow_pickle=False).shape
    except (OSError, ValueError) as failure:
        raise InvalidInput(f"{file} cannot be read as .npy: {failure}") from failure
    if len(shape) != 2:
        raise InvalidInput(f"{file} has {len(shape)} dimension(s); allowed: 2, people x SNPs.")
    return shape[0], shape[1]
