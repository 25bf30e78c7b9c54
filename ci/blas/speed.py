"""Times NumPy and SciPy: speed.py N."""

import sys
import time

import numpy as np
from scipy import linalg

REPEATS = 3
SLOW = 3000

n = int(sys.argv[1])
random = np.random.default_rng(1)
a, b = (np.asfortranarray(random.random((n, n)) - 0.5) for _ in range(2))
positive = np.asfortranarray(a @ a.T / n + np.eye(n))


def best(what, flops, work):
    """Print the shortest of a few runs."""
    shortest = np.inf
    for _ in range(REPEATS):
        begin = time.perf_counter()
        work()
        shortest = min(shortest, time.perf_counter() - begin)
    print(f"  {what:<10} {shortest:8.3f} s {flops * n**3 / shortest / 1e9:8.1f} GF/s")


best("gemm", 2, lambda: a @ b.T)
best("syrk", 1, lambda: a @ a.T)
best("potrf", 1 / 3, lambda: linalg.cholesky(positive, lower=True, check_finite=False))
if n <= SLOW:
    best("sytrd", 4 / 3, lambda: linalg.lapack.dsytrd(positive, lower=1))
    best("syevd", 4, lambda: linalg.eigh(positive, driver="evd", check_finite=False))
