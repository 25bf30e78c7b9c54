"""Histograms side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from genontk._plots.axes import axes

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_INCHES = (3.5, 3.6)  # of one histogram


def plot_histograms(values: Mapping[str, pd.Series], counted: str, ax: Axes | None) -> Axes:
    """Draw one histogram per label in a new figure, or the first alone on `ax`."""
    width, height = _INCHES
    first = axes(ax, columns=len(values), size=(len(values) * width, height))
    panels = first.figure.axes if ax is None else [first]
    for panel, (label, given) in zip(panels, values.items(), strict=False):
        finite = given[np.isfinite(given)]
        panel.hist(finite, bins=30, range=(0, finite.max() if (finite > 0).any() else 1))
        panel.set(xlabel=label, ylabel=counted)
    return first
