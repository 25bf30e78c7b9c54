"""The private files of one Python process: a log, and one folder per job."""

from __future__ import annotations

import itertools
import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_SHARED_MEMORY = Path("/dev/shm")
# The matrices of a job go into shared memory only if they take a small part of the free space:
# Java needs memory too.
_SHARE_OF_MEMORY = 0.25
_REMOVAL_ATTEMPTS = 20
_REMOVAL_PAUSE = 0.05


class Session:
    """Files whose names begin alike, so that Java can remove them if Python is killed."""

    def __init__(self) -> None:
        self._name = f"genontk-{secrets.token_hex(8)}"
        self._numbers = itertools.count(1)
        self._disk = Path(tempfile.gettempdir()).resolve()
        self.log = self._disk / f"{self._name}.log"

    @property
    def prefixes(self) -> list[Path]:
        """The beginnings of the paths of all files and folders of this session."""
        return [base / self._name for base in self._bases()]

    def _bases(self) -> list[Path]:
        memory = _SHARED_MEMORY
        usable = memory.is_dir() and os.access(memory, os.W_OK) and memory != self._disk
        return [self._disk, memory] if usable else [self._disk]

    @contextmanager
    def folder(self, n_bytes: int) -> Iterator[Path]:
        """Make a folder for `n_bytes` of matrices, closed to other users; remove it afterwards."""
        name = f"{self._name}-{next(self._numbers)}"
        folder = self._base_for(n_bytes) / name
        try:
            folder.mkdir(mode=0o700)
            yield folder
        finally:
            _remove(folder)

    def _base_for(self, n_bytes: int) -> Path:
        base = self._bases()[-1]
        if base != self._disk and n_bytes > _SHARE_OF_MEMORY * shutil.disk_usage(base).free:
            return self._disk
        return base

    def remove(self) -> None:
        """Remove all remaining files."""
        for base in self._bases():
            for path in base.glob(f"{self._name}*"):
                _remove(path)


def _remove(path: Path) -> None:
    """Remove a file or a folder; a job that was just cancelled may still write a last file."""
    for _ in range(_REMOVAL_ATTEMPTS):
        with suppress(OSError):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
        if not path.exists():
            return
        time.sleep(_REMOVAL_PAUSE)
