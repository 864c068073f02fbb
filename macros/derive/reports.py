"""The marks since a report: six months after it, and each year after it, as far as they have come.

Recurrence: the same ask in earlier reports, by commitment, and the earlier reports of which no ask is on record.

Figures that are easily taken for one another, gathered from what the records say is not comparable.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from macros.model.commitment import Commitment, EarlierAsk
from macros.model.dates import months_after
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


@dataclass(frozen=True, slots=True)
class Recurrence:
    """One commitment with its earlier asks, oldest first."""

    record: str
    commitment: Commitment
    asks: tuple[EarlierAsk, ...]


def recurrences(tracker: Tracker) -> tuple[Recurrence, ...]:
    """The commitments with an earlier ask on record, the longest asked for first."""
    found = [
        Recurrence(name, item, tuple(sorted(item.earlier_asks, key=lambda ask: ask.date.sort_key)))
        for name, item in tracker.active.items()
        if item.earlier_asks
    ]
    return tuple(sorted(found, key=lambda row: (row.asks[0].date.sort_key, row.record)))


def without_an_ask(tracker: Tracker) -> tuple[str, ...]:
    """Background records, oldest first, that no earlier ask names and that no commitment carries out by number."""
    named = {ask.background for item in tracker.active.values() for ask in item.earlier_asks}
    reports = {item.recommendation.report for item in tracker.commitments.values() if item.recommendation}
    left = {name: item for name, item in tracker.background.items() if name not in named and item.report not in reports}
    return tuple(sorted(left, key=lambda name: left[name].events[0].date.sort_key))


def lookalikes(tracker: Tracker) -> tuple[tuple[str, ...], ...]:
    """Groups of figures that are linked as not comparable, directly or through others; the largest group first.

    Figures that were withdrawn are in none.
    """
    counting = {name: figure for name, figure in tracker.figures.items() if not figure.withdrawn}
    links: dict[str, set[str]] = {name: set() for name in counting}
    for name, figure in counting.items():
        for other in figure.not_comparable_with:
            if other.figure in links:
                links[name].add(other.figure)
                links[other.figure].add(name)
    groups: list[tuple[str, ...]] = []
    while links:
        found = _reached(links, min(links))
        links = {name: others for name, others in links.items() if name not in found}
        groups.append(tuple(sorted(found)))
    return tuple(sorted((group for group in groups if len(group) > 1), key=lambda group: (-len(group), group)))


def _reached(links: dict[str, set[str]], start: str) -> set[str]:
    found, waiting = {start}, [start]
    while waiting:
        new = links[waiting.pop()] - found
        found |= new
        waiting.extend(new)
    return found
