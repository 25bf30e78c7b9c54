"""The text of a fit: a few lines, or tables in the manner of statsmodels."""

from __future__ import annotations

from html import escape
from itertools import zip_longest
from textwrap import fill
from typing import Any

import numpy as np
import pandas as pd

_WIDTH = 78
_TITLES = {
    "ntk_lmm": "NTK linear mixed model",
    "ntk_krr": "NTK kernel ridge regression",
}
_LISTED = 5


class Summary(str):
    """A string that a console or a notebook shows as it is printed."""

    __slots__ = ()

    def __new__(cls, fit: Any) -> Summary:
        return super().__new__(cls, _tables(fit))

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        return f"<pre>{escape(self)}</pre>"


def _is_ridge(fit: Any) -> bool:
    return hasattr(fit, "penalty")


def _title(fit: Any) -> str:
    return _TITLES["ntk_krr" if _is_ridge(fit) else "ntk_lmm"]


def brief(fit: Any) -> str:
    """Describe a fit in a few lines."""
    lines = [
        f"{_title(fit)} of {fit.y_name}: {fit.n_people} people, {_snps(fit)}, kernel {fit.kernel}"
    ]
    if _is_ridge(fit):
        lines.append(_choice(fit))
    lines.append(
        "variance: " + ", ".join(_with_error(row) for row in _rows(fit.variance_components))
    )
    *parts, total = _rows(fit.heritability)
    text = "heritability: " + _with_error(total, named=False)
    if len(parts) > 1:
        text += ", of which " + ", ".join(_with_error(row) for row in parts)
    lines.append(text)
    liability = getattr(fit, "heritability_liability", None)
    if liability is not None:
        text = _with_error(_rows(liability)[-1], named=False)
        lines.append(f"heritability on the scale of liability: {text}")
    at_bound = [row["component"] for row in _rows(fit.variance_components) if row["boundary"]]
    if at_bound:
        lines.append(f"at the bound: {', '.join(at_bound)}")
    lines.extend(f"note: {message}" for message in fit.messages)
    return "\n".join(lines)


def html(fit: Any) -> str:
    """Describe a fit in tables of HTML, for notebooks."""
    title, *notes = brief(fit).splitlines()
    parts = [f"<p><b>{escape(title)}</b></p>"]
    for name, frame in _shown(fit).items():
        parts.append(f"<p>{name}</p>{_html_table(frame)}")
    of_interest = [note for note in notes if not note.startswith(("variance:", "heritability:"))]
    return "".join([*parts, *(f"<p>{escape(note)}</p>" for note in of_interest)])


def _html_table(frame: pd.DataFrame) -> str:
    rows = [("th", list(frame.columns)), *(("td", list(row)) for row in frame.to_numpy())]
    lines = []
    for tag, row in rows:
        cells = [
            f'<{tag} style="text-align: {"right" if column else "left"}; padding: 0 0.7em">'
            f"{escape(_cell(value))}</{tag}>"
            for column, value in enumerate(row)
        ]
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table>{''.join(lines)}</table>"


def _shown(fit: Any) -> dict[str, pd.DataFrame]:
    """Give the tables to show, without columns that are empty, as some are for ridge."""
    tests = getattr(fit, "likelihood_ratio", None)
    tables = {
        "Variance components": fit.variance_components.drop(columns="unconstrained"),
        "Heritability": fit.heritability.drop(columns="raw_ratio_std_error"),
        **({} if tests is None else {"Likelihood ratio (50:50 mixture, conservative)": tests}),
        "Fixed effects": fit.fixed_effects,
    }
    return {name: table.dropna(axis="columns", how="all") for name, table in tables.items()}


def _choice(fit: Any) -> str:
    text = f"penalty: {_number(fit.penalty)} (rule {fit.rule})"
    if len(fit.shares) > 2:
        pairs = zip(fit.shares["component"], fit.shares["share"], strict=True)
        text += ", shares " + ", ".join(f"{name} {_number(share)}" for name, share in pairs)
    elif not np.isnan(fit.share):
        text += f", share of {_first(fit)}: {_number(fit.share)}"
    if fit.nested is not None:
        error, std_error = _number(fit.nested.error), _number(fit.nested.std_error)
        text += f"\nnested cross-validation: squared error {error} (SE {std_error})"
    return text


def _first(fit: Any) -> str:
    return str(fit.heritability["component"].iloc[0])


def _snps(fit: Any) -> str:
    return "1 SNP" if fit.n_snps == 1 else f"{fit.n_snps} SNPs"


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def _with_error(row: dict[str, Any], *, named: bool = True) -> str:
    text = _number(row["estimate"])
    if not np.isnan(row["std_error"]):
        text += f" (SE {_number(row['std_error'])})"
    return f"{row['component']} {text}" if named else text


def _tables(fit: Any) -> str:
    parts = ["=" * _WIDTH, _title(fit).center(_WIDTH).rstrip(), "=" * _WIDTH, _header(fit)]
    for title, frame in _shown(fit).items():
        parts += [title.center(_WIDTH, "-"), _table(frame)]
    parts.append("=" * _WIDTH)
    parts += [
        fill(f"[{number}] {note}", _WIDTH, subsequent_indent="    ", break_long_words=False)
        for number, note in enumerate(_notes(fit), start=1)
    ]
    return "\n".join(parts)


def _header(fit: Any) -> str:
    left = [
        ("Trait", fit.y_name),
        ("People", str(fit.n_people)),
        ("SNPs", str(fit.n_snps)),
        ("Kernel", fit.kernel),
        ("Seconds", f"{fit.seconds:.2f}"),
    ]
    if _is_ridge(fit):
        right = _ridge_header(fit)
    else:
        right = [
            ("Method", str(fit.options["method"])),
            ("Log-likelihood", _number(fit.log_likelihood)),
            ("Converged", "yes" if fit.converged else "no"),
            ("Iterations", str(fit.iterations)),
        ]
    right.append(("Backend", fit.backend))
    return "\n".join(
        f"{_field(*a)}  {_field(*b)}".rstrip()
        for a, b in zip_longest(left, right, fillvalue=("", ""))
    )


def _field(name: str, value: str) -> str:
    width = _WIDTH // 2 - 17
    value = value if len(value) <= width else value[: width - 3] + "..."
    return f"{name + ':' if name else '':<16}{value:>{width}}"


def _ridge_header(fit: Any) -> list[tuple[str, str]]:
    folds, repeats = fit.folds, 1
    if isinstance(folds, pd.DataFrame):
        folds, repeats = folds.iloc[:, 0], folds.shape[1]
    header = [
        ("Penalty", _number(fit.penalty)),
        ("Rule", fit.rule),
        ("Folds", f"{folds.nunique()}" + (f", {repeats} times" if repeats > 1 else "")),
        ("Route", fit.route),
    ]
    if not np.isnan(fit.share):
        header.insert(1, ("Share", f"{_number(fit.share)} {_first(fit)}"))
    return header


def _table(frame: pd.DataFrame) -> str:
    names = [str(name) for name in frame.columns]
    cells = [[_cell(value) for value in row] for row in frame.itertuples(index=False)]
    first = max([len(names[0]), *(len(row[0]) for row in cells)])
    width = max(9, (_WIDTH - first) // max(1, len(names) - 1))
    lines = [[names[0], *names[1:]], *cells]
    return "\n".join(
        row[0].ljust(first) + "".join(cell.rjust(width) for cell in row[1:]) for row in lines
    )


def _cell(value: Any) -> str:
    if isinstance(value, (bool, np.bool_)):
        return "yes" if value else "no"
    return value if isinstance(value, str) else _number(value)


def _number(value: float) -> str:
    return "" if np.isnan(value) else f"{value:.4g}"


def _notes(fit: Any) -> list[str]:
    notes = list(fit.messages)
    for (kind, reason), group in fit.dropped.groupby(["type", "reason"], sort=False):
        some = ", ".join(group["id"].astype(str).head(_LISTED))
        more = ", ..." if len(group) > _LISTED else ""
        notes.append(f"{kind} dropped, {reason}: {some}{more}")
    return notes
