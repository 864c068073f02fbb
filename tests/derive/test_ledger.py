"""The slippage ledger holds every promised date once, and its rows sum up to what is said of each commitment."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given

from macros.derive.overview import overview
from macros.derive.state import Outcome, state_on
from macros.derive.worklist import by_outcome, entries, ledger, rows_of
from macros.model.commitment import Commitment, Search
from macros.model.tracker import Tracker

from .invented import LAST, commitments, days

BRIDGE = "bridge-repair"


@given(commitments, days)
def test_rows_sum_to_the_slippage(tracker: Tracker, commitment: Commitment, day: dt.date) -> None:
    state = state_on(tracker, commitment, day)
    moved = [row for row in rows_of(BRIDGE, state) if row.outcome is Outcome.MOVED]

    assert len(moved) == state.slipped.moves
    assert sum(row.state.days for row in moved) == state.slipped.days


@given(commitments)
def test_every_date_stands_in_the_ledger_once(tracker: Tracker, commitment: Commitment) -> None:
    state = state_on(tracker, commitment, LAST)
    rows = ledger({BRIDGE: state})
    told = [row for group in by_outcome(entries(rows)).values() for entry in group for row in entry.rows]

    assert sorted(row.number for row in rows) == list(range(1, len(state.dues) + 1))
    assert len(told) == len(rows)


@given(commitments)
def test_a_moved_date_names_the_one_that_took_its_place(tracker: Tracker, commitment: Commitment) -> None:
    for row in rows_of(BRIDGE, state_on(tracker, commitment, LAST)):
        assert (row.moved_to is not None) == (row.outcome is Outcome.MOVED)
        assert row.moved_to is None or row.moved_to.replaces == row.due.date


@given(commitments)
def test_a_search_older_than_the_date_shows_nothing_about_it(tracker: Tracker, commitment: Commitment) -> None:
    for row in rows_of(BRIDGE, state_on(tracker, commitment, LAST)):
        assert row.search is None or (row.outcome is Outcome.PASSED and row.due.date.last < row.search.date)


def test_a_passed_date_names_the_newest_search_since(tracker: Tracker) -> None:
    bridge = tracker.commitments[BRIDGE].model_copy(update={"due": tracker.commitments[BRIDGE].due[:1]})
    searches = tuple(
        Search(date=day, places=("gov.uk",), words=("bridge",), found="Nothing.")
        for day in (dt.date(2026, 3, 1), dt.date(2026, 6, 1), dt.date(2026, 7, 1))
    )
    state = state_on(tracker, bridge.model_copy(update={"searches": searches}), LAST)
    (row,) = rows_of(BRIDGE, state)

    assert row.outcome is Outcome.PASSED
    assert row.search == searches[-1]


def test_the_same_promise_followed_twice_is_told_once(tracker: Tracker, today: dt.date) -> None:
    twins = {"one": tracker.commitments[BRIDGE], "other": tracker.commitments[BRIDGE]}
    found = entries(ledger(dict(overview(replace(tracker, commitments=twins), today).states)))

    assert [[row.record for row in entry.rows] for entry in found] == [["one", "other"]] * 2
