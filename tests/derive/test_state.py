"""The state of a day follows from the entries up to that day, and from nothing else."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from macros.derive.state import last_checked, state_on
from macros.history.snapshots import until
from macros.model.commitment import Assessment, Commitment, Search
from macros.model.dates import PartialDate
from macros.model.tracker import Tracker
from tests.remade import remade

from .invented import LAST, commitments, days

LIBRARY, BRIDGE = "library-hours", "bridge-repair"


def assessed(commitment: Commitment, *values: str) -> Commitment:
    """The record with these values from 1 January 2026 on, a day apart."""
    day = dt.date(2026, 1, 1)
    found = tuple(
        Assessment(
            date=PartialDate.of(day + dt.timedelta(days=number)),
            recorded=LAST,
            delivery=value,
            reason="A reason.",
            confirmed_by=None,
            successor=None,
        )
        for number, value in enumerate(values)
    )
    return commitment.model_copy(update={"assessments": found})


@given(commitments, days)
def test_state_depends_on_nothing_later(tracker: Tracker, commitment: Commitment, day: dt.date) -> None:
    whole, cut = state_on(tracker, commitment, day), state_on(tracker, until(commitment, day), day)

    assert cut == replace(whole, last_checked=cut.last_checked, check_due=cut.check_due)


@given(commitments, days)
def test_nobody_checked_after_the_day(commitment: Commitment, day: dt.date) -> None:
    checked = last_checked(commitment, day)

    assert checked is None or checked <= day


@given(commitments, days)
def test_met_and_unmet_points_make_up_the_whole(tracker: Tracker, commitment: Commitment, day: dt.date) -> None:
    state = state_on(tracker, commitment, day)
    points = {point.id for point in commitment.done_when}

    assert set(state.met) | {point.id for point in state.unmet} == points
    assert not set(state.met) & {point.id for point in state.unmet}


@pytest.mark.parametrize(
    ("values", "back"),
    [
        (["planned", "under-way"], False),
        (["under-way", "planned"], True),
        (["under-way", "planned", "planned"], True),
        (["under-way", "planned", "under-way"], False),
        (["under-way", "dropped"], False),
    ],
)
def test_went_back_tells_of_the_newest_change_of_value(tracker: Tracker, values: list[str], back: bool) -> None:
    assert state_on(tracker, assessed(tracker.commitments[BRIDGE], *values), LAST).went_back is back


def test_a_value_holds_since_the_unbroken_run_began(tracker: Tracker) -> None:
    commitment = assessed(tracker.commitments[BRIDGE], "planned", "under-way", "under-way")

    assert str(state_on(tracker, commitment, LAST).since) == "2026-01-02"


def test_the_lead_body_speaks_first(tracker: Tracker) -> None:
    """A newer answer of another body does not take the place of the lead body's own."""
    bridge = tracker.commitments[BRIDGE]
    other = bridge.responses[0].model_copy(
        update={"body": "mill-town-council", "date": PartialDate("2026-01-05"), "response": "declined"}
    )
    both = bridge.model_copy(update={"responses": (*bridge.responses, other)})
    state = state_on(tracker, both, LAST)

    assert state.response == bridge.responses[0]


def test_last_report_is_of_any_type_and_last_act_of_acts_only(tracker: Tracker) -> None:
    state = state_on(tracker, tracker.commitments[LIBRARY], dt.date(2025, 10, 10))

    assert (str(state.newest_evidence), str(state.last_act)) == ("2025-09-30", "2025-06")
    assert state.quiet_days == 10


@pytest.mark.parametrize(("days_later", "quiet"), [(180, False), (181, True)])
def test_quiet_begins_after_the_last_quiet_day(tracker: Tracker, days_later: int, quiet: bool) -> None:
    """The newest act or answer of the bridge is the answer of 14 October 2025."""
    day = dt.date(2025, 10, 14) + dt.timedelta(days=days_later)

    assert state_on(tracker, tracker.commitments[BRIDGE], day).is_quiet is quiet


def test_a_check_is_due_when_the_days_of_the_kind_are_over(tracker: Tracker) -> None:
    bridge = tracker.commitments[BRIDGE]
    allowed = tracker.codelists["commitment-kind"][bridge.kind].check_days or 0
    checked = last_checked(bridge, LAST)
    assert checked is not None
    last_day = checked + dt.timedelta(days=allowed)

    assert not state_on(tracker, bridge, last_day).is_due_a_check
    assert state_on(tracker, bridge, last_day + dt.timedelta(days=1)).is_due_a_check


def test_a_search_puts_the_next_check_off(tracker: Tracker) -> None:
    bridge = tracker.commitments[BRIDGE]
    later = Search(date=dt.date(2027, 2, 1), places=("gov.uk",), words=("bridge",), found="Nothing.")
    searched = bridge.model_copy(update={"searches": (*bridge.searches, later)})

    assert state_on(tracker, searched, dt.date(2027, 3, 1)).last_checked == later.date


def test_what_is_closed_is_never_overdue_or_due_a_check(tracker: Tracker) -> None:
    changed: dict[str, Any] = {"due": tracker.commitments[BRIDGE].due[:1]}
    dropped = assessed(tracker.commitments[BRIDGE].model_copy(update=changed), "dropped")
    state = state_on(tracker, dropped, dt.date(2028, 1, 1))

    assert state.is_closed
    assert state.overdue == ()
    assert not state.is_due_a_check


def test_a_status_on_one_publisher_says_so(tracker: Tracker, today: dt.date) -> None:
    assert state_on(tracker, tracker.commitments[LIBRARY], today).one_source
    assert state_on(tracker, tracker.commitments[BRIDGE], today).is_disputed


@pytest.mark.parametrize(
    ("said", "differs"),
    [
        # as ours, which is delivered; in words that come to none of our values; and otherwise
        ([("a", "delivered")], False),
        ([("a", None)], False),
        ([("a", "under-way")], True),
        # the newest of each body counts
        ([("a", "under-way"), ("a", "delivered")], False),
        ([("a", "delivered"), ("b", "planned")], True),
    ],
)
def test_an_own_status_stands_beside_ours_and_moves_nothing(
    tracker: Tracker, said: list[tuple[str, str | None]], differs: bool
) -> None:
    record = assessed(tracker.commitments[BRIDGE], "planned", "delivered")
    shown = [{"source": "2025-10-transport-letter", "says": "It says so."}]
    given = [
        {"date": "2026", "recorded": LAST, "body": body, "value": "Ours", "amounts_to": delivery, "evidence": shown}
        for body, delivery in said
    ]
    without, state = (state_on(tracker, item, LAST) for item in (record, remade(record, own_status=given)))

    assert bool(state.differing) is differs
    assert (state.delivery, state.response, state.quiet_days) == (
        without.delivery,
        without.response,
        without.quiet_days,
    )
