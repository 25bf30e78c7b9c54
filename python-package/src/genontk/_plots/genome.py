"""The figure of SNPs along the genome, in the manner of Manhattan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from genontk._plots.axes import axes, color
from genontk.errors import InvalidInput

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# The columns that a figure needs.
DRAWN = ("component", "chromosome", "position", "p_value", "effect", "share")
_LABELS = {"p_value": "-log10 p", "effect": "effect", "share": "share of variance"}
_INCHES = (8.0, 3.2)  # of one component
_GAP = 0.02  # between chromosomes, as a share of the genome


def plot_along_genome(effects: pd.DataFrame, column: str | None, ax: Axes | None) -> Axes:
    """Draw a column of all SNPs, one panel per component in a new figure, else all on `ax`."""
    if column is None:
        column = "p_value" if effects["p_value"].notna().any() else "effect"
    if column not in _LABELS:
        raise InvalidInput(f"column is {column!r}; allowed are 'p_value', 'effect' and 'share'.")
    if not effects[column].notna().any():
        raise InvalidInput(f"There is no {column} to be drawn.")
    components = list(effects.groupby("component", sort=False))
    width, height = _INCHES
    first = axes(ax, rows=len(components), size=(width, height * len(components)))
    panels = first.figure.axes if ax is None else [first] * len(components)
    for panel, (component, rows) in zip(panels, components, strict=False):
        _panel(rows, column, panel)
        panel.set_title(str(component))
    return first


def _panel(rows: pd.DataFrame, column: str, ax: Axes) -> None:
    heights = rows[column].to_numpy(dtype=float)
    if column == "p_value":
        heights = -np.log10(np.maximum(heights, np.finfo(float).tiny))
    chromosome = rows["chromosome"].fillna("").astype(str)
    middles: dict[str, float] = {}
    start = 0.0
    gap = _GAP * sum(_length(part) for _, part in rows.groupby(chromosome.to_numpy()))
    for k, name in enumerate(chromosome.unique()):
        chosen = (chromosome == name).to_numpy()
        place = _places(rows[chosen])
        at = start + place - place.min()
        ax.plot(at, heights[chosen], ".", markersize=4, color=color(k % 2))
        middles[name] = float(at.min() + at.max()) / 2
        start = at.max() + gap + 1
    ax.set_xticks(list(middles.values()), list(middles))
    ax.set_xlabel("chromosome" if any(middles) else "SNP")
    ax.set_ylabel(_LABELS[column])
    if column == "effect":
        ax.axhline(0, linewidth=0.8, color="0.5")


def _places(rows: pd.DataFrame) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Give the positions, or the order of the SNPs where a position is unknown."""
    position = rows["position"].to_numpy(dtype=float)
    return position if (position > 0).all() else np.arange(len(rows), dtype=float)


def _length(rows: pd.DataFrame) -> float:
    return float(np.ptp(_places(rows)))
