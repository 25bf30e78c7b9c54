"""Tables and box plots of the study, beside the paper's figures: tables.py FOLDER.

Reads study.csv, prints and writes tables.md, and draws study.png if matplotlib is there.
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd

folder = Path(sys.argv[1])
study = pd.read_csv(folder / "study.csv")
methods = list(dict.fromkeys(study["method"]))
order = ["linear", "hyperbolic", "power", "cosh", "ricker"]
traits = [trait for trait in order if (study["trait"] == trait).any()]
study["trait"] = study["trait"].astype(pd.CategoricalDtype(traits, ordered=True))
study["method"] = study["method"].astype(pd.CategoricalDtype(methods, ordered=True))
study = study.sort_values(["trait", "snps", "replicate", "method"], ignore_index=True)
sizes = sorted(study["snps"].unique())

# Median r of the Ricker trait, as far as the paper tells it in figures (arXiv 2510.01426).
PAPER = {
    (20, "NTK-KRR empirical"): 0.442,
    (20, "network"): 0.371,
    (20, "NTK-LMM empirical MINQUE0"): 0.323,
    (20, "LMM"): 0.257,
    (100, "NTK-KRR empirical"): 0.248,
    (100, "network"): 0.140,
}
PAPER_SECONDS = {
    "network": 233,
    "NTK-LMM empirical MINQUE0": 167,
    "NTK-KRR empirical": 104,
    "LMM": 0.14,
}


def median_error(values):
    """The standard error of a median, by a thousand bootstrap samples."""
    values = values.dropna().to_numpy()
    if len(values) < 2:
        return np.nan
    drawn = np.random.default_rng(1).choice(values, (1000, len(values)))
    return np.median(drawn, axis=1).std(ddof=1)


def pair(estimate, error):
    """An estimate with its standard error, as tables have them."""
    return f"{estimate:.3f} ({error:.3f})"


def markdown(rows):
    """A table of texts."""
    widths = [max(len(row[k]) for row in rows) for k in range(len(rows[0]))]
    lines = ["| " + " | ".join(map(str.ljust, row, widths)) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "|".join("-" * (w + 2) for w in widths) + "|", *lines[1:]])


def medians():
    """Median r, its standard error, a row a trait and size."""
    rows = [["trait", "SNPs", *methods]]
    for trait in traits:
        for snps in sizes:
            here = study[(study["trait"] == trait) & (study["snps"] == snps)]
            r = [here.loc[here["method"] == method, "r"] for method in methods]
            rows.append([trait, str(snps), *(pair(x.median(), median_error(x)) for x in r)])
    return rows


def gains():
    """The mean paired difference of r from the LMM."""
    rows = [["trait", "SNPs", *methods[1:]]]
    for (trait, snps), here in study.groupby(["trait", "snps"], observed=True):
        r = here.pivot(index="replicate", columns="method", values="r")
        differences = [(r[method] - r["LMM"]).dropna() for method in methods[1:]]
        rows.append([trait, str(snps), *(pair(d.mean(), d.sem()) for d in differences)])
    return rows


def bounds():
    """How often the residual variance is estimated below zero, and the median heritability.

    Where the estimate is set to zero and two people have the same genotypes, V is singular and
    there is no prediction: these fits are counted among those below zero, and apart.
    """
    rows = [["trait", "SNPs", "method", "below 0", "of", "without a prediction", "median h2"]]
    for (trait, snps, method), here in study.groupby(["trait", "snps", "method"], observed=True):
        if here["residual_unconstrained"].notna().any() or method.endswith("MINQUE0"):
            failed = here["r"].isna().sum()
            below = (here["residual_unconstrained"] < 0).sum() + failed
            numbers = (snps, below, len(here), failed, f"{here['h2'].median():.2f}")
            rows.append([trait, method, *map(str, numbers)])
            rows[-1][1:3] = rows[-1][2:0:-1]
    return rows


def shortfall():
    """By how much the split's median is below the better of LMM and NTK-LMM."""
    rows = [["trait", "SNPs", "LMM", "NTK-LMM", "split", "split less the better"]]
    for (trait, snps), here in study.groupby(["trait", "snps"], observed=True):
        r = here.groupby("method", observed=True)["r"].median()
        shown = [r["LMM"], r["NTK-LMM"], r["split"]]
        difference = f"{shown[2] - max(shown[:2]):+.3f}"
        rows.append([trait, str(snps), *(f"{x:.3f}" for x in shown), difference])
    return rows


def seconds():
    """The median seconds of a method on one thread, from genotypes to predictions."""
    rows = [["method", *(f"{snps} SNPs" for snps in sizes), "paper, 100 SNPs, GPU cluster"]]
    for method in methods:
        own = study[study["method"] == method].groupby("snps")["seconds"].median()
        paper = PAPER_SECONDS.get(method, "")
        rows.append([method, *(f"{own[snps]:.3f}" for snps in sizes), str(paper)])
    return rows


def paper():
    """Line by line beside the paper."""
    rows = [["Ricker, SNPs", "method", "paper", "here", "here less paper"]]
    for (snps, method), figure in PAPER.items():
        here = study.query("trait == 'ricker' and snps == @snps and method == @method")["r"]
        if len(here) > 0:
            found = here.median()
            here = pair(found, median_error(here))
            rows.append([str(snps), method, f"{figure:.3f}", here, f"{found - figure:+.3f}"])
    return rows


def draw():
    """Box plots of r, a panel a trait and size."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    plt.rcParams.update({"font.size": 8})
    figure, axes = plt.subplots(
        len(sizes),
        len(traits),
        figsize=(2.6 * len(traits) + 1.6, 3 * len(sizes)),
        sharex=True,
        sharey=True,
        squeeze=False,
        layout="constrained",
    )
    for row, snps in zip(axes, sizes, strict=True):
        for panel, trait in zip(row, traits, strict=True):
            here = study[(study["trait"] == trait) & (study["snps"] == snps)]
            r = [here.loc[here["method"] == method, "r"].dropna() for method in methods]
            panel.boxplot(
                r,
                orientation="horizontal",
                widths=0.6,
                flierprops={"markersize": 2},
                medianprops={"color": "#D55E00", "linewidth": 1.5},
            )
            panel.axvline(0, color="#BBBBBB", linewidth=0.8, zorder=0)
            panel.set_title(f"{trait}, {snps} SNPs", loc="left")
            panel.spines[["top", "right"]].set_visible(False)
    axes[0][0].set_yticks(range(1, len(methods) + 1), methods)
    axes[0][0].invert_yaxis()
    figure.supxlabel("correlation with the phenotype of test people")
    figure.savefig(folder / "study.png", dpi=110)


count = study.groupby(["trait", "snps"], observed=True)["replicate"].nunique()
parts = {
    "Median correlation in test people (standard error)": medians(),
    "Mean gain in correlation over the LMM (standard error)": gains(),
    "The split beside the better of the two it is made of": shortfall(),
    "Where the residual variance is estimated below zero": bounds(),
    "Seconds on one thread": seconds(),
}
if "ricker" in traits:
    parts["Beside the paper"] = paper()
text = f"{count.min()} to {count.max()} replicates.\n" + "".join(
    f"\n## {title}\n\n{markdown(rows)}\n" for title, rows in parts.items()
)
(folder / "tables.md").write_text(text)
print(text)
try:
    draw()
except ImportError:
    print("No figure: matplotlib is not installed.")
