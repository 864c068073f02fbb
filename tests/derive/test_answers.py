"""Several bodies answer: each for itself, a government for its departments; the lead body's answer is the response."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from macros.derive.as_of import snapshot_on, snapshots_of
from macros.derive.state import State, state_on
from macros.model.commitment import Commitment
from macros.model.entries import Edit
from macros.model.levels import expected_delivery
from macros.model.tracker import Tracker

DAY = dt.date(2026, 6, 1)
LETTER = "2025-10-transport-letter"
# The works inspectorate belongs to the transport office; the other two belong to nobody.
ISLES, NORTH, WEST, PARENT = "works-inspectorate", "mill-town-council", "west-county", "transport-office"
Said = tuple[tuple[str, str], ...]


@pytest.fixture
def answered(tracker: Tracker) -> Any:
    """The state of a promise that `ISLES` leads, with others beside it, after these answers, a day apart."""

    def state(*said: tuple[str, str], supporting: tuple[str, ...] = (NORTH, WEST)) -> State:
        return state_on(with_west(tracker), record(*said, supporting=supporting), DAY)

    return state


def with_west(tracker: Tracker) -> Tracker:
    return replace(tracker, bodies={**tracker.bodies, WEST: tracker.bodies[NORTH]})


def record(*said: tuple[str, str], supporting: tuple[str, ...] = (NORTH, WEST)) -> Commitment:
    shown = [{"source": LETTER, "says": "It says so."}]
    answers = [
        {"date": f"2026-03-{day:02}", "body": body, "response": code, "recorded": "2026-04-01", "evidence": shown}
        for day, (body, code) in enumerate(said, 1)
    ]
    judged = {"date": "2026-03-01", "recorded": "2026-04-01", "delivery": "planned", "reason": "It is so."}
    return Commitment.model_validate(
        {
            **{
                "title": "A",
                "summary": "A.",
                "kind": "service",
                "made_by": [PARENT],
                "stance": "promised",
                "made_date": "2025",
            },
            **{"lead_body": ISLES, "supporting_bodies": list(supporting), "themes": ["public-places"]},
            **{"done_when": [{"id": "open", "text": "A."}], "responses": answers, "assessments": [judged]},
        }
    )


@pytest.mark.parametrize(
    ("said", "responses", "response"),
    [
        (((ISLES, "accepted"), (NORTH, "qualified"), (WEST, "declined")), [ISLES, NORTH, WEST], "accepted"),
        # the newest of each
        (((ISLES, "declined"), (ISLES, "accepted"), (NORTH, "declined")), [ISLES, NORTH], "accepted"),
        # who stands above answers for the lead; a later answer of another body does not take its place
        (((PARENT, "accepted"), (WEST, "declined")), [ISLES, WEST], "accepted"),
        # the lead body's own answer goes before that of the body above it, whichever is newer
        (((ISLES, "qualified"), (PARENT, "declined")), [ISLES], "qualified"),
        # nobody answered for the lead
        (((WEST, "declined"),), [WEST], None),
        ((), [], None),
    ],
)
def test_the_response_is_that_of_the_lead_body(
    answered: Any, said: Said, responses: list[str], response: str | None
) -> None:
    state = answered(*said)

    assert list(state.responses) == responses
    assert (state.response.response if state.response else None) == response


def test_one_answer_for_several_departments_is_told_once_beside_the_lead(answered: Any) -> None:
    state = answered((PARENT, "accepted"), supporting=(PARENT, NORTH))

    assert list(state.responses) == [ISLES, PARENT]
    assert state.further == ()


def test_who_takes_over_the_lead_stands_by_the_answer_of_who_led_before(tracker: Tracker) -> None:
    led = record((WEST, "accepted"), (NORTH, "declined"), supporting=())
    edit = Edit(recorded=DAY, field="lead_body", was=WEST, reason="The inspectorate leads now.")
    taken_over = led.model_copy(update={"edits": (edit,)})

    assert state_on(with_west(tracker), led, DAY).response is None
    assert state_on(with_west(tracker), taken_over, DAY).response == led.responses[0]
    assert expected_delivery(with_west(tracker), taken_over, DAY) == "planned"


def test_an_answer_of_somebody_who_need_not_act_stands_aside(answered: Any) -> None:
    state = answered((ISLES, "accepted"), (WEST, "declined"), supporting=(NORTH,))
    theirs, other = state.commitment.responses

    assert list(state.responses) == [ISLES]
    assert (state.is_aside(theirs), state.is_aside(other)) == (False, True)


@pytest.mark.parametrize(
    ("said", "delivery"),
    [
        (((ISLES, "accepted"),), "planned"),
        (((PARENT, "accepted"),), "planned"),
        (((ISLES, "accepted"), (WEST, "declined")), "planned"),
        (((NORTH, "accepted"),), "no-public-evidence"),
        (((ISLES, "declined"), (PARENT, "accepted")), "no-public-evidence"),
        (((ISLES, "declined"), (NORTH, "accepted")), "no-public-evidence"),
    ],
)
def test_only_the_answer_for_the_lead_body_turns_a_status(tracker: Tracker, said: Said, delivery: str) -> None:
    assert expected_delivery(with_west(tracker), record(*said), DAY) == delivery


def test_a_past_day_and_the_state_name_the_same_answer(tracker: Tracker) -> None:
    promise = record((NORTH, "declined"), (PARENT, "accepted"), (ISLES, "qualified"))
    for day in range(1, 5):
        on = dt.date(2026, 3, day)
        standing = snapshot_on(snapshots_of(tracker, promise), on)

        assert standing
        assert standing.response == state_on(tracker, promise, on).response
