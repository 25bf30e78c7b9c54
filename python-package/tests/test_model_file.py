"""Models that were saved and loaded work as the fit does."""

import hashlib
import pickle
import zipfile

import numpy as np
import pandas as pd
import pytest

import genontk


@pytest.fixture(scope="module")
def study():
    random = np.random.default_rng(4)
    genotypes = pd.DataFrame(
        random.binomial(2, 0.4, size=(70, 30)).astype(float),
        index=pd.Index([f"P{i}" for i in range(70)], name="id"),
        columns=[f"rs{j}" for j in range(30)],
    )
    data = pd.DataFrame(
        {
            "age": random.integers(20, 80, size=70),
            "sex": random.choice(["F", "M"], size=70),
            "treated": random.random(70) < 0.5,
        },
        index=genotypes.index,
    )
    data["y"] = (
        genotypes.iloc[:, :4].sum(axis=1)
        + data["age"] / 20
        + (data["sex"] == "M") * data["treated"]
        + random.normal(size=70)
    )
    return data, genotypes


@pytest.mark.parametrize("function", ["ntk_lmm", "ntk_krr"])
@pytest.mark.parametrize("formula", ["y ~ 1", "y ~ age", "y ~ age + sex * treated"])
def test_a_loaded_model_predicts_as_the_fit_does(study, tmp_path, function, formula):
    data, genotypes = study
    fit = getattr(genontk, function)(formula, genotypes, data=data)
    model = genontk.load_model(genontk.save_model(fit, tmp_path / "m.genontk"))
    for options in ({}, {"interval": "prediction"}):
        expected = fit.predict(genotypes, data, **options)
        got = model.predict(genotypes, data, **options)
        np.testing.assert_allclose(got, expected, rtol=0, atol=1e-12)
        assert list(got.index) == list(expected.index)
    pd.testing.assert_frame_equal(model.variance_components, fit.variance_components)
    pd.testing.assert_frame_equal(model.heritability, fit.heritability)
    assert fit.y_name in repr(model)
    assert "no fitted values" in str(model.summary())
    again = genontk.load_model(genontk.save_model(model, tmp_path / "again.genontk"))
    np.testing.assert_array_equal(again.predict(genotypes, data), model.predict(genotypes, data))
    assert (
        pickle.loads(pickle.dumps(model))
        .predict(genotypes, data)
        .equals(model.predict(genotypes, data))
    )


def test_dosages_and_covariates_given_as_arrays_are_carried_along(study, tmp_path):
    data, genotypes = study
    dosages = genotypes + 0.01
    fit = genontk.ntk_lmm(data["y"], dosages, covariates=data[["age"]], kernel="ntk")
    path = genontk.save_model(fit, tmp_path / "m.genontk")
    with zipfile.ZipFile(path) as archive:
        assert "genotypes.npy" in archive.namelist()
    model = genontk.load_model(path)
    expected = fit.predict(dosages, data[["age"]])
    np.testing.assert_allclose(model.predict(dosages, data), expected, rtol=0, atol=1e-12)
    by_array = model.predict(dosages, data[["age"]].to_numpy())
    np.testing.assert_allclose(by_array, expected, rtol=0, atol=1e-12)


def test_a_formula_with_functions_wants_its_terms_as_columns(study, tmp_path):
    data, genotypes = study
    fit = genontk.ntk_lmm("y ~ center(age)", genotypes, data=data)
    model = genontk.load_model(genontk.save_model(fit, tmp_path / "m.genontk"))
    with pytest.raises(genontk.InvalidInput, match="center"):
        model.predict(genotypes, data)
    terms = pd.DataFrame({"center(age)": data["age"] - data["age"].mean()})
    np.testing.assert_allclose(
        model.predict(genotypes, terms), fit.predict(genotypes, data), rtol=0, atol=1e-12
    )


def test_the_file_is_a_zip_of_entries_with_their_checksums(study, tmp_path):
    data, genotypes = study
    path = genontk.save_model(genontk.ntk_lmm("y ~ age", genotypes, data=data), tmp_path / "m")
    assert [file.name for file in tmp_path.iterdir()] == ["m"]
    with zipfile.ZipFile(path) as archive:
        lines = archive.read("SHA256SUMS").decode().splitlines()
        sums = dict(reversed(line.split("  ")) for line in lines)
        assert set(sums) == set(archive.namelist()) - {"SHA256SUMS"}
        for name, digest in sums.items():
            assert hashlib.sha256(archive.read(name)).hexdigest() == digest


def test_effects_alone_predict_and_hold_nobody(study, tmp_path):
    data, genotypes = study
    fit = genontk.ntk_lmm("y ~ age", genotypes, data=data, kernel="additive")
    path = genontk.save_model(fit, tmp_path / "m.genontk", effects_only=True)
    with zipfile.ZipFile(path) as archive:
        assert not any(name.startswith(("genotypes", "dual")) for name in archive.namelist())
        assert not any(b'"P7"' in archive.read(name) for name in archive.namelist())
    model = genontk.load_model(path)
    expected = fit.predict(genotypes, data)
    np.testing.assert_allclose(model.predict(genotypes, data), expected, rtol=0, atol=1e-12)
    effects = model.snp_effects()
    by_hand = (genotypes - effects["mean"].to_numpy()) @ effects["effect"].to_numpy()
    coefficients = fit.fixed_effects["estimate"]
    by_hand += coefficients[0] + coefficients[1] * data["age"]
    np.testing.assert_allclose(by_hand, expected, rtol=0, atol=1e-11)
    with pytest.raises(genontk.InvalidInput):
        model.predict(genotypes, data, interval="prediction")
    with pytest.raises(genontk.InvalidInput):
        genontk.save_model(
            genontk.ntk_lmm("y ~ age", genotypes, data=data), path, effects_only=True
        )
    np.testing.assert_allclose(
        genontk.load_model(path).predict(genotypes, data), expected, rtol=0, atol=1e-12
    )


def test_ids_can_be_left_out(study, tmp_path):
    data, genotypes = study
    fit = genontk.ntk_krr("y ~ age", genotypes, data=data)
    path = genontk.save_model(fit, tmp_path / "m.genontk", ids=False)
    with zipfile.ZipFile(path) as archive:
        assert not any(b'"P7"' in archive.read(name) for name in archive.namelist())
    np.testing.assert_allclose(
        genontk.load_model(path).predict(genotypes, data),
        fit.predict(genotypes, data),
        rtol=0,
        atol=1e-12,
    )


def test_what_is_no_model_is_refused(study, tmp_path):
    path = tmp_path / "m.genontk"
    for content in (b"", b"no model", b"PK\x03\x04" * 9):
        path.write_bytes(content)
        with pytest.raises(genontk.InvalidInput):
            genontk.load_model(path)
    with pytest.raises(genontk.InvalidInput):
        genontk.load_model(tmp_path / "absent.genontk")
    with pytest.raises(genontk.InvalidInput):
        genontk.save_model("fit", path)


def test_a_model_of_weighted_and_repeated_records_predicts_as_its_fit_does(study, tmp_path):
    data, genotypes = study
    people = data.assign(person=data.index.astype(str))
    twice = pd.concat([people, people[:20].assign(y=people["y"][:20] + np.sin(np.arange(20)))])
    twice["w"] = 1.0 + np.arange(len(twice)) % 3
    table = pd.DataFrame(genotypes, index=people["person"])
    fit = genontk.ntk_lmm("y ~ age", table, data=twice, id="person", weights="w", kernel="additive")
    model = genontk.load_model(genontk.save_model(fit, tmp_path / "m.genontk"))
    assert model.n_records == len(twice)
    for options in ({}, {"interval": "prediction"}, {"components": True}):
        np.testing.assert_allclose(
            model.predict(table, people, **options), fit.predict(table, people, **options), 1e-12
        )
    with pytest.raises(genontk.InvalidInput, match="genotypes"):
        model.predict()
    effects = genontk.load_model(
        genontk.save_model(fit, tmp_path / "e.genontk", ids=False, effects_only=True)
    )
    np.testing.assert_allclose(effects.predict(table, people), fit.predict(table, people), 1e-10)


def test_what_only_one_kind_of_fit_tells_is_in_its_model(study, tmp_path):
    data, genotypes = study
    ridge = genontk.ntk_krr("y ~ age", genotypes, data=data, nested=True, folds=3)
    model = genontk.load_model(genontk.save_model(ridge, tmp_path / "ridge.genontk"))
    pd.testing.assert_frame_equal(model.nested.choices, ridge.nested.choices)
    assert model.nested.error == ridge.nested.error
    cases = (data["y"] > data["y"].median()).astype(float)
    mixed = genontk.ntk_lmm(cases, genotypes, prevalence=0.1)
    model = genontk.load_model(genontk.save_model(mixed, tmp_path / "mixed.genontk"))
    pd.testing.assert_frame_equal(model.heritability_liability, mixed.heritability_liability)
    assert "liability" in str(model.summary())
