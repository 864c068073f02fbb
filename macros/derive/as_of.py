"""How the table stood on any day: what was said and what had happened by then, from nothing dated later.

Between two dated entries nothing changes, so each commitment is a short list of snapshots, and a day is looked up in
it. A whole table costs one look-up per commitment, however long the record grows. `Past` is what the pages of past days
share, derived once for a build: snapshots, changes, months, and days with a page.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import takewhile

from macros.derive.reports import marks
from macros.history.change import COMMITMENT, Change, Kind
from macros.history.snapshots import known_on, written_on
from macros.model.commitment import Commitment, Due, Response
from macros.model.dates import PartialDate, end_of, month_of, months
from macros.model.levels import answers_for
from macros.model.tracker import Tracker


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What holds of one commitment from `start` on, until its next snapshot starts.

    `delivery` and `since` are None before the first assessment; `dues` are the dates given and not moved since.
    """

    start: dt.date
    response: Response | None
    delivery: str | None
    since: PartialDate | None
    dues: tuple[Due, ...]

    def differs(self, other: Snapshot) -> bool:
        """Whether anything but the start is different."""
        return self != replace(other, start=self.start)


Snapshots = Mapping[str, tuple[Snapshot, ...]]


def snapshots(tracker: Tracker) -> dict[str, tuple[Snapshot, ...]]:
    """Every snapshot of each commitment that is counted, oldest first; the first starts when it was promised."""
    return {name: snapshots_of(tracker, tracker.commitments[name]) for name in sorted(tracker.counted)}


def snapshots_of(tracker: Tracker, commitment: Commitment) -> tuple[Snapshot, ...]:
    """The snapshots of one commitment, one for each day on which something in the table changed."""
    commitment = commitment.in_force()
    found: list[Snapshot] = []
    for day in _days(commitment):
        snapshot = _snapshot(tracker, commitment, day)
        if not found or snapshot.differs(found[-1]):
            found.append(snapshot)
    return tuple(found)


def _days(commitment: Commitment) -> list[dt.date]:
    made, entries = commitment.made_date.first, (*commitment.responses, *commitment.assessments, *commitment.due)
    return sorted({made, *(day for entry in entries if (day := entry.about.first) > made)})


def _snapshot(tracker: Tracker, commitment: Commitment, day: dt.date) -> Snapshot:
    begun = [item for item in commitment.assessments if item.date.has_begun(day)]
    delivery = begun[-1].delivery if begun else None
    run = takewhile(lambda item: item.delivery == delivery, reversed(begun))
    since = next(reversed([item.date for item in run]), None)
    answers = answers_for(tracker, commitment, commitment.lead_body, day)
    given = [item for item in commitment.due if item.announced.has_begun(day)]
    moved = {item.replaces for item in given if item.replaces}
    dues = tuple(item for item in given if item.date not in moved)
    return Snapshot(day, answers[-1] if answers else None, delivery, since, dues)


def snapshot_on(history: tuple[Snapshot, ...], day: dt.date) -> Snapshot | None:
    """The snapshot in force at the end of the day; None before the promise was made."""
    index = bisect_right(history, day, key=lambda snapshot: snapshot.start)
    return history[index - 1] if index else None


def table_on(histories: Snapshots, day: dt.date) -> dict[str, Snapshot]:
    """The whole table at the end of the day: every commitment that had been made by then."""
    found = {name: snapshot_on(history, day) for name, history in histories.items()}
    return {name: snapshot for name, snapshot in found.items() if snapshot}


Known = Mapping[str, tuple[tuple[dt.date, tuple[Snapshot, ...]], ...]]


def known_snapshots(tracker: Tracker, histories: Snapshots) -> Known:
    """The snapshots of each commitment as they were known from each day on which something was written down.

    Before its first assessment was written, nothing was known of a commitment. What was known at last is the whole.
    """
    written = {name: tracker.commitments[name].as_written for name in histories}
    return {name: tuple(_known(tracker, written[name], history)) for name, history in histories.items()}


def _known(
    tracker: Tracker, commitment: Commitment, whole: tuple[Snapshot, ...]
) -> Iterator[tuple[dt.date, tuple[Snapshot, ...]]]:
    *earlier, last = written_on(commitment)
    for day in earlier:
        known = known_on(commitment, day)
        if known.assessments:
            yield day, snapshots_of(tracker, known)
    yield last, whole


def known_table(known: Known, day: dt.date) -> dict[str, Snapshot]:
    """The table of a day from what had been written down by the end of it; empty before the record was begun."""
    found: dict[str, Snapshot] = {}
    for name, steps in known.items():
        index = bisect_right(steps, day, key=lambda step: step[0])
        snapshot = snapshot_on(steps[index - 1][1], day) if index else None
        if snapshot:
            found[name] = snapshot
    return found


def begun(tracker: Tracker) -> dt.date | None:
    """The day on which the first assessment was written down: nothing was known to this record before."""
    written = (item.as_written for item in tracker.commitments.values())
    return min((entry.recorded for item in written for entry in item.assessments), default=None)


def changed_days(histories: Snapshots, first: dt.date, last: dt.date) -> tuple[dt.date, ...]:
    """The days on which the table changed, from the first to the last, oldest first."""
    starts = {snapshot.start for history in histories.values() for snapshot in history}
    return tuple(sorted(day for day in starts if first <= day <= last))


def repaired_days(tracker: Tracker) -> frozenset[PartialDate]:
    """The dates that the table told of before a record was put right or withdrawn: their addresses stay."""
    return frozenset(date for item in tracker.commitments.values() for date in _told_before(item.as_written))


def _told_before(written: Commitment) -> Iterator[PartialDate]:
    for entry in (*written.responses, *written.assessments, *written.due):
        if entry.corrected_by or written.withdrawn or written.restates:
            yield entry.about
    yield from (PartialDate(edit.was) for edit in written.edits if edit.field == "made_date" and edit.was)
    if written.withdrawn or written.restates:
        yield written.made_date


def first_month(tracker: Tracker) -> PartialDate | None:
    """The month in which the story of the tracked reports begins: the oldest event in what is told of them.

    Where no background record tells of a report, it is the month of the oldest promise.
    """
    reports = {report.source for report in tracker.reports.values()} - {None}
    # What was corrected since began the story, too: its page stays.
    background = [item.as_written for item in tracker.background.values() if item.report in reports]
    told = [event.date for item in background for event in item.events]
    made = [item.made_date for item in tracker.commitments.values()]
    oldest = min(told or made, key=lambda date: date.sort_key, default=None)
    return month_of(oldest.first) if oldest else None


_NOT_IN_THE_TABLE = (Kind.CHECKED, Kind.CONFIRMED)


@dataclass(frozen=True)
class Past:
    """The record by day. `begun` is the day on which it was begun; before it, nothing was known to it.

    `months` and `days` have a page each: every month since the first, every day of which a change is known to the day,
    and the marks since a report. `changes` are those of commitments that count, in the order of the days that they are
    about.
    """

    today: dt.date
    begun: dt.date | None
    histories: Snapshots
    known: Known
    changes: tuple[Change, ...]
    months: tuple[PartialDate, ...]
    days: tuple[PartialDate, ...]

    @property
    def pages(self) -> tuple[PartialDate, ...]:
        """The dates that have a page, in the order of the days that they stand for; a month stands for its last day."""
        return tuple(sorted((*self.months, *self.days), key=lambda date: (date.last, date.is_exact is False)))

    def day(self, date: PartialDate) -> dt.date:
        """The day that a page stands for: the last of a month, and never after today."""
        return end_of(date, self.today)

    def during(self, month: PartialDate) -> tuple[Change, ...]:
        """The changes that are about a month; what is known only to the year counts from its first day."""
        return tuple(change for change in self.changes if month.first <= change.date.first <= month.last)

    def written_in(self, month: PartialDate) -> tuple[Change, ...]:
        """The changes that were written down in a month, whenever they happened."""
        return tuple(change for change in self.changes if month.first <= change.recorded <= month.last)


def past(tracker: Tracker, today: dt.date, changes: Iterable[Change]) -> Past:
    """Derive it all; `changes` are those of the whole record."""
    of_promises = [change for change in changes if change.record_kind == COMMITMENT]
    found = [change for change in of_promises if change.record in tracker.counted]
    found.sort(key=lambda change: (change.date.sort_key, change.record))
    start = first_month(tracker)
    spanned = months(start, today) if start else ()
    # A page stays when what it told of was withdrawn or put right.
    told = (item for item in of_promises if item.sort is not Kind.OWN_STATUS and item.kind not in _NOT_IN_THE_TABLE)
    dates = {change.date for change in told} | repaired_days(tracker)
    days = {date for date in dates if date.is_exact and spanned and spanned[0].first <= date.first}
    days |= {PartialDate.of(mark.day) for mark in marks(tracker, today)}
    histories = snapshots(tracker)
    known = known_snapshots(tracker, histories)
    return Past(today, begun(tracker), histories, known, tuple(found), spanned, tuple(sorted(days)))


def neighbours(pages: tuple[PartialDate, ...], date: PartialDate) -> tuple[PartialDate | None, PartialDate | None]:
    """The dates before and after one of them; None at the ends."""
    place = pages.index(date)
    return pages[place - 1] if place else None, pages[place + 1] if place + 1 < len(pages) else None
