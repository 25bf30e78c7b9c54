"""Relationship matrices in GCTA's format."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from genontk._genotypes.files import absolute
from genontk._genotypes.phenotypes import read_phenotypes
from genontk._inputs.arrays import complete_ids
from genontk._inputs.frames import native
from genontk.errors import InvalidInput

_SUFFIX = ".grm.bin"


def _beside(path: str | os.PathLike[str], suffix: str) -> Path:
    file = absolute(path)
    if not file.name.endswith(_SUFFIX):
        raise InvalidInput(f"{str(path)!r} does not end in {_SUFFIX}.")
    return file.with_name(file.name.removesuffix(_SUFFIX) + suffix)


def read_grm(path: str | os.PathLike[str]) -> pd.DataFrame:
    """Read a relationship matrix as `plink2 --make-grm-bin` and `gcta64 --make-grm` write it.

    Parameters
    ----------
    path : path
        The .grm.bin; its .grm.id must be beside it.

    Returns
    -------
    DataFrame (people x people)
        Symmetric matrix with the IDs as index and columns (IID where that is unique, else FID:IID).
        Fits take it as `kernel`.

    Raises
    ------
    InvalidInput
        If a file is absent or has another size.

    Examples
    --------
    >>> K = genontk.ntk_kernel("study.bed", kernel="additive", scale="hwe")
    >>> genontk.write_grm(K, "study.grm.bin", n_snps=30, ids=pheno.index)
    >>> grm = genontk.read_grm("study.grm.bin")
    >>> fit = genontk.ntk_krr("thickness ~ 1", data=pheno, kernel=grm)
    """
    file = _beside(path, _SUFFIX)
    if not file.is_file():
        raise InvalidInput(f"{file} does not exist.")
    ids = read_phenotypes(_beside(path, ".grm.id")).index
    values = np.fromfile(file, dtype="<f4")
    n = len(ids)
    if file.stat().st_size != 2 * n * (n + 1):
        raise InvalidInput(
            f"{file} holds {file.stat().st_size} bytes; {n} people of its .grm.id take "
            f"{2 * n * (n + 1)}."
        )
    kernel = np.zeros((n, n))
    kernel[np.tril_indices(n)] = values
    kernel += np.tril(kernel, -1).T
    return pd.DataFrame(kernel, index=ids, columns=ids)


def write_grm(kernel: Any, path: str | os.PathLike[str], n_snps: int, ids: Any = None) -> None:
    """Write a relationship matrix: .grm.bin (single precision), .grm.id and .grm.N.bin.

    Parameters
    ----------
    kernel : DataFrame or array (people x people)
        Matrix; the index of a DataFrame holds the IDs.
    path : path
        The .grm.bin to write; the other files go beside it.
    n_snps : int
        Number of SNPs that the matrix was made from.
    ids : sequence of str, optional
        IDs of the rows, for an array.

    Raises
    ------
    InvalidInput
        If the matrix is not square or has no IDs.

    Examples
    --------
    >>> K = genontk.ntk_kernel("study.bed", kernel="additive", scale="hwe")
    >>> genontk.write_grm(K, "study.grm.bin", n_snps=30, ids=pheno.index)
    >>> genontk.read_grm("study.grm.bin").shape
    (60, 60)
    """
    file = _beside(path, _SUFFIX)
    kernel = native(kernel)
    values = np.asarray(kernel, dtype=np.float64)
    if ids is None and isinstance(kernel, pd.DataFrame):
        ids = kernel.index
    if ids is None or values.ndim != 2 or values.shape != (len(ids), len(ids)):
        raise InvalidInput("write_grm takes a square matrix and an ID for each of its rows.")
    names = complete_ids(ids, "ids")
    triangle = values[np.tril_indices(len(ids))].astype("<f4")
    triangle.tofile(file)
    np.full(len(triangle), n_snps, dtype="<f4").tofile(_beside(path, ".grm.N.bin"))
    lines = ["\t".join(name.split(":", 1) if ":" in name else ("0", name)) for name in names]
    _beside(path, ".grm.id").write_text("\n".join(lines) + "\n", encoding="utf-8")
