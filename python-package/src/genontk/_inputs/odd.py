"""What a formula or covariates hold that no fit can use."""

from __future__ import annotations


class OddFormula(Exception):
    """A formula that Java has to refuse: what was found in it, as fields of a request."""

    def __init__(self, **found: list[str] | dict[str, str | None]) -> None:
        super().__init__(found)
        self.found = found
