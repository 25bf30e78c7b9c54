"""How well do 117 markers predict 24 metabolites of Arabidopsis?

The product LMM (GBLUP), the mixed model with the neural tangent kernel, the same with its additive
part set free (the default), and ridge regression on the kernel, over ten random splits. Prints a
table, draws it, and compares the numbers with R's.

    Rscript data.R output && python run.py output
"""

import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
from figure import draw

from genontk import ntk_krr, ntk_lmm

folder = Path(sys.argv[1])
genotypes = pd.read_csv(folder / "genotypes.csv", index_col=0)
traits = pd.read_csv(folder / "traits.csv", index_col=0)
splits = pd.read_csv(folder / "splits.csv", index_col=0) == 1

METHODS = {
    "LMM": lambda y: ntk_lmm(y, genotypes, kernel="additive", threads=1),
    "NTK-LMM": lambda y: ntk_lmm(y, genotypes, kernel="ntk", threads=1),
    "split": lambda y: ntk_lmm(y, genotypes, kernel="additive+ntk", threads=1),
    "NTK-KRR": lambda y: ntk_krr(y, genotypes, threads=1),
}


def accuracy(method, metabolite, split):
    """Fit on four fifths of the lines, predict the others. Lines are joined by the index."""
    y, test = traits[metabolite], splits[split]
    fit = METHODS[method](y[~test])
    return fit.predict(genotypes.loc[y.index[test]]).corr(y[test])


def heritability(method, metabolite):
    """The estimate from the fit to all lines, and its standard error."""
    total = METHODS[method](traits[metabolite]).heritability.set_index("component").loc["total"]
    return total["estimate"], total["std_error"]


def standard_error(differences):
    """The standard error of a mean over splits that share lines (Nadeau and Bengio 2003)."""
    test = splits.to_numpy().mean()
    return differences.std() * np.sqrt(1 / len(differences) + test / (1 - test))


# Many small models: two threads with one model each are faster than one model with two threads.
fits = pd.DataFrame(product(METHODS, traits, splits), columns=["method", "metabolite", "split"])
whole = list(product(("LMM", "NTK-LMM", "split"), traits))
with ThreadPoolExecutor(2) as pool:
    fits["r"] = list(pool.map(accuracy, fits["method"], fits["metabolite"], fits["split"]))
    h2 = pd.DataFrame(pool.map(heritability, *zip(*whole, strict=True)), columns=["h2", "SE of h2"])
h2.index = pd.MultiIndex.from_tuples(whole)


def by_split(method):
    """Ten splits in rows, 24 metabolites and their mean in columns."""
    r = fits[fits["method"] == method].pivot(index="split", columns="metabolite", values="r")
    return r.assign(mean=r.mean(axis=1))


def summary(method):
    """The columns of a method: its mean r, the gain over the LMM, the heritability."""
    r = by_split(method)
    columns = pd.DataFrame({"r": r.mean()})
    if method != "LMM":
        gain = r - by_split("LMM")
        columns["gain"], columns["SE"] = gain.mean(), standard_error(gain)
    if method in h2.index:
        columns = columns.join(h2.loc[method])
        columns.loc["mean", "h2"] = columns["h2"].mean()
    return columns


results = pd.concat({method: summary(method) for method in METHODS}, axis=1)
results = results.sort_values(("NTK-LMM", "gain"), ascending=False)
results = results.loc[[*results.index.drop("mean"), "mean"]].rename_axis(None)
print(results.to_string(float_format="{:.3f}".format, na_rep=""))
print(f"figure: {draw(results, folder / 'multitrait.png')}")

if (folder / "accuracy-r.csv").exists():
    both = fits.merge(pd.read_csv(folder / "accuracy-r.csv"), on=["method", "metabolite", "split"])
    largest = (both["r_x"] - both["r_y"]).abs().max()
    print(
        f"R and Python agree: {largest:.1e} is the largest difference in {len(both)} correlations"
    )
    assert largest < 1e-10, "R and Python disagree"
