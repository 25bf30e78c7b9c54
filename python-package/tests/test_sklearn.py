"""The estimators pass scikit-learn's checks, and give the numbers of the functions."""

import pickle

import joblib
import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose
from sklearn.base import clone
from sklearn.exceptions import ConvergenceWarning
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import ConstantKernel, WhiteKernel
from sklearn.kernel_ridge import KernelRidge
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVR
from sklearn.utils.estimator_checks import (
    check_sample_weight_equivalence_on_dense_data,
    parametrize_with_checks,
)

import genontk

REGRESSORS = {"ntk_krr": genontk.NtkRidge, "ntk_lmm": genontk.NtkMixedModel}


class RidgeOnSplits(genontk.NtkRidge):
    """A ridge regression whose folds are the splits that scikit-learn's check of weights gives."""

    def __init__(self, cv=None, threads=None):
        super().__init__(threads=threads)
        self.cv = cv

    def fit(self, X, y, sample_weight=None):
        folds = np.arange(len(y)) % 3
        for fold, (_, test) in enumerate(self.cv or []):
            folds[test] = fold
        self.model_ = genontk.NtkRidge(folds=folds).fit(X, y, sample_weight)
        return self

    def predict(self, X):
        return self.model_.predict(X)


def not_equal_to_repeated_rows(estimator):
    """Give the check of NtkRidge that fails where folds choose the penalty, with the reason."""
    if isinstance(estimator, genontk.NtkMixedModel) or estimator.penalty is not None:
        return {}
    reason = "folds are dealt to rows, so that copies of a person are in several folds"
    return {"check_sample_weight_equivalence_on_dense_data": reason}


def test_weights_equal_repeated_rows_where_both_have_the_same_folds():
    check_sample_weight_equivalence_on_dense_data("NtkRidge", RidgeOnSplits(threads=1))


@parametrize_with_checks(
    [genontk.NtkRidge(threads=1, penalty=0.5), *(kind(threads=1) for kind in REGRESSORS.values())],
    expected_failed_checks=not_equal_to_repeated_rows,
)
def test_scikit_learn_s_own_checks_pass(estimator, check):
    check(estimator)


@pytest.fixture(params=REGRESSORS)
def name(request):
    return request.param


def test_people_of_weight_zero_are_left_out(study):
    weights = np.ones(80)
    weights[:20] = 0
    folds = np.arange(80) % 4
    model = genontk.NtkRidge(folds=folds).fit(study.G, study.y, sample_weight=weights)
    rows = genontk.NtkRidge(folds=folds[20:]).fit(study.G[20:], study.y[20:])
    assert_allclose(model.predict(study.G), rows.predict(study.G), rtol=1e-8)


def test_sample_weights_are_one_per_person(study):
    with pytest.raises(genontk.InvalidInput, match=r"shape \(3,\) for 80 rows"):
        genontk.NtkRidge().fit(study.G, study.y, sample_weight=np.ones(3))


def test_the_regressor_is_the_function(study, name):
    model = REGRESSORS[name]().fit(study.G, study.y)
    fit = getattr(genontk, name)(study.y, study.G)
    assert_allclose(model.predict(study.G_new), fit.predict(study.G_new), rtol=1e-12)


def test_every_parameter_is_the_function_s_with_its_default(name):
    import inspect

    of_function = inspect.signature(getattr(genontk, name)).parameters
    for parameter, default in REGRESSORS[name]().get_params().items():
        assert of_function[parameter].default == default, parameter


def test_a_clone_and_a_pickle_fit_and_predict_the_same(study, name, tmp_path):
    model = REGRESSORS[name](depth=1).fit(study.G, study.y)
    expected = model.predict(study.G_new)
    assert_allclose(clone(model).fit(study.G, study.y).predict(study.G_new), expected)
    assert_allclose(pickle.loads(pickle.dumps(model)).predict(study.G_new), expected)
    joblib.dump(model, tmp_path / "model")
    assert_allclose(joblib.load(tmp_path / "model").predict(study.G_new), expected)


def test_missing_genotypes_are_taken_and_infinite_ones_refused(study, name):
    genotypes = study.G.copy()
    genotypes[3, 4] = np.nan
    model = REGRESSORS[name]().fit(genotypes, study.y)
    assert np.isfinite(model.predict(genotypes)).all()
    genotypes[3, 4] = np.inf
    with pytest.raises(ValueError, match="infinity"):
        model.predict(genotypes)


def test_it_is_the_last_step_of_a_pipeline_that_hands_over_pandas(study, name):
    pipeline = make_pipeline(StandardScaler(with_std=False), REGRESSORS[name]())
    pipeline.set_output(transform="pandas").fit(study.genotypes[:80], study.y)
    assert list(pipeline[-1].feature_names_in_) == list(study.genotypes.columns)
    direct = REGRESSORS[name]().fit(study.G, study.y)
    new = pd.DataFrame(study.G_new, columns=study.genotypes.columns)
    assert_allclose(pipeline.predict(new), direct.predict(study.G_new), rtol=1e-8)


def test_a_search_in_two_processes_is_that_in_one(study):
    grid = {"kernel": ["ntk", "additive"], "depth": [1, 3]}
    found = [
        GridSearchCV(genontk.NtkRidge(threads=1), grid, cv=3, n_jobs=jobs).fit(study.G, study.y)
        for jobs in (1, 2)
    ]
    one, two = (search.cv_results_["mean_test_score"] for search in found)
    assert_allclose(one, two, rtol=1e-10)
    assert found[0].best_params_ == found[1].best_params_


def test_a_trait_without_residual_is_warned_of_and_predicted_all_the_same():
    X = np.random.RandomState(0).normal(size=(20, 4))
    with pytest.warns(ConvergenceWarning, match="single kernel"):
        model = genontk.NtkMixedModel().fit(X, X[:, 0])
    assert model.fit_.kernel == "ntk"
    assert model.score(X, X[:, 0]) > 0.9
    with pytest.raises(genontk.DidNotConverge):
        genontk.ntk_lmm(X[:, 0], X)


def recursion(X, Y, depth):
    """Compute kappa_L by the recursion over layers (Jacot et al. 2018)."""
    lengths = np.linalg.norm(X, axis=1)[:, None] * np.linalg.norm(Y, axis=1)
    s = np.clip(X @ Y.T / lengths, -1, 1)
    t = s
    for _ in range(depth):
        angle = np.pi - np.arccos(s)
        deeper = (s * angle + np.sqrt(1 - s**2)) / np.pi
        s, t = deeper, deeper + t * angle / np.pi
    return t / (depth + 1), lengths


@pytest.mark.parametrize("depth", [1, 3])
@pytest.mark.parametrize("unit_diagonal", [True, False])
def test_the_kernel_takes_x_as_it_is(study, depth, unit_diagonal):
    X, Y = study.G_new, study.G
    kernel = genontk.NtkKernel(depth, unit_diagonal)
    expected, lengths = recursion(X, Y, depth)
    if not unit_diagonal:
        expected = expected * lengths * (depth + 1) / X.shape[1]
    assert_allclose(kernel(X, Y), expected, rtol=1e-9)
    assert_allclose(kernel(Y)[:5, 7], kernel(Y[:5], Y[7:8])[:, 0], rtol=1e-6)
    assert_allclose(kernel.diag(X), np.diag(kernel(X)), rtol=1e-6)


def test_the_kernel_serves_kernel_ridge_gaussian_processes_and_svr(study):
    center = StandardScaler(with_std=False).fit(study.G)
    X, new = center.transform(study.G), center.transform(study.G_new)
    ridge = KernelRidge(alpha=0.5, kernel=genontk.NtkKernel()).fit(X, study.y)
    K = recursion(X, X, 2)[0]
    np.fill_diagonal(K, 1)
    cross = recursion(new, X, 2)[0]
    expected = cross @ np.linalg.solve(K + 0.5 * np.eye(len(K)), study.y)
    assert_allclose(ridge.predict(new), expected, rtol=1e-6)

    process = GaussianProcessRegressor(genontk.NtkKernel(), alpha=0.5).fit(X, study.y)
    mean, deviation = process.predict(new, return_std=True)
    assert_allclose(mean, expected, rtol=1e-6)
    reached = np.einsum("ij,ji->i", cross, np.linalg.solve(K + 0.5 * np.eye(len(K)), cross.T))
    assert_allclose(deviation, np.sqrt(1 - reached), rtol=1e-6)

    given = SVR(kernel="precomputed").fit(K, study.y).predict(cross)
    served = SVR(kernel=genontk.NtkKernel()).fit(X, study.y).predict(new)
    assert_allclose(served, given, rtol=1e-3)


def test_the_kernel_goes_together_with_those_that_have_parameters(study):
    kernel = ConstantKernel(1.0) * genontk.NtkKernel(depth=1) + WhiteKernel(1.0)
    model = make_pipeline(
        StandardScaler(with_std=False), GaussianProcessRegressor(kernel, normalize_y=True)
    ).fit(study.G, study.y)
    before = GaussianProcessRegressor(kernel, optimizer=None, normalize_y=True).fit(
        model[0].transform(study.G), study.y
    )
    fitted = model[-1]
    assert fitted.log_marginal_likelihood_value_ >= before.log_marginal_likelihood_value_
    assert clone(kernel) == kernel
    assert genontk.NtkKernel(depth=1) != genontk.NtkKernel(depth=2)


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_the_kernel_refuses_what_is_no_number(study, bad):
    X = study.G.copy()
    X[1, 1] = bad
    with pytest.raises(genontk.InvalidInput):
        genontk.NtkKernel()(X)
