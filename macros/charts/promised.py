"""Promised dates: when each was given, when it fell due, and the days until it was kept, moved, or today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from macros.charts.scale import Scale
from macros.derive.state import DueState, Outcome, State

_BEYOND = dt.timedelta(days=92)


@dataclass(frozen=True, slots=True)
class Row:
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
    rows: tuple[Row, ...]


def date_chart(states: Mapping[str, State], today: dt.date) -> DateChart:
    """Every date ever promised by some commitments, the earliest first.

    The span ends three months after today; a later date stands at its edge and is marked as lying beyond.
    """
    dues = [(name, number, due) for name, state in states.items() for number, due in enumerate(state.dues, 1)]
    dues.sort(key=lambda item: (item[2].due.date.last, item[0], item[1]))
    first = min((due.due.announced.first for _, _, due in dues), default=today)
    scale = Scale(first.replace(day=1), today + _BEYOND)
    return DateChart(scale, scale.x(today), tuple(_row(scale, today, *item) for item in dues))


def _row(scale: Scale, today: dt.date, name: str, number: int, state: DueState) -> Row:
    due = scale.x(state.due.date.last)
    end = _end(state, today)
    bar = (due, round(scale.x(end) - due, 1)) if end else None
    return Row(name, number, state, scale.x(state.due.announced.first), due, bar, not scale.holds(state.due.date.last))


def _end(state: DueState, today: dt.date) -> dt.date | None:
    """The day up to which the days are counted."""
    if state.outcome is Outcome.PASSED:
        return today
    if state.outcome in (Outcome.LATE, Outcome.MOVED):
        return state.due.date.last + dt.timedelta(days=state.days)
    return None
