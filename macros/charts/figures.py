"""Figures that look alike and are not: each on its own scale of size, all on one scale of time.

Only values of the same figure are joined, because only they share one definition.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from macros.charts.scale import WIDTH, Scale
from macros.model.dates import month_of
from macros.model.records import Figure, Value
from macros.model.tracker import Tracker

HEIGHT = 44
_TOP, _GROUND = 14, 36
_PLACE_FOR_WORDS, _PLACE_FOR_A_NUMBER = 120, 75


@dataclass(frozen=True, slots=True)
class Mark:
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
class Row:
    """One figure and its values, oldest first."""

    name: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class FigureChart:
    """Figures over the same span of time."""

    scale: Scale
    rows: tuple[Row, ...]
    height: int = HEIGHT
    ground: int = _GROUND


def figure_chart(tracker: Tracker, names: Iterable[str], today: dt.date) -> FigureChart:
    """The values of some figures, those that begin first above."""
    chosen = sorted(names, key=lambda name: (tracker.figures[name].values[0].date.sort_key, name))
    first = min((tracker.figures[name].values[0].date.first for name in chosen), default=today)
    scale = Scale(month_of(first).first, today)
    return FigureChart(scale, tuple(Row(name, _marks(tracker.figures[name], scale)) for name in chosen))


def _marks(figure: Figure, scale: Scale) -> tuple[Mark, ...]:
    largest = max(item.value for item in figure.values) or 1
    last = len(figure.values) - 1
    return tuple(
        _mark(item, scale, round(_GROUND - (_GROUND - _TOP) * float(item.value / largest), 1), _room(index, last))
        for index, item in enumerate(figure.values)
    )


def _room(index: int, last: int) -> int:
    """From which place on the words stand to the left of a value: those of the last of several keep to its right."""
    if index < last:
        return _PLACE_FOR_WORDS
    return WIDTH - (_PLACE_FOR_A_NUMBER if last else _PLACE_FOR_WORDS)


def _mark(item: Value, scale: Scale, y: float, left_from: int) -> Mark:
    begin, end = scale.x(item.date.first), scale.x(item.date.last)
    x = round((begin + end) / 2, 1)
    return Mark(item, x, y, "end" if x > left_from else "start", None if item.date.is_exact else (begin, end))
