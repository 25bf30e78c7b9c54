"""Where does the NTK predict better than GBLUP on real data? Four methods on the same splits.

    Rscript examples/multitrait/data.R FOLDER && python run.py FOLDER [--splits 5] [--apple PATH]

FOLDER holds genotypes.csv and traits.csv, 24 metabolites of 158 inbred Arabidopsis lines (qtl's
multitrait). Where PATH, by default ../shared/data/apple beside the checkout, holds apple.bed and
pheno.csv, 247 apple trees (Kumar et al. 2015) take part. Prints the mean correlation in held-out
fifths, and the paired difference from GBLUP with its standard error over traits.
"""

import argparse
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd

import genontk

KERNELS = {"GBLUP": "additive", "NTK": "ntk", "split": "additive+ntk", "Gaussian": "gaussian"}
APPLE = Path(__file__).resolve().parents[3] / "shared" / "data" / "apple"


def multitrait(folder):
    """Genotypes, and the metabolites of the lines that were measured."""
    genotypes = pd.read_csv(folder / "genotypes.csv", index_col=0)
    return genotypes, pd.read_csv(folder / "traits.csv", index_col=0)


def apple(folder):
    """Genotypes, and twelve traits of the fruit: six at each of two sites."""
    pheno = pd.read_csv(folder / "pheno.csv").set_index("INDIV").filter(regex="_(HB|MOT)$")
    pheno.index = pheno.index.astype(str)
    return genontk.read_genotypes(folder / "apple.bed").to_frame(), pheno


def compare(name, genotypes, traits, n_splits):
    """A row a trait, split and kernel."""
    rng = np.random.default_rng(1)
    splits = [rng.random(len(traits)).argsort() < len(traits) / 5 for _ in range(n_splits)]

    def accuracy(trait, split, kernel):
        y = traits[trait].dropna()
        test = pd.Series(splits[split], index=traits.index)[y.index]
        fit = genontk.ntk_lmm(y[~test], genotypes, kernel=KERNELS[kernel], threads=1)
        return fit.predict(genotypes.loc[y.index[test]]).corr(y[test])

    runs = pd.DataFrame(
        product(traits, range(n_splits), KERNELS), columns=["trait", "split", "kernel"]
    )
    with ThreadPoolExecutor(2) as pool:
        runs["r"] = list(pool.map(accuracy, runs["trait"], runs["split"], runs["kernel"]))
    r = runs.groupby(["trait", "kernel"])["r"].mean().unstack()[list(KERNELS)]
    gain = r.sub(r["GBLUP"], axis=0)
    table = pd.DataFrame(
        {"r": r.mean(), "gain": gain.mean(), "SE": gain.sem(), "worst": gain.min()}
    )
    table.insert(0, "better", (gain > 0).sum().astype(str) + f" of {len(r)}")
    print(f"\n{name}: {genotypes.shape[1]} SNPs, {len(r)} traits, {n_splits} splits")
    print(table.rename_axis(None).to_string(float_format="{:.3f}".format))
    return runs


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--splits", type=int, default=5)
    arguments.add_argument("--apple", type=Path, default=APPLE)
    given = arguments.parse_args()
    runs = {"multitrait": compare("multitrait", *multitrait(given.folder), given.splits)}
    if (given.apple / "apple.bed").exists():
        runs["apple"] = compare("apple", *apple(given.apple), given.splits)
    else:
        print(f"\nThe apple is left out: {given.apple} does not hold it.")
    pd.concat(runs, names=["data", None]).to_csv(given.folder / "real-data.csv")


main()
