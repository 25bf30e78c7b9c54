"""The distance between the kernels of finite and of infinitely wide networks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar

import numpy as np
import pandas as pd

from genontk._genotypes.request import as_request
from genontk._inputs.arguments import (
    DepthArguments,
    GenotypeArguments,
    HardyWeinbergArguments,
    ProgressArguments,
    RunArguments,
    SelectionArguments,
    SnpArguments,
)
from genontk._inputs.arrays import as_list
from genontk._inputs.options import options
from genontk._inputs.takes import takes
from genontk._job.exchange import ask
from genontk._job.tables import table
from genontk._plots.axes import draws

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass(frozen=True, repr=False, eq=False)
class Convergence:
    """The distance between empirical and exact NTK; it falls as width^(-1/2).

    Attributes
    ----------
    table : DataFrame
        width, networks, distance, distance_sd, largest, correlation: one row per width and number
        of networks, means over the replicates. The distance is relative; `largest` is the largest
        absolute difference of an entry; `correlation` is that of the entries off the diagonal.
    slope, slope_std_error : float
        Slope of log distance on log width, -1/2 in theory, and its standard error; NaN for one
        width.
    n_people, n_snps, depth : int
    messages : list of str
        Notes about the data.
    """

    table: pd.DataFrame
    slope: float
    slope_std_error: float
    n_people: int
    n_snps: int
    depth: int
    messages: list[str]

    def __repr__(self) -> str:
        nearest = self.table.iloc[int(self.table["distance"].argmin())]
        return "\n".join(
            [
                f"Convergence of the empirical NTK: {self.n_people} people, {self.n_snps} SNPs, "
                f"depth {self.depth}",
                f"distance falls as {self.law()}; theory: width^-0.5",
                f"nearest: {nearest['distance']:.3g} at width {nearest['width']:.0f}, "
                f"networks {nearest['networks']:.0f}",
                *(f"note: {message}" for message in self.messages),
            ]
        )

    def law(self) -> str:
        """Give the power of the width in proportion to which the distance falls.

        Returns
        -------
        str

        Examples
        --------
        >>> genontk.ntk_convergence(G, widths=[50, 200, 800]).law()
        'width^-... (SE ...)'
        """
        return f"width^{self.slope:.3f} (SE {self.slope_std_error:.3f})"

    @draws()
    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw distance against width on logarithmic axes, one line per number of networks.

        Examples
        --------
        >>> axes = genontk.ntk_convergence(G, widths=[50, 200]).plot()
        >>> axes.get_xlabel()
        'width of the hidden layers'
        """
        from genontk._plots.convergence import plot_convergence

        return plot_convergence(self.table, f"distance falls as {self.law()}", ax)


@dataclass(kw_only=True, repr=False, eq=False)
class ConvergenceArguments(
    ProgressArguments,
    RunArguments,
    DepthArguments,
    SelectionArguments,
    HardyWeinbergArguments,
    SnpArguments,
    GenotypeArguments,
):
    """What `ntk_convergence` takes."""

    _group: ClassVar[str] = "Kernel"
    widths: Annotated[
        Sequence[int] | None,
        "sequence of int",
        "Numbers of units per hidden layer to compare. Default: from 100 upwards.",
    ] = None
    networks: Annotated[
        Sequence[int] | None,
        "sequence of int",
        "Numbers of networks that are averaged. Default: from 1 upwards.",
    ] = None
    replicates: Annotated[
        int, "Number of replicates of each width and number of networks, with other networks."
    ] = 5


@takes(ConvergenceArguments)
def ntk_convergence(arguments: ConvergenceArguments) -> Convergence:
    """Measure how far the NTK of finite networks is from the exact one.

    A network of finite width gives a noisy copy of the kernel. The distance falls with the square
    root of the width, and of the number of networks averaged.

    Returns
    -------
    Convergence
        `table`, `slope`, `plot()`.

    Raises
    ------
    InvalidInput
        If an argument or the genotypes cannot be used.
    OutOfMemory
        If Java's heap is too small.
    BridgeFailed
        If Java is not found, too old, or lost.

    Examples
    --------
    >>> convergence = genontk.ntk_convergence(G, widths=[50, 200, 800], networks=[1, 4])
    >>> sorted(set(convergence.table["width"]))
    [50, 200, 800]
    >>> axes = convergence.plot()
    """
    result = ask(
        {
            "task": "convergence",
            "genotypes": as_request(arguments.genotypes),
            "widths": as_list(arguments.widths),
            "networks_grid": as_list(arguments.networks),
            **options(arguments, "widths", "networks"),
        },
        progress=arguments.progress,
    )
    scalars = result.scalars
    slope, slope_std_error = (
        np.nan if value is None else value
        for value in (scalars["slope"], scalars["slope_std_error"])
    )
    return Convergence(
        table=table(scalars["table"]).astype({"width": np.int64, "networks": np.int64}),
        slope=slope,
        slope_std_error=slope_std_error,
        **{name: scalars[name] for name in ("n_people", "n_snps", "depth", "messages")},
    )
