"""The figure of a cross-validated path, in the manner of glmnet."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from genontk._plots.axes import ACCENT, axes, color

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_HERITABILITIES = (0.01, 0.05, 0.2, 0.5, 0.8, 0.95, 0.99, 0.999, 0.9999)
_WIDE = (10.0, 4.8)


class Choice(NamedTuple):
    """The choice from a path.

    `shares` has the columns of a path that tell its mixture; `heritability` is the total that is
    equivalent to the penalty; `shared` names the component whose share was chosen.
    """

    kernel: str
    shares: dict[str, float]
    penalty: float
    rule: str
    heritability: float
    shared: str


def plot_path(path: pd.DataFrame, choice: Choice, ax: Axes | None) -> Axes:
    """Draw error against penalty, and in a second panel of a new figure against the share."""
    by_share = ax is None and path["share"].nunique() > 1
    if not by_share:
        return _penalties(path, choice, axes(ax))
    left = axes(None, columns=2)
    figure = left.get_figure(root=True)
    assert figure is not None
    figure.set_size_inches(_WIDE)
    _shares(path, choice, figure.axes[1])
    return _penalties(path, choice, left)


def _penalties(path: pd.DataFrame, choice: Choice, ax: Axes) -> Axes:
    curves = _curves(path, choice)
    for k, (kernel, curve) in enumerate(curves.items()):
        _points(ax, curve, "penalty", color(k), kernel if len(curves) > 1 else None)
    least, within = rules(curves.get(choice.kernel, path))
    ax.axvline(least, linestyle=":", color="0.3", label=f"min: {least:.3g}")
    ax.axvline(within, linestyle="--", color="0.3", label=f"1se: {within:.3g}")
    label = f"chosen ({choice.rule}): {choice.penalty:.3g}"
    ax.axvline(choice.penalty, color=ACCENT, linewidth=1, label=label)
    ax.set_xscale("log")
    ax.set_xlabel("penalty")
    ax.set_ylabel("cross-validated squared error ± SE")
    ax.legend(frameon=len(curves) > 1)
    _heritability_on_top(choice, ax)
    return ax


def _curves(path: pd.DataFrame, choice: Choice) -> dict[str, pd.DataFrame]:
    """Give one curve per kernel: at the chosen shares, or at the best shares of other kernels."""
    curves = {}
    names = [name for name in choice.shares if name in path]
    for kernel, curve in path.groupby("kernel", sort=False):
        best = curve[names].iloc[int(curve["error"].argmin())]
        shares = pd.Series(choice.shares)[names] if kernel == choice.kernel else best
        shown = pd.Series(True, curve.index)
        for name in names:
            shown &= np.isclose(curve[name], shares[name], equal_nan=True)
        curves[str(kernel)] = curve[shown].sort_values("penalty")
    return curves


def rules(path: pd.DataFrame) -> tuple[float, float]:
    """Give the penalty of least error, and the largest within one standard error of it."""
    best = path.iloc[int(path["error"].argmin())]
    within = path["error"] <= best["error"] + best["std_error"]
    return float(best["penalty"]), float(path.loc[within, "penalty"].max())


def _points(ax: Axes, curve: pd.DataFrame, over: str, tone: str, label: str | None) -> None:
    ax.errorbar(
        curve[over],
        curve["error"],
        yerr=curve["std_error"],
        fmt="o-",
        markersize=3.5,
        linewidth=1,
        capsize=2,
        ecolor="0.75" if label is None else (tone, 0.4),
        color=tone,
        label=label,
    )


def _heritability_on_top(choice: Choice, ax: Axes) -> None:
    """Put c / (c + penalty) on a second axis; c = tr(P0 K) / (n - q), from the choice."""
    if not (choice.penalty > 0 and 0 < choice.heritability < 1):
        return
    c = choice.penalty * choice.heritability / (1 - choice.heritability)
    low, high = ax.get_xlim()
    at = {h2: c * (1 - h2) / h2 for h2 in _HERITABILITIES}
    shown = {h2: penalty for h2, penalty in at.items() if low <= penalty <= high}
    top = ax.secondary_xaxis("top")
    top.set_xticks(list(shown.values()), [f"{h2:g}" for h2 in shown])
    top.minorticks_off()
    top.set_xlabel("heritability equivalent")


def _shares(path: pd.DataFrame, choice: Choice, ax: Axes) -> None:
    """Draw the least error of each share of the first component, over all else."""
    path = path[(path["kernel"] == choice.kernel) & path["share"].notna()]
    best = path.sort_values("error").drop_duplicates("share").sort_values("share")
    _points(ax, best, "share", color(0), None)
    chosen = choice.shares["share"]
    ax.axvline(chosen, color=ACCENT, linewidth=1, label=f"chosen: {chosen:.3g}")
    ax.set_xlabel(f"share of {choice.shared}")
    ax.set_ylabel("least squared error over penalties ± SE")
    ax.legend(frameon=False)
