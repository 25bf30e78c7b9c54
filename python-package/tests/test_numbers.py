"""The numbers are those of explicit NumPy and SciPy code."""

import math

import numpy as np
import pytest
import reference as ref
from numpy.testing import assert_allclose

import genontk


@pytest.fixture(scope="module")
def fit(study):
    """A fit with one component, whose mathematics is explicit here."""
    return genontk.ntk_lmm(study.formula, study.genotypes, data=study.data, kernel="ntk")


@pytest.fixture(scope="module")
def kernel(study):
    return ref.ntk(study.G)


def test_reml_equals_scipy_on_the_explicit_likelihood(study, fit, kernel):
    estimate = fit.variance_components["estimate"]
    assert_allclose(estimate, ref.reml(kernel, study.y, study.Z), rtol=1e-5)


def test_log_likelihood_is_the_restricted_one(study, fit, kernel):
    null = genontk.ntk_lmm(
        study.y, covariates=study.Z[:, 1:], kernel=np.diag(np.linspace(0.5, 1.5, len(study.y)))
    )
    difference = fit.log_likelihood - null.log_likelihood
    other = np.diag(np.linspace(0.5, 1.5, len(study.y)))
    expected = ref.minus_reml(
        null.variance_components["estimate"].to_numpy(), other, study.y, study.Z
    ) - ref.minus_reml(fit.variance_components["estimate"].to_numpy(), kernel, study.y, study.Z)
    assert_allclose(difference, expected, rtol=1e-8)


def test_standard_errors_come_from_the_expected_information(study, fit, kernel):
    components = fit.variance_components
    expected = ref.component_errors(components["estimate"].to_numpy(), kernel, study.Z)
    assert_allclose(components["std_error"], expected, rtol=1e-7)


def test_heritability_is_on_the_scale_of_the_projected_kernel(study, fit, kernel):
    expected = ref.heritability(fit.variance_components["estimate"].to_numpy(), kernel, study.Z)
    assert_allclose(fit.heritability["estimate"], expected, rtol=1e-8)
    estimate = fit.variance_components["estimate"]
    assert_allclose(fit.heritability["raw_ratio"], estimate[0] / estimate.sum(), rtol=1e-8)


def test_fixed_effects_are_generalised_least_squares(study, fit, kernel):
    s, e = fit.variance_components["estimate"]
    V = s * kernel + e * np.eye(len(kernel))
    information = study.Z.T @ np.linalg.solve(V, study.Z)
    b = np.linalg.solve(information, study.Z.T @ np.linalg.solve(V, study.y))
    assert list(fit.fixed_effects["term"]) == ["(Intercept)", "age", "sex[T.M]"]
    assert_allclose(fit.fixed_effects["estimate"], b, rtol=1e-8)
    errors = np.sqrt(np.diag(np.linalg.inv(information)))
    assert_allclose(fit.fixed_effects["std_error"], errors, rtol=1e-8)


def test_predictions_and_intervals_are_those_of_the_blup(study, fit, kernel):
    cross = ref.ntk_cross(study.G_new, study.G)
    expected = ref.blup(
        fit.variance_components["estimate"].to_numpy(),
        kernel,
        study.y,
        study.Z,
        cross,
        study.Z_new,
        np.ones(len(cross)),
    )
    got = fit.predict(study.genotypes, study.data_new, interval="prediction")
    assert list(got.columns) == ["prediction", "lower", "upper"]
    assert list(got.index) == study.ids_new
    for name, values in zip(got.columns, expected, strict=True):
        assert_allclose(got[name], values, rtol=1e-8, err_msg=name)


def test_fitted_plus_residuals_is_y(study, fit):
    assert_allclose(fit.fitted + fit.residuals, study.data["trait"], rtol=1e-12)
    assert list(fit.fitted.index) == study.ids
    again = fit.predict(study.genotypes, study.data)
    assert_allclose(again, fit.fitted, rtol=1e-8)


def test_blup_equals_ridge_at_the_ratio_of_the_components(study, fit):
    s, e = fit.variance_components["estimate"]
    ridge = genontk.ntk_krr(study.formula, study.genotypes, data=study.data, penalty=e / s)
    assert ridge.penalty == pytest.approx(e / s, rel=1e-12)
    assert_allclose(
        ridge.predict(study.genotypes, study.data_new),
        fit.predict(study.genotypes, study.data_new),
        rtol=1e-8,
    )


def test_cross_validated_errors_equal_refitting_every_fold(study, kernel):
    folds = np.arange(len(study.y)) % 4
    penalties = [0.01, 0.3, 5.0]
    ridge = genontk.ntk_krr(
        study.y, study.G, covariates=study.Z[:, 1:], penalty=penalties, folds=folds
    )
    expected = [
        ref.cross_validated_error(kernel, study.y, study.Z, penalty, folds) for penalty in penalties
    ]
    path = ridge.path.sort_values("penalty")
    assert_allclose(path["penalty"], penalties)
    assert_allclose(path["error"], expected, rtol=1e-8)
    assert ridge.penalty == penalties[int(np.argmin(expected))]


def test_the_default_grid_is_relative_to_the_kernel(ridge_fit):
    penalties = np.sort(ridge_fit.path["penalty"])
    assert_allclose(penalties, np.logspace(-4, 3, 25), rtol=1e-8)


@pytest.mark.parametrize("depth", [1, 3, 6])
def test_depth_is_the_number_of_hidden_layers(study, depth):
    by_name = genontk.ntk_lmm(study.y, study.G, kernel="ntk", depth=depth)
    by_matrix = genontk.ntk_lmm(study.y, kernel=ref.ntk(study.G, depth))
    assert_allclose(
        by_name.variance_components["estimate"],
        by_matrix.variance_components["estimate"],
        rtol=1e-6,
    )


def test_the_additive_kernel_is_the_mean_product_of_centred_genotypes(study):
    by_name = genontk.ntk_lmm(study.y, study.G, kernel="additive")
    by_matrix = genontk.ntk_lmm(study.y, kernel=ref.additive(study.G))
    assert_allclose(
        by_name.variance_components["estimate"],
        by_matrix.variance_components["estimate"],
        rtol=1e-6,
    )


def test_minque0_solves_its_two_equations(study, kernel):
    n, q = study.Z.shape
    P = ref.projection(np.eye(n), study.Z)
    S = np.array([[np.sum(P @ kernel * (kernel @ P)), np.trace(P @ kernel)], [0, n - q]])
    S[1, 0] = S[0, 1]
    r = P @ study.y
    expected = np.linalg.solve(S, [r @ kernel @ r, r @ r])
    fit = genontk.ntk_lmm(
        study.y, study.G, covariates=study.Z[:, 1:], kernel="ntk", method="minque0"
    )
    assert_allclose(fit.variance_components["unconstrained"], expected, rtol=1e-7)


def test_permuting_people_permutes_the_output(study, fit):
    order = np.random.default_rng(1).permutation(len(study.ids))
    permuted = genontk.ntk_lmm(
        study.formula, study.genotypes, data=study.data.iloc[order], kernel="ntk"
    )
    assert_allclose(
        permuted.variance_components["estimate"], fit.variance_components["estimate"], rtol=1e-8
    )
    assert list(permuted.fitted.index) == [study.ids[i] for i in order]
    assert_allclose(permuted.fitted[study.ids], fit.fitted, rtol=1e-8)


def test_minque0_without_accuracy_has_the_same_effects(study):
    arguments = {"data": study.data, "method": "minque0", "kernel": "additive"}
    whole = genontk.ntk_lmm(study.formula, study.genotypes, **arguments)
    quick = genontk.ntk_lmm(study.formula, study.genotypes, accuracy=False, **arguments)
    expected = whole.variance_components["estimate"]
    assert_allclose(quick.variance_components["estimate"], expected, rtol=1e-9, atol=1e-12)
    assert quick.variance_components["std_error"].isna().all()
    assert quick.random_effects["pev"].isna().all()
    assert_allclose(quick.fitted, whole.fitted, rtol=1e-7, atol=1e-8)
    for column in ("estimate", "std_error"):
        assert_allclose(quick.fixed_effects[column], whole.fixed_effects[column], rtol=1e-6)
    assert "accuracy" in str(quick.summary())
    with pytest.raises(genontk.InvalidInput, match="minque0"):
        genontk.ntk_lmm(study.formula, study.genotypes, data=study.data, accuracy=False)


def test_wald_intervals_are_estimate_and_standard_error_and_nothing_else_changes(study):
    profile = genontk.ntk_lmm(study.formula, study.genotypes, data=study.data)
    wald = genontk.ntk_lmm(study.formula, study.genotypes, data=study.data, intervals="wald")
    parts = wald.variance_components
    for column in ("estimate", "std_error"):
        assert (parts[column] == profile.variance_components[column]).all()
    half = 1.959963984540054 * parts["std_error"]
    assert_allclose(parts["upper"], parts["estimate"] + half, rtol=1e-12)
    assert_allclose(parts["lower"], np.maximum(0, parts["estimate"] - half), rtol=1e-12)
    assert any("Wald" in message for message in wald.messages)
    with pytest.raises(genontk.InvalidInput, match="profile"):
        genontk.ntk_lmm(study.formula, study.genotypes, data=study.data, intervals="bayes")


def test_the_likelihood_ratio_is_that_of_least_squares(study, fit, kernel):
    Z, y = study.Z, study.y
    residuals = y - Z @ np.linalg.lstsq(Z, y, rcond=None)[0]
    null = [0, residuals @ residuals / (len(y) - Z.shape[1])]
    best = fit.variance_components["estimate"].to_numpy()
    statistic = 2 * (ref.minus_reml(null, kernel, y, Z) - ref.minus_reml(best, kernel, y, Z))
    assert statistic > 0, "the example has genetic variance"
    test = fit.likelihood_ratio.iloc[0]
    assert_allclose(test["statistic"], statistic, rtol=1e-7)
    # Half the probability is chi-squared with 1 degree of freedom, the other half is at zero.
    assert_allclose(test["p_value"], math.erfc(math.sqrt(statistic / 2)) / 2, rtol=1e-6)


def test_the_covariances_are_those_of_the_standard_errors(fit):
    components = fit.variance_components
    covariance = fit.variance_components_covariance
    assert list(covariance.index) == list(covariance.columns) == list(components["component"])
    assert_allclose(np.sqrt(np.diag(covariance)), components["std_error"], rtol=1e-12)
    effects = fit.fixed_effects
    covariance = fit.fixed_effects_covariance
    assert list(covariance.index) == list(effects["term"])
    assert_allclose(np.sqrt(np.diag(covariance)), effects["std_error"], rtol=1e-12)


def test_the_end_of_the_iteration_is_told(study, fit, kernel):
    assert 0 <= fit.convergence["gradient_norm"] < 1e-6
    assert abs(fit.convergence["likelihood_change"]) < 1e-8
    iterated = genontk.ntk_lmm(study.y, kernel=kernel, covariates=study.Z[:, 1:], method="iminque")
    assert 0 <= iterated.convergence["gradient_norm"] < 1e-6
    assert iterated.likelihood_ratio is None


def test_a_relationship_matrix_of_missing_genotypes_is_fitted():
    rng = np.random.default_rng(2)
    G = rng.binomial(2, 0.4, (150, 40)).astype(float)
    y = (G - G.mean(axis=0)) @ rng.normal(size=40) / 5 + rng.normal(size=150)
    G[rng.random(G.shape) < 0.03] = np.nan
    options = {"kernel": "additive", "scale": "hwe", "missing": "pairwise"}
    K = genontk.ntk_kernel(G, **options)
    assert np.linalg.eigvalsh(K)[0] < -0.05, "the example has eigenvalues below zero"
    fit = genontk.ntk_lmm(y, G, **options)
    s, e = fit.variance_components["estimate"]
    V = s * K + e * np.eye(150)
    assert np.linalg.eigvalsh(V)[0] > 0
    P = ref.projection(V, np.ones((150, 1)))
    Py = P @ y
    # The score of the restricted likelihood, where GCTA's REML stops too.
    assert_allclose(np.sum(P * K), Py @ K @ Py, rtol=1e-8)
    assert_allclose(np.trace(P), Py @ Py, rtol=1e-8)
    ratio = fit.heritability["raw_ratio"].iloc[-1]
    assert_allclose(ratio, s / (s + e), rtol=1e-10)
    again = genontk.ntk_lmm(y, kernel=K)
    assert_allclose(again.variance_components["estimate"], [s, e], rtol=1e-8)
