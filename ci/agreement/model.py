"""Predicts by the models that R and Python saved: model.py FOLDER.

Writes python-of-r.json and python-of-python.json.
"""

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd

import genontk

for case in Path(sys.argv[1]).iterdir():
    genotypes = json.loads((case / "fit.json").read_text())["genotypes"].get("bed")
    if genotypes is None:
        genotypes = pd.read_csv(case / "genotypes.csv", index_col=0)
    data = pd.read_csv(case / "data.csv")
    for made in ("r", "python"):
        model = genontk.load_model(case / f"{made}.genontk")
        prediction = model.predict(genotypes, data.drop_duplicates("id"), interval="prediction")
        flat = np.ravel(np.asarray(prediction, dtype=float), order="F").tolist()
        (case / f"python-of-{made}.json").write_text(json.dumps(flat))
