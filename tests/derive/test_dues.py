"""A promised date is ahead, passed, kept, late or moved: one of these, by rule, on every day."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given

from macros.derive.state import Outcome, due_states, slippage
from macros.model.commitment import Commitment, Due, Event
from macros.model.dates import PartialDate, days_between
from macros.model.evidence import Evidence
from macros.model.levels import met_points
from macros.model.tracker import Tracker

from .invented import LAST, commitments, days

_EVIDENCE = (Evidence(source="2025-09-30-inspection-report", quote=None, says="It says so.", locator=None),)


def promised(tracker: Tracker, *dues: tuple[str, str, str | None]) -> Commitment:
    """The bridge with these due dates: announced, date, and the date that it replaces."""
    found = tuple(
        Due(
            announced=PartialDate(announced),
            date=PartialDate(date),
            what="The sum is paid.",
            replaces=PartialDate(replaces) if replaces else None,
            recorded=LAST,
            evidence=_EVIDENCE,
        )
        for announced, date, replaces in dues
    )
    return tracker.commitments["bridge-repair"].model_copy(update={"due": found})


def paid(day: str) -> dict[str, Event]:
    """The point of the bridge, met on a day."""
    event = Event(
        id="paid",
        date=PartialDate(day),
        type="action",
        what="Paid.",
        meets=("paid",),
        recorded=LAST,
        evidence=_EVIDENCE,
    )
    return {"paid": event}


@pytest.mark.parametrize(
    ("met_on", "day", "outcome", "count"),
    [
        (None, "2026-02-28", Outcome.AHEAD, 31),
        (None, "2026-03-31", Outcome.AHEAD, 0),
        (None, "2026-04-01", Outcome.PASSED, 1),
        ("2026-03-31", "2026-04-01", Outcome.KEPT, 0),
        ("2026-03", "2026-04-01", Outcome.KEPT, 0),
        ("2026-04-10", "2026-05-01", Outcome.LATE, 10),
    ],
)
def test_a_month_may_be_kept_until_its_last_day(
    tracker: Tracker, met_on: str | None, day: str, outcome: Outcome, count: int
) -> None:
    commitment = promised(tracker, ("2025-10", "2026-03", None))
    (state,) = due_states(commitment, paid(met_on) if met_on else {}, dt.date.fromisoformat(day))

    assert (state.outcome, state.days) == (outcome, count)


def test_a_moved_date_counts_the_days_between_the_last_days(tracker: Tracker) -> None:
    commitment = promised(tracker, ("2025-10", "2026-03", None), ("2026-02", "2026-06-30", "2026-03"))
    moved, newest = due_states(commitment, {}, dt.date(2026, 3, 1))

    assert (moved.outcome, moved.days) == (Outcome.MOVED, 91)
    assert newest.outcome is Outcome.AHEAD
    assert (slippage((moved, newest)).moves, slippage((moved, newest)).days) == (1, 91)


@given(commitments, days)
def test_every_date_has_one_outcome(tracker: Tracker, commitment: Commitment, day: dt.date) -> None:
    states = due_states(commitment, met_points(tracker, commitment, day), day)

    assert [state.due for state in states] == list(commitment.due)
    for state in states:
        assert (state.met_by is not None) == (state.outcome in (Outcome.KEPT, Outcome.LATE))
        assert state.days >= 0 or state.outcome is Outcome.MOVED


@given(commitments, days)
def test_a_passed_date_is_a_day_in_the_past(commitment: Commitment, day: dt.date) -> None:
    for state in due_states(commitment, {}, day):
        if state.outcome is Outcome.PASSED:
            assert days_between(state.due.date.last, day) == state.days > 0
