"""The work list: every open commitment, the one that waits longest first."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given

from macros.derive.state import state_on
from macros.derive.worklist import credited, tasks, unchecked
from macros.history.change import Kind
from macros.history.changes import changes
from macros.model.commitment import Commitment
from macros.model.dates import PartialDate
from macros.model.tracker import Tracker

from .invented import commitments, days

LIBRARY, BRIDGE = "library-hours", "bridge-repair"


@given(commitments, commitments, days)
def test_open_commitments_stand_in_the_list_oldest_first(
    tracker: Tracker, one: Commitment, other: Commitment, day: dt.date
) -> None:
    states = {"one": state_on(tracker, one, day), "other": state_on(tracker, other, day)}
    found = tasks(states)

    assert {task.record for task in found} == {name for name, state in states.items() if not state.is_closed}
    assert [task.due or dt.date.min for task in found] == sorted(task.due or dt.date.min for task in found)


@given(commitments, days)
def test_a_task_is_due_when_its_state_says_so(tracker: Tracker, commitment: Commitment, day: dt.date) -> None:
    state = state_on(tracker, commitment, day)
    for task in tasks({"one": state}):
        assert task.is_due == state.is_due_a_check
        assert task.is_due == (task.due is None or task.days > 0)


def test_a_check_that_finds_nothing_is_credited(tracker: Tracker) -> None:
    found = credited(changes(tracker))

    assert {(change.record, change.kind) for change in found} == {(BRIDGE, Kind.CHECKED)}


def test_unchecked_is_what_nobody_wrote_about_in_the_month(tracker: Tracker) -> None:
    names = [BRIDGE, LIBRARY]
    everything = changes(tracker)

    assert unchecked(names, PartialDate("2026-11"), everything) == ()
    assert unchecked(names, PartialDate("2026-10"), everything) == (BRIDGE, LIBRARY)


def test_a_search_alone_counts_as_a_check(tracker: Tracker) -> None:
    alone = replace(tracker, commitments={BRIDGE: tracker.commitments[BRIDGE]})
    only_searches = credited(changes(alone))

    assert unchecked([BRIDGE], PartialDate("2026-11"), only_searches) == ()
