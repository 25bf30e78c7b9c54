"""Cross-validation: errors are those of refitting, folds are those that were given."""

import numpy as np
import pandas as pd
import pytest
import reference as ref
from numpy.testing import assert_allclose

import genontk

PENALTIES = [0.02, 0.4, 3.0, 40.0]


def curve(path, **chosen):
    for name, value in chosen.items():
        path = path[path[name] == value]
    return path.sort_values("penalty")


@pytest.fixture(scope="module")
def kernel(study):
    return genontk.ntk_kernel(study.G)


@pytest.fixture(scope="module")
def shared_fit(study):
    return genontk.ntk_krr(study.formula, study.genotypes, data=study.data, kernel="additive+ntk")


@pytest.fixture(scope="module")
def compared(study):
    return genontk.ntk_krr(
        study.formula, study.genotypes, data=study.data, kernel=["ntk", "additive", "gaussian"]
    )


def test_a_matrix_equals_the_kernel_by_its_name(study, kernel):
    by_name = genontk.ntk_krr(study.y, study.G)
    by_matrix = genontk.ntk_krr(study.y, kernel=kernel)
    assert_allclose(by_matrix.path["error"], by_name.path["error"], rtol=1e-8)
    assert by_matrix.penalty == pytest.approx(by_name.penalty)
    cross = genontk.ntk_kernel(study.G_new, study.G)
    assert_allclose(by_matrix.predict(kernel=cross), by_name.predict(study.G_new), rtol=1e-8)


def test_folds_of_unequal_size_equal_refitting(study, kernel):
    folds = np.repeat([10, 20, 30, 40], [5, 15, 20, 40])
    fit = genontk.ntk_krr(
        study.y, study.G, covariates=study.Z[:, 1:], penalty=PENALTIES, folds=folds
    )
    expected = [
        ref.cross_validated_error(kernel, study.y, study.Z, penalty, folds) for penalty in PENALTIES
    ]
    assert_allclose(curve(fit.path)["error"], expected, rtol=1e-8)
    assert list(fit.folds) == list(folds)


def test_a_linear_kernel_equals_the_ridge_of_scikit_learn(study):
    linear_model = pytest.importorskip("sklearn.linear_model")
    from sklearn.model_selection import PredefinedSplit, cross_val_predict

    folds = np.arange(len(study.y)) % 5
    fit = genontk.ntk_krr(study.y, study.G, kernel="additive", penalty=PENALTIES, folds=folds)
    X = study.G - study.G.mean(axis=0)
    for penalty, error in zip(PENALTIES, curve(fit.path)["error"], strict=True):
        ridge = linear_model.Ridge(alpha=penalty * X.shape[1], solver="cholesky")
        held_out = cross_val_predict(ridge, X, study.y, cv=PredefinedSplit(folds))
        assert error == pytest.approx(np.mean((study.y - held_out) ** 2), rel=1e-8)
    ridge = linear_model.Ridge(alpha=fit.penalty * X.shape[1], solver="cholesky").fit(X, study.y)
    new = study.G_new - study.G.mean(axis=0)
    assert_allclose(fit.predict(study.G_new), ridge.predict(new), rtol=1e-8)


def test_any_kernel_equals_the_kernel_ridge_of_scikit_learn_between_folds(study, kernel):
    """KernelRidge has no intercept, so K and y are centred by the training people of each fold."""
    kernel_ridge = pytest.importorskip("sklearn.kernel_ridge")
    folds = np.arange(len(study.y)) % 4
    fit = genontk.ntk_krr(study.y, study.G, penalty=[0.7], folds=folds)
    errors = np.empty(len(study.y))
    for fold in range(4):
        out, train = folds == fold, folds != fold
        # Centred by the training people, K is that of an unpenalised intercept.
        K, cross = kernel[np.ix_(train, train)], kernel[np.ix_(out, train)]
        rows, mean = K.mean(axis=0), study.y[train].mean()
        centred = K - rows - rows[:, None] + rows.mean()
        cross = cross - cross.mean(axis=1, keepdims=True) - rows + rows.mean()
        model = kernel_ridge.KernelRidge(alpha=0.7, kernel="precomputed")
        model.fit(centred, study.y[train] - mean)
        errors[out] = study.y[out] - mean - model.predict(cross)
    assert fit.path["error"].iloc[0] == pytest.approx(np.mean(errors**2), rel=1e-8)


def test_leave_one_out_equals_leaving_each_person_out(study, kernel):
    fit = genontk.ntk_krr(study.formula, study.genotypes, data=study.data)
    assert list(fit.leave_one_out.columns) == ["id", "prediction", "residual"]
    assert list(fit.leave_one_out["id"]) == study.ids
    expected = np.empty(len(study.y))
    for i in range(len(study.y)):
        keep = np.arange(len(study.y)) != i
        expected[i] = ref.ridge(
            kernel[np.ix_(keep, keep)],
            study.y[keep],
            study.Z[keep],
            fit.penalty,
            kernel[[i]][:, keep],
            study.Z[[i]],
        )[0]
    assert_allclose(fit.leave_one_out["prediction"], expected, rtol=1e-8)
    assert_allclose(fit.leave_one_out["residual"], study.y - expected, rtol=1e-7, atol=1e-10)


def test_degrees_of_freedom_of_many_people_are_given_on_request():
    random = np.random.default_rng(5)
    G = random.binomial(2, 0.4, size=(510, 12)).astype(float)
    y = G[:, 0] + random.normal(size=510)
    penalties = [3.0, 40.0]  # by Lanczos steps; smaller ones use eigenvalues, which give df
    assert genontk.ntk_krr(y, G, penalty=penalties, diagnostics=False).path["df"].isna().all()
    path = genontk.ntk_krr(y, G, penalty=penalties, diagnostics=True).path
    M = np.eye(510) - 1 / 510
    d = np.linalg.eigvalsh(M @ genontk.ntk_kernel(G) @ M)
    expected = [1 + np.sum(d / (d + penalty)) for penalty in penalties]
    assert_allclose(curve(path)["df"], expected, rtol=1e-8)


def test_the_route_is_told(ridge_fit):
    assert ridge_fit.route in {"eigendecomposition", "lanczos"}
    assert ridge_fit.route in ridge_fit.summary()


def test_folds_have_the_labels_that_were_given(study):
    sites = np.repeat(["north", "south", "east", "west"], 20)
    data = study.data.assign(site=sites)
    by_column = genontk.ntk_krr(study.formula, study.genotypes, data=data, folds="site")
    assert list(by_column.folds) == list(sites)
    assert list(by_column.folds.index) == study.ids
    numbered = genontk.ntk_krr(study.y, study.G, folds=np.arange(80) % 3 + 7)
    assert numbered.folds.tolist() == (np.arange(80) % 3 + 7).tolist()
    made = genontk.ntk_krr(study.y, study.G, folds=3)
    assert sorted(made.folds.unique()) == [1, 2, 3]


def test_a_group_never_straddles_folds(study):
    family = np.arange(80) // 4
    data = study.data.assign(family=family)
    by_column = genontk.ntk_krr(study.formula, study.genotypes, data=data, groups="family")
    by_array = genontk.ntk_krr(study.formula, study.genotypes, data=data, groups=family)
    assert by_column.folds.groupby(family).nunique().eq(1).all()
    assert by_column.folds.nunique() == 5
    assert (by_column.folds == by_array.folds).all()


def test_repeats_average_over_folds_drawn_anew(study, kernel):
    fit = genontk.ntk_krr(
        study.y, study.G, covariates=study.Z[:, 1:], penalty=PENALTIES, repeats=3, seed=5
    )
    assert isinstance(fit.folds, pd.DataFrame)
    assert list(fit.folds.columns) == [1, 2, 3]
    assert (fit.folds[1] != fit.folds[2]).any()
    expected = [
        np.mean(
            [
                ref.cross_validated_error(kernel, study.y, study.Z, penalty, fit.folds[k])
                for k in fit.folds
            ]
        )
        for penalty in PENALTIES
    ]
    assert_allclose(curve(fit.path)["error"], expected, rtol=1e-8)
    assert "3 times" in fit.summary()


def test_several_kernels_are_compared_on_the_same_folds(study, compared):
    assert set(compared.path["kernel"]) == {"ntk", "additive", "gaussian"}
    for name in ("ntk", "additive", "gaussian"):
        single = genontk.ntk_krr(
            study.formula, study.genotypes, data=study.data, kernel=name, folds=compared.folds
        )
        got = curve(compared.path, kernel=name)
        assert_allclose(got["penalty"], curve(single.path)["penalty"], rtol=1e-10)
        assert_allclose(got["error"], curve(single.path)["error"], rtol=1e-8)
    best = compared.path.loc[compared.path["error"].idxmin()]
    assert (compared.kernel, compared.penalty) == (best["kernel"], best["penalty"])
    chosen = genontk.ntk_krr(
        study.formula,
        study.genotypes,
        data=study.data,
        kernel=compared.kernel,
        penalty=compared.penalty,
    )
    assert_allclose(
        compared.predict(study.genotypes, study.data_new),
        chosen.predict(study.genotypes, study.data_new),
        rtol=1e-8,
    )


def test_several_depths_are_compared_on_the_same_folds(study):
    folds = np.arange(80) % 5
    fit = genontk.ntk_krr(study.y, study.G, depth=(1, 3), folds=folds, penalty=PENALTIES)
    paths = [curve(path) for _, path in fit.path.groupby("kernel", sort=False)]
    assert len(paths) == 2
    for depth, path in zip((1, 3), paths, strict=True):
        single = genontk.ntk_krr(study.y, study.G, depth=depth, folds=folds, penalty=PENALTIES)
        assert_allclose(path["error"], curve(single.path)["error"], rtol=1e-8)


def test_names_and_matrices_are_compared(study, kernel):
    folds = np.arange(80) % 5
    fit = genontk.ntk_krr(
        study.y, study.G, kernel=["additive", kernel], folds=folds, penalty=PENALTIES
    )
    errors = {
        name: genontk.ntk_krr(study.y, study.G, kernel=name, folds=folds, penalty=PENALTIES).path[
            "error"
        ]
        for name in ("additive", "ntk")
    }
    paths = [path["error"] for _, path in fit.path.groupby("kernel", sort=False)]
    assert_allclose(paths[0], errors["additive"], rtol=1e-8)
    assert_allclose(paths[1], errors["ntk"], rtol=1e-8)


def test_the_share_is_chosen_in_the_same_cross_validation(study, shared_fit):
    path = shared_fit.path
    assert_allclose(np.sort(path["share"].unique()), np.linspace(0, 1, 11), atol=1e-12)
    best = path.loc[path["error"].idxmin()]
    assert (shared_fit.share, shared_fit.penalty) == (best["share"], best["penalty"])
    # The components tell which kernel was used, however it was scaled before it was mixed.
    *genetic, residual = shared_fit.variance_components["estimate"]
    parts = genontk.ntk_kernel(study.G, kernel="additive+ntk")
    mixed = sum(s * K for s, K in zip(genetic, parts.values(), strict=True)) / residual
    error = ref.cross_validated_error(mixed, study.y, study.Z, 1.0, shared_fit.folds)
    assert best["error"] == pytest.approx(error, rel=1e-8)
    assert f"share of additive: {shared_fit.share:.4g}" in repr(shared_fit)
    assert f"{shared_fit.share:.4g} additive" in shared_fit.summary()


def test_a_mixed_fit_predicts_by_its_components(study, shared_fit):
    *genetic, residual = shared_fit.variance_components["estimate"]
    square = genontk.ntk_kernel(study.G, kernel="additive+ntk")
    cross = genontk.ntk_kernel(study.G_new, study.G, kernel="additive+ntk")
    K, crossed = (
        sum(s * part for s, part in zip(genetic, parts.values(), strict=True)) / residual
        for parts in (square, cross)
    )
    expected = ref.ridge(K, study.y, study.Z, 1.0, crossed, study.Z_new)
    assert_allclose(shared_fit.predict(study.genotypes, study.data_new), expected, rtol=1e-8)


@pytest.fixture
def pyplot():
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("Agg")
    from matplotlib import pyplot

    yield pyplot
    pyplot.close("all")


def words(ax):
    return [text.get_text() for text in ax.get_legend().get_texts()]


def test_the_plot_marks_both_rules_and_the_choice(ridge_fit, pyplot):
    ax = ridge_fit.plot()
    path = curve(ridge_fit.path)
    best = path.loc[path["error"].idxmin()]
    within = path[path["error"] <= best["error"] + best["std_error"]]
    marks = [line.get_xdata()[0] for line in ax.get_lines() if len(set(line.get_xdata())) == 1]
    assert_allclose(marks, [best["penalty"], within["penalty"].max(), ridge_fit.penalty])
    assert [word.split(":")[0] for word in words(ax)] == ["min", "1se", "chosen (min)"]


def test_the_rule_1se_is_the_one_of_the_plot(study):
    from genontk._plots.path import rules

    fit = genontk.ntk_krr(study.y, study.G, rule="1se")
    assert fit.penalty == pytest.approx(rules(fit.path)[1], rel=1e-12)


def test_the_axis_on_top_is_the_heritability_of_each_penalty(study, ridge_fit, pyplot):
    top = ridge_fit.plot().child_axes[0]
    for penalty, label in zip(top.get_xticks(), top.get_xticklabels(), strict=True):
        fit = genontk.ntk_krr(study.formula, study.genotypes, data=study.data, penalty=penalty)
        assert float(label.get_text()) == pytest.approx(fit.heritability["estimate"].iloc[-1])


def test_several_kernels_have_a_curve_each(compared, pyplot):
    assert words(compared.plot())[-3:] == ["ntk", "additive", "gaussian"]


def test_the_share_has_a_panel_of_its_own(shared_fit, pyplot):
    left = shared_fit.plot()
    right = left.figure.axes[1]
    assert right.get_xlabel() == "share of additive"
    least = shared_fit.path.groupby("share")["error"].min()
    shares, errors = right.get_lines()[0].get_data(orig=False)
    assert_allclose(errors, least.loc[shares])
    own = pyplot.figure().subplots()
    assert shared_fit.plot(ax=own) is own
    assert len(own.figure.axes) == 1


@pytest.fixture(scope="module")
def three_kernels():
    """Three kernels whose rule "loo" prefers another mixture than the one of least error."""
    random = np.random.default_rng(1)
    kernels, y = {}, random.normal(size=40)
    for name in "abc":
        x = random.normal(size=(40, 12))
        x -= x.mean(axis=0)
        kernels[name] = x @ x.T / 12
        y += np.linalg.cholesky(kernels[name] + 1e-8 * np.eye(40)) @ random.normal(size=40)
    return kernels, y, np.arange(40) % 5


def test_the_plot_shows_the_chosen_one_of_the_mixtures_with_the_same_share(three_kernels, pyplot):
    kernels, y, folds = three_kernels
    fit = genontk.ntk_krr(y, kernel=kernels, folds=folds, rule="loo")
    shares = fit.shares["share"]
    same_share = fit.path[fit.path["share"] == fit.share]
    least = same_share.loc[same_share["error"].idxmin()]
    assert least["second_share"] != shares[1]
    mixture = sum(
        share / (np.trace(kernel) / 39) * kernel
        for share, kernel in zip(shares, kernels.values(), strict=True)
    )
    penalties, errors = fit.plot().get_lines()[0].get_data(orig=False)
    alone = genontk.ntk_krr(y, kernel=mixture, folds=folds, penalty=penalties)
    assert_allclose(errors, alone.path["error"], rtol=1e-7)


def test_paths_and_nested_choices_tell_the_second_share_of_three_kernels(three_kernels):
    kernels, y, folds = three_kernels
    fit = genontk.ntk_krr(y, kernel=[kernels, kernels["a"]], folds=folds, nested=True)
    best = fit.path.loc[fit.path["error"].idxmin()]
    assert list(best[["share", "second_share"]]) == list(fit.shares["share"][:2])
    mixtures = fit.path.loc[fit.path["share"].notna(), ["share", "second_share"]]
    assert len(mixtures.drop_duplicates()) == 21
    assert (mixtures.sum(axis=1) <= 1 + 1e-12).all()
    assert fit.path.loc[fit.path["share"].isna(), "second_share"].isna().all()
    assert fit.nested.choices["second_share"].notna().any()


BAD = {
    "no repeat": ({"repeats": 0}, "repeats"),
    "half a repeat": ({"repeats": 1.5}, "repeats"),
    "repeats of given folds": ({"repeats": 2, "folds": [1, 2] * 40}, "repeats|folds"),
    "one group": ({"groups": ["a"] * 80}, "group"),
    "too few groups": ({"groups": [1, 2] * 39}, "groups"),
    "a group missing": ({"groups": [None, *range(79)]}, "groups"),
    "groups of a column that is not there": ({"groups": "family"}, "groups"),
    "fewer groups than folds": ({"groups": [1, 2, 3, 4] * 20, "folds": 5}, "group"),
    "groups that straddle given folds": (
        {"groups": [1, 1, 2, 2] * 20, "folds": [1, 2] * 40},
        "group",
    ),
    "a fold missing": ({"folds": [None, *([1, 2] * 39), 1]}, "folds"),
    "no fold": ({"folds": 0}, "folds"),
    "the same fold for all": ({"folds": [1] * 80}, "fold"),
    "an empty list of kernels": ({"kernel": []}, "kernel"),
    "a list with an unknown kernel": ({"kernel": ["ntk", "quantum"]}, "quantum"),
    "a list with a number": ({"kernel": ["ntk", 3]}, "kernel"),
    "a list in a list": ({"kernel": [["ntk"]]}, "kernel"),
    "no depth": ({"depth": []}, "depth"),
    "a depth of zero among others": ({"depth": [1, 0]}, "depth"),
    "an empty grid": ({"penalty": []}, "penalty"),
    "a negative penalty among others": ({"penalty": [1.0, -1.0]}, "penalty"),
    "words as penalties": ({"penalty": ["a"]}, "penalty"),
}


@pytest.mark.usefixtures("leaves_no_files")
@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_invalid_input_and_says_which(study, name):
    options, named = BAD[name]
    with pytest.raises(genontk.InvalidInput, match=named):
        genontk.ntk_krr(study.y, study.G, **options)


@pytest.mark.usefixtures("leaves_no_files")
def test_a_fold_without_which_covariates_are_redundant_is_invalid_input(study):
    only = np.zeros(80)
    only[:20] = np.random.default_rng(2).normal(size=20)
    with pytest.raises(genontk.InvalidInput, match="fold"):
        genontk.ntk_krr(study.y, study.G, covariates=only, folds=np.repeat([1, 2, 3, 4], 20))


def test_nested_validation_without_a_choice_is_the_error_of_the_path():
    random = np.random.default_rng(3)
    G = random.binomial(2, 0.4, size=(50, 12)).astype(float)
    y = G[:, 0] * G[:, 1] + random.normal(size=50)
    fit = genontk.ntk_krr(y, G, penalty=0.5, nested=True, diagnostics=False)
    assert fit.nested.error == pytest.approx(fit.path["error"][0], rel=1e-9)
    assert fit.nested.correlation == pytest.approx(fit.path["correlation"][0], rel=1e-9)
    assert "nested cross-validation" in repr(fit)
    assert fit.leave_one_out["residual"].isna().all()
    chosen = genontk.ntk_krr(y, G, kernel=["additive", "gaussian"], nested=True).nested.choices
    assert list(chosen.columns) == ["repeat", "fold", "kernel", "share", "penalty"]
    assert chosen["fold"].tolist() == ["1", "2", "3", "4", "5"]
    assert set(chosen["kernel"]) <= {"additive", "gaussian"}
    assert genontk.ntk_krr(y, G).nested is None
