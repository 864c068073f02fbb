"""Values to places on a drawing: what stands where. The templates in `templates/charts/` do the drawing.

Every chart is a column of small pictures in a table that holds the same facts in words, so a reader who sees no picture
misses nothing. All pictures share one width, and those below one another share one scale of time.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from macros.derive.as_of import Snapshot, first_month, snapshot_on, snapshots_of
from macros.derive.overview import Overview
from macros.derive.reports import lookalikes
from macros.derive.state import DueState, Outcome, State
from macros.derive.timeline import TimelineEntry, timeline_entries
from macros.model.dates import PartialDate, days_between, end_of, month_of, months
from macros.model.records import Figure, Value
from macros.model.tracker import Tracker

# In units of drawing. About the width of the text on a phone of 360 px, so that letters keep their size there.
WIDTH = 324


@dataclass(frozen=True, slots=True)
class Year:
    """Where a year begins on the scale, and where its name can stand."""

    name: str
    x: float


@dataclass(frozen=True, slots=True)
class Scale:
    """Time from the first day to the last, laid out over the width of a picture."""

    first: dt.date
    last: dt.date
    width: ClassVar[int] = WIDTH

    def x(self, day: dt.date) -> float:
        """The place of a day; days outside the scale stand at its edge."""
        inside = min(max(day, self.first), self.last)
        return round(WIDTH * days_between(self.first, inside) / max(1, days_between(self.first, self.last)), 1)

    def holds(self, day: dt.date) -> bool:
        """Whether the day lies on the scale."""
        return self.first <= day <= self.last

    @property
    def years(self) -> tuple[Year, ...]:
        """The years that the scale touches."""
        names = range(self.first.year, self.last.year + 1)
        return tuple(Year(str(year), self.x(dt.date(year, 1, 1))) for year in names)


@dataclass(frozen=True)
class Columns:
    """Months side by side, each as wide as the others."""

    months: tuple[PartialDate, ...]
    today: dt.date
    width: ClassVar[int] = WIDTH  # of every picture

    @functools.cached_property
    def step(self) -> float:
        """The width of one column."""
        return WIDTH / max(1, len(self.months))

    def x(self, index: int) -> float:
        """Where the column of that number begins."""
        return round(self.step * index, 1)

    @functools.cached_property
    def ends(self) -> tuple[dt.date, ...]:
        """The last day of each month; today in the current one."""
        return tuple(end_of(month, self.today) for month in self.months)

    @functools.cached_property
    def years(self) -> tuple[Year, ...]:
        """The years that the columns touch."""
        firsts = {month.first.year: index for index, month in reversed(tuple(enumerate(self.months)))}
        return tuple(Year(str(year), self.x(firsts[year])) for year in sorted(firsts))


def columns(first: dt.date, today: dt.date) -> Columns:
    """One column for each month, from that of the first day to the current one."""
    return _columns(month_of(min(first, today)), today)


# Commitments of one month share it. Measured at 1,000 commitments: 9.5 seconds of processor time, and 9.6 without.
@functools.lru_cache(maxsize=256)
def _columns(month: PartialDate, today: dt.date) -> Columns:
    return Columns(months(month, today), today)


# The status of commitments, month by month: a row for each, a column for each month.


@dataclass(frozen=True, slots=True)
class Run:
    """Months in a row that end with the same delivery value; `cells` are where its signs stand."""

    delivery: str
    x: float
    width: float
    cells: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class StateSince:
    """A delivery value and the date from which it holds."""

    delivery: str
    since: PartialDate


@dataclass(frozen=True, slots=True)
class StateRow:
    """One commitment: its runs, and the same in words, oldest first."""

    name: str
    runs: tuple[Run, ...]
    changes: tuple[StateSince, ...]


@dataclass(frozen=True, slots=True)
class StateChart:
    """Rows over the same months, and the delivery values that occur in them, in the order of the codelist."""

    columns: Columns
    rows: tuple[StateRow, ...]
    codes: tuple[str, ...]


def state_chart(tracker: Tracker, names: Iterable[str], today: dt.date) -> StateChart:
    """The history of some commitments, from the month in which the first of them was made."""
    chosen = tuple(names)
    first = min((tracker.commitments[name].made_date.first for name in chosen), default=today)
    over = columns(first, today)
    rows = tuple(_state_row(tracker, name, over) for name in chosen)
    used = {run.delivery for row in rows for run in row.runs}
    return StateChart(over, rows, tuple(code for code in tracker.codelists["delivery"].by_code if code in used))


def _state_row(tracker: Tracker, name: str, over: Columns) -> StateRow:
    history = snapshots_of(tracker, tracker.commitments[name])
    standings = [snapshot_on(history, end) for end in over.ends]
    values = [standing.delivery if standing else None for standing in standings]
    return StateRow(name, tuple(_runs(values, over)), _changes(history, over.today))


def _runs(values: list[str | None], over: Columns) -> Iterable[Run]:
    for delivery, group in groupby(range(len(values)), key=lambda index: values[index]):
        indices = list(group)
        if delivery:
            x = over.x(indices[0])
            cells = tuple(over.x(index) for index in indices)
            yield Run(delivery, x, round(over.x(indices[-1] + 1) - x, 1), cells)


def _changes(history: tuple[Snapshot, ...], today: dt.date) -> tuple[StateSince, ...]:
    begun = [item for item in history if item.start <= today]
    found = [StateSince(item.delivery, item.since) for item in begun if item.delivery and item.since]
    return tuple(dict.fromkeys(found))


_BEYOND = dt.timedelta(days=92)


# Promised dates: when each was given, when it fell due, and the days until it was kept, moved, or today.


@dataclass(frozen=True, slots=True)
class DateRow:
    """One promised date of one commitment. `bar` spans the days after it; None when there are none to show."""

    name: str
    number: int
    state: DueState
    given: float
    due: float
    bar: tuple[float, float] | None
    is_beyond: bool


@dataclass(frozen=True, slots=True)
class DateChart:
    """Promised dates over the same span of time, and where today stands on it."""

    scale: Scale
    today: float
    rows: tuple[DateRow, ...]


def date_chart(states: Mapping[str, State], today: dt.date) -> DateChart:
    """Every date ever promised by some commitments, the earliest first.

    The span ends three months after today; a later date stands at its edge and is marked as lying beyond.
    """
    dues = [(name, number, due) for name, state in states.items() for number, due in enumerate(state.dues, 1)]
    dues.sort(key=lambda item: (item[2].due.date.last, item[0], item[1]))
    first = min((due.due.announced.first for _, _, due in dues), default=today)
    scale = Scale(first.replace(day=1), today + _BEYOND)
    return DateChart(scale, scale.x(today), tuple(_date_row(scale, today, *item) for item in dues))


def _date_row(scale: Scale, today: dt.date, name: str, number: int, state: DueState) -> DateRow:
    due = scale.x(state.due.date.last)
    end = _end(state, today)
    bar = (due, round(scale.x(end) - due, 1)) if end else None
    return DateRow(
        name, number, state, scale.x(state.due.announced.first), due, bar, not scale.holds(state.due.date.last)
    )


def _end(state: DueState, today: dt.date) -> dt.date | None:
    """The day up to which the days are counted."""
    if state.outcome is Outcome.PASSED:
        return today
    if state.outcome in (Outcome.LATE, Outcome.MOVED):
        return state.due.date.last + dt.timedelta(days=state.days)
    return None


_STEP = 6.0


# What happened when: a row for each type of event, a column for each month, a mark for each event.


@dataclass(frozen=True, slots=True)
class TypeRow:
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
    rows: tuple[TypeRow, ...]
    earlier: int


def timeline_chart(tracker: Tracker, moments: Iterable[TimelineEntry], today: dt.date) -> TimelineChart:
    """Events by type and month, from the month in which the story of the report begins."""
    types = tracker.codelists["event-type"].by_code
    events = [moment for moment in moments if moment.type in types]
    first = first_month(tracker)
    over = columns(first.first if first else today, today)
    inside = [moment for moment in events if moment.date.first >= over.months[0].first]
    rows = tuple(_type_row(code, inside, over) for code in types)
    return TimelineChart(over, tuple(row for row in rows if row.counts), len(events) - len(inside))


def _type_row(code: str, moments: Iterable[TimelineEntry], over: Columns) -> TypeRow:
    found = Counter((moment.date.first.year, moment.date.first.month) for moment in moments if moment.type == code)
    counts = [(index, month, found[month.first.year, month.first.month]) for index, month in enumerate(over.months)]
    height = _STEP * max((count for _, _, count in counts), default=0)
    marks = (
        (round(over.x(index) + over.step / 2, 1), height - _STEP * (place + 0.5))
        for index, _, count in counts
        for place in range(count)
    )
    return TypeRow(code, tuple(marks), height, tuple((month, count) for _, month, count in counts if count))


HEIGHT = 44
_TOP, _GROUND = 14, 36
_PLACE_FOR_WORDS, _PLACE_FOR_A_NUMBER = 120, 75


# Figures that look alike and are not: each on its own scale of size, all on one scale of time. Only values of the
# same figure are joined, because only they share one definition.


@dataclass(frozen=True, slots=True)
class PlottedValue:
    """One value: its place, and the side on which its words stand (`start`: to the right of it).

    A value of a whole month or year stands in its middle; `span` is where the month or year begins and ends.
    """

    value: Value
    x: float
    y: float
    anchor: str
    span: tuple[float, float] | None

    @property
    def words_at(self) -> float:
        """Where its words begin or end."""
        return self.x + 7 if self.anchor == "start" else self.x - 7


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure and its values, oldest first."""

    name: str
    marks: tuple[PlottedValue, ...]


@dataclass(frozen=True, slots=True)
class FigureChart:
    """Figures over the same span of time."""

    scale: Scale
    rows: tuple[FigureRow, ...]
    height: int = HEIGHT
    ground: int = _GROUND


def figure_chart(tracker: Tracker, names: Iterable[str], today: dt.date) -> FigureChart:
    """The values of some figures, those that begin first above."""
    chosen = sorted(names, key=lambda name: (tracker.figures[name].values[0].date.sort_key, name))
    first = min((tracker.figures[name].values[0].date.first for name in chosen), default=today)
    scale = Scale(month_of(first).first, today)
    return FigureChart(scale, tuple(FigureRow(name, _all_plotted(tracker.figures[name], scale)) for name in chosen))


def _all_plotted(figure: Figure, scale: Scale) -> tuple[PlottedValue, ...]:
    largest = max(item.value for item in figure.values) or 1
    last = len(figure.values) - 1
    return tuple(
        _plotted(item, scale, round(_GROUND - (_GROUND - _TOP) * float(item.value / largest), 1), _room(index, last))
        for index, item in enumerate(figure.values)
    )


def _room(index: int, last: int) -> int:
    """From which place on the words stand to the left of a value: those of the last of several keep to its right."""
    if index < last:
        return _PLACE_FOR_WORDS
    return WIDTH - (_PLACE_FOR_A_NUMBER if last else _PLACE_FOR_WORDS)


def _plotted(item: Value, scale: Scale, y: float, left_from: int) -> PlottedValue:
    begin, end = scale.x(item.date.first), scale.x(item.date.last)
    x = round((begin + end) / 2, 1)
    return PlottedValue(item, x, y, "end" if x > left_from else "start", None if item.date.is_exact else (begin, end))


@dataclass(frozen=True, slots=True)
class Charts:
    """Draws from one record; `overview` holds the states of the day."""

    tracker: Tracker
    overview: Overview

    @property
    def _today(self) -> dt.date:
        return self.overview.day

    def states(self, names: Iterable[str]) -> StateChart:
        """The status of some commitments, month by month."""
        return state_chart(self.tracker, names, self._today)

    def dates(self, names: Iterable[str]) -> DateChart:
        """Every date promised by some commitments, and the days after it."""
        return date_chart(self.overview.of(names), self._today)

    def timeline(self) -> TimelineChart:
        """All events by type and month."""
        return timeline_chart(self.tracker, timeline_entries(self.tracker), self._today)

    def lookalikes(self) -> FigureChart:
        """The largest group of figures that are easily taken for one another."""
        return figure_chart(self.tracker, next(iter(lookalikes(self.tracker)), ()), self._today)
