"""Every kernel in plain NumPy, from its definition."""

import numpy as np
from reference import centred, kappa0, kappa1, ntk_of_cosines


def unscaled_ntk(X, Y, rho, depth):
    return norms(X)[:, None] * norms(Y) * ntk_of_cosines(rho, depth) * (depth + 1) / X.shape[1]


def arccosine(rho, depth):
    for _ in range(depth):
        rho = kappa1(np.clip(rho, -1, 1))
    return rho


def additive_share(depth):
    """a0 and a1 of kappa(rho) = a0 + a1 rho + ...: the value at 0, and the slope."""
    s = t = 0.0
    slope_s = slope_t = 1.0
    for _ in range(depth):
        next_s, gate = kappa1(s), kappa0(s)
        next_slope = gate * slope_s
        slope_t = next_slope + slope_t * gate + t * slope_s / (np.pi * np.sqrt(1 - s**2))
        s, t, slope_s = next_s, next_s + t * gate, next_slope
    return t / (depth + 1), slope_t / (depth + 1)


def norms(X):
    return np.linalg.norm(X, axis=1)


def distances(X, Y):
    return np.linalg.norm(X[:, None] - Y[None], axis=2)


def kernel(name, rows, columns=None, *, depth=2, bandwidth=1.0, degree=2, unit_diagonal=True):
    """The kernel between two groups of people, both centred by the means of the second."""
    training = rows if columns is None else columns
    X, Y = centred(rows, training), centred(training)
    rho = X @ Y.T / np.outer(norms(X), norms(Y))
    if columns is None:
        np.fill_diagonal(rho, 1)
    between = distances(Y, Y)[np.triu_indices(len(Y), 1)]
    a0, a1 = additive_share(depth)
    return {
        "additive": lambda: X @ Y.T / X.shape[1],
        "ntk": lambda: (
            ntk_of_cosines(rho, depth) if unit_diagonal else unscaled_ntk(X, Y, rho, depth)
        ),
        "non-additive": lambda: ntk_of_cosines(rho, depth) - a0 - a1 * rho,
        "gaussian": lambda: np.exp(-(distances(X, Y) ** 2) / (bandwidth * np.median(between**2))),
        "laplace": lambda: np.exp(-distances(X, Y) / (bandwidth * np.median(between))),
        "polynomial": lambda: ((1 + rho) / 2) ** degree,
        "arccosine": lambda: arccosine(rho, depth),
    }[name]()


def pairwise_additive(G):
    """GCTA's kernel: products over the SNPs that both people have, divided by their number."""
    seen = ~np.isnan(G)
    X = np.where(seen, G - np.nanmean(G, axis=0), 0)
    return X @ X.T / (seen.astype(float) @ seen.T)
