"""What happened when: a row for each type of event, a column for each month, a mark for each event."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from macros.charts.scale import Columns, columns
from macros.derive.as_of import first_month
from macros.derive.timeline import TimelineEntry
from macros.model.dates import PartialDate
from macros.model.tracker import Tracker

_STEP = 6.0


@dataclass(frozen=True, slots=True)
class Row:
    """One type of event: a mark for each, from below, and the numbers of the months that have any."""

    type: str
    marks: tuple[tuple[float, float], ...]
    height: float
    counts: tuple[tuple[PartialDate, int], ...]

    @property
    def total(self) -> int:
        """How many events of this type the columns hold."""
        return sum(count for _, count in self.counts)


@dataclass(frozen=True, slots=True)
class TimelineChart:
    """Rows over the same months, and how many entries are older than they."""

    columns: Columns
    rows: tuple[Row, ...]
    earlier: int


def timeline_chart(tracker: Tracker, moments: Iterable[TimelineEntry], today: dt.date) -> TimelineChart:
    """Events by type and month, from the month in which the story of the report begins."""
    types = tracker.codelists["event-type"].by_code
    events = [moment for moment in moments if moment.type in types]
    first = first_month(tracker)
    over = columns(first.first if first else today, today)
    inside = [moment for moment in events if moment.date.first >= over.months[0].first]
    rows = tuple(_row(code, inside, over) for code in types)
    return TimelineChart(over, tuple(row for row in rows if row.counts), len(events) - len(inside))


def _row(code: str, moments: Iterable[TimelineEntry], over: Columns) -> Row:
    found = Counter((moment.date.first.year, moment.date.first.month) for moment in moments if moment.type == code)
    counts = [(index, month, found[month.first.year, month.first.month]) for index, month in enumerate(over.months)]
    height = _STEP * max((count for _, _, count in counts), default=0)
    marks = (
        (round(over.x(index) + over.step / 2, 1), height - _STEP * (place + 0.5))
        for index, _, count in counts
        for place in range(count)
    )
    return Row(code, tuple(marks), height, tuple((month, count) for _, month, count in counts if count))
