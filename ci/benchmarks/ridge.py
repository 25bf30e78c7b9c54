"""Kernel ridge regression: 25 penalties, 5 folds, a given kernel; scikit-learn as peer."""

import json

import numpy as np
from race import Racer, race
from sections import Row

TRAITS = 10
# People, how many times faster genontk has to be, and the number of the peer's runs.
BESIDE = ((1500, 20, 2), (4000, 30, 1))
ALONE = 10_000
SECONDS_ALONE = 30


def write_kernel(folder, n):
    """The NTK of depth 2 of families of five at 2 n SNPs at most, and traits, as .npy."""
    random = np.random.default_rng(n)
    p = min(2 * n, 4000)
    parents = random.binomial(2, random.uniform(0.1, 0.9, size=p), size=((n + 4) // 5, p))
    x = np.repeat(parents, 5, axis=0)[:n].astype(float)
    x = np.where(random.random(x.shape) < 0.5, x, random.permutation(x, axis=1))
    x -= x.mean(axis=0)
    x /= np.linalg.norm(x, axis=1)[:, None]
    genetic = np.linalg.norm(x[:, :50], axis=1)[:, None] + x @ random.normal(size=(p, TRAITS))
    y = genetic + genetic.std(axis=0) * random.normal(size=(n, TRAITS))
    s = np.clip(x @ x.T, -1, 1)
    np.fill_diagonal(s, 1)
    t = s.copy()
    for _ in range(2):
        angle = np.pi - np.arccos(s)
        t *= angle / np.pi
        s = (s * angle + np.sqrt(1 - s * s)) / np.pi
        t += s
    np.save(folder / f"kernel-{n}.npy", np.asfortranarray(t / 3))
    np.save(folder / f"traits-{n}.npy", y - y.mean(axis=0))


def write_request(folder, n, name, traits, threads):
    """What the facade is asked for of traits, a slice; returns its name."""
    name = f"ridge-{n}-{name}"
    (folder / name / "result").mkdir(parents=True)
    y = np.load(folder / f"traits-{n}.npy")[:, traits]
    np.save(folder / name / "y.npy", np.asfortranarray(y))
    request = {
        "task": "ntk_krr",
        "threads": threads,
        "delivery": "npy",
        "folder": str(folder / name / "result"),
        "y": {"npy": str(folder / name / "y.npy")},
        "kernel": {"values": {"npy": str(folder / f"kernel-{n}.npy")}},
    }
    (folder / name / "request.json").write_text(json.dumps(request))
    return name


def several(ours, folder, n, threads):
    """All traits at once; the mean of each alone as peer, as some need a longer path."""
    together = Racer(ours, write_request(folder, n, "all", slice(TRAITS), threads))
    alone = [
        Racer(ours, write_request(folder, n, str(k), slice(k, k + 1), threads))
        for k in range(TRAITS)
    ]
    race([together, *alone], 0, most=12, least=12)
    mean = sum(racer.least for racer in alone) / TRAITS
    work = f"the same for {TRAITS} traits, n={n}"
    return Row(work, "one trait alone, by genontk", together.least, mean, None, within=4)


def ridge(workers, folder, threads):
    """Genontk from the request to the delivered fit: reading the kernel is in its time."""
    ours, sklearn = workers("Java on SciPy's library", "scikit-learn")
    for n, goal, turns in BESIDE:
        write_kernel(folder, n)
        racer = Racer(ours, write_request(folder, n, "first", slice(1), threads))
        peer = Racer(sklearn, f"grid-{n}")
        race([racer], 6)
        race([peer], 0, most=turns, least=turns)
        work = f"25 penalties x 5 folds, n={n}"
        label = "scikit-learn, GridSearchCV(KernelRidge)"
        yield Row(work, label, racer.least, peer.least, None, faster=goal)
        if n == BESIDE[0][0]:
            yield several(ours, folder, n, threads)
    write_kernel(folder, ALONE)
    racer = Racer(ours, write_request(folder, ALONE, "first", slice(1), threads))
    race([racer], 20)
    work = f"25 penalties x 5 folds, n={ALONE}"
    allowed = f"its limit of {SECONDS_ALONE} s"
    yield Row(work, allowed, racer.least, SECONDS_ALONE, None, within=1)
