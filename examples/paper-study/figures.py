"""Draws what the study found: box plots of the correlations, and the gains over the LMM."""

from itertools import product

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

plt.rcParams.update({"font.size": 8})
ORANGE, PALE = "#D55E00", "#BBBBBB"


def panels(tables, methods, height, label):
    """One panel per trait and size, the methods down the side; returns them by trait and size."""
    traits = list(dict.fromkeys(trait for trait, _ in tables))
    sizes = sorted({snps for _, snps in tables})
    figure, axes = plt.subplots(
        len(sizes),
        len(traits),
        figsize=(2.6 * len(traits) + 1.6, height * len(sizes)),
        sharex=True,
        sharey=True,
        squeeze=False,
        layout="constrained",
    )
    by_table = {}
    for panel, (snps, trait) in zip(axes.flat, product(sizes, traits), strict=True):
        panel.axvline(0, color=PALE, linewidth=0.8, zorder=0)
        panel.set_title(f"{trait}, {snps} SNPs", loc="left")
        panel.spines[["top", "right"]].set_visible(False)
        by_table[trait, snps] = panel
    axes[0][0].set_yticks(range(1, len(methods) + 1), methods)
    axes[0][0].invert_yaxis()
    figure.supxlabel(label)
    return figure, by_table


def draw_boxes(tables, path):
    """Box plots of r; `tables` has, by trait and size, one row per dataset, a column per method."""
    methods = next(iter(tables.values())).columns
    label = "correlation with the phenotype of test people"
    figure, by_table = panels(tables, methods, 3, label)
    for key, panel in by_table.items():
        panel.boxplot(
            [tables[key][method].dropna() for method in methods],
            orientation="horizontal",
            widths=0.6,
            flierprops={"markersize": 2},
            medianprops={"color": ORANGE, "linewidth": 1.5},
        )
    figure.savefig(path, dpi=110)


def draw_gains(tables, path):
    """Mean paired gains over the LMM with two standard errors to both sides."""
    methods = next(iter(tables.values())).columns.drop("LMM")
    label = "mean gain in correlation over the LMM in the same people, ± 2 standard errors"
    figure, by_table = panels(tables, methods, 2.4, label)
    for key, panel in by_table.items():
        gain = tables[key].sub(tables[key]["LMM"], axis=0)[methods]
        rows = range(1, len(methods) + 1)
        panel.errorbar(gain.mean(), rows, xerr=2 * gain.sem(), fmt="o", ms=3.5, color=ORANGE)
    figure.savefig(path, dpi=110)
