"""The arguments that functions share, each with its type, default and meaning in one place.

A class holds the arguments that the same functions take; a new one is one field here. `takes`
puts them into signatures and help, `options` into requests. `_group` is their heading in the help.
"""

# Annotations are no strings here: they are read at each import.
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

import numpy.typing as npt
import pandas as pd

Component: TypeAlias = str | npt.NDArray[Any] | pd.DataFrame
Kernel: TypeAlias = Component | Mapping[str, Component]

KERNELS = (
    'Name of a kernel: "ntk", "additive", "dominance" (deviations of Vitezica et al. 2013), '
    '"non-additive" (the NTK without its constant and additive parts), "gaussian", "polynomial", '
    '"arccosine" or "laplace". Or a sum of names such '
    'as "additive+gaussian"; in a sum with "additive" the exact NTK stands for its non-additive '
    'part. "identity" is for fits: people share an effect who have the same level of the column of '
    "`data` after which the kernel is named in a dict, as `line` in "
    '{"snps": "additive", "line": "identity"}; without such a column each person has one.'
)


@dataclass(kw_only=True, repr=False, eq=False)
class TraitArguments:
    """Trait and people of the fits and of a comparison."""

    _group: ClassVar[str] = "Trait and people"
    y: Annotated[
        Any,
        "str, array, Series or DataFrame",
        'A formula such as "thickness ~ age + sex", evaluated in `data`; or the phenotypes '
        "(people), NaN for missing. Several traits are fitted one by one: an array or a DataFrame "
        '(people x traits), or a formula such as "thickness + height ~ age".',
    ] = field(kw_only=False)
    genotypes: Annotated[
        Any,
        "path, Genotypes, array or DataFrame",
        "A .bed or .npy file, the handle that `read_genotypes` gives, or the genotypes themselves "
        "(people x SNPs; 0, 1, 2 or any real number; NaN for missing): an array, a sparse matrix, "
        "or a frame of pandas, polars, pyarrow or xarray. Not needed if `kernel` is a matrix.",
    ] = field(default=None, kw_only=False)
    data: Annotated[
        Any,
        "DataFrame or dict",
        "Variables of the formula, one row per row of y: a frame of pandas, polars, pyarrow or "
        "whatever narwhals reads, a dict of columns, or a list of dicts.",
    ] = None
    covariates: Annotated[
        Any,
        "array or DataFrame",
        "Fixed effects (people x covariates) where y is an array; an intercept is added.",
    ] = None
    id: Annotated[
        str | None,
        "Column of `data` with the people's IDs. Default: the index of `data`, unless it is the "
        "plain 0, 1, 2, ...",
    ] = None
    subset: Annotated[Any, "array of bool", "Mask of the rows of y and `data` to use."] = None


@dataclass(kw_only=True, repr=False, eq=False)
class WeightArguments:
    """Weights of the residuals: the fits."""

    _group: ClassVar[str] = "Trait and people"
    weights: Annotated[
        Any,
        "array or str",
        "Weights above zero, one per row of y; or the column of `data` that holds them.",
    ] = None


@dataclass(kw_only=True, repr=False, eq=False)
class GenotypeArguments:
    """Genotypes alone: `ntk_kernel` and `ntk_convergence`."""

    _group: ClassVar[str] = "Genotypes"
    genotypes: Annotated[
        Any,
        "path, Genotypes, array or DataFrame",
        "A .bed or .npy file, the handle that `read_genotypes` gives, or the genotypes themselves "
        "(people x SNPs; any real number; NaN for missing).",
    ] = field(kw_only=False)


@dataclass(kw_only=True, repr=False, eq=False)
class SnpArguments:
    """SNPs: all functions and the scikit-learn regressors."""

    _group: ClassVar[str] = "Genotypes"
    maf: Annotated[float, "Smallest minor allele frequency of a SNP; rarer SNPs are left out."] = 0
    max_missing: Annotated[
        float,
        "Largest share of missing genotypes of a SNP; SNPs with a larger share are left out.",
    ] = 1
    missing: Annotated[
        Literal["mean", "error", "pairwise"],
        "Replacement of a missing genotype: the mean of its SNP, or an error. "
        '"pairwise", for the additive and dominance kernels only, divides by the number of SNPs '
        "that both people have, as GCTA does.",
    ] = "mean"
    scale: Annotated[
        Literal["center", "sd", "hwe"],
        'Standardisation of each SNP before the kernel: less its mean ("center"), and divided by '
        'its standard deviation ("sd") or by that of Hardy-Weinberg equilibrium ("hwe"). Dominance '
        "codes are divided alike, and not centred: their mean is 0 under equilibrium.",
    ] = "center"


@dataclass(kw_only=True, repr=False, eq=False)
class HardyWeinbergArguments:
    """The test of Hardy-Weinberg equilibrium: all functions."""

    _group: ClassVar[str] = "Genotypes"
    hwe: Annotated[
        float,
        "Smallest p-value of the exact test of Hardy-Weinberg equilibrium; SNPs with a smaller one "
        "are left out.",
    ] = 0


@dataclass(kw_only=True, repr=False, eq=False)
class SelectionArguments:
    """Selections: the fits, `ntk_kernel` and `ntk_convergence`."""

    _group: ClassVar[str] = "Genotypes"
    people: Annotated[
        Any,
        "list, array or slice",
        "People of the genotypes to use: IDs, indices from 0, or True and False for each.",
    ] = None
    snps: Annotated[
        Any,
        "list, array, slice or str",
        "SNPs to use: names, indices from 0, True and False for each, or ranges such as "
        '"19:44000000-46000000"; see `read_genotypes`.',
    ] = None
    midp: Annotated[
        bool, "Whether the test of Hardy-Weinberg equilibrium uses the mid p-value."
    ] = False
    duplicates: Annotated[
        Literal["keep", "drop"],
        "Treatment of SNPs with the same chromosome, position and alleles: keep all, or drop all "
        "but the first.",
    ] = "keep"


@dataclass(kw_only=True, repr=False, eq=False)
class SetArguments:
    """Sets of SNPs: the fits and `ntk_kernel`."""

    _group: ClassVar[str] = "Genotypes"
    sets: Annotated[
        Any,
        "dict or path",
        "Sets of SNPs, each with a kernel of its own: a dict of SNP names or ranges, "
        '{"APOE": ["rs429358", "rs7412"], "region": ["19:44000000-46000000"]}, or a file with one '
        "line per set, its name and then its SNPs or ranges. SNPs in no set are not used, and a "
        'message names them; a set ["*"] holds them. With kernel="ntk" a set has one component, '
        "named after it; with a sum of kernels one per part.",
    ] = None


@dataclass(kw_only=True, repr=False, eq=False)
class DepthArguments:
    """Networks: all functions and the scikit-learn regressors."""

    _group: ClassVar[str] = "Kernel"
    depth: Annotated[int, "Number of hidden layers, 1 to 10."] = 2
    seed: Annotated[int, "Seed of the random networks."] = 1


@dataclass(kw_only=True, repr=False, eq=False)
class KernelArguments(DepthArguments):
    """Kernels: the fits, `ntk_kernel` and the scikit-learn regressors."""

    _group: ClassVar[str] = "Kernel"
    kernel: Annotated[
        Kernel,
        "str, array, DataFrame or dict",
        f"{KERNELS} Or a square matrix of your own (people x people). Or a dict of names and "
        "matrices. A sum and a dict have one variance component per part.",
    ] = "ntk"
    ntk: Annotated[
        Literal["exact", "empirical"],
        "Kernel of infinitely wide networks, or of random networks of the given width.",
    ] = "exact"
    parameterization: Annotated[
        Literal["ntk", "standard"], "Scaling of the weights of the random networks."
    ] = "ntk"
    width: Annotated[int, "Number of units per hidden layer, for the empirical kernel."] = 500
    networks: Annotated[
        int, "Number of random networks that are averaged, for the empirical kernel."
    ] = 1
    unit_diagonal: Annotated[
        bool,
        "Whether the NTK is scaled so that the kernel of each person with themselves is 1.",
    ] = True
    divide_by_snps: Annotated[
        bool, "Whether the empirical NTK is also divided by the number of SNPs."
    ] = False
    bandwidth: Annotated[
        float,
        "Bandwidth of the gaussian and laplace kernels, in medians of the (squared) distances "
        "between people.",
    ] = 1.0
    degree: Annotated[int, "Degree of the polynomial kernel."] = 2


@dataclass(kw_only=True, repr=False, eq=False)
class RunArguments:
    """Computing: all functions and the scikit-learn regressors."""

    _group: ClassVar[str] = "Computing"
    threads: Annotated[
        int | None, "Number of threads. Default: the number of cores that may be used."
    ] = None
    backend: Annotated[
        Literal["auto", "java", "blas", "gpu"],
        "Linear algebra that does the work: plain Java, the BLAS of the machine, or a GPU. "
        '"auto" takes the fastest that is there.',
    ] = "auto"


@dataclass(kw_only=True, repr=False, eq=False)
class PrecisionArguments:
    """Precision: all functions but `ntk_convergence`, and the scikit-learn regressors."""

    _group: ClassVar[str] = "Computing"
    precision: Annotated[
        Literal["double", "single"], "Precision of the arithmetic behind the kernel matrix."
    ] = "double"


@dataclass(kw_only=True, repr=False, eq=False)
class ProgressArguments:
    """The bar: all functions."""

    _group: ClassVar[str] = "Computing"
    progress: Annotated[
        bool, "Whether work of more than a second shows a bar, in a terminal or a notebook."
    ] = True


@dataclass(kw_only=True, repr=False, eq=False)
class FitArguments(
    ProgressArguments,
    RunArguments,
    PrecisionArguments,
    KernelArguments,
    SetArguments,
    SelectionArguments,
    HardyWeinbergArguments,
    SnpArguments,
    WeightArguments,
    TraitArguments,
):
    """What `ntk_lmm` and `ntk_krr` share."""

    _group: ClassVar[str] = "Genotypes"
    max_missing_person: Annotated[
        float,
        "Largest share of missing genotypes of a person; people with a larger share are left out.",
    ] = 1
