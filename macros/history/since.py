"""What changed for a reader between two states of the record, one sentence each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace
from typing import Any

from macros.history.change import Kind
from macros.history.changes import changes, typed_as_text
from macros.history.wording import field_in_words, sentence, title_of
from macros.model.dates import in_words
from macros.model.tracker import Tracker
from macros.read.kinds import FOLDERS

_LONGEST = 240  # characters of a value in a sentence


@dataclass(frozen=True, slots=True)
class Told:
    """One change: of which record, what sort (`slipped`, `went-back`, `corrected` …), and the sentence."""

    record: str
    sort: str
    sentence: str


# Kind and id of a record, the name of a field as an edit calls it, and what stood and stands there.
Field = tuple[str, str, str, Any, Any]


def since(before: Tracker, after: Tracker, fields: Iterable[Field] = ()) -> tuple[Told, ...]:
    """Every change that is in the later state and not in the earlier one, by record.

    Codes are named as the later state names them; a record that moved is the same record. `fields` are those that
    differ outside the lists of entries: what no edit tells of is named all the same.
    """
    earlier = replace(before, codelists=before.codelists or after.codelists)
    known = {
        (kind, after.now_called(FOLDERS[kind], record) if kind in FOLDERS else record, key)
        for kind, record, key in (item.id for item in changes(earlier))
    }
    new = (change for change in changes(after) if change.id not in known)
    told, edited = list[Told](), set[tuple[str, str]]()
    for change in new:
        told.append(Told(change.record, change.kind, sentence(after, change)))
        edited |= {(change.record, change.entry.field)} if change.sort is Kind.EDITED else set()
    named = [*told, *_gone(before, after), *_added(before, after), *_fields(fields, edited)]
    return tuple(sorted(named, key=lambda item: item.record))


def _fields(fields: Iterable[Field], edited: Set[tuple[str, str]]) -> Iterator[Told]:
    """Changed fields of which no new edit tells; a withdrawal is told as one."""
    for kind, record, field, was, now in fields:
        is_told = any(record == other and f"{field}.".startswith(f"{name}.") for other, name in edited)
        if not is_told and not field.startswith("withdrawn"):
            yield Told(record, "field", f"{record}: {_changed(field_in_words(kind, field), was, now)}.")


def _changed(field: str, was: Any, now: Any) -> str:
    """What became of a field; of a list that grew, only what was added."""
    if isinstance(now, list) and all(item in now for item in was or ()):
        return f"{field}: added “{_short([item for item in now if item not in (was or ())])}”"
    if not was:
        return f"{field} was added: “{_short(now)}”"
    return f"{field} was “{_short(was)}” and is “{_short(now)}”"


def _short(value: Any) -> str:
    text = typed_as_text(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _gone(before: Tracker, after: Tracker) -> Iterator[Told]:
    for folder in FOLDERS.values():
        for name in getattr(before, folder):
            if after.now_called(folder, name) not in getattr(after, folder):
                yield Told(name, "removed", f"{name} is not in the record any longer.")


def _added(before: Tracker, after: Tracker) -> Iterator[Told]:
    """Records that are new; a new commitment is told by its promise."""
    for kind, folder in FOLDERS.items():
        there = {after.now_called(folder, name) for name in getattr(before, folder)}
        for name in getattr(after, folder) if kind != "commitment" else ():
            if name not in there:
                title = title_of(after, kind, name)
                if kind == "source":
                    source = after.sources[name]
                    title += f" ({source.publisher}, {in_words(source.issued) if source.issued else 'undated'})"
                yield Told(name, kind, f"{name} was added as a {kind}: {title}")
