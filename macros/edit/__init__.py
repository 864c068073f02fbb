"""Additions to the text of a record: the new block and nothing else, with every comment and the order kept.

Nothing is written here: each function maps a text to a text, and a door writes the result whole or not at all.

    append(text, kind, field, entry, path)   the text with one entry more in a dated list, where its date belongs
    put(text, kind, field, value, path)      the text with a field that it did not have, at its usual place
    new_record(kind, values, path)           the text of a whole new file

`kind` is that of the models (`commitment`, `figure` …), `field` the name of the list (`events`, `assessments`,
`responses`, `due`, `searches`, `values`), and `entry` a mapping of plain values as a file would hold them: text for
dates, lists, mappings; empty fields are left out. `path` is named in the faults. All of them raise `DataError` with
the faults of the entry in the words of `tracker check`, or `Unsafe` when the text is laid out in a way that cannot be
added to without touching what is there. What comes back was read again: it holds what was there, and the entry.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from macros.checks.shape import faults_of
from macros.edit.layout import Layout, Unsafe
from macros.edit.plain import block, plain, tree_of
from macros.model.base import Record
from macros.model.entries import Entry, entry_lists
from macros.model.tracker import MODELS
from macros.read.problems import DataError
from macros.read.yaml import Tree, compose

__all__ = ["DataError", "Unsafe", "append", "insert", "new_record", "put"]


def append(text: str, kind: str, field: str, entry: Mapping[str, Any], path: str = "") -> str:
    """The text with one entry more in a list: after every entry of the same or an earlier date.

    Raises:
        DataError: the entry breaks a rule of shape.
        Unsafe: the list is written in a way that cannot be added to.
    """
    made = _made(_entry_model(kind, field), entry, path or f"new {field}")
    return insert(text, kind, field, block([plain(made)], 0), tree_of(plain(made)), path)


def insert(text: str, kind: str, field: str, lines: list[str], value: Tree, path: str = "") -> str:
    """Like `append`, for an entry that is already written out: `lines` begin with `- ` and stand at the margin."""
    before = _data(text, path)
    layout = Layout(text, tuple(MODELS[kind].model_fields))
    entries = before.get(field) or []
    if not isinstance(entries, list):
        raise Unsafe(f"{field!r} is no list")
    index = _index_for(_entry_model(kind, field), entries, value)
    changed = layout.with_item(field, index, len(entries), lines)
    return _proved(changed, {**before, field: [*entries[:index], value, *entries[index:]]}, path)


def put(text: str, kind: str, field: str, value: Any, path: str = "") -> str:
    """The text with a field that it did not have, after the fields that usually stand before it.

    Raises:
        DataError: the record would break a rule of shape.
        Unsafe: the field is there already.
    """
    before = _data(text, path)
    if before.get(field) is not None:
        raise Unsafe(f"the record has {field!r} already")
    made = plain(_made(MODELS[kind], {**before, field: tree_of(value)}, path))[field]
    changed = Layout(text, tuple(MODELS[kind].model_fields)).with_field(field, block({field: made}, 0))
    return _proved(changed, {**before, field: tree_of(made)}, path)


def new_record(kind: str, values: Mapping[str, Any], path: str = "") -> str:
    """The text of a whole new file, its fields in their usual order.

    Raises:
        DataError: the values break a rule of shape.
    """
    made = plain(_made(MODELS[kind], values, path or f"new {kind}"))
    head = f"# yaml-language-server: $schema=../schema/{kind}.schema.json\n"
    return _proved(head + "\n".join(block(made, 0)) + "\n", tree_of(made), path)


def _made(model: type[Record], values: Mapping[str, Any], path: str) -> Record:
    made, faults = faults_of(model, dict(_given(model, values)), path)
    if made is None:
        raise DataError(faults)
    return made


def _given(model: type[Record], values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """What is not empty; where a field must be there and may be null, an empty one is null."""
    for name, value in values.items():
        field = model.model_fields.get(name)
        if value not in (None, "", [], ()):
            yield name, value
        elif field and field.is_required() and type(None) in get_args(field.annotation):
            yield name, None


def _data(text: str, path: str) -> dict[str, Tree]:
    composed = compose(text, path)
    if composed.problems:
        raise DataError(composed.problems)
    if not isinstance(composed.data, dict):
        raise Unsafe("the file holds no record")
    return composed.data


def _entry_model(kind: str, field: str) -> type[Entry]:
    found = entry_lists(MODELS[kind]).get(field)
    if found is None:
        raise Unsafe(f"{field!r} is no list of entries")
    return found


def _index_for(model: type[Entry], entries: list[Tree], entry: Tree) -> int:
    """Behind the last entry whose date is not later; a year or month counts from its first day."""
    key = _first_day(model, entry)
    earlier = [index for index, item in enumerate(entries) if _first_day(model, item) <= key]
    return earlier[-1] + 1 if earlier else 0


def _first_day(model: type[Entry], entry: Tree) -> str:
    date = entry.get(model.DATED_BY) if isinstance(entry, dict) else None
    return str(date or "") + "-01-01"[len(str(date or "")) - 4 :] if date else ""


def _proved(text: str, wanted: Tree, path: str) -> str:
    """The text, once it was read again and holds exactly what it should."""
    composed = compose(text, path)
    if composed.problems or composed.data != wanted:
        raise Unsafe("the block cannot be added without changing what is there; add it by hand")
    return text
