"""What a reader sees of a commitment at a glance, as plain words: for comparing two states of the record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from macros.derive.state import State, state_on
from macros.model.dates import in_words
from macros.model.levels import can_be_judged
from macros.model.tracker import Tracker

# What a state is derived from.
_VOCABULARY = {"delivery", "commitment-kind", "source-type", "event-type", "response", "confirmation"}
NONE = "none"
NOT_JUDGED = "cannot be judged until what `tracker check` tells is mended"


@dataclass(frozen=True, slots=True)
class Compared:
    """One commitment before and after; None where it is not in the record."""

    record: str
    title: str
    before: Mapping[str, str] | None
    after: Mapping[str, str] | None


def card(tracker: Tracker, name: str, day: dt.date) -> dict[str, str]:
    """The words of the card, by their label; of a record that cannot be judged, what it is called."""
    commitment = tracker.commitments[name]
    if not can_be_judged(tracker, commitment) or any(
        item.delivery not in tracker.codelists["delivery"].by_code for item in commitment.assessments
    ):
        return {"Title": commitment.title, "In short": commitment.summary, "What has happened": NOT_JUDGED}
    return dict(_words(tracker, state_on(tracker, commitment, day)))


def _words(tracker: Tracker, state: State) -> Iterator[tuple[str, str]]:
    commitment = state.commitment
    yield "Title", commitment.title
    yield "In short", commitment.summary
    said = [state.response, *state.further] if state.response else state.further
    titles = [(item.body, tracker.title_of("response", item.response)) for item in said]
    alone = len(titles) == 1 and state.response
    yield "What they said", "; ".join(title if alone else f"{body}: {title}" for body, title in titles) or NONE
    yield "What has happened", tracker.title_of("delivery", state.delivery) if state.delivery else NONE
    yield "Since", in_words(state.since) if state.since else NONE
    yield "Because", state.assessment.reason if state.assessment else NONE
    yield "Met", f"{len(state.met)} of {len(commitment.done_when)} points"
    yield "Next deadline", in_words(state.next_due.due.date) if state.next_due else NONE
    yield "Deadlines that passed", ", ".join(in_words(due.due.date) for due in state.overdue) or NONE
    yield "Events", str(len(commitment.events))
    yield "Newest evidence", in_words(state.newest_evidence) if state.newest_evidence else NONE
    yield "Last checked", in_words(state.last_checked) if state.last_checked else NONE


def compared(past: Tracker, present: Tracker, day: dt.date) -> Iterator[Compared]:
    """Every commitment whose card is not the same in both, by record; none without vocabularies or policy."""
    if present.policy is None or not (past.codelists.keys() & present.codelists.keys() >= _VOCABULARY):
        return
    past = replace(past, policy=past.policy or present.policy)
    then = {present.now_called("commitments", name): name for name in past.commitments}
    for name in sorted({*then, *present.commitments}):
        before = card(past, then[name], day) if name in then else None
        after = card(present, name, day) if name in present.commitments else None
        if before != after:
            yield Compared(name, (after or before or {})["Title"], before, after)
