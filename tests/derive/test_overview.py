"""All commitments at once: counted whole, and grouped by what each of them says."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from macros.derive.overview import (
    bodies_of,
    counts_by,
    counts_by_delivery,
    others,
    overview,
    recommendations,
    themes_of,
)
from macros.derive.state import state_on
from macros.model.tracker import Tracker

LIBRARY, BRIDGE = "library-hours", "bridge-repair"


def test_every_commitment_has_its_state(tracker: Tracker, today: dt.date) -> None:
    found = overview(tracker, today)

    assert list(found.states) == sorted(tracker.commitments)
    assert found.states[BRIDGE] == state_on(tracker, tracker.commitments[BRIDGE], today)
    assert list(found.of([LIBRARY, BRIDGE])) == [LIBRARY, BRIDGE]


def test_newest_evidence_and_check_are_those_of_the_whole(tracker: Tracker, today: dt.date) -> None:
    found = overview(tracker, today)

    assert str(found.newest_evidence) == "2025-10-14"
    assert found.newest_check == today


def test_an_empty_record_has_no_newest(today: dt.date) -> None:
    found = overview(Tracker(), today)

    assert found.newest_evidence is None
    assert found.newest_check is None


def test_numbered_and_other_promises_make_up_the_whole(tracker: Tracker) -> None:
    assert list(recommendations(tracker)) == [BRIDGE]
    assert list(recommendations(tracker, "another-report")) == []
    assert list(others(tracker)) == [LIBRARY]


def test_recommendations_stand_in_the_order_of_their_numbers(tracker: Tracker) -> None:
    first = tracker.commitments[BRIDGE]
    assert first.recommendation is not None
    lower = first.model_copy(update={"recommendation": first.recommendation.model_copy(update={"label": "1"})})

    assert list(recommendations(replace(tracker, commitments={"a-third": first, "z-first": lower}))) == [
        "z-first",
        "a-third",
    ]


def test_counts_by_delivery_name_every_value(tracker: Tracker, today: dt.date) -> None:
    counts = counts_by_delivery(tracker, overview(tracker, today).states.values())

    assert list(counts) == list(tracker.codelists["delivery"].by_code)
    assert {code: count for code, count in counts.items() if count} == {"planned": 1, "part-delivered": 1}


def test_counts_by_key_put_the_most_frequent_first(tracker: Tracker, today: dt.date) -> None:
    states = list(overview(tracker, today).states.values())

    assert list(counts_by(states, bodies_of).items()) == [("mill-town-council", 2), ("transport-office", 1)]
    assert counts_by(states, themes_of) == {"public-places": 2}
    assert counts_by(states, lambda item: (item.kind,)) == {"funding": 1, "service": 1}


def test_a_body_that_leads_and_supports_acts_once(tracker: Tracker) -> None:
    bridge = tracker.commitments[BRIDGE]
    twice = bridge.model_copy(update={"supporting_bodies": (bridge.lead_body, *bridge.supporting_bodies)})

    assert bodies_of(twice) == bodies_of(bridge) == ("transport-office", "mill-town-council")
