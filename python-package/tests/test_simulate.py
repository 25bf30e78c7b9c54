"""Simulated people and traits are as defined."""

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose

import genontk


def test_genotypes_are_counts_with_names_and_the_seed_makes_them():
    G = genontk.simulate_genotypes(50, 8, seed=3)
    assert G.shape == (50, 8)
    assert set(np.unique(G)) <= {0, 1, 2}
    assert list(G.columns[:2]) == ["S1", "S2"]
    assert (np.minimum(G.mean(), 2 - G.mean()) / 2 >= 0.05).all()
    pd.testing.assert_frame_equal(G, genontk.simulate_genotypes(50, 8, seed=3))
    assert not G.equals(genontk.simulate_genotypes(50, 8, seed=4))


def test_a_sample_of_real_people_is_a_region_of_theirs(study):
    G = genontk.simulate_genotypes(10, 4, maf=0, genotypes=study.genotypes)
    pd.testing.assert_frame_equal(
        G, study.genotypes.loc[G.index, G.columns], check_names=False, check_dtype=False
    )
    places = [study.genotypes.columns.get_loc(snp) for snp in G.columns]
    assert (np.diff(places) == 1).all()


def test_the_genetic_value_is_the_shape_of_the_additive_one_and_its_share_is_h2():
    G = genontk.simulate_genotypes(5000, 10)
    a = pd.Series(genontk.simulate_trait(G).attrs["genetic_value"])
    sp = np.log1p(np.exp(2 * a))
    f = sp * np.exp(-sp / 3)
    y = genontk.simulate_trait(G, "ricker", h2=0.8, sd_a=2, parameters={"c": 3})
    g = pd.Series(y.attrs["genetic_value"])
    assert_allclose(g, (f - f.mean()) / f.std(), atol=1e-10)
    assert list(y.index) == list(G.index)
    assert g.var() == pytest.approx(1)
    assert (y - g).var() == pytest.approx(0.25, rel=0.05)


def test_a_trait_without_ids_is_counted_and_can_be_put_beside_another():
    G = genontk.simulate_genotypes(60, 10).to_numpy()
    y = genontk.simulate_trait(G, "cosh", interaction="pairwise")
    assert list(y.index) == list(range(60))
    assert len(pd.concat([y, genontk.simulate_trait(G)], axis=1)) == 60
    assert genontk.ntk_lmm(y, G).n_people == 60


@pytest.mark.usefixtures("leaves_no_files")
@pytest.mark.parametrize(
    "bad",
    [
        {"trait": "sine"},
        {"h2": 0},
        {"sd_a": -1},
        {"parameters": {"k": 2}},
        {"interaction": "triple"},
        {"interaction_share": 2},
    ],
    ids=str,
)
def test_a_trait_that_cannot_be_is_invalid_input(study, bad):
    with pytest.raises(genontk.InvalidInput, match=next(iter(bad))):
        genontk.simulate_trait(study.G, **bad)


def test_people_that_cannot_be_are_invalid_input(study):
    for bad in ({"n": 0}, {"maf": 0.6}, {"ld": 1}, {"genotypes": study.G, "n": 200}):
        with pytest.raises(genontk.InvalidInput):
            genontk.simulate_genotypes(**{"n": 30, "p": 3, **bad})
