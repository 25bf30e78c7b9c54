"""The fields of a fit, from a result of Java or from a model file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from genontk._inputs.people import Recipe
from genontk._job.exchange import Result
from genontk._job.tables import people_index, table

_SCALARS = (
    "converged",
    "iterations",
    "n_people",
    "n_records",
    "n_snps",
    "kernel",
    "messages",
    "seconds",
    "memory",
    "backend",
    "backend_description",
    "backend_reasons",
    "options",
)


def common_fields(result: Result, recipe: Recipe) -> dict[str, Any]:
    """Make the fields that every fit has, as pandas objects."""
    scalars = result.scalars
    people = result.matrices["people"]
    index = people_index(scalars["people"], None, scalars["n_people"])
    records = people_index(scalars["records"], None, len(people))
    covariance = result.matrices["fixed_effects_covariance"]
    effects = result.matrices["random_effects"]
    components = scalars["components"]
    effects.insert(0, "component", np.repeat(components, len(index)))
    effects.insert(0, "id", np.tile(index.to_numpy(), len(components)))
    return {
        **_tables(scalars),
        "random_effects": effects,
        "fitted": people["fitted"].set_axis(records),
        "residuals": people["residuals"].set_axis(records),
        "fixed_effects_covariance": covariance.set_axis(covariance.columns),
        **{name: scalars[name] for name in _SCALARS},
        "_model": result.model,
        "_recipe": recipe,
        "_ids": scalars["people"],
    }


def _tables(scalars: Mapping[str, Any]) -> dict[str, Any]:
    log_likelihood = scalars["log_likelihood"]
    return {
        "y_name": scalars["y_name"],
        "variance_components": table(scalars["variance_components"]),
        "heritability": table(scalars["heritability"]),
        "fixed_effects": table(scalars["fixed_effects"]),
        "dropped": table(scalars["dropped"]),
        "log_likelihood": np.nan if log_likelihood is None else log_likelihood,
    }


def loaded_fields(
    told: Mapping[str, Any],
    recipe: Recipe,
    model: bytes | None,
    ids: list[str] | None,
) -> dict[str, Any]:
    """Make the fields of a fit from a model file; fields that the file lacks are empty."""
    nobody = pd.Series(index=pd.Index([], name="id", dtype=object), dtype=np.float64)
    absent = {"seconds": np.nan, "memory": {}, "backend_description": "", "backend_reasons": []}
    return {
        **_tables(told),
        "random_effects": pd.DataFrame(columns=["id", "component", "value", "pev", "reliability"]),
        "fitted": nobody.rename("fitted"),
        "residuals": nobody.rename("residuals"),
        **{name: told.get(name, absent.get(name)) for name in _SCALARS},
        "_model": model,
        "_recipe": recipe,
        "_ids": ids,
    }
