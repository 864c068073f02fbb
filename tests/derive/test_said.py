"""What they said: an answer, an own promise, or nothing on record."""

from __future__ import annotations

import pytest

from macros.derive.words import NO_ANSWER, PROMISED, response_label, said
from macros.model.tracker import Tracker

BRIDGE = "bridge-repair"  # a numbered recommendation


def test_an_answer_is_what_they_said(tracker: Tracker) -> None:
    for commitment in tracker.commitments.values():
        for response in commitment.responses:
            assert said(tracker, commitment, response) == response.response


def test_a_recommendation_without_an_answer_has_none(tracker: Tracker) -> None:
    assert said(tracker, tracker.commitments[BRIDGE], None) == NO_ANSWER


def test_an_own_promise_needs_no_answer_and_a_call_does(tracker: Tracker) -> None:
    own = tracker.commitments[BRIDGE].model_copy(update={"recommendation": None})
    kinds = tracker.codelists["commitment-kind"]
    for kind in kinds.by_code:
        needs_none = "planned" in (kinds[kind].rungs or {})
        assert said(tracker, own.model_copy(update={"kind": kind}), None) == (PROMISED if needs_none else NO_ANSWER)
    assert not (kinds["call"].rungs or {}).get("planned")


@pytest.mark.parametrize(
    ("code", "title"), [(PROMISED, "Promised"), (NO_ANSWER, "No answer recorded"), ("accepted", "Accepted")]
)
def test_every_word_has_a_title(tracker: Tracker, code: str, title: str) -> None:
    assert response_label(tracker, code) == title
