"""Functions and classes whose arguments are the fields of a dataclass.

A field is `name: Annotated[type, text] = default`, or `Annotated[type, words, text]` where `words`
tell users more than the type does. Type checkers see the fields as well.
"""

from __future__ import annotations

import functools
import inspect
import textwrap
from collections.abc import Callable
from dataclasses import MISSING, fields
from typing import Any, Literal, NamedTuple, ParamSpec, TypeVar, get_args, get_origin

P = ParamSpec("P")
A = TypeVar("A")
R = TypeVar("R")
T = TypeVar("T")

# The order of the arguments. A name that is not listed comes last in the group of its class.
GROUPS = {
    "Trait and people": "y genotypes data covariates id weights subset",
    "Comparison": "methods splits test_share groups reference workers",
    "Genotypes": "genotypes genotypes2 people snps sets maf hwe midp max_missing "
    "max_missing_person duplicates missing scale",
    "Kernel": "kernel ntk depth parameterization width widths networks replicates seed "
    "unit_diagonal divide_by_snps bandwidth degree",
    "Estimation": "method constrain accuracy intervals prevalence "
    "penalty folds repeats groups rule nested diagnostics",
    "Computing": "precision threads backend progress",
}
_PARAMETERS = "Parameters\n----------\n"
_WIDTH = 96
_NO_TYPE = inspect.Parameter.empty
_INDENT = "    "


class _Entry(NamedTuple):
    """An argument as the help shows it."""

    name: str
    group: str
    words: str
    text: str

    def place(self) -> tuple[int, int]:
        """Give the place of the argument in the signature."""
        listed = GROUPS[self.group].split()
        within = listed.index(self.name) if self.name in listed else len(listed)
        return list(GROUPS).index(self.group), within


def takes(arguments: Callable[P, A]) -> Callable[[Callable[[A], R]], Callable[P, R]]:
    """Let a function of one object of the class `arguments` be called with that class's fields."""
    entries = _entries(arguments)
    signature = _signature(arguments, entries)

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
        call.__doc__ = _documented(function.__doc__, entries, before="Returns\n-------\n")
        return call

    return decorate


def described(kind: type[T]) -> type[T]:
    """Describe the fields of a dataclass in its own docstring, before its attributes."""
    entries = _entries(kind)
    init: Any = kind.__init__
    own = inspect.Parameter("self", inspect.Parameter.POSITIONAL_OR_KEYWORD)
    shown = _signature(kind, entries)
    init.__signature__ = shown.replace(parameters=[own, *shown.parameters.values()])
    kind.__doc__ = _documented(kind.__doc__, entries, before="Attributes\n----------\n")
    return kind


def _entries(arguments: Any) -> list[_Entry]:
    """Collect the fields of a class; the text of the class goes before those of its bases."""
    groups: dict[str, str] = {}
    described: dict[str, tuple[str, str]] = {}
    defaults = {field.name: field.default for field in fields(arguments)}
    for kind in reversed(arguments.__mro__):
        if "__dataclass_fields__" not in vars(kind):
            continue
        for name, hint in inspect.get_annotations(kind, eval_str=True).items():
            if name not in defaults:
                continue
            groups.setdefault(name, kind._group)
            *words, text = getattr(hint, "__metadata__", ("",))
            if text:
                described[name] = (words[0] if words else _words(get_args(hint)[0])), text
    entries = [
        _Entry(name, groups[name], words + _default(defaults[name]), text)
        for name, (words, text) in described.items()
    ]
    return sorted(entries, key=_Entry.place)


def _words(kind: Any) -> str:
    """Describe a type: its name, or the values that are allowed."""
    if get_origin(kind) is Literal:
        return "{" + ", ".join(f'"{value}"' for value in get_args(kind)) + "}"
    if isinstance(kind, type):
        return kind.__name__
    return " or ".join(_words(one) for one in get_args(kind) if one is not type(None))


def _default(value: Any) -> str:
    if value is MISSING:
        return ""
    if value is None:
        return ", optional"
    return f', default "{value}"' if isinstance(value, str) else f", default {value}"


def _signature(arguments: Any, entries: list[_Entry]) -> inspect.Signature:
    """Give the signature in the order of the help; types are in the help alone."""
    parameters = inspect.signature(arguments).parameters
    shown = [
        parameters[entry.name].replace(annotation=inspect.Parameter.empty) for entry in entries
    ]
    return inspect.Signature(sorted(shown, key=lambda parameter: parameter.kind))


def _documented(doc: str | None, entries: list[_Entry], *, before: str) -> str | None:
    """Put the section Parameters, with a heading per group, into a docstring."""
    if doc is None:  # python -OO
        return None
    lines = []
    group = ""
    for entry in entries:
        if entry.group != group:
            lines += [""] * bool(group) + [entry.group, "~" * len(entry.group)]
            group = entry.group
        lines.append(f"{entry.name} : {entry.words}")
        lines += textwrap.wrap(
            entry.text,
            _WIDTH,
            initial_indent=_INDENT,
            subsequent_indent=_INDENT,
            break_long_words=False,
            break_on_hyphens=False,
        )
    start, section, end = inspect.cleandoc(doc).partition(before)
    return start + _PARAMETERS + "\n".join(lines) + "\n\n" + section + end
