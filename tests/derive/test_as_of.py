"""A page of a past day shows what held then, whatever was added since."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise
from typing import Any

from hypothesis import given

from macros.derive import as_of
from macros.derive.state import state_on
from macros.history.snapshots import known_on, until
from macros.model.commitment import Commitment
from macros.model.dates import PartialDate, months_after
from macros.model.tracker import Tracker

from .invented import LAST, commitments, days

BRIDGE = "bridge-repair"


def holding(tracker: Tracker, commitment: Commitment) -> Tracker:
    """The good tree with this one commitment alone."""
    return replace(tracker, commitments={BRIDGE: commitment})


def at(commitment: Commitment, day: dt.date) -> as_of.Snapshot | None:
    return as_of.snapshot_on(as_of.snapshots_of(Tracker(), commitment), day)


@given(commitments, days)
def test_a_day_depends_on_nothing_later(commitment: Commitment, day: dt.date) -> None:
    """Cutting off everything dated later changes nothing on the day."""
    assert at(until(commitment, day), day) == at(commitment, day)


@given(commitments, commitments, days)
def test_a_day_is_blind_to_what_is_added_after_it(past: Commitment, future: Commitment, day: dt.date) -> None:
    """Entries of any kind, dated after the day, leave it as it was."""
    added: dict[str, Any] = {}
    for field, date in (("responses", "date"), ("due", "announced"), ("assessments", "date"), ("events", "date")):
        later = tuple(item for item in getattr(future, field) if not getattr(item, date).has_begun(day))
        added[field] = (*getattr(until(past, day), field), *later)

    assert at(past.model_copy(update=added), day) == at(past, day)


@given(commitments, days)
def test_the_table_agrees_with_the_state_of_the_day(tracker: Tracker, commitment: Commitment, day: dt.date) -> None:
    """Two ways to the same answer: looked up in the snapshots, and derived anew from the entries up to the day."""
    state, snapshot = state_on(tracker, commitment, day), at(commitment, day)

    if commitment.made_date.has_begun(day):
        assert snapshot is not None
        assert (snapshot.delivery, snapshot.since, snapshot.response) == (state.delivery, state.since, state.response)
    else:
        assert snapshot is None


def known_table(tracker: Tracker, day: dt.date) -> dict[str, as_of.Snapshot]:
    return as_of.known_table(as_of.known_snapshots(tracker, as_of.snapshots(tracker)), day)


@given(commitments, days)
def test_what_was_known_depends_on_nothing_written_later(
    tracker: Tracker, commitment: Commitment, day: dt.date
) -> None:
    known = known_on(commitment, day)
    cut = holding(tracker, known) if known.assessments else replace(tracker, commitments={})

    assert known_table(cut, day) == known_table(holding(tracker, commitment), day)


@given(commitments)
def test_all_is_known_in_the_end(tracker: Tracker, commitment: Commitment) -> None:
    whole = as_of.table_on({BRIDGE: as_of.snapshots_of(Tracker(), commitment)}, LAST)

    assert known_table(holding(tracker, commitment), LAST) == whole


@given(commitments)
def test_snapshots_differ_from_one_to_the_next(commitment: Commitment) -> None:
    found = as_of.snapshots_of(Tracker(), commitment)

    assert found[0].start == commitment.made_date.first
    assert all(after.differs(before) and after.start > before.start for before, after in pairwise(found))


def test_nothing_is_known_before_the_record_was_begun(tracker: Tracker, today: dt.date) -> None:
    eve = today - dt.timedelta(days=1)

    assert as_of.begun(tracker) == today
    assert known_table(tracker, eve) == {}
    assert set(known_table(tracker, today)) == set(tracker.commitments)


def test_a_moved_date_no_longer_stands(tracker: Tracker) -> None:
    before, after = (at(tracker.commitments[BRIDGE], day) for day in (dt.date(2026, 2, 9), dt.date(2026, 2, 10)))

    assert before is not None
    assert after is not None
    assert [str(due.date) for due in before.dues] == ["2026-03"]
    assert [str(due.date) for due in after.dues] == ["2027"]


def test_months_run_from_the_first_to_the_current_one() -> None:
    found = as_of.months(PartialDate("2025-11"), dt.date(2026, 2, 1))

    assert [str(month) for month in found] == ["2025-11", "2025-12", "2026-01", "2026-02"]
    assert as_of.months(PartialDate("2026-03"), dt.date(2026, 2, 1)) == ()


def test_a_month_ends_with_its_last_day_and_the_current_one_today() -> None:
    assert as_of.end_of(PartialDate("2024-02"), dt.date(2026, 1, 1)) == dt.date(2024, 2, 29)
    assert as_of.end_of(PartialDate("2026-11"), dt.date(2026, 11, 21)) == dt.date(2026, 11, 21)


def test_months_later_keep_the_day_where_there_is_one() -> None:
    assert months_after(dt.date(2025, 6, 16), 6) == dt.date(2025, 12, 16)
    assert months_after(dt.date(2025, 8, 31), 6) == dt.date(2026, 2, 28)
    assert months_after(dt.date(2026, 1, 15), -1) == dt.date(2025, 12, 15)


def test_the_story_begins_where_the_tracked_report_begins(tracker: Tracker) -> None:
    """No background record tells of the report of the good tree, so the oldest promise begins it."""
    assert as_of.first_month(tracker) == PartialDate("2025-03")
    assert as_of.first_month(replace(tracker, commitments={}, background={})) is None


def test_changed_days_are_those_on_which_the_table_differs(tracker: Tracker, today: dt.date) -> None:
    histories = as_of.snapshots(tracker)
    first = dt.date(2025, 1, 1)
    every = [first + dt.timedelta(days=count) for count in range((today - first).days + 1)]
    moved = [
        day for day in every if as_of.table_on(histories, day) != as_of.table_on(histories, day - dt.timedelta(days=1))
    ]

    assert list(as_of.changed_days(histories, first, today)) == moved
