"""The figure of a comparison of methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from genontk._plots.axes import axes, color
from genontk.errors import InvalidInput

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_BELOW = 0.2


def plot_comparison(
    table: pd.DataFrame, scores: pd.DataFrame, reference: str, score: str, ax: Axes | None
) -> Axes:
    """Draw each split's difference from the method of reference, and the means ± 2 SE."""
    if score not in ("correlation", "squared_error", "auc"):
        raise InvalidInput(
            f"score is {score!r}; allowed are 'correlation', 'squared_error' and 'auc'."
        )
    column = "difference" if score == "correlation" else f"{score}_difference"
    table = table[table["method"] != reference]
    if not np.isfinite(table[column].to_numpy(dtype=float)).any():
        raise InvalidInput(f"There are no differences in {score} to be drawn.")
    ax = axes(ax)
    by_split = scores.pivot(index="split", columns="method", values=score)
    for k, (_, row) in enumerate(table.iterrows()):
        differences = by_split[row["method"]] - by_split[reference]
        ax.plot(differences, np.full(len(differences), k + _BELOW), ".", color="0.65", markersize=4)
        error = row[f"{column}_std_error"]
        reach = None if np.isnan(error) else 2 * error
        ax.errorbar(row[column], k, xerr=reach, fmt="o", capsize=3, color=color(0))
    ax.axvline(0, linestyle="--", linewidth=0.8, color="0.5")
    ax.set_yticks(range(len(table)), table["method"])
    ax.set_ylim(len(table) - 0.5, -0.5)
    words = score.replace("_", " ")
    ax.set_xlabel(f"difference in {words} from {reference} (mean ± 2 SE)")
    return ax
