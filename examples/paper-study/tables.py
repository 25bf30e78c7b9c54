"""Tables and box plots of the study, and the paper's figures: tables.py FOLDER.

Reads study.csv, prints and writes tables.md, and draws study.png and gains.png if matplotlib is
there. Standard errors are of the Monte Carlo: how far the figure of another run with other seeds
would be. Those of means are of independent datasets, those of medians of a thousand bootstrap
samples of datasets.
"""

import sys
import warnings
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


def by_method():
    """A table of r per trait and size, with one row per dataset and one column per method."""
    for (trait, snps), here in study.groupby(["trait", "snps"], observed=True):
        yield trait, snps, here.pivot(index="replicate", columns="method", values="r")


def bootstrap_medians(r):
    """Medians of the columns in a thousand samples of the rows."""
    r = r.to_numpy()
    rows = np.random.default_rng(1).choice(len(r), (1000, len(r)))
    with warnings.catch_warnings():
        # A method may have no prediction at all in a sample.
        warnings.simplefilter("ignore", RuntimeWarning)
        return np.stack([np.nanmedian(column[rows], axis=1) for column in r.T], axis=1)


def pair(estimate, error):
    """An estimate with its standard error, as tables have them."""
    return f"{estimate:.3f} ({error:.3f})"


def markdown(rows):
    """A table of texts."""
    widths = [max(len(row[k]) for row in rows) for k in range(len(rows[0]))]
    lines = ["| " + " | ".join(map(str.ljust, row, widths)) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "|".join("-" * (w + 2) for w in widths) + "|", *lines[1:]])


def medians():
    """Median r, with the number of datasets that have a prediction; one row per trait and size."""
    rows = [["trait", "SNPs", *methods]]
    for trait, snps, r in by_method():
        errors = bootstrap_medians(r).std(axis=0, ddof=1)
        cells = [pair(r[method].median(), e) for method, e in zip(r, errors, strict=True)]
        found = [f" of {n}" if n < len(r) else "" for n in r.notna().sum()]
        rows.append([trait, str(snps), *map(str.__add__, cells, found)])
    return rows


def gains(reference):
    """The mean paired difference of r from that of a method."""
    others = [method for method in methods if method != reference]
    rows = [["trait", "SNPs", *others]]
    for trait, snps, r in by_method():
        differences = [(r[method] - r[reference]).dropna() for method in others]
        rows.append([trait, str(snps), *(pair(d.mean(), d.sem()) for d in differences)])
    return rows


def apart():
    """Differences of medians, with the bootstrap's error: datasets are drawn with all methods."""
    rows = [["trait", "SNPs", "NTK-KRR less LMM", "split less LMM", "split less the better"]]
    for trait, snps, r in by_method():
        r = r[["LMM", "NTK-LMM", "split", "NTK-KRR"]]
        drawn = np.vstack([r.median().to_numpy(), bootstrap_medians(r)])
        lmm, ntk, split, ridge = drawn.T
        cells = []
        for difference in (ridge - lmm, split - lmm, split - np.maximum(lmm, ntk)):
            cells.append(f"{difference[0]:+.3f} ({difference[1:].std(ddof=1):.3f})")
        rows.append([trait, str(snps), *cells])
    return rows


def mixed_models():
    """The methods that estimate variances; their rows of the study per trait and size."""
    own = study[study["method"].str.contains("LMM|split")]
    names = [method for method in methods if (own["method"] == method).any()]
    return names, own.groupby(["trait", "snps"], observed=True)


def bounds():
    """How often the residual variance is estimated below zero, and without a prediction.

    Where such an estimate is set to zero and two people have the same genotypes, V is singular and
    there is no prediction.
    """
    names, tables = mixed_models()
    rows = [["trait", "SNPs", *names]]
    for (trait, snps), here in tables:
        failed = here["r"].isna()
        bound = failed | (here["residual_unconstrained"] < 0)
        counts = [
            (bound[here["method"] == m].sum(), failed[here["method"] == m].sum()) for m in names
        ]
        rows.append([trait, str(snps), *(f"{b} ({f})" if f else str(b) for b, f in counts)])
    return rows


def heritabilities():
    """Median estimates, with the number of fits that gave a prediction."""
    names, tables = mixed_models()
    rows = [["trait", "SNPs", *names]]
    for (trait, snps), here in tables:
        h2 = [here.loc[here["method"] == method, "h2"] for method in names]
        found = [f" of {x.count()}" if x.isna().any() else "" for x in h2]
        rows.append(
            [trait, str(snps), *(f"{x.median():.2f}{n}" for x, n in zip(h2, found, strict=True))]
        )
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
    """Our figures and the paper's, line by line."""
    rows = [["Ricker, SNPs", "method", "paper", "here", "here less paper"]]
    for (snps, method), figure in PAPER.items():
        here = study.query("trait == 'ricker' and snps == @snps and method == @method")[["r"]]
        if len(here) > 0:
            found = here["r"].median()
            here = pair(found, bootstrap_medians(here).std(ddof=1))
            rows.append([str(snps), method, f"{figure:.3f}", here, f"{found - figure:+.3f}"])
    return rows


count = study.groupby(["trait", "snps"], observed=True)["replicate"].nunique()
parts = {
    "Median correlation in test people (standard error)": medians(),
    "Mean gain in correlation over the LMM (standard error)": gains("LMM"),
    "Mean gain in correlation over NTK-KRR (standard error)": gains("NTK-KRR"),
    "Differences of medians (standard error)": apart(),
    "Fits whose residual variance is estimated below zero (without a prediction)": bounds(),
    "Median heritability": heritabilities(),
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
    from figures import draw_boxes, draw_gains
except ImportError:
    print("No figures: matplotlib is not installed.")
else:
    tables = {(trait, snps): r for trait, snps, r in by_method()}
    draw_boxes(tables, folder / "study.png")
    draw_gains(tables, folder / "gains.png")
