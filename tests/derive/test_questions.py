"""An open question for every point, date and conflict that the record cannot answer, and for nothing else."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given

from macros.derive.state import state_on
from macros.derive.worklist import About, by_body, inquiries, inquiry, rungs_above
from macros.model.commitment import Commitment
from macros.model.tracker import Tracker

from .invented import LAST, commitments

LIBRARY, BRIDGE = "library-hours", "bridge-repair"


@given(commitments)
def test_each_unmet_point_and_passed_date_is_asked_once(tracker: Tracker, commitment: Commitment) -> None:
    state = state_on(tracker, commitment, LAST)
    found = inquiry(tracker, BRIDGE, state).questions
    points = [question.point for question in found if question.about is About.POINT]
    dates = [question.due for question in found if question.about is About.DATE]

    assert points == ([] if state.is_closed else list(state.unmet))
    assert dates == list(state.overdue)


@given(commitments)
def test_every_question_is_about_one_thing(tracker: Tracker, commitment: Commitment) -> None:
    for question in inquiry(tracker, BRIDGE, state_on(tracker, commitment, LAST)).questions:
        assert sum(item is not None for item in (question.point, question.due, question.conflict)) == 1


def test_sources_that_disagree_are_a_question_for_no_body(tracker: Tracker, today: dt.date) -> None:
    found = inquiry(tracker, BRIDGE, state_on(tracker, tracker.commitments[BRIDGE], today))

    assert [question.about for question in found.questions] == [About.POINT, About.CONFLICT]
    assert [question.about for question in found.to_ask] == [About.POINT]


@given(commitments)
def test_rungs_lie_above_the_present_one_in_order(tracker: Tracker, commitment: Commitment) -> None:
    state = state_on(tracker, commitment, LAST)
    ranks = [tracker.rank_of(code) for code in rungs_above(tracker, state)]

    assert ranks == sorted(ranks)
    assert all(rank > tracker.rank_of(state.delivery) for rank in ranks)


def test_one_point_cannot_be_met_in_part(tracker: Tracker, today: dt.date) -> None:
    bridge, library = (state_on(tracker, tracker.commitments[name], today) for name in (BRIDGE, LIBRARY))

    assert "part-delivered" not in rungs_above(tracker, bridge)
    assert list(rungs_above(tracker, library)) == ["delivered"]


def test_nothing_open_leaves_no_page(tracker: Tracker) -> None:
    """On the day of the vote nothing was due and all points were open; without commitments nothing is."""
    assert inquiries(replace(tracker, commitments={}), {}) == {}


def test_questions_are_gathered_under_the_body_that_leads(tracker: Tracker, today: dt.date) -> None:
    states = {name: state_on(tracker, item, today) for name, item in tracker.commitments.items()}
    found = by_body(inquiries(tracker, states))

    assert {body: list(items) for body, items in found.items()} == {
        "mill-town-council": [LIBRARY],
        "transport-office": [BRIDGE],
    }


@pytest.mark.parametrize("name", [LIBRARY, BRIDGE])
def test_the_newest_search_is_named(tracker: Tracker, today: dt.date, name: str) -> None:
    searches = tracker.commitments[name].searches
    found = inquiry(tracker, name, state_on(tracker, tracker.commitments[name], today))

    assert found.search == (searches[-1] if searches else None)
