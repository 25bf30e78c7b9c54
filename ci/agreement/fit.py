"""Runs the cases of data.py as a Python user would, and writes python.json: fit.py FOLDER."""

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd

import genontk

for case in Path(sys.argv[1]).iterdir():
    request = json.loads((case / "fit.json").read_text())
    data = pd.read_csv(case / "data.csv")
    genotypes = request["genotypes"].get("bed")
    if genotypes is None:
        genotypes = pd.read_csv(case / "genotypes.csv", index_col=0)
    named = ("kernel", "method", "ntk", "width", "networks", "accuracy")
    options = {name: request[name] for name in named if name in request}
    if "weights" in request:
        options["weights"] = "w"
    fit = getattr(genontk, request["task"])("y ~ age", genotypes, data=data, id="id", **options)
    prediction = fit.predict(genotypes, data.drop_duplicates("id"), interval="prediction")
    genontk.save_model(fit, case / "python.genontk")

    numbers = {
        "variance components": fit.variance_components[["estimate", "std_error"]],
        "heritability": fit.heritability[["estimate", "std_error", "lower", "upper", "raw_ratio"]],
        "fixed effects": fit.fixed_effects[["estimate", "std_error"]],
        "fitted values": fit.fitted,
        "genetic values": fit.random_effects[["value", "pev", "reliability"]],
        "log-likelihood": getattr(fit, "log_likelihood", None),
        "penalty path": fit.path[["penalty", "error", "std_error"]]
        if "penalty" in dir(fit)
        else [],
        "predictions": prediction,
    }
    flat = {
        name: np.ravel(np.asarray(x, dtype=float), order="F").tolist()
        for name, x in numbers.items()
    }
    (case / "python.json").write_text(json.dumps(flat))
