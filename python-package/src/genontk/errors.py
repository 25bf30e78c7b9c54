"""The exceptions of genontk: the same six types as in Java and in R."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

_GIB = 1024**3


class GenontkError(Exception):
    """Base of every error of genontk.

    Attributes
    ----------
    java_trace : str or None
        The stack trace of the Java side, for a bug report; it is never printed.
    """

    java_trace: str | None = None


class GenontkWarning(UserWarning):
    """A message about the data, where there is no fitted object to hold it."""


class InvalidInput(GenontkError, ValueError):
    """An argument or the data cannot be used; the message says what is allowed."""


class NotPositiveDefinite(GenontkError):
    """A matrix that must be positive definite is not."""


class DidNotConverge(GenontkError):
    """An iteration ended without convergence.

    Attributes
    ----------
    state : dict or None
        The last state of the estimation: iterations, estimate (the variance components on the scale
        of the kernels, the residual last), log_likelihood and gradient.
    """

    state: dict[str, Any] | None = None


class Cancelled(GenontkError):
    """The computation was asked to stop."""


class OutOfMemory(GenontkError):
    """Java's heap is too small for the data; the message says how to enlarge it."""


class BridgeFailed(GenontkError):
    """Java was not found, is too old, or its process was lost."""


_TYPES: dict[str, type[GenontkError]] = {
    kind.__name__: kind
    for kind in (
        InvalidInput,
        NotPositiveDefinite,
        DidNotConverge,
        Cancelled,
        OutOfMemory,
        BridgeFailed,
    )
}


def from_answer(error: Mapping[str, Any]) -> GenontkError:
    """Make the exception of an error that Java reported."""
    kind = _TYPES.get(str(error.get("type")), GenontkError)
    message = str(error.get("message"))
    if kind is OutOfMemory:
        message += "\n" + _raise_the_heap(error.get("needed_bytes"))
    exception = kind(message)
    if isinstance(exception, DidNotConverge):
        exception.state = error.get("state")
    trace = error.get("trace")
    exception.java_trace = None if trace is None else str(trace)
    return exception


def _raise_the_heap(needed_bytes: float | None) -> str:
    size = "16g" if not needed_bytes else f"{max(1, math.ceil(1.25 * needed_bytes / _GIB))}g"
    return (
        f'To give Java more memory: genontk.start(heap="{size}")'
        f"  (or GENONTK_HEAP={size} in the environment before the first call)"
    )
