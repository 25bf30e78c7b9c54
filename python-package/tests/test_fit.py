"""Fits are data that can be printed, plotted and pickled."""

import pickle
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose

import genontk

TABLES = {
    "variance_components": [
        "component",
        "estimate",
        "std_error",
        "lower",
        "upper",
        "unconstrained",
        "boundary",
    ],
    "heritability": [
        "component",
        "estimate",
        "std_error",
        "lower",
        "upper",
        "raw_ratio",
        "raw_ratio_std_error",
    ],
    "fixed_effects": ["term", "estimate", "std_error", "statistic", "p_value"],
    "random_effects": ["id", "component", "value", "pev", "reliability"],
    "dropped": ["type", "id", "reason"],
}


@pytest.fixture(params=["fit", "ridge_fit"])
def either(request):
    return request.getfixturevalue(request.param)


def test_tables_have_the_documented_columns(either):
    for name, columns in TABLES.items():
        assert list(getattr(either, name).columns) == columns, name


def test_tables_end_in_residual_and_total(either):
    assert either.variance_components["component"].iloc[-1] == "residual"
    assert either.heritability["component"].iloc[-1] == "total"
    assert either.variance_components["boundary"].dtype == bool


def test_scalars_have_their_types(either, study):
    assert either.n_people == len(study.ids)
    assert either.n_snps == study.G.shape[1]
    assert either.converged is True
    assert isinstance(either.log_likelihood, float)
    assert isinstance(either.messages, list)
    assert either.options["seed"] == 1
    assert either.memory["peak"] > 0


def test_ridge_has_its_path(ridge_fit):
    columns = ["penalty", "error", "std_error", "correlation", "df", "share", "kernel"]
    assert list(ridge_fit.path.columns) == columns
    assert ridge_fit.penalty in set(ridge_fit.path["penalty"])
    assert np.isnan(ridge_fit.share)
    assert ridge_fit.heritability["std_error"].isna().all()


def test_a_fit_predicts_in_a_new_process(either, study, tmp_path):
    (tmp_path / "fit.pickle").write_bytes(pickle.dumps((either, study.genotypes, study.data_new)))
    code = """
import pickle, sys
from pathlib import Path
fit, genotypes, data = pickle.loads(Path(sys.argv[1]).read_bytes())
fit.predict(genotypes, data, interval="confidence").to_pickle(sys.argv[2])
"""
    paths = [str(tmp_path / "fit.pickle"), str(tmp_path / "prediction.pickle")]
    subprocess.run([sys.executable, "-c", code, *paths], check=True, timeout=120)
    pd.testing.assert_frame_equal(
        pd.read_pickle(paths[1]),
        either.predict(study.genotypes, study.data_new, interval="confidence"),
        rtol=1e-12,
    )


def test_predicting_without_arguments_gives_the_fitted_values(either):
    assert_allclose(either.predict(), either.fitted)


def test_a_prediction_is_a_series_and_with_an_interval_a_frame(either, study):
    plain = either.predict(study.genotypes, study.data_new)
    assert isinstance(plain, pd.Series)
    assert list(plain.index) == study.ids_new
    wide = either.predict(study.genotypes, study.data_new, interval="prediction", level=0.99)
    narrow = either.predict(study.genotypes, study.data_new, interval="confidence", level=0.99)
    assert_allclose(wide["prediction"], plain, rtol=1e-10)
    assert (wide["lower"] < narrow["lower"]).all()
    assert (narrow["upper"] < wide["upper"]).all()


def test_arrays_are_predicted_by_position(study):
    fit = genontk.ntk_lmm(study.y, study.G, covariates=study.Z[:, 1:])
    got = fit.predict(study.G_new, study.Z_new[:, 1:])
    assert list(got.index) == list(range(len(study.ids_new)))
    by_name = genontk.ntk_lmm(study.formula, study.genotypes, data=study.data)
    assert_allclose(got, by_name.predict(study.genotypes, study.data_new), rtol=1e-7)


def test_covariates_of_a_frame_are_found_by_name(study):
    covariates = pd.DataFrame(study.Z[:, 1:], columns=["age", "male"], index=study.ids)
    fit = genontk.ntk_lmm(study.data["trait"], study.genotypes, covariates=covariates)
    assert list(fit.fixed_effects["term"]) == ["(Intercept)", "age", "male"]
    new = pd.DataFrame(
        {"male": study.Z_new[:, 2], "other": 1, "age": study.Z_new[:, 1]}, index=study.ids_new
    )
    assert list(fit.predict(study.genotypes, new).index) == study.ids_new


def test_print_is_short_and_summary_is_long(either):
    short, long = repr(either), either.summary()
    assert "80 people, 40 SNPs" in short
    assert len(short.splitlines()) <= 8
    for words in ("Variance components", "Heritability", "Fixed effects", "(Intercept)"):
        assert words in long
    assert repr(long) == str(long)
    assert max(map(len, long.splitlines())) <= 78


def test_a_notebook_shows_the_tables_with_numbers_below_each_other(either):
    shown = either._repr_html_()
    tests = getattr(either, "likelihood_ratio", None)
    assert shown.count("<table>") == (3 if tests is None else 4)
    assert 'text-align: right; padding: 0 0.7em">estimate' in shown
    for component in either.variance_components["component"]:
        assert f">{component}</td>" in shown
    assert ">nan</td>" not in shown
    assert "></td>" not in shown


def test_plot_gives_axes_and_shows_nothing(either, monkeypatch):
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("Agg")
    from matplotlib import pyplot

    monkeypatch.setattr(pyplot, "show", lambda: pytest.fail("show was called"))
    own = pyplot.figure().subplots()
    assert either.plot(ax=own) is own
    assert either.plot().get_xlabel()
    pyplot.close("all")


def test_plot_without_matplotlib_says_what_to_install(fit, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(ImportError, match=r"genontk\[plot\]"):
        fit.plot()


def test_the_same_seed_gives_the_same_folds(study):
    fits = [genontk.ntk_krr(study.y, study.G, seed=seed) for seed in (1, 1, 2)]
    assert (fits[0].folds == fits[1].folds).all()
    assert (fits[0].folds != fits[2].folds).any()


def test_the_number_of_threads_does_not_change_the_result(study):
    fits = [genontk.ntk_lmm(study.y, study.G, threads=threads) for threads in (1, 2)]
    assert_allclose(fits[0].fitted, fits[1].fitted, rtol=1e-12)
