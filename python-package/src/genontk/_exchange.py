"""Requests with arrays in, results with arrays out: they travel as files of a private folder."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from genontk import _bridge
from genontk._jobs import run_job
from genontk.errors import InvalidInput


@dataclass(frozen=True)
class Result:
    """A result as Java gave it, with its matrices and the bytes of the model."""

    scalars: dict[str, Any]
    matrices: dict[str, pd.DataFrame]
    model: bytes | None


def ask(request: Mapping[str, Any], *, progress: bool = False) -> Result:
    """Send a request and wait for its result.

    Parameters
    ----------
    request : mapping
        As docs/bridges.md has it, with NumPy arrays in place of references to matrices and bytes
        in place of references to a model.
    progress : bool
        Whether a bar is wanted while it runs.

    Raises
    ------
    GenontkError
        Of the type that Java answered.
    """
    gateway = _bridge.running()
    with gateway.session.folder(_size(request)) as folder:
        sent = {
            **_by_reference(request, folder, "x"),
            "delivery": "npy",
            "folder": str(folder),
        }
        scalars = run_job(gateway, _to_json(sent), progress=progress)
        matrices = {
            name: _read_matrix(matrix) for name, matrix in (scalars.get("matrices") or {}).items()
        }
        model = scalars.get("model")
        return Result(scalars, matrices, Path(model).read_bytes() if model else None)


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from _leaves(inner)
    else:
        yield value


def _size(request: Mapping[str, Any]) -> int:
    return sum(leaf.nbytes for leaf in _leaves(request) if isinstance(leaf, np.ndarray))


def _by_reference(value: Any, folder: Path, name: str) -> Any:
    """Write every array and every model to a file named after its place in the request."""
    if isinstance(value, Mapping):
        return {key: _by_reference(inner, folder, f"{name}-{key}") for key, inner in value.items()}
    if isinstance(value, np.ndarray):
        path = folder / f"{name}.npy"
        np.save(path, value, allow_pickle=False)
        return {"npy": str(path)}
    if isinstance(value, bytes):
        path = folder / f"{name}.genontk"
        path.write_bytes(value)
        return {"file": str(path)}
    return value


def _to_json(request: Mapping[str, Any]) -> str:
    try:
        return json.dumps(request, default=_plain, allow_nan=False)
    except ValueError as failure:
        raise InvalidInput("An option is NaN or infinite; allowed: finite numbers.") from failure


def _plain(value: object) -> Any:
    """Give what JSON has for a value that is not quite a number, a string or a list."""
    if isinstance(value, (np.generic, pd.Index, pd.Series)):
        return value.tolist()
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, (range, set, frozenset)):
        return list(value)
    raise InvalidInput(
        f"An option is of type {type(value).__name__}; allowed: numbers, strings and lists of them."
    )


def _read_matrix(matrix: Mapping[str, Any]) -> pd.DataFrame:
    values: npt.NDArray[np.float64] = np.load(matrix["npy"], allow_pickle=False)
    return pd.DataFrame(values.reshape(matrix["rows"], -1, order="F"), columns=matrix["columns"])
