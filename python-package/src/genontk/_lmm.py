"""The mixed model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from genontk._fit import Fit, common_fields
from genontk._fitting import fit

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass(frozen=True, repr=False, eq=False)
class LmmFit(Fit):
    """A fitted mixed model; see `Fit` for its attributes."""

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the genetic values, sorted, with their 95 % intervals.

        Parameters
        ----------
        ax : matplotlib Axes, optional
            Where to draw. Default: a new figure.

        Returns
        -------
        matplotlib Axes

        Raises
        ------
        ImportError
            If matplotlib is not installed.
        """
        from genontk._plot import plot_genetic_values

        return plot_genetic_values(self, ax)


def ntk_lmm(
    y: Any,
    genotypes: Any = None,
    *,
    data: Any = None,
    covariates: Any = None,
    id: str | None = None,
    weights: Any = None,
    subset: Any = None,
    kernel: Any = "ntk",
    ntk: Literal["exact", "empirical"] = "exact",
    parameterization: Literal["ntk", "standard"] = "ntk",
    depth: int = 2,
    width: int = 500,
    networks: int = 1,
    seed: int = 1,
    scale: Literal["center", "sd", "hwe"] = "center",
    maf: float = 0,
    hwe: float = 0,
    max_missing: float = 1,
    missing: Literal["mean", "error"] = "mean",
    people: Any = None,
    snps: Any = None,
    sets: Any = None,
    precision: Literal["double", "single"] = "double",
    threads: int | None = None,
    backend: Literal["auto", "java", "blas", "gpu"] = "auto",
    progress: bool = True,
    method: Literal["reml", "minque0", "minque1", "iminque"] = "reml",
    constrain: bool = True,
    prevalence: float | None = None,
) -> LmmFit:
    """Fit a linear mixed model whose genetic covariance is a kernel, the NTK by default.

    People are joined by ID, by position where y or `data` carry no IDs; whoever lacks y, a
    covariate or genotypes is dropped and counted in `messages`.

    Parameters
    ----------
    y : str, array or Series
        A formula such as "thickness ~ age + sex", evaluated in `data`; or the phenotypes (people),
        NaN for missing.
    genotypes : path, Genotypes, array or DataFrame
        A .bed or .npy file, what `read_genotypes` gives, or the genotypes themselves (people x
        SNPs; 0, 1, 2 or any real number; NaN for missing). May be left out if `kernel` is a
        matrix.
    data : DataFrame, optional
        The variables of the formula, a row a person.
    covariates : array or DataFrame, optional
        With y as an array: the fixed effects (people x covariates); an intercept is added.
    id : str, optional
        The column of `data` with the people's IDs. Default: its index, unless that only counts.
    weights : array or str, optional
        A weight a row of y, or the column of `data` with the weights.
    subset : array of bool, optional
        Which rows of y and `data` to use.
    kernel : str, array or DataFrame
        "ntk", "additive", or a square matrix (people x people) of your own.
    ntk : {"exact", "empirical"}
        The kernel of infinitely wide networks, or of random ones of the given width.
    parameterization : {"ntk", "standard"}
        How the random networks are scaled.
    depth, width, networks : int
        Hidden layers; for the empirical kernel also their width, and how many networks.
    seed : int
        Of whatever is random: networks and folds.
    scale : {"center", "sd", "hwe"}
        How the SNPs are standardised before the kernel.
    maf, hwe, max_missing : float
        SNPs are left out below this minor allele frequency, below this p-value of Hardy-Weinberg
        equilibrium (0: none), above this share of missing genotypes.
    missing : {"mean", "error"}
        What a missing genotype becomes.
    people, snps, sets : optional
        Which people and SNPs of the genotypes to use, and sets of SNPs.
    precision : {"double", "single"}
        Of the kernel matrix.
    threads : int, optional
        Default: as many as there are cores to use.
    backend : {"auto", "java", "blas", "gpu"}
        Which linear algebra does the work.
    progress : bool
        Whether work of more than a second shows a bar, in a terminal.
    method : {"reml", "minque0", "minque1", "iminque"}
        The estimator of the variance components.
    constrain : bool
        Whether the components are kept from being negative.
    prevalence : float, optional
        The prevalence of a binary trait, for heritability on the scale of liability.

    Returns
    -------
    LmmFit
        Variance components, heritability, fixed and random effects as DataFrames; `predict()`,
        `summary()`, `plot()`. It pickles.

    Raises
    ------
    InvalidInput
        If an argument or the data cannot be used, or an option is not in this version.
    NotPositiveDefinite
        If a kernel matrix of the user's own has negative eigenvalues.
    DidNotConverge
        If the iteration for the variance components ends without an answer.
    OutOfMemory
        If Java's heap is too small for so many people.
    BridgeFailed
        If Java is not found, too old, or lost.

    Examples
    --------
    >>> fit = genontk.ntk_lmm("thickness ~ age + sex", data=pheno, genotypes="study.bed")
    >>> fit.heritability
    >>> fit = genontk.ntk_lmm(y, G, covariates=Z)
    """
    result, recipe = fit(
        "ntk_lmm",
        y,
        genotypes,
        data=data,
        covariates=covariates,
        id=id,
        weights=weights,
        subset=subset,
        kernel=kernel,
        by_row={},
        options={
            "ntk": ntk,
            "parameterization": parameterization,
            "depth": depth,
            "width": width,
            "networks": networks,
            "seed": seed,
            "scale": scale,
            "maf": maf,
            "hwe": hwe,
            "max_missing": max_missing,
            "missing": missing,
            "people": people,
            "snps": snps,
            "sets": sets,
            "precision": precision,
            "threads": threads,
            "backend": backend,
            "method": method,
            "constrain": constrain,
            "prevalence": prevalence,
        },
        progress=progress,
    )
    return LmmFit(**common_fields(result, recipe))
