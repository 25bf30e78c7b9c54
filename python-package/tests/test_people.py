"""People are joined by ID, or by position with a message; people left out are counted."""

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose

import genontk


def estimates(fit):
    return fit.variance_components["estimate"].to_numpy()


def test_arrays_are_joined_by_position_and_a_message_says_so(study, fit):
    by_position = genontk.ntk_lmm(study.y, study.G, covariates=study.Z[:, 1:])
    assert_allclose(estimates(by_position), estimates(fit), rtol=1e-8)
    assert any("position" in message for message in by_position.messages)


def test_ids_come_from_a_column_of_data(study, fit):
    data = study.data.rename_axis("person").reset_index()
    by_column = genontk.ntk_lmm(study.formula, study.genotypes, data=data, id="person")
    assert_allclose(estimates(by_column), estimates(fit), rtol=1e-10)
    new = study.data_new.rename_axis("person").reset_index()
    assert list(by_column.predict(study.genotypes, new).index) == study.ids_new


def test_ids_come_from_the_index_of_a_series(study):
    shuffled = study.genotypes.loc[study.ids].sample(frac=1, random_state=3)
    by_id = genontk.ntk_lmm(study.data["trait"], shuffled)
    by_position = genontk.ntk_lmm(study.y, study.G)
    assert_allclose(estimates(by_id), estimates(by_position), rtol=1e-8)
    assert list(by_id.fitted.index) == study.ids


def test_whole_numbers_as_floats_are_ids_without_a_point(study):
    data = study.data.assign(person=np.arange(100.0, 180.0))
    genotypes = study.genotypes.loc[study.ids].set_axis(np.arange(100, 180))
    fit = genontk.ntk_lmm(study.formula, genotypes, data=data, id="person")
    assert list(fit.fitted.index[:2]) == ["100", "101"]


def test_people_with_missing_values_are_dropped_and_counted(study):
    data = study.data.copy()
    data.iloc[[0, 5], data.columns.get_loc("trait")] = np.nan
    data.iloc[7, data.columns.get_loc("age")] = np.nan
    data.iloc[9, data.columns.get_loc("sex")] = None
    fit = genontk.ntk_lmm(study.formula, study.genotypes, data=data)
    gone = [study.ids[i] for i in (0, 5, 7, 9)]
    assert fit.n_people == len(study.ids) - 4
    dropped = fit.dropped[fit.dropped["type"] == "person"]
    reasons = dict(zip(dropped["id"], dropped["reason"], strict=True))
    assert [reasons[person].startswith("y ") for person in gone] == [True, True, False, False]
    assert ["covariate" in reasons[person] for person in gone] == [False, False, True, True]
    without = genontk.ntk_lmm(study.formula, study.genotypes, data=study.data.drop(gone))
    assert_allclose(estimates(fit), estimates(without), rtol=1e-8)


def test_people_without_genotypes_are_dropped_and_counted(study):
    fit = genontk.ntk_lmm(study.formula, study.genotypes.drop(study.ids[:3]), data=study.data)
    assert fit.n_people == len(study.ids) - 3
    assert any("3" in message for message in fit.messages)


def test_subset_equals_leaving_the_rows_out(study):
    keep = np.arange(len(study.y)) % 3 != 0
    by_id = genontk.ntk_lmm(study.formula, study.genotypes, data=study.data, subset=keep)
    left = genontk.ntk_lmm(study.formula, study.genotypes, data=study.data[keep])
    assert_allclose(estimates(by_id), estimates(left), rtol=1e-10)
    assert list(by_id.dropped["reason"].unique()) == ["not in subset"]
    assert any("not in subset" in message for message in by_id.messages)
    by_position = genontk.ntk_lmm(study.y, study.G, subset=keep)
    arrays = genontk.ntk_lmm(study.y[keep], study.G[keep])
    assert_allclose(estimates(by_position), estimates(arrays), rtol=1e-10)


def test_rows_outside_the_subset_may_hold_anything(study):
    keep = np.arange(len(study.y)) % 3 != 0
    folds = np.arange(len(study.y)) % 4
    y, ids = study.y.copy(), list(study.ids)
    y[0], ids[3] = np.inf, ids[1]
    trait = pd.Series(y, index=ids)
    fit = genontk.ntk_krr(trait, study.genotypes, subset=keep, folds=folds)
    rows = genontk.ntk_krr(trait[keep], study.genotypes, folds=folds[keep])
    assert_allclose(fit.path["error"], rows.path["error"], rtol=1e-10)
    assert fit.folds.equals(rows.folds)


def test_folds_may_be_labels_of_a_column(study):
    data = study.data.assign(site=np.repeat(["a", "b", "c", "d"], 20))
    fit = genontk.ntk_krr(study.formula, study.genotypes, data=data, folds="site")
    assert fit.folds.nunique() == 4
    assert fit.folds.groupby(data["site"]).nunique().eq(1).all()


def test_a_kernel_of_ones_own_is_joined_by_id(study):
    X = study.genotypes.loc[study.ids] - study.genotypes.loc[study.ids].mean()
    kernel = X @ X.T / X.shape[1]
    shuffled = kernel.sample(frac=1, random_state=2)
    shuffled = shuffled[shuffled.index]
    by_matrix = genontk.ntk_lmm(study.formula, data=study.data, kernel=shuffled)
    by_name = genontk.ntk_lmm(study.formula, study.genotypes, data=study.data, kernel="additive")
    assert_allclose(estimates(by_matrix), estimates(by_name), rtol=1e-8)
    new = study.genotypes.loc[study.ids_new] - study.genotypes.loc[study.ids].mean()
    cross = (new @ X.T / X.shape[1])[shuffled.index]
    diagonal = (new**2).sum(axis=1) / X.shape[1]
    expected = by_name.predict(study.genotypes, study.data_new, interval="confidence")
    got = by_matrix.predict(
        data=study.data_new, kernel=cross, kernel_diagonal=diagonal, interval="confidence"
    )
    pd.testing.assert_frame_equal(got, expected, rtol=1e-7)


@pytest.mark.parametrize("dtype", ["int8", "int64", "float32", "Int8", "bool"])
def test_genotypes_may_be_of_any_numeric_type(study, dtype):
    genotypes = study.genotypes.clip(0, 1) if dtype == "bool" else study.genotypes
    expected = genontk.ntk_lmm(study.data["trait"], genotypes)
    got = genontk.ntk_lmm(study.data["trait"], genotypes.astype(dtype))
    assert_allclose(estimates(got), estimates(expected), rtol=1e-10)


def test_genotypes_may_lie_in_an_npy_file_of_either_order(study, tmp_path):
    expected = estimates(genontk.ntk_lmm(study.y, study.G))
    for order in "CF":
        path = tmp_path / f"{order}.npy"
        np.save(path, np.asarray(study.G, order=order))
        assert_allclose(estimates(genontk.ntk_lmm(study.y, path)), expected, rtol=1e-12)
        handle = genontk.read_genotypes(path)
        assert handle.shape == study.G.shape
        assert_allclose(estimates(genontk.ntk_lmm(study.y, handle)), expected, rtol=1e-12)


def numbered(study, ids):
    return study.genotypes.iloc[:80].set_axis(ids), study.data.assign(person=ids)


@pytest.mark.parametrize(
    "ids",
    [
        np.arange(99951.0, 100031),
        np.arange(99951, 100031),
        99951000000.0 + np.arange(80),
        2**53 + 1 + np.arange(80),
        pd.array(99951 + np.arange(80), dtype="Int64"),
        pd.Categorical(np.arange(99951.0, 100031)),
        [float(i) if i % 2 else i for i in range(99951, 100031)],
        [f"{i:03d}" for i in range(80)],
        [f"{i:03d}".encode() for i in range(80)],
    ],
)
def test_ids_that_are_numbers_are_printed_in_full(study, ids):
    texts = [
        one.decode() if isinstance(one, bytes) else str(one if isinstance(one, str) else int(one))
        for one in ids
    ]
    genotypes, data = numbered(study, ids)
    for G in (genotypes.iloc[::-1], genotypes.set_axis(texts)):
        for given in ({"data": data, "id": "person"}, {"data": data.set_index("person")}):
            fit = genontk.ntk_lmm("trait ~ age", G, kernel="additive", **given)
            assert list(fit.fitted.index) == texts


@pytest.mark.parametrize(
    ("first", "shown"),
    [(1.5, "1.5"), (2.0**53 + 2, "9007199254740994"), (np.inf, "inf"), (np.float32(2**24 + 2), "")],
)
def test_an_id_that_may_be_rounded_is_refused(study, first, shown):
    ids = np.arange(80, dtype=getattr(first, "dtype", float))
    ids[0] = first
    with pytest.raises(genontk.InvalidInput, match=f"may be rounded: {shown}"):
        genontk.ntk_lmm(
            "trait ~ age", study.genotypes, data=study.data.assign(person=ids), id="person"
        )


def test_a_relationship_matrix_is_written_with_ids_in_full(study, tmp_path):
    ids = np.arange(99951.0, 100031)
    kernel = pd.DataFrame(genontk.ntk_kernel(study.genotypes[:80]), ids, ids)
    genontk.write_grm(kernel, tmp_path / "a.grm.bin", n_snps=40)
    assert list(genontk.read_grm(tmp_path / "a.grm.bin").index) == [f"{i:.0f}" for i in ids]
    with pytest.raises(genontk.InvalidInput, match="may be rounded"):
        genontk.write_grm(kernel, tmp_path / "b.grm.bin", n_snps=40, ids=ids + 0.5)
    assert not list(tmp_path.glob("b.*"))


def ridge(study, **options):
    trait = study.data["trait"]
    return genontk.ntk_krr(trait, study.genotypes, kernel="additive", **options).path["error"]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("weights", np.arange(80) % 3 + 1.0),
        ("groups", np.arange(80) // 10),
        ("folds", np.arange(80) % 4),
        ("subset", np.arange(80) % 5 > 0),
        ("covariates", np.arange(80.0)[::-1] % 7),
    ],
)
def test_values_per_row_are_joined_by_id(study, name, values):
    by_id = pd.Series(values, study.ids, name=name)
    expected = ridge(study, **{name: values[:, None] if name == "covariates" else values})
    for given in (by_id, by_id.sample(frac=1, random_state=1)):
        assert_allclose(ridge(study, **{name: given}), expected, rtol=1e-8)


def test_values_of_other_people_are_refused_and_repeated_labels_are_taken_in_order(study):
    weights = pd.Series(np.arange(80) % 3 + 1.0, study.ids)
    for lacking in (weights.rename("x{}".format), weights.iloc[1:]):
        with pytest.raises(genontk.InvalidInput, match="weights carries IDs, and has none of"):
            ridge(study, weights=lacking)
    with pytest.raises(genontk.InvalidInput, match="covariates carries IDs"):
        ridge(study, covariates=weights.rename("x{}".format))
    looked_up = pd.Series([1.0, 2, 3], ["a", "b", "c"])[["abc"[k % 3] for k in range(80)]]
    assert_allclose(ridge(study, weights=looked_up), ridge(study, weights=weights))
    fit = genontk.ntk_lmm(study.data["trait"], study.genotypes, covariates=weights.iloc[2:])
    assert fit.n_people == 78


def test_weights_of_predictions_are_joined_by_id(study):
    fit = genontk.ntk_lmm(study.formula, study.genotypes, data=study.data)
    weights = pd.Series(np.arange(1.0, 1 + len(study.data_new)), study.data_new.index)
    wanted = {"data": study.data_new, "interval": "prediction"}
    expected = fit.predict(study.genotypes, weights=weights.to_numpy(), **wanted)
    shuffled = fit.predict(study.genotypes, weights=weights[::-1], **wanted)
    assert_allclose(shuffled, expected)
