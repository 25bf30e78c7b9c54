"""Files of phenotypes and covariates."""

from __future__ import annotations

import os
from typing import Any

import numpy as np
import pandas as pd

from genontk._genotypes.files import absolute
from genontk._job.exchange import ask


def read_phenotypes(path: str | os.PathLike[str] | list[str | os.PathLike[str]]) -> pd.DataFrame:
    """Read phenotypes and covariates as PLINK, GCTA and regenie use them.

    A file has FID, IID and further columns, separated by white space. The header may begin with
    #FID or with IID alone; without a header, as in GCTA, the columns are called y1, y2, ... A .fam
    is recognised by its name. IDs are text: 007 stays 007. Missing values are NA, NaN, "." and, in
    a column of numbers, -9. A column that holds anything but numbers is categorical.

    Parameters
    ----------
    path : path or list of paths
        One file, or several (phenotypes and covariates), which are joined by FID and IID. The
        people of the first file are kept.

    Returns
    -------
    DataFrame
        Columns of the files, FID and IID first. The index holds the people's IDs (IID where that is
        unique, else FID:IID), by which fits join the table to genotypes.

    Raises
    ------
    InvalidInput
        If a file cannot be read, or a person or a column occurs twice.

    Examples
    --------
    >>> pheno = genontk.read_phenotypes(["thickness.txt", "covariates.txt"])
    >>> list(pheno)
    ['FID', 'IID', 'thickness', 'age', 'sex']
    >>> fit = genontk.ntk_lmm("thickness ~ age + sex", "study.bed", data=pheno)
    """
    paths = [path] if isinstance(path, (str, os.PathLike)) else list(path)
    answer = ask({"task": "phenotypes", "paths": [str(absolute(one)) for one in paths]}).scalars
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
