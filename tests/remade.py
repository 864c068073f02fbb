"""A record with other entries: made anew from plain values, so that each entry knows its key and what corrects it."""

from __future__ import annotations

from typing import Any, TypeVar

from macros.contribute.edit import plain, tree_of
from macros.model.base import Record
from macros.model.entries import DatedRecord

Made = TypeVar("Made", bound=DatedRecord)


def remade(record: Made, **lists: Any) -> Made:
    """The record with these lists instead of its own; an item is an entry, or a mapping as a file would hold it."""
    values: dict[str, Any] = {**plain(record), **{name: [*map(_values, items)] for name, items in lists.items()}}
    tree: Any = tree_of(values)
    return type(record).model_validate(tree)


def _values(item: Any) -> Any:
    return plain(item) if isinstance(item, Record) else item
