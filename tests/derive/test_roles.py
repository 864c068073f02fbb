"""What a body has to do with the promises."""

from __future__ import annotations

import datetime as dt

from macros.derive.bodies import roles
from macros.derive.overview import overview
from macros.model.tracker import Tracker


def test_every_promise_has_one_lead_and_stands_under_its_makers(tracker: Tracker, today: dt.date) -> None:
    states = overview(tracker, today).states
    found = {name: roles(states, name) for name in tracker.bodies}

    for name, state in states.items():
        commitment = state.commitment
        assert [body for body, own in found.items() if name in own.leads] == [commitment.lead_body]
        assert {body for body, own in found.items() if name in own.supports} == {*commitment.supporting_bodies}
        assert {body for body, own in found.items() if name in own.made} == {*commitment.made_by}


def test_an_answer_stands_under_the_body_that_gave_it(tracker: Tracker, today: dt.date) -> None:
    states = overview(tracker, today).states
    given = sum(len(state.commitment.responses) for state in states.values())
    found = [(body, answer) for body in tracker.bodies for _, answer in roles(states, body).answers]

    assert len(found) == given > 0
    assert all(answer.body == body for body, answer in found)
