"""What the pages of past days share, derived once for a build: standings, changes, months, and days with a page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from macros.dates import PartialDate
from macros.derive import as_of
from macros.derive.marks import marks
from macros.history.change import COMMITMENT, Change, Kind
from macros.model.tracker import Tracker

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
    histories: as_of.Standings
    known: as_of.Known
    changes: tuple[Change, ...]
    months: tuple[PartialDate, ...]
    days: tuple[PartialDate, ...]

    @property
    def pages(self) -> tuple[PartialDate, ...]:
        """The dates that have a page, in the order of the days that they stand for; a month stands for its last day."""
        return tuple(sorted((*self.months, *self.days), key=lambda date: (date.last, date.is_exact is False)))

    def day(self, date: PartialDate) -> dt.date:
        """The day that a page stands for: the last of a month, and never after today."""
        return as_of.end_of(date, self.today)

    def during(self, month: PartialDate) -> tuple[Change, ...]:
        """The changes that are about a month; what is known only to the year counts from its first day."""
        return tuple(change for change in self.changes if month.first <= change.date.first <= month.last)

    def written_in(self, month: PartialDate) -> tuple[Change, ...]:
        """The changes that were written down in a month, whenever they happened."""
        return tuple(change for change in self.changes if month.first <= change.recorded <= month.last)


def past(tracker: Tracker, today: dt.date, changes: Iterable[Change]) -> Past:
    """Derive it all; `changes` are those of the whole record."""
    of_promises = [change for change in changes if change.record_kind == COMMITMENT]
    found = [change for change in of_promises if change.record in tracker.counting]
    found.sort(key=lambda change: (change.date.sort_key, change.record))
    start = as_of.first_month(tracker)
    months = as_of.months(start, today) if start else ()
    # A page stays when what it told of was withdrawn or put right.
    days = {change.date for change in of_promises if _has_a_page(change, months)}
    days |= {date for date in as_of.repaired_days(tracker) if date.is_exact and _starts_after(date, months)}
    days |= {PartialDate.of(mark.day) for mark in marks(tracker, today)}
    histories = as_of.standings(tracker)
    known = as_of.known_standings(tracker, histories)
    return Past(today, as_of.begun(tracker), histories, known, tuple(found), months, tuple(sorted(days)))


def _has_a_page(change: Change, months: tuple[PartialDate, ...]) -> bool:
    return change.kind not in _NOT_IN_THE_TABLE and change.date.is_exact and _starts_after(change.date, months)


def _starts_after(date: PartialDate, months: tuple[PartialDate, ...]) -> bool:
    return bool(months) and months[0].first <= date.first


def neighbours(pages: tuple[PartialDate, ...], date: PartialDate) -> tuple[PartialDate | None, PartialDate | None]:
    """The dates before and after one of them; None at the ends."""
    place = pages.index(date)
    return pages[place - 1] if place else None, pages[place + 1] if place + 1 < len(pages) else None
