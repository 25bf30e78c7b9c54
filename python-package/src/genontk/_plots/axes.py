"""Axes and colors of the figures, by matplotlib where it is installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Okabe and Ito (2008): told apart with every kind of colour vision.
_COLORS = ("#0072B2", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
ACCENT = "#D55E00"


def color(k: int) -> str:
    """Give the color of the k-th curve, from 0."""
    return _COLORS[k % len(_COLORS)]


def axes(ax: Axes | None, *, columns: int = 1, size: tuple[float, float] | None = None) -> Axes:
    """Give these axes, or the first of `columns` side by side in a new figure; `size` is in inches.

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
