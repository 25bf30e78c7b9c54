"""The recipe of covariates in a model file, which both languages read.

A column of the design is a product of variables and of indicators of a variable's level.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from genontk._inputs.arrays import written
from genontk._inputs.covariates import INTERCEPT, Covariates, array_covariates
from genontk._inputs.people import Recipe, data_ids
from genontk.errors import InvalidInput

_FACTOR = re.compile(r"(?P<variable>\w+)(\[(?P<contrast>T\.)?(?P<level>.*)\])?")


@dataclass(frozen=True)
class LoadedRecipe(Recipe):
    """The recipe of a loaded model.

    Attributes
    ----------
    columns : list of dict
        `name` and `factors`, each with a `variable` and perhaps a `level`.
    levels : dict
        Levels of every categorical variable.
    """

    columns: tuple[dict[str, Any], ...] = ()
    levels: dict[str, list[str]] | None = None

    @classmethod
    def of(cls, design: dict[str, Any] | None) -> LoadedRecipe:
        """Make the recipe from the entry `design` of a file, which may lack it."""
        if design is None:
            return cls(None, None, None)
        return cls(design["id"], None, None, False, tuple(design["columns"]), design["levels"])

    def takes_arrays(self) -> bool:
        """Tell whether an array of covariates may be given."""
        return bool(self.columns)

    def variables(self) -> set[str]:
        """Give the variables that new people's data must have."""
        return {str(one["variable"]) for column in self.columns for one in column["factors"]}

    def ids(self, data: pd.DataFrame | None) -> list[str] | None:
        """Give the IDs in `data`."""
        if data is None:
            return None
        return data_ids(data, self.id if self.id in data.columns else None)

    def covariates(self, data: Any) -> Covariates | None:
        """Make the covariates of `data`."""
        if data is None or not self.columns:
            return None
        names = [str(column["name"]) for column in self.columns]
        if not isinstance(data, pd.DataFrame):
            return array_covariates(data, names)
        for variable in set(self.levels or {}).intersection(data.columns):
            self._require_known(variable, data[variable])
        values = np.ones((len(data), len(names)))
        for k, column in enumerate(self.columns):
            for factor in column["factors"]:
                values[:, k] *= self._coded(factor, data)
        return Covariates(values, names)

    def _coded(self, factor: dict[str, Any], data: pd.DataFrame) -> npt.NDArray[np.float64]:
        variable, level = factor["variable"], factor.get("level")
        if variable not in data.columns:
            raise InvalidInput(_lacking(variable))
        values = data[variable]
        if level is None:
            try:
                return np.asarray(values.to_numpy(np.float64, na_value=np.nan), np.float64)
            except (TypeError, ValueError) as failure:
                raise InvalidInput(f"{variable!r} is not numeric; allowed: numbers.") from failure
        given = [None if pd.isna(value) else written(value) for value in values]
        return np.array([np.nan if value is None else float(value == level) for value in given])

    def _require_known(self, variable: str, values: pd.Series[Any]) -> None:
        known = (self.levels or {}).get(variable, [])
        unknown = {written(value) for value in values.dropna()} - set(known)
        if unknown:
            few = ", ".join(sorted(unknown)[:5])
            raise InvalidInput(f"'{variable}' has levels that the fit has not: {few}.")


def _lacking(variable: str) -> str:
    text = f"The new data lack the variable '{variable}' of the model."
    if re.fullmatch(r"[\w.]+", variable):
        return text
    return (
        f"{text} A model file holds a term that is a call as a column of that name: give it, "
        "computed as in the fit, or keep the fit itself by saveRDS() or pickle."
    )


def design_request(recipe: Recipe, terms: list[str]) -> dict[str, Any]:
    """Give the entry of a recipe in the file, for the columns that the fit kept.

    Where a formula has more than products of variables and levels, each term counts as a variable
    under its own name.
    """
    if isinstance(recipe, LoadedRecipe) and recipe.columns:
        return {"id": recipe.id, "columns": list(recipe.columns), "levels": recipe.levels}
    levels = _levels(recipe.spec)
    columns = [] if levels is None else [_column(term, levels) for term in terms]
    if levels is None or None in columns:
        levels = {}
        columns = [
            {"name": term, "factors": [] if term == INTERCEPT else [{"variable": term}]}
            for term in terms
        ]
    return {"id": recipe.id, "columns": columns, "levels": levels}


def _levels(spec: Any) -> dict[str, list[str]] | None:
    """Give the levels of the categorical variables; None where a factor is not a plain variable."""
    if spec is None:
        return None
    levels = {}
    for factor, (kind, state) in spec.encoder_state.items():
        if not factor.isidentifier():
            return None
        if kind.name == "CATEGORICAL":
            levels[factor] = [written(value) for value in state["categories"]]
    return levels


def _column(term: str, levels: dict[str, list[str]]) -> dict[str, Any] | None:
    if term == INTERCEPT:
        return {"name": term, "factors": []}
    factors = []
    for part in term.split(":"):
        factor = _FACTOR.fullmatch(part)
        if factor is None:
            return None
        variable, level = factor["variable"], factor["level"]
        if (variable in levels) != (level is not None):
            return None
        if level is None:
            factors.append({"variable": variable})
        else:
            level = {"True": "TRUE", "False": "FALSE"}.get(level, level)
            if level not in levels[variable]:
                return None
            factors.append({"variable": variable, "level": level})
    return {"name": term, "factors": factors}
