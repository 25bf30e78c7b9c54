"""The mixed model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

import numpy as np
import pandas as pd

from genontk._fits.fields import common_fields
from genontk._fits.fit import Fit
from genontk._fits.request import fit
from genontk._inputs.arguments import FitArguments, Kernel, KernelArguments
from genontk._inputs.people import Recipe
from genontk._inputs.takes import takes
from genontk._job.exchange import Result
from genontk._job.tables import table
from genontk._plots.axes import draws

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass(frozen=True, repr=False, eq=False)
class LmmFit(Fit):
    """A fitted mixed model; see `Fit` for its other attributes.

    Attributes
    ----------
    heritability_liability : DataFrame or None
        component, estimate, std_error, lower, upper, with `prevalence` only; the last row is
        `total`.
    likelihood_ratio : DataFrame or None
        Tests that a component is zero: component, statistic, p_value. The p-value is that of the
        50:50 mixture of chi-squared with 0 and 1 degrees of freedom, which is conservative. None
        where the method has no test.
    variance_components_covariance : DataFrame or None
        Covariance of the estimated components; None where the model comes from a file.
    convergence : dict
        gradient_norm, the largest derivative of the log-likelihood in standard errors of its
        component, and likelihood_change, the increase that a further step would bring.
    """

    heritability_liability: pd.DataFrame | None = None
    likelihood_ratio: pd.DataFrame | None = None
    variance_components_covariance: pd.DataFrame | None = None
    convergence: dict[str, float] = field(default_factory=dict)

    @draws()
    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the genetic values, sorted, with their 95 % intervals, component by component.

        Examples
        --------
        >>> axes = genontk.ntk_lmm(y, G).plot()
        >>> axes.get_xlabel()
        'people, sorted'
        """
        from genontk._plots.genetic_values import plot_genetic_values

        total = self.heritability.iloc[-1]
        share = f"{total['estimate']:.2f} (SE {total['std_error']:.2f})"
        return plot_genetic_values(self.random_effects, f"{self.y_name}: heritability {share}", ax)


@dataclass(kw_only=True, repr=False, eq=False)
class MixedArguments(KernelArguments):
    """Estimation of a mixed model: `ntk_lmm` and `NtkMixedModel`."""

    _group: ClassVar[str] = "Estimation"
    kernel: Kernel = "additive+ntk"
    method: Annotated[
        Literal["reml", "minque0", "minque1", "iminque"], "Estimator of the variance components."
    ] = "reml"
    constrain: Annotated[bool, "Whether the variance components are kept from being negative."] = (
        True
    )


@dataclass(kw_only=True, repr=False, eq=False)
class LmmArguments(MixedArguments, FitArguments):
    """What `ntk_lmm` takes."""

    accuracy: Annotated[
        bool,
        "Whether standard errors, intervals, `pev` and `reliability` are computed. False is for "
        'many people, with method="minque0" alone: it leaves them NaN and takes no step of the '
        "order of n^3.",
    ] = True
    intervals: Annotated[
        Literal["profile", "wald"],
        'Kind of the 95 % intervals of components and heritabilities under method="reml": by '
        "profile likelihood, or from estimate and standard error. The latter cover too little, and "
        "save most of the time with several kernels and many people. Other methods give Wald "
        "intervals.",
    ] = "profile"
    prevalence: Annotated[
        float | None,
        "Share of cases in the population, for heritability on the scale of liability (Lee et al. "
        "2011). The trait is 1 for cases and 0 for others, or as in PLINK 2 and 1. Where cases "
        'were strongly ascertained, REML falls short of the truth and method="minque0" does not.',
    ] = None


@takes(LmmArguments)
def ntk_lmm(arguments: LmmArguments) -> LmmFit | Any:
    """Fit a linear mixed model whose genetic covariances are kernels.

    By default there are two kernels, the additive kernel and the non-additive part of the neural
    tangent kernel (NTK). Their variance components show how much of the genetic variance is
    additive.

    People are joined by ID, or by position where y or `data` carry no IDs. A Series of values per
    row (weights, subset, covariates, labels) is joined by its index too. People without y, a
    covariate or genotypes are left out and counted in `messages`. A person whose ID stands several
    times in the data has several records; in the genotypes a repeated ID is an error. Kernels are
    between people. Every record has a residual of its own, whose variance is divided by its weight.

    A trait of two classes (0 and 1, booleans, or a categorical) is fitted on the observed scale.

    Returns
    -------
    LmmFit
        Variance components, heritability, fixed and random effects as DataFrames; `predict()`,
        `summary()`, `plot()`. It can be pickled. Several traits give a dict of fits by the name of
        the trait.

    Raises
    ------
    InvalidInput
        If an argument or the data cannot be used.
    NotPositiveDefinite
        If a kernel matrix of the user's own has eigenvalues far below zero.
    DidNotConverge
        If the estimation of the variance components does not converge.
    OutOfMemory
        If Java's heap is too small for this number of people.
    BridgeFailed
        If Java is not found, too old, or lost.

    Examples
    --------
    >>> fit = genontk.ntk_lmm("thickness ~ age + sex", data=pheno, genotypes="study.bed")
    >>> list(fit.heritability["component"])
    ['additive', 'non-additive', 'total']
    >>> fit = genontk.ntk_lmm(y, G, covariates=Z, kernel="ntk")
    >>> fit = genontk.ntk_lmm(y, G, kernel={"genes": "additive+ntk", "twins": twins})
    """
    return fit("ntk_lmm", arguments, _dress)


def _dress(result: Result, recipe: Recipe) -> LmmFit:
    covariance = result.matrices["variance_components_covariance"]
    return LmmFit(
        **common_fields(result, recipe),
        **mixed_fields(result.scalars),
        variance_components_covariance=covariance.set_axis(covariance.columns),
    )


def mixed_fields(scalars: Mapping[str, Any]) -> dict[str, Any]:
    """Make the fields that only a mixed model has, from a result or from a model file."""
    tables = {name: scalars.get(name) for name in ("heritability_liability", "likelihood_ratio")}
    convergence = scalars.get("convergence") or {}
    return {
        **{name: None if told is None else table(told) for name, told in tables.items()},
        "convergence": {
            name: np.nan if value is None else value for name, value in convergence.items()
        },
    }
