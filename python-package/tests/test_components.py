"""Several kernels, by name or as matrices, have one variance component each and predict."""

import pickle
import subprocess
import sys

import kernels
import numpy as np
import pandas as pd
import pytest
import reference as ref
from numpy.testing import assert_allclose

import genontk

PARTS = ["additive", "non-additive"]


@pytest.fixture(scope="module")
def parts(study):
    """Two kernels between the training people, and between new and training people."""
    training, new = study.genotypes.loc[study.ids], study.genotypes.loc[study.ids_new]
    square = genontk.ntk_kernel(training, kernel="additive+ntk")
    cross = genontk.ntk_kernel(new, training, kernel="additive+ntk")
    X = kernels.centred(study.G_new, study.G)
    a0, a1 = kernels.additive_share(2)
    diagonal = {
        "additive": (X**2).mean(axis=1),
        "non-additive": np.full(len(X), 1 - a0 - a1),
    }
    return square, cross, diagonal


@pytest.fixture(scope="module")
def by_matrices(study, parts):
    return genontk.ntk_lmm(study.formula, data=study.data, kernel=parts[0])


def estimates(fit):
    return fit.variance_components["estimate"].to_numpy()


def test_the_mixed_model_splits_the_ntk_by_default(fit):
    assert fit.kernel == "additive+ntk"
    assert list(fit.variance_components["component"]) == [*PARTS, "residual"]
    assert list(fit.heritability["component"]) == [*PARTS, "total"]
    assert list(fit.random_effects["component"].unique()) == PARTS
    assert len(fit.random_effects) == 2 * fit.n_people
    h2 = fit.heritability.set_index("component")["estimate"]
    assert_allclose(h2[PARTS].sum(), h2["total"], rtol=1e-10)


def test_the_components_maximise_the_restricted_likelihood(study, fit, parts):
    def log_likelihood(values):
        V = values[-1] * np.eye(len(study.y))
        V += sum(s * K for s, K in zip(values, parts[0].values(), strict=False))
        return -ref.minus_reml([1, 0], V, study.y, study.Z)

    best = estimates(fit)
    at_best = log_likelihood(best)
    for k in range(3):
        for factor in (0.97, 1.03):
            moved = best.copy()
            moved[k] = max(moved[k], 0.01 * best.sum()) * factor
            assert log_likelihood(moved) <= at_best + 1e-9


def test_a_dict_of_matrices_equals_the_sum_of_names(fit, by_matrices):
    assert list(by_matrices.variance_components["component"]) == [*PARTS, "residual"]
    assert_allclose(estimates(by_matrices), estimates(fit), rtol=1e-6, atol=1e-8)
    assert_allclose(by_matrices.fitted, fit.fitted, rtol=1e-6)


def test_a_dict_of_names_equals_their_sum(study, fit):
    named = genontk.ntk_lmm(
        study.formula,
        study.genotypes,
        data=study.data,
        kernel={"first": "additive", "second": "non-additive"},
    )
    assert list(named.variance_components["component"]) == ["first", "second", "residual"]
    assert_allclose(estimates(named), estimates(fit), rtol=1e-8, atol=1e-10)


def test_names_and_matrices_go_together(study, fit, parts):
    kernel = {"additive": parts[0]["additive"], "non-additive": "non-additive"}
    mixed = genontk.ntk_lmm(study.formula, study.genotypes, data=study.data, kernel=kernel)
    assert_allclose(estimates(mixed), estimates(fit), rtol=1e-6, atol=1e-8)
    got = mixed.predict(study.genotypes, study.data_new, kernel={"additive": parts[1]["additive"]})
    assert_allclose(got, fit.predict(study.genotypes, study.data_new), rtol=1e-6)


@pytest.mark.parametrize("diagonals", ["dict", "columns"])
def test_new_people_by_matrices_equal_new_people_by_genotypes(
    study, fit, by_matrices, parts, diagonals
):
    _, cross, diagonal = parts
    got = by_matrices.predict(
        data=study.data_new,
        kernel=dict(reversed(cross.items())),
        kernel_diagonal=(
            diagonal if diagonals == "dict" else np.column_stack([diagonal[k] for k in PARTS])
        ),
        interval="prediction",
    )
    expected = fit.predict(study.genotypes, study.data_new, interval="prediction")
    pd.testing.assert_frame_equal(got, expected, rtol=1e-6)


def test_columns_of_new_kernels_are_found_by_id(study, by_matrices, parts):
    cross = {
        name: pd.DataFrame(matrix, index=study.ids_new, columns=study.ids).sample(
            axis=1, frac=1, random_state=k
        )
        for k, (name, matrix) in enumerate(parts[1].items())
    }
    expected = by_matrices.predict(data=study.data_new, kernel=parts[1])
    assert_allclose(by_matrices.predict(data=study.data_new, kernel=cross), expected, rtol=1e-10)


def test_columns_of_a_kernel_are_put_into_the_order_of_its_rows(study, by_matrices, parts):
    frames = {
        name: pd.DataFrame(matrix, index=study.ids, columns=study.ids).sample(
            axis=1, frac=1, random_state=k
        )
        for k, (name, matrix) in enumerate(parts[0].items())
    }
    fit = genontk.ntk_lmm(study.formula, data=study.data, kernel=frames)
    assert_allclose(estimates(fit), estimates(by_matrices), rtol=1e-8, atol=1e-10)


@pytest.mark.parametrize("by_id", [True, False])
def test_a_subset_is_taken_of_every_matrix(study, parts, by_id):
    keep = np.arange(len(study.y)) % 4 != 0
    named = {
        name: pd.DataFrame(matrix, index=study.ids, columns=study.ids) if by_id else matrix
        for name, matrix in parts[0].items()
    }
    y = study.data["trait"] if by_id else study.y
    fit = genontk.ntk_lmm(y, kernel=named, subset=keep)
    kept = {name: matrix[np.ix_(keep, keep)] for name, matrix in parts[0].items()}
    expected = genontk.ntk_lmm(study.y[keep], kernel=kept)
    assert_allclose(estimates(fit), estimates(expected), rtol=1e-8, atol=1e-10)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("gaussian", {"bandwidth": 0.7}),
        ("laplace", {"bandwidth": 2.0}),
        ("polynomial", {"degree": 3}),
        ("arccosine", {"depth": 3}),
        ("ntk", {"unit_diagonal": False}),
        ("ntk", {"ntk": "empirical", "width": 50, "divide_by_snps": True}),
        ("additive", {"scale": "hwe"}),
    ],
)
def test_every_option_of_a_kernel_reaches_fit_and_prediction(study, name, options):
    by_name = genontk.ntk_lmm(study.y, study.G, kernel=name, **options)
    square = genontk.ntk_kernel(study.G, kernel=name, **options)
    by_matrix = genontk.ntk_lmm(study.y, kernel=square)
    assert_allclose(estimates(by_name), estimates(by_matrix), rtol=1e-6)
    cross = genontk.ntk_kernel(study.G_new, study.G, kernel=name, **options)
    assert_allclose(
        by_name.predict(study.G_new), by_matrix.predict(kernel=cross), rtol=1e-6, atol=1e-9
    )


def test_a_fit_with_several_kernels_predicts_in_a_new_process(
    study, fit, by_matrices, parts, tmp_path
):
    path = tmp_path / "fits.pickle"
    path.write_bytes(pickle.dumps((fit, by_matrices, study.genotypes, study.data_new, parts[1])))
    code = """
import pickle, sys
from pathlib import Path
fit, by_matrices, genotypes, data, cross = pickle.loads(Path(sys.argv[1]).read_bytes())
predictions = fit.predict(genotypes, data), by_matrices.predict(data=data, kernel=cross)
Path(sys.argv[1]).write_bytes(pickle.dumps(predictions))
"""
    subprocess.run([sys.executable, "-c", code, str(path)], check=True, timeout=120)
    by_names, by_cross = pickle.loads(path.read_bytes())
    expected = fit.predict(study.genotypes, study.data_new)
    assert_allclose(by_names, expected, rtol=1e-12)
    assert_allclose(by_cross, expected, rtol=1e-6)


def test_print_and_summary_tell_the_components_apart(fit):
    short, long = repr(fit), fit.summary()
    assert "of which additive" in short
    assert "of trait" in short
    for name in PARTS:
        assert name in short
        assert name in long


def test_plot_tells_the_components_apart(fit):
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("Agg")
    from matplotlib import pyplot

    ax = fit.plot()
    assert [text.get_text() for text in ax.get_legend().get_texts()] == PARTS
    assert len({line.get_color() for line in ax.get_lines()[:2]}) == 2
    pyplot.close("all")


BAD_KERNELS = {
    "an empty dict": {},
    "a dict with a number": {"a": 3},
    "a dict in a dict": {"a": {"b": "ntk"}},
    "a dict with an unknown name": {"a": "quantum"},
    "a dict with an oblong matrix": {"a": np.eye(80)[:, :-1]},
    "a dict with two sizes": {"a": np.eye(80), "b": np.eye(79)},
    "a component called residual": {"residual": np.eye(80)},
    "the same name twice in a sum": "ntk+ntk",
    "a sum without an end": "additive+",
    "a list": ["ntk", "additive"],
    "a vector": np.ones(80),
    "a set": {"ntk"},
    "columns of other people": pd.DataFrame(
        np.eye(80), index=[f"P{i}" for i in range(80)], columns=[f"Q{i}" for i in range(80)]
    ),
}


@pytest.mark.usefixtures("leaves_no_files")
@pytest.mark.parametrize("name", BAD_KERNELS)
def test_a_kernel_that_cannot_be_used_is_invalid_input(study, name):
    with pytest.raises(genontk.InvalidInput, match=r"kernel|component"):
        genontk.ntk_lmm(study.y, study.G, kernel=BAD_KERNELS[name])


@pytest.mark.usefixtures("leaves_no_files")
@pytest.mark.parametrize(
    "new",
    [
        lambda cross, diagonal: {"kernel": cross["additive"]},
        lambda cross, diagonal: {"kernel": {"additive": cross["additive"]}},
        lambda cross, diagonal: {"kernel": {**cross, "third": cross["additive"]}},
        lambda cross, diagonal: {"kernel": {**cross, "additive": cross["additive"][:, 1:]}},
        lambda cross, diagonal: {"kernel": {}},
        lambda cross, diagonal: {"kernel": cross, "interval": "prediction"},
        lambda cross, diagonal: {
            "kernel": cross,
            "kernel_diagonal": diagonal["additive"],
            "interval": "prediction",
        },
        lambda cross, diagonal: {
            "kernel": cross,
            "kernel_diagonal": {"additive": diagonal["additive"]},
            "interval": "prediction",
        },
        lambda cross, diagonal: {
            "kernel": cross,
            "kernel_diagonal": {**diagonal, "additive": diagonal["additive"][1:]},
            "interval": "prediction",
        },
    ],
)
def test_new_kernels_that_do_not_suit_the_fit_are_invalid_input(study, by_matrices, parts, new):
    with pytest.raises(genontk.InvalidInput, match="kernel"):
        by_matrices.predict(data=study.data_new, **new(parts[1], parts[2]))
