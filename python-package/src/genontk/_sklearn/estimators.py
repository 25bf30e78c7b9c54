"""The fits as scikit-learn regressors."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.exceptions import ConvergenceWarning
from sklearn.utils.validation import check_is_fitted, validate_data

from genontk._fits.fit import Fit
from genontk._fits.krr import KrrFit, ntk_krr
from genontk._fits.lmm import LmmFit, ntk_lmm
from genontk.errors import DidNotConverge

_SPLIT = "additive+ntk"


class _Regressor(RegressorMixin, BaseEstimator):  # type: ignore[misc]
    """What the regressors share: genotypes by position, in the order of y."""

    _fit_model: Callable[..., Any]

    def fit(self, X: npt.ArrayLike, y: npt.ArrayLike) -> Any:
        """Fit the model.

        Parameters
        ----------
        X : array or DataFrame (people x SNPs)
            The genotypes: 0, 1, 2 or any real number; NaN for missing.
        y : array (people)
            The trait.

        Returns
        -------
        self
        """
        genotypes, trait = validate_data(
            self, X, y, ensure_all_finite="allow-nan", ensure_min_samples=2, y_numeric=True
        )
        self.fit_: Fit = type(self)._fit_model(
            np.asarray(trait), genotypes, **self.get_params(deep=False), progress=False
        )
        return self

    def predict(self, X: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Predict the trait of people, new or known.

        Parameters
        ----------
        X : array or DataFrame (people x SNPs)
            The genotypes, with the SNPs of the fit in the same order.

        Returns
        -------
        array (people)
        """
        check_is_fitted(self)
        genotypes = validate_data(self, X, reset=False, ensure_all_finite="allow-nan")
        return np.asarray(self.fit_.predict(genotypes), dtype=np.float64)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.allow_nan = True
        return tags


def _lmm_or_one_kernel(trait: Any, genotypes: Any, **options: Any) -> Any:
    """Warn, as scikit-learn does, where the split does not converge, and fit the NTK whole.

    The NTK alone is positive definite even without a residual.
    """
    try:
        return ntk_lmm(trait, genotypes, **options)
    except DidNotConverge as failure:
        if options["kernel"] != _SPLIT:
            raise
        message = f"{failure} The NTK as a single kernel was used instead."
        warnings.warn(message, ConvergenceWarning, stacklevel=3)
        return ntk_lmm(trait, genotypes, **{**options, "kernel": "ntk"})


class NtkRidge(_Regressor):
    """Kernel ridge regression on the NTK, as a scikit-learn regressor.

    It is `ntk_krr` under scikit-learn's names: X are the genotypes, people are joined by position,
    and the penalty is chosen by cross-validation within `fit`. For covariates, a formula or people
    with IDs use `ntk_krr`.

    Parameters
    ----------
    kernel, ntk, parameterization, depth, width, networks, seed, unit_diagonal, divide_by_snps, \
bandwidth, degree, precision, scale, maf, max_missing, missing, penalty, folds, repeats, rule, \
threads, backend
        As the arguments of `ntk_krr`, with the same defaults. A search with several processes has
        a JVM in each of them: `threads=1` keeps them from competing for cores.

    Attributes
    ----------
    fit_ : KrrFit
        All of the fit: `fit_.path`, `fit_.heritability`, `fit_.predict(X, interval=...)`.
    penalty_ : float
        The penalty that was chosen.
    n_features_in_ : int
        How many SNPs X had.
    feature_names_in_ : array of str
        Their names, where X was a DataFrame.

    Examples
    --------
    >>> model = genontk.NtkRidge(depth=2).fit(G, y)
    >>> model.predict(G_new).shape
    (20,)
    """

    _fit_model = staticmethod(ntk_krr)
    fit_: KrrFit

    def __init__(
        self,
        *,
        kernel: Any = "ntk",
        ntk: Literal["exact", "empirical"] = "exact",
        parameterization: Literal["ntk", "standard"] = "ntk",
        depth: Any = 2,
        width: int = 500,
        networks: int = 1,
        seed: int = 1,
        unit_diagonal: bool = True,
        divide_by_snps: bool = False,
        bandwidth: float = 1.0,
        degree: int = 2,
        precision: Literal["double", "single"] = "double",
        scale: Literal["center", "sd", "hwe"] = "center",
        maf: float = 0,
        max_missing: float = 1,
        missing: Literal["mean", "error", "pairwise"] = "mean",
        penalty: Any = None,
        folds: int = 5,
        repeats: int = 1,
        rule: Literal["min", "1se", "gcv", "loo", "reml"] = "min",
        threads: int | None = None,
        backend: Literal["auto", "java", "blas", "gpu"] = "auto",
    ) -> None:
        self.kernel = kernel
        self.ntk = ntk
        self.parameterization = parameterization
        self.depth = depth
        self.width = width
        self.networks = networks
        self.seed = seed
        self.unit_diagonal = unit_diagonal
        self.divide_by_snps = divide_by_snps
        self.bandwidth = bandwidth
        self.degree = degree
        self.precision = precision
        self.scale = scale
        self.maf = maf
        self.max_missing = max_missing
        self.missing = missing
        self.penalty = penalty
        self.folds = folds
        self.repeats = repeats
        self.rule = rule
        self.threads = threads
        self.backend = backend

    @property
    def penalty_(self) -> float:
        """The penalty that was chosen."""
        return self.fit_.penalty


class NtkMixedModel(_Regressor):
    """The mixed model with kernels as covariances, as a scikit-learn regressor.

    It is `ntk_lmm` under scikit-learn's names: X are the genotypes, people are joined by position,
    and the intercept is the one fixed effect. For covariates, a formula or people with IDs use
    `ntk_lmm`. Where the default kernel's two components do not converge, as with a trait without
    any residual, a ConvergenceWarning says so and the NTK as a single kernel takes their place.

    Parameters
    ----------
    kernel, ntk, parameterization, depth, width, networks, seed, unit_diagonal, divide_by_snps, \
bandwidth, degree, precision, scale, maf, max_missing, missing, method, constrain, threads, backend
        As the arguments of `ntk_lmm`, with the same defaults. A search with several processes has
        a JVM in each of them: `threads=1` keeps them from competing for cores.

    Attributes
    ----------
    fit_ : LmmFit
        All of the fit: `fit_.variance_components`, `fit_.predict(X, interval=...)`.
    heritability_ : DataFrame
        A row a component, and the total.
    n_features_in_ : int
        How many SNPs X had.
    feature_names_in_ : array of str
        Their names, where X was a DataFrame.

    Examples
    --------
    >>> model = genontk.NtkMixedModel().fit(G, y)
    >>> list(model.heritability_["component"])
    ['additive', 'non-additive', 'total']
    """

    _fit_model = staticmethod(_lmm_or_one_kernel)
    fit_: LmmFit

    def __init__(
        self,
        *,
        kernel: Any = _SPLIT,
        ntk: Literal["exact", "empirical"] = "exact",
        parameterization: Literal["ntk", "standard"] = "ntk",
        depth: int = 2,
        width: int = 500,
        networks: int = 1,
        seed: int = 1,
        unit_diagonal: bool = True,
        divide_by_snps: bool = False,
        bandwidth: float = 1.0,
        degree: int = 2,
        precision: Literal["double", "single"] = "double",
        scale: Literal["center", "sd", "hwe"] = "center",
        maf: float = 0,
        max_missing: float = 1,
        missing: Literal["mean", "error", "pairwise"] = "mean",
        method: Literal["reml", "minque0", "minque1", "iminque"] = "reml",
        constrain: bool = True,
        threads: int | None = None,
        backend: Literal["auto", "java", "blas", "gpu"] = "auto",
    ) -> None:
        self.kernel = kernel
        self.ntk = ntk
        self.parameterization = parameterization
        self.depth = depth
        self.width = width
        self.networks = networks
        self.seed = seed
        self.unit_diagonal = unit_diagonal
        self.divide_by_snps = divide_by_snps
        self.bandwidth = bandwidth
        self.degree = degree
        self.precision = precision
        self.scale = scale
        self.maf = maf
        self.max_missing = max_missing
        self.missing = missing
        self.method = method
        self.constrain = constrain
        self.threads = threads
        self.backend = backend

    @property
    def heritability_(self) -> pd.DataFrame:
        """Heritability, a row a component, and the total."""
        return self.fit_.heritability
