"""How near simulated genotypes are to real ones: genotypes.py REAL.bed [FIGURE.png].

For a .bed, and for the same number of people and SNPs by `simulate_genotypes`: the mean r^2 of SNPs
at several lags, and the share of SNPs below a minor allele frequency.
"""

import sys

import numpy as np
import pandas as pd

import genontk

LAGS = [1, 2, 3, 5, 10, 20, 30, 50]
FREQUENCIES = [0.1, 0.2, 0.3, 0.4]


def decay(copies):
    """The mean r^2 at each lag."""
    z = (copies - copies.mean(axis=0)) / copies.std(axis=0)
    return [((z[:, lag:] * z[:, :-lag]).mean(axis=0) ** 2).mean() for lag in LAGS]


def frequencies(copies):
    """The minor allele frequency of each SNP."""
    shares = copies.mean(axis=0) / 2
    return np.minimum(shares, 1 - shares)


real = genontk.read_genotypes(sys.argv[1]).to_frame()
real = real.fillna(real.mean()).to_numpy()
people = {"real": real, "simulated": genontk.simulate_genotypes(*real.shape).to_numpy()}
print(f"{real.shape[0]} people, {real.shape[1]} SNPs\n\nmean r^2 of SNPs this many places apart:")
linkage = pd.DataFrame({name: decay(copies) for name, copies in people.items()}, LAGS)
print(linkage.T.to_string(float_format="{:.3f}".format))
print("\nshare of SNPs below a minor allele frequency:")
spectrum = {
    name: [(frequencies(copies) < below).mean() for below in FREQUENCIES]
    for name, copies in people.items()
}
print(pd.DataFrame(spectrum, FREQUENCIES).T.to_string(float_format="{:.3f}".format))

if len(sys.argv) > 2:
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    figure, (left, right) = plt.subplots(1, 2, figsize=(8, 2.8), layout="constrained")
    for (name, copies), colour in zip(people.items(), ("#333333", "#D55E00"), strict=True):
        left.plot(LAGS, linkage[name], "o-", markersize=3, color=colour, label=name)
        right.hist(
            frequencies(copies), np.linspace(0, 0.5, 26), histtype="step", color=colour, label=name
        )
    left.set(xlabel="SNPs apart", ylabel="mean r²", ylim=(0, None))
    right.set(xlabel="minor allele frequency", ylabel="SNPs")
    for axes in (left, right):
        axes.spines[["top", "right"]].set_visible(False)
        axes.legend(frameon=False)
    figure.savefig(sys.argv[2], dpi=110)
