"""The methods of a comparison; functions of the user's own run here."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from genontk._genotypes.handle import read_genotypes
from genontk._inputs import kernels
from genontk._inputs.arrays import as_list
from genontk._job.exchange import Result
from genontk._job.progress import ProgressBar
from genontk.errors import InvalidInput


def named_methods(methods: Any) -> dict[str, Any]:
    """Give the methods by name; the name of a known method is its own."""
    if methods is None:
        return {}
    if isinstance(methods, Mapping):
        named = {str(name): method for name, method in methods.items()}
    elif isinstance(methods, (list, tuple)) and all(isinstance(one, str) for one in methods):
        named = dict(zip(methods, methods, strict=True))
    else:
        raise InvalidInput(
            f"methods is {methods!r}; allowed: a list of names such as 'LMM', or a dict of names, "
            "dicts and functions."
        )
    for name, method in named.items():
        if not (isinstance(method, (str, Mapping)) or callable(method)):
            raise InvalidInput(
                f"Method {name!r} is a {type(method).__name__}; allowed: a name such as 'LMM', a "
                "dict such as {'fit': 'ntk_krr', 'kernel': 'laplace'}, or a function."
            )
    return named


def method_entry(name: str, method: Any) -> dict[str, Any]:
    if isinstance(method, str):
        return {"name": name, "known": method}
    if "predictions" in method:
        return {**method, "name": name}
    entry = {str(key): as_list(value) for key, value in method.items()}
    if "kernel" in entry:
        entry["kernel"] = kernels.fit_kernel(entry["kernel"])
    return {**entry, "name": name}


def predicted(
    methods: dict[str, Any],
    drawn: Result,
    request: dict[str, Any],
    genotypes: Any,
    progress: bool,
    workers: Executor | None,
) -> dict[str, Any]:
    """Run the user's functions on the splits that Java drew."""
    scalars = drawn.scalars
    people = np.asarray(scalars["data_rows"]) - 1
    rows = np.asarray(scalars["genotype_rows"]) - 1
    values = request["genotypes"].get("values")
    if not isinstance(values, np.ndarray):
        values = np.asarray(
            read_genotypes(genotypes) if isinstance(genotypes, str) else _read(genotypes)
        )
    values = np.asarray(values[rows], dtype=float)
    y = np.asarray(request["y"], dtype=float).reshape(-1)[people]
    covariates = request["covariates"]
    design = (
        np.ones((len(people), 1))
        if covariates is None
        else np.asarray(covariates["values"], dtype=float)[people]
    )
    tests = drawn.arrays["splits"] == 1
    found = dict(methods)
    with ProgressBar(progress) as bar:
        for name, method in methods.items():
            if not callable(method):
                continue
            predictions, failures = [], []
            given = _each(workers, tests.T, partial(_predict, method, y, values, design))
            bar.show(name, 0)
            for k, (prediction, failure) in enumerate(given, start=1):
                bar.show(name, k / tests.shape[1])
                predictions.append(prediction)
                failures.append(failure)
            found[name] = {"predictions": np.concatenate(predictions), "failures": failures}
    return found


def _read(genotypes: Any) -> Any:
    return genotypes if hasattr(genotypes, "shape") else read_genotypes(genotypes)


_Predictions = tuple[npt.NDArray[np.float64], str | None]


def _each(
    workers: Executor | None,
    tests: npt.NDArray[np.bool_],
    predict: Callable[[npt.NDArray[np.bool_]], _Predictions],
) -> Iterator[_Predictions]:
    """Give the predictions of each split, in the order of the splits."""
    if workers is None:
        yield from map(predict, tests)
        return
    tasks = [workers.submit(predict, test) for test in tests]
    try:
        for task, test in zip(tasks, tests, strict=True):
            try:
                yield task.result()
            except Exception as failure:  # the function could not be sent, or a worker ended
                yield _nothing(test, failure)
    finally:
        for task in tasks:
            task.cancel()


def _nothing(
    test: npt.NDArray[np.bool_], failure: Exception
) -> tuple[npt.NDArray[np.float64], str]:
    return np.full(int(test.sum()), np.nan), f"{type(failure).__name__}: {failure}"


def _predict(
    method: Callable[..., Any],
    y: npt.NDArray[Any],
    genotypes: npt.NDArray[Any],
    design: npt.NDArray[Any],
    test: npt.NDArray[np.bool_],
) -> _Predictions:
    """Give the predictions of one split, or NaN and the failure."""
    count = int(test.sum())
    try:
        parameters = inspect.signature(method).parameters
    except (TypeError, ValueError):
        parameters = {}  # type: ignore[assignment]
    more = {}
    if {"covariates", "new_covariates"} <= set(parameters):
        more = {"covariates": design[~test], "new_covariates": design[test]}
    try:
        given = np.asarray(method(y[~test], genotypes[~test], genotypes[test], **more), dtype=float)
        if given.size != count:
            raise ValueError(f"it gave {given.size} predictions of {count} people")
        return given.reshape(-1), None
    except Exception as failure:
        return _nothing(test, failure)
