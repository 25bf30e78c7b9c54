"""One of many sessions at once: prints the backend and the variance components of a fit."""

import numpy as np

import genontk

i, j = np.arange(1, 401)[:, None], np.arange(1, 301)[None, :]
genotypes = ((i * j + (i // 7) * (j // 3)) % 3).astype(float)
y = np.sin(np.arange(1, 401)) + genotypes[:, 0] / 2
for _ in range(5):
    fit = genontk.ntk_lmm(y, genotypes, kernel="ntk")
print(fit.backend, *(f"{x:.8f}" for x in fit.variance_components["estimate"]), "")
