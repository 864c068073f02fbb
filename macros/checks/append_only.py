"""Append-only: what the record once said stays in it. Each rule compares one document with what became of it.

Files are compared, not commits, so it does not matter how the change was made: rebased, squashed or in one piece.
"""

from __future__ import annotations

import difflib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from macros.checks.corrections import sha256_of
from macros.checks.rule import Fault
from macros.compose import FieldPath, Tree
from macros.model.entries import entry_lists, name_of
from macros.model.tracker import MODELS
from macros.problems import Problem, Severity, in_order
from macros.read import Document, Reading, place

_FOR_EVER = ("commitment", "background", "figure", "source", "body", "theme", "moved")
_ALIKE = 0.75
_DECISIVE = re.compile(
    r"\d[\d.,]*|\b(?:no|not|never|none|nor|without|cannot|can't|won't|isn't|all|every|any|some)\b", re.I
)


@dataclass(frozen=True, eq=False)
class Comparison:
    """The record then and now."""

    before: Reading
    after: Reading

    @cached_property
    def now(self) -> Mapping[str, Document]:
        """The documents of today by path."""
        return {document.path: document for document in self.after.documents}

    @cached_property
    def unreadable(self) -> frozenset[str]:
        """Paths that cannot be read today; other rules say why."""
        return frozenset(problem.place.path for problem in self.after.problems) - self.now.keys()

    @cached_property
    def new_ids(self) -> Mapping[str, str]:
        """New ids by old ones: an entry may follow a record that was renamed."""
        moved = [document for document in self.after.documents if document.kind == "moved"]
        return {document.id.partition("/")[2]: str(document.data["moved_to"]) for document in moved}

    def became(self, document: Document) -> Document | None:
        """The same record today, wherever it moved to; a pointer itself when it was one before."""
        folder, seen = document.path.rpartition("/")[0], set[str]()
        found = self.now.get(document.path)
        while found and found.kind == "moved" and document.kind != "moved" and found.path not in seen:
            seen.add(found.path)
            found = self.now.get(f"{folder}/{found.data['moved_to']}.yaml")
        return found


@dataclass(frozen=True, eq=False)
class Then:
    """One document as it was, what became of it, and everything around both."""

    comparison: Comparison
    before: Document
    after: Document | None

    def new_entries(self, field: str) -> list[dict[str, Tree]]:
        """Entries of a list that were not there before."""
        old = Counter(map(canonical, _entries(self.before, field)))
        new = _entries(self.after, field) if self.after else []
        return [entry for entry in new if not old[canonical(entry)]]


Test = Callable[[Then], Iterator[Fault]]


@dataclass(frozen=True, slots=True)
class HistoryRule:
    """A rule about what may become of a document."""

    code: str
    name: str
    statement: str
    test: Test
    severity: Severity = Severity.ERROR

    def problems(self, then: Then) -> Iterator[Problem]:
        """Every fault, at its place in today's file, or in the earlier one when that is gone."""
        for fault in self.test(then):
            where = place(then.after or then.before, fault.path)
            yield Problem(where, self.code, fault.found, fault.expected, fault.fix, self.severity)


def _rule(code: str, statement: str) -> Callable[[Test], HistoryRule]:
    return lambda test: HistoryRule(code, getattr(test, "__name__", code).replace("_", "-"), statement, test)


def compare(before: Reading, after: Reading) -> tuple[Problem, ...]:
    """Every way in which the record of today lost or rewrote what it said before."""
    comparison = Comparison(before, after)
    found: list[Problem] = []
    for document in before.documents:
        if document.path not in comparison.unreadable:
            then = Then(comparison, document, comparison.became(document))
            found += [problem for rule in RULES for problem in rule.problems(then)]
    return in_order(found)


def _entries(document: Document, field: str) -> list[Any]:
    entries = document.data.get(field)
    return entries if isinstance(entries, list) else []


def canonical(value: Tree, new_ids: Mapping[str, str] | None = None) -> str:
    """The same text for the same values: however they are laid out, empty fields left out, moved ids followed."""
    return json.dumps(_simple(value, new_ids or {}), sort_keys=True, ensure_ascii=False)


def _simple(value: Tree, new_ids: Mapping[str, str]) -> Tree:
    if isinstance(value, dict):
        return {key: _simple(item, new_ids) for key, item in value.items() if item not in (None, [])}
    if isinstance(value, list):
        return [_simple(item, new_ids) for item in value]
    return new_ids.get(value, value) if isinstance(value, str) else value


@_rule("APP001", "A response, due date, event, assessment, search or value stays as it was merged.")
def entries_stay(then: Then) -> Iterator[Fault]:
    ids = then.comparison.new_ids
    for field in entry_lists(MODELS[then.before.kind]) if then.after else ():
        now = [canonical(entry, ids) for entry in _entries(then.after, field)] if then.after else []
        left = Counter(now)
        for entry in _entries(then.before, field):
            wanted = canonical(entry, ids)
            if not left[wanted]:
                yield _lost(then, field, entry)
            left[wanted] -= 1


def _lost(then: Then, field: str, entry: Any) -> Fault:
    """An entry that is not there as it was: removed, or changed where an entry of its name is new."""
    model = entry_lists(MODELS[then.before.kind])[field]
    name, word = name_of(model, entry), model.NOUN
    entries = _entries(then.after, field) if then.after else []
    strange = [index for index, item in enumerate(entries) if item in then.new_entries(field)]
    same = next((index for index in strange if name_of(model, entries[index]) == name), None)
    if same is None:
        fix = "put it back; if it was a mistake, add an entry with `corrects:` that names it and says why"
        return Fault((field,), f"the {word} {name!r} is gone", "what was merged stays", fix)
    key = next((key for key in entry if canonical(entry[key]) != canonical(entries[same].get(key))), "")
    path: FieldPath = (field, same, key) if key in entries[same] else (field, same)
    was = f"{key}: {_shown(entry.get(key))}" if key else "the entry without the new field"
    fix = f"restore it, and add an entry with `corrects: {{entry: {name}, reason: …}}`"
    return Fault(path, f"the {word} {name!r} was changed", f"as it was merged, {was}", fix)


def _shown(value: Tree) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 120 else text[:119] + "…"


@_rule("APP002", "A record stays; a renamed one leaves `moved_to`, a mistaken one says `withdrawn`.")
def records_stay(then: Then) -> Iterator[Fault]:
    if then.before.kind in _FOR_EVER and then.after is None:
        what = "pointer" if then.before.kind == "moved" else then.before.kind
        fix = "restore the file; when it has a new id, leave a file with `moved_to`, `date` and `reason` here"
        if what in ("commitment", "background", "figure", "source"):
            fix += "; when it was a mistake, keep it and add `withdrawn:` with `date` and `reason`"
        yield Fault((), f"the {what} {then.before.id!r} is gone", "an id is for ever", fix)


@_rule("APP003", "A stored text changes only with a new entry under `stored` that names its hash and the reason.")
def stored_texts_stay(then: Then) -> Iterator[Fault]:
    before, after = _stored(then.comparison.before, then.before.id), None
    if then.before.kind != "source" or then.after is None or before is None:
        return
    after = _stored(then.comparison.after, then.after.id)
    hashes = [entry.get("sha256") for entry in then.new_entries("stored")]
    if after is None and not _grew(then, "redactions"):
        fix = "restore the file, or say under `redactions` what was taken away and why"
        yield Fault(("text",), f"the stored text of {then.before.id!r} is gone", "what was stored stays", fix)
    elif after is not None and sha256_of(after) != sha256_of(before) and sha256_of(after) not in hashes:
        fix = f"restore it, or add to `stored`: sha256: {sha256_of(after)}, `recorded` and `reason`"
        yield Fault(("text",), f"the stored text of {then.before.id!r} was changed", "a reason, with the new hash", fix)


def _stored(reading: Reading, name: str) -> str | None:
    return reading.seeds.get(name, reading.fingerprints.get(name))


def _grew(then: Then, field: str) -> bool:
    return then.after is not None and len(_entries(then.after, field)) > len(_entries(then.before, field))


@_rule("APP004", "A title, a summary and the text of a point change only with an entry under `edits`.")
def texts_change_with_an_edit(then: Then) -> Iterator[Fault]:
    for field, path, was in _changed_texts(then):
        edits = [edit for edit in then.new_entries("edits") if edit.get("field") == field]
        if not any(edit.get("was") == was for edit in edits):
            found = f"`{field}` was changed" + (", and the new edit of it gives another `was`" if edits else "")
            fix = f"restore it, or add to `edits`: field: {field}, was: {_shown(was)}, `recorded` and `reason`"
            yield Fault(path, found, f"as it was merged: {_shown(was)}", fix)


@_rule("APP005", "An edit of a point mends its spelling and leaves its meaning.")
def points_keep_their_meaning(then: Then) -> Iterator[Fault]:
    for field, path, was in _changed_texts(then):
        now = _texts(then.after).get(field, ("", ()))[0] if then.after else ""
        if field.startswith("done_when.") and now and not _same_meaning(was, now):
            found = f"the text of the point {field.partition('.')[2]!r} was changed by more than spelling"
            fix = "restore it and add a point with a new id; what was asked for is not moved"
            yield Fault(path, found, f"as it was merged: {_shown(was)}", fix)


def _same_meaning(was: str, now: str) -> bool:
    decisive = [[word.lower() for word in _DECISIVE.findall(text)] for text in (was, now)]
    return decisive[0] == decisive[1] and difflib.SequenceMatcher(None, was, now, autojunk=False).ratio() >= _ALIKE


def _changed_texts(then: Then) -> Iterator[tuple[str, FieldPath, str]]:
    """Every guarded text that is not as it was: its name in `edits`, where it stands now, and what it was."""
    if then.after is None or then.before.kind not in ("commitment", "background", "figure"):
        return
    now = _texts(then.after)
    for field, (was, path) in _texts(then.before).items():
        text, place_now = now.get(field, (None, path[:1]))
        if text != was:
            yield field, place_now, was


def _texts(document: Document) -> dict[str, tuple[str, FieldPath]]:
    found: dict[str, tuple[str, FieldPath]] = {}
    for field in ("title", "summary"):
        if isinstance(text := document.data.get(field), str):
            found[field] = (text, (field,))
    for index, point in enumerate(_entries(document, "done_when")):
        if isinstance(point, dict) and isinstance(text := point.get("text"), str):
            found[f"done_when.{point.get('id')}"] = (text, ("done_when", index, "text"))
    return found


RULES = (entries_stay, records_stay, stored_texts_stay, texts_change_with_an_edit, points_keep_their_meaning)
