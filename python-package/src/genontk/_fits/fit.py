"""A fitted model: data that can be pickled, and its predictions."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field
from typing import Any, Literal

import pandas as pd

from genontk._fits.genome import loco, snp_effects
from genontk._fits.summary import Summary, brief, html
from genontk._genotypes.request import as_request
from genontk._inputs import kernels
from genontk._inputs.arrays import as_real
from genontk._inputs.odd import OddFormula
from genontk._inputs.people import Recipe
from genontk._inputs.rows import by_id
from genontk._job.exchange import ask
from genontk._job.tables import people_index
from genontk.errors import GenontkWarning


@dataclass(frozen=True, repr=False, eq=False)
class Fit:
    """A fitted model, with the attributes that every model has.

    Attributes
    ----------
    y_name : str
        Name of the trait.
    variance_components : DataFrame
        component, estimate, std_error, lower, upper, unconstrained, boundary; the last row is
        `residual`. They are on the scale of the kernels.
    heritability : DataFrame
        component, estimate, std_error, lower, upper, raw_ratio, raw_ratio_std_error; the last row
        is `total`.
    fixed_effects : DataFrame
        term, estimate, std_error, statistic, p_value.
    random_effects : DataFrame
        id, component, value, pev (prediction error variance), reliability: one row per component
        and person.
    fitted, residuals : Series
        Values of every record, indexed by ID, in the units of y.
    log_likelihood : float
        Restricted log-likelihood; NaN where the method has none.
    converged : bool
    iterations : int
    n_people, n_records, n_snps : int
        Numbers that the fit used; a person may have several records.
    kernel : str
    dropped : DataFrame
        type (person or snp), id, reason: one row per person or SNP that was left out.
    messages : list of str
        Notes about the data and the fit.
    seconds : float
    memory : dict
        Memory in bytes: estimate, peak.
    backend : str
        Linear algebra that did the work: "blas", "java" or "gpu".
    backend_description : str
        Library and version of the backend.
    backend_reasons : list of str
        Reasons why faster backends were not used.
    options : dict
        Every option with the value that was used, including the seed.
    fixed_effects_covariance : DataFrame or None
        Covariance of the fixed effects, (Z'V^-1 Z)^-1; None where the model comes from a file.
    """

    y_name: str
    variance_components: pd.DataFrame
    heritability: pd.DataFrame
    fixed_effects: pd.DataFrame
    random_effects: pd.DataFrame
    fitted: pd.Series[float]
    residuals: pd.Series[float]
    log_likelihood: float
    converged: bool
    iterations: int
    n_people: int
    n_records: int
    n_snps: int
    kernel: str
    dropped: pd.DataFrame
    messages: list[str]
    seconds: float
    memory: dict[str, Any]
    backend: str
    backend_description: str
    backend_reasons: list[str]
    options: dict[str, Any]
    _model: bytes = field(repr=False)
    _recipe: Recipe = field(repr=False)
    _ids: list[str] | None = field(repr=False)
    fixed_effects_covariance: pd.DataFrame | None = field(repr=False, default=None, kw_only=True)

    snp_effects = snp_effects
    loco = loco

    def predict(
        self,
        genotypes: Any = None,
        data: Any = None,
        *,
        interval: Literal["prediction", "confidence"] | None = None,
        level: float = 0.95,
        kernel: Any = None,
        kernel_diagonal: Any = None,
        components: bool = False,
        weights: Any = None,
    ) -> pd.Series[float] | pd.DataFrame:
        """Predict the trait of people, new or known.

        A warning (`GenontkWarning`) reports how people and SNPs were joined: SNPs that were flipped
        or that the new genotypes lack, for example.

        Parameters
        ----------
        genotypes : path, Genotypes, array (people x SNPs) or DataFrame, optional
            Genotypes of the people, with the SNPs of the fit. Without any argument the result is
            `fitted`.
        data : DataFrame, dict or Series, optional
            Variables of the formula, one row per person, in any form that the fit takes; or the
            covariates of a fit from arrays (people x covariates). A Series is one person, or one
            variable. Columns hold the levels of identity kernels too: a level that the fit has not
            has the effect 0. Not needed if the fit has an intercept only.
        interval : {"prediction", "confidence"}, optional
            Interval for a new observation, or for its expectation. A ridge regression takes the
            interval of the equivalent mixed model, whose residual variance is the penalty times
            the genetic variance.
        level : float, default 0.95
            Coverage of the interval.
        kernel : array (people x training people), DataFrame or dict of them, optional
            Kernel between these people and the training people, for a fit with a kernel matrix of
            the user's own; a dict by component for a fit with several. The columns of a DataFrame
            are the IDs of the training people.
        kernel_diagonal : array (people), dict of them, or array (people x kernels), optional
            Kernel of each person with themselves, needed for an interval with such a kernel. For
            several kernels a dict by component, or one column per kernel in the order of the fit.
        components : bool, default False
            Whether to give also the parts whose sum is the prediction: the fixed effects, and the
            random effects of every component.
        weights : array (people), optional
            Weights of the new observations, for prediction intervals. Default: 1.

        Returns
        -------
        Series or DataFrame
            Predictions in the units of y, indexed by ID; NaN where a covariate is missing. With
            `interval` a DataFrame with the columns prediction, lower, upper. With `components` a
            DataFrame with further columns: fixed, and one per component.

        Raises
        ------
        InvalidInput
            If genotypes, data or kernel do not fit the model.

        Examples
        --------
        >>> fit = genontk.ntk_lmm("thickness ~ age + sex", data=pheno, genotypes="study.bed")
        >>> list(fit.predict("new.bed", data=new_pheno, interval="prediction"))
        ['prediction', 'lower', 'upper']
        """
        nothing = interval is None and not components
        nothing = nothing and all(x is None for x in (genotypes, data, kernel))
        if nothing and len(self.fitted) > 0:
            return self.fitted.rename("prediction")
        data = self._recipe.table(data)
        frame = data if isinstance(data, pd.DataFrame) else None
        try:
            covariates = self._recipe.covariates(data)
        except OddFormula as odd:
            ask({"task": "formula", **odd.found})
            raise
        names = list(self.variance_components["component"].iloc[:-1])
        ids = self._recipe.ids(frame)
        if weights is not None and frame is not None:
            weights = by_id(weights, "weights", ids, frame.index)
        result = ask(
            {
                "task": "predict",
                "model": self._model,
                "genotypes": as_request(genotypes),
                "ids": ids,
                "covariates": None if covariates is None else covariates.as_request(),
                "levels": kernels.levels(names, frame),
                "kernel": kernels.new_kernel(kernel, names, self._ids),
                "kernel_diagonal": kernels.new_diagonal(kernel_diagonal, names),
                "interval": interval,
                "level": level,
                "components": components,
                "weights": None if weights is None else as_real(weights, "weights"),
            }
        )
        for message in result.scalars["messages"]:
            warnings.warn(message, GenontkWarning, stacklevel=2)
        prediction = result.matrices["prediction"]
        if components:
            prediction = pd.concat([prediction, result.matrices["components"]], axis=1)
        prediction.index = people_index(result.scalars.get("people"), frame, len(prediction))
        return prediction if interval or components else prediction["prediction"]

    def __repr__(self) -> str:
        return brief(self)

    def _repr_html_(self) -> str:
        return html(self)

    def summary(self) -> str:
        """Describe the fit in tables: components, heritability, fixed effects, people left out.

        Returns
        -------
        str
            Text that a console or a notebook shows as it is printed.

        Examples
        --------
        >>> fit = genontk.ntk_lmm(y, G)
        >>> print(fit.summary().splitlines()[1].strip())
        NTK linear mixed model
        """
        return Summary(self)
