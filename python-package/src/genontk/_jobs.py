"""One job of the facade, from its request to its result."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import Any

from genontk._gateway import Gateway
from genontk._progress import ProgressBar
from genontk.errors import GenontkError

_FIRST_PAUSE = 0.001
_LONGEST_PAUSE = 0.05
_GROWTH = 1.5
_ENDED = frozenset({"done", "failed", "cancelled"})


def run_job(gateway: Gateway, request: str, *, progress: bool) -> dict[str, Any]:
    """Run a request and give its result.

    Whatever interrupts the wait, Ctrl-C above all, cancels the job and goes on to the caller.

    Raises
    ------
    GenontkError
        Of the type that Java answered.
    """
    job: str = gateway.call("open", request)["job"]
    try:
        gateway.call("start", job)
        _wait(gateway, job, progress=progress)
        result: dict[str, Any] = gateway.call("result", job)
        return result
    finally:
        # Closing a job that still runs cancels it. A lost gateway has no job any more.
        with suppress(GenontkError):
            gateway.call("close", job)


def _wait(gateway: Gateway, job: str, *, progress: bool) -> None:
    pause = _FIRST_PAUSE
    with ProgressBar(progress) as bar:
        while True:
            time.sleep(pause)
            status = gateway.call("status", job)
            if status["state"] in _ENDED:
                return
            bar.show(status.get("stage") or "", status.get("progress") or 0.0)
            pause = min(pause * _GROWTH, _LONGEST_PAUSE)
