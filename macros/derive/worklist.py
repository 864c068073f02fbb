"""What is left to do: the questions that the record cannot answer, and the checks that are due.

A question says what would have to be shown before a status can move. The commitment that has waited longest for a check
comes first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from macros.derive.state import DueState, State
from macros.history.change import Change, Kind
from macros.model.commitment import Commitment, Point, Search
from macros.model.dates import PartialDate, days_between
from macros.model.evidence import Conflict
from macros.model.tracker import Tracker
from macros.model.vocabulary import A_POINT


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
