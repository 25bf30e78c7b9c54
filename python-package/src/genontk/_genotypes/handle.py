"""A file of genotypes, which Java reads in place."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from genontk._genotypes.convert import converted
from genontk._genotypes.files import absolute, checked_file, file_request, npy_shape
from genontk._genotypes.summary import GenotypeSummary
from genontk._inputs.options import as_selection
from genontk._job.exchange import Result, ask


@dataclass(frozen=True)
class Genotypes:
    """A file of genotypes, which is read in place when it is needed.

    Attributes
    ----------
    path : Path
        The file.
    n_people, n_snps : int
        Numbers of people and SNPs.
    people : list of str or None
        IDs of the people; None where the file has none.
    snps : pandas.DataFrame or None
        id, chromosome, position, allele1, allele2: one row per SNP; None where the file has none.
    """

    path: Path
    n_people: int
    n_snps: int
    people: list[str] | None = field(repr=False)
    snps: pd.DataFrame | None = field(repr=False)
    _selected: dict[str, Any] = field(default_factory=dict, repr=False)

    @property
    def shape(self) -> tuple[int, int]:
        """People and SNPs."""
        return self.n_people, self.n_snps

    def __len__(self) -> int:
        return self.n_people

    def __array__(
        self, dtype: npt.DTypeLike | None = None, copy: bool | None = None
    ) -> npt.NDArray[Any]:
        return np.asarray(self._values, dtype=dtype)

    @cached_property
    def _values(self) -> npt.NDArray[Any]:
        if self.path.suffix == ".npy" and not any(self._selected.values()):
            return np.asarray(np.load(self.path, mmap_mode="r", allow_pickle=False))
        result = ask(
            {"task": "genotypes", "genotypes": self._request(), "values": True},
            result_bytes=8 * self.n_people * self.n_snps,
        )
        return result.arrays["genotypes"]

    def _request(self) -> dict[str, Any]:
        return {**file_request(self.path), **self._selected}

    def summary(self, *, midp: bool = False) -> GenotypeSummary:
        """Count alleles and missing genotypes, and test Hardy-Weinberg equilibrium.

        The numbers are those of plink2. The test is the exact one of Wigginton, Cutler and Abecasis
        (2005). Where the .fam has sexes, a man has one allele on X, and the test on X uses only
        people with two.

        Parameters
        ----------
        midp : bool
            Whether the test uses the mid p-value.

        Returns
        -------
        GenotypeSummary
            Tables `snps` and `people`, and `plot()`.

        Examples
        --------
        >>> summary = genontk.read_genotypes("study.bed").summary()
        >>> list(summary.people)
        ['id', 'missing']
        """
        result = ask(
            {
                "task": "genotypes",
                "genotypes": self._request(),
                "statistics": True,
                "midp": midp,
            },
            result_bytes=8 * (6 * self.n_snps + self.n_people),
        )
        named = _snp_table(result) if self.snps is None else self.snps
        snps = pd.concat([named, result.matrices["snps"]], axis=1)
        people = result.matrices["people"]
        people.insert(0, "id", result.scalars["people"] or range(len(people)))
        return GenotypeSummary(snps, people)

    def to_frame(self) -> pd.DataFrame:
        """Read the values.

        Returns
        -------
        DataFrame (people x SNPs)
            Genotypes; NaN for missing.

        Examples
        --------
        >>> genontk.read_genotypes("study.bed").to_frame().shape
        (60, 30)
        """
        columns = None if self.snps is None else pd.Index(self.snps["id"])
        index = None if self.people is None else pd.Index(self.people, name="id")
        return pd.DataFrame(np.array(self), index=index, columns=columns)


def read_genotypes(
    path: str | os.PathLike[str], people: Any = None, snps: Any = None, *, convert: bool = False
) -> Genotypes:
    """Open a file of genotypes, without reading the genotypes themselves.

    Parameters
    ----------
    path : path
        PLINK .bed file with its .bim and .fam beside it, .npy file (people x SNPs), or with
        `convert` a VCF, BGEN or PLINK 2 file.
    people : optional
        People to use, in this order: IDs, indices from 0, or True and False for each.
    snps : optional
        SNPs to use: names, indices, True and False for each, or ranges such as
        "19:44000000-46000000" and chromosomes such as "19:".
    convert : bool
        Whether `plink2`, which must be on the PATH, converts a VCF, BGEN or PLINK 2 file. The
        result goes into the user's cache folder, or the folder that GENONTK_CACHE names, and a
        warning (`GenontkWarning`) says so. It is used again while the file has not changed.

    Returns
    -------
    Genotypes
        Handle with `path`, `n_people`, `n_snps`, `people`, `snps`. `to_frame()` and
        `numpy.asarray()` read the values (people x SNPs). The values of a .bed are counts, 0, 1 or
        2, of the first allele in its .bim. `summary()` counts and tests them. Fits read a .bed
        block by block and never hold all of it.

    Raises
    ------
    InvalidInput
        If the file is not there, is truncated, or lacks its .bim or .fam; if a selection names
        people or SNPs that are not in it.

    Examples
    --------
    >>> genotypes = genontk.read_genotypes("study.bed", snps="1:1-30")
    >>> genotypes.shape
    (60, 30)
    """
    file = converted(absolute(path)) if convert else checked_file(path)
    selected = {"selected_people": as_selection(people), "selected_snps": as_selection(snps)}
    if file.suffix == ".npy" and people is None and snps is None:
        shape = npy_shape(file)
        return Genotypes(file, *shape, people=None, snps=None)
    request = {**file_request(file), **selected}
    result = ask({"task": "genotypes", "genotypes": request, "values": False})
    answer = result.scalars
    named = file.suffix == ".bed"
    return Genotypes(
        file,
        answer["n_people"],
        answer["n_snps"],
        people=answer["people"],
        snps=_snp_table(result) if named else None,
        _selected=selected,
    )


def _snp_table(result: Result) -> pd.DataFrame:
    """Make the table of SNPs: Java gives each different word once, and a code per SNP."""
    words = result.scalars["snps"]
    codes = result.matrices["snp_codes"]

    def of(column: str, levels: list[str]) -> Any:
        # None comes first, for the code 0 of unknown words. pandas infers the type from the few
        # different words.
        return pd.Series([None, *levels]).array.take(codes[column].fillna(0).to_numpy(np.intp))

    return pd.DataFrame(
        {
            # np.array would test whether each word is a sequence.
            "id": np.fromiter(words["id"], dtype=object, count=len(codes)),
            "chromosome": of("chromosome", words["chromosomes"]),
            "position": codes["position"].to_numpy(np.int64),
            "allele1": of("allele1", words["alleles"]),
            "allele2": of("allele2", words["alleles"]),
        }
    )
