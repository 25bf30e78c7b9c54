"""Kernels in a request: names, sums of names, matrices, or several of these."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from genontk._inputs.arrays import as_real, complete_ids, index_ids, is_plain, labels
from genontk._inputs.frames import native
from genontk.errors import InvalidInput

_ALLOWED = (
    "the name of a kernel or a sum of names, a square matrix (an array, a sparse matrix or a "
    "frame), a dict of these, or in ntk_krr a list of these"
)


def fit_kernel(kernel: Any) -> Any:
    """Give the entry of the kernel in the request of a fit.

    Raises
    ------
    InvalidInput
        If its type cannot be used.
    """
    if isinstance(kernel, (list, tuple)):
        named = [f"kernel-{k}" for k in range(1, len(kernel) + 1)]
        return [_one(entry, name) for entry, name in zip(kernel, named, strict=True)]
    return _one(kernel, "kernel")


def _one(kernel: Any, name: str) -> Any:
    if not isinstance(kernel, Mapping):
        return _component(kernel, name)
    return {
        "components": [
            {"name": str(key), "kernel": _component(entry, str(key))}
            for key, entry in kernel.items()
        ]
    }


def _component(kernel: Any, name: str) -> Any:
    kernel = native(kernel)
    if kernel is None or isinstance(kernel, str):
        return kernel
    if isinstance(kernel, pd.DataFrame):
        kernel = _columns_as_rows(kernel)
    return {**matrix(kernel), "name": name}


def _columns_as_rows(kernel: pd.DataFrame) -> pd.DataFrame:
    """Put the columns into the order of the rows, where both have IDs."""
    if is_plain(kernel.index) or is_plain(kernel.columns):
        return kernel
    rows = complete_ids(kernel.index, "The index of kernel")
    columns = complete_ids(kernel.columns, "The columns of kernel")
    if rows == columns:
        return kernel
    if sorted(rows) != sorted(columns) or len(set(rows)) < len(rows):
        raise InvalidInput(
            "kernel has other IDs as columns than as rows, or the same twice; allowed: a square "
            "DataFrame with every person once in its index and once in its columns."
        )
    return kernel.iloc[:, pd.Index(columns).get_indexer(pd.Index(rows))]


def matrix(kernel: Any) -> dict[str, Any]:
    """Give the entry of a kernel matrix in the request: its values, and the IDs of its rows.

    Raises
    ------
    InvalidInput
        If it is not a matrix.
    """
    kernel = native(kernel)
    if isinstance(kernel, pd.DataFrame):
        return {"values": as_real(kernel, "kernel"), "ids": index_ids(kernel.index)}
    if not isinstance(kernel, np.ndarray):
        raise InvalidInput(f"kernel is a {type(kernel).__name__}; allowed: {_ALLOWED}.")
    if kernel.ndim != 2:
        raise InvalidInput(f"kernel has {kernel.ndim} dimension(s); allowed: 2, people x people.")
    return {"values": as_real(kernel, "kernel"), "ids": None}


def names_of_identities(kernel: Any) -> list[str]:
    """Give the names of the identity kernels of a dict, which may be those of columns."""
    if not isinstance(kernel, Mapping):
        return []
    return [str(name) for name, one in kernel.items() if isinstance(one, str) and one == "identity"]


def levels(names: list[str], data: Any) -> dict[str, list[str | None]] | None:
    """Give the levels of the rows of `data` in the columns of these names; None without any."""
    if not isinstance(data, pd.DataFrame):
        return None
    return {name: labels(data[name]) for name in names if name in data.columns} or None


def count(request: Any) -> int:
    """Count the components of a kernel in a request."""
    if isinstance(request, str):
        return 1 + request.count("+")
    if isinstance(request, dict) and "components" in request:
        return sum(count(entry["kernel"]) for entry in request["components"])
    return 1


def new_kernel(kernel: Any, components: list[str], training: list[str] | None) -> Any:
    """Give the entry of the kernels between new and training people in a request.

    Parameters
    ----------
    kernel : matrix (new people x training people), dict of them by component, or None
    components : list of str
        Genetic components of the fit, in their order.
    training : list of str or None
        IDs of the training people.
    """
    if kernel is None:
        return None
    if not isinstance(kernel, Mapping):
        return matrix(_for_training(kernel, training))
    return {
        "components": [
            {"name": name, "kernel": matrix(_for_training(kernel[name], training))}
            for name in _in_order(kernel, components, "kernel")
        ]
    }


def new_diagonal(diagonal: Any, components: list[str]) -> npt.NDArray[Any] | None:
    """Give the kernel of each new person with themselves: one column per kernel of the user."""
    if diagonal is None:
        return None
    if not isinstance(diagonal, Mapping):
        return as_real(diagonal, "kernel_diagonal")
    columns = [
        as_real(diagonal[name], f"kernel_diagonal[{name!r}]")
        for name in _in_order(diagonal, components, "kernel_diagonal")
    ]
    if len({column.shape for column in columns}) != 1 or columns[0].ndim != 1:
        shapes = ", ".join(str(column.shape) for column in columns)
        raise InvalidInput(
            f"kernel_diagonal has vectors of the shapes {shapes}; allowed: one number per person "
            "in each."
        )
    return np.column_stack(columns)


def _in_order(given: Mapping[Any, Any], components: list[str], what: str) -> list[str]:
    strange = [name for name in given if name not in components]
    if strange or not given:
        named = f"has {strange[0]!r}" if strange else "is empty"
        raise InvalidInput(
            f"{what} {named}; allowed: the fit's components with a matrix of your own, out of "
            f"{', '.join(components)}."
        )
    return [name for name in components if name in given]


def _for_training(kernel: Any, training: list[str] | None) -> Any:
    """Put the columns into the order of the training people, where they have IDs."""
    kernel = native(kernel)
    if not isinstance(kernel, pd.DataFrame) or is_plain(kernel.columns):
        return kernel
    if training is None:
        raise InvalidInput("kernel has IDs as columns, but the fit knows none; give an array.")
    kernel = kernel.set_axis(complete_ids(kernel.columns, "The columns of kernel"), axis=1)
    missing = [person for person in training if person not in kernel.columns]
    if missing:
        raise InvalidInput(
            f"kernel lacks {len(missing)} training people as columns, {missing[0]!r} first."
        )
    return kernel[training]
