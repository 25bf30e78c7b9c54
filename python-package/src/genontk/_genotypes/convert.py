"""Files that plink2 converts, in the user's cache folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import warnings
from pathlib import Path

from genontk._job.exchange import ask
from genontk._process import cache
from genontk.errors import GenontkWarning, InvalidInput

_PARTS = (".bim", ".fam", ".bed")
# The caller of read_genotypes.
_CALLER = 3


def converted(file: Path) -> Path:
    """Give the .bed of a file of another format; plink2 makes it where it is not there yet.

    Raises
    ------
    InvalidInput
        If the format is unknown, or plink2 is absent or fails.
    """
    if file.suffix in {".bed", ".npy"}:
        return file
    plan = ask({"task": "conversion", "paths": [str(file)]}).scalars
    program = shutil.which("plink2")
    if program is None:
        raise InvalidInput(
            "convert=True needs plink2 on the PATH, and it is not there. Where it is, type: "
            f"{plan['command']}"
        )
    folder = cache.folder()
    stem: str = plan["stem"]
    bed = folder / f"{stem}.bed"
    if not all((folder / f"{stem}{suffix}").is_file() for suffix in _PARTS):
        _run([program, *plan["arguments"]], folder, stem)
        warnings.warn(f"plink2 has converted {file} to {bed}", GenontkWarning, stacklevel=_CALLER)
    return bed


def _run(command: list[str], folder: Path, stem: str) -> None:
    """Run plink2 under a temporary name first, so that no half-written file stays behind."""
    part = f"{stem}.{os.getpid()}.part"
    try:
        done = subprocess.run(
            [*command, "--out", str(folder / part)], capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            raise InvalidInput(f"plink2 ended with an error:\n{done.stdout}{done.stderr}")
        for suffix in _PARTS:
            (folder / f"{part}{suffix}").replace(folder / f"{stem}{suffix}")
    finally:
        for left in folder.glob(f"{part}*"):
            left.unlink()
