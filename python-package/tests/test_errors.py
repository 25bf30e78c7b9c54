"""Bad input gets a typed error that says what to do, and the session continues."""

import pickle

import numpy as np
import pandas as pd
import pytest

import genontk

pytestmark = pytest.mark.usefixtures("leaves_no_files")


@pytest.fixture(autouse=True)
def the_session_goes_on(study):
    yield
    assert genontk.ntk_lmm(study.y, study.G).converged


def with_value(values, position, value):
    changed = np.array(values)
    changed[position] = value
    return changed


BAD_CALLS = {
    "fewer people than rows of y": lambda s: genontk.ntk_lmm(s.y[:-1], s.G),
    "covariates of another length": lambda s: genontk.ntk_lmm(s.y, s.G, covariates=s.Z[:-1]),
    "infinite y": lambda s: genontk.ntk_lmm(with_value(s.y, 3, np.inf), s.G),
    "infinite genotype": lambda s: genontk.ntk_lmm(s.y, with_value(s.G, (3, 4), np.inf)),
    "infinite covariate": lambda s: genontk.ntk_lmm(
        s.y, s.G, covariates=with_value(s.Z[:, 1], 0, -np.inf)
    ),
    "constant y": lambda s: genontk.ntk_lmm(np.ones(len(s.y)), s.G),
    "y missing for all": lambda s: genontk.ntk_lmm(np.full(len(s.y), np.nan), s.G),
    "words as y": lambda s: genontk.ntk_lmm(np.array(["a"] * len(s.y)), s.G),
    "three people": lambda s: genontk.ntk_lmm(s.y[:3], s.G[:3]),
    "no y": lambda s: genontk.ntk_lmm([], s.G),
    "nobody in both": lambda s: genontk.ntk_lmm(
        s.formula, s.genotypes.rename(index="Q{}".format), data=s.data
    ),
    "an ID twice": lambda s: genontk.ntk_lmm(
        s.formula, s.genotypes, data=pd.concat([s.data, s.data[:1]])
    ),
    "an ID missing": lambda s: genontk.ntk_lmm(
        s.formula, s.genotypes, data=s.data.assign(who=[None, *s.ids[1:]]), id="who"
    ),
    "an id column that is not there": lambda s: genontk.ntk_lmm(
        s.formula, s.genotypes, data=s.data, id="who"
    ),
    "neither genotypes nor kernel": lambda s: genontk.ntk_lmm(s.y),
    "constant genotypes": lambda s: genontk.ntk_lmm(s.y, np.ones_like(s.G)),
    "words as genotypes": lambda s: genontk.ntk_lmm(s.y, s.G.astype(str)),
    "genotypes of three dimensions": lambda s: genontk.ntk_lmm(s.y, s.G[:, :, None]),
    "genotypes as a set": lambda s: genontk.ntk_lmm(s.y, {1, 2}),
    "an asymmetric kernel": lambda s: genontk.ntk_lmm(
        s.y, kernel=with_value(np.eye(len(s.y)), (0, 1), 0.5)
    ),
    "an oblong kernel": lambda s: genontk.ntk_lmm(s.y, kernel=np.eye(len(s.y))[:, :-1]),
    "a kernel with NaN": lambda s: genontk.ntk_lmm(
        s.y, kernel=with_value(np.eye(len(s.y)), (2, 2), np.nan)
    ),
    "an unknown kernel": lambda s: genontk.ntk_lmm(s.y, s.G, kernel="quantum"),
    "an unknown method": lambda s: genontk.ntk_lmm(s.y, s.G, method="guess"),
    "an unknown scale": lambda s: genontk.ntk_lmm(s.y, s.G, scale="metric"),
    "a depth of zero": lambda s: genontk.ntk_lmm(s.y, s.G, depth=0),
    "half a layer": lambda s: genontk.ntk_lmm(s.y, s.G, depth=1.5),
    "no threads": lambda s: genontk.ntk_lmm(s.y, s.G, threads=0),
    "a negative penalty": lambda s: genontk.ntk_krr(s.y, s.G, penalty=-1.0),
    "an infinite penalty": lambda s: genontk.ntk_krr(s.y, s.G, penalty=np.inf),
    "one fold": lambda s: genontk.ntk_krr(s.y, s.G, folds=1),
    "more folds than people": lambda s: genontk.ntk_krr(s.y, s.G, folds=1000),
    "too few fold labels": lambda s: genontk.ntk_krr(s.y, s.G, folds=[1, 2, 3]),
    "an unknown rule": lambda s: genontk.ntk_krr(s.y, s.G, rule="dice"),
    "a subset of row numbers": lambda s: genontk.ntk_lmm(s.y, s.G, subset=[0, 1, 2]),
    "data that are no DataFrame": lambda s: genontk.ntk_lmm(s.y, s.G, data=s.G),
    "a set of no SNP": lambda s: genontk.ntk_lmm(s.y, s.G, sets={"gene": ["nothing"]}),
    "a backend that is not there": lambda s: genontk.ntk_lmm(s.y, s.G, backend="gpu"),
    "a formula and covariates": lambda s: genontk.ntk_lmm(
        s.formula, s.genotypes, data=s.data, covariates=s.Z
    ),
}


@pytest.mark.parametrize("call", BAD_CALLS.values(), ids=BAD_CALLS.keys())
def test_bad_input_is_invalid_input(study, call):
    with pytest.raises(genontk.InvalidInput) as caught:
        call(study)
    assert isinstance(caught.value, (genontk.GenontkError, ValueError))
    assert len(str(caught.value)) > 20
    assert "\tat " not in str(caught.value)


def test_the_java_trace_is_attached_and_not_printed(study):
    with pytest.raises(genontk.InvalidInput) as caught:
        genontk.ntk_lmm(study.y, study.G, method="guess")
    assert "genontk.service" in caught.value.java_trace
    assert "genontk.service" not in str(caught.value)


def test_every_error_is_a_genontk_error_and_pickles():
    for name in (
        "InvalidInput",
        "NotPositiveDefinite",
        "DidNotConverge",
        "Cancelled",
        "OutOfMemory",
        "BridgeFailed",
    ):
        kind = getattr(genontk, name)
        assert issubclass(kind, genontk.GenontkError)
        assert str(pickle.loads(pickle.dumps(kind("why")))) == "why"


def test_predicting_without_covariates_is_invalid_input(study, fit):
    with pytest.raises(genontk.InvalidInput, match="age"):
        fit.predict(study.genotypes)


def test_predicting_from_other_snps_is_invalid_input(study, fit):
    other = study.genotypes.rename(columns="x{}".format)
    with pytest.raises(genontk.InvalidInput):
        fit.predict(other, study.data_new)


def test_a_level_outside_0_and_1_is_invalid_input(study, fit):
    with pytest.raises(genontk.InvalidInput, match="level"):
        fit.predict(study.genotypes, study.data_new, interval="prediction", level=95)


def test_a_failure_to_converge_has_its_last_state():
    rng = np.random.default_rng(0)
    a, b = (rng.normal(size=(14, 3)) for _ in range(2))
    kernels = {"a": a @ a.T, "b": b @ b.T}
    # Without the constraint the likelihood has no maximum here.
    with pytest.raises(genontk.DidNotConverge) as caught:
        genontk.ntk_lmm(rng.normal(size=14), kernel=kernels, constrain=False)
    state = caught.value.state
    assert state["iterations"] > 1
    assert len(state["estimate"]) == len(state["gradient"]) == 3
    assert np.isfinite(state["log_likelihood"])
    again = pickle.loads(pickle.dumps(caught.value))
    assert again.state == state
