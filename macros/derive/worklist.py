"""The work list: which open commitments are due a check, the one that waits longest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from macros.dates import PartialDate, days_between
from macros.derive.state import State
from macros.history.change import Change, Kind
from macros.model.commitment import Search


@dataclass(frozen=True, slots=True)
class Task:
    """One open commitment and when it is due a check. `due` is None where it was never checked.

    `days` counts from the due day to today: more than 0 when a check is due, 0 or less when it is still ahead.
    `search` is the newest search, whose places and words the next one can repeat.
    """

    record: str
    state: State
    due: dt.date | None
    days: int
    search: Search | None

    @property
    def is_due(self) -> bool:
        """Whether a check is due now."""
        return self.state.is_due_a_check


def tasks(states: Mapping[str, State]) -> tuple[Task, ...]:
    """Every open commitment, the oldest check first."""
    found = [_task(name, state) for name, state in states.items() if not state.is_closed]
    return tuple(sorted(found, key=lambda task: (task.due or dt.date.min, task.record)))


def _task(name: str, state: State) -> Task:
    searches = state.commitment.searches
    newest = max(searches, key=lambda search: search.date, default=None)
    days = days_between(state.check_due, state.day) if state.check_due else 0
    return Task(name, state, state.check_due, days, newest)


def unchecked(names: Iterable[str], month: PartialDate, changes: Iterable[Change]) -> tuple[str, ...]:
    """Those of some commitments about which nobody wrote anything down, and logged no search, in a month."""
    touched = {change.record for change in changes if month.first <= change.recorded <= month.last}
    return tuple(name for name in names if name not in touched)


def credited(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """The searches among the changes: a check that finds nothing is work that counts."""
    return tuple(change for change in changes if change.kind is Kind.CHECKED)
