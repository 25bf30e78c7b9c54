"""Files of phenotypes and covariates."""

from __future__ import annotations

import os
import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from genontk._genotypes.files import absolute
from genontk._job.exchange import ask
from genontk.errors import GenontkWarning, InvalidInput


def read_phenotypes(
    path: str | os.PathLike[str] | list[str | os.PathLike[str]],
    *,
    na: str | float | Sequence[str | float] | None = None,
    categorical: str | Sequence[str] | None = None,
) -> pd.DataFrame:
    """Read phenotypes and covariates as PLINK, GCTA, regenie and spreadsheets write them.

    A file has FID, IID and further columns, separated by white space, tabs, commas or semicolons,
    compressed by gzip or not. A header names IID or ID, and may name FID, in any case and place.
    Without a header, as in GCTA, the columns are called y1, y2, ... A .fam is recognised by its
    name. Its columns are father, mother, sex, phenotype, and phenotype1, phenotype2, ... where it
    has more.

    IDs are text: 007 stays 007. Missing values are NA, N/A, #N/A, NaN, NULL, <NA>, "?", "." in any
    case, blank cells and -9. In numbers so are "-" and None. A column of words is categorical. A
    column of numbers with a few words is an error, which names line, column and cell. In a .fam sex
    0 is missing, and so is 0 in a phenotype of 1 (controls) and 2 (cases).

    Parameters
    ----------
    path : path or list of paths
        One file, or several (phenotypes and covariates), which are joined by FID and IID. The
        people of the first file are kept.
    na : str, number or sequence of these, optional
        Texts or numbers that mean missing, beside the usual ones: ["unknown", -99].
    categorical : str or sequence of str, optional
        Names of columns that hold words, though they may look like numbers.

    Returns
    -------
    DataFrame
        Columns of the files, FID and IID first. The index holds the people's IDs (IID where that is
        unique, else FID:IID), by which fits join the table to genotypes.

    Raises
    ------
    InvalidInput
        If a file cannot be read, a header names no IID, a person or a column occurs twice, or a
        column of numbers holds a few words.

    Examples
    --------
    >>> pheno = genontk.read_phenotypes(["thickness.txt", "covariates.txt"])
    >>> list(pheno)
    ['FID', 'IID', 'thickness', 'age', 'sex']
    >>> fit = genontk.ntk_lmm("thickness ~ age + sex", "study.bed", data=pheno)
    """
    paths = [path] if isinstance(path, (str, os.PathLike)) else list(path)
    answer = ask(
        {
            "task": "phenotypes",
            "paths": [str(absolute(one)) for one in paths],
            "na": _texts(na, "na"),
            "categorical": _texts(categorical, "categorical"),
        }
    ).scalars
    for message in answer["messages"]:
        warnings.warn(message, GenontkWarning, stacklevel=2)
    columns: dict[str, Any] = {
        "FID": pd.Series(answer["fid"], dtype=object),
        "IID": pd.Series(answer["iid"], dtype=object),
    }
    for column in answer["columns"]:
        words = column["words"]
        columns[column["name"]] = (
            np.array(column["numbers"], dtype=np.float64)
            if words is None
            else pd.Categorical(words)
        )
    table = pd.DataFrame(columns)
    table.index = pd.Index(answer["id"], name="id", dtype=object)
    return table


def _texts(given: Any, what: str) -> list[str] | None:
    """Give one text or several, of which numbers are written without a needless fraction."""
    if given is None:
        return None
    several = [given] if isinstance(given, (str, int, float, np.number)) else list(given)
    if not all(isinstance(one, (str, int, float, np.number)) for one in several):
        raise InvalidInput(f"{what} is {given!r}; allowed are texts and numbers.")
    return [str(one) for one in several]
