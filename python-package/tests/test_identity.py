"""The identity kernel: people of one level of a column share an effect."""

import zipfile

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose
from scipy.optimize import minimize

import genontk


@pytest.fixture(scope="module")
def trial():
    """Records of 50 people of seven lines."""
    rng = np.random.default_rng(3)
    ids = [f"p{i}" for i in range(50)]
    genotypes = pd.DataFrame(rng.binomial(2, 0.4, (50, 30)).astype(float), index=ids)
    who = np.repeat(np.arange(50), rng.integers(1, 4, 50))
    line = rng.choice(list("abcdefg"), 50)
    data = pd.DataFrame(
        {"id": np.array(ids)[who], "line": line[who], "x": rng.normal(size=len(who))}
    )
    person = rng.normal(size=50)[who]
    effect = dict(zip("abcdefg", rng.normal(size=7), strict=True))
    data["y"] = 0.5 * data["x"] + person + data["line"].map(effect) + rng.normal(size=len(who))
    return data, genotypes, who, line


def shared(rows, columns):
    """Z Z', by its definition."""
    return (np.asarray(rows)[:, None] == np.asarray(columns)[None]).astype(float)


KERNEL = {"snps": "additive", "line": "identity", "person": "identity"}


@pytest.fixture(scope="module")
def trial_fit(trial):
    data, genotypes, _, _ = trial
    return genontk.ntk_lmm("y ~ x", genotypes, data=data, id="id", kernel=KERNEL)


def test_variances_are_those_of_reml_in_numpy(trial, trial_fit):
    data, genotypes, who, line = trial
    K = genontk.ntk_kernel(genotypes, kernel="additive")
    same = [np.eye(50)[who] @ k @ np.eye(50)[who].T for k in (K, shared(line, line), np.eye(50))]
    same.append(np.eye(len(who)))
    X, y = np.column_stack([np.ones(len(who)), data["x"]]), data["y"].to_numpy()

    def deviance(logs):
        V = sum(np.exp(log) * k for log, k in zip(logs, same, strict=True))
        inverse = np.linalg.inv(V)
        information = X.T @ inverse @ X
        P = inverse - inverse @ X @ np.linalg.solve(information, X.T @ inverse)
        return np.linalg.slogdet(V)[1] + np.linalg.slogdet(information)[1] + y @ P @ y

    start = np.log(trial_fit.variance_components["estimate"]) + 0.2
    steps = {"maxiter": 9000, "maxfev": 9000, "xatol": 1e-9, "fatol": 1e-12}
    best = minimize(deviance, start, method="Nelder-Mead", options=steps)
    assert_allclose(trial_fit.variance_components["estimate"].to_numpy(), np.exp(best.x), rtol=1e-5)
    assert list(trial_fit.variance_components["component"]) == [*KERNEL, "residual"]


def test_new_people_share_the_effects_of_known_levels(trial, trial_fit, tmp_path):
    data, genotypes, _, line = trial
    ids = list(genotypes.index)
    new = pd.DataFrame({"id": ["p1", "q1", "q2"], "line": ["a", "b", "new"], "x": [0.0, 1.0, 2.0]})
    G = genotypes.iloc[[4, 5, 6]].set_axis(new["id"])
    with pytest.warns(genontk.GenontkWarning, match="1 person has a level of 'line' that the fit"):
        given = trial_fit.predict(G, new, components=True, interval="prediction")
    own = genontk.ntk_lmm(
        "y ~ x",
        genotypes,
        data=data,
        id="id",
        kernel={
            "snps": "additive",
            "line": pd.DataFrame(shared(line, line), ids, ids),
            "person": pd.DataFrame(np.eye(50), ids, ids),
        },
    )
    expected = own.predict(
        G,
        new,
        components=True,
        interval="prediction",
        kernel={"line": shared(new["line"], line), "person": shared(new["id"], ids)},
        kernel_diagonal={"line": np.ones(3), "person": np.ones(3)},
    )
    assert_allclose(given, expected, rtol=1e-9, atol=1e-12)
    assert given["line"].iloc[2] == 0
    assert list(given["person"].iloc[1:]) == [0, 0]
    assert given["person"].iloc[0] != 0
    loaded = genontk.load_model(genontk.save_model(trial_fit, tmp_path / "a.genontk"))
    with pytest.warns(genontk.GenontkWarning):
        assert_allclose(loaded.predict(G, new), given["prediction"], rtol=1e-12)
    secret = genontk.load_model(genontk.save_model(trial_fit, tmp_path / "b.genontk", ids=False))
    with pytest.warns(genontk.GenontkWarning, match="no IDs by which its people"):
        predicted = secret.predict(G, new)
    assert_allclose(predicted, given["prediction"] - given["person"], rtol=1e-12)


def test_a_ridge_regression_gives_levels_a_share(trial):
    data, genotypes, _, line = trial
    ids = list(genotypes.index)
    people = data.drop_duplicates("id")
    rest = {"data": people, "id": "id"}
    named = genontk.ntk_krr(
        "y ~ x", genotypes, kernel={"snps": "additive", "line": "identity"}, **rest
    )
    matrix = {"snps": "additive", "line": pd.DataFrame(shared(line, line), ids, ids)}
    own = genontk.ntk_krr("y ~ x", genotypes, kernel=matrix, **rest)
    assert_allclose(named.path["error"], own.path["error"], rtol=1e-10)
    assert list(named.shares["share"]) == list(own.shares["share"])


def test_one_person_cannot_have_two_levels(trial):
    data, genotypes, _, _ = trial
    several = data["id"].duplicated(keep=False)
    changed = data.assign(line=data["line"].where(~several | data["id"].duplicated(), "other"))
    with pytest.raises(genontk.InvalidInput, match="several levels of 'line'"):
        genontk.ntk_lmm(
            "y ~ x",
            genotypes,
            data=changed,
            id="id",
            kernel={"snps": "additive", "line": "identity"},
        )


def test_a_model_without_ids_holds_none_as_levels(trial, tmp_path):
    data, genotypes, _, _ = trial
    fit = genontk.ntk_lmm(
        "y ~ x", genotypes, data=data, id="id", kernel={"snps": "additive", "id": "identity"}
    )
    for ids in (True, False):
        file = genontk.save_model(fit, tmp_path / "a.genontk", ids=ids)
        with zipfile.ZipFile(file) as model:
            assert any(b'"p17"' in model.read(name) for name in model.namelist()) == ids
