"""A bar of text on standard error, for work that takes longer than a moment."""

from __future__ import annotations

import sys
import time
from types import TracebackType

_DELAY = 1.0
_WIDTH = 30
_STAGE_WIDTH = 24


class ProgressBar:
    """Shows stage and share, in a terminal only, and wipes itself away at the end."""

    def __init__(self, wanted: bool) -> None:
        self._wanted = wanted and sys.stderr is not None and sys.stderr.isatty()
        self._begin = time.monotonic()
        self._shown = False

    def __enter__(self) -> ProgressBar:
        return self

    def show(self, stage: str, share: float) -> None:
        """Draw the bar; `share` is between 0 and 1."""
        if not self._wanted or time.monotonic() - self._begin < _DELAY:
            return
        filled = round(_WIDTH * min(max(share, 0.0), 1.0))
        bar = "#" * filled + "." * (_WIDTH - filled)
        stage = stage[:_STAGE_WIDTH].ljust(_STAGE_WIDTH)
        print(f"\r{stage} [{bar}] {share:4.0%}", end="", file=sys.stderr, flush=True)
        self._shown = True

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
