"""Genotypes: files that Java reads where they lie, arrays and DataFrames."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from genontk._arrays import as_real, index_ids, labels
from genontk._exchange import ask
from genontk.errors import InvalidInput

_ALLOWED = (
    "a path to a .bed or .npy file, what read_genotypes() gives, "
    "a NumPy array or a pandas DataFrame (people x SNPs)"
)


@dataclass(frozen=True)
class Genotypes:
    """A file of genotypes; it is read when it is needed, where it lies.

    Attributes
    ----------
    path : Path
        The file.
    n_people, n_snps : int
        Its size.
    people : list of str or None
        The IDs of the people; None where the file has none.
    snps : pandas.DataFrame or None
        A row a SNP: id, chromosome, position, allele1, allele2; None where the file has none.
    """

    path: Path
    n_people: int
    n_snps: int
    people: list[str] | None = field(repr=False)
    snps: pd.DataFrame | None = field(repr=False)

    @property
    def shape(self) -> tuple[int, int]:
        """People and SNPs."""
        return self.n_people, self.n_snps

    def __len__(self) -> int:
        return self.n_people

    def __array__(
        self, dtype: npt.DTypeLike | None = None, copy: bool | None = None
    ) -> npt.NDArray[Any]:
        return np.asarray(self._values, dtype=dtype)

    @cached_property
    def _values(self) -> npt.NDArray[Any]:
        if self.path.suffix == ".npy":
            return np.asarray(np.load(self.path, mmap_mode="r", allow_pickle=False))
        result = ask(
            {"task": "genotypes", "genotypes": {"bed": str(self.path)}, "values": True},
            result_bytes=8 * self.n_people * self.n_snps,
        )
        return result.arrays["genotypes"]

    def to_frame(self) -> pd.DataFrame:
        """Read the values: people in rows, SNPs in columns, NaN for missing."""
        columns = None if self.snps is None else pd.Index(self.snps["id"])
        index = None if self.people is None else pd.Index(self.people, name="id")
        return pd.DataFrame(np.array(self), index=index, columns=columns)


def read_genotypes(path: str | os.PathLike[str]) -> Genotypes:
    """Look into a file of genotypes, without reading the genotypes themselves.

    Parameters
    ----------
    path : path
        A PLINK .bed file with its .bim and .fam beside it, or an .npy file (people x SNPs).

    Returns
    -------
    Genotypes
        A light handle: its path, `n_people`, `n_snps`, `people`, `snps`; `to_frame()` and
        `numpy.asarray()` read the values (people x SNPs; a .bed counts the first allele of its
        .bim, 0, 1 or 2).

    Raises
    ------
    InvalidInput
        If the file is not there, is truncated, or lacks its .bim or .fam.

    Examples
    --------
    >>> genotypes = genontk.read_genotypes("study.bed")
    >>> genotypes.shape
    (60, 30)
    """
    file = _file(path)
    if file.suffix == ".npy":
        shape = _npy_shape(file)
        return Genotypes(file, *shape, people=None, snps=None)
    answer = ask({"task": "genotypes", "genotypes": {"bed": str(file)}, "values": False}).scalars
    return Genotypes(
        file,
        answer["n_people"],
        answer["n_snps"],
        people=answer["people"],
        snps=pd.DataFrame(answer["snps"]),
    )


def _file(path: str | os.PathLike[str]) -> Path:
    file = Path(path).expanduser().absolute()
    if file.suffix not in {".bed", ".npy"}:
        raise InvalidInput(f"genotypes is the path {str(path)!r}; allowed: {_ALLOWED}.")
    return file


def _npy_shape(file: Path) -> tuple[int, int]:
    try:
        shape: tuple[int, ...] = np.load(file, mmap_mode="r", allow_pickle=False).shape
    except (OSError, ValueError) as failure:
        raise InvalidInput(f"{file} cannot be read as .npy: {failure}") from failure
    if len(shape) != 2:
        raise InvalidInput(f"{file} has {len(shape)} dimension(s); allowed: 2, people x SNPs.")
    return shape[0], shape[1]


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
        genotypes = genotypes.path
    if isinstance(genotypes, (str, os.PathLike)):
        file = _file(genotypes)
        if file.suffix == ".bed":
            return {"bed": str(file)}
        return {"values": {"npy": str(file)}, "ids": None, "snps": None}
    if isinstance(genotypes, pd.DataFrame):
        counted = isinstance(genotypes.columns, pd.RangeIndex)
        return {
            "values": as_real(genotypes, "genotypes"),
            "ids": index_ids(genotypes.index),
            "snps": None if counted else labels(genotypes.columns),
        }
    if isinstance(genotypes, np.ndarray):
        return {"values": _matrix(genotypes, "genotypes"), "ids": None, "snps": None}
    raise InvalidInput(f"genotypes is a {type(genotypes).__name__}; allowed: {_ALLOWED}.")


def _matrix(values: npt.NDArray[Any], what: str) -> npt.NDArray[Any]:
    if values.ndim != 2:
        raise InvalidInput(f"{what} has {values.ndim} dimension(s); allowed: 2.")
    return as_real(values, what)


def count_people(request: dict[str, Any] | None) -> int:
    """Give how many people a request's genotypes have, or 0 where only Java could say."""
    if request is None:
        return 0
    if "bed" in request:
        table = Path(request["bed"]).with_suffix(".fam")
        return len(table.read_bytes().splitlines()) if table.is_file() else 0
    values = request["values"]
    return len(values) if isinstance(values, np.ndarray) else _npy_shape(Path(values["npy"]))[0]
