"""Draws what run.py found: where the neural tangent kernel predicts better, what it explains."""

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.ticker import MultipleLocator

# Okabe and Ito (2008): told apart with every kind of colour vision.
BLUE, ORANGE, GREEN, INK, PALE = "#0072B2", "#D55E00", "#009E73", "#333333", "#E6E6E6"


def draw(results, path):
    """Two panels over the metabolites, sorted by gain: the gain over GBLUP, and heritability."""
    metabolites = results.drop(index="mean").sort_values(("NTK-LMM", "gain"))
    mean = results.loc["mean"]
    rows = np.arange(len(metabolites))
    plt.rcParams.update(
        {"font.size": 9, "axes.edgecolor": INK, "text.color": INK, "ytick.color": INK}
    )
    figure, (left, right) = plt.subplots(
        1, 2, figsize=(10, 6.8), sharey=True, width_ratios=(3, 2), layout="constrained"
    )

    left.axvline(0, color=INK, linewidth=0.8)
    left.axvline(mean["NTK-LMM", "gain"], color=BLUE, linewidth=0.8, linestyle=(0, (4, 3)))
    for method, colour, marker, offset in (
        ("NTK-LMM", BLUE, "o", 0.15),
        ("split", ORANGE, "D", -0.15),
    ):
        left.errorbar(
            metabolites[method, "gain"],
            rows + offset,
            xerr=metabolites[method, "SE"],
            fmt=marker,
            markersize=4.5,
            color=colour,
            elinewidth=1,
            label=f"{method} (mean {mean[method, 'gain']:+.3f})",
        )
    left.set_yticks(rows, metabolites.index)
    left.xaxis.set_major_locator(MultipleLocator(0.05))
    left.set_xlabel("gain in correlation over GBLUP, ± standard error")
    left.set_title("Prediction of held-out lines", loc="left", weight="bold", pad=26)

    right.hlines(
        rows, metabolites["LMM", "h2"], metabolites["NTK-LMM", "h2"], color="#BBBBBB", linewidth=1.5
    )
    for method, label, colour, fill in (
        ("LMM", "additive kernel", GREEN, "white"),
        ("NTK-LMM", "NTK", BLUE, BLUE),
        ("split", "additive + NTK", ORANGE, ORANGE),
    ):
        right.plot(
            metabolites[method, "h2"],
            rows,
            "o",
            markersize=5.5,
            markeredgecolor=colour,
            markerfacecolor=fill,
            label=label,
        )
    right.set_xlim(0, 1.02)
    right.set_xlabel("heritability (1: residual at its bound)")
    right.set_title("Variance explained", loc="left", weight="bold", pad=26)

    for axes in (left, right):
        axes.spines[["top", "right", "left"]].set_visible(False)
        axes.tick_params(axis="y", length=0)
        axes.set_ylim(-0.7, len(rows) - 0.3)
        axes.grid(axis="y", color=PALE, linewidth=0.8)
        axes.set_axisbelow(True)
        axes.legend(
            loc="lower left",
            bbox_to_anchor=(-0.02, 0.995),
            ncols=3,
            frameon=False,
            columnspacing=1.2,
            handletextpad=0.3,
        )
    figure.suptitle(
        "24 metabolites of 158 Arabidopsis lines from 117 markers: ten random 80/20 splits",
        x=0.008,
        ha="left",
        size=12,
    )
    figure.savefig(path, dpi=120)
    return path
