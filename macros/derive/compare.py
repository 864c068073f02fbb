"""Two days side by side: what moved between them, one commitment and one aspect at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from macros.derive.as_of import Snapshot, Snapshots, table_on
from macros.model.dates import PartialDate


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
