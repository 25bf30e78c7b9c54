"""Methods side by side on the same splits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from genontk._fits.request import request_of
from genontk._inputs.arguments import FitArguments, as_list
from genontk._job.exchange import Result, ask
from genontk._job.tables import table
from genontk._studies.own_methods import method_entry, named_methods, predicted
from genontk.errors import InvalidInput

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_SENT = (
    "splits",
    "test_share",
    "reference",
    "depth",
    "seed",
    "scale",
    "maf",
    "hwe",
    "max_missing",
    "missing",
    "precision",
    "threads",
    "backend",
)
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
    """How well methods predict the same test people.

    Attributes
    ----------
    table : DataFrame
        A row a method: splits (how many have a score), correlation with the trait and std_error,
        squared_error, auc (of a trait of 0 and 1), difference of the correlation from that of the
        method of reference in the same splits, and so on, each with its standard error, which
        allows for splits that share their people (Nadeau and Bengio 2003); NaN for one split.
    scores : DataFrame
        split, method, correlation, squared_error, auc, message: a row a split and method. Where a
        method failed its scores are NaN and the message says why.
    splits : DataFrame
        People x splits: True for those tested.
    reference : str
        The method from which the others differ.
    y_name : str
    n_people, n_snps : int
    dropped : DataFrame
        Who was left out, and why.
    messages : list of str
        What the user should know, failures among it.
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

    def plot(self, score: str = "correlation", ax: Axes | None = None) -> Axes:
        """Draw the paired differences from the method of reference: splits, means ± 2 SE.

        Parameters
        ----------
        score : {"correlation", "squared_error", "auc"}
        ax : matplotlib Axes, optional
            Where to draw. Default: a new figure.

        Returns
        -------
        matplotlib Axes

        Raises
        ------
        ImportError
            If matplotlib is not installed.
        InvalidInput
            If there are no differences in that score.

        Examples
        --------
        >>> axes = genontk.compare_methods(y, G, methods=["LMM", "NTK-LMM"]).plot()
        >>> axes.get_xlabel()
        'difference in correlation from LMM (mean ± 2 SE)'
        """
        from genontk._plots.comparison import plot_comparison

        return plot_comparison(self.table, self.scores, self.reference, score, ax)


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class _Arguments(FitArguments):
    """What a comparison sends; `compare_methods` has fewer."""

    splits: int = 20
    test_share: float = 0.2
    groups: Any = None
    reference: str | None = None


def compare_methods(
    y: Any,
    genotypes: Any,
    *,
    data: pd.DataFrame | None = None,
    covariates: Any = None,
    id: str | None = None,
    subset: Any = None,
    methods: Sequence[str] | Mapping[str, Any] | None = None,
    splits: int = 20,
    test_share: float = 0.2,
    groups: Any = None,
    reference: str | None = None,
    depth: int = 2,
    seed: int = 1,
    scale: str = "center",
    maf: float = 0,
    hwe: float = 0,
    max_missing: float = 1,
    missing: str = "mean",
    precision: str = "double",
    threads: int | None = None,
    backend: str = "auto",
    progress: bool = True,
    workers: Executor | None = None,
) -> MethodComparison:
    """Predict the same test people by several methods, in repeated random splits.

    Every split learns everything from its training people alone: the means of the SNPs, the
    kernels, the variances or the penalty. The error of a ridge regression that chooses its kernel,
    share or penalty is therefore that of nested cross-validation. Without `groups` a trait with two
    values is split in proportion to them. A method that fails in a split has NaN there and its
    message in `scores`; the others go on. Predictions that are the same for everyone count as a
    correlation of 0, and a message says so.

    Parameters
    ----------
    y, genotypes, data, covariates, id, subset
        As in `ntk_lmm`; one trait.
    methods : list or dict, optional
        Default: "LMM" (additive kernel), "NTK-LMM", "split LMM" (additive and non-additive),
        "NTK-KRR" and "Gaussian KRR". Else a list of these names ("network" too, the neural network
        of the paper, where the environment variable GENONTK_JARS names the folder that ci/network
        fills), or a dict whose values are such a name; a dict of "fit" ("ntk_lmm" or "ntk_krr"),
        "kernel" and other arguments of that function, such as {"fit": "ntk_krr", "kernel":
        "polynomial", "degree": 3}; or a function of your own. It is called as f(y, genotypes,
        new_genotypes) with the trait and the genotypes (NaN where missing) of the training people
        and the genotypes of the test people, and gives a prediction of each of these. If it has
        parameters `covariates` and `new_covariates`, they get the design matrices.
    splits : int
        How many random splits.
    test_share : float
        The share of the people who are predicted.
    groups : sequence or str, optional
        People with the same label stay on one side: an array or a column of `data`.
    reference : str, optional
        The method from which the others differ. Default: the first.
    depth : int
        Hidden layers, for methods that do not say it themselves.
    seed : int
        Of the splits, the folds and the random networks.
    scale, maf, hwe, max_missing, missing, precision, threads, backend, progress
        As in `ntk_lmm`.
    workers : concurrent.futures.Executor, optional
        On which a function of your own predicts several splits at once: a ThreadPoolExecutor, or a
        ProcessPoolExecutor for a function that keeps Python itself busy and can be pickled.
        Default: one split after another. The other methods need none, they run on `threads`.

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
    arguments = _Arguments(
        y,
        genotypes,
        data=data,
        covariates=covariates,
        id=id,
        subset=subset,
        groups=groups,
        splits=splits,
        test_share=test_share,
        reference=reference,
        depth=depth,
        seed=seed,
        scale=scale,  # type: ignore[arg-type]
        maf=maf,
        hwe=hwe,
        max_missing=max_missing,
        missing=missing,  # type: ignore[arg-type]
        precision=precision,  # type: ignore[arg-type]
        threads=threads,
        backend=backend,  # type: ignore[arg-type]
    )
    request, _ = request_of("compare", arguments, {"groups": groups})
    request |= {name: as_list(getattr(arguments, name)) for name in _SENT}
    del request["kernel"], request["weights"]
    named = named_methods(methods)
    if workers is not None and not isinstance(workers, Executor):
        raise InvalidInput(
            f"workers is a {type(workers).__name__}; allowed: None, or an executor of "
            "concurrent.futures such as ThreadPoolExecutor(2)."
        )
    if any(callable(method) for method in named.values()):
        drawn = ask({**request, "task": "splits"}, progress=progress)
        named = predicted(named, drawn, request, genotypes, progress, workers)
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
