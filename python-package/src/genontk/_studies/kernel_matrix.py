"""Kernel matrices."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
import numpy.typing as npt

from genontk._genotypes.request import as_request, count_people
from genontk._inputs import kernels, sets
from genontk._inputs.arguments import (
    KERNELS,
    GenotypeArguments,
    HardyWeinbergArguments,
    Kernel,
    KernelArguments,
    PrecisionArguments,
    ProgressArguments,
    RunArguments,
    SelectionArguments,
    SetArguments,
    SnpArguments,
)
from genontk._inputs.options import options
from genontk._inputs.takes import takes
from genontk._job.exchange import ask
from genontk.errors import GenontkWarning

# The caller of ntk_kernel, past the function that checks its arguments.
_CALLER = 3


@dataclass(kw_only=True, repr=False, eq=False)
class KernelMatrixArguments(
    ProgressArguments,
    RunArguments,
    PrecisionArguments,
    KernelArguments,
    SetArguments,
    SelectionArguments,
    HardyWeinbergArguments,
    SnpArguments,
    GenotypeArguments,
):
    """What `ntk_kernel` takes."""

    _group: ClassVar[str] = "Genotypes"
    genotypes2: Annotated[
        Any,
        "path, Genotypes, array or DataFrame",
        "Genotypes of the people of the columns, at the same SNPs. Both are standardised by these, "
        "as new people are by the training people. Default: those of the rows.",
    ] = field(default=None, kw_only=False)
    kernel: Annotated[
        Kernel,
        "str or dict of str",
        f"{KERNELS} Or a dict of names of your own and kernels. A sum and a dict give one matrix "
        "per part.",
    ] = "ntk"
    scale: Annotated[
        Literal["center", "sd", "hwe", "none"],
        'Standardisation of each SNP before the kernel: less its mean ("center"), and divided by '
        'its standard deviation ("sd") or by that of Hardy-Weinberg equilibrium ("hwe"). Or '
        '"none", where no genotype may be missing.',
    ] = "center"  # type: ignore[assignment]


@takes(KernelMatrixArguments)
def ntk_kernel(arguments: KernelMatrixArguments) -> npt.NDArray[np.float64] | Any:
    """Compute the kernel matrix between people: the matrix that a fit with this kernel would use.

    With `genotypes2` its rows are new people and its columns the training people, as
    `predict(kernel=...)` takes it. Notes about the data are warnings (`GenontkWarning`).

    Returns
    -------
    array (people x people) or dict of them
        Kernel matrix, C-contiguous and float64; a kernel of several components gives a dict by
        component.

    Raises
    ------
    InvalidInput
        If an argument or the genotypes cannot be used.
    OutOfMemory
        If Java's heap is too small for this number of people.
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
            **options(arguments),
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
    # Java writes matrices by columns; a symmetric matrix is its own transpose.
    matrices = [
        matrix.T if columns is None else np.ascontiguousarray(matrix)
        for matrix in result.arrays.values()
    ]
    if len(matrices) == 1:
        return matrices[0]
    return dict(zip(result.scalars["components"], matrices, strict=True))
