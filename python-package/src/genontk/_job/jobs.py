"""One job of Java, from its request to its result."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from genontk._job.progress import ProgressBar
from genontk._process.gateway import Gateway
from genontk.errors import Cancelled, GenontkError

_ENDED = frozenset({"done", "failed", "cancelled"})
_of_thread = threading.local()


@contextmanager
def stopping_at(stop: threading.Event) -> Iterator[None]:
    """Let `stop` end the jobs that this thread waits for."""
    _of_thread.stop = stop
    try:
        yield
    finally:
        del _of_thread.stop


def run_job(gateway: Gateway, request: str, *, progress: bool) -> dict[str, Any]:
    """Run a request and give its result.

    An interruption of the wait, such as Ctrl-C, cancels the job and reaches the caller.

    Raises
    ------
    GenontkError
        An error of the type that Java reported.
    """
    job: str = gateway.call("open", request)["job"]
    try:
        gateway.call("start", job)
        _wait(gateway, job, progress=progress)
        result: dict[str, Any] = gateway.call("result", job)
        return result
    finally:
        # Closing a running job cancels it. A gateway that was lost has no jobs.
        with suppress(GenontkError):
            gateway.call("close", job)


def _wait(gateway: Gateway, job: str, *, progress: bool) -> None:
    stop: threading.Event | None = getattr(_of_thread, "stop", None)
    with ProgressBar(progress) as bar:
        while stop is None or not stop.is_set():
            status = gateway.call("await", job)
            if status["state"] in _ENDED:
                return
            bar.show(status.get("stage") or "", status.get("progress") or 0.0)
    raise Cancelled("The computation was cancelled.")
