"""Compares methods as a Python user would, and with Java and R: methods.py CASE [request].

With "request" it writes what Java runs, and no more.
"""

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd

import genontk

LARGEST = 1e-10
case = Path(sys.argv[1])
if sys.argv[2:]:
    request = json.loads((case / "fit.json").read_text())
    request |= {"task": "compare", "splits": 3, "seed": 4, "folder": str(case)}
    (case / "compare.json").write_text(json.dumps(request))
    sys.exit()

data = pd.read_csv(case / "data.csv")
genotypes = pd.read_csv(case / "genotypes.csv", index_col=0)
compared = genontk.compare_methods("y ~ age", genotypes, data=data, id="id", splits=3, seed=4)
scores = ["correlation", "squared_error"]
result = json.loads((case / "compare-result.json").read_text())
java = np.array([result["scores"][name] for name in scores])
python = compared.scores[scores].to_numpy().T
r = np.array(json.loads((case / "compare-r.json").read_text()))
apart = [np.abs(java - other).max() for other in (r, python)]
print(f"  {'compare methods':<26}{java.size:>9}{apart[0]:>12.1e}{apart[1]:>16.1e}")
sys.exit(int(not max(apart) <= LARGEST))
