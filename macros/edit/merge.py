"""What two branches added to the same record, taken out of both texts and put together by date.

Git merges texts line by line: two branches that add to the end of the same list collide there, though nothing that
they say does. The driver of `tracker merge` lets git merge what is left when the new entries are taken out of both
sides, and adds all of them again. `merge=union` is no way: it keeps a line once that both sides added, such as
`says: It was found.`, and so takes it away from one of the two entries.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass

from macros.edit import insert
from macros.edit.layout import Layout, Unsafe
from macros.model.entries import entry_lists
from macros.model.tracker import MODELS
from macros.read.yaml import Tree, compose


@dataclass(frozen=True, slots=True)
class Addition:
    """One new entry: its list, its lines from the margin on with their comments, and its values."""

    field: str
    lines: tuple[str, ...]
    value: Tree


def taken_out(kind: str, base: str, text: str) -> tuple[str, tuple[Addition, ...]]:
    """The text without the entries that the base does not have, and these entries.

    Raises:
        Unsafe: a text cannot be read, or an entry of the base is gone, so that people must look.
    """
    before, now = _data(base), _data(text)
    layout, rest, found = Layout(text, tuple(MODELS[kind].model_fields)), Layout(base, ()), list[Addition]()
    cut: dict[int, list[str]] = {}
    gone: set[int] = set()
    for field in entry_lists(MODELS[kind]):
        new = _new(_entries(before, field), _entries(now, field))
        if not new:
            continue
        whole = len(new) == len(_entries(now, field))
        for index in new:
            start, end = layout.item(field, index, len(_entries(now, field)))
            found.append(Addition(field, tuple(layout.block(start, end, field)), _entries(now, field)[index]))
            gone |= set(range(start, end))
        if whole:  # the list was empty or not there: its own line becomes again what it was
            gone |= set(range(*layout.span(field)))
            cut[layout.span(field)[0]] = rest.lines[slice(*rest.span(field))] if field in rest.keys else []
    kept = [line for at, old in enumerate(layout.lines) for line in ([*cut.get(at, ())] if at in gone else [old])]
    return layout.newline.join(kept), tuple(found)


def put_back(kind: str, text: str, additions: tuple[Addition, ...]) -> str:
    """The text with all the entries, each where its date belongs; an entry that both sides added is added once."""
    seen: set[str] = set()
    for addition in additions:
        key = addition.field + json.dumps(addition.value, sort_keys=True)
        if key not in seen:
            seen.add(key)
            text = insert(text, kind, addition.field, list(addition.lines), addition.value)
    return text


def _data(text: str) -> dict[str, Tree]:
    composed = compose(text, "")
    if composed.problems or not isinstance(composed.data, dict):
        raise Unsafe("one side cannot be read")
    return composed.data


def _entries(data: dict[str, Tree], field: str) -> list[Tree]:
    entries = data.get(field)
    return entries if isinstance(entries, list) else []


def _new(before: list[Tree], now: list[Tree]) -> list[int]:
    """The places of the entries that are new; every older one must still be there."""
    old = Counter(json.dumps(entry, sort_keys=True) for entry in before)
    new: list[int] = []
    for index, entry in enumerate(now):
        key = json.dumps(entry, sort_keys=True)
        if old[key]:
            old[key] -= 1
        else:
            new.append(index)
    if any(old.values()):
        raise Unsafe("an entry was changed or removed on one side")
    return new
