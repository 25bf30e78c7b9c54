"""Makes each mistake of errors.json as a Python user would: errors.py CASE.

It writes CASE/errors-python.json; `errors.py CASE compare` says where the messages of R and Python
differ.
"""

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd

import genontk

mistakes = json.loads(Path(__file__).with_name("errors.json").read_text())
case = Path(sys.argv[1])


def trait(kind, y):
    changed = {
        "constant": y * 0 + 1,
        "missing": y * np.nan,
        "of three people": y[:3],
        "of strangers": y.rename("Q{}".format),
        "too short": y[:-1].to_numpy(),
    }
    return y.where(y.index != y.index[2], np.inf) if kind == "infinite" else changed[kind]


def genotypes_of(kind, genotypes):
    changed = genotypes.astype(float)
    if kind == "infinite":
        changed.iloc[2, 3] = np.inf
    return {"infinite": changed, "constant": changed * 0 + 1, "none": None}[kind]


def kernel(kind, n):
    matrix = np.eye(n)
    matrix[0, 1] = {"asymmetric": 0.5, "missing": np.nan, "oblong": 0}[kind]
    return matrix[:, :-1] if kind == "oblong" else matrix


def with_columns(data):
    """Add a date, and IDs that are no whole numbers or too large for a double."""
    data = data.drop_duplicates("id")
    count = np.arange(1, len(data) + 1)
    birth = pd.Timestamp("2000-01-01") + pd.to_timedelta(count, "D")
    return data.assign(birth=birth, half=count + 0.5, huge=2.0**53 + 2 * count)


def message(options):
    """Make the mistake, and give the class and the text of the error."""
    options = dict(options)
    data = pd.read_csv(case / "data.csv")
    genotypes = pd.read_csv(case / "genotypes.csv", index_col=0)
    y = data.drop_duplicates("id").set_index("id")["y"]
    fit = getattr(genontk, options.pop("fit", "ntk_lmm"))
    genotypes = options.pop("genotypes", genotypes)
    if "values" in options:
        genotypes = genotypes_of(options.pop("values"), genotypes)
    if "y" in options:
        y = trait(options.pop("y"), y)
        genotypes = genotypes.to_numpy() if isinstance(y, np.ndarray) else genotypes
    if "matrix" in options:
        y, genotypes = y.to_numpy(), None
        options["kernel"] = kernel(options.pop("matrix"), len(y))
    for name in ("weights", "covariates"):
        if options.get(name) == "of strangers":
            options[name] = trait("of strangers", y) ** 2 + 1
    if "formula" in options:
        y = options.pop("formula")
        options = {"data": with_columns(data), "id": "id", **options}
    try:
        fit(y, genotypes, **options)
    except genontk.GenontkError as error:
        return [type(error).__name__, str(error)]
    return ["no error", ""]


def compare():
    """Count the messages that are the same to the letter, and print the others."""
    python, r = (
        json.loads((case / f"errors-{language}.json").read_text()) for language in ("python", "r")
    )
    differing = 0
    for mistake, ours, theirs in zip(mistakes, python, r, strict=True):
        if ours != theirs or ours[0] != "InvalidInput":
            differing += 1
            print(f"    {json.dumps(mistake)}\n      Python {ours}\n      R      {theirs}")
    same = len(mistakes) - differing
    print(f"  {same} of {len(mistakes)} mistakes have the same error and message in R and Python")
    sys.exit(differing > 0)


if sys.argv[2:] == ["compare"]:
    compare()
else:
    written = [message(mistake) for mistake in mistakes]
    (case / "errors-python.json").write_text(json.dumps(written))
