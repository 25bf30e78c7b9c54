"""Whole fits, from genotypes to genetic values, by the facade that R and Python call."""

import json

import numpy as np
from race import Racer
from sections import Beside, compare

# People and SNPs: few SNPs, many, and more people.
SIZES = ((1500, 500), (1500, 5000), (3000, 1000))


def write_requests(folder, n, p, threads):
    """The NTK's and the additive mixed model of one trait; returns their names."""
    data = folder / f"whole-{n}-{p}"
    data.mkdir()
    random = np.random.default_rng(n + p)
    x = random.binomial(2, random.uniform(0.1, 0.9, size=p), size=(n, p)).astype(float)
    genetic = x @ random.normal(size=p)
    np.save(data / "genotypes.npy", np.asfortranarray(x))
    np.save(data / "y.npy", genetic + genetic.std() * random.normal(size=n))
    names = []
    for kernel in ("ntk", "additive"):
        name = f"{kernel}-{n}-{p}"
        (folder / name / "result").mkdir(parents=True)
        request = {
            "task": "ntk_lmm",
            "kernel": kernel,
            "threads": threads,
            "delivery": "npy",
            "folder": str(folder / name / "result"),
            "y": {"npy": str(data / "y.npy")},
            "genotypes": {"values": {"npy": str(data / "genotypes.npy")}},
        }
        (folder / name / "request.json").write_text(json.dumps(request))
        names.append(name)
    return names


def whole(workers, folder, threads):
    """What the NTK costs more than the additive kernel."""
    (ours,) = workers("Java on SciPy's library")
    for n, p in SIZES:
        ntk, additive = (Racer(ours, name) for name in write_requests(folder, n, p, threads))
        yield from compare(
            f"NTK mixed model, n={n} p={p}: kernel, REML, intervals, BLUP",
            ntk,
            [Beside("the additive one, by genontk", additive, within=1.5)],
        )
