"""Several traits at once give the fits of each trait alone."""

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose

import genontk


@pytest.fixture(scope="module")
def traits(study):
    """Three traits of the same people, two of them with missing values of their own."""
    rng = np.random.default_rng(12)
    frame = pd.DataFrame(index=study.data.index)
    frame["height"] = study.y
    frame["width"] = study.G[:, 5] * study.G[:, 6] + rng.normal(size=len(study.y))
    frame["depth"] = study.G[:, :8].sum(axis=1) + rng.normal(size=len(study.y))
    frame.loc[frame.index[:6], "width"] = np.nan
    frame.loc[frame.index[40:43], "depth"] = np.nan
    return frame


def assert_same(fit, expected):
    assert fit.n_people == expected.n_people
    assert list(fit.fitted.index) == list(expected.fitted.index)
    for table, column in (("variance_components", "estimate"), ("fixed_effects", "estimate")):
        got, wanted = (getattr(x, table)[column] for x in (fit, expected))
        assert_allclose(got, wanted, rtol=1e-7, atol=1e-9)
    assert_allclose(fit.fitted, expected.fitted, rtol=1e-7)


@pytest.mark.parametrize("function", [genontk.ntk_lmm, genontk.ntk_krr])
def test_columns_of_a_frame_equal_single_fits(study, traits, function):
    fits = function(traits, study.genotypes)
    assert list(fits) == list(traits.columns)
    for name, fit in fits.items():
        assert fit.y_name == name
        assert_same(fit, function(traits[name], study.genotypes))


def test_columns_of_an_array_are_numbered(study, traits):
    fits = genontk.ntk_lmm(traits.to_numpy(), study.G, covariates=study.Z[:, 1:])
    assert list(fits) == ["y1", "y2", "y3"]
    single = genontk.ntk_lmm(traits["width"].to_numpy(), study.G, covariates=study.Z[:, 1:])
    assert_same(fits["y2"], single)


def test_the_left_side_of_a_formula_may_have_several_traits(study, traits):
    data = study.data.join(traits)
    data.iloc[50, data.columns.get_loc("age")] = np.nan
    fits = genontk.ntk_lmm(
        "height + np.log(depth + 3) ~ center(age) + sex", study.genotypes, data=data
    )
    assert list(fits) == ["height", "np.log(depth + 3)"]
    for name, fit in fits.items():
        single = genontk.ntk_lmm(f"{name} ~ center(age) + sex", study.genotypes, data=data)
        assert fit.n_people == single.n_people
        assert_allclose(
            fit.predict(study.genotypes, study.data_new),
            single.predict(study.genotypes, study.data_new),
            rtol=1e-7,
        )


def test_each_fit_predicts_by_itself(study, traits):
    fits = genontk.ntk_krr(traits, study.genotypes, kernel="additive")
    for name, fit in fits.items():
        single = genontk.ntk_krr(traits[name], study.genotypes, kernel="additive")
        new = study.genotypes.loc[study.ids_new]
        assert_allclose(fit.predict(new), single.predict(new), rtol=1e-8)


def test_a_subset_is_taken_of_every_trait(study, traits):
    keep = np.arange(len(traits)) % 3 != 1
    fits = genontk.ntk_lmm(traits, study.genotypes, subset=keep)
    assert_same(fits["depth"], genontk.ntk_lmm(traits["depth"][keep], study.genotypes))


@pytest.mark.parametrize("one", [lambda t: t[["depth"]], lambda t: t[["depth"]].to_numpy()])
def test_one_column_is_one_trait(study, traits, one):
    fit = genontk.ntk_lmm(one(traits), study.genotypes.loc[study.ids].to_numpy())
    assert isinstance(fit, genontk.LmmFit)


@pytest.mark.usefixtures("leaves_no_files")
@pytest.mark.parametrize(
    "bad",
    [
        lambda t: t.set_axis(["a", "b", "a"], axis=1),
        lambda t: t.assign(empty=np.nan),
        lambda t: t.assign(constant=1.0),
        lambda t: t.assign(word="a"),
        lambda t: t.iloc[:, :0],
        lambda t: np.stack([t.to_numpy()] * 2),
        lambda t: t.assign(huge=np.inf),
    ],
    ids=["a name twice", "empty", "constant", "words", "no column", "three dimensions", "infinite"],
)
def test_traits_that_cannot_be_fitted_are_invalid_input(study, traits, bad):
    with pytest.raises(genontk.InvalidInput):
        genontk.ntk_lmm(bad(traits), study.genotypes)
