"""Where does the NTK predict better than GBLUP on real data? Four methods on the same splits.

    python run.py [--splits 20] [--data FOLDER] [--apple FOLDER] [--output FOLDER]

24 metabolites of 158 inbred Arabidopsis lines (qtl's multitrait), as ../multitrait/data.R writes
them to --data, by default ../multitrait/output; and where apple.bed and pheno.csv are in --apple,
by default ../shared/data/apple beside the checkout, 239 apple trees (Kumar et al. 2015). Prints the
mean correlation in held-out fifths and the paired differences from GBLUP; those of each trait go to
real-data-python.csv in --output. run.R takes the same arguments and prints the same.
"""

import argparse
from pathlib import Path

import numpy as np
import pandas as pd

import genontk

METHODS = {
    "GBLUP": "LMM",
    "NTK": "NTK-LMM",
    "split": "split LMM",
    "Gaussian": {"fit": "ntk_lmm", "kernel": "gaussian"},
}
ROUNDING = 1e-9  # of correlations: if its second part is zero, the split is GBLUP
HERE = Path(__file__).resolve().parent


def multitrait(folder):
    """Genotypes, and the metabolites of the lines that were measured."""
    genotypes = pd.read_csv(folder / "genotypes.csv", index_col=0)
    return genotypes, pd.read_csv(folder / "traits.csv", index_col=0)


def apple(folder):
    """Genotypes, and twelve traits of the fruit of the trees that have all: six at each site."""
    pheno = pd.read_csv(folder / "pheno.csv", index_col="INDIV").filter(regex="_(HB|MOT)$")
    return str(folder / "apple.bed"), pheno.dropna()


def compare(name, genotypes, traits, splits):
    """Print a table; return one row per trait and method."""
    compared = {
        trait: genontk.compare_methods(
            traits[trait], genotypes, methods=METHODS, splits=splits, progress=False
        )
        for trait in traits
    }
    scores = pd.concat({trait: each.scores for trait, each in compared.items()}, names=["trait"])
    r = scores.reset_index("trait").pivot(
        index=["split", "trait"], columns="method", values="correlation"
    )
    gain = r.sub(r["GBLUP"], axis=0)
    one = compared[traits.columns[0]]
    held = one.splits.to_numpy().mean()
    # All traits share their splits, and splits share people (Nadeau and Bengio 2003).
    share = 1 / splits + held / (1 - held)
    error = gain.groupby(level="split").mean().std() * np.sqrt(share)
    by_trait = gain.groupby(level="trait").mean()

    print(f"\n{name}: {one.n_people} people, {one.n_snps} SNPs, ", end="")
    print(f"{len(by_trait)} traits, {splits} splits")
    print(f"{'':9}{'r':>6}{'gain':>8}{'SE':>7}{'better':>10}   largest gain and loss of a trait")
    for method in METHODS:
        line = f"{method:9}{r[method].mean():6.3f}"
        if method != "GBLUP":
            own = by_trait[method]
            better = f"{(own > ROUNDING).sum()} of {len(own)}"
            line += f"{own.mean():+8.3f}{error[method]:7.3f}{better:>10}"
            line += f"   {own.max():+.3f} {own.idxmax()}, {own.min():+.3f} {own.idxmin()}"
        print(line)
    table = pd.concat({trait: each.table for trait, each in compared.items()}, names=["trait"])
    return table.reset_index("trait")


def main():
    """Run what is there."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--splits", type=int, default=20)
    arguments.add_argument("--data", type=Path, default=HERE.parent / "multitrait" / "output")
    arguments.add_argument("--apple", type=Path, default=HERE.parents[2] / "shared/data/apple")
    arguments.add_argument("--output", type=Path, default=HERE / "output")
    given = arguments.parse_args()
    tables = {"multitrait": compare("multitrait", *multitrait(given.data), given.splits)}
    if (given.apple / "apple.bed").exists():
        tables["apple"] = compare("apple", *apple(given.apple), given.splits)
    else:
        print(f"\nThe apple is left out: {given.apple} does not hold it.")
    tables = pd.concat(tables, names=["data"]).reset_index("data")
    given.output.mkdir(parents=True, exist_ok=True)
    tables.to_csv(given.output / "real-data-python.csv", index=False)


main()
