"""Fits by the Python package, when asked as serve.py is: bridge.py FOLDER THREADS."""

import json
import platform
import sys
import time
import warnings
from pathlib import Path

import numpy as np

WARM_RUNS = 3
folder, threads = Path(sys.argv[1]), int(sys.argv[2])
inputs = {}


def fit(work):
    y, genotypes = inputs[work]
    begin = time.perf_counter()
    import genontk  # the first call of a session pays for it

    done = genontk.ntk_lmm(y, genotypes, kernel="ntk", threads=threads, progress=False)
    return {"seconds": [time.perf_counter() - begin], "inside": done.seconds}


warnings.simplefilter("ignore")
print(json.dumps({"description": f"Python {platform.python_version()}"}), flush=True)
for line in sys.stdin:
    command, *words = line.split()
    answer = {}
    if command == "prepare":
        work = words[0]
        y = np.fromfile(folder / work / "y.f64")
        genotypes = np.fromfile(folder / work / "genotypes.f64").reshape(len(y), -1, order="F")
        inputs[work] = y, genotypes
        first, *_ = [fit(work)["seconds"][0] for _ in range(WARM_RUNS)]
        answer = {"first": first}
    elif command == "time":
        answer = fit(words[0])
    else:
        inputs.clear()
    print(json.dumps(answer), flush=True)
