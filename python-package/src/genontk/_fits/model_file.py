"""Models in files, which R, Python and Java read."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from genontk._fits.fields import loaded_fields
from genontk._fits.fit import Fit
from genontk._fits.krr import KrrFit, nested_of
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
    IDs unless they are left out: treat the file as you treat the data. What can be given away is
    an additive model saved with `effects_only=True`: the effects of SNPs, their means and the fixed
    effects, and nothing of any person. It predicts, without intervals.

    A formula travels where it is made of variables, factors with treatment contrasts and their
    products; for any other the loaded model wants `data` with a column for each term, under the
    names of `fixed_effects["term"]`. Within Python `pickle` keeps the fit as it is.

    Parameters
    ----------
    fit : LmmFit or KrrFit
        Of one trait, or a loaded model.
    path : path
        For instance "height.genontk". The file is written beside it and then moved there, so that
        nobody ever reads half of it.
    ids : bool
        Whether the people's IDs, and messages that may name them, are in the file.
    effects_only : bool
        Whether only the effects of SNPs are written; for `kernel="additive"`.

    Returns
    -------
    Path

    Raises
    ------
    InvalidInput
        If the file cannot be written, or effects are asked of a kernel that is not additive.

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
    """Read a model from a file, whichever language wrote it.

    Parameters
    ----------
    path : path
        A file of `save_model`.

    Returns
    -------
    LmmFit or KrrFit
        It prints and predicts as the fit does, to the last digits. `fitted`, `residuals` and
        `random_effects` are empty, as the file has none, and `messages` say so. One of effects
        alone has `snp_effects`: id, chromosome, position, allele1 (the allele counted), allele2,
        mean and effect of a copy.

    Raises
    ------
    InvalidInput
        If the file is no model, a damaged one, or one of a newer version.

    Examples
    --------
    >>> fit = genontk.ntk_lmm("thickness ~ age", data=pheno, genotypes="study.bed")
    >>> model = genontk.load_model(genontk.save_model(fit, "thickness.genontk"))
    >>> np.allclose(model.predict("new.bed", new_pheno), fit.predict("new.bed", new_pheno))
    True
    """
    result = ask({"task": "load_model", "path": str(Path(path).expanduser().absolute())})
    told = result.scalars["fit"]
    effects = result.scalars["snp_effects"]
    told["messages"] = [*told["messages"], *result.scalars["lacks"]]
    fields: dict[str, Any] = loaded_fields(
        told,
        LoadedRecipe.of(result.scalars["design"]),
        result.model,
        result.scalars["people"],
        None if effects is None else pd.DataFrame(effects),
    )
    if told["task"] == "ntk_lmm":
        return LmmFit(**fields, **mixed_fields(told))
    people = fields["fitted"].index
    return KrrFit(
        **fields,
        penalty=told["penalty"],
        share=np.nan if told["share"] is None else told["share"],
        rule=told["rule"],
        route=told["route"],
        path=table(told["path"]),
        folds=pd.Series(index=people, dtype=object, name="fold"),
        nested=nested_of(told.get("nested")),
        leave_one_out=pd.DataFrame(columns=["id", "prediction", "residual"]),
    )
