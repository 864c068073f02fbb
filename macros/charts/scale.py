"""From days to places: one scale of time, with its months and years."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from macros.model.dates import PartialDate, days_between, end_of, month_of, months

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

    @property
    def width(self) -> int:
        """The width of every picture, in units of drawing."""
        return WIDTH


@dataclass(frozen=True, slots=True)
class Columns:
    """Months side by side, each as wide as the others."""

    months: tuple[PartialDate, ...]
    today: dt.date

    @property
    def step(self) -> float:
        """The width of one column."""
        return WIDTH / max(1, len(self.months))

    def x(self, index: int) -> float:
        """Where the column of that number begins."""
        return round(self.step * index, 1)

    def end(self, index: int) -> dt.date:
        """The last day of the month; today in the current one."""
        return end_of(self.months[index], self.today)

    @property
    def years(self) -> tuple[Year, ...]:
        """The years that the columns touch."""
        starts = [(index, month.first.year) for index, month in enumerate(self.months)]
        firsts = [(index, year) for index, year in starts if index == 0 or starts[index - 1][1] != year]
        return tuple(Year(str(year), self.x(index)) for index, year in firsts)

    @property
    def width(self) -> int:
        """The width of every picture, in units of drawing."""
        return WIDTH


def columns(first: dt.date, today: dt.date) -> Columns:
    """One column for each month, from that of the first day to the current one."""
    return Columns(months(month_of(min(first, today)), today), today)
