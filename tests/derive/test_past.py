"""Which past days have a page, and what is told of each month."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise

import pytest

from macros.derive.as_of import Past, neighbours, past
from macros.history.change import COMMITMENT, Kind
from macros.history.changes import changes
from macros.model.dates import PartialDate
from macros.model.entries import Withdrawal
from macros.model.tracker import Tracker
from tests.remade import remade


@pytest.fixture
def told(tracker: Tracker, today: dt.date) -> Past:
    return past(tracker, today, changes(tracker))


def test_every_month_has_a_page(told: Past) -> None:
    assert [str(month) for month in told.months[:2]] == ["2025-03", "2025-04"]
    assert str(told.months[-1]) == "2026-11"


def test_a_day_has_a_page_when_a_change_is_known_to_the_day(told: Past) -> None:
    names = {str(day) for day in told.days}

    assert {"2025-03-10", "2025-10-14", "2026-02-10"} <= names
    assert all(day.is_exact for day in told.days)
    assert "2026-11-20" not in names  # a search changes nothing in the table


def test_a_day_keeps_its_page_when_what_it_told_of_is_put_right(tracker: Tracker, today: dt.date) -> None:
    """Its address was given to readers: for a promise that was withdrawn, and for another day of a promise."""
    name, day = "bridge-repair", PartialDate("2025-09-30")
    edit = {"field": "made_date", "was": "2025-09-29", "recorded": "2026-11-21", "reason": "A slip."}
    edited = remade(tracker.commitments[name], edits=[edit])
    gone = edited.model_copy(update={"withdrawn": Withdrawal(date=today, reason="It was a mistake.")})
    changed = replace(tracker, commitments={**tracker.commitments, name: gone})

    days = past(changed, today, changes(changed)).days
    assert {*past(tracker, today, changes(tracker)).days, day, PartialDate("2025-09-29"), PartialDate.of(today)} == {
        *days
    }


def test_pages_run_in_the_order_of_the_days_they_stand_for(told: Past) -> None:
    days = [told.day(date) for date in told.pages]

    assert days == sorted(days)
    assert len(set(told.pages)) == len(told.months) + len(told.days)


def test_neighbours_lead_through_all_pages_and_back(told: Past) -> None:
    for before, after in pairwise(told.pages):
        assert neighbours(told.pages, before)[1] == after
        assert neighbours(told.pages, after)[0] == before
    assert neighbours(told.pages, told.pages[0])[0] is None
    assert neighbours(told.pages, told.pages[-1])[1] is None


def test_every_change_belongs_to_one_month(tracker: Tracker, told: Past) -> None:
    begins = told.months[0].first
    every = [item for item in changes(tracker) if item.record_kind == COMMITMENT and item.date.first >= begins]
    during = [change for month in told.months for change in told.during(month)]
    written = [item for month in told.months for item in told.written_in(month) if item.date.first >= begins]

    assert sorted(item.id for item in during) == sorted(item.id for item in every)
    assert sorted(item.id for item in written) == sorted(item.id for item in every)


def test_a_month_tells_what_happened_in_it_whenever_it_was_written(told: Past) -> None:
    june = next(month for month in told.months if str(month) == "2025-06")

    assert [change.kind for change in told.during(june)] == [Kind.FORWARD]
    assert told.written_in(june) == ()
