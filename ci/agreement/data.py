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


def write(name, fields, data, genotypes, weights=None):
    """`genotypes` is a table or the path of a .bed, `weights` a column of the data."""
    case = folder / name
    case.mkdir(parents=True)
    data.to_csv(case / "data.csv", index=False)

    def by_reference(file, values):
        np.save(case / file, values)
        return {"npy": str(case / file)}

    def rows(data, prefix):
        design = np.column_stack([np.ones(len(data)), data["age"]])
        return {
            "delivery": "npy",
            "ids": list(data["id"]),
            "covariates": {
                "values": by_reference(f"{prefix}design.npy", design),
                "names": ["(Intercept)", "age"],
            },
        }

    if isinstance(genotypes, Path):
        read = {"genotypes": {"bed": str(genotypes.resolve())}}
    else:
        genotypes.to_csv(case / "genotypes.csv")
        values = by_reference("genotypes.npy", genotypes.to_numpy())
        read = {
            "genotypes": {
                "values": values,
                "ids": list(genotypes.index),
                "snps": list(genotypes.columns),
            }
        }
    records = rows(data, "") | read
    people = rows(data.drop_duplicates("id"), "new-") | read

    y = by_reference("y.npy", data["y"].to_numpy())
    if weights is not None:
        records["weights"] = by_reference("weights.npy", data[weights].to_numpy())
    model = {"file": str(case / "fit" / "model.genontk")}
    requests = {
        "fit": fields | records | {"y": y},
        "predict": {"task": "predict", "interval": "prediction", "model": model} | people,
    }
    for task, request in requests.items():
        (case / task).mkdir()
        request["folder"] = str(case / task)
        (case / f"{task}.json").write_text(json.dumps(request))


def with_dosages(genotypes):
    """The same with numbers between the counts, which two bits cannot hold."""
    return (genotypes * 0.97 + 0.01).round(4)


people, counts = simulated()
cases = {"simulated": (people, counts), "dosages": (people, with_dosages(counts))}
if apple.exists():
    trees = pd.read_csv(apple / "pheno.csv")
    # The apple has no covariate: the row number stands in for one.
    data = pd.DataFrame({"id": trees["INDIV"], "y": trees["WT_HB"], "age": np.arange(len(trees))})
    cases["apple"] = data, apple / "apple.bed"
few = ("REML split", "REML dominance", "ridge ntk", "REML empirical")
for name, (data, genotypes) in cases.items():
    for what, fields in {
        "REML split": {"task": "ntk_lmm"},
        "REML ntk": {"task": "ntk_lmm", "kernel": "ntk"},
        "REML additive": {"task": "ntk_lmm", "kernel": "additive"},
        "REML dominance": {"task": "ntk_lmm", "kernel": "additive+dominance"},
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

repeated = people.iloc[np.r_[0:90, 0:30, 10:20]].reset_index(drop=True)
repeated["y"] = (repeated["y"] + np.sin(np.arange(len(repeated)))).round(6)
repeated["w"] = 0.5 + np.arange(len(repeated)) % 4
for what, fields in {
    "REML records": {"task": "ntk_lmm"},
    "REML records ntk": {"task": "ntk_lmm", "kernel": "ntk"},
    "MINQUE0 records": {"task": "ntk_lmm", "method": "minque0", "accuracy": False},
}.items():
    write(f"simulated {what}", fields, repeated, counts, "w")
quick = {"task": "ntk_lmm", "method": "minque0", "accuracy": False}
write("simulated MINQUE0 quick", quick, people, counts)
