"""A progress bar: that of tqdm where it is installed, else one of text."""

from __future__ import annotations

import sys
import time
import warnings
from types import TracebackType
from typing import Any

_DELAY = 1.0
_WIDTH = 30
_STAGE_WIDTH = 24


class ProgressBar:
    """A bar that shows stage and share in a terminal or a notebook, until the work ends."""

    def __init__(self, wanted: bool) -> None:
        self._wanted = wanted and (_in_terminal() or _in_notebook())
        self._begin = time.monotonic()
        self._shown = False
        self._tqdm: Any = None

    def __enter__(self) -> ProgressBar:
        return self

    def show(self, stage: str, share: float) -> None:
        """Draw the bar; `share` is between 0 and 1."""
        if not self._wanted or time.monotonic() - self._begin < _DELAY:
            return
        if not self._shown:
            self._shown = True
            self._tqdm = _new_tqdm()
        if self._tqdm is not None:
            self._tqdm.set_description(stage, refresh=False)
            self._tqdm.n = round(share, 3)
            self._tqdm.refresh()
        elif _in_terminal():
            self._print(stage, share)

    def _print(self, stage: str, share: float) -> None:
        filled = round(_WIDTH * min(max(share, 0.0), 1.0))
        bar = "#" * filled + "." * (_WIDTH - filled)
        stage = stage[:_STAGE_WIDTH].ljust(_STAGE_WIDTH)
        print(f"\r{stage} [{bar}] {share:4.0%}", end="", file=sys.stderr, flush=True)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._tqdm is not None:
            self._tqdm.close()
        elif self._shown and _in_terminal():
            print("\r\033[K", end="", file=sys.stderr, flush=True)


def _in_terminal() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()


def _in_notebook() -> bool:
    return "ipykernel" in sys.modules


def _new_tqdm() -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about widgets that a notebook lacks
            from tqdm.auto import tqdm
    except ImportError:
        return None
    return tqdm(total=1.0, leave=False, bar_format="{desc} {percentage:3.0f}%|{bar}| {elapsed}")
