"""Design matrices with named columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from genontk._inputs.arrays import as_real
from genontk._inputs.frames import is_date, native
from genontk._inputs.odd import OddFormula
from genontk.errors import InvalidInput

INTERCEPT = "(Intercept)"


@dataclass(frozen=True)
class Covariates:
    """A design matrix with the names of its columns, and NaN in rows that lack a variable.

    `left_out` has the terms without a column, since all people of the fit have one level: that.
    """

    values: npt.NDArray[np.float64]
    names: list[str]
    left_out: dict[str, str] | None = None

    def as_request(self) -> dict[str, Any]:
        """Give the entry of the matrix in the request."""
        return {"values": self.values, "names": self.names, "left_out": self.left_out}


def array_covariates(covariates: Any, names: list[str] | None) -> Covariates:
    """Put an intercept before covariates given as an array (people x covariates)."""
    covariates = native(covariates)
    if isinstance(covariates, pd.DataFrame):
        dates = [str(name) for name, column in covariates.items() if is_date(column)]
        if dates:
            raise OddFormula(dates=dates)
    values = np.asarray(as_real(covariates, "covariates"), dtype=np.float64)
    values = values.reshape(len(values), -1)
    if names is None:
        if isinstance(covariates, pd.DataFrame):
            given = [str(column) for column in covariates.columns]
        else:
            given = [f"covariate{k + 1}" for k in range(values.shape[1])]
        names = [INTERCEPT, *given]
    if len(names) != values.shape[1] + 1:
        raise InvalidInput(
            f"covariates has {values.shape[1]} column(s); the fit has {len(names) - 1}: "
            f"{', '.join(names[1:])}."
        )
    return Covariates(np.column_stack([np.ones(len(values)), values]), names)
