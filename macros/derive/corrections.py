"""Everything that was put right: corrected entries, mended spelling, stored texts, withdrawn and moved records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from macros.dates import in_words
from macros.model.corrections import targets
from macros.model.entries import APPEND_ONLY, SINGULAR
from macros.model.tracker import Tracker

_FOLDERS = {"commitment": "commitments", "figure": "figures", "background": "background", "source": "sources"}
KINDS = {**{folder: kind for kind, folder in _FOLDERS.items()}, "bodies": "body", "themes": "theme"}
_FIELDS = {"title": "title", "summary": "summary"}


class Sort(StrEnum):
    """What was done."""

    CORRECTED = "corrected"
    EDITED = "edited"
    STORED = "stored-anew"
    WITHDRAWN = "withdrawn"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Repair:
    """One thing that was put right, on the day on which it was written down.

    `kind` and `record` name the record as it is now. `what` names its part in plain words, `list` and `entry` the new
    entry, where there is one. `before` and `after` are what the record said and says, as text.
    """

    sort: Sort
    kind: str
    record: str
    day: dt.date
    what: str
    before: str
    after: str
    reason: str
    list: str = ""
    entry: Any = None


def repairs(tracker: Tracker) -> tuple[Repair, ...]:
    """All of them, the newest first."""
    found = [*_moved(tracker)]
    for kind, folder in _FOLDERS.items():
        for name in getattr(tracker, folder):
            found += repairs_of(tracker, kind, name)
    return tuple(sorted(found, key=_newest_first))


def repairs_of(tracker: Tracker, kind: str, name: str) -> tuple[Repair, ...]:
    """Those of one record, the newest first; its moves are not among them."""
    record = getattr(tracker, _FOLDERS[kind])[name]
    return tuple(sorted(_of(tracker, kind, name, record), key=_newest_first))


def _newest_first(repair: Repair) -> tuple[int, str, str]:
    return (-repair.day.toordinal(), repair.record, repair.what)


def _of(tracker: Tracker, kind: str, name: str, record: Any) -> Iterator[Repair]:
    for field in APPEND_ONLY[kind]:
        entries = getattr(record, field)
        for index, meant in targets(field, entries):
            if len(meant) == 1:
                old, new = entries[meant[0]], entries[index]
                said, says = (said_by(tracker, field, entry) for entry in (old, new))
                day = getattr(new, "recorded", None) or new.date
                yield Repair(
                    Sort.CORRECTED, kind, name, day, SINGULAR[field], said, says, new.corrects.reason, field, new
                )
    yield from _edited(kind, name, record)
    yield from _stored(kind, name, record)
    if record.withdrawn:
        yield Repair(Sort.WITHDRAWN, kind, name, record.withdrawn.date, "record", "", "", record.withdrawn.reason)


def _edited(kind: str, name: str, record: Any) -> Iterator[Repair]:
    """Mended spelling, each with the text that the next edit of the same field found, or that stands there now."""
    edits = getattr(record, "edits", ())
    for index, edit in enumerate(edits):
        later = (other.was for other in edits[index + 1 :] if other.field == edit.field)
        now = next(later, None) or _text_now(record, edit.field)
        what = _FIELDS.get(edit.field, f"point “{edit.field.partition('.')[2]}”")
        yield Repair(Sort.EDITED, kind, name, edit.recorded, what, edit.was, now, edit.reason)


def _text_now(record: Any, field: str) -> str:
    if field in _FIELDS:
        return str(getattr(record, field, ""))
    point = field.partition(".")[2]
    return next((item.text for item in getattr(record, "done_when", ()) if item.id == point), "")


def _stored(kind: str, name: str, record: Any) -> Iterator[Repair]:
    """Stored texts that replaced an earlier one; the first of a source replaces nothing."""
    for item in getattr(record, "stored", ())[1:]:
        yield Repair(Sort.STORED, kind, name, item.recorded, "stored text", "", "", item.reason)


def _moved(tracker: Tracker) -> Iterator[Repair]:
    for path, pointer in tracker.moved.items():
        folder, _, old = path.partition("/")
        new = pointer.moved_to
        yield Repair(Sort.MOVED, KINDS[folder], new, pointer.date, "id", old, new, pointer.reason)


def said_by(tracker: Tracker, field: str, entry: Any) -> str:
    """What an entry says, in one line."""
    date = in_words(entry.date)
    if field == "assessments":
        return f"{tracker.title_of('delivery', entry.delivery)}, from {date}: {entry.reason}"
    if field == "responses":
        return f"{tracker.title_of('response', entry.response)}, {date}"
    if field == "values":
        return f"{tracker.title_of('qualifier', entry.qualifier)} {entry.value}, {date}"
    return f"{date}: {getattr(entry, 'what', None) or getattr(entry, 'found', '')}"
