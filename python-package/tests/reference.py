"""The mathematics in plain NumPy and SciPy: slow, explicit, independent of Java."""

from pathlib import Path

import numpy as np
from scipy import optimize, stats


def kappa0(u):
    return (np.pi - np.arccos(u)) / np.pi


def kappa1(u):
    return (u * (np.pi - np.arccos(u)) + np.sqrt(1 - u**2)) / np.pi


def ntk_of_cosines(rho, depth):
    s = t = np.clip(rho, -1, 1)
    for _ in range(depth):
        s, t = kappa1(s), kappa1(s) + t * kappa0(s)
    return t / (depth + 1)


def centred(G, training=None):
    training = G if training is None else training
    varies = training.std(axis=0) > 0
    return (G - training.mean(axis=0))[:, varies]


def ntk(G, depth=2):
    X = centred(G)
    X = X / np.linalg.norm(X, axis=1, keepdims=True)
    K = ntk_of_cosines(X @ X.T, depth)
    np.fill_diagonal(K, 1)
    return K


def ntk_cross(new, G, depth=2):
    A, B = centred(new, G), centred(G)
    A = A / np.linalg.norm(A, axis=1, keepdims=True)
    B = B / np.linalg.norm(B, axis=1, keepdims=True)
    return ntk_of_cosines(A @ B.T, depth)


def additive(G):
    X = centred(G)
    return X @ X.T / X.shape[1]


def minus_reml(components, K, y, Z):
    """The negative restricted log-likelihood, without constant terms."""
    V = components[0] * K + components[1] * np.eye(len(y))
    ZVZ = Z.T @ np.linalg.solve(V, Z)
    return 0.5 * (np.linalg.slogdet(V)[1] + np.linalg.slogdet(ZVZ)[1] + y @ projection(V, Z) @ y)


def projection(V, Z):
    VZ = np.linalg.solve(V, Z)
    return np.linalg.inv(V) - VZ @ np.linalg.solve(Z.T @ VZ, VZ.T)


def reml(K, y, Z):
    """Maximise the restricted likelihood over the logarithms of both components."""
    half = np.log(np.var(y) / 2)
    best = min(
        (
            optimize.minimize(
                lambda logs: minus_reml(np.exp(logs), K, y, Z),
                [half + a, half - a],
                method="Nelder-Mead",
                options={"xatol": 1e-9, "fatol": 1e-12, "maxiter": 4000, "maxfev": 4000},
            )
            for a in (-1.0, 1.0)
        ),
        key=lambda fit: fit.fun,
    )
    return np.exp(best.x)


def component_errors(components, K, Z):
    """Standard errors from 2 S(V)^-1, S_ij = tr(P V_i P V_j)."""
    n = len(K)
    P = projection(components[0] * K + components[1] * np.eye(n), Z)
    parts = [P @ K, P]
    S = np.array([[np.trace(a @ b) for b in parts] for a in parts])
    return np.sqrt(np.diag(2 * np.linalg.inv(S)))


def heritability(components, K, Z):
    n, q = Z.shape
    P0 = projection(np.eye(n), Z)
    scale = np.trace(P0 @ K) / (n - q)
    return components[0] * scale / (components[0] * scale + components[1])


def blup(components, K, y, Z, cross, Z_new, diagonal, level=0.95):
    """Predictions for new people and their intervals."""
    s, e = components
    n, q = Z.shape
    V = s * K + e * np.eye(n)
    ZVZ = Z.T @ np.linalg.solve(V, Z)
    b = np.linalg.solve(ZVZ, Z.T @ np.linalg.solve(V, y))
    value = Z_new @ b + s * cross @ np.linalg.solve(V, y - Z @ b)
    d = Z_new - s * cross @ np.linalg.solve(V, Z)
    explained = s**2 * np.sum(cross * np.linalg.solve(V, cross.T).T, axis=1)
    variance = s * diagonal - explained + np.sum(d * np.linalg.solve(ZVZ, d.T).T, axis=1)
    reach = stats.t.ppf((1 + level) / 2, n - q) * np.sqrt(e + variance)
    return value, value - reach, value + reach


def ridge(K, y, Z, penalty, cross, Z_new):
    A = K + penalty * np.eye(len(y))
    b = np.linalg.solve(Z.T @ np.linalg.solve(A, Z), Z.T @ np.linalg.solve(A, y))
    return Z_new @ b + cross @ np.linalg.solve(A, y - Z @ b)


def cross_validated_error(K, y, Z, penalty, folds):
    errors = np.empty(len(y))
    for fold in np.unique(folds):
        out = folds == fold
        train = ~out
        predicted = ridge(
            K[np.ix_(train, train)], y[train], Z[train], penalty, K[np.ix_(out, train)], Z[out]
        )
        errors[out] = y[out] - predicted
    return np.mean(errors**2)


def read_bed(path):
    """Decode a PLINK .bed: people x SNPs, counts of the first allele of the .bim."""
    path = Path(path)
    n = len(path.with_suffix(".fam").read_text().splitlines())
    p = len(path.with_suffix(".bim").read_text().splitlines())
    raw = np.frombuffer(path.read_bytes(), dtype=np.uint8)
    assert list(raw[:3]) == [0x6C, 0x1B, 0x01]
    packed = raw[3:].reshape(p, (n + 3) // 4)
    codes = np.stack([(packed >> shift) & 3 for shift in (0, 2, 4, 6)], axis=2).reshape(p, -1)
    return np.array([2.0, np.nan, 1.0, 0.0])[codes[:, :n]].T
