"""Axes and colors of the figures, by matplotlib where it is installed."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Okabe and Ito (2008): distinct for every kind of colour vision.
_COLORS = ("#0072B2", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
ACCENT = "#D55E00"
_EXAMPLES = "Examples\n--------\n"
_SHARED = """ax : matplotlib Axes, optional
    {ax}

Returns
-------
matplotlib Axes
    First axes of the figure.

Raises
------
ImportError
    If matplotlib is not installed.
"""

F = TypeVar("F", bound=Callable[..., Any])


def draws(ax: str = "Where to draw. Default: a new figure.") -> Callable[[F], F]:
    """Describe what all methods `plot` share: after their own parameters, before the examples."""

    def decorate(plot: F) -> F:
        if plot.__doc__ is not None:  # python -OO
            start, examples, end = inspect.cleandoc(plot.__doc__).partition(_EXAMPLES)
            if "Parameters\n" not in start:
                start += "Parameters\n----------\n"
            shared = _SHARED.format(ax=ax)
            plot.__doc__ = start.rstrip() + "\n" + shared + "\n" + examples + end
        return plot

    return decorate


def color(k: int) -> str:
    """Give the color of the k-th curve, from 0."""
    return _COLORS[k % len(_COLORS)]


def axes(
    ax: Axes | None, *, rows: int = 1, columns: int = 1, size: tuple[float, float] | None = None
) -> Axes:
    """Give these axes, or the first of `rows` x `columns` in a new figure; `size` is in inches.

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
    figure, _ = pyplot.subplots(rows, columns, layout="constrained", figsize=size)
    return figure.axes[0]
