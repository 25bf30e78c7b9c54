"""The fits as regressors of scikit-learn."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.exceptions import ConvergenceWarning
from sklearn.utils.validation import check_is_fitted, validate_data

from genontk._fits.krr import KrrFit, RidgeArguments, ntk_krr
from genontk._fits.lmm import LmmFit, MixedArguments, ntk_lmm
from genontk._inputs.arguments import PrecisionArguments, RunArguments, SnpArguments
from genontk._inputs.takes import described
from genontk.errors import DidNotConverge, InvalidInput

_SPLIT = "additive+ntk"


class _Regressor(RegressorMixin, BaseEstimator):  # type: ignore[misc]
    """The base of the regressors: genotypes are joined by position, in the order of y."""

    _fit_model: Callable[..., Any]

    def fit(self, X: npt.ArrayLike, y: npt.ArrayLike) -> Any:
        """Fit the model.

        Parameters
        ----------
        X : array or DataFrame (people x SNPs)
            Genotypes: 0, 1, 2 or any real number; NaN for missing.
        y : array (people)
            Trait.

        Returns
        -------
        self
        """
        return self._fit(X, y)

    def _fit(self, X: npt.ArrayLike, y: npt.ArrayLike, sample_weight: Any = None) -> Any:
        genotypes, trait = validate_data(
            self, X, y, ensure_all_finite="allow-nan", ensure_min_samples=2, y_numeric=True
        )
        weighted = {} if sample_weight is None else _weighted(sample_weight, len(genotypes))
        options = {**self.get_params(deep=False), **weighted, "progress": False}
        self.fit_ = type(self)._fit_model(np.asarray(trait), genotypes, **options)
        return self

    def predict(self, X: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Predict the trait of people, new or known.

        Parameters
        ----------
        X : array or DataFrame (people x SNPs)
            Genotypes, with the SNPs of the fit in the same order.

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


def _weighted(sample_weight: Any, people: int) -> dict[str, Any]:
    """Give the arguments for weights; a person of weight zero is left out."""
    weights = np.asarray(sample_weight, dtype=np.float64)
    if weights.ndim > 0 and weights.shape != (people,):
        raise InvalidInput(
            f"sample_weight has the shape {weights.shape} for {people} rows; allowed: one per row."
        )
    weights = np.broadcast_to(weights, (people,))
    if not weights.any():
        raise InvalidInput("sample_weight is zero for everyone; allowed: weights of 0 or above.")
    return {"weights": weights, **({} if weights.all() else {"subset": weights != 0})}


def _lmm_or_one_kernel(trait: Any, genotypes: Any, **options: Any) -> Any:
    """Fit the mixed model; where the split does not converge, warn and fit the NTK alone.

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


@described
@dataclass(kw_only=True, repr=False, eq=False)
class NtkRidge(_Regressor, RunArguments, PrecisionArguments, RidgeArguments, SnpArguments):
    """Kernel ridge regression on the NTK, as a scikit-learn regressor.

    It is `ntk_krr` in scikit-learn's terms: X holds the genotypes, people are joined by position,
    and cross-validation within `fit` chooses the penalty. For covariates, a formula or people with
    IDs use `ntk_krr`. A search with several processes has one JVM in each of them: `threads=1`
    keeps them from competing for cores.

    Attributes
    ----------
    fit_ : KrrFit
        Whole fit: `fit_.path`, `fit_.heritability`, `fit_.predict(X, interval=...)`.
    penalty_ : float
        Penalty that was chosen.
    n_features_in_ : int
        Number of SNPs in X.
    feature_names_in_ : array of str
        Names of the SNPs, where X was a DataFrame.

    Examples
    --------
    >>> model = genontk.NtkRidge(depth=2).fit(G, y)
    >>> model.predict(G_new).shape
    (20,)
    """

    _fit_model = staticmethod(ntk_krr)

    def fit(self, X: npt.ArrayLike, y: npt.ArrayLike, sample_weight: Any = None) -> Any:
        """Fit the model.

        Parameters
        ----------
        X : array or DataFrame (people x SNPs)
            Genotypes: 0, 1, 2 or any real number; NaN for missing.
        y : array (people)
            Trait.
        sample_weight : array (people), optional
            Weights of the squared errors. A person of weight 2 counts as two people with the same
            data in one fold; a person of weight 0 is left out.

        Returns
        -------
        self

        Examples
        --------
        >>> model = genontk.NtkRidge().fit(G, y, sample_weight=np.full(len(y), 2.0))
        >>> model.penalty_ > 0
        True
        """
        return self._fit(X, y, sample_weight)

    @property
    def penalty_(self) -> float:
        """The penalty that was chosen."""
        fit: KrrFit = self.fit_
        return fit.penalty


@described
@dataclass(kw_only=True, repr=False, eq=False)
class NtkMixedModel(_Regressor, RunArguments, PrecisionArguments, MixedArguments, SnpArguments):
    """The mixed model with kernels as covariances, as a scikit-learn regressor.

    It is `ntk_lmm` in scikit-learn's terms: X holds the genotypes, people are joined by position,
    and the intercept is the only fixed effect. For covariates, a formula or people with IDs use
    `ntk_lmm`. The default kernel has two components. Where they do not converge, as with a trait
    without residual, a ConvergenceWarning says so and the NTK as a single kernel is used. A search
    with several processes has one JVM in each of them: `threads=1` keeps them from competing for
    cores.

    Attributes
    ----------
    fit_ : LmmFit
        Whole fit: `fit_.variance_components`, `fit_.predict(X, interval=...)`.
    heritability_ : DataFrame
        Heritability: one row per component, and the total.
    n_features_in_ : int
        Number of SNPs in X.
    feature_names_in_ : array of str
        Names of the SNPs, where X was a DataFrame.

    Examples
    --------
    >>> model = genontk.NtkMixedModel().fit(G, y)
    >>> list(model.heritability_["component"])
    ['additive', 'non-additive', 'total']
    """

    _fit_model = staticmethod(_lmm_or_one_kernel)

    @property
    def heritability_(self) -> pd.DataFrame:
        """Heritability: one row per component, and the total."""
        fit: LmmFit = self.fit_
        return fit.heritability
