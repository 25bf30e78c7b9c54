"""Counts and tests of genotypes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from genontk._plots.axes import draws

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass(frozen=True, repr=False, eq=False)
class GenotypeSummary:
    """Statistics of SNPs and people.

    Attributes
    ----------
    snps : DataFrame
        id, chromosome, position, allele1, allele2, `count` of allele1, number of `alleles` seen,
        `frequency` of allele1, `maf`, share `missing`, and p-value `hwe`: one row per SNP.
    people : DataFrame
        id and share `missing`: one row per person.
    """

    snps: pd.DataFrame
    people: pd.DataFrame

    def __repr__(self) -> str:
        table = self.snps[["maf", "missing", "hwe"]].describe()
        return (
            f"Genotypes of {len(self.people)} people at {len(self.snps)} SNPs\n{table}\n"
            f"missing at most: {self.people['missing'].max():.4g} in a person"
        )

    @draws("Where to draw the frequencies alone. Default: a new figure with all three.")
    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw histograms of minor allele frequencies, missing genotypes and -log10 p.

        Examples
        --------
        >>> axes = genontk.read_genotypes("study.bed").summary().plot()
        >>> axes.get_xlabel()
        'minor allele frequency'
        """
        from genontk._plots.histograms import plot_histograms

        with np.errstate(divide="ignore"):
            values = {
                "minor allele frequency": self.snps["maf"],
                "share of missing genotypes": self.snps["missing"],
                "-log10 p, Hardy-Weinberg": -np.log10(self.snps["hwe"]),
            }
        return plot_histograms(values, "SNPs", ax)
