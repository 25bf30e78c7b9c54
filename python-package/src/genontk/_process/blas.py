"""The paths of BLAS libraries on this machine, for Java."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

_VARIABLE = "GENONTK_BLAS"
# Idle threads of OpenBLAS look for work for 2 to this power cycles before they sleep. Its default
# of 26, tens of milliseconds, takes a core from Java's threads after every call.
WAITING = {"OPENBLAS_THREAD_TIMEOUT": "20"}
# The wheels of SciPy and of NumPy hold an OpenBLAS, beside the package or (macOS) inside it.
_CARRIERS = ("scipy", "numpy")
_OF_CONDA = ("libopenblas.so.0", "libmkl_rt.so.2", "libopenblas.dylib", "libmkl_rt.2.dylib")


def option() -> str:
    """Give the option of the JVM with the places to search, in their order."""
    chosen = os.environ.get(_VARIABLE)
    places = [*_of_conda(), "system", *_of_wheels()] if chosen is None else [chosen]
    return "-Dgenontk.blas=" + os.pathsep.join(places)


def _of_conda() -> Iterator[str]:
    prefix = Path(sys.prefix)
    if (prefix / "conda-meta").is_dir():
        libraries = (prefix / "lib" / name for name in _OF_CONDA)
        yield from (str(library) for library in libraries if library.exists())


def _of_wheels() -> Iterator[str]:
    for name in _CARRIERS:
        spec = find_spec(name)
        if spec is None or spec.origin is None:
            continue
        package = Path(spec.origin).parent
        for folder in (package.parent / f"{name}.libs", package / ".dylibs"):
            for library in sorted(folder.glob("lib*openblas*")):
                if os.pathsep not in str(library):
                    yield str(library)
