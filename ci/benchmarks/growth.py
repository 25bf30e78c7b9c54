"""How time grows with people: docs/performance.svg, and how steep each curve ends."""

import math

import numpy as np
import page
from race import Racer, race
from whole import write_requests

FACADE = "Java on SciPy's library"
CURVES = {
    "exact NTK, 1,000 SNPs, depth 3": {
        "sizes": ((500, 1000, 2000, 4000, 8000), "{kind}-{n}-1000-3"),
        "curves": (
            ("genontk", "genontk", "exact", 8000),
            ("X X' alone (NumPy)", "numpy", "products", 8000),
            ("NumPy, the formula", "numpy", "exact", 8000),
            ("neural-tangents", "neural-tangents", "exact", 4000),
        ),
    },
    "empirical NTK, 100 SNPs, width 500, depth 2": {
        "sizes": ((125, 250, 500, 1000), "{kind}-{n}-100-500-2"),
        "curves": (
            ("genontk", "genontk", "empirical", 1000),
            ("NumPy, layer by layer", "numpy", "empirical", 1000),
            ("neural-tangents, structured derivatives", "neural-tangents", "structured", 1000),
            ("neural-tangents, Jacobian contraction", "neural-tangents", "jacobian", 500),
        ),
    },
    "a whole fit, 1,000 SNPs": {
        "sizes": ((500, 1000, 2000, 4000), "{kind}-{n}-1000"),
        "curves": (
            ("genontk, NTK mixed model", FACADE, "ntk", 4000),
            ("genontk, additive mixed model", FACADE, "additive", 4000),
            ("a product of two n x n matrices (NumPy)", "numpy", "gemm", 4000),
        ),
    },
}


def measure(workers, folder, threads):
    """The least seconds: panel -> curve -> [(people, seconds)]."""
    names = ("genontk", "numpy", "neural-tangents", FACADE)
    by_name = dict(zip(names, workers(*names), strict=True))
    panels = {}
    for title, panel in CURVES.items():
        sizes, pattern = panel["sizes"]
        panels[title] = {label: [] for label, *_ in panel["curves"]}
        for n in sizes:
            if "whole" in title:
                write_inputs(folder, n, threads)
            expected = pattern.format(kind=panel["curves"][0][2], n=n)
            racers = {
                label: Racer(by_name[worker], work(kind, pattern, n), expected)
                for label, worker, kind, most in panel["curves"]
                if n <= most
            }
            race(list(racers.values()), seconds=3)
            for label, racer in racers.items():
                panels[title][label].append((n, racer.least))
    return panels


def write_inputs(folder, n, threads):
    """Requests for the two models, and two square matrices."""
    write_requests(folder, n, 1000, threads)
    random = np.random.default_rng(n)
    for name in "ab":
        np.save(folder / f"{name}-{n}.npy", random.random((n, n)))


def work(kind, pattern, n):
    """X X' has no depth, and a product of square matrices nothing but its size."""
    if kind == "gemm":
        return f"gemm-{n}"
    name = pattern.format(kind=kind, n=n)
    return name.rsplit("-", 1)[0] if kind == "products" else name


def table(panels):
    """The ends of the curves: their largest sizes, and the power of n between the last two."""
    lines = ["| figure | curve | people | time | grows as |", "|---|---|---|---|---|"]
    for title, curves in panels.items():
        for label, points in curves.items():
            (fewer, before), (people, seconds) = points[-2:]
            power = math.log(seconds / before) / math.log(people / fewer)
            cells = (title, label, f"{people:,}", page.duration(seconds), f"n^{power:.1f}")
            lines.append("| " + " | ".join(cells) + " |")
            title = ""
    return "\n".join(lines)


def draw(panels, file):
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams |= {"svg.hashsalt": "genontk", "svg.fonttype": "none"}
    import matplotlib.pyplot as plt

    width = 5 * len(panels)
    figure, axes = plt.subplots(1, len(panels), figsize=(width, 4), constrained_layout=True)
    for axis, (title, curves) in zip(np.atleast_1d(axes), panels.items(), strict=True):
        for label, points in curves.items():
            axis.loglog(*zip(*points, strict=True), marker="o", label=label)
        axis.set(title=title, xlabel="people", ylabel="seconds")
        axis.legend(fontsize="small")
    figure.savefig(file, metadata={"Date": None})
