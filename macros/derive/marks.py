"""The marks since a report: six months after it, and each year after it, as far as they have come."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from macros.derive.as_of import months_after
from macros.model.tracker import Tracker

_HALF_A_YEAR = 6
_YEAR = 12


@dataclass(frozen=True, slots=True)
class Mark:
    """One day to look back on, so many months after a report."""

    report: str
    months: int
    day: dt.date

    @property
    def years(self) -> int:
        """Whole years since the report: 0 for the mark of half a year."""
        return self.months // _YEAR


def marks(tracker: Tracker, today: dt.date) -> tuple[Mark, ...]:
    """The marks of every report with numbered recommendations, up to today, newest first."""
    reached = (itertools.takewhile(lambda mark: mark.day <= today, every) for every in _of_reports(tracker))
    return tuple(sorted(itertools.chain(*reached), key=lambda mark: mark.day, reverse=True))


def next_mark(tracker: Tracker, today: dt.date) -> Mark | None:
    """The nearest mark that lies ahead; None where no report has numbered recommendations."""
    ahead = (next(mark for mark in every if mark.day > today) for every in _of_reports(tracker))
    return min(ahead, key=lambda mark: mark.day, default=None)


def _of_reports(tracker: Tracker) -> Iterator[Iterator[Mark]]:
    """The marks of each report whose day of publication is known."""
    reports = {item.recommendation.report for item in tracker.commitments.values() if item.recommendation}
    for report in sorted(reports):
        issued = tracker.sources[report].issued
        if issued and issued.is_exact:
            yield _marks(report, issued.first)


def _marks(report: str, issued: dt.date) -> Iterator[Mark]:
    for count in itertools.chain([_HALF_A_YEAR], itertools.count(_YEAR, _YEAR)):
        yield Mark(report, count, months_after(issued, count))
