"""An archive of Java's classes, which later sessions map instead of loading classes again."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import shutil
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from genontk._process import cache

_KEPT = 4
_STALE_SECONDS = 24 * 3600
_WIDE_BYTES = 32 * 2**30
# The share that the JVM takes where no heap is given.
_SHARE_OF_MEMORY = 0.7
_CRASH_FOLDERS = (Path(), Path("/tmp"))


class ClassArchive:
    """The archive that one JVM maps; where there is none yet, the JVM writes it when it ends.

    Nothing here raises: where no archive is possible, `state` says why.

    Parameters
    ----------
    java : str
        Java executable.
    folders : sequence of Path
        Folders of the jars.
    options : sequence of str
        Other options of the JVM.
    """

    def __init__(self, java: str, folders: Sequence[Path], options: Sequence[str]) -> None:
        self._path: Path | None = None
        self._draft: Path | None = None
        self._reason = ""
        try:
            folder = _folder()
            _remove_stale(folder)
            path = folder / _name(java, folders, options)
            if path.exists():
                _refuse_others(path)
            else:
                _refuse_unwritable(folder)
                self._draft = folder / f"{path.stem}-{secrets.token_hex(8)}.partial"
            self._path = path
        except OSError as failure:
            self._reason = str(failure)

    @property
    def is_in_use(self) -> bool:
        """Whether the JVM was told to map or to write an archive."""
        return self._path is not None

    @property
    def is_recorded(self) -> bool:
        """Whether the JVM was told to write an archive."""
        return self._draft is not None

    def added_to(self, options: Sequence[str]) -> list[str]:
        """Give the options with those of the archive, which an older JVM ignores."""
        if self._path is None:
            return [*options]
        own = (
            f"-XX:SharedArchiveFile={self._path}"
            if self._draft is None
            else f"-XX:ArchiveClassesAtExit={self._draft / self._path.name}"
        )
        return [*options, "-XX:+IgnoreUnrecognizedVMOptions", own]

    def state(self, pid: int) -> str:
        """Say which archive the JVM maps or will write, or why there is none."""
        if self._path is None:
            return f"none: {self._reason}"
        if self._draft is not None:
            return f"being written to {self._path}"
        with suppress(OSError):
            if self._path.name not in Path(f"/proc/{pid}/maps").read_text():
                return f"none: Java passed over {self._path}"
        return str(self._path)

    def expect(self) -> bool:
        """Make the folder that the JVM writes to, unless another session was first."""
        # The JVM would write whenever it ends. Without the folder it cannot.
        if self._path is None or self._draft is None or self._path.exists():
            return False
        with suppress(OSError):
            self._draft.mkdir(mode=0o700)
            return True
        return False

    def keep(self, *, complete: bool) -> None:
        """Put the archive that the JVM has written in its place, unless another one is there."""
        if self._path is None or self._draft is None:
            return
        with suppress(OSError):
            written = self._draft / self._path.name
            # Java 17 makes it read-only, and Windows does not move or remove read-only files.
            written.chmod(0o600)
            if complete and not self._path.exists():
                with written.open("rb+") as file:
                    os.fsync(file.fileno())
                written.replace(self._path)
                _keep_newest(self._path.parent)
        shutil.rmtree(self._draft, ignore_errors=True)

    def discard(self, pid: int) -> None:
        """Remove the archive with which the JVM did not start, and the report of a crash."""
        if self._path is None:
            return
        left = [folder / f"hs_err_pid{pid}.log" for folder in _CRASH_FOLDERS]
        if self._draft is None:
            left.append(self._path)
        for path in left:
            with suppress(OSError):
                path.unlink(missing_ok=True)
        self._reason = f"Java did not start with {self._path}"
        self._path = self._draft = None


def _folder() -> Path:
    if os.environ.get("GENONTK_CACHE") == "":
        raise FileNotFoundError("GENONTK_CACHE is empty")
    folder = cache.folder()
    if os.pathsep in str(folder):
        raise FileNotFoundError(f"Java takes {folder} for several paths")
    _refuse_others(folder)
    return folder


def _refuse_others(path: Path) -> None:
    """Raise if another user may have written to `path`: an archive is code."""
    if os.name != "nt":
        status = path.stat()
        if status.st_uid != os.geteuid():
            raise PermissionError(f"{path} belongs to another user")
        if status.st_mode & 0o022:
            raise PermissionError(f"other users may write to {path}")


def _refuse_unwritable(folder: Path) -> None:
    if not os.access(folder, os.W_OK):
        raise PermissionError(f"{folder} cannot be written to")


def _name(java: str, folders: Sequence[Path], options: Sequence[str]) -> str:
    """Name an archive after everything that Java compares before it maps one."""
    executable = Path(java).resolve()
    home = executable.parent.parent
    own = [*home.glob("lib/*/classes*.jsa"), *home.glob("bin/*/classes*.jsa")]
    if not own:
        raise FileNotFoundError(f"{home} has no archive of Java's own classes to add to")
    jars = [jar for folder in folders for jar in sorted(folder.glob("*.jar"))]
    facts: list[object] = [_has_wide_pointers(options)]
    for path in [executable, home / "lib" / "modules", *sorted(own), *jars]:
        status = path.stat()
        facts.append((str(path), status.st_size, status.st_mtime_ns))
    return f"classes-{hashlib.sha256(repr(facts).encode()).hexdigest()[:16]}.jsa"


def _has_wide_pointers(options: Sequence[str]) -> bool:
    """Say whether the heap has 32 GB or more: it needs another archive than smaller heaps."""
    for option in options:
        if match := re.fullmatch(r"-xmx(\d+)([mg])", option.lower()):
            return int(match[1]) * {"m": 2**20, "g": 2**30}[match[2]] >= _WIDE_BYTES
    try:
        memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError):
        return False
    return _SHARE_OF_MEMORY * memory >= _WIDE_BYTES


def _remove_stale(folder: Path) -> None:
    """Remove the files of sessions that were killed while Java wrote."""
    with suppress(OSError):
        for draft in folder.glob("classes-*.partial"):
            if draft.stat().st_mtime < time.time() - _STALE_SECONDS:
                shutil.rmtree(draft, ignore_errors=True)


def _keep_newest(folder: Path) -> None:
    archives = sorted(folder.glob("classes-*.jsa"), key=lambda path: path.stat().st_mtime)
    for old in archives[:-_KEPT]:
        old.unlink()
