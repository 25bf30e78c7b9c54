"""Kernel matrices by themselves."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from genontk._genotypes.request import as_request, count_people
from genontk._inputs import kernels, sets
from genontk._inputs.arguments import (
    Kernel,
    KernelArguments,
    RunArguments,
    SnpArguments,
    options,
    takes,
)
from genontk._job.exchange import ask
from genontk.errors import GenontkWarning

_NOT_OPTIONS = frozenset({"genotypes", "genotypes2", "kernel", "progress"})
# ntk_kernel's caller, past the function that checks its arguments.
_CALLER = 3


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class _Between:
    """Between whom.

    Parameters
    ----------
    genotypes : path, Genotypes, array or DataFrame
        A .bed or .npy file, what `read_genotypes` gives, or the genotypes themselves (people x
        SNPs; any real number; NaN for missing): the people of the rows.
    genotypes2 : path, Genotypes, array or DataFrame, optional
        The people of the columns, with the same SNPs. Both are standardised by these, as new
        people are by the training people. Default: those of the rows.
    """

    genotypes: Any = field(kw_only=False)
    genotypes2: Any = field(default=None, kw_only=False)


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class KernelMatrixArguments(RunArguments, SnpArguments, KernelArguments, _Between):
    """What `ntk_kernel` takes.

    Parameters
    ----------
    kernel : str or dict of str
        "ntk", "additive", "non-additive" (the NTK without its constant and additive parts),
        "gaussian", "polynomial", "arccosine", "laplace", or a sum of names such as
        "additive+gaussian", with a matrix each; in a sum with "additive" the exact NTK stands for
        its non-additive part.
    depth : int
        Hidden layers, 1 to 10.
    seed : int
        Of the random networks.
    scale : {"center", "sd", "hwe", "none"}
        How the SNPs are standardised before the kernel: less their mean, and divided by their
        standard deviation, or by that of Hardy-Weinberg equilibrium; or taken as they are, where
        none may be missing.
    sets : dict or path, optional
        Sets of SNPs, a kernel each, as `ntk_lmm` takes them.
    """

    kernel: Kernel = "ntk"
    depth: int = 2
    scale: Literal["center", "sd", "hwe", "none"] = "center"  # type: ignore[assignment]
    sets: Any = None


@takes(KernelMatrixArguments)
def ntk_kernel(arguments: KernelMatrixArguments) -> npt.NDArray[np.float64] | Any:
    """Compute the kernel matrix between people: the matrix that a fit with this kernel would use.

    With `genotypes2` its rows are new people and its columns the training people, which is what
    `predict(kernel=...)` takes. What the user should know of the data, a warning
    (`GenontkWarning`) says.

    Returns
    -------
    array (people x people) or dict of them
        C-contiguous, float64. A kernel of several components gives a dict by component.

    Raises
    ------
    InvalidInput
        If an argument or the genotypes cannot be used, or an option is not in this version.
    OutOfMemory
        If Java's heap is too small for so many people.
    BridgeFailed
        If Java is not found, too old, or lost.

    Examples
    --------
    >>> K = genontk.ntk_kernel("study.bed", depth=3)
    >>> fit = genontk.ntk_lmm(y, kernel=genontk.ntk_kernel(G))
    >>> len(fit.predict(kernel=genontk.ntk_kernel(G_new, G)))
    20
    >>> parts = genontk.ntk_kernel(G, kernel="additive+ntk")
    >>> list(parts)
    ['additive', 'non-additive']
    """
    rows = as_request(arguments.genotypes)
    columns = as_request(arguments.genotypes2)
    kernel = kernels.fit_kernel(arguments.kernel)
    result = ask(
        {
            "task": "kernel",
            "genotypes": rows,
            "genotypes2": columns,
            "kernel": kernel,
            **options(arguments, without=_NOT_OPTIONS),
            "sets": sets.as_request(arguments.sets),
        },
        progress=arguments.progress,
        result_bytes=8
        * count_people(rows)
        * count_people(columns or rows)
        * kernels.count(kernel)
        * sets.count(arguments.sets),
    )
    for message in result.scalars["messages"]:
        warnings.warn(message, GenontkWarning, stacklevel=_CALLER)
    # Java writes columns one after the other; a symmetric matrix is its own transpose.
    matrices = [
        matrix.T if columns is None else np.ascontiguousarray(matrix)
        for matrix in result.arrays.values()
    ]
    if len(matrices) == 1:
        return matrices[0]
    return dict(zip(result.scalars["components"], matrices, strict=True))
