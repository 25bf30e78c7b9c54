"""Says how far Java, R and Python are apart, and fails above 1e-10: compare.py FOLDER."""

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
carried = 0.0
for case in sorted(Path(sys.argv[1]).iterdir()):
    for made, used in (("r", "python"), ("python", "r"), ("r", "r"), ("python", "python")):
        there = json.loads((case / f"{made}.json").read_text())["predictions"]
        here = json.loads((case / f"{used}-of-{made}.json").read_text())
        distance = difference(there, here)
        if distance > LARGEST_OF_A_MODEL:
            print(f"    {case.name}: {made}'s model predicts otherwise by {distance:.1e} in {used}")
        carried = max(carried, distance)
print(f"  models saved in one language, used in the other: {carried:.1e} at the most")
sys.exit(int(worst > LARGEST or carried > LARGEST_OF_A_MODEL))
