"""FaST-LMM as a peer of java/bench: peer_fastlmm.py FOLDER."""

import contextlib
import importlib.metadata
import io
import sys
from pathlib import Path

import numpy as np
from serve import Run, serve

with contextlib.redirect_stdout(io.StringIO()):
    from fastlmm.inference.lmm import LMM


def reml(load, kind, n):
    """REML with one kernel: the eigendecomposition and the search for h2, without predictions."""
    kernel = np.ascontiguousarray(load(f"{kind}-kernel-{n}"))
    y = load(f"trait-{n}")[:, 0]

    def fit():
        model = LMM()
        model.setK(kernel)
        model.setX(np.ones((n, 1)))
        model.sety(y)
        return np.array([[float(np.squeeze(model.findH2()["h2"]))]])

    return Run(fit)


serve(
    f"FaST-LMM {importlib.metadata.version('fastlmm')}",
    {
        "additive": lambda load, n: reml(load, "additive", n),
        "many": lambda load, n: reml(load, "many", n),
    },
    Path(sys.argv[1]),
)
