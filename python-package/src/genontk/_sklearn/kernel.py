"""The neural tangent kernel as a kernel of scikit-learn's Gaussian processes."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.gaussian_process.kernels import Kernel

from genontk._studies.kernel_matrix import ntk_kernel


class NtkKernel(Kernel):  # type: ignore[misc]
    """The exact NTK, for scikit-learn's `GaussianProcessRegressor`, `KernelRidge` and `SVR`.

    X is neither centred nor scaled. Genotypes should be centred first, by
    `StandardScaler(with_std=False)` as a step of a Pipeline. The kernel has no parameter to
    optimise; it combines with kernels that have: `ConstantKernel() * NtkKernel() + WhiteKernel()`.

    Parameters
    ----------
    depth : int, default 2
        Number of hidden layers, 1 to 10.
    unit_diagonal : bool, default True
        Whether the kernel of each row with itself is 1. Otherwise it grows with the squared length
        of the row, as the kernel of a network does.
    threads : int, optional
        Number of threads. Default: the number of cores that may be used.

    Examples
    --------
    >>> K = genontk.NtkKernel(depth=2)(G)
    >>> K.shape
    (60, 60)
    """

    def __init__(
        self, depth: int = 2, unit_diagonal: bool = True, threads: int | None = None
    ) -> None:
        self.depth = depth
        self.unit_diagonal = unit_diagonal
        self.threads = threads

    def __call__(
        self, X: npt.ArrayLike, Y: npt.ArrayLike | None = None, *, eval_gradient: bool = False
    ) -> Any:
        """Compute the kernel between the rows of X and those of Y, or of X.

        Parameters
        ----------
        X : array (n x p)
        Y : array (m x p), optional
        eval_gradient : bool
            Whether the gradient by the parameters of the kernel is given too; it is empty.

        Returns
        -------
        array (n x m), or with `eval_gradient` that and an empty array (n x n x 0)

        Raises
        ------
        InvalidInput
            If a value is missing or infinite, or X and Y have different numbers of columns.
        """
        rows = np.atleast_2d(np.asarray(X))
        columns = None if Y is None else np.atleast_2d(np.asarray(Y))
        if eval_gradient and columns is not None:
            raise ValueError("Gradient can only be evaluated when Y is None.")
        K = ntk_kernel(
            rows,
            columns,
            depth=self.depth,
            unit_diagonal=self.unit_diagonal,
            scale="none",
            threads=self.threads,
            progress=False,
        )
        return (K, np.empty((*K.shape, 0))) if eval_gradient else K

    def diag(self, X: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Compute the kernel of each row of X with itself.

        Parameters
        ----------
        X : array (n x p)

        Returns
        -------
        array (n)

        Examples
        --------
        >>> genontk.NtkKernel(depth=2).diag(G[:3])
        array([1., 1., 1.])
        """
        rows = np.atleast_2d(np.asarray(X, dtype=np.float64))
        if self.unit_diagonal:
            return np.ones(len(rows))
        diagonal: npt.NDArray[np.float64] = (self.depth + 1) * np.mean(rows**2, axis=1)
        return diagonal

    def is_stationary(self) -> bool:
        """Say that the kernel is not a function of X - Y.

        Returns
        -------
        bool

        Examples
        --------
        >>> genontk.NtkKernel().is_stationary()
        False
        """
        return False

    def __repr__(self) -> str:
        return f"NtkKernel(depth={self.depth}, unit_diagonal={self.unit_diagonal})"
