"""How well does one gene region predict an outcome? The shape of the paper's real study.

    python run.py FOLDER [--splits 100]

FOLDER holds the region and the people: region.bed with its .bim and .fam, and pheno.csv with the
columns id, sex, ethnicity, education and outcome. What is not there is simulated: 697 people, 738
SNPs. SNPs are filtered by frequency and Hardy-Weinberg equilibrium, the outcome is adjusted for the
covariates, and four methods predict it over random splits into 80 % training and 20 % test people,
which are kept in splits.csv: run.R uses the same.
"""

import argparse
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.stats import chi2

import genontk

LEAST_FREQUENCY = 0.01
LEAST_HWE_P = 1e-6
COVARIATES = "sex + ethnicity + education"
METHODS = {
    "LMM": lambda y, snps: genontk.ntk_lmm(y, snps, kernel="additive", threads=1),
    "NTK-LMM": lambda y, snps: genontk.ntk_lmm(y, snps, kernel="ntk", threads=1),
    "split": lambda y, snps: genontk.ntk_lmm(y, snps, threads=1),
    "NTK-KRR": lambda y, snps: genontk.ntk_krr(y, snps, threads=1),
}


def simulate(folder):
    """Make up what is not there."""
    bed, table, simulated = (folder / x for x in ("region.bed", "pheno.csv", "genotypes.csv"))
    if not bed.exists() and not simulated.exists():
        genontk.simulate_genotypes(697, 738, seed=1, maf=0.01).to_csv(simulated)
    if not table.exists():
        copies = genotypes(folder)
        rng = np.random.default_rng(1)
        data = pd.DataFrame(
            {
                "sex": rng.choice(["F", "M"], len(copies)),
                "ethnicity": rng.choice(["A", "B"], len(copies), p=[0.9, 0.1]),
                "education": rng.integers(8, 21, len(copies)),
            },
            index=copies.index,
        )
        y = genontk.simulate_trait(copies, "ricker", h2=0.2, seed=1)
        data["outcome"] = y + 0.3 * (data["sex"] == "M") + 0.05 * data["education"]
        data.to_csv(table, index_label="id")


def genotypes(folder):
    """People in rows, SNPs in columns."""
    if (folder / "region.bed").exists():
        return genontk.read_genotypes(folder / "region.bed").to_frame()
    return pd.read_csv(folder / "genotypes.csv", index_col="id")


def passes(copies):
    """Which SNPs are common, and as frequent in heterozygotes as chance mates them."""
    f = copies.mean() / 2
    n = copies.notna().sum()
    expected = pd.DataFrame({0: n * (1 - f) ** 2, 1: 2 * n * f * (1 - f), 2: n * f**2})
    found = pd.DataFrame({number: (copies == number).sum() for number in (0, 1, 2)})
    statistic = ((found - expected) ** 2 / expected.where(expected > 0, 1)).sum(axis=1)
    common = np.minimum(f, 1 - f) >= LEAST_FREQUENCY
    return common & (chi2.sf(statistic, 1) >= LEAST_HWE_P)


def adjusted(data):
    """The outcome less what the covariates explain, by least squares."""
    numbers = pd.get_dummies(data[["sex", "ethnicity", "education"]], drop_first=True, dtype=float)
    design = np.column_stack([np.ones(len(data)), numbers])
    effects = np.linalg.lstsq(design, data["outcome"].to_numpy(), rcond=None)[0]
    return data["outcome"] - design @ effects


def dealt(folder, people, count):
    """The splits, a column each, True for the people to be predicted."""
    file = folder / "splits.csv"
    if not file.exists():
        rng = np.random.default_rng(1)
        held = np.arange(len(people)) < round(len(people) / 5)
        columns = {f"split{k + 1}": rng.permutation(held).astype(int) for k in range(count)}
        pd.DataFrame(columns, index=people).to_csv(file, index_label="id")
    return pd.read_csv(file, index_col="id").iloc[:, :count] == 1


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--splits", type=int, default=100)
    given = arguments.parse_args()
    folder = given.folder
    folder.mkdir(parents=True, exist_ok=True)
    simulate(folder)
    data = pd.read_csv(folder / "pheno.csv", dtype={"id": str}).set_index("id").dropna()
    copies = genotypes(folder)
    copies.index = copies.index.astype(str)
    copies = copies.loc[data.index.intersection(copies.index)]
    data = data.loc[copies.index]
    kept = passes(copies)
    copies = copies.loc[:, kept]
    left_out = (~kept).sum()
    print(f"{len(copies)} people, {copies.shape[1]} SNPs; {left_out} left out by frequency or HWE")

    fit = genontk.ntk_lmm(f"outcome ~ {COVARIATES}", copies, data=data.rename_axis(None))
    print(fit.heritability.to_string(index=False, float_format="{:.3f}".format))

    y = adjusted(data)
    splits = dealt(folder, copies.index, given.splits)

    def accuracy(method, split):
        test = splits[split]
        fitted = METHODS[method](y[~test], copies)
        return fitted.predict(genotypes=copies[test]).corr(y[test])

    runs = pd.DataFrame(product(METHODS, splits), columns=["method", "split"])
    with ThreadPoolExecutor(2) as pool:
        runs["r"] = list(pool.map(accuracy, runs["method"], runs["split"]))
    runs.to_csv(folder / "accuracy-python.csv", index=False)
    r = runs.pivot(index="split", columns="method", values="r")[list(METHODS)]
    gain = r.sub(r["LMM"], axis=0)
    # Splits share people (Nadeau and Bengio 2003).
    share = 1 / len(r) + splits.to_numpy().sum(axis=0).mean() / (~splits).to_numpy().sum(0).mean()
    table = pd.DataFrame(
        {
            "median r": r.median(),
            "mean r": r.mean(),
            "gain over LMM": gain.mean(),
            "SE": gain.std() * np.sqrt(share),
        }
    )
    print(table.to_string(float_format="{:.3f}".format))
    if (folder / "accuracy-r.csv").exists():
        both = runs.merge(pd.read_csv(folder / "accuracy-r.csv"), on=["method", "split"])
        largest = (both["r_x"] - both["r_y"]).abs().max()
        print(f"R and Python: {largest:.1e} is the largest difference in {len(both)} correlations")
        assert largest < 1e-8, "R and Python disagree"


main()
