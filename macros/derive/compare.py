"""Two states of the record side by side: what a reader sees of a commitment, and what moved between two days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from macros.derive.as_of import Snapshot, Snapshots, table_on
from macros.derive.state import State, state_on
from macros.model.dates import PartialDate, in_words
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


class Aspect(StrEnum):
    """What of a commitment can move."""

    PROMISE = "promise"
    ANSWER = "answer"
    DELIVERY = "delivery"
    DATES = "dates"


Values = tuple[str | PartialDate, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """One aspect of one commitment that differs between two days.

    `before` and `after` hold a code for an answer or a delivery value, dates for dates given, `made` for the promise
    itself, and nothing where there was nothing.
    """

    record: str
    aspect: Aspect
    before: Values
    after: Values


def compare(histories: Snapshots, earlier: dt.date, later: dt.date) -> tuple[Move, ...]:
    """What moved from the end of one day to the end of another, by commitment."""
    return between(table_on(histories, earlier), table_on(histories, later))


def between(before: Mapping[str, Snapshot], after: Mapping[str, Snapshot]) -> tuple[Move, ...]:
    """What differs between two tables."""
    names = sorted(name for name in before.keys() | after.keys() if before.get(name) is not after.get(name))
    return tuple(move for name in names for move in _moves(name, before.get(name), after.get(name)))


def _moves(name: str, before: Snapshot | None, after: Snapshot | None) -> Iterator[Move]:
    for aspect, old, new in zip(Aspect, _aspects(before), _aspects(after), strict=True):
        if old != new:
            yield Move(name, aspect, old, new)


def _aspects(snapshot: Snapshot | None) -> tuple[Values, ...]:
    """What holds of each aspect, in their order."""
    if snapshot is None:
        return ((),) * len(Aspect)
    answer = (snapshot.response.response,) if snapshot.response else ()
    delivery = (snapshot.delivery,) if snapshot.delivery else ()
    return (("made",), answer, delivery, tuple(due.date for due in snapshot.dues))


def every_move(histories: Snapshots, until: dt.date) -> tuple[tuple[dt.date, Move], ...]:
    """Each single move with the day on which it happened, oldest first. Together they make up every comparison."""
    found: list[tuple[dt.date, Move]] = []
    for name, history in histories.items():
        for before, after in pairwise((None, *history)):
            if after and after.start <= until:
                found += [(after.start, move) for move in _moves(name, before, after)]
    return tuple(sorted(found, key=lambda item: (item[0], item[1].record)))


def composed(first: Iterable[Move], second: Iterable[Move]) -> tuple[Move, ...]:
    """What moved over two stretches of time that follow each other; what went and came back did not move."""
    found = {(move.record, move.aspect): move for move in first}
    for move in second:
        key = (move.record, move.aspect)
        start = found[key].before if key in found else move.before
        found[key] = Move(move.record, move.aspect, start, move.after)
    order = list(Aspect)
    moved = (move for move in found.values() if move.before != move.after)
    return tuple(sorted(moved, key=lambda move: (move.record, order.index(move.aspect))))
