"""The arguments of the functions, their types, defaults and meanings, each said once.

A function is written with one parameter, an object of one of these classes; `takes` gives it the
signature of the class and the descriptions of its parameters. Type checkers see the same.
"""

from __future__ import annotations

import functools
import inspect
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Literal, ParamSpec, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from genontk.errors import InvalidInput

P = ParamSpec("P")
A = TypeVar("A")
R = TypeVar("R")

Component: TypeAlias = str | npt.NDArray[Any] | pd.DataFrame
Kernel: TypeAlias = Component | Mapping[str, Component]

_PARAMETERS = "Parameters\n----------\n"
_RETURNS = "Returns\n-------\n"


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class PeopleArguments:
    """Who is in a fit.

    Parameters
    ----------
    y : str, array, Series or DataFrame
        A formula such as "thickness ~ age + sex", evaluated in `data`; or the phenotypes (people),
        NaN for missing. Several traits are fitted one by one: an array or a DataFrame (people x
        traits), or a formula such as "thickness + height ~ age".
    genotypes : path, Genotypes, array or DataFrame
        A .bed or .npy file, what `read_genotypes` gives, or the genotypes themselves (people x
        SNPs; 0, 1, 2 or any real number; NaN for missing). May be left out if `kernel` is a
        matrix.
    data : DataFrame, optional
        The variables of the formula, a row a person.
    covariates : array or DataFrame, optional
        With y as an array: the fixed effects (people x covariates); an intercept is added.
    id : str, optional
        The column of `data` with the people's IDs. Default: its index, unless that only counts.
    weights : array or str, optional
        A weight a row of y, a number above zero, or the column of `data` with the weights.
    subset : array of bool, optional
        Which rows of y and `data` to use.
    """

    y: Any = field(kw_only=False)
    genotypes: Any = field(default=None, kw_only=False)
    data: pd.DataFrame | None = None
    covariates: Any = None
    id: str | None = None
    weights: Any = None
    subset: Any = None


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class KernelArguments:
    """What people are compared by.

    Parameters
    ----------
    kernel : str, array, DataFrame, dict or list
        "ntk", "additive", "non-additive" (the NTK without its constant and additive parts),
        "gaussian", "polynomial", "arccosine", "laplace", or a sum of names such as
        "additive+gaussian", with a variance component each; in a sum with "additive" the exact
        NTK stands for its non-additive part. Or a square matrix of your own (people x people), or
        a dict of names and matrices, with a variance component each. `ntk_krr` takes two components
        at most, and a list of kernels to be compared on the same folds.
    ntk : {"exact", "empirical"}
        The kernel of infinitely wide networks, or of random ones of the given width.
    parameterization : {"ntk", "standard"}
        How the random networks are scaled.
    depth : int
        Hidden layers, 1 to 10. For `ntk_krr` also several, to be compared on the same folds.
    width, networks : int
        Of the empirical kernel: units a hidden layer, and how many networks are averaged.
    seed : int
        Of whatever is random: networks and folds.
    unit_diagonal : bool
        Whether the NTK is scaled so that everyone's kernel with themselves is 1.
    divide_by_snps : bool
        Whether the empirical NTK is divided by the number of SNPs besides.
    bandwidth : float
        Of the gaussian and laplace kernels, in medians of the (squared) distances between people.
    degree : int
        Of the polynomial kernel.
    precision : {"double", "single"}
        Of the arithmetic behind the kernel matrix.
    """

    kernel: Kernel | Sequence[Kernel] = "ntk"
    ntk: Literal["exact", "empirical"] = "exact"
    parameterization: Literal["ntk", "standard"] = "ntk"
    depth: int | Sequence[int] = 2
    width: int = 500
    networks: int = 1
    seed: int = 1
    unit_diagonal: bool = True
    divide_by_snps: bool = False
    bandwidth: float = 1.0
    degree: int = 2
    precision: Literal["double", "single"] = "double"


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class SnpArguments:
    """Which SNPs, and how they are standardised.

    Parameters
    ----------
    scale : {"center", "sd", "hwe"}
        How the SNPs are standardised before the kernel: less their mean, and divided by their
        standard deviation, or by that of Hardy-Weinberg equilibrium.
    maf, max_missing : float
        SNPs are left out below this minor allele frequency, above this share of missing genotypes.
    hwe : float
        SNPs are left out below this p-value of the exact test of Hardy-Weinberg equilibrium.
    midp : bool
        Whether that is the mid p-value.
    duplicates : {"keep", "drop"}
        Whether of SNPs with the same chromosome, position and alleles the first alone is kept.
    people, snps : optional
        Which people and SNPs of the genotypes: IDs or names, indices from 0, True and False for
        each, and ranges of SNPs such as "19:44000000-46000000"; see `read_genotypes`.
    missing : {"mean", "error", "pairwise"}
        What a missing genotype becomes: the mean of its SNP, or an error; "pairwise", of the
        additive kernel, divides by the number of SNPs that both people have, as GCTA does.
    """

    scale: Literal["center", "sd", "hwe"] = "center"
    maf: float = 0
    max_missing: float = 1
    hwe: float = 0
    midp: bool = False
    duplicates: Literal["keep", "drop"] = "keep"
    people: Any = None
    snps: Any = None
    missing: Literal["mean", "error", "pairwise"] = "mean"


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class RunArguments:
    """How the work is done.

    Parameters
    ----------
    threads : int, optional
        Default: as many as there are cores to use.
    backend : {"auto", "java", "blas", "gpu"}
        Which linear algebra does the work.
    progress : bool
        Whether work of more than a second shows a bar, in a terminal.
    """

    threads: int | None = None
    backend: Literal["auto", "java", "blas", "gpu"] = "auto"
    progress: bool = True


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class FitArguments(RunArguments, SnpArguments, KernelArguments, PeopleArguments):
    """What `ntk_lmm` and `ntk_krr` share.

    Parameters
    ----------
    max_missing_person : float
        People who miss a larger share of the SNPs are left out.
    sets : dict or path, optional
        Sets of SNPs, each with the kernel and its variance component of its own: a dict of SNP
        names or ranges, {"APOE": ["rs429358", "rs7412"], "region": ["19:44000000-46000000"]}, or a
        file with a line a set, its name and then its SNPs or ranges. SNPs in no set are not used,
        and named in `messages`; a set ["*"] holds them. With kernel="ntk" a set has one component,
        named after it; with a sum one for each part. Not for `ntk_krr`.
    """

    max_missing_person: float = 1
    sets: Any = None


def options(arguments: Any, *, without: frozenset[str]) -> dict[str, Any]:
    """Give the arguments that the request has under their own names, sequences as lists."""
    return {
        entry.name: _SENT.get(entry.name, as_list)(getattr(arguments, entry.name))
        for entry in fields(arguments)
        if entry.name not in without
    }


def as_list(value: Any) -> Any:
    """Make a list of whatever is like one; everything else stays as it is."""
    if isinstance(value, (np.ndarray, pd.Series, pd.Index)):
        return value.tolist()
    return list(value) if isinstance(value, (tuple, range, set, frozenset)) else value


def as_selection(value: Any) -> Any:
    """Give what the request has for a selection: Java counts from 1."""
    if isinstance(value, slice):
        if value.stop is None or min(value.start or 0, value.stop) < 0:
            raise InvalidInput("A slice of people or SNPs needs an end, and counts from 0.")
        value = range(value.start or 0, value.stop, value.step or 1)
    value = as_list(value)
    if isinstance(value, list):
        return [_one_selected(entry) for entry in value]
    return _one_selected(value)


def _one_selected(entry: Any) -> Any:
    if isinstance(entry, (bool, np.bool_)):
        return bool(entry)
    if isinstance(entry, (int, np.integer)):
        if entry < 0:
            raise InvalidInput(f"people or snps has the index {entry}; allowed: from 0.")
        return int(entry) + 1
    return entry


_SENT: dict[str, Callable[[Any], Any]] = {"people": as_selection, "snps": as_selection}


def takes(arguments: Callable[P, A]) -> Callable[[Callable[[A], R]], Callable[P, R]]:
    """Let a function of one object of the class `arguments` be called with that class's fields."""
    signature = inspect.signature(arguments)

    def decorate(function: Callable[[A], R]) -> Callable[P, R]:
        @functools.wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            try:
                signature.bind(*args, **kwargs)
            except TypeError as failure:
                raise TypeError(f"{function.__name__}() {failure}") from None
            return function(arguments(*args, **kwargs))

        returned = function.__annotations__.get("return", inspect.Signature.empty)
        call.__signature__ = signature.replace(return_annotation=returned)  # type: ignore[attr-defined]
        call.__doc__ = _documented(function, arguments)
        return call

    return decorate


def _documented(function: Callable[[A], R], arguments: Any) -> str | None:
    """Put the parameters of the class and of those it inherits from into the docstring.

    What a class says of a parameter takes the place of what those above it say.
    """
    if function.__doc__ is None:  # python -OO
        return None
    parameters: dict[str, str] = {}
    for kind in reversed(arguments.__mro__):
        described = inspect.cleandoc(vars(kind).get("__doc__") or "").partition(_PARAMETERS)[2]
        for entry in re.split(r"\n(?=\S)", described) if described else ():
            parameters[entry.partition(" :")[0]] = entry
    before, returns, after = inspect.cleandoc(function.__doc__).partition(_RETURNS)
    return before + _PARAMETERS + "\n".join(parameters.values()) + "\n\n" + returns + after
