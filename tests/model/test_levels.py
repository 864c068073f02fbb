"""The questions of the delivery codelist, asked in order; the past never depends on what comes later."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.model.commitment import Commitment
from macros.model.levels import assessment_on, events_until, expected_delivery, is_promised, met_points
from macros.model.tracker import Tracker

REPORT, LETTER, NEWS = "2025-09-30-inspection-report", "2025-10-transport-letter", "2026-02-10-mill-news-bridge"
DIGEST, MINUTES = "undated-parish-digest", "2025-03-10-council-minutes"
DAY = dt.date(2026, 6, 1)
Parts = dict[str, Any]


def evidence(*sources: str) -> list[Parts]:
    return [{"source": source, "says": "It is so."} for source in sources]


def event(kind: str, *sources: str, date: str = "2026-05-01", meets: tuple[str, ...] = (), name: str = "e") -> Parts:
    text = {"id": name, "date": date, "type": kind, "what": "A.", "meets": list(meets), "recorded": "2026-11-21"}
    return {**text, "evidence": evidence(*sources)}


def response(kind: str, *sources: str, date: str = "2026-05-01") -> Parts:
    text = {"date": date, "body": "mill-town-council", "response": kind, "recorded": "2026-11-21"}
    return {**text, "evidence": evidence(*sources)}


def assessment(delivery: str, date: str = "2026-05-01") -> Parts:
    return {"date": date, "recorded": "2026-11-21", "delivery": delivery, "reason": "It is so."}


def commitment(**parts: Any) -> Commitment:
    """A commitment with two points: `duty` leaves a public instrument and `habit` does not."""
    points = [{"id": "duty", "text": "A."}, {"id": "habit", "text": "B.", "public_instrument": "false"}]
    text = {
        **{"title": "A", "summary": "A.", "kind": "service", "made_by": ["mill-town-council"], "made_date": "2025"},
        **{"stance": "promised"},
        **{"lead_body": "mill-town-council", "themes": ["public-places"], "done_when": points},
        "assessments": [assessment("planned")],
    }
    return Commitment.model_validate({**text, **parts})


@pytest.mark.parametrize(
    ("parts", "delivery"),
    [
        # nothing, or leads only
        ({}, "no-public-evidence"),
        ({"events": [event("announcement", DIGEST)]}, "no-public-evidence"),
        ({"events": [event("reaction", REPORT)]}, "no-public-evidence"),
        ({"events": [event("finding", REPORT)]}, "no-public-evidence"),
        ({"responses": [response("declined", LETTER)]}, "no-public-evidence"),
        ({"responses": [response("awaiting", LETTER)]}, "no-public-evidence"),
        ({"responses": [response("accepted", DIGEST)]}, "no-public-evidence"),
        # a promise
        ({"events": [event("announcement", NEWS)]}, "planned"),
        ({"events": [event("announcement", REPORT)]}, "planned"),
        ({"responses": [response("accepted", LETTER)]}, "planned"),
        ({"responses": [response("qualified", NEWS)]}, "planned"),
        ({"responses": [response("declined", LETTER), response("accepted", LETTER)]}, "planned"),
        ({"events": [event("action", NEWS)]}, "planned"),
        # an act
        ({"events": [event("action", LETTER)]}, "under-way"),
        ({"events": [event("announcement", LETTER), event("action", REPORT, name="f")]}, "under-way"),
        ({"events": [event("action", LETTER, meets=("duty",))]}, "under-way"),
        # points
        ({"events": [event("action", LETTER, meets=("habit",))]}, "part-delivered"),
        ({"events": [event("finding", REPORT, meets=("duty",))]}, "part-delivered"),
        ({"events": [event("finding", REPORT, meets=("duty", "habit"))]}, "delivered"),
        (
            {"events": [event("finding", REPORT, meets=("duty",)), event("action", LETTER, meets=("habit",))]},
            "delivered",
        ),
        ({"events": [event("finding", NEWS, meets=("duty", "habit"))]}, "no-public-evidence"),
        ({"events": [event("finding", REPORT, meets=("no-such-point",))]}, "no-public-evidence"),
        # what is only promised for later does not count yet
        ({"events": [event("finding", REPORT, meets=("duty",), date="2026-06-02")]}, "no-public-evidence"),
        ({"responses": [response("accepted", LETTER, date="2026-07")]}, "no-public-evidence"),
        ({"responses": [response("accepted", LETTER, date="2026-06")]}, "planned"),
        # a kind without the rung
        ({"kind": "call", "events": [event("action", LETTER)]}, "no-public-evidence"),
        ({"kind": "call", "events": [event("finding", REPORT, meets=("duty", "habit"))]}, "delivered"),
        ({"kind": "no-such-kind", "events": [event("action", LETTER)]}, "under-way"),
    ],
)
def test_the_first_yes_wins(tracker: Tracker, parts: Parts, delivery: str) -> None:
    assert expected_delivery(tracker, commitment(**parts), DAY) == delivery


@pytest.mark.parametrize("kind", ["announcement", "reaction"])
def test_only_acts_and_findings_meet_a_point(tracker: Tracker, kind: str) -> None:
    assert met_points(tracker, commitment(events=[event(kind, REPORT, meets=("duty",))]), DAY) == {}


def test_a_point_is_met_by_its_first_strong_event(tracker: Tracker) -> None:
    events = [
        event("action", LETTER, meets=("duty", "habit"), name="weak-for-duty", date="2026-03"),
        event("finding", REPORT, meets=("duty", "habit"), name="strong", date="2026-04"),
        event("finding", REPORT, meets=("duty",), name="again", date="2026-05"),
    ]
    met = met_points(tracker, commitment(events=events), DAY)

    assert {point: found.id for point, found in met.items()} == {"duty": "strong", "habit": "weak-for-duty"}


@pytest.mark.parametrize(
    ("date", "day", "begun"),
    [
        ("2026-06-01", "2026-06-01", True),
        ("2026-06-01", "2026-05-31", False),
        ("2026-06", "2026-06-01", True),
        ("2026-06", "2026-05-31", False),
        ("2026", "2026-01-01", True),
        ("2026", "2025-12-31", False),
    ],
)
def test_an_entry_counts_from_the_first_day_of_its_date(tracker: Tracker, date: str, day: str, begun: bool) -> None:
    record = commitment(
        events=[event("announcement", NEWS, date=date)],
        responses=[response("accepted", NEWS, date=date)],
        assessments=[assessment("planned", date)],
    )
    on = dt.date.fromisoformat(day)

    assert bool(events_until(record, on)) is begun
    assert is_promised(tracker, record, on) is begun
    assert (assessment_on(record, on) is not None) is begun


def test_the_last_assessment_that_has_begun_is_in_force() -> None:
    record = commitment(assessments=[assessment("planned", "2025"), assessment("under-way", "2026-05")])
    in_force = [assessment_on(record, dt.date(year, 5, 1)) for year in (2024, 2025, 2026, 2027)]

    assert [found.delivery if found else None for found in in_force] == [None, "planned", "under-way", "under-way"]


dates = st.builds(
    lambda day, end: day.isoformat()[:end],
    st.dates(dt.date(2025, 1, 1), dt.date(2027, 12, 31)),
    st.sampled_from([4, 7, 10]),
)
sources = st.lists(st.sampled_from([REPORT, LETTER, NEWS, DIGEST, MINUTES]), min_size=1, max_size=2)
points = st.lists(st.sampled_from(["duty", "habit"]), unique=True)
events = st.builds(
    lambda kind, cited, date, meets: event(kind, *cited, date=date, meets=tuple(meets)),
    st.sampled_from(["announcement", "action", "finding", "reaction"]),
    sources,
    dates,
    points,
)
responses = st.builds(
    lambda kind, cited, date: response(kind, *cited, date=date),
    st.sampled_from(["awaiting", "accepted", "qualified", "declined"]),
    sources,
    dates,
)
deliveries = st.sampled_from(["delivered", "part-delivered", "under-way", "planned", "no-public-evidence", "dropped"])
assessments = st.builds(assessment, deliveries, dates)
commitments = st.builds(
    lambda kind, happened, said, judged: commitment(kind=kind, events=happened, responses=said, assessments=judged),
    st.sampled_from(["service", "call", "legislation"]),
    st.lists(events, max_size=4),
    st.lists(responses, max_size=3),
    st.lists(assessments, min_size=1, max_size=4),
)
days = st.dates(dt.date(2024, 12, 1), dt.date(2028, 1, 31))


def cut(record: Commitment, day: dt.date) -> Commitment:
    """The record without everything dated after the day, as it could have been written then."""
    kept = {
        name: tuple(entry for entry in getattr(record, name) if entry.date.has_begun(day))
        for name in ("events", "responses", "assessments")
    }
    return record.model_copy(update=kept)


@given(commitments, days)
def test_the_state_on_a_day_does_not_depend_on_later_entries(
    tracker: Tracker, record: Commitment, day: dt.date
) -> None:
    before = cut(record, day)

    assert events_until(record, day) == events_until(before, day)
    assert met_points(tracker, record, day) == met_points(tracker, before, day)
    assert is_promised(tracker, record, day) == is_promised(tracker, before, day)
    assert expected_delivery(tracker, record, day) == expected_delivery(tracker, before, day)
    assert assessment_on(record, day) == assessment_on(before, day)


@given(commitments, commitments, days)
def test_the_state_on_a_day_is_the_same_after_any_later_entries(
    tracker: Tracker, record: Commitment, other: Commitment, day: dt.date
) -> None:
    """Appended entries with a later date change nothing up to their date."""
    later = {
        name: (*getattr(record, name), *(entry for entry in getattr(other, name) if entry.date.first > day))
        for name in ("events", "responses", "assessments")
    }
    longer = record.model_copy(update=later)

    assert expected_delivery(tracker, record, day) == expected_delivery(tracker, longer, day)
    assert assessment_on(record, day) == assessment_on(longer, day)


@given(commitments, days, days)
def test_what_is_met_stays_met(tracker: Tracker, record: Commitment, one: dt.date, other: dt.date) -> None:
    """By the events alone nothing goes back: only an assessment can say that."""
    earlier, later = sorted((one, other))

    assert set(met_points(tracker, record, earlier)) <= set(met_points(tracker, record, later))
    assert not is_promised(tracker, record, earlier) or is_promised(tracker, record, later)


@given(commitments, days)
def test_every_given_value_has_a_rung_for_its_kind(tracker: Tracker, record: Commitment, day: dt.date) -> None:
    rungs = tracker.codelists["commitment-kind"][record.kind].rungs or {}

    assert expected_delivery(tracker, record, day) in (*rungs, "no-public-evidence")
