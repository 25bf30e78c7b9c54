"""The figure of the convergence to infinitely wide networks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from genontk._plots.axes import axes, color

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def plot_convergence(table: pd.DataFrame, title: str, ax: Axes | None) -> Axes:
    """Draw distance against width, and the line of theory through the first point."""
    ax = axes(ax)
    for k, (networks, rows) in enumerate(table.groupby("networks")):
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
    width = np.sort(table["width"].unique())
    first = table["distance"].iloc[0] * np.sqrt(table["width"].iloc[0])
    ax.plot(width, first / np.sqrt(width), "--", color="0.5", label="width$^{-1/2}$")
    ax.set_xscale("log")
    ax.set_yscale("log")
    ax.set_xticks(width, [str(units) for units in width])
    ax.minorticks_off()
    ax.set_title(title)
    ax.set_xlabel("width of the hidden layers")
    ax.set_ylabel("relative distance to the exact kernel ± SD")
    ax.legend(frameon=False)
    return ax
