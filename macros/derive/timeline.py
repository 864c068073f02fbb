"""Everything that has a date, in one line: announcements, acts, findings, answers and background.

And which statements rest on which source: every piece of evidence in the record, turned round.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from macros.model.base import Record
from macros.model.commitment import Commitment
from macros.model.dates import PartialDate
from macros.model.entries import Entry
from macros.model.evidence import Evidence
from macros.model.fields import parts
from macros.model.records import Background
from macros.model.tracker import Tracker
from macros.read.kinds import FOLDERS
from macros.read.yaml import FieldPath

BACKGROUND = "background"


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One dated entry. `type` is an event type, `response` or `background`; `anchor` is where it stands on its page.

    The same happening may be an event of several commitments; `records` names them all. `shared` is the id of the
    record that says so.
    """

    date: PartialDate
    type: str
    what: str
    kind: str
    records: tuple[str, ...]
    anchor: str
    evidence: tuple[Evidence, ...]
    shared: str | None = None


def timeline_entries(tracker: Tracker) -> tuple[TimelineEntry, ...]:
    """All dated entries, oldest first; a shared event is given once, and so is what has the same day and words."""
    found: dict[tuple[str, ...], TimelineEntry] = {}
    of_commitments = (moment for name, item in sorted(tracker.counted.items()) for moment in timeline_of(name, item))
    for moment in (*of_commitments, *_of_background(tracker)):
        key = (moment.shared,) if moment.shared else (str(moment.date), moment.what, moment.kind)
        known = found.get(key)
        found[key] = replace(moment, records=(*known.records, *moment.records)) if known else moment
    return tuple(sorted(found.values(), key=lambda moment: (moment.date.sort_key, moment.what)))


def timeline_of(name: str, commitment: Commitment) -> tuple[TimelineEntry, ...]:
    """The events of one commitment, oldest first."""
    return tuple(
        TimelineEntry(
            event.date, event.type, event.what, "commitment", (name,), event.key, event.evidence, event.shared
        )
        for event in commitment.events
    )


def _of_background(tracker: Tracker) -> Iterator[TimelineEntry]:
    for name, background in sorted(_counting(tracker).items()):
        for event in background.events:
            yield TimelineEntry(event.date, BACKGROUND, event.what, "background", (name,), "", event.evidence)


def _counting(tracker: Tracker) -> dict[str, Background]:
    """The background that was not withdrawn."""
    return {name: item for name, item in tracker.background.items() if not item.withdrawn}


def by_year(moments: Iterable[TimelineEntry]) -> dict[int, tuple[TimelineEntry, ...]]:
    """The moments of each year, newest year first, each year from old to new."""
    years: dict[int, list[TimelineEntry]] = {}
    for moment in moments:
        years.setdefault(moment.date.first.year, []).append(moment)
    return {year: tuple(years[year]) for year in sorted(years, reverse=True)}


def years_of(tracker: Tracker) -> tuple[int, ...]:
    """The years in which anything happened, newest first."""
    events = [event.date for item in tracker.counted.values() for event in item.events]
    events += (event.date for item in _counting(tracker).values() for event in item.events)
    return tuple(sorted({date.first.year for date in events}, reverse=True))


@dataclass(frozen=True, slots=True)
class Citation:
    """One statement that rests on a source: in which record, at which anchor, in which words.

    `is_corrected`: another entry corrects it, so it no longer counts.
    """

    kind: str
    record: str
    anchor: str
    statement: str
    date: PartialDate | None
    evidence: Evidence
    is_corrected: bool = False


def citations(tracker: Tracker) -> Mapping[str, tuple[Citation, ...]]:
    """All statements by source id, in the order of records and of the entries in them."""
    found: dict[str, list[Citation]] = {name: [] for name in tracker.sources}
    for kind in ("commitment", "event", "figure", "background"):
        for name in getattr(tracker, FOLDERS[kind]):
            for citation in _of(kind, name, tracker.as_written(kind, name)):
                found.setdefault(citation.evidence.source, []).append(citation)
    return {name: tuple(items) for name, items in found.items()}


def _of(kind: str, name: str, record: Any) -> Iterator[Citation]:
    inside: dict[FieldPath, Record] = dict(parts(record))
    for path, part in inside.items():
        if type(part) is Evidence:  # pydantic is slow to answer `isinstance`
            holder = inside[path[:-2]]
            statement, date = _statement(holder, record), getattr(holder, "date", None)
            is_corrected = isinstance(holder, Entry) and holder.corrected_by is not None
            yield Citation(kind, name, _anchor(path, inside), statement, date, part, is_corrected)


def _anchor(path: FieldPath, inside: Mapping[FieldPath, Record]) -> str:
    """Where the page shows the entry that a path leads into: its key; empty for the record itself."""
    entry = inside.get(path[:2])
    if isinstance(entry, Entry):
        return entry.key
    if path[0] == "conflicts" and isinstance(path[1], int):
        return sys.intern(f"conflict-{path[1] + 1}")
    return "recommendation" if path[0] == "recommendation" else ""


def _statement(holder: Record, record: Any) -> str:
    """The sentence that the evidence carries."""
    said = (getattr(holder, field, None) for field in ("what", "says", "text", "note"))
    return str(next(filter(None, said), record.title))
