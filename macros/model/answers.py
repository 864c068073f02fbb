"""Who answered for whom.

Those who have to act are the lead body and the supporting bodies. Each answers for itself; where it gave no answer, the
nearest body above it (`parent`) answers for it, as a government does for its departments. Who took over the lead, as an
edit of the lead body tells, stands by the answer of who led before until it gives its own. *The* response to a
commitment, the one that its status may rest on, is the newest answer of the lead body so understood. What a supporting
body answers is shown beside it, and what anybody else says stands in the record; neither moves a status.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from macros.model.commitment import Commitment, Response
from macros.model.tracker import Tracker


def answers_for(
    tracker: Tracker, commitment: Commitment, body: str, day: dt.date = dt.date.max
) -> tuple[Response, ...]:
    """Every answer by the day that counts as one of the body, oldest first: its own, or else of who answers for it."""
    given = [item for item in commitment.responses if item.date.has_begun(day)]
    for name in _heard_for(tracker, commitment, body):
        if own := tuple(item for item in given if item.body == name):
            return own
    return ()


def _heard_for(tracker: Tracker, commitment: Commitment, body: str) -> Iterator[str]:
    """The body and those above it; then, for the lead body, each that led before and those above that."""
    before = [edit.was for edit in reversed(commitment.edits) if edit.field == "lead_body"]
    seen: set[str] = set()
    for first in (body, *before) if body == commitment.lead_body else (body,):
        name = first
        while name and name not in seen:
            yield name
            seen.add(name)
            name = tracker.bodies[name].parent if name in tracker.bodies else None


def newest_answers(tracker: Tracker, commitment: Commitment) -> dict[str, Response]:
    """The newest answer for each body that has to act and has one, the lead body first."""
    found = {body: answers_for(tracker, commitment, body) for body in commitment.addressees}
    return {body: answers[-1] for body, answers in found.items() if answers}
