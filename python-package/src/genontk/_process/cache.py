"""The user's cache folder, for converted genotypes and archives of classes."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs


def folder() -> Path:
    """Make the folder, closed to other users: GENONTK_CACHE, else the cache of the system."""
    chosen = os.environ.get("GENONTK_CACHE")
    place = Path(chosen or platformdirs.user_cache_dir("genontk", appauthor=False))
    if not chosen and not place.is_absolute():
        raise FileNotFoundError("there is no home folder; GENONTK_CACHE may name another one")
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place.resolve()
