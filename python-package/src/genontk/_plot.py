"""Figures, by matplotlib where it is installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from genontk._krr import KrrFit
    from genontk._lmm import LmmFit

_NORMAL_QUANTILE = 1.959964
_COLOR = "#2b6a99"
_ACCENT = "#c8553d"


def _axes(ax: Axes | None) -> Axes:
    if ax is not None:
        return ax
    try:
        from matplotlib import pyplot
    except ImportError as failure:
        raise ImportError(
            "plot() needs matplotlib, which is not installed: pip install 'genontk[plot]'"
        ) from failure
    _, new = pyplot.subplots(layout="constrained")
    return new


def plot_genetic_values(fit: LmmFit, ax: Axes | None) -> Axes:
    """Draw the genetic values, sorted, with intervals from their prediction error variance."""
    ax = _axes(ax)
    for component, values in fit.random_effects.groupby("component", sort=False):
        values = values.sort_values("value")
        rank = np.arange(1, len(values) + 1)
        reach = _NORMAL_QUANTILE * np.sqrt(values["pev"].to_numpy())
        value = values["value"].to_numpy()
        ax.fill_between(rank, value - reach, value + reach, alpha=0.25, linewidth=0, color=_COLOR)
        ax.plot(rank, value, ".", markersize=4, color=_COLOR, label=str(component))
    ax.axhline(0, linewidth=0.8, color="0.5")
    total = fit.heritability.iloc[-1]
    ax.set_title(f"heritability {total['estimate']:.2f} (SE {total['std_error']:.2f})")
    ax.set_xlabel("people, sorted")
    ax.set_ylabel("genetic value with 95 % interval")
    return ax


def plot_path(fit: KrrFit, ax: Axes | None) -> Axes:
    """Draw the cross-validated error with its standard error, and the penalty chosen."""
    ax = _axes(ax)
    path = fit.path.sort_values("penalty")
    penalty, error = path["penalty"].to_numpy(), path["error"].to_numpy()
    spread = path["std_error"].to_numpy()
    ax.fill_between(penalty, error - spread, error + spread, alpha=0.25, linewidth=0, color=_COLOR)
    ax.plot(penalty, error, ".-", color=_COLOR)
    ax.axvline(fit.penalty, linestyle="--", color=_ACCENT, label=f"chosen: {fit.penalty:.3g}")
    ax.set_xscale("log")
    ax.set_xlabel("penalty")
    ax.set_ylabel("cross-validated squared error ± SE")
    ax.legend(frameon=False)
    return ax
