"""What a call costs from R and from Python: the same fit by Java alone, on the same library."""

import json
import shutil

import numpy as np
from race import Racer
from sections import Beside, Row, compare

SIZES = ((50, 20), (2000, 200))  # people, SNPs
SESSIONS = 3  # whose first calls are timed


def write_inputs(folder, n, p, threads):
    """A trait of simulated people: as raw columns of doubles, and as a request by .npy."""
    case = folder / f"fit-{n}"
    (case / "result").mkdir(parents=True)
    random = np.random.default_rng(1)
    genotypes = random.binomial(2, random.uniform(0.1, 0.9, size=p), size=(n, p)).astype(float)
    y = genotypes @ random.normal(size=p)
    y += np.std(y) * random.normal(size=n)
    for name, values in {"genotypes": genotypes, "y": y}.items():
        values.ravel(order="F").tofile(case / f"{name}.f64")
        np.save(case / f"{name}.npy", np.asfortranarray(values))
    request = {
        "task": "ntk_lmm",
        "kernel": "ntk",
        "threads": threads,
        "delivery": "npy",
        "folder": str(case / "result"),
        "y": {"npy": str(case / "y.npy")},
        "genotypes": {"values": {"npy": str(case / "genotypes.npy")}},
    }
    (case / "request.json").write_text(json.dumps(request))


def bridges(workers, folder, threads):
    """Fits from R and from Python; Java alone as peer."""
    for n, p in SIZES:
        write_inputs(folder, n, p, threads)
    archive = folder / "cache"
    for language in ("R", "Python"):
        earliest = first_calls(workers, language, archive) if language == "Python" else None
        first = first_calls(workers, language)
        caller, java = workers(language, f"Java on {language}'s library")
        for n, p in SIZES:
            racer = Racer(caller, f"fit-{n}")
            alone = Racer(java, f"fit-{n}")
            goal = {"over": 0.05} if n == SIZES[0][0] else {"within": 1.05}
            yield from compare(
                f"ntk_lmm from {language}, n={n} p={p}",
                racer,
                [Beside("Java alone", alone, **goal)],
                seconds=12,
            )
            extra, job = min((a - b, b) for a, b in zip(racer.seconds, racer.inside, strict=True))
            same = f"ntk_lmm from {language}, n={n} p={p}"
            yield Row(same, "its Java job within the same call", job + extra, job, None, **goal)
            if n == SIZES[0][0]:
                work = f"the first of a session, from {language}, n={n}"
                yield Row(work, "a later fit", first, racer.least, None, over=1.5)
                if earliest:
                    work = f"the first of a user's first session, from {language}, n={n}"
                    yield Row(work, "a later fit", earliest, racer.least, None, over=1.5)


def first_calls(workers, language, archive=None):
    """The least seconds that the first fit of a session took; an archive of Java's classes is
    removed before each."""
    seconds = []
    for _ in range(SESSIONS):
        if archive:
            shutil.rmtree(archive, ignore_errors=True)
        (worker,) = workers(language)
        racer = Racer(worker, f"fit-{SIZES[0][0]}")
        racer.prepare()
        worker.close()
        seconds.append(racer.first)
    return min(seconds)
