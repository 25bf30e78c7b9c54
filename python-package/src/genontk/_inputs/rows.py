"""Arguments with a value per row, joined by ID where they and the rows carry IDs."""

from __future__ import annotations

from typing import Any

import pandas as pd

from genontk._inputs.arrays import index_ids
from genontk._inputs.frames import native
from genontk.errors import InvalidInput

_TOLD = 3  # IDs that a message shows


def by_id(
    value: Any,
    what: str,
    ids: list[str] | None,
    index: pd.Index[Any] | None = None,
    *,
    lacking: bool = False,
) -> Any:
    """Put a Series or a DataFrame into the order of the rows; other values stay as they are.

    Parameters
    ----------
    what : str
        Name of the argument.
    ids : list of str or None
        IDs of the rows.
    index : pandas.Index, optional
        Index of the rows: what has this index stands in their order, whatever their IDs.
    lacking : bool
        Whether a row may be without a value, which is then missing.

    Raises
    ------
    InvalidInput
        If the IDs of `value` do not say which row each belongs to.
    """
    value = native(value)
    if ids is None or not isinstance(value, (pd.Series, pd.DataFrame)):
        return value
    if index is not None and value.index.equals(index):
        return value
    carried = index_ids(value.index)
    if carried is None or carried == ids or len(set(carried)) < len(carried):
        _refuse_other_order(carried, what, ids)
        return value
    known = set(carried)
    unknown = [one for one in ids if one not in known]
    if unknown and not (lacking and len(unknown) < len(ids)):
        shown = ", ".join(f"'{one}'" for one in list(dict.fromkeys(unknown))[:_TOLD])
        raise InvalidInput(
            f"{what} carries IDs, and has none of {len(unknown)} of the {len(ids)} rows: {shown}"
            f"{', ...' if len(set(unknown)) > _TOLD else ''}. Give a value per row; without IDs "
            "they are taken in order."
        )
    return value.set_axis(carried).reindex(ids)


def _refuse_other_order(carried: list[str] | None, what: str, ids: list[str]) -> None:
    """Refuse repeated IDs in another order; repeated labels that are no IDs say nothing."""
    if carried is not None and carried != ids and set(carried) == set(ids):
        raise InvalidInput(
            f"{what} has an ID twice and does not stand in the order of y; give both in one order."
        )
