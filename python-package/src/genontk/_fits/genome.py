"""A fit along the genome: effects of SNPs, and genetic values without one chromosome."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

import numpy as np
import pandas as pd

from genontk._inputs.arrays import labels
from genontk._job.exchange import ask
from genontk._job.tables import people_index
from genontk._plots.axes import draws
from genontk._plots.genome import DRAWN, plot_along_genome
from genontk.errors import GenontkWarning, InvalidInput

if TYPE_CHECKING:
    from matplotlib.axes import Axes


class Fit(Protocol):
    """A fit of one trait, or a model from a file."""

    @property
    def _model(self) -> bytes: ...


class SnpEffects(pd.DataFrame):
    """A table of effects of SNPs, which `plot` draws along the genome."""

    @property
    def _constructor(self) -> Callable[..., pd.DataFrame]:
        """Let pandas keep the class where rows are chosen; parts of the columns are no effects."""
        return _effects_or_table

    @draws()
    def plot(  # type: ignore[override]
        self,
        column: Literal["p_value", "effect", "share"] | None = None,
        ax: Axes | None = None,
    ) -> Axes:
        """Draw the effects along the genome, in the manner of a Manhattan plot.

        Parameters
        ----------
        column : {"p_value", "effect", "share"}, optional
            Column to draw; p-values as -log10. Default: p_value, or effect where there is none.

        Examples
        --------
        >>> effects = genontk.ntk_lmm(y, "study.bed", kernel="additive").snp_effects()
        >>> effects.plot().get_ylabel()
        '-log10 p'
        """
        return plot_along_genome(pd.DataFrame(self), column, ax)


def _effects_or_table(*args: Any, **kwargs: Any) -> pd.DataFrame:
    table = pd.DataFrame(*args, **kwargs)
    return SnpEffects(table) if {*DRAWN} <= {*table.columns} else table


def snp_effects(fit: Fit) -> SnpEffects:
    """Give the effect of each SNP in the additive and dominance kernels of a fit.

    The kernel XX'/p of p SNPs with variance s gives each standardised SNP x the prior N(0, s/p).
    The effect is its BLUP s/p x'Py, of variance (s/p)² x'Px (Gualdrón Duarte et al. 2014). Effects
    are shrunken: their sum is the fit's genetic value, and one effect alone is smaller than in a
    regression on this SNP. The test is that of the SNP's fixed effect beside a kernel that holds
    the SNP too, which is conservative (Bernal Rubio et al. 2016).

    The model holds what is needed: no genotypes have to be given again.

    Parameters
    ----------
    fit : LmmFit or KrrFit
        Fit with an additive or a dominance kernel, or such a model from a file.

    Returns
    -------
    DataFrame
        One row per component and SNP: component, id, chromosome, position, allele1 (the allele
        counted), allele2, mean (number of copies), effect of one copy of allele1, or of one unit
        of the dominance code; std_error, the root of the variance of the effect; statistic
        (effect/std_error), p_value (two-sided, normal); pev, the prediction error variance of the
        effect; share, the variance of effect times genotype in the variance of the trait. Its
        method `plot` draws it. A model of effects alone has NaN from std_error on.

    Raises
    ------
    InvalidInput
        If no kernel is a sum over SNPs.

    Examples
    --------
    >>> fit = genontk.ntk_lmm(y, G, kernel="additive+dominance")
    >>> effects = fit.snp_effects()
    >>> list(effects["component"].unique())
    ['additive', 'dominance']
    """
    result = ask({"task": "snp_effects", "model": _model(fit)})
    _warn(result.scalars["messages"])
    found = result.matrices["snp_effects"]
    snps = pd.DataFrame(result.scalars["snps"]).iloc[found["snp"].to_numpy(int) - 1]
    table = pd.concat(
        [snps.reset_index(drop=True), found.drop(columns=["component", "snp"])], axis=1
    )
    components = np.array(result.scalars["components"], object)
    table.insert(0, "component", components[found["component"].to_numpy(int) - 1])
    return SnpEffects(table)


def loco(
    fit: Fit,
    *,
    refit: bool = False,
    chromosomes: Sequence[Any] | None = None,
    file: str | os.PathLike[str] | None = None,
    fam: str | os.PathLike[str] | None = None,
) -> pd.DataFrame:
    """Give each person's genetic value without one chromosome, for every chromosome.

    For chromosome c it is the BLUP by the model whose kernels are made of the SNPs of the other
    chromosomes (leave one chromosome out; Yang et al. 2014). In an association study of the SNPs
    of c it stands for relatives, population structure and the rest of the genome, and takes nothing
    from these SNPs. Kernel matrices of the user's own stay as they are.

    With `file="height"` three files are written. `height_1.loco` and `height_pred.list` are what
    the first step of regenie would write: `regenie --step 2 --qt --pred height_pred.list`, with
    the phenotype and the covariates of the fit. The predictions are in standard deviations of the
    trait beyond the fixed effects, as regenie takes them. Chromosomes without SNPs in the fit have
    the whole genetic value; X, XY, Y, PAR1 and PAR2 are together number 23, as in regenie.
    `height.pheno` holds the trait less fixed effects and genetic values, one column per
    chromosome: `plink2 --chr 1 --pheno height.pheno --pheno-name height_without_1 --glm`, with the
    covariates of the fit. Traits of 0 and 1 are taken as quantitative: these values are no
    log-odds.

    Parameters
    ----------
    fit : LmmFit or KrrFit
        Fit with a kernel that is made from genotypes, or such a model from a file.
    refit : bool
        Whether variances are estimated anew without each chromosome, as the fit estimated them.
        Default: the variances of the fit.
    chromosomes : sequence, optional
        Chromosome of each SNP of the fit's genotypes, in their order. Default: those of the .bim,
        or of names such as 19:44908684:C:T.
    file : path, optional
        Beginning of the paths of the files. Default: none are written.
    fam : path, optional
        .fam with the people's family IDs, for the files. Default: the IDs stand for both.

    Returns
    -------
    DataFrame
        Genetic values (people x chromosomes) in the units of y, indexed by ID. The table
        `attrs["variance_components"]` has the variances that they come from, one row per
        chromosome; NaN where a component is made of that chromosome alone.

    Raises
    ------
    InvalidInput
        If no kernel is made from genotypes, or chromosomes are unknown.

    Examples
    --------
    >>> fit = genontk.ntk_lmm(y, G, kernel="additive")
    >>> without = fit.loco(chromosomes=[1 + j % 3 for j in range(G.shape[1])])
    >>> list(without.columns)
    ['1', '2', '3']
    """
    result = ask(
        {
            "task": "loco",
            "model": _model(fit),
            "refit": refit,
            "chromosomes": None if chromosomes is None else labels(chromosomes),
            "path": _absolute(file),
            "fam": _absolute(fam),
        }
    )
    _warn(result.scalars["messages"])
    values = result.matrices["loco"]
    values.index = people_index(result.scalars["people"], None, len(values))
    variances = result.matrices["variance_components"]
    values.attrs["variance_components"] = variances.set_axis(values.columns)
    return values


def _absolute(path: str | os.PathLike[str] | None) -> str | None:
    return None if path is None else str(Path(path).expanduser().absolute())


def _model(fit: Fit) -> bytes:
    model = getattr(fit, "_model", None)
    if not isinstance(model, bytes):
        raise InvalidInput(f"fit is a {type(fit).__name__}; allowed: a fit of one trait.")
    return model


def _warn(messages: list[str]) -> None:
    for message in messages:
        warnings.warn(message, GenontkWarning, stacklevel=3)
