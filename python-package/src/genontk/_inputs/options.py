"""Options in a request, under their own names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any

import numpy as np

from genontk._inputs import sets
from genontk._inputs.arrays import as_list
from genontk.errors import InvalidInput

# Arguments that a request has in another form, or that stay in Python.
_NOT_OPTIONS = {
    *("y", "genotypes", "genotypes2", "data", "covariates", "id", "weights", "subset"),
    *("kernel", "progress"),
}


def options(arguments: Any, *without: str) -> dict[str, Any]:
    """Give the arguments that go into the request as they are; sequences become lists."""
    return {
        entry.name: _SENT.get(entry.name, as_list)(getattr(arguments, entry.name))
        for entry in fields(arguments)
        if entry.name not in _NOT_OPTIONS.union(without)
    }


def as_selection(value: Any) -> Any:
    """Give the entry of a selection in the request, where indices count from 1."""
    if isinstance(value, slice):
        if value.stop is None or min(value.start or 0, value.stop) < 0:
            raise InvalidInput("A slice of people or SNPs needs an end, and counts from 0.")
        value = range(value.start or 0, value.stop, value.step or 1)
    value = as_list(value)
    if isinstance(value, list):
        return [_one_selected(entry) for entry in value]
    return _one_selected(value)


def _one_selected(entry: Any) -> Any:
    if isinstance(entry, (bool, np.bool_)):
        return bool(entry)
    if isinstance(entry, (int, np.integer)):
        if entry < 0:
            raise InvalidInput(f"people or snps has the index {entry}; allowed: from 0.")
        return int(entry) + 1
    return entry


_SENT: dict[str, Callable[[Any], Any]] = {
    "people": as_selection,
    "snps": as_selection,
    "sets": sets.as_request,
}
