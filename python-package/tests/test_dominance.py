"""The dominance kernel against its definition, alone, in sums, in fits and in predictions."""

import numpy as np
import pandas as pd
import pytest
import reference
from numpy.testing import assert_allclose

import genontk

pytestmark = pytest.mark.filterwarnings("ignore::genontk.GenontkWarning")


def codes(genotypes, training):
    """Give the codes of Vitezica et al. (2013); missing genotypes have 0."""
    f = np.nanmean(training, axis=0) / 2
    hetero = np.where(genotypes == 1, 2 * f * (1 - f), -2 * (1 - f) ** 2)
    return np.where(np.isnan(genotypes), 0, np.where(genotypes == 0, -2 * f**2, hetero))


def gcta(genotypes):
    """Give GCTA's --make-grm-d: the mean over shared SNPs of (x - 2p²)(x' - 2p²)/(2pq)².

    Its x is 0, 2p and 4p - 2 for 0, 1 and 2 copies of an allele of frequency p.
    """
    p = np.nanmean(genotypes, axis=0) / 2
    x = np.where(genotypes == 1, 2 * p, np.where(genotypes == 2, 4 * p - 2, 0))
    z = np.where(np.isnan(genotypes), 0, (x - 2 * p**2) / (2 * p * (1 - p)))
    observed = (~np.isnan(genotypes)).astype(float)
    return z @ z.T / (observed @ observed.T)


@pytest.fixture
def with_gaps(study):
    gaps = np.random.default_rng(3).random(study.G.shape) < 0.08
    return np.where(gaps, np.nan, study.G)


def test_hwe_and_pairwise_is_the_dominance_grm_of_gcta(with_gaps):
    ours = genontk.ntk_kernel(with_gaps, kernel="dominance", scale="hwe", missing="pairwise")
    assert_allclose(ours, gcta(with_gaps), rtol=0, atol=1e-13)


def test_codes_as_they_are_give_the_matrix_of_vitezica_but_for_the_divisor(study):
    ours = genontk.ntk_kernel(study.G, kernel="dominance")
    W = codes(study.G, study.G)
    f = study.G.mean(axis=0) / 2
    vitezica = W @ W.T / ((2 * f * (1 - f)) ** 2).sum()  # AGHmatrix: Gmatrix(method = "Vitezica")
    assert_allclose(ours, vitezica * ((2 * f * (1 - f)) ** 2).mean(), rtol=0, atol=1e-14)


def test_a_missing_genotype_counts_for_nothing(with_gaps):
    ours = genontk.ntk_kernel(with_gaps, kernel="dominance")
    W = codes(with_gaps, with_gaps)
    assert_allclose(ours, W @ W.T / W.shape[1], rtol=0, atol=1e-14)


def test_new_people_are_coded_by_the_frequencies_of_the_training_people(study):
    ours = genontk.ntk_kernel(study.G_new, study.G, kernel="additive+dominance")
    cross = codes(study.G_new, study.G) @ codes(study.G, study.G).T / study.G.shape[1]
    assert_allclose(ours["dominance"], cross, rtol=0, atol=1e-14)
    alone = genontk.ntk_kernel(study.G_new, study.G, kernel="additive")
    assert_allclose(ours["additive"], alone, rtol=0, atol=0)


def test_a_bed_gives_the_kernel_of_its_matrix(study, tmp_path):
    from test_doctests import write_bed

    write_bed(tmp_path / "study.bed", study.G, study.ids)
    for scale in ("center", "sd", "hwe"):
        assert_allclose(
            genontk.ntk_kernel(tmp_path / "study.bed", kernel="dominance", scale=scale),
            genontk.ntk_kernel(study.G, kernel="dominance", scale=scale),
            rtol=0,
            atol=1e-13,
        )


def test_a_fit_is_that_of_the_same_matrices_of_the_users_own(study):
    parts = genontk.ntk_kernel(study.G, kernel="additive+dominance")
    named = {name: pd.DataFrame(K, study.ids, study.ids) for name, K in parts.items()}
    made = genontk.ntk_lmm(
        study.formula, study.genotypes, data=study.data, kernel="additive+dominance"
    )
    own = genontk.ntk_lmm(study.formula, data=study.data, kernel=named)
    assert_allclose(
        made.variance_components["estimate"], own.variance_components["estimate"], rtol=1e-6
    )
    cross = genontk.ntk_kernel(study.G_new, study.G, kernel="additive+dominance")
    assert_allclose(
        made.predict(study.genotypes, study.data_new),
        own.predict(data=study.data_new, kernel=cross),
        rtol=0,
        atol=1e-6,
    )


def test_intervals_of_new_people_are_those_of_the_definition(study):
    fit = genontk.ntk_lmm(study.formula, study.genotypes, data=study.data, kernel="dominance")
    W, W_new = codes(study.G, study.G), codes(study.G_new, study.G)
    p = W.shape[1]
    value, lower, upper = reference.blup(
        fit.variance_components["estimate"].to_numpy(),
        W @ W.T / p,
        study.y,
        study.Z,
        W_new @ W.T / p,
        study.Z_new,
        (W_new**2).sum(axis=1) / p,
    )
    ours = fit.predict(study.genotypes, study.data_new, interval="prediction")
    assert_allclose(ours["prediction"], value, rtol=0, atol=1e-8)
    assert_allclose(ours["lower"], lower, rtol=0, atol=1e-7)
    assert_allclose(ours["upper"], upper, rtol=0, atol=1e-7)


def test_it_finds_dominance_where_there_is_some():
    rng = np.random.default_rng(8)
    G = rng.binomial(2, rng.uniform(0.3, 0.7, 60), (400, 60)).astype(float)
    value = codes(G, G) @ rng.normal(size=60)
    y = value / value.std() + rng.normal(size=400)
    shares = genontk.ntk_lmm(y, G, kernel="additive+dominance").heritability["estimate"]
    assert shares[0] < 0.15 < 0.3 < shares[1] < 0.7


def test_it_serves_wherever_kernels_do(study, tmp_path):
    sets = {"a": [f"rs{j}" for j in range(15)], "b": ["*"]}
    fit = genontk.ntk_lmm(
        study.formula, study.genotypes, data=study.data, kernel="dominance", sets=sets
    )
    W = codes(study.G, study.G)
    K = genontk.ntk_kernel(study.genotypes[:80], kernel="dominance", sets=sets)
    assert_allclose(K["a"], W[:, :15] @ W[:, :15].T / 15, rtol=0, atol=1e-14)
    ridge = genontk.ntk_krr(
        study.formula,
        study.genotypes,
        data=study.data,
        kernel=["dominance", "additive+dominance+ntk", {"mine": "dominance"}],
    )
    for one in (fit, ridge):
        model = genontk.load_model(genontk.save_model(one, tmp_path / "m.genontk"))
        expected = one.predict(study.genotypes, study.data_new)
        assert_allclose(
            model.predict(study.genotypes, study.data_new), expected, rtol=0, atol=1e-12
        )
    compared = genontk.compare_methods(
        study.formula,
        study.genotypes,
        data=study.data,
        splits=3,
        methods={
            "LMM": "LMM",
            "dominance": {"fit": "ntk_lmm", "kernel": "additive+dominance"},
            "ridge": {"fit": "ntk_krr", "kernel": "dominance"},
        },
    )
    assert compared.table["splits"].tolist() == [3, 3, 3]
    single = genontk.ntk_kernel(study.G, kernel="dominance", precision="single")
    assert_allclose(single, W @ W.T / W.shape[1], rtol=0, atol=1e-6)


@pytest.mark.parametrize("scale", ["center", "sd", "hwe"])
def test_a_person_of_weight_two_counts_twice_in_ridge_regression(study, with_gaps, scale):
    weights = 1 + np.arange(80) % 3
    rows = np.repeat(np.arange(80), weights)
    options = {"kernel": "dominance", "scale": scale, "penalty": 0.5}
    ours = genontk.ntk_krr(study.y, with_gaps, weights=weights, **options)
    copies = genontk.ntk_krr(study.y[rows], with_gaps[rows], **options)
    assert_allclose(ours.predict(study.G_new), copies.predict(study.G_new), rtol=0, atol=1e-10)
    columns = ["mean", "effect"]
    assert_allclose(ours.snp_effects()[columns], copies.snp_effects()[columns], rtol=1e-10)


def test_genotypes_without_dominance_codes_are_refused(study):
    for genotypes, scale in ((study.G - 1, "center"), (study.G * 1.5, "sd"), (study.G, "none")):
        with pytest.raises(genontk.InvalidInput, match="dominance codes"):
            genontk.ntk_kernel(genotypes, kernel="additive+dominance", scale=scale)
    assert genontk.ntk_kernel(study.G, kernel="dominance").shape == (80, 80)
