"""Kernel matrices are those of explicit NumPy code, and those that fits use."""

import warnings

import kernels
import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose, assert_array_equal

import genontk

NAMES = ["ntk", "additive", "non-additive", "gaussian", "laplace", "polynomial", "arccosine"]
OPTIONS = [
    ("ntk", {"depth": 1}),
    ("ntk", {"depth": 5}),
    ("ntk", {"unit_diagonal": False}),
    ("ntk", {"unit_diagonal": False, "depth": 3}),
    ("non-additive", {"depth": 3}),
    ("gaussian", {"bandwidth": 0.3}),
    ("laplace", {"bandwidth": 2.5}),
    ("polynomial", {"degree": 3}),
    ("arccosine", {"depth": 1}),
]


@pytest.fixture(autouse=True)
def without_warnings():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


@pytest.mark.parametrize(("name", "options"), [*((name, {}) for name in NAMES), *OPTIONS])
def test_a_kernel_is_what_its_definition_says(study, name, options):
    got = genontk.ntk_kernel(study.G, kernel=name, **options)
    assert_allclose(got, kernels.kernel(name, study.G, **options), rtol=1e-9, atol=1e-11)


@pytest.mark.parametrize(("name", "options"), [*((name, {}) for name in NAMES), *OPTIONS])
def test_an_oblong_kernel_is_centred_and_scaled_by_its_columns(study, name, options):
    got = genontk.ntk_kernel(study.G_new, study.G, kernel=name, **options)
    assert got.shape == (len(study.G_new), len(study.G))
    expected = kernels.kernel(name, study.G_new, study.G, **options)
    assert_allclose(got, expected, rtol=1e-9, atol=1e-11)


@pytest.mark.parametrize("columns", [False, True])
def test_a_kernel_is_an_array_of_doubles_in_c_order_that_may_be_written(study, columns):
    got = genontk.ntk_kernel(study.G, study.G if columns else None)
    assert type(got) is np.ndarray
    assert got.dtype == np.float64
    assert got.flags.c_contiguous
    assert got.flags.writeable
    assert_allclose(got, genontk.ntk_kernel(study.G), rtol=1e-13)


def test_a_square_kernel_is_symmetric_to_the_last_bit(study):
    for name in NAMES:
        got = genontk.ntk_kernel(study.G, kernel=name)
        assert_array_equal(got, got.T)


@pytest.mark.parametrize("depth", [1, 2, 4])
def test_the_ntk_is_its_constant_additive_and_other_parts(study, depth):
    a0, a1 = kernels.additive_share(depth)
    X = kernels.centred(study.G)
    rho = X @ X.T / np.outer(kernels.norms(X), kernels.norms(X))
    other = genontk.ntk_kernel(study.G, kernel="non-additive", depth=depth)
    ntk = genontk.ntk_kernel(study.G, depth=depth)
    assert_allclose(ntk, a0 + a1 * rho + other, rtol=1e-11)
    assert_allclose(np.diag(other), 1 - a0 - a1, rtol=1e-12)


def test_a_sum_gives_a_matrix_a_component(study):
    got = genontk.ntk_kernel(study.G, kernel="additive+ntk")
    assert list(got) == ["additive", "non-additive"]
    for name, matrix in got.items():
        assert_allclose(matrix, genontk.ntk_kernel(study.G, kernel=name), rtol=1e-12)
    both = genontk.ntk_kernel(study.G_new, study.G, kernel="additive+gaussian")
    assert list(both) == ["additive", "gaussian"]
    assert all(matrix.shape == (15, 80) for matrix in both.values())


def test_pairwise_counts_are_those_of_gcta(study):
    G = study.G.copy()
    G[np.random.default_rng(4).random(G.shape) < 0.02] = np.nan
    got = genontk.ntk_kernel(G, kernel="additive", missing="pairwise")
    assert_allclose(got, kernels.pairwise_additive(G), rtol=1e-10, atol=1e-12)
    assert np.abs(got - genontk.ntk_kernel(G, kernel="additive")).max() > 1e-3


@pytest.mark.parametrize(
    ("scale", "spread"),
    [
        ("sd", lambda G: G.std(axis=0, ddof=1)),
        ("hwe", lambda G: np.sqrt(G.mean(axis=0) * (1 - G.mean(axis=0) / 2))),
    ],
)
def test_scale_divides_the_snps(study, scale, spread):
    X = (study.G - study.G.mean(axis=0)) / spread(study.G)
    got = genontk.ntk_kernel(study.G, kernel="additive", scale=scale)
    assert_allclose(got, X @ X.T / X.shape[1], rtol=1e-10, atol=1e-12)


def test_maf_and_max_missing_leave_snps_out(study):
    G = study.G.copy()
    G[:30, 3] = np.nan
    frequency = np.nanmean(G, axis=0) / 2
    keep = np.minimum(frequency, 1 - frequency) >= 0.2
    keep[3] = False
    assert 5 < keep.sum() < 35
    with pytest.warns(genontk.GenontkWarning, match=f"{keep.sum()} are used"):
        got = genontk.ntk_kernel(G, maf=0.2, max_missing=0.1)
    assert_allclose(got, genontk.ntk_kernel(study.G[:, keep]), rtol=1e-12)


def test_single_precision_is_near_double(study):
    single = genontk.ntk_kernel(study.G, precision="single")
    double = genontk.ntk_kernel(study.G)
    assert 0 < np.abs(single - double).max() < 1e-5


def test_snps_are_found_by_name(study):
    shuffled = study.genotypes.loc[study.ids_new].sample(axis=1, frac=1, random_state=1)
    got = genontk.ntk_kernel(shuffled, study.genotypes.loc[study.ids])
    assert_allclose(got, genontk.ntk_kernel(study.G_new, study.G), rtol=1e-12)


def test_genotypes_may_lie_in_files(study, tmp_path):
    np.save(tmp_path / "new.npy", study.G_new)
    np.save(tmp_path / "training.npy", study.G)
    got = genontk.ntk_kernel(tmp_path / "new.npy", str(tmp_path / "training.npy"))
    assert_array_equal(got, genontk.ntk_kernel(study.G_new, study.G))


def relative(difference, K):
    off = ~np.eye(len(K), dtype=bool)
    return np.linalg.norm(difference[off]) / np.linalg.norm(K[off])


@pytest.mark.parametrize("depth", [1, 3])
def test_many_wide_networks_come_near_the_exact_kernel(study, depth):
    exact = genontk.ntk_kernel(study.G, depth=depth)
    options = {"ntk": "empirical", "depth": depth}
    wide = genontk.ntk_kernel(study.G, width=1000, networks=20, **options)
    narrow = genontk.ntk_kernel(study.G, width=50, **options)
    assert relative(wide - exact, exact) < 0.02
    assert relative(narrow - exact, exact) > 0.04


def test_networks_follow_from_the_seed(study):
    options = {"ntk": "empirical", "width": 30}
    one, again, other = (genontk.ntk_kernel(study.G, seed=seed, **options) for seed in (3, 3, 4))
    assert_array_equal(one, again)
    assert np.abs(one - other).max() > 0.01
    assert_allclose(np.diag(one), 1, rtol=1e-14)
    assert np.linalg.eigvalsh(one).min() > -1e-12


def test_networks_are_averaged_before_they_are_scaled(study):
    options = {"ntk": "empirical", "width": 40, "unit_diagonal": False}
    one, two = (genontk.ntk_kernel(study.G, networks=k, **options) for k in (1, 2))
    second = 2 * two - one
    assert np.linalg.eigvalsh(second).min() > -1e-9
    scaled = genontk.ntk_kernel(study.G, networks=2, **{**options, "unit_diagonal": True})
    roots = np.sqrt(np.diag(two))
    assert_allclose(scaled, two / np.outer(roots, roots), rtol=1e-12)


def test_new_people_meet_the_same_networks(study):
    options = {"ntk": "empirical", "width": 60, "networks": 2, "seed": 8}
    square = genontk.ntk_kernel(study.G, **options)
    assert_allclose(genontk.ntk_kernel(study.G[:9], study.G, **options), square[:9], rtol=1e-11)


def test_divide_by_snps_and_parameterization_reach_the_networks(study):
    options = {"ntk": "empirical", "width": 60}
    plain = genontk.ntk_kernel(study.G, **options)
    divided = genontk.ntk_kernel(study.G, divide_by_snps=True, **options)
    assert_allclose(divided, plain / study.G.shape[1], rtol=1e-13)
    standard = genontk.ntk_kernel(study.G, parameterization="standard", **options)
    assert_allclose(np.diag(standard), 1, rtol=1e-14)
    assert np.abs(standard - plain).max() > 0.005


def test_what_the_user_should_know_is_a_warning(study):
    # The last person is at the mean of every SNP, and has no direction.
    G = np.vstack([study.G, 2 - study.G, np.ones(study.G.shape[1])])
    with pytest.warns(genontk.GenontkWarning) as caught:
        genontk.ntk_kernel(G)
    assert caught[0].filename == __file__


BAD = {
    "one dimension": (lambda s: genontk.ntk_kernel(s.y), "genotypes"),
    "no genotypes": (lambda s: genontk.ntk_kernel(None), "genotypes"),
    "other SNPs": (lambda s: genontk.ntk_kernel(s.G_new[:, 1:], s.G), "SNP"),
    "an unknown name": (lambda s: genontk.ntk_kernel(s.G, kernel="quantum"), "quantum"),
    "an unknown name in a sum": (
        lambda s: genontk.ntk_kernel(s.G, kernel="additive+quantum"),
        "quantum",
    ),
    "an empty name": (lambda s: genontk.ntk_kernel(s.G, kernel=""), "kernel"),
    "a matrix": (lambda s: genontk.ntk_kernel(s.G, kernel=np.eye(80)), "kernel"),
    "a number": (lambda s: genontk.ntk_kernel(s.G, kernel=3), "kernel"),
    "no layer": (lambda s: genontk.ntk_kernel(s.G, depth=0), "depth"),
    "eleven layers": (lambda s: genontk.ntk_kernel(s.G, depth=11), "depth"),
    "several depths": (lambda s: genontk.ntk_kernel(s.G, depth=[1, 2]), "depth"),
    "an unknown ntk": (lambda s: genontk.ntk_kernel(s.G, ntk="guess"), "ntk"),
    "an unknown parameterization": (
        lambda s: genontk.ntk_kernel(s.G, parameterization="mup"),
        "parameterization",
    ),
    "no unit": (lambda s: genontk.ntk_kernel(s.G, ntk="empirical", width=0), "width"),
    "no network": (lambda s: genontk.ntk_kernel(s.G, ntk="empirical", networks=0), "networks"),
    "a seed that is none": (lambda s: genontk.ntk_kernel(s.G, seed="now"), "seed"),
    "a unit diagonal that is neither": (
        lambda s: genontk.ntk_kernel(s.G, unit_diagonal="perhaps"),
        "unit_diagonal",
    ),
    "no bandwidth": (
        lambda s: genontk.ntk_kernel(s.G, kernel="gaussian", bandwidth=0),
        "bandwidth",
    ),
    "a bandwidth of NaN": (
        lambda s: genontk.ntk_kernel(s.G, kernel="laplace", bandwidth=np.nan),
        "NaN|bandwidth",
    ),
    "no degree": (lambda s: genontk.ntk_kernel(s.G, kernel="polynomial", degree=0), "degree"),
    "an unknown precision": (lambda s: genontk.ntk_kernel(s.G, precision="half"), "precision"),
    "missing genotypes where they are errors": (
        lambda s: genontk.ntk_kernel(np.where(s.G == 1, np.nan, s.G), missing="error"),
        "missing",
    ),
    "a frame without numbers": (
        lambda s: genontk.ntk_kernel(pd.DataFrame({"a": ["x", "y"]})),
        "genotypes",
    ),
}


@pytest.mark.usefixtures("leaves_no_files")
@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_invalid_input_and_says_which(study, name):
    call, named = BAD[name]
    with pytest.raises(genontk.InvalidInput, match=named):
        call(study)
