"""What they said: an answer, an own promise or claim, or nothing on record."""

from __future__ import annotations

import pytest

from macros.derive.words import NO_ANSWER, response_label, said, told_by
from macros.model.tracker import Tracker

BRIDGE = "bridge-repair"  # a numbered recommendation


def test_an_answer_is_what_they_said(tracker: Tracker) -> None:
    for commitment in tracker.commitments.values():
        for response in commitment.responses:
            assert said(tracker, commitment, response) == response.response


def test_a_recommendation_without_an_answer_has_none(tracker: Tracker) -> None:
    assert said(tracker, tracker.commitments[BRIDGE], None) == NO_ANSWER


def test_only_what_was_asked_for_waits_for_an_answer(tracker: Tracker) -> None:
    for stance in tracker.codelists["stance"].values:
        own = tracker.commitments[BRIDGE].model_copy(update={"stance": stance.code})
        assert said(tracker, own, None) == (NO_ANSWER if stance.awaits_answer else stance.code)
        assert told_by(tracker, own, None) == (() if stance.awaits_answer else own.made_by)
        assert told_by(tracker, own, own.responses[0]) == ()


@pytest.mark.parametrize(
    ("code", "title"),
    [("promised", "Promised"), ("claimed", "Claimed"), (NO_ANSWER, "No answer recorded"), ("accepted", "Accepted")],
)
def test_every_word_has_a_title(tracker: Tracker, code: str, title: str) -> None:
    assert response_label(tracker, code) == title
