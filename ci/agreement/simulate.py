"""Simulates as a Python user would, and compares with Java and R: simulate.py FOLDER [request].

With "request" it writes what Java runs, and no more.
"""

import json
import sys
from pathlib import Path

import numpy as np

import genontk

LARGEST = 1e-10
folder = Path(sys.argv[1])
REQUESTS = {
    "genotypes": {
        "task": "simulate_genotypes",
        "simulation": {"n": 120, "p": 30, "seed": 7},
    },
    "trait": {
        "task": "simulate_trait",
        "genotypes": {"values": {"npy": str(folder / "genotypes.npy")}},
        "simulation": {"trait": "ricker", "sd_a": 2, "interaction": "pairwise", "seed": 9},
    },
}
if sys.argv[2:]:
    for name, request in REQUESTS.items():
        file = {"delivery": "npy", "folder": str(folder)}
        (folder / f"{name}.json").write_text(json.dumps(request | file))
    sys.exit()

G = genontk.simulate_genotypes(120, 30, seed=7)
y = genontk.simulate_trait(G, "ricker", sd_a=2, interaction="pairwise", seed=9)
trait = np.load(folder / "trait.npy").reshape(-1, 2, order="F")
java = {
    "simulated genotypes": np.load(folder / "genotypes.npy").ravel(order="F"),
    "simulated trait": trait[:, 0],
    "genetic value": trait[:, 1],
}
python = {
    "simulated genotypes": G.to_numpy().ravel(order="F"),
    "simulated trait": y.to_numpy(),
    "genetic value": np.array(list(y.attrs["genetic_value"].values())),
}
r = {name: np.array(x) for name, x in json.loads((folder / "r.json").read_text()).items()}
apart = [max(np.abs(java[name] - other[name]).max() for name in java) for other in (r, python)]
count = sum(len(x) for x in java.values())
print(f"  {'simulate':<26}{count:>9}{apart[0]:>12.1e}{apart[1]:>16.1e}")
sys.exit(int(max(apart) > LARGEST))
