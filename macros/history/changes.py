"""What changed, when, from what to what, why and on which evidence: the entries of the record as one stream.

Everything here follows from entries that stay in the record, so a change keeps its key and its day for ever. `date` is
the day that the change is about; `recorded` is the day on which it was written down, and so the day of the news. What
corrects another entry is told as a correction, and what was corrected is told as it was.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from macros.history.change import COMMITMENT, REPAIRS, Change, Kind
from macros.model.base import Record
from macros.model.commitment import Commitment, Due
from macros.model.dates import PartialDate, days_between
from macros.model.entries import DatedRecord, Edit, Entry, Moved, Withdrawal, in_force, value_at
from macros.model.evidence import Source
from macros.model.levels import evidence_of
from macros.model.records import Background, Body, Figure
from macros.model.tracker import Tracker
from macros.model.vocabulary import EVERY_POINT
from macros.read.kinds import FOLDERS, KIND_OF, SINGLES


def changes(tracker: Tracker) -> tuple[Change, ...]:
    """Every change of every record in the order in which it was written down, oldest first."""
    found = [
        change for kind in FOLDERS for name in getattr(tracker, FOLDERS[kind]) for change in of(tracker, kind, name)
    ]
    for kind, field in SINGLES.items():
        if record := getattr(tracker, field):
            found += _edits(kind, kind, record)
    found += _moves(tracker)
    return tuple(sorted(found, key=_order))


def told_once(tracker: Tracker, found: Iterable[Change]) -> tuple[Change, ...]:
    """The changes as news: a shared event once, and nothing of a commitment that gives another one again.

    What was edited, withdrawn or renamed in such a one is news all the same.
    """
    told: set[str] = set()
    kept = []
    for change in found:
        shared = getattr(change.entry, "shared", None)
        own = tracker.commitments.get(change.record) if change.record_kind == COMMITMENT else None
        is_again = own is not None and own.restates is not None and change.kind not in REPAIRS
        if not is_again and (shared not in told or change.kind in REPAIRS):
            kept.append(change)
        told |= {shared} if shared and not is_again else set()
    return tuple(kept)


def of(tracker: Tracker, kind: str, name: str) -> tuple[Change, ...]:
    """Every change of one record, in the same order; its moves are not among them."""
    record: Any = tracker.as_written(kind, name)
    found = [*_OF_KIND[kind](tracker, name, record)] if kind in _OF_KIND else []
    found += _edits(kind, name, record)
    if withdrawn := getattr(record, "withdrawn", None):
        found.append(_dated(Kind.WITHDRAWN, kind, name, "withdrawn", withdrawn))
    return tuple(sorted(found, key=_order))


def _dated(sort: Kind, kind: str, name: str, key: str, said: Withdrawal | Moved, **more: Any) -> Change:
    """A change that is no entry of a list."""
    day, why = said.date, said.reason
    return Change(
        sort=sort, record_kind=kind, record=name, key=key, date=PartialDate.of(day), recorded=day, why=why, **more
    )


def by_commitment(found: Iterable[Change]) -> dict[str, list[Change]]:
    """The changes of commitments by id, in the order in which they are given."""
    told: dict[str, list[Change]] = defaultdict(list)
    for change in found:
        if change.record_kind == COMMITMENT:
            told[change.record].append(change)
    return told


def corrections(found: Iterable[Change]) -> tuple[Change, ...]:
    """What put mistakes right among the changes, the newest first."""
    repairs = (change for change in found if change.kind in REPAIRS)
    return tuple(sorted(repairs, key=lambda change: (-change.recorded.toordinal(), change.record, change.key)))


def begun(commitment: Commitment) -> dt.date:
    """The day on which the first entry of the commitment was written; STA012 sees to it that there is one."""
    written = (entry.written for entry in commitment.entries() if getattr(entry, "recorded", None))
    return min(written, default=commitment.made_date.first)


def _order(change: Change) -> tuple[dt.date, tuple[dt.date, dt.date], str, str]:
    return (change.recorded, change.date.sort_key, change.record, change.key)


def _made(
    sort: Kind, kind: str, name: str, record: DatedRecord, entry: Entry, why: str, says: str = "", was: Any = None
) -> Change:
    """The change by an entry; a correction is told as one.

    `says` is the field in which the entry says what is there since, and `was` what had been there before.
    """
    correction = entry.correction
    wrong = _entry(record, lambda item: item.corrected_by == entry.key) if correction else None
    right = _entry(record, lambda item: item.key == entry.corrected_by) if entry.corrected_by else None
    before, after = getattr(wrong, says, None) if wrong else was, getattr(entry, says, None)
    return Change(
        sort=sort,
        record_kind=kind,
        record=name,
        key=entry.key,
        date=entry.about,
        recorded=entry.written,
        why=correction.reason if wrong and correction else why,
        evidence=getattr(entry, "evidence", ()),
        body=getattr(entry, "body", None),
        before=None if before is None else str(before),
        after=None if after is None else str(after),
        entry=entry,
        corrects=wrong,
        corrected=right,
    )


def _entry(record: DatedRecord, wanted: Callable[[Entry], bool]) -> Entry | None:
    return next(filter(wanted, record.entries()), None)


def _last(entries: tuple[Any, ...], says: str) -> Any:
    """What the entry says that counted when these had been written; None when there was none."""
    return getattr(next(reversed(in_force(entries)), None), says, None)


def _of_commitment(tracker: Tracker, name: str, record: Commitment) -> Iterator[Change]:
    yield Change(
        sort=Kind.PROMISED,
        record_kind=COMMITMENT,
        record=name,
        key="promised",
        date=record.made_date,
        recorded=begun(record),
        why=record.summary,
        evidence=record.made_evidence,
        body=record.made_by[0],
    )
    yield from _by_body(Kind.ANSWERED, name, record, record.responses, "response")
    yield from _by_body(Kind.OWN_STATUS, name, record, record.own_status, "value")
    for due in record.due:
        why = " ".join(filter(None, (due.deadline, due.reason, due.basis)))
        yield _made(_due_kind(due), COMMITMENT, name, record, due, why, "date", due.replaces)
    yield from _events(name, record)
    yield from _statuses(tracker, name, record)
    for search in record.searches:
        yield _made(Kind.CHECKED, COMMITMENT, name, record, search, search.found)
    for ask in record.earlier_asks:
        yield _made(Kind.ASKED_BEFORE, COMMITMENT, name, record, ask, ask.what)


def _by_body(sort: Kind, name: str, record: Commitment, entries: tuple[Any, ...], says: str) -> Iterator[Change]:
    """What bodies said, each with what the same body said before."""
    for index, said in enumerate(entries):
        own = tuple(item for item in entries[:index] if item.body == said.body)
        yield _made(sort, COMMITMENT, name, record, said, getattr(said, "note", None) or "", says, _last(own, says))


def _due_kind(due: Due) -> Kind:
    moved = days_between(due.replaces.last, due.date.last) if due.replaces else 0
    return Kind.SLIPPED if moved > 0 else Kind.EARLIER if moved else Kind.DATED


def _events(name: str, record: Commitment) -> Iterator[Change]:
    """Events, except those that decide a status written down on the same day: the status tells of them."""
    told = {(entry.key, item.written) for item in record.assessments for entry in record.basis(item)}
    for event in record.events:
        if event.corrects or (event.key, event.written) not in told:
            yield replace(_made(Kind.HAPPENED, COMMITMENT, name, record, event, event.what, "type"), before=None)


def _statuses(tracker: Tracker, name: str, record: Commitment) -> Iterator[Change]:
    for index, item in enumerate(record.assessments):
        last = _last(tuple(old for old in record.assessments[:index] if old.corrected_by != item.key), "delivery")
        sort = _status_kind(tracker, last, item.delivery)
        told = _made(sort, COMMITMENT, name, record, item, item.reason, "delivery", last)
        yield replace(told, evidence=evidence_of(tracker, record, item), basis=record.basis(item))


def _status_kind(tracker: Tracker, before: str | None, after: str) -> Kind:
    if before == after:
        return Kind.CONFIRMED
    if tracker.level(after).off_ladder:
        return Kind.CLOSED
    if tracker.level(after).holds_when == EVERY_POINT:
        return Kind.DELIVERED
    if before is None:
        return Kind.ASSESSED
    return Kind.BACK if tracker.rank_of(after) < tracker.rank_of(before) else Kind.FORWARD


def _of_figure(_: Tracker, name: str, record: Figure) -> Iterator[Change]:
    for index, item in enumerate(record.values):
        last = _last(record.values[:index], "value")
        told = _made(Kind.FIGURE, "figure", name, record, item, item.note or "", "value", last)
        yield replace(told, body=record.body)


def _of_background(_: Tracker, name: str, record: Background) -> Iterator[Change]:
    for event in record.events:
        yield _made(Kind.HAPPENED, "background", name, record, event, event.what)


def _of_source(_: Tracker, name: str, record: Source) -> Iterator[Change]:
    """Stored texts that replaced an earlier one; the first of a source replaces nothing."""
    for item in record.stored[1:]:
        yield _made(Kind.STORED, "source", name, record, item, item.reason)


def _of_body(_: Tracker, name: str, record: Body) -> Iterator[Change]:
    for reply in record.replies:
        yield replace(_made(Kind.ASKED, "body", name, record, reply, reply.asked), body=name)


_OF_KIND: dict[str, Any] = {
    "commitment": _of_commitment,
    "figure": _of_figure,
    "background": _of_background,
    "source": _of_source,
    "body": _of_body,
}


def _edits(kind: str, name: str, record: DatedRecord) -> Iterator[Change]:
    """Changed values, each with what the next edit of the same field found, or what stands there now."""
    edits: tuple[Edit, ...] = getattr(record, "edits", ())
    for index, edit in enumerate(edits):
        later = (typed_as_text(other.was) for other in edits[index + 1 :] if other.field == edit.field)
        now = next(later, None)
        text = as_text(value_at(record, edit.field)) if now is None else now
        told = _made(Kind.EDITED, kind, name, record, edit, edit.reason)
        yield replace(told, before=typed_as_text(edit.was), after=text)


def typed_as_text(value: Any) -> str:
    """A value as it is typed in a file, or under `was`, as a reader would type it; empty for nothing."""
    if isinstance(value, str) and value[:1] in ("[", "{"):
        with contextlib.suppress(ValueError, RecursionError):
            value = json.loads(value)
    if isinstance(value, list):
        return "; ".join(map(typed_as_text, value))
    if isinstance(value, dict):
        parts = (f"{name.replace('_', ' ')}: {typed_as_text(item)}" for name, item in value.items())
        return ", ".join(part for part in parts if not part.startswith("evidence: "))
    return "" if value is None else str(value)


def as_text(value: Any) -> str:
    """A value of a record as a reader would type it; empty for nothing."""
    if isinstance(value, tuple):
        return "; ".join(as_text(item) for item in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Record):
        parts = ((name, getattr(value, name)) for name in type(value).model_fields if name != "evidence")
        return ", ".join(f"{name.replace('_', ' ')}: {as_text(item)}" for name, item in parts if item not in (None, ()))
    return "" if value is None else str(value)


def _moves(tracker: Tracker) -> Iterator[Change]:
    for path, pointer in tracker.moved.items():
        folder, _, old = path.partition("/")
        now = tracker.now_called(folder, old)
        yield _dated(Kind.MOVED, KIND_OF[folder], now, f"moved-from-{old}", pointer, before=old, after=now)
