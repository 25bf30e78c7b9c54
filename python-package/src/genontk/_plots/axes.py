"""Figures, by matplotlib where it is installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from genontk._fits.lmm import LmmFit
    from genontk._studies.convergence import Convergence

_NORMAL_QUANTILE = 1.959964
# Okabe and Ito (2008): told apart with every kind of colour vision.
_COLORS = ("#0072B2", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
ACCENT = "#D55E00"


def color(k: int) -> str:
    """Give the color of the k-th curve, from 0."""
    return _COLORS[k % len(_COLORS)]


def axes(ax: Axes | None, *, columns: int = 1, size: tuple[float, float] | None = None) -> Axes:
    """Give these axes, or the first of so many side by side in a new figure of a size in inches.

    Raises
    ------
    ImportError
        If matplotlib is not installed.
    """
    if ax is not None:
        return ax
    try:
        from matplotlib import pyplot
    except ImportError as failure:
        raise ImportError(
            "plot() needs matplotlib, which is not installed: pip install 'genontk[plot]'"
        ) from failure
    figure, _ = pyplot.subplots(1, columns, layout="constrained", figsize=size)
    return figure.axes[0]


def plot_genetic_values(fit: LmmFit, ax: Axes | None) -> Axes:
    """Draw the genetic values, sorted, with intervals from their prediction error variance."""
    ax = axes(ax)
    components = fit.random_effects.groupby("component", sort=False)
    for k, (component, values) in enumerate(components):
        values = values.sort_values("value")
        rank = np.arange(1, len(values) + 1)
        reach = _NORMAL_QUANTILE * np.sqrt(values["pev"].to_numpy())
        value = values["value"].to_numpy()
        ax.fill_between(rank, value - reach, value + reach, alpha=0.2, linewidth=0, color=color(k))
        ax.plot(rank, value, ".", markersize=4, color=color(k), label=str(component))
    ax.axhline(0, linewidth=0.8, color="0.5")
    total = fit.heritability.iloc[-1]
    ax.set_title(
        f"{fit.y_name}: heritability {total['estimate']:.2f} (SE {total['std_error']:.2f})"
    )
    ax.set_xlabel("people, sorted")
    ax.set_ylabel("genetic value with 95 % interval")
    if len(components) > 1:
        ax.legend(frameon=False)
    return ax


def plot_convergence(convergence: Convergence, ax: Axes | None) -> Axes:
    """Draw distance against width, and the line of theory through the first point."""
    ax = axes(ax)
    for k, (networks, rows) in enumerate(convergence.table.groupby("networks")):
        ax.errorbar(
            rows["width"],
            rows["distance"],
            yerr=rows["distance_sd"],
            fmt="o-",
            markersize=4,
            capsize=2,
            color=color(k),
            label=f"{networks} network{'' if networks == 1 else 's'}",
        )
    width = np.sort(convergence.table["width"].unique())
    first = convergence.table["distance"].iloc[0] * np.sqrt(convergence.table["width"].iloc[0])
    ax.plot(width, first / np.sqrt(width), "--", color="0.5", label="width$^{-1/2}$")
    ax.set_xscale("log")
    ax.set_yscale("log")
    ax.set_xticks(width, [str(units) for units in width])
    ax.minorticks_off()
    ax.set_title(f"distance falls as {convergence.law()}")
    ax.set_xlabel("width of the hidden layers")
    ax.set_ylabel("relative distance to the exact kernel ± SD")
    ax.legend(frameon=False)
    return ax
