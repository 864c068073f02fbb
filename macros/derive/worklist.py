"""What is open: every date that was ever promised and what became of it, the questions that the record cannot answer,
and the checks that are due.

A question says what would have to be shown before a status can move. The commitment that has waited longest for a check
comes first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from macros.derive.state import DueState, Outcome, State
from macros.history.change import Change, Kind
from macros.model.commitment import Commitment, Due, Point, Search
from macros.model.dates import PartialDate, days_between
from macros.model.evidence import Conflict
from macros.model.tracker import Tracker
from macros.model.vocabulary import A_POINT


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
    """The entries of each outcome, in the order in which a reader asks: moved, late, unknown, kept, ahead, open."""
    order = (Outcome.MOVED, Outcome.LATE, Outcome.PASSED, Outcome.KEPT, Outcome.AHEAD, Outcome.PROVISIONAL)
    return {outcome: tuple(entry for entry in found if entry.first.outcome is outcome) for outcome in order}


class About(StrEnum):
    """What leaves a question open."""

    POINT = "point"
    DATE = "date"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that the record cannot answer. Exactly one of `point`, `due` and `conflict` is set."""

    about: About
    point: Point | None = None
    due: DueState | None = None
    conflict: Conflict | None = None

    @property
    def can_be_asked(self) -> bool:
        """Whether a body could answer it; sources that disagree are settled by a document."""
        return self.about is not About.CONFLICT


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """All that is open about one commitment.

    `rungs` are the delivery values that lie above the present one, lowest first, with what each means for this kind of
    commitment. `search` is the newest search.
    """

    record: str
    state: State
    questions: tuple[Question, ...]
    rungs: Mapping[str, str]
    search: Search | None

    @property
    def commitment(self) -> Commitment:
        """The record that the questions are about."""
        return self.state.commitment

    @property
    def to_ask(self) -> tuple[Question, ...]:
        """The questions that a body could answer."""
        return tuple(question for question in self.questions if question.can_be_asked)


def inquiries(tracker: Tracker, states: Mapping[str, State]) -> dict[str, OpenQuestion]:
    """What is open, by commitment; commitments about which nothing is open are left out."""
    found = {name: inquiry(tracker, name, state) for name, state in states.items()}
    return {name: item for name, item in found.items() if item.questions}


def inquiry(tracker: Tracker, name: str, state: State) -> OpenQuestion:
    """What is open about one commitment."""
    return OpenQuestion(name, state, tuple(_questions(state)), rungs_above(tracker, state), _newest_search(state))


def _questions(state: State) -> Iterator[Question]:
    if not state.is_closed:
        yield from (Question(About.POINT, point=point) for point in state.unmet)
        yield from (Question(About.DATE, due=due) for due in state.overdue)
    open_ones = (conflict for conflict in state.commitment.conflicts if conflict.settled is None)
    yield from (Question(About.CONFLICT, conflict=conflict) for conflict in open_ones)


def rungs_above(tracker: Tracker, state: State) -> dict[str, str]:
    """What would change the status: the values above the present one, with what they mean for this kind, lowest first.

    A commitment with one point cannot be met in part, so that rung is left out; where nothing more is expected, there
    is none.
    """
    kind = tracker.codelists["commitment-kind"][state.commitment.kind]
    here = tracker.rank_of(state.delivery)
    one_point = len(state.commitment.done_when) == 1
    above = {
        code: meaning
        for code, meaning in (kind.rungs or {}).items()
        if tracker.rank_of(code) > here and not (one_point and tracker.level(code).holds_when == A_POINT)
    }
    return {} if state.is_closed else dict(sorted(above.items(), key=lambda item: tracker.rank_of(item[0])))


def by_body(found: Mapping[str, OpenQuestion]) -> dict[str, dict[str, OpenQuestion]]:
    """The same by the body that leads; the bodies with most open questions first."""
    bodies: dict[str, dict[str, OpenQuestion]] = {}
    for name, item in found.items():
        bodies.setdefault(item.commitment.lead_body, {})[name] = item
    return dict(sorted(bodies.items(), key=lambda pair: (-len(pair[1]), pair[0])))


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
    found = []
    for name, state in states.items():
        if not state.is_closed:
            days = days_between(state.check_due, state.day) if state.check_due else 0
            found.append(Task(name, state, state.check_due, days, _newest_search(state)))
    return tuple(sorted(found, key=lambda task: (task.due or dt.date.min, task.record)))


def _newest_search(state: State) -> Search | None:
    return max(state.commitment.searches, key=lambda search: search.date, default=None)


def unchecked(names: Iterable[str], month: PartialDate, changes: Iterable[Change]) -> tuple[str, ...]:
    """Those of some commitments about which nobody wrote anything down, and logged no search, in a month."""
    touched = {change.record for change in changes if month.first <= change.recorded <= month.last}
    return tuple(name for name in names if name not in touched)


def credited(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """The searches among the changes: a check that finds nothing is work that counts."""
    return tuple(change for change in changes if change.kind is Kind.CHECKED)
