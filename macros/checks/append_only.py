"""Append-only: what the record once said stays in it. Each rule compares one document with what became of it.

What it said before is an earlier reading: files of another revision, or the record as a site publishes it in
`data/records.json`. That holds what was typed, with numbers and flags as JSON has them, and what was derived. Only the
fields of the models are taken from it; whatever else is there is passed over, so that older and newer sites can both be
read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from macros.checks import rewriting
from macros.checks.corrections import sha256_of
from macros.checks.differences import Difference, as_typed, canonical, differences, inside, shown, unmatched
from macros.checks.earlier import Comparison, RevisionContext, day_of, items_of, written_on
from macros.checks.migrations import carried, led
from macros.checks.rule import Breach, family, rule
from macros.model.base import Record
from macros.model.entries import Entry, meant_by, name_of, there_before
from macros.model.tracker import MODELS
from macros.read.files import Document, Reading
from macros.read.kinds import KIND_OF, MOVABLE, SINGLES
from macros.read.problems import Problem, in_order
from macros.read.yaml import FieldPath, Tree

_WITHDRAWN = ("commitment", "background", "figure", "source", "body", "theme")


def compare(
    before: Reading, after: Reading, today: dt.date, between: frozenset[str] | None = frozenset()
) -> tuple[Problem, ...]:
    """Every way in which the record of today lost or rewrote what it said before.

    `between` are the paths of files that were added since; None where that is not known.
    """
    comparison = Comparison(carried(before), after, today, between)
    found: list[Problem] = []
    for then in comparison.cases:
        for held in (stored_texts_stay,) if then.is_unchanged else RULES:
            found += held.problems(then)
    return in_order(found)


def changed_fields(before: Reading, after: Reading, today: dt.date) -> Iterator[tuple[str, str, str, Tree, Tree]]:
    """Every field that is not as it was, protected or free, outside the lists of entries; whatever the trees hold.

    Each has the kind and id of the record today, the name of the field as an edit calls it, and what stood and stands
    there. Records that came or went are not listed.
    """
    comparison = Comparison(carried(before), after, today)
    for then in comparison.cases:
        if then.after and not then.is_new:
            for difference in rewriting.fields_changed(then):
                yield then.after.kind, then.after.id, difference.field, difference.before, difference.after


@rule("APP001", "An entry of a dated list stays as it was merged: no word of it changes, and it never goes.")
def entries_stay(then: RevisionContext) -> Iterator[Breach]:
    for field, model in then.lists.items() if then.after else ():
        old = items_of(then.old, field)
        for index, entry in unmatched(old, items_of(then.new, field)):
            yield _lost(then, field, model, entry, then.keys_of(model, old)[index])


def _lost(then: RevisionContext, field: str, model: type[Entry], entry: Any, key: str) -> Breach:
    """An entry that is not there as it was: removed, or changed where an entry of its name is new."""
    name, word = name_of(model, entry), model.NOUN
    strange = then.new_entries(field)
    same = next(((index, item) for index, item in strange if name_of(model, item) == name), None)
    if same is None:
        fix = "put it back; if it was a mistake, add an entry with `corrects:` that names it and says why"
        return Breach((field,), f"the {word} {name!r} is gone", "what was merged stays", fix)
    index, now = same
    changed = next(differences(entry, now), Difference("", (), None, None))
    first = changed.path[:1]
    path: FieldPath = (field, index, *first) if isinstance(now, dict) and {*first} & {*now} else (field, index)
    was = entry.get(first[0]) if first and isinstance(entry, dict) else None
    stood = f"{first[0]}: {shown(was)}" if was is not None else "the entry without the new field"
    if not hasattr(model, "model_fields") or "corrects" not in model.model_fields:
        fix = "restore it, and add a further entry with what is right"
    else:
        fix = f"restore it, and add an entry with `corrects: {{entry: {key}, reason: …}}`"
    return Breach(path, f"the {word} {name!r} was changed", f"as it was merged, {stood}", fix)


@rule("APP002", "A record stays; a renamed one leaves `moved_to`, a mistaken one says `withdrawn`.")
def records_stay(then: RevisionContext) -> Iterator[Breach]:
    if then.after is None and not (then.before.kind == "moved" and then.comparison.now.get(then.before.path)):
        what, name = ("pointer" if then.before.kind == "moved" else then.before.kind), then.before.id
        fix = "restore the file"
        if then.before.kind in MOVABLE:
            fix += "; when it has a new id, leave a file with `moved_to`, `date` and `reason` here"
        if what in _WITHDRAWN:
            fix += "; when it was a mistake, keep it and add `withdrawn:` with `date` and `reason`"
        yield Breach((), f"the {what} {name!r} is gone", "an id is for ever", fix)


@rule("APP003", "A stored text changes only with a new entry under `stored` that names its hash and reason.")
def stored_texts_stay(then: RevisionContext) -> Iterator[Breach]:
    before = _stored(then.comparison.before, then.before.id)
    if then.before.kind != "source" or then.after is None or then.is_new or before is None:
        return
    after = _stored(then.comparison.after, then.after.id)
    hashes = [entry.get("sha256") for _, entry in then.new_entries("stored") if isinstance(entry, dict)]
    if after is None and len(items_of(then.new, "redactions")) <= len(items_of(then.old, "redactions")):
        fix = "restore the file, or say under `redactions` what was taken away and why"
        yield Breach(("text",), f"the stored text of {then.before.id!r} is gone", "what was stored stays", fix)
    elif after is not None and sha256_of(after) != sha256_of(before) and sha256_of(after) not in hashes:
        entry = f"{{recorded: {then.comparison.today}, sha256: {sha256_of(after)}, reason: …}}"
        fix = f"restore it, or add to `stored`: {entry}"
        found = f"the stored text of {then.before.id!r} was changed"
        yield Breach(("text",), found, "a reason, with the new hash", fix)


def _stored(reading: Reading, name: str) -> str | None:
    return reading.seeds.get(name, reading.fingerprints.get(name))


@rule("APP008", "Old entries keep their order, and a new one stands behind all old ones of its day.")
def entries_keep_their_order(then: RevisionContext) -> Iterator[Breach]:
    for field, model in then.lists.items() if then.after and not then.is_new else ():
        entries, new = items_of(then.new, field), {index for index, _ in then.new_entries(field)}
        stayed = [(index, canonical(item)) for index, item in enumerate(entries) if index not in new]
        gone = {index for index, _ in unmatched(items_of(then.old, field), entries)}
        kept = [canonical(item) for index, item in enumerate(items_of(then.old, field)) if index not in gone]
        moved = (index for (index, one), other in zip(stayed, kept, strict=True) if one != other)
        if (index := next(moved, -1)) >= 0:
            found = f"the {model.NOUN} {name_of(model, entries[index])!r} stands before one that stood before it"
            yield Breach((field, index), found, "the order in which they were merged", "put it back in its place")
        for index in sorted(new):
            day = _about(model, entries[index])
            if any(day == _about(model, entries[at]) for at in range(index + 1, len(entries)) if at not in new) and day:
                found = f"the new {model.NOUN} {name_of(model, entries[index])!r} stands before an old one of its day"
                yield Breach((field, index), found, "a new entry behind all old ones of its day", "move it down")


def _about(model: type[Entry], entry: Any) -> str:
    """The first day of the date that an entry is about, as text."""
    date = entry.get(model.DATED_BY) if isinstance(entry, dict) else None
    return f"{date}-01-01"[:10] if isinstance(date, str) and date else ""


@rule("APP009", "What a correction corrects stays the same entry for good.")
def corrections_keep_their_meaning(then: RevisionContext) -> Iterator[Breach]:
    for field, model in then.lists.items() if then.after and not then.is_new else ():
        old, new = items_of(then.old, field), items_of(then.new, field)
        keys = then.keys_of(model, old), then.keys_of(model, new)
        places = {canonical(item): index for index, item in reversed([*enumerate(new)])}
        for at, entry in enumerate(old):
            index = places.get(canonical(entry))
            was, now = _meant(model, old, keys[0], at), _meant(model, new, keys[1], index)
            if index is not None and was and (now is None or canonical(now) != canonical(was)):
                named = entry["corrects"].get("entry")
                found = f"{named!r} means {f'another {model.NOUN} than it did' if now else 'no single entry any more'}"
                expected = f"the {model.NOUN} that it named when it was merged"
                fix = "put new entries behind the old ones, and give a new event an id of its own"
                yield Breach((field, index, "corrects", "entry"), found, expected, fix)


def _meant(model: type[Entry], entries: list[Any], keys: tuple[str, ...], at: int | None) -> Any:
    """The one entry that a correction means; None where it corrects nothing, or where that is not to be told."""
    entry = entries[at] if at is not None else None
    corrects = entry.get("corrects") if isinstance(entry, dict) else None
    if not isinstance(corrects, dict) or not isinstance(name := corrects.get("entry"), str):
        return None
    typed = str(corrects.get("number") or "")
    number = int(typed) if typed.isascii() and typed.isdigit() and 0 < len(typed) < 4 else None
    written = [written_on(model, item)[1] or dt.date.max for item in entries]
    found = there_before(at or 0, meant_by(model, entries, keys, name, number), written)
    return entries[found[0]] if len(found) == 1 else None


@rule("APP010", "Nothing is dated back: what is new was written in the days since the record before.")
def nothing_is_dated_back(then: RevisionContext) -> Iterator[Breach]:
    for path, day, is_search in _new_days(then):
        if day and not then.comparison.floor <= day <= then.comparison.today:
            floor, today = then.comparison.floor, then.comparison.today
            found = f"this is new, and says that it was written on {day}"
            expected = f"a day from {floor} to {today}"
            fix = f"add `recorded: {today}`" if is_search else f"write {today}, the day on which you add it"
            yield Breach(path, found, expected, fix)


def _new_days(then: RevisionContext) -> Iterator[tuple[FieldPath, dt.date | None, bool]]:
    if then.after is None:
        return
    for field, model in then.lists.items():
        for index, entry in then.new_entries(field):
            name, day = written_on(model, entry)
            yield (field, index, name), day, name != "recorded" and "recorded" in model.model_fields
    withdrawn = then.new.get("withdrawn")
    if isinstance(withdrawn, dict) and then.old.get("withdrawn") is None:
        yield ("withdrawn", "date"), day_of(withdrawn.get("date")), False
    if then.is_new and then.after.kind == "moved":
        yield ("date",), day_of(then.after.data.get("date")), False


@rule("APP013", "A withdrawal stays as it is: a record that was withdrawn does not come back.")
def withdrawals_stay(then: RevisionContext) -> Iterator[Breach]:
    was = then.old.get("withdrawn")
    if then.after and was is not None and then.new.get("withdrawn") != was:
        fix = "restore `withdrawn`; a record that is right again gets a new id"
        yield Breach(("withdrawn",), "`withdrawn` was changed or taken away", f"as it was merged: {shown(was)}", fix)


RULES = family("APP")


class NoRecord(ValueError):
    """What was published is no record of such a project."""


def as_reading(root: Path, content: Any) -> Reading:
    """The published record; its documents stand where they would stand below the root.

    Raises:
        NoRecord: there is not one promise in it.
    """
    documents = tuple(_documents(root, content)) if isinstance(content, dict) else ()
    if not any(document.kind == "commitment" for document in documents):
        raise NoRecord("it holds no list `commitments` with at least one record")
    return Reading(root, documents, {}, ())


def _documents(root: Path, content: Mapping[str, Any]) -> Iterator[Document]:
    for folder, kind in KIND_OF.items():
        for name, record in _listed(content.get(folder)):
            yield _document(root, kind, name, f"data/{folder}/{name}.yaml", record)
    for kind, field in SINGLES.items():
        record = content.get(kind, content.get(field))
        inner = record.get("record", record) if isinstance(record, dict) else None
        if isinstance(inner, dict):
            yield _document(root, kind, kind, f"data/{kind}.yaml", inner)
    for name, record in _listed(content.get("moved")):
        yield _document(root, "moved", name, f"data/{name}.yaml", record)


def _listed(items: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Id and fields of each record of a list, or of a group of records by id."""
    if not isinstance(items, (dict, list)):
        return
    pairs = items.items() if isinstance(items, dict) else [(None, item) for item in items]
    for key, item in pairs:
        record = item.get("record", item) if isinstance(item, dict) else None
        name = key or (item.get("id") if isinstance(item, dict) else None)
        if isinstance(name, str) and isinstance(record, dict):
            yield name, record


def _document(root: Path, kind: str, name: str, path: str, record: Mapping[str, Any]) -> Document:
    return Document(kind, name, path, root / path, _fields(led(kind, dict(record)), MODELS[kind]))


def _fields(record: Any, model: type[Record]) -> dict[str, Tree]:
    models, _ = inside(model)
    if not isinstance(record, Mapping):
        return {}
    return {name: _plain(value, models[name]) for name, value in record.items() if name in models}


def _plain(value: Any, model: type[Record] | None) -> Tree:
    if isinstance(value, dict) and model:
        return _fields(value, model)
    return [_plain(item, model) for item in value] if isinstance(value, list) else as_typed(value)
