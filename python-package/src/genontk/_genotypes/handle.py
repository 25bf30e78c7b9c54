"""Genotypes: files that Java reads where they lie, arrays and DataFrames."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from genontk._genotypes.convert import converted
from genontk._inputs.arguments import as_selection
from genontk._inputs.arrays import as_real, index_ids, labels
from genontk._job.exchange import Result, ask
from genontk.errors import InvalidInput

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ALLOWED = (
    "a path to a .bed or .npy file, what read_genotypes() gives, "
    "a NumPy array, a scipy.sparse matrix or a pandas DataFrame (people x SNPs)"
)

_THREE_PANELS = (10.5, 3.6)  # inches


@dataclass(frozen=True)
class Genotypes:
    """A file of genotypes; it is read when it is needed, where it lies.

    Attributes
    ----------
    path : Path
        The file.
    n_people, n_snps : int
        Its size.
    people : list of str or None
        The IDs of the people; None where the file has none.
    snps : pandas.DataFrame or None
        A row a SNP: id, chromosome, position, allele1, allele2; None where the file has none.
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
        return {**_file_request(self.path), **self._selected}

    def summary(self, *, midp: bool = False) -> GenotypeSummary:
        """Count alleles and missing genotypes, and test Hardy-Weinberg equilibrium.

        As plink2 does: the test is the exact one of Wigginton, Cutler and Abecasis (2005); where
        the .fam tells sexes, a man has one allele on X, and the test is made of those with two.

        Parameters
        ----------
        midp : bool
            Whether the test is by the mid p-value.

        Returns
        -------
        GenotypeSummary
            Its tables `snps` and `people`, and `plot()`.

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
            NaN for missing.

        Examples
        --------
        >>> genontk.read_genotypes("study.bed").to_frame().shape
        (60, 30)
        """
        columns = None if self.snps is None else pd.Index(self.snps["id"])
        index = None if self.people is None else pd.Index(self.people, name="id")
        return pd.DataFrame(np.array(self), index=index, columns=columns)


@dataclass(frozen=True, repr=False, eq=False)
class GenotypeSummary:
    """What can be said of SNPs and people.

    Attributes
    ----------
    snps : DataFrame
        id, chromosome, position, allele1, allele2; the `count` of allele1, the `alleles` seen, its
        `frequency`, `maf`, the share `missing`, and the p-value `hwe`: a row a SNP.
    people : DataFrame
        id, and the share `missing`: a row a person.
    """

    snps: pd.DataFrame
    people: pd.DataFrame

    def __repr__(self) -> str:
        table = self.snps[["maf", "missing", "hwe"]].describe()
        return (
            f"Genotypes of {len(self.people)} people at {len(self.snps)} SNPs\n{table}\n"
            f"missing at most: {self.people['missing'].max():.4g} in a person"
        )

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw histograms of minor allele frequencies, missing genotypes and -log10 p.

        Parameters
        ----------
        ax : matplotlib Axes, optional
            Where to draw the frequencies alone. Default: a new figure with all three.

        Returns
        -------
        matplotlib Axes
            The first.

        Raises
        ------
        ImportError
            If matplotlib is not installed.

        Examples
        --------
        >>> axes = genontk.read_genotypes("study.bed").summary().plot()
        >>> axes.get_xlabel()
        'minor allele frequency'
        """
        from genontk._plots.axes import axes

        alone = ax is not None
        first = axes(ax, columns=3, size=_THREE_PANELS)
        with np.errstate(divide="ignore"):
            shown = {
                "minor allele frequency": self.snps["maf"],
                "share of missing genotypes": self.snps["missing"],
                "-log10 p, Hardy-Weinberg": -np.log10(self.snps["hwe"]),
            }
        drawn = [first] if alone else first.figure.axes
        for panel, (label, values) in zip(drawn, shown.items(), strict=False):
            finite = values[np.isfinite(values)]
            panel.hist(finite, bins=30, range=(0, finite.max() if (finite > 0).any() else 1))
            panel.set(xlabel=label, ylabel="SNPs")
        return first


def read_genotypes(
    path: str | os.PathLike[str], people: Any = None, snps: Any = None, *, convert: bool = False
) -> Genotypes:
    """Look into a file of genotypes, without reading the genotypes themselves.

    Parameters
    ----------
    path : path
        A PLINK .bed file with its .bim and .fam beside it, an .npy file (people x SNPs), or with
        `convert` a VCF, BGEN or PLINK 2 file.
    people : optional
        Which people, in that order: IDs, indices from 0, or True and False for each.
    snps : optional
        Which SNPs: names, indices, True and False for each, or ranges such as
        "19:44000000-46000000" and chromosomes such as "19:".
    convert : bool
        Whether a VCF, BGEN or PLINK 2 file is converted by `plink2`, which must be on the PATH,
        into the user's cache folder, or that of GENONTK_CACHE; a warning (`GenontkWarning`) says
        so. What was converted once is used again while the file has not changed.

    Returns
    -------
    Genotypes
        A light handle: its path, `n_people`, `n_snps`, `people`, `snps`; `to_frame()` and
        `numpy.asarray()` read the values (people x SNPs; a .bed counts the first allele of its
        .bim, 0, 1 or 2), `summary()` counts and tests them. Fits read a .bed block by block and
        never hold it as a whole.

    Raises
    ------
    InvalidInput
        If the file is not there, is truncated, or lacks its .bim or .fam; if a selection names what
        is not in it.

    Examples
    --------
    >>> genotypes = genontk.read_genotypes("study.bed", snps="1:1-30")
    >>> genotypes.shape
    (60, 30)
    """
    file = converted(_absolute(path)) if convert else _file(path)
    selected = {"selected_people": as_selection(people), "selected_snps": as_selection(snps)}
    if file.suffix == ".npy" and people is None and snps is None:
        shape = _npy_shape(file)
        return Genotypes(file, *shape, people=None, snps=None)
    request = {**_file_request(file), **selected}
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
    """Give each SNP its words, which Java lists once and numbers."""
    words = result.scalars["snps"]
    codes = result.matrices["snp_codes"]

    def of(column: str, levels: list[str]) -> Any:
        # None comes first, for the code of what is unknown; whether words are strings to pandas is
        # found out of the few.
        return pd.Series([None, *levels]).array.take(codes[column].fillna(0).to_numpy(np.intp))

    return pd.DataFrame(
        {
            # np.array would look into every word for a sequence.
            "id": np.fromiter(words["id"], dtype=object, count=len(codes)),
            "chromosome": of("chromosome", words["chromosomes"]),
            "position": codes["position"].to_numpy(np.int64),
            "allele1": of("allele1", words["alleles"]),
            "allele2": of("allele2", words["alleles"]),
        }
    )


def _absolute(path: str | os.PathLike[str]) -> Path:
    return Path(path).expanduser().absolute()


def _file(path: str | os.PathLike[str]) -> Path:
    file = _absolute(path)
    if file.suffix not in {".bed", ".npy", ".vcf", ".gz", ".zst", ".bcf", ".bgen", ".pgen"}:
        raise InvalidInput(f"genotypes is the path {str(path)!r}; allowed: {_ALLOWED}.")
    return file


def _file_request(file: Path) -> dict[str, Any]:
    """Name a file; Java refuses those that have to be converted."""
    if file.suffix == ".npy":
        return {"values": {"npy": str(file)}, "ids": None, "snps": None}
    return {"bed": str(file)}


def _npy_shape(file: Path) -> tuple[int, int]:
    try:
        shape: tuple[int, ...] = np.load(file, mmap_mode="r", allow_pickle=False).shape
    except (OSError, ValueError) as failure:
        raise InvalidInput(f"{file} cannot be read as .npy: {failure}") from failure
    if len(shape) != 2:
        raise InvalidInput(f"{file} has {len(shape)} dimension(s); allowed: 2, people x SNPs.")
    return shape[0], shape[1]


def as_request(genotypes: Any) -> dict[str, Any] | None:
    """Give what the request has for the genotypes.

    Raises
    ------
    InvalidInput
        If they are of a type that cannot be used.
    """
    if genotypes is None:
        return None
    if isinstance(genotypes, Genotypes):
        return genotypes._request()
    if isinstance(genotypes, (str, os.PathLike)):
        return _file_request(_file(genotypes))
    if type(genotypes).__module__.startswith("scipy.sparse"):
        genotypes = genotypes.toarray()
    if isinstance(genotypes, pd.DataFrame):
        counted = isinstance(genotypes.columns, pd.RangeIndex)
        return {
            "values": as_real(genotypes, "genotypes"),
            "ids": index_ids(genotypes.index),
            "snps": None if counted else labels(genotypes.columns),
        }
    if isinstance(genotypes, np.ndarray):
        return {"values": _matrix(genotypes, "genotypes"), "ids": None, "snps": None}
    raise InvalidInput(f"genotypes is a {type(genotypes).__name__}; allowed: {_ALLOWED}.")


def _matrix(values: npt.NDArray[Any], what: str) -> npt.NDArray[Any]:
    if values.ndim != 2:
        raise InvalidInput(f"{what} has {values.ndim} dimension(s); allowed: 2.")
    return as_real(values, what)


def count_people(request: dict[str, Any] | None) -> int:
    """Give how many people a request's genotypes have, or 0 where only Java could say."""
    if request is None:
        return 0
    chosen = request.get("selected_people")
    if isinstance(chosen, list):
        return len(chosen)
    if "bed" in request:
        table = Path(request["bed"]).with_suffix(".fam")
        return len(table.read_bytes().splitlines()) if table.is_file() else 0
    values = request["values"]
    return len(values) if isinstance(values, np.ndarray) else _npy_shape(Path(values["npy"]))[0]
