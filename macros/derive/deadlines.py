"""The slippage ledger: every date that was ever promised, what became of it, and what shows that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from macros.derive.state import DueState, Outcome, State
from macros.model.commitment import Due, Search
from macros.model.dates import PartialDate


@dataclass(frozen=True, slots=True)
class Row:
    """One promised date of one commitment, with what became of it.

    `number` is its place among the dates of the commitment, from 1. `moved_to` is the date that replaced it. `search`
    is, where it is unknown whether the date was kept, the newest search made since the date passed.
    """

    record: str
    number: int
    state: DueState
    moved_to: Due | None
    search: Search | None

    @property
    def due(self) -> Due:
        """The date itself, as it was given."""
        return self.state.due

    @property
    def outcome(self) -> Outcome:
        """What became of it: kept, late, moved, ahead, or passed with nothing that shows whether it was kept."""
        return self.state.outcome


@dataclass(frozen=True, slots=True)
class Entry:
    """Rows about the same promised date, which several commitments follow."""

    rows: tuple[Row, ...]

    @property
    def first(self) -> Row:
        """The row that speaks for all."""
        return self.rows[0]


def ledger(states: Mapping[str, State]) -> tuple[Row, ...]:
    """Every date of every commitment, the earliest date first."""
    rows = [row for name, state in states.items() for row in rows_of(name, state)]
    return tuple(sorted(rows, key=lambda row: (row.due.date.sort_key, row.due.announced.sort_key, row.record)))


def rows_of(name: str, state: State) -> tuple[Row, ...]:
    """The dates of one commitment, in the order in which they were given."""
    found = []
    for number, due in enumerate(state.dues, 1):
        moved_to = next((item for item in state.commitment.due[number:] if item.replaces == due.due.date), None)
        search = _search(state, due.due.date) if due.outcome is Outcome.PASSED else None
        found.append(Row(name, number, due, moved_to, search))
    return tuple(found)


def _search(state: State, date: PartialDate) -> Search | None:
    """The newest search made after the date had passed; an older one says nothing about it."""
    made = (item for item in state.commitment.searches if date.has_passed(item.date) and item.date <= state.day)
    return max(made, key=lambda search: search.date, default=None)


def entries(rows: tuple[Row, ...]) -> tuple[Entry, ...]:
    """The rows, with those of the same date, announcement, words and outcome told together."""
    found: dict[tuple[str, str, str, str], list[Row]] = {}
    for row in rows:
        key = (str(row.due.date), str(row.due.announced), row.due.what, row.outcome)
        found.setdefault(key, []).append(row)
    return tuple(Entry(tuple(group)) for group in found.values())


def by_outcome(found: tuple[Entry, ...]) -> dict[str, tuple[Entry, ...]]:
    """The entries of each outcome, in the order in which a reader asks: moved, late, unknown, kept, ahead."""
    order = (Outcome.MOVED, Outcome.LATE, Outcome.PASSED, Outcome.KEPT, Outcome.AHEAD)
    return {outcome: tuple(entry for entry in found if entry.first.outcome is outcome) for outcome in order}
