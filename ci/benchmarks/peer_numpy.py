"""NumPy and SciPy as a peer of java/bench: peer_numpy.py FOLDER."""

import sys
from pathlib import Path

import numpy as np
import scipy
from network import draw
from scipy.linalg import blas, lapack
from serve import Run, serve, unit_diagonal


def products(load, n, p):
    """X X', which NumPy recognises as symmetric: half of the products, then a copy."""
    x = np.ascontiguousarray(load(f"x-{n}-{p}"))
    out = np.empty((n, n))
    return Run(lambda: np.matmul(x, x.T, out=out))


def exact(load, n, p, depth):
    """The formula as it stands in docs/methods.md, an array at a time."""
    x = np.ascontiguousarray(load(f"x-{n}-{p}"))

    def kernel():
        x1 = x / np.linalg.norm(x, axis=1)[:, None]
        s = np.clip(x1 @ x1.T, -1, 1)
        np.fill_diagonal(s, 1)
        t = s.copy()
        for _ in range(depth):
            angle = np.pi - np.arccos(s)
            t *= angle / np.pi
            s = (s * angle + np.sqrt(1 - s * s)) / np.pi
            t += s
        return t / (depth + 1)

    return Run(kernel)


def reading(load, n):
    """A product with one vector, which reads the matrix once."""
    kernel = np.asfortranarray(load(f"additive-kernel-{n}"))
    y = load(f"trait-{n}")[:, 0]
    out = np.empty(n)
    return Run(lambda: np.dot(kernel, y, out=out)[:, None])


def square(load, n):
    """A product of two matrices."""
    kernel = np.ascontiguousarray(load(f"additive-kernel-{n}"))
    out = np.empty((n, n))
    return Run(lambda: np.dot(kernel, kernel, out=out))


def empirical(load, n, p, width, depth):
    """Products layer by layer, as genontk does."""
    x = np.ascontiguousarray(load(f"x-{n}-{p}"))

    def kernel(hidden, output):
        layers = [x]
        for weights in hidden:
            z = layers[-1] @ weights.T
            layers.append(np.sqrt(2 / weights.shape[1]) * np.maximum(0, z))
        total = layers[-1] @ layers[-1].T / width
        derivatives = np.sqrt(2 / width) * output * (layers[-1] > 0)
        for layer in range(depth, 0, -1):
            below = layers[layer - 1]
            total += (below @ below.T) * (derivatives @ derivatives.T) / below.shape[1]
            if layer > 1:
                derivatives = np.sqrt(2 / width) * (derivatives @ hidden[layer - 1]) * (below > 0)
        return unit_diagonal(total)

    hidden, output = draw(p, width, depth)
    return Run(lambda: kernel(hidden, output))


def gemm(load, n):
    a, b = (np.ascontiguousarray(load(f"{name}-{n}")) for name in "ab")
    out = np.empty((n, n))
    return Run(lambda: np.matmul(a, b, out=out))


def syrk(load, n):
    a = np.ascontiguousarray(load(f"a-{n}"))
    out = np.empty((n, n))
    return Run(lambda: np.matmul(a, a.T, out=out))


def dsyrk(load, n):
    """SciPy's routine: the lower triangle alone."""
    a = load(f"a-{n}")
    out = np.empty((n, n), order="F")
    return Run(lambda: blas.dsyrk(1, a, lower=1, c=out, overwrite_c=1))


def cholesky(load, n):
    v = load(f"v-{n}")
    work = v.copy(order="F")
    return Run(
        lambda: lapack.dpotrf(work, lower=1, clean=0, overwrite_a=1)[0],
        before=lambda: np.copyto(work, v),
    )


kinds = (products, exact, reading, square, empirical, gemm, syrk, dsyrk, cholesky)
serve(
    f"NumPy {np.__version__}, SciPy {scipy.__version__}",
    {kind.__name__: kind for kind in kinds},
    Path(sys.argv[1]),
)
