"""Sets of SNPs, each with a kernel of its own."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from genontk._inputs.arrays import as_list
from genontk.errors import InvalidInput


def as_request(sets: Any) -> dict[str, Any] | None:
    """Give the entry of the sets in the request: the file that lists them, or the sets.

    Raises
    ------
    InvalidInput
        If they are neither a file nor a dict.
    """
    if sets is None:
        return None
    if isinstance(sets, (str, os.PathLike)):
        return {"file": str(Path(sets).expanduser().absolute())}
    if not isinstance(sets, Mapping):
        raise _refused(sets)
    listed = {str(name): as_list(snps) for name, snps in sets.items()}
    for snps in listed.values():
        if not isinstance(snps, list) or not all(isinstance(snp, str) for snp in snps):
            raise _refused(sets)
    return {"sets": [{"name": name, "snps": snps} for name, snps in listed.items()]}


def _refused(sets: Any) -> InvalidInput:
    return InvalidInput(
        f"sets is a {type(sets).__name__}; allowed: a dict of lists of SNP names, or the path of "
        "a file."
    )


def count(sets: Any) -> int:
    """Count the sets; 1 where they are in a file."""
    return len(sets) if isinstance(sets, Mapping) else 1
