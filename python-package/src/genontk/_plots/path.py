"""The figure of a cross-validated path, as users of glmnet know it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from genontk._plots.axes import ACCENT, axes, color

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from genontk._fits.krr import KrrFit

_HERITABILITIES = (0.01, 0.05, 0.2, 0.5, 0.8, 0.95, 0.99, 0.999, 0.9999)
_WIDE = (10.0, 4.8)


def plot_path(fit: KrrFit, ax: Axes | None) -> Axes:
    """Draw error against penalty, and in a second panel of a new figure against the share."""
    by_share = ax is None and fit.path["share"].nunique() > 1
    if not by_share:
        return _penalties(fit, axes(ax))
    left = axes(None, columns=2)
    figure = left.get_figure(root=True)
    assert figure is not None
    figure.set_size_inches(_WIDE)
    _shares(fit, figure.axes[1])
    return _penalties(fit, left)


def _penalties(fit: KrrFit, ax: Axes) -> Axes:
    curves = _curves(fit)
    for k, (kernel, curve) in enumerate(curves.items()):
        _points(ax, curve, "penalty", color(k), kernel if len(curves) > 1 else None)
    least, within = rules(curves.get(fit.kernel, fit.path))
    ax.axvline(least, linestyle=":", color="0.3", label=f"min: {least:.3g}")
    ax.axvline(within, linestyle="--", color="0.3", label=f"1se: {within:.3g}")
    ax.axvline(
        fit.penalty, color=ACCENT, linewidth=1, label=f"chosen ({fit.rule}): {fit.penalty:.3g}"
    )
    ax.set_xscale("log")
    ax.set_xlabel("penalty")
    ax.set_ylabel("cross-validated squared error ± SE")
    ax.legend(frameon=len(curves) > 1)
    _heritability_on_top(fit, ax)
    return ax


def _curves(fit: KrrFit) -> dict[str, pd.DataFrame]:
    """Give a path for each kernel: at the share chosen, or at its best where another kernel was."""
    curves = {}
    for kernel, path in fit.path.groupby("kernel", sort=False):
        share = path["share"].iloc[int(path["error"].argmin())]
        if kernel == fit.kernel and not np.isnan(fit.share):
            share = fit.share
        if not np.isnan(share):
            path = path[np.isclose(path["share"], share)]
        curves[str(kernel)] = path.sort_values("penalty")
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


def _heritability_on_top(fit: KrrFit, ax: Axes) -> None:
    """Put c / (c + penalty) on a second axis; c = tr(P0 K) / (n - q), from the chosen fit."""
    chosen = fit.heritability["estimate"].iloc[-1]
    if not (fit.penalty > 0 and 0 < chosen < 1):
        return
    c = fit.penalty * chosen / (1 - chosen)
    low, high = ax.get_xlim()
    at = {h2: c * (1 - h2) / h2 for h2 in _HERITABILITIES}
    shown = {h2: penalty for h2, penalty in at.items() if low <= penalty <= high}
    top = ax.secondary_xaxis("top")
    top.set_xticks(list(shown.values()), [f"{h2:g}" for h2 in shown])
    top.minorticks_off()
    top.set_xlabel("heritability equivalent")


def _shares(fit: KrrFit, ax: Axes) -> None:
    """Draw the least error of each share of the first component."""
    path = fit.path[(fit.path["kernel"] == fit.kernel) & fit.path["share"].notna()]
    best = path.sort_values("error").drop_duplicates("share").sort_values("share")
    _points(ax, best, "share", color(0), None)
    ax.axvline(fit.share, color=ACCENT, linewidth=1, label=f"chosen: {fit.share:.3g}")
    ax.set_xlabel(f"share of {fit.heritability['component'].iloc[0]}")
    ax.set_ylabel("least squared error over penalties ± SE")
    ax.legend(frameon=False)
