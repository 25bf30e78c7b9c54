"""The report of versions, Java and backend."""

from __future__ import annotations

import platform
from importlib.metadata import version
from typing import Any

from genontk._process import jvm
from genontk.errors import BridgeFailed


class Sitrep(dict[str, Any]):
    """A dict that prints one line per entry."""

    def __repr__(self) -> str:
        return "\n".join(_lines(self, ""))


def _lines(entries: dict[str, Any], indent: str) -> list[str]:
    lines = []
    for name, value in entries.items():
        if isinstance(value, dict):
            lines += [f"{indent}{name}:", *_lines(value, indent + "  ")]
        elif isinstance(value, list):
            lines += [f"{indent}{name}:", *(f"{indent}  - {entry}" for entry in value)]
        else:
            lines.append(f"{indent}{name}: {value}")
    return lines


def sitrep() -> Sitrep:
    """Report what genontk runs on: versions, Java and who named it, heap, backend and threads.

    Returns
    -------
    Sitrep
        A dict that prints one line per entry. Where Java cannot be used, the entry `problem` says
        why.

    Examples
    --------
    >>> report = genontk.sitrep()
    >>> report["backend"] in {"blas", "java"}
    True
    """
    report = Sitrep(genontk=version("genontk"), python=platform.python_version())
    try:
        gateway = jvm.running()
        report["java_path"] = gateway.java.path
        report["java_found_through"] = gateway.java.source
        report["log"] = str(gateway.session.log)
        report["class_archive"] = gateway.class_archive
        report.update(gateway.call("sitrep"))
    except BridgeFailed as failure:
        report["problem"] = str(failure)
    return report
