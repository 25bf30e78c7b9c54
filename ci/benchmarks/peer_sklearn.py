"""scikit-learn's ridge regression as a peer: peer_sklearn.py FOLDER."""

import json
import sys
import time
from pathlib import Path

import numpy as np
import sklearn
from sklearn.kernel_ridge import KernelRidge
from sklearn.model_selection import GridSearchCV, KFold

PENALTIES = np.geomspace(1e-4, 1e3, 25)
WARM = 200  # people

folder = Path(sys.argv[1])


def search(kernel, y):
    """Seconds of the search; BLAS has all threads, one fit runs at a time."""
    grid = GridSearchCV(
        KernelRidge(kernel="precomputed"),
        {"alpha": PENALTIES},
        cv=KFold(5, shuffle=True, random_state=1),
        scoring="neg_mean_squared_error",
    )
    start = time.perf_counter()
    grid.fit(kernel, y)
    return time.perf_counter() - start


# As serve.py does, but a few people warm it up: the work itself takes minutes.
print(json.dumps({"description": f"scikit-learn {sklearn.__version__}"}), flush=True)
for line in sys.stdin:
    command, *words = line.split()
    answer = {}
    if command != "forget":
        n = words[0].split("-")[1]
        kernel = np.load(folder / f"kernel-{n}.npy")
        y = np.load(folder / f"traits-{n}.npy")[:, 0]
        people = WARM if command == "prepare" else len(y)
        seconds = search(kernel[:people, :people], y[:people])
        answer = {} if command == "prepare" else {"seconds": [seconds]}
    print(json.dumps(answer), flush=True)
