"""Wide networks approach the exact kernel as theory says."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

import genontk

COLUMNS = ["width", "networks", "distance", "distance_sd", "largest", "correlation"]


@pytest.fixture(scope="module")
def convergence(study):
    return genontk.ntk_convergence(study.G, widths=[50, 200, 800], networks=(1, 4), replicates=6)


def test_the_distance_falls_with_the_root_of_the_width(convergence):
    assert convergence.slope == pytest.approx(-0.5, abs=0.06)
    assert 0 < convergence.slope_std_error < 0.1


def test_every_width_and_number_of_networks_has_a_row(convergence):
    table = convergence.table
    assert list(table.columns) == COLUMNS
    assert list(table["width"]) == [50, 50, 200, 200, 800, 800]
    assert list(table["networks"]) == [1, 4, 1, 4, 1, 4]
    one, four = (table[table["networks"] == k]["distance"].to_numpy() for k in (1, 4))
    assert_allclose(one / four, 2, rtol=0.35)


def test_a_row_is_the_distance_between_the_kernels_themselves(study):
    got = genontk.ntk_convergence(study.G, depth=3, widths=[70], networks=[2], replicates=1, seed=9)
    exact = genontk.ntk_kernel(study.G, depth=3)
    empirical = genontk.ntk_kernel(study.G, ntk="empirical", depth=3, width=70, networks=2, seed=9)
    below = np.tril_indices(len(exact), -1)
    row = got.table.iloc[0]
    difference = (empirical - exact)[below]
    assert row["distance"] == pytest.approx(
        np.linalg.norm(difference) / np.linalg.norm(exact[below]), rel=1e-9
    )
    assert row["largest"] == pytest.approx(np.abs(difference).max(), rel=1e-9)
    assert row["correlation"] == pytest.approx(
        np.corrcoef(empirical[below], exact[below])[0, 1], rel=1e-9
    )
    assert np.isnan(got.slope)
    assert "width^nan" in repr(got)


def test_print_is_short(convergence):
    assert "80 people, 40 SNPs, depth 2" in repr(convergence)
    assert len(repr(convergence).splitlines()) == 3


def test_plot_has_a_line_a_number_of_networks_and_that_of_theory(convergence):
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("Agg")
    from matplotlib import pyplot

    own = pyplot.figure().subplots()
    assert convergence.plot(ax=own) is own
    assert (own.get_xscale(), own.get_yscale()) == ("log", "log")
    words = [text.get_text() for text in own.get_legend().get_texts()]
    assert sorted(words) == ["1 network", "4 networks", "width$^{-1/2}$"]
    theory = next(line for line in own.get_lines() if line.get_linestyle() == "--")
    width, distance = theory.get_xdata(), theory.get_ydata()
    assert distance[0] == pytest.approx(convergence.table["distance"][0])
    assert_allclose(distance * np.sqrt(width), distance[0] * np.sqrt(50))
    pyplot.close("all")


@pytest.mark.usefixtures("leaves_no_files")
@pytest.mark.parametrize(
    "bad",
    [
        {"widths": []},
        {"widths": [0]},
        {"widths": [10.5]},
        {"networks": [-1]},
        {"replicates": 0},
        {"depth": 0},
        {"depth": 2.5},
        {"maf": 2},
    ],
    ids=str,
)
def test_bad_input_is_invalid_input_and_says_which(study, bad):
    with pytest.raises(genontk.InvalidInput, match=next(iter(bad)).rstrip("s")):
        genontk.ntk_convergence(study.G, **bad)
