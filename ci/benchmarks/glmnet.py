"""Ridge regression on SNPs: kernel ridge regression with the additive kernel; glmnet as peer."""

import numpy as np
from race import Racer
from sections import Beside, compare

PEOPLE, SNPS, FOLDS = 1500, 2000, 5
PENALTIES = np.geomspace(1e-2, 1e2, 25)  # of K + lambda I, K of mean diagonal near 1


def write_inputs(folder):
    """Genotypes, a trait, one fold per person, and the penalties, as .npy."""
    random = np.random.default_rng(1)
    x = random.binomial(2, random.uniform(0.1, 0.9, size=SNPS), size=(PEOPLE, SNPS)).astype(float)
    genetic = x @ random.normal(size=SNPS)
    arrays = {
        "x": x,
        "y": genetic + genetic.std() * random.normal(size=PEOPLE),
        "fold": random.permutation(np.arange(PEOPLE) % FOLDS + 1.0),
        "penalty": PENALTIES,
    }
    for name, values in arrays.items():
        column_major = np.asfortranarray(values.reshape(len(values), -1))
        np.save(folder / f"glmnet-{name}.npy", column_major)


def glmnet(workers, folder, threads):
    """The same penalties on the same folds, from genotypes to fitted values."""
    write_inputs(folder)
    ours, peer = workers("ridge from Python", "glmnet")
    yield from compare(
        f"{len(PENALTIES)} penalties x {FOLDS} folds on {SNPS} SNPs, n={PEOPLE}",
        Racer(ours, f"ridge-{PEOPLE}"),
        [Beside("cv.glmnet, alpha = 0", Racer(peer, f"ridge-{PEOPLE}"), differs=1e-3)],
    )
