"""The record then and now, set side by side: what the rules about its history look at.

Files are compared, not commits, so it does not matter how a change was made: rebased, squashed or in one piece.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as field_of
from functools import cached_property
from typing import Any, TypeVar

from macros.checks.differences import canonical, settled
from macros.compose import Tree
from macros.model.base import Refers
from macros.model.entries import Entry, entry_lists, keys_of
from macros.model.fields import EACH, Pattern, marked
from macros.model.tracker import MODELS, first_ids
from macros.read import FOLDERS, Document, Reading

# A pull request may be open for a while before it is merged; its entries are recorded on the day they were written.
GRACE = dt.timedelta(days=14)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_FOLDER_OF = {kind: folder for folder, kind in FOLDERS.items()}
Key = tuple[str, str]
Found = TypeVar("Found")


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
            key, was = _moved_from(document), self.once.get(document.path)
            if key and (was is None or was.kind != "moved"):
                found[key] = str(document.data.get("moved_to"))
        known = {(document.kind, document.id) for document in self.before.documents}
        ends = {key: self._end(key, found) for key in found if key in known}
        return {key: end for key, end in ends.items() if end}

    def _end(self, key: Key, pointers: Mapping[Key, str]) -> str:
        """The last id of a chain of pointers; empty for a chain that bites its tail."""
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
    def cases(self) -> tuple[Then, ...]:
        """Every document that was there, with what became of it, and then every new one."""
        old = [Then(self, document, self.became(document)) for document in self.before.documents if self._may(document)]
        taken = {then.after.path for then in old if then.after}
        new = [document for document in self.after.documents if document.path not in taken]
        return (*old, *(Then(self, _nothing(document), document, is_new=True) for document in new))

    def _may(self, document: Document) -> bool:
        moved = self.moves.get((document.kind, document.id))
        return not {document.path, _path(document.kind, moved) if moved else ""} & self.unreadable

    def became(self, document: Document) -> Document | None:
        """The same record today, wherever it moved to; a pointer itself when it was one before."""
        moved = self.moves.get((document.kind, document.id))
        found = self.now.get(_path(document.kind, moved) if moved else document.path)
        return found if found and found.kind == document.kind else None

    def followed(self, document: Document) -> dict[str, Tree]:
        """Its values with the ids of today, in the fields that name a record and nowhere else."""
        values: dict[str, Tree] = document.data
        for pattern, marker in marked(MODELS[document.kind]) if self.moves else ():
            if isinstance(marker, Refers):
                values = _renamed(values, pattern, marker.kind, self.moves)  # type: ignore[assignment]
        return values


def _moved_from(document: Document) -> Key | None:
    folder, _, name = document.id.partition("/")
    return (FOLDERS[folder], name) if document.kind == "moved" and folder in FOLDERS else None


def _path(kind: str, name: str) -> str:
    return f"data/{_FOLDER_OF[kind]}/{name}.yaml" if kind in _FOLDER_OF else f"data/{kind}.yaml"


def _nothing(document: Document) -> Document:
    return Document(document.kind, document.id, document.path, document.file, {})


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
    if document.kind == "moved":
        found = [day_of(document.data.get("date"))]
    else:
        found = []
        for field, model in entry_lists(MODELS[document.kind]).items():
            found += [written_on(model, item)[1] for item in items_of(document.data, field)]
        withdrawn = document.data.get("withdrawn")
        found.append(day_of(withdrawn.get("date")) if isinstance(withdrawn, dict) else None)
    yield from (day for day in found if day)


@dataclass(frozen=True, eq=False)
class Then:
    """One document as it was, what became of it, and everything around both. A new one was empty."""

    comparison: Comparison
    before: Document
    after: Document | None
    is_new: bool = False
    _found: dict[Any, Any] = field_of(default_factory=dict)

    def once(self, derive: Callable[[Then], Found]) -> Found:
        """What several rules derive from the two documents, worked out once."""
        if derive not in self._found:
            self._found[derive] = derive(self)
        found: Found = self._found[derive]
        return found

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
        left = Counter(canonical(entry) for entry in items_of(self.old, field))
        found = []
        for index, entry in enumerate(items_of(self.new, field)):
            name = canonical(entry)
            if not left[name]:
                found.append((index, entry))
            left[name] -= bool(left[name])
        return found
