"""Kernel ridge regression."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

import numpy as np
import pandas as pd

from genontk._fits.fields import common_fields
from genontk._fits.fit import Fit
from genontk._fits.request import fit
from genontk._inputs.arguments import KERNELS, FitArguments, Kernel, KernelArguments
from genontk._inputs.arrays import labels
from genontk._inputs.people import Recipe
from genontk._inputs.takes import takes
from genontk._job.exchange import Result
from genontk._job.tables import table
from genontk._plots.axes import draws

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass(frozen=True, eq=False)
class Nested:
    """Error of nested cross-validation: each fold is predicted by a choice made without it.

    Attributes
    ----------
    error, std_error, correlation : float
        Values as in the path of a fit.
    choices : DataFrame
        repeat, fold, kernel, share, penalty: the choice by which each fold was predicted. Where a
        kernel of three components was chosen, `second_share` too.
    """

    error: float
    std_error: float
    correlation: float
    choices: pd.DataFrame = field(repr=False)


@dataclass(frozen=True, repr=False, eq=False)
class KrrFit(Fit):
    """A fitted kernel ridge regression; see `Fit` for what it shares with the mixed model.

    Attributes
    ----------
    penalty : float
        Chosen penalty lambda of K + lambda I.
    share : float
        Share of the first of several components in the genetic variance: of the additive part in
        "additive+ntk". NaN with one component.
    shares : DataFrame
        component, share: share of each component, which sum to 1. Empty in models of versions
        before 0.2.
    rule : str
        Rule that chose the penalty.
    route : str
        Algorithm that computed the path: "eigendecomposition", or for many people "lanczos".
    path : DataFrame
        penalty, error, std_error, correlation, df, share, kernel: one row per penalty, share and
        kernel. The error is the squared error pooled over people; std_error comes from the means
        of the folds; df are the effective degrees of freedom. Where a kernel has three components,
        `second_share` tells the share of the second.
    folds : Series or DataFrame
        Fold of each person, indexed by ID: the label that was given, or a number from 1. With
        `repeats` a DataFrame (people x repeats).
    leave_one_out : DataFrame
        id, prediction, residual: each person is predicted from all others, at the chosen penalty.
        NaN where this would take longer than the fit; a message says so.
    nested : Nested or None
        Error of nested cross-validation; None without `nested`.
    """

    penalty: float
    share: float
    shares: pd.DataFrame
    rule: str
    route: str
    path: pd.DataFrame
    folds: pd.Series[Any] | pd.DataFrame
    leave_one_out: pd.DataFrame
    nested: Nested | None

    @draws("Where to draw the path, without the second panel. Default: a new figure.")
    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the cross-validated error ± its standard error over the penalties.

        Vertical lines show the penalties of the rules min and 1se, and the chosen penalty. The axis
        on top shows the heritability that a penalty is equivalent to. Several kernels have one
        curve each. Where a share was chosen, a second panel shows the least error of each share.

        Examples
        --------
        >>> axes = genontk.ntk_krr(y, G).plot()
        >>> axes.get_xlabel()
        'penalty'
        """
        from genontk._plots.path import Choice, plot_path

        choice = Choice(
            self.kernel,
            {"share": self.share, "second_share": self.shares["share"].get(1, np.nan)},
            self.penalty,
            self.rule,
            heritability=self.heritability["estimate"].iloc[-1],
            shared=self.heritability["component"].iloc[0],
        )
        return plot_path(self.path, choice, ax)


@dataclass(kw_only=True, repr=False, eq=False)
class RidgeArguments(KernelArguments):
    """Estimation of a ridge regression: `ntk_krr` and `NtkRidge`."""

    _group: ClassVar[str] = "Estimation"
    kernel: Annotated[
        Kernel | Sequence[Kernel],
        "str, array, DataFrame, dict or list",
        f"{KERNELS} Or a square matrix of your own (people x people). Or a dict of names and "
        "matrices. A sum or a dict has three parts at most. Or a list of kernels, which are "
        "compared on the same folds.",
    ] = "ntk"  # type: ignore[assignment]
    depth: Annotated[
        int | Sequence[int],
        "int or sequence of int",
        "Number of hidden layers, 1 to 10; several are compared on the same folds.",
    ] = 2  # type: ignore[assignment]
    seed: Annotated[int, "Seed of the folds and of the random networks."] = 1
    penalty: Annotated[
        Any,
        "float or sequence of float",
        "Penalty lambda of K + lambda I, or a grid of penalties to choose from. Default: 25 "
        "penalties from 1e-4 to 1e3 times the mean diagonal of K.",
    ] = None
    folds: Annotated[
        Any,
        "int or sequence",
        "Number of folds of the cross-validation; or the fold of each row of y.",
    ] = 5
    repeats: Annotated[int, "Number of cross-validations, each with folds of its own."] = 1
    rule: Annotated[
        Literal["min", "1se", "gcv", "loo", "reml"],
        'Rule that chooses the penalty from the grid: the least cross-validated error ("min"), the '
        'largest penalty within one standard error of it ("1se"), generalised ("gcv") or '
        'leave-one-out ("loo") cross-validation, or the restricted likelihood of the equivalent '
        'mixed model ("reml").',
    ] = "min"


@dataclass(kw_only=True, repr=False, eq=False)
class KrrArguments(RidgeArguments, FitArguments):
    """What `ntk_krr` takes."""

    weights: Annotated[
        Any,
        "array or str",
        "Weights of the squared errors, above zero, one per row of y; or the column of `data` that "
        "holds them. A person of weight 2 counts as two people with the same data in one fold, "
        "also in the means and standard deviations of SNPs, in filters and in median distances.",
    ] = None
    sets: Annotated[
        Any,
        "dict or path",
        "Sets of SNPs, each with a kernel of its own, as `ntk_lmm` takes them. The folds choose "
        "the share of each kernel; three kernels are allowed at most.",
    ] = None
    folds: Annotated[
        Any,
        "int, sequence or str",
        "Number of folds of the cross-validation; or the fold of each row of y, as an array or as "
        "the name of a column of `data`.",
    ] = 5
    groups: Annotated[
        Any,
        "sequence or str",
        "Labels of the rows of y, an array or a column of `data`. People with the same label stay "
        "in the same fold.",
    ] = None
    nested: Annotated[
        bool,
        "Whether the error of the choice is validated too, so that it says how well new people are "
        "predicted. Each fold is predicted by a kernel, share and penalty chosen by folds among "
        "the others alone. The least error of the path is too small by what was gained in "
        "choosing; this one is not. It costs one more fit per fold.",
    ] = False
    diagnostics: Annotated[
        bool | None,
        "Whether leave-one-out predictions, prediction error variances and reliabilities are "
        "computed, which takes an inverse of the kernel. Default: up to 2000 people. True also "
        "gives the degrees of freedom of the path to more than 500 people.",
    ] = None


@takes(KrrArguments)
def ntk_krr(arguments: KrrArguments) -> KrrFit | Any:
    """Fit a kernel ridge regression, with the NTK by default; covariates are not penalised.

    One cross-validation chooses the penalty; the kernel and the depth where several are given; and
    the shares of the components where the kernel has two or three.

    People are joined by ID, or by position where y or `data` carry no IDs. A Series of values per
    row (weights, subset, covariates, labels) is joined by its index too. People without y, a
    covariate or genotypes are left out and counted in `messages`. Each ID stands once.

    Returns
    -------
    KrrFit
        `penalty`, `path`, `folds`, `leave_one_out`, and the attributes of every `Fit`; `predict()`,
        `summary()`, `plot()`. It can be pickled. Several traits give a dict of fits by the name of
        the trait.

    Raises
    ------
    InvalidInput
        If an argument or the data cannot be used.
    NotPositiveDefinite
        If a kernel matrix of the user's own has eigenvalues far below zero.
    OutOfMemory
        If Java's heap is too small for this number of people.
    BridgeFailed
        If Java is not found, too old, or lost.

    Examples
    --------
    >>> fit = genontk.ntk_krr("thickness ~ age", data=pheno, genotypes="study.bed", folds=10)
    >>> axes = fit.plot()
    >>> fit = genontk.ntk_krr(y, G, kernel=["additive", "ntk", "gaussian"], groups=family)
    """
    by_row = {"folds": arguments.folds, "groups": arguments.groups}
    originals = _originals(arguments)
    return fit(
        "ntk_krr",
        arguments,
        lambda result, recipe: _dressed(result, recipe, originals),
        by_row=by_row,
    )


def _originals(arguments: KrrArguments) -> dict[str, Any]:
    """Map the labels of folds, as strings in the request, to the labels that the user gave."""
    folds = arguments.folds
    if isinstance(folds, str) and arguments.data is not None and folds in arguments.data.columns:
        folds = arguments.data[folds]
    if np.ndim(folds) == 0:
        return {}
    given = pd.Series(folds).tolist()
    return {str(name): value for name, value in zip(labels(given), given, strict=True)}


def _dressed(result: Result, recipe: Recipe, originals: dict[str, Any]) -> KrrFit:
    scalars = result.scalars
    common = common_fields(result, recipe)
    index = common["fitted"].index
    share = scalars["share"]
    leave_one_out = result.matrices.get("leave_one_out")
    if leave_one_out is None:
        leave_one_out = pd.DataFrame(np.nan, range(len(index)), ["prediction", "residual"])
    leave_one_out.insert(0, "id", index.to_numpy())
    return KrrFit(
        **common,
        penalty=scalars["penalty"],
        share=np.nan if share is None else share,
        shares=shares_of(scalars),
        rule=scalars["rule"],
        route=scalars["route"],
        path=table(scalars["path"]),
        folds=_folds(scalars["folds"], index, originals),
        leave_one_out=leave_one_out,
        nested=nested_of(scalars["nested"]),
    )


def shares_of(scalars: dict[str, Any]) -> pd.DataFrame:
    return table(scalars.get("shares") or {"component": [], "share": []})


def nested_of(found: dict[str, Any] | None) -> Nested | None:
    if found is None:
        return None
    numbers = {name: found.pop(name) for name in ("error", "std_error", "correlation")}
    return Nested(
        **{name: np.nan if value is None else value for name, value in numbers.items()},
        choices=table(found),
    )


def _folds(
    folds: list[Any], index: pd.Index[Any], originals: dict[str, Any]
) -> pd.Series[Any] | pd.DataFrame:
    def named(of_people: list[str]) -> list[Any]:
        return [originals[label] if originals else int(label) for label in of_people]

    if folds and isinstance(folds[0], list):
        columns = {number: named(of_people) for number, of_people in enumerate(folds, start=1)}
        return pd.DataFrame(columns, index=index).rename_axis(columns="repeat")
    return pd.Series(named(folds), index=index, name="fold")
