"""Simulated genotypes and traits: Java makes the numbers, which are the same in R."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import pandas as pd

from genontk._genotypes.request import as_request
from genontk._job.exchange import ask


def simulate_genotypes(
    n: int,
    p: int,
    seed: int = 1,
    *,
    maf: float = 0.05,
    ld: float | None = None,
    genotypes: Any = None,
) -> pd.DataFrame:
    """Simulate unrelated people at SNPs along one chromosome, or draw them from real genotypes.

    Each of a person's two chromosomes has a Gaussian process over the SNPs, whose correlation falls
    with the distance. It carries the minor allele where the process exceeds the quantile of the
    allele's frequency (a thresholded autoregressive process). Distances vary: most neighbours are
    close, a few are far apart. Frequencies f have a density in proportion to f^(-1/2) from `maf` to
    1/2. With the defaults the frequencies, and the linkage disequilibrium up to ten SNPs apart, are
    those of a SNP array of apple trees.

    Parameters
    ----------
    n, p : int
        Numbers of people and SNPs.
    seed : int
        Seed; the same seed gives the same genotypes in R, Python and Java.
    maf : float
        Smallest minor allele frequency; without `genotypes` it holds in the sample too.
    ld : float, optional
        Correlation of the process between neighbours at their mean distance, from 0 (no linkage
        disequilibrium) to below 1. Default: 0.9. Not with `genotypes`.
    genotypes : path, Genotypes, array or DataFrame, optional
        Genotypes of real people, of whom `n` are drawn without replacement, at `p` adjacent common
        SNPs. A missing genotype is replaced by that of another person.

    Returns
    -------
    DataFrame (n x p)
        Genotypes 0, 1, 2, with IDs as the index and SNPs as columns.

    Raises
    ------
    InvalidInput
        If an argument cannot be used, or `genotypes` has fewer people or SNPs.
    OutOfMemory
        If Java's heap is too small.
    BridgeFailed
        If Java is not found, too old, or lost.

    Examples
    --------
    >>> G = genontk.simulate_genotypes(200, 20)
    >>> y = genontk.simulate_trait(G, "ricker")
    >>> genontk.ntk_lmm(y, G).n_people
    200
    """
    result = ask(
        {
            "task": "simulate_genotypes",
            "genotypes": as_request(genotypes),
            "simulation": {"n": n, "p": p, "seed": seed, "maf": maf, "ld": ld},
        }
    )
    return pd.DataFrame(
        result.arrays["genotypes"],
        index=pd.Index(result.scalars["people"], name="id"),
        columns=pd.Index(result.scalars["snps"]),
    )


def simulate_trait(
    G: Any,  # noqa: N803 - as users of genotype matrices write it
    trait: Literal["linear", "hyperbolic", "power", "cosh", "ricker"] = "linear",
    *,
    h2: float = 0.5,
    sd_a: float = 1.0,
    parameters: Mapping[str, float] | None = None,
    interaction: Literal["pairwise", "dominance"] | None = None,
    interaction_share: float = 0.5,
    seed: int = 1,
) -> pd.Series[float]:
    """Simulate a phenotype of known heritability, by one of the five shapes of the paper's study.

    The sum a = Gb, with G centred and b normal, is rescaled to the standard deviation `sd_a`. The
    genetic value is f(a), standardised to mean 0 and variance 1 over these people. The noise is
    normal with variance (1 - h2) / h2. With sp(a) = log(1 + exp(a)), f(a) is

    - "linear": a;
    - "hyperbolic": sp(a) / (c + sp(a)), c = 1;
    - "power": sign(a) abs(a)^k, k = 2;
    - "cosh": cosh(a);
    - "ricker": b sp(a) exp(-sp(a) / c), b = c = 1.

    Parameters
    ----------
    G : path, Genotypes, array or DataFrame
        Genotypes of the people; a missing genotype counts as the mean of its SNP.
    trait : str
        Shape f of the genetic value.
    h2 : float
        Heritability in the broad sense, above 0 and at most 1.
    sd_a : float
        Standard deviation of a; the larger it is, the more f bends.
    parameters : dict, optional
        Parameters of the shape by name. Default: the values above.
    interaction : {"pairwise", "dominance"}, optional
        Additional genetic effect: "pairwise", products of random pairs of SNPs, one pair per SNP;
        or "dominance", an effect of carrying exactly one copy.
    interaction_share : float
        Share of the interaction in the genetic variance.
    seed : int
        Seed; the same seed gives the same trait in R, Python and Java.

    Returns
    -------
    Series
        Phenotype, indexed by ID. `attrs["genetic_value"]` is a dict of the genetic values by ID, a
        plain dict because pandas compares attributes: `pd.Series(y.attrs["genetic_value"])`.

    Raises
    ------
    InvalidInput
        If an argument cannot be used, or no SNP varies.
    BridgeFailed
        If Java is not found, too old, or lost.

    Examples
    --------
    >>> y = genontk.simulate_trait(G, "cosh", h2=0.6, sd_a=2)
    >>> len(y.attrs["genetic_value"])
    60
    """
    result = ask(
        {
            "task": "simulate_trait",
            "genotypes": as_request(G),
            "simulation": {
                "trait": trait,
                "h2": h2,
                "sd_a": sd_a,
                "parameters": None if parameters is None else dict(parameters),
                "interaction": interaction,
                "interaction_share": interaction_share,
                "seed": seed,
            },
        }
    )
    table = result.matrices["trait"]
    people = result.scalars["people"]
    if people is not None:
        table.index = pd.Index(people, name="id")
    y: pd.Series[float] = table["phenotype"]
    y.attrs["genetic_value"] = table["genetic_value"].to_dict()
    return y
