"""Methods are compared on the same splits."""

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import numpy as np
import pandas as pd
import pytest

import genontk

RANDOM = np.random.default_rng(11)
PEOPLE = [f"p{k:02d}" for k in range(60)]
G = RANDOM.binomial(2, 0.4, size=(60, 15)).astype(float)
Y = pd.Series(G[:, 0] * G[:, 1] + RANDOM.normal(size=60), PEOPLE)
FRAME = pd.DataFrame(G, PEOPLE)


def test_all_methods_are_scored_on_the_same_splits():
    compared = genontk.compare_methods(Y, FRAME, splits=3, seed=4)
    known = ["LMM", "NTK-LMM", "split LMM", "NTK-KRR", "Gaussian KRR"]
    assert compared.table["method"].tolist() == known
    assert compared.splits.shape == (60, 3)
    assert compared.splits.index.tolist() == PEOPLE
    assert compared.splits.sum().tolist() == [12, 12, 12]
    assert len(compared.scores) == 15
    assert compared.table["difference"][0] == 0
    krr = compared.scores.query("method == 'NTK-KRR'")["correlation"]
    row = compared.table.iloc[3]
    assert row["correlation"] == pytest.approx(krr.mean())
    assert row["std_error"] == pytest.approx(np.sqrt(1 / 3 + 12 / 48) * krr.std())


def test_a_method_here_is_the_fit_and_its_prediction():
    compared = genontk.compare_methods(Y, FRAME, splits=2, methods=["LMM", "NTK-KRR"])
    for split, test in compared.splits.items():
        fit = genontk.ntk_krr(Y[~test], FRAME[~test])
        predicted = fit.predict(FRAME[test])
        of_split = compared.scores[compared.scores["split"] == split]
        row = of_split.query("method == 'NTK-KRR'").iloc[0]
        assert row["correlation"] == pytest.approx(np.corrcoef(predicted, Y[test])[0, 1])
        assert row["squared_error"] == pytest.approx(np.mean((predicted - Y[test]) ** 2))


def test_a_function_of_the_users_own_may_fail_in_a_split():
    calls = []

    def own(y, genotypes, new_genotypes, covariates, new_covariates, size=2):
        calls.append(len(y))
        if len(calls) == 2:
            raise RuntimeError("no answer today")
        effects = np.linalg.lstsq(covariates, y, rcond=None)[0]
        return new_covariates @ effects + new_genotypes[:, 0] * new_genotypes[:, 1]

    age = RANDOM.normal(size=60)
    compared = genontk.compare_methods(
        Y.to_numpy(),
        G,
        covariates=age[:, None],
        methods={
            "LMM": "LMM",
            "poly": {"fit": "ntk_krr", "kernel": "polynomial", "degree": 3},
            "own": own,
        },
        splits=3,
        reference="own",
    )
    test = compared.splits[1].to_numpy()
    design = np.column_stack([np.ones(60), age])
    effects = np.linalg.lstsq(design[~test], Y[~test], rcond=None)[0]
    expected = design[test] @ effects + G[test, 0] * G[test, 1]
    scores = compared.scores.query("method == 'own'")
    assert scores["squared_error"].iloc[0] == pytest.approx(np.mean((expected - Y[test]) ** 2))
    assert np.isnan(scores["correlation"].iloc[1])
    assert scores["message"].iloc[1] == "RuntimeError: no answer today"
    assert scores["message"].isna().tolist() == [True, False, True]
    assert compared.table["splits"].tolist() == [3, 3, 2]
    assert any("'own' in 1 of 3 splits" in message for message in compared.messages)
    assert "from that of own" in repr(compared)


def product_of_two(y, genotypes, new_genotypes):
    if y[0] < 0:
        raise RuntimeError("below zero")
    return new_genotypes[:, 0] * new_genotypes[:, 1]


@pytest.mark.parametrize("pool", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_workers_predict_as_this_process_does(pool):
    options = {"methods": {"LMM": "LMM", "own": product_of_two}, "splits": 5}
    alone = genontk.compare_methods(Y, FRAME, **options)
    with pool(2) as workers:
        apart = genontk.compare_methods(Y, FRAME, **options, workers=workers)
    pd.testing.assert_frame_equal(apart.table, alone.table)
    assert apart.scores["message"].tolist() == alone.scores["message"].tolist()


def test_a_function_that_workers_cannot_get_fails_in_every_split():
    methods = {"LMM": "LMM", "own": lambda y, X, X_new: X_new[:, 0]}
    with ProcessPoolExecutor(1) as workers:
        compared = genontk.compare_methods(Y, FRAME, methods=methods, splits=2, workers=workers)
    assert compared.table["splits"].tolist() == [2, 0]
    assert compared.scores.query("method == 'own'")["message"].str.contains("ickl").all()


def test_ctrl_c_in_a_function_ends_the_comparison():
    def interrupted(y, genotypes, new_genotypes):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        genontk.compare_methods(Y, FRAME, methods={"own": interrupted}, splits=2)


def test_a_trait_of_0_and_1_has_an_area_under_the_curve():
    sick = (Y.median() < Y).astype(int)
    table = genontk.compare_methods(sick, FRAME, splits=2, methods=["LMM", "NTK-KRR"]).table
    assert table["auc"].between(0, 1, inclusive="neither").all()
    plain = genontk.compare_methods(Y, FRAME, splits=1, methods=["LMM"]).table
    assert plain["auc"].isna().all()
    assert plain["std_error"].isna().all()


def test_groups_stay_on_one_side_and_the_plot_is_drawn():
    families = np.repeat(np.arange(15), 4)
    compared = genontk.compare_methods(
        Y, FRAME, splits=3, groups=families, methods=["LMM", "NTK-KRR"]
    )
    tested = compared.splits.groupby(families).sum()
    assert set(np.unique(tested)) == {0, 4}
    ax = compared.plot("squared_error")
    assert [label.get_text() for label in ax.get_yticklabels()] == ["NTK-KRR"]
    with pytest.raises(genontk.InvalidInput):
        compared.plot("auc")


@pytest.mark.parametrize(
    "options",
    [
        {"methods": ["BLUP"]},
        {"methods": [lambda y, a, b: 1]},
        {"methods": {"one": {"fit": "ntk_krr", "maf": 0.1}}},
        {"methods": {"one": {"fit": "lm"}}},
        {"methods": ["LMM"], "reference": "NTK-KRR"},
        {"methods": ["LMM"], "test_share": 1.0},
        {"methods": ["LMM"], "splits": 0},
        {"methods": ["LMM"], "workers": 2},
        {"methods": {"one": {"fit": "ntk_krr", "kernel": np.eye(60)}}},
    ],
)
def test_what_cannot_be_compared_is_refused(options):
    with pytest.raises(genontk.InvalidInput):
        genontk.compare_methods(Y, FRAME, **options)


def test_several_traits_are_refused():
    with pytest.raises(genontk.InvalidInput):
        genontk.compare_methods(pd.DataFrame({"a": Y, "b": Y}), FRAME)
