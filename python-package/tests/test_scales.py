"""The unit and the mean of a trait or a covariate change no share of variance and no choice."""

import numpy as np
import pandas as pd
import pytest

import genontk

UNITS = [1e-150, 1e-6, 1e150]
METHODS = ["reml", "minque0", "minque1", "iminque"]
RULES = ["min", "1se", "gcv", "loo", "reml"]


def _kernels(study):
    X = (study.G - study.G.mean(0)) / study.G.std(0)
    return {"first": X[:, :20] @ X[:, :20].T / 20, "rest": X[:, 20:] @ X[:, 20:].T / 20}


def _mixed(**options):
    return lambda study, y, Z: genontk.ntk_lmm(y, study.G, covariates=Z, **options)


def _ridge(**options):
    return lambda study, y, Z: genontk.ntk_krr(y, study.G, covariates=Z, **options)


def _own_kernels(study, y, Z):
    return genontk.ntk_lmm(y, covariates=Z, kernel=_kernels(study))


def _sets(study, y, Z):
    names = list(study.genotypes.columns)
    data = pd.DataFrame({"y": y, "a": Z[:, 0], "b": Z[:, 1]}, index=study.ids)
    return genontk.ntk_lmm(
        "y ~ a + b",
        study.genotypes,
        data=data,
        kernel="additive",
        sets={"gene": names[:20], "other": names[20:]},
    )


def _records(study, y, Z):
    first = pd.DataFrame({"y": y, "a": Z[:, 0], "b": Z[:, 1], "id": study.ids})
    again = first.head(20).assign(y=lambda rows: rows["y"] * 1.125)
    return genontk.ntk_lmm(
        "y ~ a + b", study.genotypes, data=pd.concat([first, again]), id="id", kernel="ntk"
    )


FITS = {
    **{f"lmm {method}": _mixed(method=method) for method in METHODS},
    **{f"lmm free {method}": _mixed(method=method, constrain=False) for method in METHODS},
    **{f"krr {rule}": _ridge(rule=rule) for rule in RULES},
    "krr of two kernels": _ridge(kernel="additive+ntk", rule="1se", nested=True),
    "lmm fast": _mixed(method="minque0", accuracy=False),
    "own kernels": _own_kernels,
    "sets": _sets,
}


def _numbers(fit, unit=1.0):
    """Give what a fit says, per unit of the trait."""
    components = fit.variance_components
    numbers = {
        "heritability": fit.heritability[["estimate", "std_error"]].to_numpy(),
        "components": components[["estimate"]].to_numpy() / unit / unit,
        "errors": components[["std_error"]].to_numpy() / unit / unit,
        "slopes": fit.fixed_effects[["estimate"]].to_numpy()[1:] / unit,
        "p_values": fit.fixed_effects[["p_value"]].to_numpy()[1:],
        "effects": fit.random_effects[["value"]].to_numpy() / unit,
        "residuals": np.array(fit.residuals) / unit,
    }
    if hasattr(fit, "path"):
        path = fit.path[["error", "std_error"]].to_numpy() / unit / unit
        numbers |= {"path": path, "penalty": np.array([fit.penalty])}
        if fit.nested is not None:
            numbers["nested"] = np.array([fit.nested.error, fit.nested.std_error]) / unit / unit
    return numbers


def _assert_same(expected, found, rtol):
    for name, values in expected.items():
        largest = np.nanmax(np.abs(values), initial=1e-300)
        np.testing.assert_allclose(
            found[name], values, rtol=0, atol=rtol * largest, err_msg=name, equal_nan=True
        )


@pytest.fixture(scope="module")
def trait(study):
    """Give a trait and two covariates."""
    return study.y, study.Z[:, 1:]


@pytest.mark.parametrize("name", FITS)
def test_the_unit_of_the_trait_leaves_shares_and_choices_alone(study, trait, name):
    y, Z = trait
    expected = _numbers(FITS[name](study, y, Z))
    for unit in UNITS:
        _assert_same(expected, _numbers(FITS[name](study, y * unit, Z), unit), 1e-8)


@pytest.mark.parametrize("name", FITS)
def test_the_mean_of_the_trait_leaves_shares_and_choices_alone(study, trait, name):
    y, Z = trait
    shifted = y + 1e9
    expected = _numbers(FITS[name](study, shifted - 1e9, Z))
    found = _numbers(FITS[name](study, shifted, Z))
    _assert_same(expected, found, 1e-6)


@pytest.mark.parametrize("name", FITS)
def test_the_unit_and_mean_of_a_covariate_leave_shares_alone(study, trait, name):
    y, Z = trait
    fit = FITS[name](study, y, Z)
    for unit, mean, rtol in [(1e-150, 0, 1e-8), (1e150, 0, 1e-8), (1, 1e6, 1e-8), (1, 1e9, 1e-5)]:
        other = FITS[name](study, y, Z * [unit, 1] + [mean, 0])
        for values in ["heritability", "variance_components"]:
            np.testing.assert_allclose(
                getattr(other, values)["estimate"],
                getattr(fit, values)["estimate"],
                rtol=rtol,
                atol=rtol,
            )


@pytest.mark.parametrize("unit", UNITS)
def test_the_unit_of_the_trait_leaves_records_of_people_alone(study, trait, unit):
    y, Z = trait
    _assert_same(
        _numbers(_records(study, y, Z)), _numbers(_records(study, y * unit, Z), unit), 1e-8
    )


@pytest.mark.parametrize("unit", UNITS)
def test_comparisons_and_estimators_take_any_unit(study, unit):
    plain = genontk.compare_methods(study.y, study.G, splits=2).scores
    scores = genontk.compare_methods(study.y * unit, study.G, splits=2).scores
    np.testing.assert_allclose(scores["correlation"], plain["correlation"], atol=1e-8)
    errors = scores["squared_error"] / unit / unit
    np.testing.assert_allclose(errors, plain["squared_error"], rtol=1e-8)
    for estimator in [genontk.NtkMixedModel, genontk.NtkRidge]:
        expected = estimator().fit(study.G, study.y).predict(study.G_new)
        found = estimator().fit(study.G, study.y * unit).predict(study.G_new)
        np.testing.assert_allclose(found / unit, expected, rtol=1e-8)


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("interval", ["prediction", "confidence"])
@pytest.mark.parametrize("name", ["lmm reml", "krr 1se"])
def test_predictions_and_saved_models_take_any_unit(study, trait, tmp_path, name, interval, unit):
    y, Z = trait
    new = {"genotypes": study.G_new, "data": study.Z_new[:, 1:], "interval": interval}
    expected = FITS[name](study, y, Z).predict(**new)
    fit = FITS[name](study, y * unit, Z)
    genontk.save_model(fit, tmp_path / "model.gtk")
    for one in [fit, genontk.load_model(tmp_path / "model.gtk")]:
        np.testing.assert_allclose(one.predict(**new) / unit, expected, rtol=1e-8)


def test_traits_of_very_different_units_share_a_call(study):
    other = np.linspace(-1, 1, len(study.y)) ** 3
    for fit in [genontk.ntk_lmm, genontk.ntk_krr]:
        plain = fit(np.column_stack([study.y, other]), study.G)
        fits = fit(np.column_stack([study.y * 1e-140, other * 1e140]), study.G)
        for name, one in plain.items():
            np.testing.assert_allclose(
                fits[name].heritability["estimate"], one.heritability["estimate"], rtol=1e-8
            )


@pytest.mark.parametrize("fit", [genontk.ntk_lmm, genontk.ntk_krr])
@pytest.mark.parametrize("unit", [0.0, 1e-310, 1e-200, 1e200])
def test_a_trait_without_a_variance_in_double_is_refused(study, fit, unit):
    with pytest.raises(genontk.InvalidInput):
        fit(study.y * unit, study.G)


@pytest.mark.parametrize("fit", [genontk.ntk_lmm, genontk.ntk_krr])
def test_a_model_may_have_no_fixed_effects(study, fit):
    found = fit("trait ~ 0", study.genotypes, data=study.data)
    assert list(found.fixed_effects["term"]) == []
    assert found.n_people == len(study.y)


def test_a_kernel_takes_any_scale(study):
    """A component is per unit of its kernel, and shares do not depend on it."""
    K = _kernels(study)
    plain = genontk.ntk_lmm(study.y, kernel=K)
    for unit in [1e-12, 1e12]:
        fit = genontk.ntk_lmm(study.y, kernel={name: unit * one for name, one in K.items()})
        np.testing.assert_allclose(
            fit.heritability["estimate"], plain.heritability["estimate"], atol=1e-7
        )
        ridge = genontk.ntk_krr(study.y, kernel=unit * K["rest"])
        expected = genontk.ntk_krr(study.y, kernel=K["rest"])
        np.testing.assert_allclose(ridge.penalty / unit, expected.penalty, rtol=1e-8)


@pytest.mark.parametrize("kernel", ["ntk", "gaussian", "laplace", "arccosine", "additive+ntk"])
@pytest.mark.parametrize("unit", [1e-30, 1e-6, 1e6, 1e30])
def test_kernels_that_divide_by_the_size_of_genotypes_take_any_unit(study, kernel, unit):
    plain = genontk.ntk_lmm(study.y, study.G, kernel=kernel)
    fit = genontk.ntk_lmm(study.y, study.G * unit, kernel=kernel)
    np.testing.assert_allclose(
        fit.heritability["estimate"], plain.heritability["estimate"], atol=1e-7
    )


def _share(fit):
    return fit.heritability["estimate"].iloc[-1]


def _clipped(K):
    values, vectors = np.linalg.eigh(K)
    return vectors * np.maximum(values, 0) @ vectors.T


@pytest.mark.parametrize("fit", [genontk.ntk_lmm, genontk.ntk_krr])
@pytest.mark.parametrize("unit", [1e-12, 1, 1e12])
@pytest.mark.parametrize("digits", [4, 6])
def test_what_rounding_leaves_below_zero_is_told_and_taken_as_zero(study, fit, digits, unit):
    K = np.round(genontk.ntk_kernel(study.G, kernel="additive", scale="hwe"), digits)
    assert -1e-3 < np.linalg.eigvalsh(K)[0] < -1e-7, "the example has eigenvalues below zero"
    found = fit(study.y, kernel=K * unit)
    assert [message for message in found.messages if "rounded numbers" in message]
    expected = fit(study.y, kernel=_clipped(K) * unit)
    assert not [message for message in expected.messages if "below zero" in message]
    assert _share(found) == pytest.approx(_share(expected), abs=1e-7)


@pytest.mark.parametrize("fit", [genontk.ntk_lmm, genontk.ntk_krr])
@pytest.mark.parametrize("below", [0.02, 0.1])
def test_slightly_negative_eigenvalues_are_told(study, fit, below):
    K = genontk.ntk_kernel(study.G, kernel="additive", scale="hwe")
    K = K - below * np.eye(len(K))
    found = fit(study.y, kernel=K)
    assert [message for message in found.messages if "below zero" in message]
    if fit is genontk.ntk_krr:
        expected = fit(study.y, kernel=_clipped(K))
        np.testing.assert_allclose(found.fitted, expected.fitted, rtol=1e-7)


def test_both_functions_refuse_what_is_far_from_a_covariance(study):
    K = genontk.ntk_kernel(study.G, kernel="additive", scale="hwe")
    errors = []
    for fit in [genontk.ntk_lmm, genontk.ntk_krr]:
        for indefinite in [K - 0.8 * np.eye(len(K)), -K]:
            with pytest.raises(genontk.NotPositiveDefinite) as error:
                fit(study.y, kernel=indefinite)
            errors.append(str(error.value))
    assert errors[:2] == errors[2:]


def test_ridge_regression_takes_a_relationship_matrix_of_missing_genotypes():
    rng = np.random.default_rng(2)
    G = rng.binomial(2, 0.4, (150, 40)).astype(float)
    y = (G - G.mean(axis=0)) @ rng.normal(size=40) / 5 + rng.normal(size=150)
    G[rng.random(G.shape) < 0.03] = np.nan
    options = {"kernel": "additive", "scale": "hwe", "missing": "pairwise"}
    K = genontk.ntk_kernel(G, **options)
    found = genontk.ntk_krr(y, G, **options)
    np.testing.assert_allclose(
        found.fitted, genontk.ntk_krr(y, kernel=_clipped(K)).fitted, rtol=1e-6
    )
