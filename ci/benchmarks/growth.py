"""How time grows with people: docs/performance.svg."""

from race import Racer, race

CURVES = {
    "exact NTK, 1,000 SNPs, depth 3": {
        "sizes": ((500, 1000, 2000, 4000), "{kind}-{n}-1000-3"),
        "curves": (
            ("genontk", "genontk", "exact", 4000),
            ("X X' alone (NumPy)", "numpy", "products", 4000),
            ("NumPy, the formula", "numpy", "exact", 4000),
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
}


def measure(workers):
    """The least seconds: panel -> curve -> [(people, seconds)]."""
    names = ("genontk", "numpy", "neural-tangents")
    by_name = dict(zip(names, workers(*names), strict=True))
    panels = {}
    for title, panel in CURVES.items():
        sizes, pattern = panel["sizes"]
        panels[title] = {label: [] for label, *_ in panel["curves"]}
        for n in sizes:
            expected = pattern.format(kind="exact" if "exact" in title else "empirical", n=n)
            racers = {
                label: Racer(by_name[worker], work(kind, pattern, n), expected)
                for label, worker, kind, most in panel["curves"]
                if n <= most
            }
            race(list(racers.values()), seconds=3)
            for label, racer in racers.items():
                panels[title][label].append((n, racer.least))
    return panels


def work(kind, pattern, n):
    """X X' has no depth."""
    name = pattern.format(kind=kind, n=n)
    return name.rsplit("-", 1)[0] if kind == "products" else name


def draw(panels, file):
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams |= {"svg.hashsalt": "genontk", "svg.fonttype": "none"}
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(1, len(panels), figsize=(10, 4), constrained_layout=True)
    for axis, (title, curves) in zip(axes, panels.items(), strict=True):
        for label, points in curves.items():
            axis.loglog(*zip(*points, strict=True), marker="o", label=label)
        axis.set(title=title, xlabel="people", ylabel="seconds")
        axis.legend(fontsize="small")
    figure.savefig(file, metadata={"Date": None})
