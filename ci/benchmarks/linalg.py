"""Products and Cholesky factors, each on the very library that the peer computes with."""

from race import Racer
from sections import Beside, compare

SIZES = (2000, 5000)
DIFFERS = 1e-11

# The library's owner, the work, the peer, its work, and the limit as a multiple of the peer's time.
NUMPY, SCIPY = "genontk on NumPy's", "genontk on SciPy's"
IN_PYTHON = (
    (NUMPY, "gemm", "NumPy, A @ B", "gemm", 1.1),
    (NUMPY, "syrk", "NumPy, A @ A.T", "syrk", 1.1),
    (SCIPY, "syrk", "SciPy, dsyrk", "dsyrk", 1.1),
    (SCIPY, "cholesky", "SciPy, dpotrf", "cholesky", 1.2),
)
IN_R = (
    ("gemm", "R, A %*% B", 1.1),
    ("syrk", "R, tcrossprod(A)", 1.1),
    ("cholesky", "R, chol(V)", 1.2),
)
TITLES = {"gemm": "A B", "syrk": "A A'", "cholesky": "Cholesky"}


def linalg(workers, folder, threads):
    """NumPy and SciPy on the libraries in their wheels, R on its own, inside which Java runs."""
    numpy, with_numpy, with_scipy = workers("numpy", NUMPY, SCIPY)
    ours = {NUMPY: with_numpy, SCIPY: with_scipy}
    for n in SIZES:
        for library, work, label, peer, within in IN_PYTHON:
            racer = Racer(numpy, f"{peer}-{n}", f"{work}-{n}")
            where = library.replace("genontk ", "") + " library"
            yield from beside(ours[library], work, n, label, racer, within, where)
    r, inside = workers("R alone", "genontk inside R")
    for n in SIZES:
        for work, label, within in IN_R:
            racer = Racer(r, f"{work}-{n}")
            yield from beside(inside, work, n, label, racer, within, "inside R")


def beside(ours, work, n, label, racer, within, where):
    yield from compare(
        f"{TITLES[work]} {where}, n={n}",
        Racer(ours, f"{work}-{n}"),
        [Beside(label, racer, within=within, differs=DIFFERS)],
        seconds=8,
    )
