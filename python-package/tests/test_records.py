"""Weights, repeated records, classes, and predictions by component."""

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose
from scipy.stats import norm

import genontk
from genontk import InvalidInput


@pytest.fixture(scope="module")
def repeated(study):
    rng = np.random.default_rng(7)
    data = study.data.iloc[[*range(80), *range(10, 40)]].copy()
    data["trait"] += rng.normal(size=110)
    data["w"] = rng.uniform(0.5, 3, 110)
    kernel = genontk.ntk_kernel(study.genotypes.loc[study.ids], kernel="additive")
    kernel = pd.DataFrame(np.asarray(kernel), study.ids, study.ids)
    return data, kernel


def test_weights_and_records_are_those_of_the_covariance_written_out(repeated, study):
    data, kernel = repeated
    fit = genontk.ntk_lmm(study.formula, data=data, kernel=kernel, weights="w")
    assert (fit.n_people, fit.n_records) == (80, 110)
    assert list(fit.fitted.index) == list(data.index)
    assert len(fit.random_effects) == 80
    assert any("several records" in message for message in fit.messages)
    E = (data.index.to_numpy()[:, None] == np.array(study.ids)).astype(float)
    Z = np.column_stack([np.ones(110), data["age"], data["sex"] == "M"]).astype(float)
    y = data["trait"].to_numpy()

    def likelihood(s):
        V = s[0] * E @ kernel.to_numpy() @ E.T + s[1] * np.diag(1 / data["w"])
        VZ = np.linalg.solve(V, Z)
        b = np.linalg.solve(Z.T @ VZ, VZ.T @ y)
        r = y - Z @ b
        logs = np.linalg.slogdet(V)[1] + np.linalg.slogdet(Z.T @ VZ)[1]
        value = -0.5 * (107 * np.log(2 * np.pi) + logs + r @ np.linalg.solve(V, r))
        return value, b

    s = fit.variance_components["estimate"].to_numpy()
    value, b = likelihood(s)
    assert_allclose(fit.log_likelihood, value, rtol=1e-9)
    assert_allclose(fit.fixed_effects["estimate"], b, rtol=1e-6)
    for k in range(2):
        for factor in (0.98, 1.02):
            moved = s.copy()
            moved[k] *= factor
            assert likelihood(moved)[0] <= value + 1e-9


@pytest.mark.parametrize("wrong", [0, -1, np.nan, np.inf])
def test_weights_that_are_no_weights_are_refused(study, wrong):
    weights = np.ones(80)
    weights[3] = wrong
    with pytest.raises(InvalidInput):
        genontk.ntk_lmm(study.y, study.G, weights=weights)
    with pytest.raises(InvalidInput):
        genontk.ntk_krr(study.y, study.G, weights=weights)


def test_in_ridge_regression_integer_weights_equal_repeated_rows(study):
    kernel = genontk.ntk_kernel(study.G)
    weights = 1 + np.arange(80) % 3
    rows = np.repeat(np.arange(80), weights)
    folds = np.arange(80) % 4
    weighted = genontk.ntk_krr(study.y, kernel=kernel, weights=weights, folds=folds)
    repeated = genontk.ntk_krr(study.y[rows], kernel=kernel[np.ix_(rows, rows)], folds=folds[rows])
    assert_allclose(weighted.path["error"], repeated.path["error"], rtol=1e-8)
    assert_allclose(weighted.path["std_error"], repeated.path["std_error"], rtol=1e-7)
    assert weighted.penalty == pytest.approx(repeated.penalty)
    assert_allclose(np.asarray(weighted.fitted)[rows], repeated.fitted, rtol=1e-7)


def test_new_people_are_predicted_from_weights_as_from_repeated_rows(study):
    genotypes = study.genotypes.loc[[*study.ids, *study.ids_new]]
    kernel = genontk.ntk_kernel(genotypes)
    kernel = pd.DataFrame(kernel, genotypes.index, genotypes.index)
    weights = 1 + np.arange(80) % 3
    rows = np.repeat(np.arange(80), weights)
    copies = [f"{study.ids[row]}-{copy}" for copy, row in enumerate(rows)]
    folds = np.arange(80) % 4
    known, new = kernel.loc[study.ids, study.ids], kernel.loc[study.ids_new, study.ids]
    several = pd.DataFrame(known.to_numpy()[np.ix_(rows, rows)], copies, copies)
    to_several = pd.DataFrame(new.to_numpy()[:, rows], study.ids_new, copies)
    y = pd.Series(study.y, study.ids)
    weighted = genontk.ntk_krr(y, kernel=known, weights=weights, folds=folds)
    y = pd.Series(study.y[rows], copies)
    repeated = genontk.ntk_krr(y, kernel=several, folds=folds[rows])
    expected = repeated.predict(kernel=to_several)
    assert_allclose(weighted.predict(kernel=new), expected, rtol=1e-8)
    assert_allclose(weighted.path["error"], repeated.path["error"], rtol=1e-8)


KERNELS = ["ntk", "additive", "additive+ntk", "gaussian", "laplace", "polynomial", "arccosine"]


@pytest.fixture(scope="module")
def dosages():
    """Counts and dosages, some of them missing: of training people, and of new people."""
    random = np.random.default_rng(7)
    genotypes = random.binomial(2, 0.3, size=(60, 24)).astype(float)
    genotypes[:, 20:] += random.uniform(-0.3, 0.3, size=(60, 4)) * (genotypes[:, 20:] == 1)
    genotypes[random.random(genotypes.shape) < 0.05] = np.nan
    named = pd.DataFrame(genotypes, columns=[f"rs{snp}" for snp in range(24)])
    return named[:45], named[45:].reset_index(drop=True)


def assert_equal_to_repeated_rows(dosages, **options):
    known, new = dosages
    y = np.random.default_rng(8).normal(size=45)
    weights = 1 + np.arange(45) ** 2 % 4
    rows = np.repeat(np.arange(45), weights)
    folds = np.arange(45) % 4
    options = {"penalty": 0.4, **options}
    copies = known.iloc[rows].reset_index(drop=True)
    weighted = genontk.ntk_krr(y, known, weights=weights, folds=folds, **options)
    repeated = genontk.ntk_krr(y[rows], copies, folds=folds[rows], **options)
    assert weighted.n_snps == repeated.n_snps
    assert_allclose(weighted.path["error"], repeated.path["error"], rtol=1e-10)
    assert_allclose(np.asarray(weighted.fitted)[rows], repeated.fitted, rtol=0, atol=1e-10)
    assert_allclose(weighted.predict(new), repeated.predict(new), rtol=0, atol=1e-10)
    return weighted


@pytest.mark.parametrize("scale", ["center", "sd", "hwe"])
@pytest.mark.parametrize("kernel", KERNELS)
def test_weights_count_people_in_what_every_kernel_learns(dosages, kernel, scale):
    assert_equal_to_repeated_rows(dosages, kernel=kernel, scale=scale)


@pytest.mark.parametrize(
    "options",
    [
        {"maf": 0.28},
        {"max_missing": 0.045},
        {"snps": list(range(20)), "hwe": 0.3},
        {"snps": list(range(20)), "hwe": 0.3, "midp": True},
        {"ntk": "empirical", "width": 20},
        {"unit_diagonal": False},
        {"kernel": ["gaussian", "ntk"], "bandwidth": 0.5, "penalty": [0.1, 1.0, 9.0]},
        {"sets": {"few": ["rs3", "rs7", "rs9"], "others": ["*"]}, "kernel": "laplace"},
    ],
)
def test_weights_count_people_in_filters_and_other_options(dosages, options):
    fit = assert_equal_to_repeated_rows(dosages, **options)
    filters = {"maf", "max_missing", "hwe"} & options.keys()
    assert not filters or fit.n_snps < (20 if "snps" in options else 24)


def test_weights_that_count_nobody_are_refused_where_counts_are_needed(study):
    tenths = np.full(80, 0.1)
    with pytest.raises(InvalidInput, match=r"hwe = 1.0E-6 was given with the weight 0.1"):
        genontk.ntk_krr(study.y, study.G, weights=tenths, hwe=1e-6)
    with pytest.raises(InvalidInput, match="scale = 'sd' divides"):
        genontk.ntk_krr(study.y, study.G, weights=tenths / 10, scale="sd")
    assert genontk.ntk_krr(study.y, study.G, weights=tenths / 10).n_snps > 0


def test_in_a_mixed_model_weights_leave_the_means_of_snps_alone(study):
    weights = 1 + np.arange(80) % 3
    by_name = genontk.ntk_lmm(study.y, study.G, kernel="gaussian", scale="sd", weights=weights)
    kernel = genontk.ntk_kernel(study.G, kernel="gaussian", scale="sd")
    assert_allclose(by_name.fitted, genontk.ntk_lmm(study.y, kernel=kernel, weights=weights).fitted)


def test_two_classes_have_a_scale_of_liability_and_three_are_refused(study):
    cases = study.data["trait"] > study.data["trait"].median()
    data = study.data.assign(
        flag=cases,
        label=pd.Categorical(np.where(cases, "case", "control"), ["control", "case"]),
        three=pd.Categorical(np.arange(80) % 3),
    )
    observed = genontk.ntk_lmm("flag ~ age", study.genotypes, data=data)
    assert any("observed scale" in message for message in observed.messages)
    assert observed.heritability_liability is None
    both = genontk.ntk_lmm("label ~ age", study.genotypes, data=data, prevalence=0.1)
    assert_allclose(both.fitted, observed.fitted)
    p = cases.mean()
    by = (0.1 * 0.9) ** 2 / (norm.pdf(norm.ppf(0.9)) ** 2 * p * (1 - p))
    for column in ("estimate", "std_error", "lower", "upper"):
        assert_allclose(both.heritability_liability[column], by * both.heritability[column])
    assert "liability" in repr(both)
    series = genontk.ntk_lmm(data["label"], study.genotypes, prevalence=0.1)
    assert series.options["prevalence"] == 0.1
    for trait in ("three ~ age", data["three"]):
        with pytest.raises(InvalidInput):
            genontk.ntk_lmm(trait, study.genotypes, data=data)
    with pytest.raises(InvalidInput):
        genontk.ntk_lmm(study.formula, study.genotypes, data=study.data, prevalence=0.1)


def test_predictions_are_the_sums_of_their_components(fit, study):
    parts = fit.predict(study.genotypes, study.data, components=True)
    assert list(parts.columns) == ["prediction", "fixed", "additive", "non-additive"]
    assert_allclose(parts["prediction"], parts.iloc[:, 1:].sum(axis=1))
    assert_allclose(parts["prediction"], fit.fitted, rtol=1e-6)
    sure = fit.predict(
        study.genotypes, study.data, interval="prediction", weights=np.full(80, 1e12)
    )
    mean = fit.predict(study.genotypes, study.data, interval="confidence")
    assert_allclose(sure, mean, rtol=1e-5)
