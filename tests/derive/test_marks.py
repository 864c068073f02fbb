"""The marks since a report: half a year after it, and every year."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given

from macros.derive.reports import marks, next_mark
from macros.model.tracker import Tracker

from .invented import days

REPORT = "inspection-report"


@pytest.mark.parametrize(
    ("today", "reached", "ahead"),
    [
        ("2026-03-29", [], "2026-03-30"),
        ("2026-03-30", ["2026-03-30"], "2026-09-30"),
        ("2027-09-30", ["2027-09-30", "2026-09-30", "2026-03-30"], "2028-09-30"),
    ],
)
def test_marks_come_after_half_a_year_and_every_year(
    tracker: Tracker, today: str, reached: list[str], ahead: str
) -> None:
    day = dt.date.fromisoformat(today)
    following = next_mark(tracker, day)

    assert [mark.day.isoformat() for mark in marks(tracker, day)] == reached
    assert following is not None
    assert following.day.isoformat() == ahead


@given(days)
def test_a_mark_stays_once_it_is_reached(tracker: Tracker, day: dt.date) -> None:
    later = day + dt.timedelta(days=400)

    assert set(marks(tracker, day)) <= set(marks(tracker, later))


def test_years_are_counted_from_the_report(tracker: Tracker) -> None:
    found = marks(tracker, dt.date(2027, 12, 31))

    assert [(mark.report, mark.years) for mark in found] == [(REPORT, 2), (REPORT, 1), (REPORT, 0)]


def test_without_numbered_recommendations_there_is_no_mark(tracker: Tracker, today: dt.date) -> None:
    none = replace(tracker, commitments={"library-hours": tracker.commitments["library-hours"]})

    assert marks(none, today) == ()
    assert next_mark(none, today) is None
