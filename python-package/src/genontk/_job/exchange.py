"""Requests and results with their arrays, which are files in a private folder."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from genontk._job.jobs import run_job
from genontk._process import jvm
from genontk.errors import InvalidInput


@dataclass(frozen=True)
class Result:
    """A result of Java, with its matrices and the bytes of the model.

    Attributes
    ----------
    matrices : dict
        Matrices whose columns have names.
    arrays : dict
        Other matrices, column-major.
    fits : list of Result
        One result per trait where the request had several, with the seconds and the memory of all;
        otherwise empty.
    """

    scalars: dict[str, Any]
    matrices: dict[str, pd.DataFrame]
    arrays: dict[str, npt.NDArray[np.float64]]
    model: bytes | None
    fits: list[Result]


def ask(request: Mapping[str, Any], *, progress: bool = False, result_bytes: int = 0) -> Result:
    """Send a request and wait for its result.

    Parameters
    ----------
    request : mapping
        Request as docs/protocol.md has it, with NumPy arrays for references to matrices, and bytes
        for references to a model.
    progress : bool
        Whether a bar is shown while the job runs.
    result_bytes : int
        Size of the matrices of the result, where they are larger than those of the request.

    Raises
    ------
    GenontkError
        An error of the type that Java reported.
    """
    gateway = jvm.running()
    with gateway.session.folder(_size(request) + result_bytes) as folder:
        sent = {
            **_by_reference(request, folder, "x"),
            "delivery": "npy",
            "folder": str(folder),
        }
        return _read(run_job(gateway, _to_json(sent), progress=progress))


def _read(scalars: dict[str, Any]) -> Result:
    matrices: dict[str, pd.DataFrame] = {}
    arrays: dict[str, npt.NDArray[np.float64]] = {}
    for name, matrix in (scalars.get("matrices") or {}).items():
        values = np.load(matrix["npy"], allow_pickle=False)
        columns = -1 if matrix["rows"] else len(matrix["columns"] or [])
        values = values.reshape(matrix["rows"], columns, order="F")
        if matrix["columns"] is None:
            arrays[name] = values
        else:
            matrices[name] = pd.DataFrame(values, columns=matrix["columns"])
    model = scalars.get("model")
    return Result(
        scalars,
        matrices,
        arrays,
        Path(model).read_bytes() if model else None,
        [_read({**scalars, "fits": None, **fit}) for fit in scalars.get("fits") or []],
    )


def _leaves(value: Any) -> Iterator[Any]:
    inner = value.values() if isinstance(value, Mapping) else value if _is_nested(value) else None
    if inner is None:
        yield value
    else:
        for each in inner:
            yield from _leaves(each)


def _is_nested(value: Any) -> bool:
    """Say whether a list, which may be long, holds more than numbers and strings."""
    return isinstance(value, list) and any(isinstance(x, (Mapping, np.ndarray)) for x in value)


def _size(request: Mapping[str, Any]) -> int:
    return sum(leaf.nbytes for leaf in _leaves(request) if isinstance(leaf, np.ndarray))


def _by_reference(value: Any, folder: Path, name: str) -> Any:
    """Write every array and every model to a file named after its place in the request."""
    if isinstance(value, Mapping):
        return {key: _by_reference(inner, folder, f"{name}-{key}") for key, inner in value.items()}
    if _is_nested(value):
        return [_by_reference(inner, folder, f"{name}-{k}") for k, inner in enumerate(value)]
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
    """Give the JSON value of a NumPy or pandas object, a path, a range or a set."""
    if isinstance(value, (np.generic, pd.Index, pd.Series)):
        return value.tolist()
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, (range, set, frozenset)):
        return list(value)
    raise InvalidInput(
        f"An option is of type {type(value).__name__}; allowed: numbers, strings and lists of them."
    )
