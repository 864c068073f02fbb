"""Two clocks: the day that an entry is about, and the day on which it was written down."""

from __future__ import annotations

import datetime as dt

from hypothesis import given

from macros.history.snapshots import known_on, until
from macros.model.commitment import Commitment
from macros.model.tracker import Tracker
from tests.derive.invented import LAST, commitments, days

FIELDS = ("responses", "due", "events", "assessments", "searches")


@given(commitments, days, days)
def test_the_record_only_grows(commitment: Commitment, one: dt.date, other: dt.date) -> None:
    earlier, later = sorted((one, other))
    for cut in (until, known_on):
        for field in FIELDS:
            before, after = getattr(cut(commitment, earlier), field), getattr(cut(commitment, later), field)
            assert all(entry in after for entry in before)


@given(commitments, days)
def test_nothing_is_known_before_it_happens(commitment: Commitment, day: dt.date) -> None:
    """Entries are written on their day or later, so what was known is a part of what held."""
    for field in FIELDS:
        assert set(map(repr, getattr(known_on(commitment, day), field))) <= set(
            map(repr, getattr(until(commitment, day), field))
        )


@given(commitments)
def test_in_the_end_the_whole_record_is_there(commitment: Commitment) -> None:
    assert until(commitment, LAST) == commitment
    assert known_on(commitment, LAST) == commitment


@given(commitments, days)
def test_cutting_twice_is_cutting_once(commitment: Commitment, day: dt.date) -> None:
    assert until(until(commitment, day), day) == until(commitment, day)


def test_a_month_counts_from_its_first_day(tracker: Tracker) -> None:
    library = tracker.commitments["library-hours"]

    assert [event.id for event in until(library, dt.date(2025, 5, 31)).events] == ["vote"]
    assert [event.id for event in until(library, dt.date(2025, 6, 1)).events] == ["vote", "staff-hired"]
