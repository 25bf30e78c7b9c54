"""What a user meets: calls as README and help show them, each session a fresh process."""

from dataclasses import dataclass

import numpy as np
from sections import Row

SESSIONS = 3  # of each; the least first, second and warm call of them count
SNPS = 2000
TRAITS = 10


@dataclass
class Calls:
    """The seconds of the first, second and a warm call; nan for a call that was not made."""

    first: float
    second: float
    warm: float

    @classmethod
    def of(cls, sessions):
        rows = [
            [s[0], s[1] if len(s) > 1 else np.nan, min(s[2:], default=np.nan)] for s in sessions
        ]
        return cls(*(float(least) for least in np.min(rows, axis=0)))


def write_inputs(folder, n, p):
    """Genotypes of families of five, traits, their additive kernel, and a .bed of all of it."""
    random = np.random.default_rng(n + p)
    frequencies = random.uniform(0.1, 0.9, size=p)
    parents = random.binomial(2, frequencies, size=((n + 4) // 5, p))
    x = np.repeat(parents, 5, axis=0)[:n]
    x = np.where(random.random(x.shape) < 0.5, x, random.binomial(2, frequencies, size=x.shape))
    centred = x - x.mean(axis=0)
    genetic = centred @ random.normal(size=(p, TRAITS))
    traits = genetic + genetic.std(axis=0) * random.normal(size=(n, TRAITS))
    arrays = {"x": x.astype(float), "y": traits[:, 0], "traits": traits}
    arrays["k"] = centred @ centred.T / p
    for name, values in arrays.items():
        np.save(folder / f"{name}-{n}-{p}.npy", np.asfortranarray(values))
    write_bed(folder / f"study-{n}-{p}", x)


def write_bed(stem, x):
    """Writes counts of allele 1 as PLINK 1 does: two bits per person, SNP by SNP."""
    n, p = x.shape
    codes = np.zeros((p, -(-n // 4) * 4), np.uint8)
    codes[:, :n] = np.array([3, 2, 0], np.uint8)[x.T]
    packed = (codes.reshape(p, -1, 4) << np.array([0, 2, 4, 6], np.uint8)).sum(axis=2)
    magic = bytes([0x6C, 0x1B, 0x01])
    stem.with_suffix(".bed").write_bytes(magic + packed.astype(np.uint8).tobytes())
    people = "".join(f"p{i} p{i} 0 0 0 -9\n" for i in range(n))
    stem.with_suffix(".fam").write_text(people)
    snps = "".join(f"1\ts{j}\t0\t{j + 1}\tA\tG\n" for j in range(p))
    stem.with_suffix(".bim").write_text(snps)


class Sessions:
    """Runs calls in fresh processes."""

    def __init__(self, workers, folder):
        self.workers, self.folder = workers, folder

    def __call__(self, program, call, n, p=SNPS, times=12, sessions=SESSIONS):
        if not (self.folder / f"x-{n}-{p}.npy").exists():
            write_inputs(self.folder, n, p)
        words = (call, self.folder, n, p, times)
        return Calls.of([self.workers.session(program, *words) for _ in range(sessions)])


def beside(work, ours, label, theirs, first=1, second=None, warm=None):
    """First, second and warm call beside the peer's; each goal is a number of times faster."""
    for call, times in (("first", first), ("second", second), ("warm", warm)):
        seconds = getattr(ours, call), getattr(theirs, call)
        if not np.isnan(seconds).any():
            yield Row(f"{work}: {call} call of a session", label, *seconds, None, faster=times)


def user(workers, folder, threads):
    """All rows, the heaviest last."""
    run = Sessions(workers, folder)
    yield from in_python(run)
    yield from in_r(run)
    yield from larger(run)


def in_python(run):
    n = 1500
    kernel = f"Python, `ntk_lmm(y, kernel=K)`, n={n}"
    ours = run("Python", "genontk/lmm-kernel", n, times=20)
    peer = run("FaST-LMM", "fastlmm/lmm-kernel", n)
    yield from beside(kernel, ours, "FaST-LMM, variances alone", peer, second=3, warm=4)
    path = f"Python, `ntk_krr(y, kernel=K, penalty=<25>, folds=5)`, n={n}"
    ours = run("Python", "genontk/krr-kernel", n, times=20)
    peer = run("scikit-learn", "sklearn/krr-kernel", n, times=2, sessions=1)
    peer.warm = peer.second
    yield from beside(path, ours, "GridSearchCV(KernelRidge)", peer, second=15, warm=25)
    ten = run("Python", "genontk/ten-traits", n)
    yield Row(
        f"Python, `ntk_krr(Y, kernel=K)`, {TRAITS} traits, n={n}: warm call",
        "one trait",
        ten.warm,
        ours.warm,
        None,
        within=4,
    )
    ours = run("Python", "genontk/kernel", 5000, 1000)
    product = run("scikit-learn", "numpy/kernel", 5000, 1000)
    yield Row(
        "Python, `ntk_kernel(X)`, n=5000 p=1000: warm call",
        "X X' by NumPy",
        ours.warm,
        product.warm,
        None,
        within=1.6,
    )
    memory = run("Python", "genontk/default", n)
    file = run("Python", "genontk/file", n)
    for call in ("first", "second"):
        yield Row(
            f'Python, `ntk_lmm(y, "study.bed")`, n={n} p={SNPS}: {call} call of a session',
            "the same from memory",
            getattr(file, call),
            getattr(memory, call),
            None,
        )


def in_r(run):
    n = 1500
    for call, typed in (("default", "ntk_lmm(y, X)"), ("krr", "ntk_krr(y, X)")):
        fast = run("R with OpenBLAS", f"genontk/{call}", n, times=3)
        for program, within in (
            ("R with the reference BLAS", 4),
            ("R after genontk_install_blas()", 1.2),
        ):
            ours = run(program, f"genontk/{call}", n, times=3)
            for kind in ("first", "second"):
                yield Row(
                    f"{program}, `{typed}`, n={n} p={SNPS}: {kind} call of a session",
                    "the same with Debian's OpenBLAS",
                    getattr(ours, kind),
                    getattr(fast, kind),
                    None,
                    within=within if call == "default" else None,
                )
    ours = run("R with OpenBLAS", "genontk/additive", n, times=3)
    peer = run("R with OpenBLAS", "glmnet/additive", n, times=2, sessions=1)
    work = f'R, `ntk_krr(y, X, kernel = "additive")`, n={n} p={SNPS}'
    yield from beside(work, ours, "cv.glmnet(alpha = 0), 5 folds", peer, first=None)


def larger(run):
    for n, within in ((1500, None), (2000, 4), (4000, 5)):
        single = run("Python", "genontk/ntk", n, times=2, sessions=2)
        for call, typed, limit in (
            ("default", "ntk_lmm(y, X)", within),
            ("wald", 'ntk_lmm(y, X, intervals="wald")', None),
        ):
            ours = run("Python", f"genontk/{call}", n, times=2, sessions=2)
            yield Row(
                f"Python, `{typed}`, n={n} p={SNPS}: second call of a session",
                'kernel="ntk"',
                ours.second,
                single.second,
                None,
                within=limit,
            )
