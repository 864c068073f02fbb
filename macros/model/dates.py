"""Dates as sources give them: a year, a month or a day, never made more exact than they are."""

from __future__ import annotations

import calendar
import datetime as dt
import functools
import re

_SHAPE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1900, 2999  # as the schemas say
EXPECTED = "a date written YYYY-MM-DD, or YYYY-MM or YYYY when the source gives no more"


@functools.total_ordering
class PartialDate:
    """A year, a month or a day of the Gregorian calendar.

    Order is that of the calendar: by the first possible day, and at the same first day the more exact date
    comes first. `str()` gives back exactly what was written.
    """

    __slots__ = ("_text", "first", "last")

    def __init__(self, text: str) -> None:
        """Read `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.

        Raises:
            ValueError: the text has another shape or names a day that does not exist.
        """
        shape = _SHAPE.fullmatch(text)
        if not shape or not _FIRST_YEAR <= int(shape[1]) <= _LAST_YEAR:
            raise ValueError(f"{text!r} is not {EXPECTED}")
        year, month, day = (int(part) if part is not None else None for part in shape.groups())
        try:
            self.first = dt.date(year or 0, 1 if month is None else month, 1 if day is None else day)
        except ValueError:
            raise ValueError(f"{text!r} is not a day or month of the calendar") from None
        month_ends = calendar.monthrange(self.first.year, month or 12)[1]
        self.last = self.first if day is not None else self.first.replace(month=month or 12, day=month_ends)
        self._text = text

    @classmethod
    def of(cls, day: dt.date) -> PartialDate:
        """The exact date of a calendar day."""
        return cls(day.isoformat())

    @property
    def is_exact(self) -> bool:
        """Whether the date names one day."""
        return self.first == self.last

    @property
    def precision(self) -> str:
        """`year`, `month` or `day`."""
        return {4: "year", 7: "month", 10: "day"}[len(self._text)]

    @property
    def sort_key(self) -> tuple[dt.date, dt.date]:
        """First and last possible day; usable as a key for sorting."""
        return (self.first, self.last)

    def has_begun(self, day: dt.date) -> bool:
        """Whether at least a part of the date lies on or before the day."""
        return self.first <= day

    def has_passed(self, day: dt.date) -> bool:
        """Whether the whole of the date lies before the day."""
        return self.last < day

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return f"PartialDate({self._text!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PartialDate) and self._text == other._text

    def __lt__(self, other: PartialDate) -> bool:
        return self.sort_key < other.sort_key

    def __hash__(self) -> int:
        return hash(self._text)


@functools.lru_cache(maxsize=4096)  # the same few hundred dates stand in all records
def in_words(date: PartialDate | dt.date) -> str:
    """Plain English without a leading zero: `16 June 2025`, `June 2025` or `2025`."""
    if isinstance(date, dt.date):
        return f"{date.day} {calendar.month_name[date.month]} {date.year}"
    words = f"{date.first.day} {calendar.month_name[date.first.month]} {date.first.year}".split()
    return " ".join(words[{"day": 0, "month": 1, "year": 2}[date.precision] :])


def days_between(earlier: dt.date, later: dt.date) -> int:
    """Whole days from one day to the other; negative when they are the other way round."""
    return (later - earlier).days


def month_of(day: dt.date) -> PartialDate:
    """The month of a day."""
    return PartialDate(f"{day.year:04}-{day.month:02}")


def months(first: PartialDate, today: dt.date) -> tuple[PartialDate, ...]:
    """Every month from the first to the current one, oldest first."""
    start, found = first.first, []
    while start <= today:
        found.append(month_of(start))
        start = months_after(start, 1)
    return tuple(found)


def end_of(month: PartialDate, today: dt.date) -> dt.date:
    """The last day of a month; today in the current one."""
    return min(month.last, today)


def months_after(day: dt.date, count: int) -> dt.date:
    """The same day of the month so many months later or, when negative, earlier; the last day where there is none."""
    month = day.year * 12 + day.month - 1 + count
    year, index = divmod(month, 12)
    return dt.date(year, index + 1, min(day.day, calendar.monthrange(year, index + 1)[1]))
