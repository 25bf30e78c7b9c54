"""Formulas give the design matrices that a user of R or statsmodels expects."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

import genontk


def terms(fit):
    return list(fit.fixed_effects["term"])


def test_a_one_sided_design_has_the_intercept_only(study):
    fit = genontk.ntk_lmm("trait ~ 1", study.genotypes, data=study.data)
    assert terms(fit) == ["(Intercept)"]


@pytest.mark.parametrize("formula", ["trait ~ 0 + age", "trait ~ age - 1"])
def test_the_intercept_can_be_left_out(study, formula):
    fit = genontk.ntk_lmm(formula, study.genotypes, data=study.data)
    assert terms(fit) == ["age"]


def test_transforms_keep_their_state_for_new_people(study, fit):
    centred = genontk.ntk_lmm("trait ~ center(age) + sex", study.genotypes, data=study.data)
    assert_allclose(
        centred.predict(study.genotypes, study.data_new),
        fit.predict(study.genotypes, study.data_new),
        rtol=1e-7,
    )


def test_transforms_learn_from_the_subset_only(study):
    keep = (study.data["sex"] == "M").to_numpy()
    subset = genontk.ntk_lmm("trait ~ center(age)", study.genotypes, data=study.data, subset=keep)
    rows = genontk.ntk_lmm("trait ~ center(age)", study.genotypes, data=study.data[keep])
    assert_allclose(subset.fixed_effects["estimate"], rows.fixed_effects["estimate"], rtol=1e-10)


@pytest.mark.parametrize("term", ["center(age)", "poly(age, 2)", "bs(age, df=4)", "np.log(age)"])
def test_a_missing_variable_within_a_transform_drops_that_person_only(study, term):
    data = study.data.copy()
    data.iloc[7, data.columns.get_loc("age")] = np.nan
    fit = genontk.ntk_lmm(f"trait ~ {term}", study.genotypes, data=data)
    rows = genontk.ntk_lmm(f"trait ~ {term}", study.genotypes, data=data.drop(study.ids[7]))
    assert fit.n_people == len(study.ids) - 1
    assert_allclose(fit.fixed_effects["estimate"], rows.fixed_effects["estimate"], rtol=1e-8)
    new = study.data_new.assign(age=[np.nan, *study.data_new["age"][1:].clip(22, 78)])
    assert fit.predict(study.genotypes, new).isna().tolist() == [True, *[False] * 14]


def test_a_factor_keeps_its_levels_where_new_people_have_one_level_only(study, fit):
    men = study.data_new[study.data_new["sex"] == "M"]
    assert_allclose(
        fit.predict(study.genotypes, men),
        fit.predict(study.genotypes, study.data_new)[men.index],
        rtol=1e-10,
    )


def test_a_missing_covariate_of_a_new_person_gives_nan_for_that_person(study, fit):
    data = study.data_new.copy()
    data.iloc[2, data.columns.get_loc("sex")] = None
    got = fit.predict(study.genotypes, data)
    assert np.isnan(got.iloc[2])
    assert got.notna().sum() == len(data) - 1


def test_a_transform_of_y_is_the_trait(study):
    data = study.data.assign(trait=np.exp(study.data["trait"] / 5))
    logged = genontk.ntk_lmm("np.log(trait) ~ 1", study.genotypes, data=data)
    plain = genontk.ntk_lmm(study.data["trait"] / 5, study.genotypes)
    assert_allclose(
        logged.variance_components["estimate"], plain.variance_components["estimate"], rtol=1e-8
    )


def test_a_covariate_that_others_determine_is_left_out_with_a_message(study):
    data, new = (frame.assign(months=12 * frame["age"]) for frame in (study.data, study.data_new))
    fit = genontk.ntk_lmm("trait ~ age + months", study.genotypes, data=data)
    assert terms(fit) == ["(Intercept)", "age"]
    assert any("months" in message for message in fit.messages)
    assert fit.predict(study.genotypes, new).notna().all()


@pytest.mark.parametrize(
    "formula", ["trait", "trait ~ nowhere", "trait ~ age +* sex", "sex ~ age", "~ age", "trait ~ ."]
)
def test_a_formula_that_cannot_be_used_is_invalid_input(study, formula):
    with pytest.raises(genontk.InvalidInput, match=r"formula|data lacks|numeric"):
        genontk.ntk_lmm(formula, study.genotypes, data=study.data)


def test_a_level_that_the_fit_has_not_seen_is_invalid_input(study, fit):
    with pytest.raises(genontk.InvalidInput):
        fit.predict(study.genotypes, study.data_new.assign(sex="X"))


def test_a_formula_needs_data(study):
    with pytest.raises(genontk.InvalidInput, match="data="):
        genontk.ntk_lmm("trait ~ age", study.genotypes)


@pytest.mark.parametrize("right", ["age + (1|sex)", "age | sex", "(age || sex)"])
def test_a_random_effect_is_refused_with_the_kernel_that_is_meant(study, right):
    meant = r'Random effects are kernels.*"sex": "identity"'
    with pytest.raises(genontk.InvalidInput, match=meant):
        genontk.ntk_lmm(f"trait ~ {right}", study.genotypes, data=study.data)
    assert genontk.ntk_lmm("trait ~ I((age > 50) | (age < 30))", study.genotypes, data=study.data)


KEPT = [
    "scale(poly(age, 2))",
    "I(scale(age) ** 2)",
    "np.log(scale(age) + 5)",
    "poly(np.log(age), 2)",
    "bs(np.log(age), df=4)",
    "I(center(age) * age)",
    "np.sqrt(scale(age) + 5):sex",
    "C(sex, contr.treatment('M'))",
]


@pytest.mark.parametrize("term", KEPT)
def test_a_part_of_the_people_is_predicted_as_all_are_fitted(study, term):
    fit = genontk.ntk_lmm(f"trait ~ {term}", study.genotypes, data=study.data)
    few = [40, 7, 22]
    assert_allclose(
        fit.predict(study.genotypes, study.data.iloc[few]), fit.fitted.iloc[few], rtol=1e-10
    )


REFUSED = [
    "I(age - age.mean())",
    "I(age > np.median(age))",
    "lag(age)",
    "np.cumsum(age)",
    "age.rank()",
]


@pytest.mark.parametrize("term", REFUSED)
def test_a_term_that_depends_on_all_people_at_once_is_refused(study, term):
    with pytest.raises(genontk.InvalidInput, match="depends on all people at once") as failure:
        genontk.ntk_lmm(f"trait ~ sex + {term}", study.genotypes, data=study.data)
    assert "'1'" not in str(failure.value)


@pytest.mark.parametrize("kind", ["str", "category", object, "string"])
def test_a_term_with_one_level_left_is_named(study, kind):
    data = study.data.assign(batch=3, sex=study.data["sex"].astype(kind))
    data.loc[data["sex"] == "M", "trait"] = np.nan
    fit = genontk.ntk_lmm("trait ~ age * sex + batch", study.genotypes, data=data)
    women = study.data[study.data["sex"] == "F"]
    expected = genontk.ntk_lmm("trait ~ age", study.genotypes, data=women)
    assert terms(fit) == ["(Intercept)", "age"]
    assert_allclose(fit.fixed_effects["estimate"], expected.fixed_effects["estimate"], rtol=1e-8)
    assert (
        "Covariates left out because they are the same for everyone in the fit: "
        "'sex' ('F'), 'age:sex' ('F'), 'batch' (3)." in fit.messages
    )
    with pytest.raises(genontk.InvalidInput):
        fit.predict(study.genotypes, study.data_new)


def test_an_empty_cell_of_an_interaction_is_named(study):
    data = study.data.assign(site=["a", "b"] * 40)
    data.loc[(data["sex"] == "M") & (data["site"] == "b"), "trait"] = np.nan
    fit = genontk.ntk_lmm("trait ~ sex * site", study.genotypes, data=data)
    assert any("'sex[T.M]:site[T.b]' (0)" in message for message in fit.messages)
