"""Calls of a user in a fresh Python process: user_session.py CALL FOLDER N P TIMES.

Prints a line of JSON: what answered, and the seconds of each call. The data are in memory before;
what the first call starts (Java, compilation) is in its time. The result's tables are read.
"""

import json
import os
import platform
import sys
import time
import warnings
from pathlib import Path

import numpy as np

name, folder, n, p, times = sys.argv[1], Path(sys.argv[2]), *map(int, sys.argv[3:])
warnings.simplefilter("ignore")
PENALTIES = np.geomspace(1e-4, 1e3, 25)


def load(what):
    return np.load(folder / f"{what}.npy")


def tables(fit):
    return fit.variance_components, fit.heritability, fit.random_effects


def genontk_calls():
    import genontk

    calls = {
        "default": lambda y, x: tables(genontk.ntk_lmm(y, x)),
        "wald": lambda y, x: tables(genontk.ntk_lmm(y, x, intervals="wald")),
        "ntk": lambda y, x: tables(genontk.ntk_lmm(y, x, kernel="ntk")),
        "krr": lambda y, x: genontk.ntk_krr(y, x).path,
        "file": lambda y, bed: tables(genontk.ntk_lmm(y, bed)),
        "lmm-kernel": lambda y, k: tables(genontk.ntk_lmm(y, kernel=k)),
        "krr-kernel": lambda y, k: genontk.ntk_krr(y, kernel=k, penalty=PENALTIES, folds=5).path,
        "ten-traits": lambda y, k: [f.path for f in genontk.ntk_krr(y, kernel=k).values()],
        "kernel": lambda x: genontk.ntk_kernel(x),
    }
    return f"genontk {genontk.__version__}, Python {platform.python_version()}", calls


def fastlmm_calls():
    import contextlib
    import importlib.metadata
    import io

    with contextlib.redirect_stdout(io.StringIO()):
        from fastlmm.inference.lmm import LMM

    def heritability(y, kernel):
        model = LMM()
        model.setK(kernel)
        model.setX(np.ones((len(y), 1)))
        model.sety(y)
        return model.findH2()["h2"]

    return f"FaST-LMM {importlib.metadata.version('fastlmm')}", {"lmm-kernel": heritability}


def sklearn_calls():
    import sklearn
    from sklearn.kernel_ridge import KernelRidge
    from sklearn.model_selection import GridSearchCV, KFold

    def search(y, kernel):
        return GridSearchCV(
            KernelRidge(kernel="precomputed"),
            {"alpha": PENALTIES},
            cv=KFold(5, shuffle=True, random_state=1),
            scoring="neg_mean_squared_error",
        ).fit(kernel, y)

    return f"scikit-learn {sklearn.__version__}", {"krr-kernel": search}


def numpy_calls():
    return f"NumPy {np.__version__}", {"kernel": lambda x: x @ x.T}


def inputs():
    """What the call takes, read before the clock starts."""
    kind = name.split("/")[1]
    if kind == "kernel":
        return (load(f"x-{n}-{p}"),)
    y = load(f"y-{n}-{p}")
    if kind == "file":
        return y, str(folder / f"study-{n}-{p}.bed")
    if kind.endswith("-kernel"):
        return y, load(f"k-{n}-{p}")
    if kind == "ten-traits":
        return load(f"traits-{n}-{p}"), load(f"k-{n}-{p}")
    return y, load(f"x-{n}-{p}")


providers = {
    "genontk": genontk_calls,
    "fastlmm": fastlmm_calls,
    "sklearn": sklearn_calls,
    "numpy": numpy_calls,
}
who, what = name.split("/")
given = inputs()
description, calls = providers[who]()
seconds = []
for _ in range(times):
    begin = time.perf_counter()
    result = calls[what](*given)
    seconds.append(time.perf_counter() - begin)
    del result
print(json.dumps({"description": description, "seconds": seconds, "load": os.getloadavg()[0]}))
