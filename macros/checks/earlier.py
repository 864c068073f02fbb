"""The record then and now, set side by side: what the rules about its history look at.

Files are compared, not commits, so it does not matter how a change was made: rebased, squashed or in one piece. A
record that was renamed is the same record: a pointer leads from the id that it had to the new one, and stays for ever.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from macros.checks.differences import settled, unmatched
from macros.checks.rule import Breach, Context, Key, rule
from macros.model.base import Refers
from macros.model.entries import Entry, entry_lists, keys_of
from macros.model.fields import EACH, Pattern, marked
from macros.model.tracker import MODELS, first_ids
from macros.read.files import Document, Reading
from macros.read.kinds import FOLDERS, KIND_OF
from macros.read.yaml import Tree

# A pull request may be open for a while before it is merged; its entries are recorded on the day they were written.
# Not in the policy: what guards the record is not loosened by the record.
GRACE = dt.timedelta(days=14)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True, eq=False)
class Comparison:
    """The record then and now, and the day of today.

    `between` are the paths of files that were added since; None where that is not known.
    """

    before: Reading
    after: Reading
    today: dt.date
    between: frozenset[str] | None = frozenset()

    def was_between(self, path: str) -> bool:
        """Whether a record that is neither there before nor now may have been there for a while."""
        return self.between is None or path in self.between

    @cached_property
    def now(self) -> Mapping[str, Document]:
        """The documents of today by path."""
        return {document.path: document for document in self.after.documents}

    @cached_property
    def once(self) -> Mapping[str, Document]:
        """The earlier documents by path."""
        return {document.path: document for document in self.before.documents}

    @cached_property
    def unreadable(self) -> frozenset[str]:
        """Paths that cannot be read today; other rules say why."""
        return frozenset(problem.place.path for problem in self.after.problems) - self.now.keys()

    @cached_property
    def moves(self) -> Mapping[Key, str]:
        """Where each record that was there moved to, by kind and old id: a pointer counts for its own kind only."""
        found: dict[Key, str] = {}
        for document in self.after.documents:
            folder, _, name = document.id.partition("/")
            was = self.once.get(document.path)
            if document.kind == "moved" and folder in KIND_OF and (was is None or was.kind != "moved"):
                found[KIND_OF[folder], name] = str(document.data.get("moved_to"))
        known = {(document.kind, document.id) for document in self.before.documents}
        ends = {key: self._end(key, found) for key in found if key in known}
        return {key: end for key, end in ends.items() if end}

    def _end(self, key: Key, pointers: Mapping[Key, str]) -> str:
        """The last id of a chain of pointers; empty for a chain that leads back to itself."""
        kind, name = key
        seen = {name}
        while (kind, name) in pointers:
            name = pointers[kind, name]
            if name in seen:
                return ""
            seen.add(name)
        return name

    @cached_property
    def first_ids(self) -> Mapping[str, Mapping[str, str]]:
        """What stays in keys of entries when a record that they name gets a new id."""
        moved = (document for document in self.after.documents if document.kind == "moved")
        return first_ids({item.id: (str(item.data.get("moved_to")), str(item.data.get("date"))) for item in moved})

    @cached_property
    def floor(self) -> dt.date:
        """The earliest day on which something that is new may say that it was written."""
        days = [day for document in self.before.documents for day in _days(document) if day <= self.today]
        return max(days) - GRACE if days else dt.date.min

    @cached_property
    def cases(self) -> tuple[RevisionContext, ...]:
        """Every document that was there, with what became of it, and then every new one."""
        old = []
        for document in self.before.documents:
            path = self._path_today(document)
            found = self.now.get(path)  # a pointer itself when it was one before
            if not {document.path, path} & self.unreadable:
                became = found if found and found.kind == document.kind else None
                old.append(RevisionContext(self, document, became))
        taken = {then.after.path for then in old if then.after}
        new = [document for document in self.after.documents if document.path not in taken]
        return (*old, *(RevisionContext(self, replace(item, data={}), item, is_new=True) for item in new))

    def _path_today(self, document: Document) -> str:
        """Where the same record stands today, wherever it moved to."""
        moved = self.moves.get((document.kind, document.id))
        return f"data/{FOLDERS[document.kind]}/{moved}.yaml" if moved else document.path

    def followed(self, document: Document) -> dict[str, Tree]:
        """Its values with the ids of today, in the fields that name a record and nowhere else."""
        values: dict[str, Tree] = document.data
        for pattern, marker in marked(MODELS[document.kind]) if self.moves else ():
            if isinstance(marker, Refers):
                values = _renamed(values, pattern, marker.kind, self.moves)  # type: ignore[assignment]
        return values


def _renamed(tree: Tree, pattern: Pattern, kind: str, moves: Mapping[Key, str]) -> Tree:
    """The tree, in which what stands at the pattern has its id of today; the same tree where nothing moved."""
    if not pattern:
        return moves.get((kind, tree), tree) if isinstance(tree, str) else tree
    if pattern[0] == EACH:
        if not isinstance(tree, list):
            return tree
        items = [_renamed(item, pattern[1:], kind, moves) for item in tree]
        return tree if all(new is old for new, old in zip(items, tree, strict=True)) else items
    if not isinstance(tree, dict) or pattern[0] not in tree:
        return tree
    new = _renamed(tree[pattern[0]], pattern[1:], kind, moves)
    return tree if new is tree[pattern[0]] else {**tree, pattern[0]: new}


def items_of(values: Mapping[str, Tree], field: str) -> list[Any]:
    """The items of a list; none for what is no list."""
    found = values.get(field)
    return found if isinstance(found, list) else []


def day_of(value: Any) -> dt.date | None:
    """A day of the calendar as it is typed; None for anything else."""
    try:
        return dt.date.fromisoformat(value) if isinstance(value, str) and _DAY.fullmatch(value) else None
    except ValueError:
        return None


def written_on(model: type[Entry], entry: Any) -> tuple[str, dt.date | None]:
    """The field that says when an entry was written, and the day."""
    values = entry if isinstance(entry, dict) else {}
    field = "recorded" if values.get("recorded") is not None or model.DATED_BY == "announced" else model.DATED_BY
    return field, day_of(values.get(field))


def _days(document: Document) -> Iterator[dt.date]:
    """Every day on which something was written into a document, as it says itself."""
    withdrawn = document.data.get("withdrawn")
    found = [day_of(withdrawn.get("date")) if isinstance(withdrawn, dict) else None]
    found.append(day_of(document.data.get("date")) if document.kind == "moved" else None)
    for field, model in entry_lists(MODELS[document.kind]).items():
        found += [written_on(model, item)[1] for item in items_of(document.data, field)]
    return filter(None, found)


@dataclass(frozen=True, eq=False)
class RevisionContext(Context):
    """One document as it was, what became of it, and everything around both. A new one was empty."""

    comparison: Comparison
    before: Document
    after: Document | None
    is_new: bool = False

    @property
    def document(self) -> Document:
        """Where a fault is told: the file of today, or the earlier one when that is gone."""
        return self.after or self.before

    @property
    def is_unchanged(self) -> bool:
        """Whether the document has the values that it had, under the same name."""
        return self.after is not None and self.before.path == self.after.path and self.before.data == self.after.data

    @cached_property
    def lists(self) -> Mapping[str, type[Entry]]:
        """Its lists of entries."""
        return entry_lists(MODELS[self.before.kind])

    @cached_property
    def old(self) -> dict[str, Tree]:
        """The values as they were, settled, with the ids of today."""
        return settled(self.comparison.followed(self.before), MODELS[self.before.kind])  # type: ignore[return-value]

    @cached_property
    def new(self) -> dict[str, Tree]:
        """The values of today, settled, with the ids of today."""
        values = self.comparison.followed(self.after) if self.after else {}
        return settled(values, MODELS[self.before.kind])  # type: ignore[return-value]

    def keys_of(self, model: type[Entry], entries: list[Any]) -> tuple[str, ...]:
        """The keys of a list of entries, as the site shows them."""
        return keys_of(model, entries, self.comparison.first_ids)

    def new_entries(self, field: str) -> list[tuple[int, Any]]:
        """Entries of a list that were not there before, with their places."""
        return unmatched(items_of(self.new, field), items_of(self.old, field))


_NEVER_BACK = "a record is not renamed back: the id that it left leads to it for ever"


@rule("APP011", "A pointer stays as it is, and only follows when its record moves on.")
def pointers_stay(then: RevisionContext) -> Iterator[Breach]:
    here = then.comparison.now.get(then.before.path)
    if then.is_new or then.before.kind != "moved" or here is None:
        return
    was = str(then.before.data.get("moved_to"))
    if here.kind != "moved":
        fix = f"put the pointer to {was!r} back, and give the record here a new id"
        yield Breach((), f"a record stands where {then.before.id!r} had moved to {was!r}", _NEVER_BACK, fix)
        return
    for field in ("moved_to", "date", "reason"):
        old, new = then.before.data.get(field), here.data.get(field)
        kind = KIND_OF.get(then.before.id.partition("/")[0], "")
        if new != old and not (field == "moved_to" and new == then.comparison.moves.get((kind, was))):
            yield Breach((field,), f"`{field}` of a pointer was changed", f"as it was merged: {old}", f"write {old}")


@rule("APP012", "A new pointer leads from a record that was there to the same record, under an id that is new.")
def new_pointers_lead_from_what_was_there(then: RevisionContext) -> Iterator[Breach]:
    if not then.is_new or then.after is None or then.after.kind != "moved":
        return
    folder, _, old = then.after.id.partition("/")
    to = str(then.after.data.get("moved_to"))
    was, target = (then.comparison.once.get(f"data/{folder}/{name}.yaml") for name in (old, to))
    if was is not None and was.kind == "moved":
        return  # APP011 looks at it
    if was is None and not then.comparison.was_between(then.after.path):
        fix = "remove the file; a pointer is left only by a record that is renamed"
        yield Breach((), f"there was no record {old!r} in data/{folder}", "a pointer where a record was", fix)
    elif target is not None and target.kind == "moved":
        fix = f"leave the record at {old!r}, where the pointer of {to!r} leads"
        yield Breach(("moved_to",), f"{to!r} had moved away before", _NEVER_BACK, fix)
    elif target is not None:
        found = f"{to!r} is another record, which was there before"
        fix = "restore the record; when it was a mistake, add `withdrawn:` with `date` and `reason`"
        yield Breach(("moved_to",), found, "the same record under a new id", fix)
    elif was is not None and (rival := _rival(then.comparison, folder, old, to)):
        found = f"{rival!r} moved to {to!r} as well"
        yield Breach(("moved_to",), found, "one record under one new id", "restore one of the two, and withdraw it")
    elif was is not None and (KIND_OF.get(folder, ""), old) not in then.comparison.moves:
        yield Breach(("moved_to",), "the pointers run in a circle", "a way that ends at a record", "restore the record")


def _rival(comparison: Comparison, folder: str, name: str, to: str) -> str | None:
    """Another record that was there and moves to the same id in the same step."""
    for path, document in comparison.now.items():
        was = comparison.once.get(path)
        is_pointer = document.kind == "moved" and path.startswith(f"data/{folder}/") and was and was.kind != "moved"
        if is_pointer and document.id.partition("/")[2] != name and document.data.get("moved_to") == to:
            return document.id.partition("/")[2]
    return None
