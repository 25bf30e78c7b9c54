"""The figure of genetic values."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from genontk._plots.axes import axes, color

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_NORMAL_QUANTILE = 1.959964


def plot_genetic_values(random_effects: pd.DataFrame, title: str, ax: Axes | None) -> Axes:
    """Draw the genetic values, sorted, with intervals from their prediction error variance."""
    ax = axes(ax)
    components = random_effects.groupby("component", sort=False)
    for k, (component, values) in enumerate(components):
        values = values.sort_values("value")
        rank = np.arange(1, len(values) + 1)
        reach = _NORMAL_QUANTILE * np.sqrt(values["pev"].to_numpy())
        value = values["value"].to_numpy()
        ax.fill_between(rank, value - reach, value + reach, alpha=0.2, linewidth=0, color=color(k))
        ax.plot(rank, value, ".", markersize=4, color=color(k), label=str(component))
    ax.axhline(0, linewidth=0.8, color="0.5")
    ax.set_title(title)
    ax.set_xlabel("people, sorted")
    ax.set_ylabel("genetic value with 95 % interval")
    if len(components) > 1:
        ax.legend(frameon=False)
    return ax
