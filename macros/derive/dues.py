"""Promised dates: which were kept, which passed, which moved and by how much."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from macros.dates import days_between
from macros.model.commitment import Commitment, Due, Event


class Outcome(StrEnum):
    """What became of a promised date, as far as the record shows."""

    AHEAD = "ahead"
    PASSED = "passed"
    KEPT = "kept"
    LATE = "late"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class DueState:
    """One promised date on a day. `days` is how late it was met, how long ago it passed, or how far it moved."""

    due: Due
    outcome: Outcome
    days: int = 0
    met_by: Event | None = None

    @property
    def in_words(self) -> str:
        """What became of the date, as a sentence: the same on every page."""
        days = f"{self.days:,} {'day' if self.days == 1 else 'days'}"
        return {
            Outcome.AHEAD: f"Still ahead, by {days}.",
            Outcome.PASSED: f"Passed {days} ago. Nothing found shows whether it was kept.",
            Outcome.KEPT: "Kept.",
            Outcome.LATE: f"Done {days} later.",
            Outcome.MOVED: f"Moved by {days}.",
        }[self.outcome]


@dataclass(frozen=True, slots=True)
class Slippage:
    """How often the dates of a commitment moved, and by how many days in all."""

    moves: int
    days: int


def due_states(commitment: Commitment, met: Mapping[str, Event], day: dt.date) -> tuple[DueState, ...]:
    """Every date ever given, with what became of it by the day."""
    return tuple(_state(commitment, index, met, day) for index in range(len(commitment.due)))


def _state(commitment: Commitment, index: int, met: Mapping[str, Event], day: dt.date) -> DueState:
    due = commitment.due[index]
    later = next((item for item in commitment.due[index + 1 :] if item.replaces == due.date), None)
    if later:
        return DueState(due, Outcome.MOVED, days_between(due.date.last, later.date.last))
    wanted = due.points or tuple(point.id for point in commitment.done_when)
    if all(point in met for point in wanted):
        event = max((met[point] for point in wanted), key=lambda item: item.date.first)
        late = days_between(due.date.last, event.date.first)
        return DueState(due, Outcome.LATE if late > 0 else Outcome.KEPT, max(late, 0), event)
    if due.date.has_passed(day):
        return DueState(due, Outcome.PASSED, days_between(due.date.last, day))
    return DueState(due, Outcome.AHEAD, days_between(day, due.date.last))


def slippage(states: tuple[DueState, ...]) -> Slippage:
    """Moves and days over all dates of one commitment."""
    moved = [state for state in states if state.outcome is Outcome.MOVED]
    return Slippage(len(moved), sum(state.days for state in moved))
