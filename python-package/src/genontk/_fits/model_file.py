"""Model files, which R, Python and Java read."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from genontk._fits.fields import loaded_fields
from genontk._fits.fit import Fit
from genontk._fits.krr import KrrFit, nested_of, shares_of
from genontk._fits.lmm import LmmFit, mixed_fields
from genontk._inputs.recipe import LoadedRecipe, design_request
from genontk._job.exchange import ask
from genontk._job.tables import table
from genontk.errors import InvalidInput


def save_model(
    fit: Fit,
    path: str | os.PathLike[str],
    *,
    ids: bool = True,
    effects_only: bool = False,
) -> Path:
    """Write a fit to one file that R, Python and Java read.

    A model with a kernel holds the training genotypes at the SNPs that it uses, and the people's
    IDs unless they are left out: protect the file as you protect the data. An additive model saved
    with `effects_only=True` holds only the effects of the SNPs, their means and the fixed effects.
    It contains no data of any person and can be given away. It predicts, without intervals.

    The file holds a formula that is made of variables, factors with treatment contrasts and their
    products. For any other formula the loaded model needs `data` with one column per term, under
    the names of `fixed_effects["term"]`. Within Python `pickle` keeps the whole fit.

    Parameters
    ----------
    fit : LmmFit or KrrFit
        Fit of one trait, or a loaded model.
    path : path
        File to write, for instance "height.genontk". A temporary file beside it is written first
        and then renamed, so that no reader sees half a file.
    ids : bool
        Whether the file holds the people's IDs, and messages that may name them.
    effects_only : bool
        Whether the file holds only the effects of SNPs; for `kernel="additive"`, `"dominance"` or
        the sum of both.

    Returns
    -------
    Path

    Raises
    ------
    InvalidInput
        If the file cannot be written, or `effects_only` is set for a kernel that is no sum over
        SNPs.

    Examples
    --------
    >>> fit = genontk.ntk_lmm("thickness ~ age", data=pheno, genotypes="study.bed")
    >>> genontk.save_model(fit, "thickness.genontk", ids=False).name
    'thickness.genontk'
    """
    if not isinstance(fit, Fit):
        raise InvalidInput(f"fit is a {type(fit).__name__}; allowed: a fit of one trait.")
    file = Path(path).expanduser().absolute()
    ask(
        {
            "task": "save_model",
            "model": fit._model,
            "path": str(file),
            "keep_ids": ids,
            "effects_only": effects_only,
            "design": design_request(fit._recipe, list(fit.fixed_effects["term"])),
        }
    )
    return file


def load_model(path: str | os.PathLike[str]) -> LmmFit | KrrFit:
    """Read a model from a file that R, Python or Java wrote.

    Parameters
    ----------
    path : path
        File that `save_model` wrote.

    Returns
    -------
    LmmFit or KrrFit
        Model that prints and predicts as the fit does, to the last digits. The file has no
        `fitted`, `residuals` and `random_effects`: they are empty, and `messages` say so. The
        effects of its SNPs are `snp_effects()`.

    Raises
    ------
    InvalidInput
        If the file is no model, is damaged, or was written by a newer version.

    Examples
    --------
    >>> fit = genontk.ntk_lmm("thickness ~ age", data=pheno, genotypes="study.bed")
    >>> model = genontk.load_model(genontk.save_model(fit, "thickness.genontk"))
    >>> np.allclose(model.predict("new.bed", new_pheno), fit.predict("new.bed", new_pheno))
    True
    """
    result = ask({"task": "load_model", "path": str(Path(path).expanduser().absolute())})
    told = result.scalars["fit"]
    told["messages"] = [*told["messages"], *result.scalars["lacks"]]
    fields: dict[str, Any] = loaded_fields(
        told,
        LoadedRecipe.of(result.scalars["design"]),
        result.model,
        result.scalars["people"],
    )
    if told["task"] == "ntk_lmm":
        return LmmFit(**fields, **mixed_fields(told))
    people = fields["fitted"].index
    return KrrFit(
        **fields,
        penalty=told["penalty"],
        share=np.nan if told["share"] is None else told["share"],
        shares=shares_of(told),
        rule=told["rule"],
        route=told["route"],
        path=table(told["path"]),
        folds=pd.Series(index=people, dtype=object, name="fold"),
        nested=nested_of(told.get("nested")),
        leave_one_out=pd.DataFrame(columns=["id", "prediction", "residual"]),
    )
