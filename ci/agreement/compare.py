"""Says how far Java, R and Python are apart, and fails above 1e-10: compare.py FOLDER.

Predictions of a model used in another language must agree to 1e-12, the ends of their intervals to
1e-10: half a width is the root of a difference, which each library rounds in its own way.
"""

import json
import sys
from pathlib import Path

import numpy as np

LARGEST = 1e-10
LARGEST_OF_A_MODEL = 1e-12


def java(case):
    """The numbers of Java's results, in the order of fit.R and fit.py."""
    fit = json.loads((case / "fit" / "result.json").read_text())
    predict = json.loads((case / "predict" / "result.json").read_text())

    def columns(table, *names):
        return [fit[table][name] for name in names] if fit.get(table) else []

    def matrix(result, name):
        return np.load(result["matrices"][name]["npy"])

    return {
        "variance components": columns("variance_components", "estimate", "std_error"),
        "heritability": columns(
            "heritability", "estimate", "std_error", "lower", "upper", "raw_ratio"
        ),
        "fixed effects": columns("fixed_effects", "estimate", "std_error"),
        "fitted values": matrix(fit, "people")[:, 0],
        "genetic values": matrix(fit, "random_effects").T,
        "log-likelihood": fit.get("log_likelihood"),
        "penalty path": columns("path", "penalty", "error", "std_error"),
        "predictions": matrix(predict, "prediction").T,
    }


def difference(a, b):
    """The largest, relative to numbers above 1; a number missing in one must be in the other."""
    a, b = (np.ravel(np.asarray(x, dtype=float)) for x in (a, b))
    a, b = (x[~np.isnan(x)] if np.isnan(x).all() else x for x in (a, b))
    if a.shape != b.shape or (np.isnan(a) != np.isnan(b)).any():
        return np.inf
    return np.nanmax(np.abs(a - b) / np.maximum(1, np.abs(a)), initial=0)


def by_column(predictions):
    """The predictions, the lower and the upper ends of their intervals."""
    return np.reshape(np.asarray(predictions, dtype=float), (3, -1))


worst = 0
print(f"  {'case':<26}{'numbers':>9}{'Java - R':>12}{'Java - Python':>16}")
for case in sorted(Path(sys.argv[1]).iterdir()):
    alone = java(case)
    apart = {}
    for language in ("r", "python"):
        numbers = json.loads((case / f"{language}.json").read_text())
        apart[language] = {name: difference(alone[name], numbers[name]) for name in alone}
    count = sum(np.size(x) for x in alone.values())
    r, python = (max(apart[language].values()) for language in ("r", "python"))
    print(f"  {case.name:<26}{count:>9}{r:>12.1e}{python:>16.1e}")
    for language, by_name in apart.items():
        for name, distance in by_name.items():
            if distance > LARGEST:
                print(f"    Java and {language} differ by {distance:.1e} in the {name}")
    worst = max(worst, r, python)

# A model predicts elsewhere what its fit predicted where it was made.
carried = {"predictions": 0.0, "intervals": 0.0}
allowed = {"predictions": LARGEST_OF_A_MODEL, "intervals": LARGEST}
for case in sorted(Path(sys.argv[1]).iterdir()):
    for made, used in (("r", "python"), ("python", "r"), ("r", "r"), ("python", "python")):
        there = by_column(json.loads((case / f"{made}.json").read_text())["predictions"])
        here = by_column(json.loads((case / f"{used}-of-{made}.json").read_text()))
        for what, which in {"predictions": slice(0, 1), "intervals": slice(1, 3)}.items():
            distance = difference(there[which], here[which])
            if distance > allowed[what]:
                print(f"    {case.name}: {made}'s {what} differ by {distance:.1e} in {used}")
            carried[what] = max(carried[what], distance)
print(
    "  models saved in one language, used in the other: "
    + ", ".join(f"{what} {distance:.1e} at the most" for what, distance in carried.items())
)
sys.exit(int(worst > LARGEST or any(carried[what] > allowed[what] for what in carried)))
