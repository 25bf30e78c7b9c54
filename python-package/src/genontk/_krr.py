"""Kernel ridge regression."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from genontk._fit import Fit, common_fields, table
from genontk._fitting import fit

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass(frozen=True, repr=False, eq=False)
class KrrFit(Fit):
    """A fitted kernel ridge regression; see `Fit` for what it shares with the mixed model.

    Attributes
    ----------
    penalty : float
        The penalty lambda of K + lambda I that was chosen.
    share : float
        The share of the additive part; NaN with one kernel.
    rule : str
        How the penalty was chosen.
    path : DataFrame
        penalty, error, std_error, correlation, df, share, kernel: a row a penalty. The error is
        the squared error pooled over people; std_error comes from the means of the folds.
    folds : Series
        The fold of each person, indexed by ID.
    """

    penalty: float
    share: float
    rule: str
    path: pd.DataFrame
    folds: pd.Series[Any]

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the cross-validated error over the penalties, and the penalty that was chosen.

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
        from genontk._plot import plot_path

        return plot_path(self, ax)


def ntk_krr(
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
    penalty: Any = None,
    folds: Any = 5,
    repeats: int = 1,
    groups: Any = None,
    rule: Literal["min", "1se", "gcv", "loo", "reml"] = "min",
) -> KrrFit:
    """Fit a kernel ridge regression, with the NTK by default; covariates are not penalised.

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
    penalty : float or sequence of float, optional
        The penalty lambda of K + lambda I, or a grid of them to choose from. Default: 25 of them
        from 1e-4 to 1e3 times the mean diagonal of K.
    folds : int, sequence or str
        How many folds the cross-validation has; or the fold of each row of y, as an array or as
        the name of a column of `data`.
    repeats : int
        How often the cross-validation is repeated.
    groups : sequence or str, optional
        People with the same label stay in the same fold: an array or a column of `data`.
    rule : {"min", "1se", "gcv", "loo", "reml"}
        How the penalty is chosen from the grid.

    Returns
    -------
    KrrFit
        `penalty`, `path`, and what the mixed model has; `predict()`, `summary()`, `plot()`. It
        pickles.

    Raises
    ------
    InvalidInput
        If an argument or the data cannot be used, or an option is not in this version.
    NotPositiveDefinite
        If a kernel matrix of the user's own has negative eigenvalues.
    OutOfMemory
        If Java's heap is too small for so many people.
    BridgeFailed
        If Java is not found, too old, or lost.

    Examples
    --------
    >>> fit = genontk.ntk_krr("thickness ~ age", data=pheno, genotypes="study.bed", folds=10)
    >>> fit.plot()
    """
    result, recipe = fit(
        "ntk_krr",
        y,
        genotypes,
        data=data,
        covariates=covariates,
        id=id,
        weights=weights,
        subset=subset,
        kernel=kernel,
        by_row={"folds": folds, "groups": groups},
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
            "penalty": _penalty(penalty),
            "repeats": repeats,
            "rule": rule,
        },
        progress=progress,
    )
    scalars = result.scalars
    common = common_fields(result, recipe)
    share = scalars["share"]
    return KrrFit(
        **common,
        penalty=scalars["penalty"],
        share=np.nan if share is None else share,
        rule=scalars["rule"],
        path=table(scalars["path"]),
        folds=pd.Series(scalars["folds"], index=common["fitted"].index, name="fold"),
    )


def _penalty(penalty: Any) -> Any:
    return penalty.tolist() if isinstance(penalty, (np.ndarray, pd.Series)) else penalty
