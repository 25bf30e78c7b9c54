"""A fitted model: plain data, which pickles, and its predictions."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field
from typing import Any, Literal

import pandas as pd

from genontk._fits.summary import Summary, brief, html
from genontk._genotypes.request import as_request
from genontk._inputs import kernels
from genontk._inputs.arrays import as_real
from genontk._inputs.people import Recipe
from genontk._job.exchange import ask
from genontk._job.tables import people_index
from genontk.errors import GenontkWarning


@dataclass(frozen=True, repr=False, eq=False)
class Fit:
    """What every fitted model has.

    Attributes
    ----------
    y_name : str
        The trait.
    variance_components : DataFrame
        component, estimate, std_error, lower, upper, unconstrained, boundary; the last row is
        `residual`. On the scale of the kernels.
    heritability : DataFrame
        component, estimate, std_error, lower, upper, raw_ratio, raw_ratio_std_error; the last row
        is `total`.
    fixed_effects : DataFrame
        term, estimate, std_error, statistic, p_value.
    random_effects : DataFrame
        id, component, value, pev, reliability: a row a person, component by component.
    fitted, residuals : Series
        Of every record, indexed by ID, in the units of y.
    log_likelihood : float
        The restricted log-likelihood; NaN where the method has none.
    converged : bool
    iterations : int
    n_people, n_records, n_snps : int
        How many the fit used; a person may have several records.
    kernel : str
    dropped : DataFrame
        type (person or snp), id, reason.
    messages : list of str
        What the user should know about the data and the fit.
    seconds : float
    memory : dict
        Bytes: estimate, peak.
    backend : str
        Which linear algebra did the work: "blas" or "java".
    backend_description : str
        Its library and version.
    backend_reasons : list of str
        Why faster ones were passed over.
    options : dict
        Every option as it was used, the seed included.
    snp_effects : DataFrame or None
        Of a model of effects alone, loaded from a file: id, chromosome, position, allele1, allele2,
        mean, effect.
    fixed_effects_covariance : DataFrame or None
        (Z'V^-1 Z)^-1; None where the model comes from a file.
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
    snp_effects: pd.DataFrame | None = field(repr=False, default=None, kw_only=True)
    fixed_effects_covariance: pd.DataFrame | None = field(repr=False, default=None, kw_only=True)

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
        """Predict people, new or known.

        What was done to join people and SNPs, such as SNPs that were flipped or that the new
        genotypes lack, is said by warnings (`GenontkWarning`).

        Parameters
        ----------
        genotypes : path, Genotypes, array (people x SNPs) or DataFrame, optional
            The people's genotypes, with the SNPs of the fit. Without any argument: `fitted`.
        data : DataFrame, optional
            The variables of the formula, a row a person; or the covariates of a fit from arrays
            (people x covariates). May be left out if the fit has an intercept only.
        interval : {"prediction", "confidence"}, optional
            An interval for a new observation, or for its expectation. Of a ridge regression it is
            that of the equivalent mixed model, whose residual variance is the penalty times the
            genetic one; nothing is drawn anew.
        level : float, default 0.95
            The coverage of the interval.
        kernel : array (people x training people), DataFrame or dict of them, optional
            For a fit with a kernel matrix of the user's own; for a fit with several a dict by
            component. The columns of a DataFrame are the IDs of the training people.
        kernel_diagonal : array (people), dict of them, or array (people x kernels), optional
            The kernel of each person with themselves, needed for an interval with such a kernel;
            with several a dict by component, or a column each in the order of the fit.
        components : bool, default False
            Whether to give besides what each prediction is the sum of: the fixed effects, and the
            random effects of every component.
        weights : array (people), optional
            For prediction intervals: the weights of the new observations, 1 without.

        Returns
        -------
        Series or DataFrame
            The predictions in the units of y, indexed by ID; with `interval` a DataFrame with the
            columns prediction, lower, upper; with `components` a DataFrame with the columns fixed
            and the names of the components after these. NaN where a covariate is missing.

        Raises
        ------
        InvalidInput
            If genotypes, data or kernel do not suit the fit.

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
        frame = data if isinstance(data, pd.DataFrame) else None
        covariates = self._recipe.covariates(data)
        names = list(self.variance_components["component"].iloc[:-1])
        result = ask(
            {
                "task": "predict",
                "model": self._model,
                "genotypes": as_request(genotypes),
                "ids": self._recipe.ids(frame),
                "covariates": None if covariates is None else covariates.as_request(),
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
        """Describe the fit in tables: components, heritability, fixed effects, who was dropped.

        Returns
        -------
        str
            Text that shows itself in a console or notebook as it is printed.

        Examples
        --------
        >>> fit = genontk.ntk_lmm(y, G)
        >>> print(fit.summary().splitlines()[1].strip())
        NTK linear mixed model
        """
        return Summary(self)
