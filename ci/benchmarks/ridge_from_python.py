"""ntk_krr with the additive kernel from Python: ridge_from_python.py FOLDER THREADS."""

import platform
import sys
import warnings
from pathlib import Path

import numpy as np
from serve import Run, serve

import genontk

folder, threads = Path(sys.argv[1]), int(sys.argv[2])


def ridge(load, n):
    """Writes the fitted values of every penalty's place that was chosen for a peer to meet."""
    x, y, fold, penalty = (load(f"glmnet-{name}") for name in ("x", "y", "fold", "penalty"))

    def fit():
        return genontk.ntk_krr(
            y[:, 0],
            x,
            kernel="additive",
            penalty=penalty[:, 0],
            folds=fold[:, 0].astype(int),
            threads=threads,
            progress=False,
        )

    done = fit()
    chosen = np.array([np.abs(penalty[:, 0] - done.penalty).argmin() + 1.0])
    for name, values in {f"ridge-{n}": done.fitted, "glmnet-chosen": chosen}.items():
        np.save(folder / f"{name}.npy", np.asfortranarray(np.asarray(values)[:, None]))
    return Run(fit, shown=lambda result: np.asarray(result.fitted)[:, None])


warnings.simplefilter("ignore")
serve(f"Python {platform.python_version()}", {"ridge": ridge}, folder)
