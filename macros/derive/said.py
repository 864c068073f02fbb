"""What they said, as one word: their answer, that it is their own promise, or that no answer is on record."""

from __future__ import annotations

from macros.model.commitment import Commitment, Response
from macros.model.tracker import Tracker
from macros.strength import PLANNED

PROMISED, NO_ANSWER = "promised", "none"
_TITLES = {PROMISED: "Promised", NO_ANSWER: "No answer recorded"}


def said(tracker: Tracker, commitment: Commitment, response: Response | None) -> str:
    """The code of the answer; without one, whether there was anything to answer.

    An own promise needs no answer: it is one. A call, which has no rung for promises, was only asked for, and so was a
    numbered recommendation.
    """
    if response:
        return response.response
    rungs = tracker.codelists["commitment-kind"][commitment.kind].rungs or {}
    return PROMISED if PLANNED in rungs and not commitment.recommendation else NO_ANSWER


def title_of_said(tracker: Tracker, code: str) -> str:
    """What a reader sees for it."""
    return _TITLES.get(code) or tracker.title_of("response", code)
