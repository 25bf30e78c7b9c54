"""Writes the cases that Java, R and Python run: data.py FOLDER APPLE.

A case is a folder: fit.json and predict.json, the requests as Java takes them, with the .npy files
they name; and the same as R and Python users have it, data.csv and genotypes.csv (or a .bed).
"""

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd

folder, apple = Path(sys.argv[1]), Path(sys.argv[2])


def simulated():
    """Ninety people, forty SNPs with a few gaps, a trait with an interaction and a gap."""
    random = np.random.default_rng(1)
    values = random.binomial(2, 0.3, size=(90, 40)).astype(float)
    y = values[:, :5].sum(axis=1) + values[:, 5] * values[:, 6] + random.normal(size=90)
    age = random.integers(20, 80, size=90)
    values[random.random(values.shape) < 0.01] = np.nan
    y[7] = np.nan
    ids = [f"P{i}" for i in range(90)]
    data = pd.DataFrame({"id": ids, "y": (y + age / 20).round(6), "age": age})
    genotypes = pd.DataFrame(
        values, index=pd.Index(ids, name="id"), columns=[f"rs{i}" for i in range(40)]
    )
    return data, genotypes


def write(name, fields, data, genotypes):
    """`genotypes` is a table or the path of a .bed."""
    case = folder / name
    case.mkdir(parents=True)
    data.to_csv(case / "data.csv", index=False)

    def by_reference(file, values):
        np.save(case / file, values)
        return {"npy": str(case / file)}

    design = np.column_stack([np.ones(len(data)), data["age"]])
    people = {
        "delivery": "npy",
        "ids": list(data["id"]),
        "covariates": {
            "values": by_reference("design.npy", design),
            "names": ["(Intercept)", "age"],
        },
    }
    if isinstance(genotypes, Path):
        people["genotypes"] = {"bed": str(genotypes.resolve())}
    else:
        genotypes.to_csv(case / "genotypes.csv")
        values = by_reference("genotypes.npy", genotypes.to_numpy())
        people["genotypes"] = {
            "values": values,
            "ids": list(genotypes.index),
            "snps": list(genotypes.columns),
        }

    y = by_reference("y.npy", data["y"].to_numpy())
    model = {"file": str(case / "fit" / "model.genontk")}
    requests = {
        "fit": fields | people | {"y": y},
        "predict": {"task": "predict", "interval": "prediction", "model": model} | people,
    }
    for task, request in requests.items():
        (case / task).mkdir()
        request["folder"] = str(case / task)
        (case / f"{task}.json").write_text(json.dumps(request))


def with_dosages(genotypes):
    """The same with numbers between the counts, which no two bits hold."""
    return (genotypes * 0.97 + 0.01).round(4)


people, counts = simulated()
cases = {"simulated": (people, counts), "dosages": (people, with_dosages(counts))}
if apple.exists():
    trees = pd.read_csv(apple / "pheno.csv")
    # The apple has no covariate: the row number stands in for one.
    data = pd.DataFrame({"id": trees["INDIV"], "y": trees["WT_HB"], "age": np.arange(len(trees))})
    cases["apple"] = data, apple / "apple.bed"
few = ("REML split", "ridge ntk", "REML empirical")
for name, (data, genotypes) in cases.items():
    for what, fields in {
        "REML split": {"task": "ntk_lmm"},
        "REML ntk": {"task": "ntk_lmm", "kernel": "ntk"},
        "REML additive": {"task": "ntk_lmm", "kernel": "additive"},
        "REML gaussian": {"task": "ntk_lmm", "kernel": "additive+gaussian"},
        "REML empirical": {
            "task": "ntk_lmm",
            "kernel": "ntk",
            "ntk": "empirical",
            "width": 100,
            "networks": 3,
        },
        "MINQUE0 split": {"task": "ntk_lmm", "method": "minque0"},
        "MINQUE0 ntk": {"task": "ntk_lmm", "kernel": "ntk", "method": "minque0"},
        "ridge ntk": {"task": "ntk_krr", "kernel": "ntk"},
        "ridge split": {"task": "ntk_krr", "kernel": "additive+ntk"},
    }.items():
        if name != "dosages" or what in few:
            write(f"{name} {what}", fields, data, genotypes)
