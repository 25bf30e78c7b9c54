"""How well does one gene region predict an outcome? The shape of the paper's real study.

    python run.py                            # 697 simulated people with 738 common SNPs
    python run.py --bed cohort.bed --snps 19:44900000-45000000 --pheno ADNIMERGE.csv --id PTID \
        --rows "VISCODE == 'bl'" --outcomes Entorhinal,Hippocampus \
        --covariates PTGENDER,PTETHCAT,PTEDUCAT
    python run.py --bed study.bed --pheno pheno.txt,covariates.txt --outcomes Y1 --covariates V1

SNPs are filtered by frequency and Hardy-Weinberg equilibrium. Each outcome is adjusted for the
covariates by least squares. The methods predict it over random splits into 80 % training and
20 % test people. A .csv has one row per person, with the ID of the .fam in the column --id. Other
files are as PLINK has them: FID, IID and columns. Writes accuracy-python.csv to the folder
--output. run.R takes the same arguments and prints the same.
"""

import argparse
from pathlib import Path

import numpy as np
import pandas as pd

import genontk

FILTERS = {"maf": 0.01, "hwe": 1e-6}


def arguments():
    """What was asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--bed")
    parser.add_argument("--snps")
    parser.add_argument("--pheno")
    parser.add_argument("--id", default="id")
    parser.add_argument("--rows")
    parser.add_argument("--outcomes", default="outcome")
    parser.add_argument("--covariates", default="sex,ethnicity,education")
    parser.add_argument("--methods", default="LMM,NTK-LMM,split LMM,NTK-KRR")
    parser.add_argument("--splits", type=int, default=100)
    parser.add_argument("--output", type=Path, default=Path(__file__).parent / "output")
    given = parser.parse_args()
    if (given.bed is None) != (given.pheno is None):
        parser.error("--bed and --pheno belong together")
    return given


def made_up():
    """People as the paper's study had them; the same in R, as Java draws all that is random."""
    genotypes = genontk.simulate_genotypes(697, 769, seed=1, maf=0.005)

    def deviates(seed):
        """Nearly normal, of standard deviation 10."""
        return genontk.simulate_trait(genotypes, h2=0.01, seed=seed)

    data = pd.DataFrame(
        {
            "sex": np.where(deviates(2) > 0, "M", "F"),
            "ethnicity": np.where(deviates(3) > 13, "B", "A"),
            "education": np.round(14 + 0.3 * deviates(4)),
        },
        index=genotypes.index,
    )
    y = genontk.simulate_trait(genotypes, "ricker", h2=0.2, seed=1)
    data["outcome"] = y + 0.3 * (data["sex"] == "M") + 0.05 * data["education"]
    return genotypes, data


def read(given):
    """Genotypes, and the rows of the people."""
    genotypes = genontk.read_genotypes(given.bed, snps=given.snps)
    if given.pheno.endswith(".csv"):
        data = pd.read_csv(given.pheno, dtype={given.id: str}, low_memory=False)
        data = data.query(given.rows) if given.rows else data
        data = data.set_index(given.id).rename_axis(None)
    else:
        data = genontk.read_phenotypes(given.pheno.split(","))
    if data.index.has_duplicates:
        raise SystemExit("Somebody has several rows: say by --rows which of them is meant.")
    return genotypes, data


def adjusted(data, outcome, covariates):
    """The outcome less what the covariates explain, by least squares."""
    numbers = pd.get_dummies(data[covariates], drop_first=True, dtype=float)
    design = np.column_stack([np.ones(len(data)), numbers])
    effects = np.linalg.lstsq(design, data[outcome].to_numpy(), rcond=None)[0]
    return data[outcome] - design @ effects


def study(outcome, genotypes, data, given):
    """Print the heritability and how well each method predicts; return the scores."""
    covariates = given.covariates.split(",")
    data = data[[outcome, *covariates]].dropna()
    formula = f"{outcome} ~ {' + '.join(covariates)}"
    fit = genontk.ntk_lmm(formula, genotypes, data=data, **FILTERS)
    people = [str(person) for person in fit.random_effects["id"].unique()]
    compared = genontk.compare_methods(
        adjusted(data.loc[people], outcome, covariates),
        genotypes,
        methods=given.methods.split(","),
        splits=given.splits,
        progress=False,
        **FILTERS,
    )
    print(f"\n{outcome}: {fit.n_people} people, {fit.n_snps} SNPs that pass")
    print("heritability (SE):", end="")
    for row in fit.heritability.itertuples():
        print(f" {row.component} {row.estimate:.3f} ({row.std_error:.3f})", end="")
    print(f"\n{'':12}median r  mean r  gain over {compared.reference} (SE)")
    r = compared.scores.groupby("method")["correlation"]
    for row in compared.table.itertuples():
        line = f"{row.method:12}{r.median()[row.method]:8.3f}{row.correlation:8.3f}"
        if row.method != compared.reference:
            line += f"  {row.difference:+.3f} ({row.difference_std_error:.3f})"
        print(line)
    return compared.scores.assign(outcome=outcome)


def main():
    """Study each outcome."""
    given = arguments()
    genotypes, data = made_up() if given.bed is None else read(given)
    outcomes = given.outcomes.split(",")
    scores = [study(outcome, genotypes, data, given) for outcome in outcomes]
    given.output.mkdir(parents=True, exist_ok=True)
    pd.concat(scores).to_csv(given.output / "accuracy-python.csv", index=False)


main()
