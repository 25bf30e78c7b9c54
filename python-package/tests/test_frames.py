"""Frames and arrays of other packages give the numbers that pandas and NumPy give."""

import datetime
import warnings

import numpy as np
import pandas as pd
import pytest
import scipy.sparse
from numpy.testing import assert_allclose

import genontk

pl = pytest.importorskip("polars")
pa = pytest.importorskip("pyarrow")
xr = pytest.importorskip("xarray")

FORMULA = "y ~ age + sex + cups + smoker"
ADDITIVE = {"kernel": "additive", "id": "id"}


@pytest.fixture(scope="module")
def cohort():
    rng = np.random.default_rng(1)
    ids = [f"p{i}" for i in range(60)]
    data = pd.DataFrame(
        {
            "id": ids,
            "age": rng.uniform(20, 70, 60),
            "sex": rng.choice(["f", "m"], 60),
            "cups": rng.integers(0, 9, 60),
            "smoker": rng.random(60) < 0.5,
        }
    )
    data["y"] = 0.02 * data["age"] + rng.normal(size=60)
    data.loc[3, "age"] = np.nan
    data.loc[5, "sex"] = None
    columns = [f"rs{j}" for j in range(20)]
    G = pd.DataFrame(rng.binomial(2, 0.4, (60, 20)).astype(float), ids, columns)
    return data, G, genontk.ntk_lmm(FORMULA, G, data=data, **ADDITIVE)


def as_arrow_stream(table):
    class Stream:
        def __arrow_c_stream__(self, requested_schema=None):
            return table.__arrow_c_stream__(requested_schema)

    return Stream()


def as_array(values):
    class Array:
        def __array__(self, dtype=None, copy=None):
            return np.asarray(values, dtype)

    return Array()


FRAMES = {
    "convert_dtypes": lambda d: d.convert_dtypes(),
    "convert_dtypes, arrow": lambda d: d.convert_dtypes(dtype_backend="pyarrow"),
    "polars": pl.from_pandas,
    "polars, lazy": lambda d: pl.from_pandas(d).lazy(),
    "polars, categorical": lambda d: pl.from_pandas(d).with_columns(
        pl.col("sex").cast(pl.Categorical)
    ),
    "pyarrow": pa.Table.from_pandas,
    "pyarrow, dictionary": lambda d: pa.Table.from_pandas(d.astype({"sex": "category"})),
    "arrow stream": lambda d: as_arrow_stream(pa.Table.from_pandas(d)),
    "dict": lambda d: d.to_dict("list"),
    "list of dicts": lambda d: d.to_dict("records"),
    "records": lambda d: d.to_records(index=False),
    "xarray": xr.Dataset.from_dataframe,
}


@pytest.mark.parametrize("kind", FRAMES)
def test_data_may_be_a_frame_of_another_package(cohort, kind):
    data, G, expected = cohort
    fit = genontk.ntk_lmm(FORMULA, G, data=FRAMES[kind](data), **ADDITIVE)
    assert list(fit.fixed_effects["term"]) == list(expected.fixed_effects["term"])
    assert fit.n_people == 58
    assert_allclose(fit.fixed_effects["estimate"], expected.fixed_effects["estimate"], rtol=1e-12)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", genontk.GenontkWarning)
        assert_allclose(
            expected.predict(G, FRAMES[kind](data)), expected.predict(G, data), rtol=1e-12
        )


def test_the_order_of_an_enum_is_that_of_the_levels(cohort):
    data, G, _ = cohort
    enum = pl.from_pandas(data).with_columns(pl.col("sex").cast(pl.Enum(["m", "f"])))
    fit = genontk.ntk_lmm(FORMULA, G, data=enum, **ADDITIVE)
    assert list(fit.fixed_effects["term"])[2] == "sex[T.f]"


MATRICES = {
    "polars": lambda G: pl.DataFrame(G.to_numpy(), schema=list(G.columns)),
    "pyarrow": lambda G: pa.table({name: G[name].to_numpy() for name in G.columns}),
    "xarray": lambda G: xr.DataArray(
        G, dims=("sample", "variant"), coords={"sample": G.index, "variant": G.columns}
    ),
    "csr_matrix": lambda G: scipy.sparse.csr_matrix(G.to_numpy()),
    "csc_array": lambda G: scipy.sparse.csc_array(G.to_numpy()),
    "sparse pandas": lambda G: G.astype(pd.SparseDtype(float, 0)),
    "Int8": lambda G: G.astype("Int8") if (G % 1 == 0).all().all() else G.astype("Float64"),
    "__array__": lambda G: as_array(G.to_numpy()),
    "arrow stream": lambda G: as_arrow_stream(pa.table({str(n): G[n].to_numpy() for n in G})),
}


@pytest.mark.parametrize("kind", MATRICES)
def test_genotypes_and_kernels_may_be_a_matrix_of_another_package(cohort, kind):
    data, G, expected = cohort
    K = pd.DataFrame(genontk.ntk_kernel(G, kernel="additive"), G.index, G.index)
    fit = genontk.ntk_lmm(FORMULA, MATRICES[kind](G), data=data, **ADDITIVE)
    assert_allclose(fit.fitted, expected.fitted, rtol=1e-10)
    own = genontk.ntk_lmm(FORMULA, data=data, id="id", kernel=K)
    fit = genontk.ntk_lmm(FORMULA, data=data, id="id", kernel=MATRICES[kind](K))
    assert_allclose(fit.fitted, own.fitted, rtol=1e-10)


def test_the_ids_of_an_xarray_matrix_join_people(cohort):
    data, G, expected = cohort
    shuffled = MATRICES["xarray"](G.iloc[::-1])
    fit = genontk.ntk_lmm(FORMULA, shuffled, data=data, **ADDITIVE)
    assert_allclose(fit.fitted, expected.fitted, rtol=1e-10)


def test_traits_covariates_weights_and_subsets_may_be_of_another_package(cohort):
    data, G, _ = cohort
    y, cups = data["y"].to_numpy(), data["cups"].to_numpy()
    weights, used = np.linspace(1, 2, 60), np.arange(60) < 50
    expected = genontk.ntk_lmm(y, G, covariates=cups, weights=weights, subset=used)
    for trait in (pl.Series("y", y), pa.array(y), xr.DataArray(y), pd.array(y, dtype="Float64")):
        fit = genontk.ntk_lmm(
            trait,
            G,
            covariates=pl.DataFrame({"cups": cups}),
            weights=pl.Series(weights),
            subset=pd.Series(used, dtype="boolean").where(used),
        )
        assert_allclose(fit.fitted, expected.fitted, rtol=1e-12)


def test_one_person_may_be_a_series_or_a_dict(cohort):
    data, G, fit = cohort
    expected = fit.predict(G[:1], data[:1])
    assert_allclose(fit.predict(G[:1], data.iloc[0]), expected)
    assert_allclose(fit.predict(G[:1], data.iloc[0].to_dict()), expected)
    simple = genontk.ntk_lmm("y ~ cups", G, data=data.set_index("id"))
    assert_allclose(simple.predict(G, data.set_index("id")["cups"]), simple.fitted, rtol=1e-10)
    for covariates in (data[["cups"]], data[["cups"]].to_numpy()):
        fit = genontk.ntk_lmm(data["y"].to_numpy(), G, covariates=covariates)
        for new in (data["cups"], {"cups": data["cups"]}, data[["cups"]]):
            assert_allclose(fit.predict(G, new), fit.fitted, rtol=1e-10)


@pytest.mark.parametrize("family", ["matrix of both", "strings", "without"])
def test_a_multi_index_joins_as_family_and_person(cohort, family):
    data, G, expected = cohort
    both = data.assign(FID="F").set_index(["FID", "id"])
    given = {
        "matrix of both": G.set_axis(both.index),
        "strings": G.set_axis([f"F:{person}" for person in G.index]),
        "without": G,
    }[family].iloc[::-1]
    fit = genontk.ntk_lmm(FORMULA, given, data=both, kernel="additive")
    prefix = "" if family == "without" else "F:"
    assert list(fit.fitted.index) == [f"{prefix}{person}" for person in expected.fitted.index]
    assert_allclose(fit.fitted, expected.fitted, rtol=1e-10)


@pytest.mark.parametrize(
    "dates",
    [
        pd.date_range("2000", periods=60),
        pd.date_range("2000", periods=60, tz="UTC"),
        pd.to_timedelta(np.arange(60), "D"),
        pd.period_range("2000", periods=60),
        [datetime.date(2000, 1, 1 + k % 28) for k in range(60)],
    ],
)
def test_dates_and_durations_are_refused_by_name(cohort, dates):
    data, G, _ = cohort
    dated = data.assign(birth=dates)
    for formula in ("y ~ age + birth", "y ~ age * birth", "birth ~ age"):
        with pytest.raises(genontk.InvalidInput, match="date, time or duration: 'birth'"):
            genontk.ntk_lmm(formula, G, data=dated, **ADDITIVE)
    with pytest.raises(genontk.InvalidInput, match="covariates have a date"):
        genontk.ntk_lmm(data["y"].to_numpy(), G, covariates=dated[["birth"]])
    days = "y ~ I((birth - birth_of_all).dt.days)"
    if isinstance(dates, pd.DatetimeIndex):
        first = dated.assign(birth_of_all=dates[0])
        assert genontk.ntk_lmm(days, G, data=first, **ADDITIVE).n_people == 60


@pytest.mark.parametrize("data", [5, "y", [1, 2], {"y": [1, 2], "age": [1]}, np.ones(3)])
def test_data_that_are_no_table_are_an_input_error(cohort, data):
    with pytest.raises(genontk.InvalidInput):
        genontk.ntk_lmm("y ~ age", cohort[1], data=data)
