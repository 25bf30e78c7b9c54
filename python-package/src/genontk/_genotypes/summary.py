"""What can be counted in genotypes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass(frozen=True, repr=False, eq=False)
class GenotypeSummary:
    """What can be said of SNPs and people.

    Attributes
    ----------
    snps : DataFrame
        id, chromosome, position, allele1, allele2; the `count` of allele1, the `alleles` seen, its
        `frequency`, `maf`, the share `missing`, and the p-value `hwe`: a row a SNP.
    people : DataFrame
        id, and the share `missing`: a row a person.
    """

    snps: pd.DataFrame
    people: pd.DataFrame

    def __repr__(self) -> str:
        table = self.snps[["maf", "missing", "hwe"]].describe()
        return (
            f"Genotypes of {len(self.people)} people at {len(self.snps)} SNPs\n{table}\n"
            f"missing at most: {self.people['missing'].max():.4g} in a person"
        )

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw histograms of minor allele frequencies, missing genotypes and -log10 p.

        Parameters
        ----------
        ax : matplotlib Axes, optional
            Where to draw the frequencies alone. Default: a new figure with all three.

        Returns
        -------
        matplotlib Axes
            The first.

        Raises
        ------
        ImportError
            If matplotlib is not installed.

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
