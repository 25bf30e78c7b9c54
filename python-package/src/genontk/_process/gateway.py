"""The Java process of this Python process."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from py4j.protocol import Py4JError

from genontk import errors
from genontk._process import blas, find_java
from genontk._process.class_archive import ClassArchive
from genontk._process.client import Client
from genontk._process.session import Session

_MAIN = "genontk.gateway.Main"
_START_TIMEOUT = 60.0
_STOP_TIMEOUT = 2.0
# Java gives itself 10 s to write an archive.
_ARCHIVE_TIMEOUT = 12.0
_LOG_LINES = 15


class Gateway:
    """A running JVM with the facade, and the session whose files it sees.

    Parameters
    ----------
    java : Java
        Java to start.
    options : sequence of str
        Options of the JVM, such as the heap.

    Raises
    ------
    BridgeFailed
        If the JVM does not start.
    """

    def __init__(self, java: find_java.Java, options: Sequence[str]) -> None:
        self.java = java
        self.session = Session()
        self._has_run_a_job = False
        token = secrets.token_hex(32)
        try:
            folders = _class_path()
            self._archive = ClassArchive(java.path, folders, options)
            self._process = _launch(
                java, self._archive.added_to(options), folders, self.session.log
            )
            try:
                port = self._greet(token)
            except errors.BridgeFailed:
                if not self._archive.is_in_use:
                    raise
                # Java 17 crashes where an archive is truncated.
                self._archive.discard(self._process.pid)
                self.session.remove()
                self._process = _launch(java, options, folders, self.session.log)
                port = self._greet(token)
        except BaseException:
            self.session.remove()
            raise
        self._client = Client(port, token)

    def _greet(self, token: str) -> int:
        """Send the token on standard input, which no other user can read, and get the port."""
        try:
            self._say(token, str(os.getpid()), *map(str, self.session.prefixes), "")
            return self._read_port()
        except BaseException:
            self._process.kill()
            self._process.wait()
            self._close_pipes()
            raise

    def _say(self, *lines: str) -> None:
        assert self._process.stdin is not None
        with suppress(BrokenPipeError):
            self._process.stdin.write("".join(f"{line}\n" for line in lines).encode())
            self._process.stdin.flush()

    def _read_port(self) -> int:
        assert self._process.stdout is not None
        impatience = threading.Timer(_START_TIMEOUT, self._process.kill)
        impatience.daemon = True
        impatience.start()
        try:
            answer = self._process.stdout.readline().decode(errors="replace").split()
        finally:
            impatience.cancel()
        if len(answer) == 2 and answer[0] == "genontk" and answer[1].isdigit():
            return int(answer[1])
        raise find_java.too_old(self.java) or errors.BridgeFailed(
            f"Java did not start the gateway. Found through {self.java.source}: {self.java.path}\n"
            f"It said:\n{_tail(self.session.log) or '(nothing)'}"
        )

    @property
    def is_alive(self) -> bool:
        """Whether the JVM is running."""
        return self._process.poll() is None

    @property
    def class_archive(self) -> str:
        """The path of the archive of Java's classes, or why there is none."""
        return self._archive.state(self._process.pid)

    def call(self, method: str, *arguments: str) -> Any:
        """Call a method of the facade and read its JSON answer.

        Raises
        ------
        GenontkError
            An error of the type that Java reported; BridgeFailed if the JVM is lost.
        """
        try:
            answer = json.loads(self._client.call(method, *arguments))
        except (Py4JError, OSError, ValueError) as failure:
            raise self._lost(failure) from failure
        self._has_run_a_job |= method == "result"
        if isinstance(answer, dict) and "error" in answer:
            raise errors.from_answer(answer["error"])
        return answer

    def _lost(self, failure: Exception) -> errors.BridgeFailed:
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_STOP_TIMEOUT)
        state = "did not answer a call. genontk.start() replaces it."
        if not self.is_alive:
            code = self._process.returncode
            state = f"has ended with code {code}. The next call starts a new one."
        return errors.BridgeFailed(
            f"The Java process {self._process.pid} {state} ({failure})\n"
            f"Its log is {self.session.log}; the last lines:\n{_tail(self.session.log)}"
        )

    def close(self) -> None:
        """End the JVM and remove the session's files."""
        archives = self._has_run_a_job and self._archive.expect()
        if archives:
            self._say("archive")
        elif self._archive.is_recorded:
            # An orderly end would take twice as long, without benefit.
            self._process.kill()
        self._client.close()
        self._close_pipes()
        try:
            self._process.wait(_ARCHIVE_TIMEOUT if archives else _STOP_TIMEOUT)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._archive.keep(complete=self._process.returncode == 0)
        self.session.remove()

    def _close_pipes(self) -> None:
        """Close the JVM's standard input, which ends the JVM, and our end of its output."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()

    def forget(self) -> None:
        """Release, in a forked child, what belongs to the parent."""
        self._client.forget()
        self._close_pipes()
        # Without it the child would warn about a process that is not its own.
        self._process.returncode = 0


def _class_path() -> list[Path]:
    """Give the folders whose jars Java loads."""
    jars = Path(__file__).parents[1] / "jars"
    if not any(jars.glob("*.jar")):
        raise errors.BridgeFailed(
            f"The Java part of genontk is missing: no jar in {jars}. From a checkout, run ci/build."
        )
    return [jars, *_jars_of_user()]


def _launch(
    java: find_java.Java, options: Sequence[str], folders: Sequence[Path], log: Path
) -> subprocess.Popen[bytes]:
    class_path = os.pathsep.join(str(folder / "*") for folder in folders)
    command = [java.path, *options, "-cp", class_path, _MAIN]
    # In a process group of its own: Ctrl-C in the terminal reaches Python alone, which cancels the
    # job.
    own_group: dict[str, Any] = (
        {"creationflags": 0x00000200} if os.name == "nt" else {"start_new_session": True}
    )
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
    try:
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=descriptor,
            bufsize=0,
            env=blas.WAITING | os.environ | _locale(),
            **own_group,
        )
    except OSError as failure:
        raise errors.BridgeFailed(
            f"Cannot run {java.path} (found through {java.source}): {failure}\n{find_java.WAYS_OUT}"
        ) from failure
    finally:
        os.close(descriptor)


def _locale() -> dict[str, str]:
    """Give the locale for Java, which takes the encoding of file names from it.

    In the locale C Python takes names for UTF-8, and Java would know no letter beyond ASCII.
    """
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_CTYPE", "LANG"))
    named = next(filter(None, names), "C")
    return {"LC_ALL": "C.UTF-8"} if os.name != "nt" and named in {"C", "POSIX"} else {}


def _jars_of_user() -> list[Path]:
    """Give the folder of jars that the user adds, such as the large backend for GPUs."""
    place = os.environ.get("GENONTK_JARS")
    if not place:
        return []
    if not any(Path(place).glob("*.jar")):
        raise errors.InvalidInput(
            f"GENONTK_JARS is '{place}', where there are no jars; name the folder that "
            "ci/gpu-jars has filled, or unset it."
        )
    return [Path(place)]


def _tail(log: Path) -> str:
    with suppress(OSError):
        return "\n".join(log.read_text(errors="replace").splitlines()[-_LOG_LINES:])
    return ""
