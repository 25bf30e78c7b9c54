"""What is compared, and what genontk has to reach."""

from dataclasses import dataclass

from race import Racer, race


@dataclass
class Row:
    """Genontk compared with one peer; at most one of the goals is set."""

    work: str
    peer: str
    ours: float
    theirs: float
    difference: float | None
    faster: float | None = None  # at least this many times faster
    within: float | None = None  # at most this multiple of the peer's time
    over: float | None = None  # at most this many seconds more

    @property
    def ratio(self):
        if self.over:
            return f"{(self.ours - self.theirs) * 1000:.0f} ms more"
        if self.within or (not self.faster and self.ours > self.theirs):
            return f"{self.ours / self.theirs:.2f} of its time"
        return f"{self.theirs / self.ours:.3g} times faster"

    @property
    def goal(self):
        if self.over:
            return f"at most {self.over * 1000:g} ms"
        if self.within:
            return f"at most {self.within:g}"
        return f"at least {self.faster:g}" if self.faster else ""

    @property
    def met(self):
        if self.over:
            return self.ours - self.theirs <= self.over
        if self.within:
            return self.ours <= self.within * self.theirs
        return self.theirs >= self.faster * self.ours if self.faster else None


@dataclass
class Beside:
    """A peer's racer, its name, and genontk's goal."""

    label: str
    racer: Racer
    faster: float | None = None
    within: float | None = None
    over: float | None = None
    differs: float | None = None  # at most this difference


def compare(work, ours, peers, seconds=6):
    """Races genontk and its peers, gives the rows of the table; a different result is an error."""
    race([ours] + [peer.racer for peer in peers], seconds)
    for peer in peers:
        apart = peer.racer.difference
        if peer.differs and not (apart is not None and apart <= peer.differs):
            raise AssertionError(f"{work}: {peer.label} differs by {apart}, not {peer.differs}")
        times = ours.least, peer.racer.least
        yield Row(work, peer.label, *times, apart, peer.faster, peer.within, peer.over)


def kernels(workers, folder, threads):
    """Exact and empirical NTK; neural-tangents, NumPy and the products within as peers."""
    ours, numpy, tangents = workers("genontk", "numpy", "neural-tangents")
    for n, p, depth, within in ((5000, 1000, 3, 2), (2000, 100, 2, None)):
        work, size = f"exact-{n}-{p}-{depth}", f"{n}-{p}"
        yield from compare(
            f"exact NTK, n={n} p={p} depth {depth}",
            Racer(ours, work),
            [
                Beside("neural-tangents", Racer(tangents, work), faster=3, differs=1e-7),
                Beside("NumPy, the formula", Racer(numpy, work), differs=1e-7),
                Beside(
                    "X X' alone, by NumPy",
                    Racer(numpy, f"products-{size}", f"triangle-{size}"),
                    within=within,
                ),
                Beside(
                    "X X' alone, lower triangle by genontk",
                    Racer(ours, f"triangle-{size}"),
                    within=within,
                ),
            ],
        )
    for depth in (2, 3):
        sizes = f"500-100-500-{depth}"
        expected = f"empirical-{sizes}"
        yield from compare(
            f"empirical NTK, n=500 p=100 width 500 depth {depth}",
            Racer(ours, expected),
            [
                Beside(
                    f"neural-tangents, {label}",
                    Racer(tangents, f"{kind}-{sizes}", expected),
                    faster=faster,
                    differs=1e-12,
                )
                for label, kind, faster in (
                    ("Jacobian contraction (its default)", "jacobian", 150),
                    ("NTK-vector products", "products", None),
                    ("structured derivatives", "structured", None),
                )
            ]
            + [
                Beside("NumPy, layer by layer", Racer(numpy, expected), differs=1e-12),
                Beside("its products alone, by genontk", Racer(ours, f"layers-{sizes}"), within=2),
            ],
        )


def scoring(workers, folder, threads):
    """New people scored by a model with the NTK; the product within as peer."""
    (ours,) = workers("genontk")
    sizes = "10000-2000-1000"
    yield from compare(
        "10,000 new people, NTK model of 2,000, p=1000",
        Racer(ours, f"scoring-{sizes}"),
        [Beside("X* X' alone, by genontk", Racer(ours, f"cross-{sizes}"), within=1.5)],
        seconds=20,  # nearly the same number of runs for both: the least of more runs is less
    )


def lmm(workers, folder, threads):
    """The mixed model with given kernels; FaST-LMM and a product with K as peers."""
    ours, fastlmm, numpy = workers("genontk", "fastlmm", "numpy")
    for n, times in ((1500, 3), (4000, 2)):
        for kind, peer, snps, wanted, of in (
            ("many", "many", "5,000", None, "variances, intervals, BLUP, PEV"),
            ("variances", "many", "5,000", times, "variances and intervals alone"),
            ("additive", "additive", "500", None, "variances, intervals, BLUP, PEV"),
        ):
            yield from compare(
                f"REML, one kernel of {snps} SNPs, n={n}: {of}",
                Racer(ours, f"{kind}-{n}"),
                [
                    Beside(
                        "FaST-LMM, variances alone",
                        Racer(fastlmm, f"{peer}-{n}"),
                        faster=wanted,
                        differs=1e-4,
                    ),
                    Beside("tridiagonal form alone, by genontk", Racer(ours, f"tridiagonal-{n}")),
                ],
            )
    for kind, intervals in (("split", "profile intervals"), ("wald", "Wald intervals")):
        racer = Racer(ours, f"{kind}-1500")
        work = f"REML, additive and non-additive kernel, n=1500: {intervals}, tests, BLUP, PEV"
        yield from compare(
            work, racer, [Beside("genontk with one kernel", Racer(ours, "additive-1500"))]
        )
        # gaston has no profile intervals.
        within = 1 if kind == "wald" else None
        peer = "a third of gaston's 2.7 s on another machine"
        yield Row(work, peer, racer.least, 0.9, None, within=within)
    yield from compare(
        "REML, the NTK alone, n=1500",
        Racer(ours, "ntk-1500"),
        [Beside("genontk with the additive kernel", Racer(ours, "additive-1500"), within=1.5)],
    )
    yield from compare(
        "MINQUE(0), one kernel, n=5000: variances",
        Racer(ours, "moments-5000"),
        [Beside("one pass over K (NumPy, K y)", Racer(numpy, "reading-5000"), within=3)],
    )


def mixed_growth(workers, folder, threads):
    """How the time of REML grows; a product of two matrices of that size as peer."""
    ours, numpy = workers("genontk", "numpy")
    for n in (1000, 2000, 4000, 8000):
        yield from compare(
            f"REML, one kernel, n={n}",
            Racer(ours, f"additive-{n}"),
            [Beside("K K, by NumPy", Racer(numpy, f"square-{n}"))],
            seconds=1,
        )
