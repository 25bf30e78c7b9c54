"""Calls that run in the background."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Generator
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from typing import Any, Generic, ParamSpec, TypeVar

from genontk._job import jobs

P = ParamSpec("P")
R = TypeVar("R")


class Background(Future[R], Generic[R]):
    """A running call: a `concurrent.futures.Future` that can be awaited and cancelled at once.

    `cancel()` stops the computation even when it has begun. Cancelling an asyncio task that awaits
    the call does the same.
    """

    def __init__(self) -> None:
        super().__init__()
        self._stop = threading.Event()

    def cancel(self) -> bool:
        """Stop the computation.

        Returns
        -------
        bool
            False where the computation has ended.

        Examples
        --------
        >>> running = genontk.submit(genontk.ntk_lmm, y, G)
        >>> fit = running.result()
        >>> running.cancel()
        False
        """
        self._stop.set()
        return super().cancel()

    def __await__(self) -> Generator[Any, None, R]:
        return asyncio.wrap_future(self).__await__()

    def _run(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> None:
        with jobs.stopping_at(self._stop):
            try:
                result = function(*args, **kwargs)
            except BaseException as failure:
                with suppress(InvalidStateError):
                    self.set_exception(failure)
            else:
                with suppress(InvalidStateError):
                    self.set_result(result)
        if self.cancelled():
            self.set_running_or_notify_cancel()


def submit(function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Background[R]:
    """Start a fit, or another function of genontk, in a thread of its own.

    Parameters
    ----------
    function : callable
        Function to call: `ntk_lmm`, `ntk_krr`, `ntk_kernel`, `fit.predict`, ...
    *args, **kwargs
        Arguments of the function.

    Returns
    -------
    Background
        A `concurrent.futures.Future` with `result()`, `cancel()` and `done()`; a coroutine can
        `await` it.

    Raises
    ------
    GenontkError
        `result()` and `await` raise what the function raises.

    Examples
    --------
    >>> running = genontk.submit(genontk.ntk_lmm, y, G)
    >>> fit = running.result()  # or, in a coroutine: fit = await running
    >>> fit.n_people
    60
    """
    future: Background[R] = Background()
    thread = threading.Thread(
        target=future._run, args=(function, *args), kwargs=kwargs, name="genontk", daemon=True
    )
    thread.start()
    return future
