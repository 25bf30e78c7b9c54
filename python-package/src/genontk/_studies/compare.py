"""The comparison of methods on the same splits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

import numpy as np
import pandas as pd

from genontk._fits.request import request_of
from genontk._inputs.arguments import (
    DepthArguments,
    HardyWeinbergArguments,
    PrecisionArguments,
    ProgressArguments,
    RunArguments,
    SnpArguments,
    TraitArguments,
)
from genontk._inputs.options import options
from genontk._inputs.takes import takes
from genontk._job.exchange import Result, ask
from genontk._job.tables import table
from genontk._plots.axes import draws
from genontk._studies.own_methods import method_entry, named_methods, predicted
from genontk.errors import InvalidInput

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_SHOWN = (
    "splits",
    "correlation",
    "std_error",
    "squared_error",
    "auc",
    "difference",
    "difference_std_error",
)


@dataclass(frozen=True, repr=False, eq=False)
class MethodComparison:
    """A comparison of methods that predict the same test people.

    Attributes
    ----------
    table : DataFrame
        Mean scores, one row per method: splits (number with a score), correlation with the trait,
        squared_error, auc (for a trait of 0 and 1, or 1 and 2), and their differences from the
        method of reference in the same splits. Each has a standard error that allows for splits
        that share people (Nadeau and Bengio 2003); NaN for one split.
    scores : DataFrame
        split, method, correlation, squared_error, auc, message: one row per split and method. Where
        a method failed its scores are NaN and the message says why.
    splits : DataFrame
        Mask of the people tested (people x splits).
    reference : str
        Method from which the others differ.
    y_name : str
    n_people, n_snps : int
    dropped : DataFrame
        People and SNPs that were left out: type, id, reason.
    messages : list of str
        Notes about the data and the methods, including failures.
    seconds : float
    """

    table: pd.DataFrame
    scores: pd.DataFrame
    splits: pd.DataFrame
    reference: str
    y_name: str
    n_people: int
    n_snps: int
    dropped: pd.DataFrame
    messages: list[str]
    seconds: float

    def __repr__(self) -> str:
        shown = self.table.set_index("method")[list(_SHOWN)].dropna(axis="columns", how="all")
        return "\n".join(
            [
                f"Prediction of {self.y_name}: {self.n_people} people, {self.n_snps} SNPs, "
                f"{self.splits.shape[1]} splits with {self.splits.sum().mean():.0f} people tested",
                shown.to_string(float_format="{:.4g}".format, na_rep=""),
                f"difference: of the correlation, from that of {self.reference} in the same splits",
                *(f"note: {message}" for message in self.messages),
            ]
        )

    @draws()
    def plot(self, score: str = "correlation", ax: Axes | None = None) -> Axes:
        """Draw the paired differences from the method of reference: splits, means ± 2 SE.

        A score without differences is refused (`InvalidInput`).

        Parameters
        ----------
        score : {"correlation", "squared_error", "auc"}, default "correlation"
            Score to compare.

        Examples
        --------
        >>> axes = genontk.compare_methods(y, G, methods=["LMM", "NTK-LMM"]).plot()
        >>> axes.get_xlabel()
        'difference in correlation from LMM (mean ± 2 SE)'
        """
        from genontk._plots.comparison import plot_comparison

        return plot_comparison(self.table, self.scores, self.reference, score, ax)


@dataclass(kw_only=True, repr=False, eq=False)
class ComparisonArguments(
    ProgressArguments,
    RunArguments,
    PrecisionArguments,
    DepthArguments,
    HardyWeinbergArguments,
    SnpArguments,
    TraitArguments,
):
    """What `compare_methods` takes."""

    _group: ClassVar[str] = "Comparison"
    y: Annotated[
        Any,
        "str, array or Series",
        'A formula such as "thickness ~ age + sex", evaluated in `data`; or the phenotypes '
        "(people), NaN for missing. One trait.",
    ] = field(kw_only=False)
    genotypes: Annotated[
        Any,
        "path, Genotypes, array or DataFrame",
        "A .bed or .npy file, the handle that `read_genotypes` gives, or the genotypes themselves "
        "(people x SNPs; 0, 1, 2 or any real number; NaN for missing).",
    ] = field(kw_only=False)
    methods: Annotated[
        Sequence[str] | Mapping[str, Any] | None,
        "list or dict",
        'Methods by name, see Notes. Default: "LMM" (additive kernel), "NTK-LMM", "split LMM" '
        '(additive and non-additive), "NTK-KRR" and "Gaussian KRR".',
    ] = None
    splits: Annotated[int, "Number of random splits."] = 20
    test_share: Annotated[float, "Share of the people who are predicted in each split."] = 0.2
    groups: Annotated[
        Any,
        "sequence or str",
        "Labels of the rows of y, an array or a column of `data`. People with the same label stay "
        "on one side of a split.",
    ] = None
    reference: Annotated[str | None, "Method from which the others differ. Default: the first."] = (
        None
    )
    workers: Annotated[
        Executor | None,
        "concurrent.futures.Executor",
        "Executor on which a function of your own predicts several splits at once: a "
        "ThreadPoolExecutor, or a ProcessPoolExecutor for a function that keeps Python itself busy "
        "and can be pickled. Default: one split after another. Other methods run on `threads`.",
    ] = None
    depth: Annotated[
        int, "Number of hidden layers, 1 to 10, of methods that do not say it themselves."
    ] = 2
    seed: Annotated[int, "Seed of the splits, the folds and the random networks."] = 1


@takes(ComparisonArguments)
def compare_methods(arguments: ComparisonArguments) -> MethodComparison:
    """Predict the same test people by several methods, in repeated random splits.

    Every split learns everything from its training people alone: the means of the SNPs, the
    kernels, the variances or the penalty. The error of a ridge regression that chooses its kernel,
    share or penalty is therefore that of nested cross-validation. Without `groups` a trait with two
    values is split in proportion to them. A method that fails in a split has NaN and a message in
    `scores`; the other methods continue. Predictions that are the same for everyone count as a
    correlation of 0, and a message says so.

    Returns
    -------
    MethodComparison
        `table`, `scores`, `splits`, `plot()`.

    Raises
    ------
    InvalidInput
        If an argument or the data cannot be used.
    OutOfMemory
        If Java's heap is too small.
    BridgeFailed
        If Java is not found, too old, or lost.

    Notes
    -----
    `methods` is a list of the names above, or a dict whose values are one of these:

    - a name of the default list. "network", the neural network of the paper, is there too where the
      environment variable GENONTK_JARS names the folder that ci/network fills;
    - a dict of "fit" ("ntk_lmm" or "ntk_krr"), "kernel" and other arguments of that function, such
      as {"fit": "ntk_krr", "kernel": "polynomial", "degree": 3};
    - a function of your own, called as f(y, genotypes, new_genotypes). It gets the trait and the
      genotypes of the training people (NaN where missing) and the genotypes of the test people, and
      gives one prediction per test person. If it has parameters `covariates` and `new_covariates`,
      it gets the design matrices too.

    Examples
    --------
    >>> compared = genontk.compare_methods("thickness ~ age", "study.bed", data=pheno, splits=5)
    >>> list(compared.table["method"])
    ['LMM', 'NTK-LMM', 'split LMM', 'NTK-KRR', 'Gaussian KRR']
    >>> axes = compared.plot()
    >>> def count(y, X, X_new):
    ...     return X_new.sum(axis=1)
    >>> compared = genontk.compare_methods(y, G, methods={"GBLUP": "LMM", "count": count})
    """
    methods, progress, workers = arguments.methods, arguments.progress, arguments.workers
    request, _ = request_of("compare", arguments, {"groups": arguments.groups})
    request |= options(arguments, "groups", "methods", "workers")
    named = named_methods(methods)
    if workers is not None and not isinstance(workers, Executor):
        raise InvalidInput(
            f"workers is a {type(workers).__name__}; allowed: None, or an executor of "
            "concurrent.futures such as ThreadPoolExecutor(2)."
        )
    if any(callable(method) for method in named.values()):
        drawn = ask({**request, "task": "splits"}, progress=progress)
        named = predicted(named, drawn, request, arguments.genotypes, progress, workers)
    if methods is not None:
        request["methods"] = [method_entry(name, method) for name, method in named.items()]
    return _dressed(ask(request, progress=progress))


def _dressed(result: Result) -> MethodComparison:
    scalars = result.scalars
    people = pd.Index(scalars["people"], name="id")
    tests = result.arrays["splits"] == 1
    columns = pd.RangeIndex(1, tests.shape[1] + 1, name="split")
    means = table(scalars["table"])
    return MethodComparison(
        table=means.astype({"splits": np.int64}),
        scores=table(scalars["scores"]).astype({"split": np.int64}),
        splits=pd.DataFrame(tests, people, columns),
        dropped=table(scalars["dropped"]),
        **{
            name: scalars[name]
            for name in ("reference", "y_name", "n_people", "n_snps", "messages", "seconds")
        },
    )
