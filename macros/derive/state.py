"""The state of one commitment on any day, from nothing dated later.

It includes what became of each promised date: whether it was kept, passed, or moved, and by how much.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise, takewhile

from macros.history.snapshots import until
from macros.model.commitment import Assessment, Commitment, Due, Event, OwnStatus, Point, Response
from macros.model.dates import PartialDate, days_between
from macros.model.levels import evidence_of, met_points, newest_answers
from macros.model.tracker import Tracker
from macros.model.vocabulary import A_PROMISE, AN_ACT


class Outcome(StrEnum):
    """What became of a promised date, as far as the record shows."""

    AHEAD = "ahead"
    PASSED = "passed"
    KEPT = "kept"
    LATE = "late"
    MOVED = "moved"
    PROVISIONAL = "provisional"


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
            Outcome.PASSED: f"Passed {days} ago. We found nothing that shows whether it was met.",
            Outcome.KEPT: "Met.",
            Outcome.LATE: f"Done {days} later.",
            Outcome.MOVED: f"Moved by {days}.",
            Outcome.PROVISIONAL: "Counted from a start that was planned. We found no day of that start.",
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
    if due.provisional:
        return DueState(due, Outcome.PROVISIONAL)
    if due.date.has_passed(day):
        return DueState(due, Outcome.PASSED, days_between(due.date.last, day))
    return DueState(due, Outcome.AHEAD, days_between(day, due.date.last))


def slippage(states: tuple[DueState, ...]) -> Slippage:
    """Moves and days over all dates of one commitment."""
    moved = [state for state in states if state.outcome is Outcome.MOVED]
    return Slippage(len(moved), sum(state.days for state in moved))


@dataclass(frozen=True, slots=True)
class State:
    """What can be said of a commitment on `day`, and on what it rests.

    `responses` are the newest answers by the body that each answers for. `delivery` and `assessment` are None before
    the first assessment. `last_checked` is the newest day on which
    somebody wrote an entry or logged a search; `newest_evidence` is the date of the newest event or response.
    `quiet_days` counts from it. `last_act` is the date of the newest event that is an act.
    """

    day: dt.date
    commitment: Commitment
    responses: Mapping[str, Response]
    assessment: Assessment | None
    met: Mapping[str, Event]
    dues: tuple[DueState, ...]
    last_checked: dt.date | None
    newest_evidence: PartialDate | None
    last_act: PartialDate | None
    quiet_days: int
    is_quiet: bool
    check_due: dt.date | None
    went_back: bool
    one_source: bool
    is_closed: bool

    @property
    def response(self) -> Response | None:
        """The newest answer of the lead body, or of the body that answers for it."""
        return self.responses.get(self.commitment.lead_body)

    @property
    def further(self) -> tuple[Response, ...]:
        """The newest answers of the others who have to act."""
        found = {item.key: item for item in self.responses.values() if item is not self.response}
        return tuple(found.values())

    def is_aside(self, response: Response) -> bool:
        """Whether an answer is by a body that neither has to act nor answers for one that has to."""
        return response.body not in (*self.responses, *(item.body for item in self.responses.values()))

    @property
    def own_status(self) -> tuple[OwnStatus, ...]:
        """The newest status that each body published itself, the newest of all last."""
        newest = {item.body: item for item in self.commitment.own_status}
        return tuple(item for item in self.commitment.own_status if newest[item.body] is item)

    @property
    def differing(self) -> tuple[OwnStatus, ...]:
        """Those of them that come to another delivery value than ours."""
        return tuple(item for item in self.own_status if item.amounts_to not in (None, self.delivery))

    @property
    def delivery(self) -> str | None:
        """The delivery value in force."""
        return self.assessment.delivery if self.assessment else None

    @property
    def since(self) -> PartialDate | None:
        """The date from which the delivery value holds: the oldest assessment of the unbroken run of that value."""
        run = takewhile(lambda item: item.delivery == self.delivery, reversed(self.commitment.assessments))
        return next(reversed([item.date for item in run]), None)

    @property
    def unmet(self) -> tuple[Point, ...]:
        """Points of `done_when` that nothing shows to be met."""
        return tuple(point for point in self.commitment.done_when if point.id not in self.met)

    @property
    def overdue(self) -> tuple[DueState, ...]:
        """Dates that have passed without anything that shows them kept, while the commitment is open."""
        return () if self.is_closed else tuple(due for due in self.dues if due.outcome is Outcome.PASSED)

    @property
    def next_due(self) -> DueState | None:
        """The nearest date that still lies ahead."""
        ahead = [due for due in self.dues if due.outcome is Outcome.AHEAD]
        return min(ahead, key=lambda due: due.due.date.sort_key, default=None)

    @property
    def slipped(self) -> Slippage:
        """How often dates moved, and by how much."""
        return slippage(self.dues)

    @property
    def is_due_a_check(self) -> bool:
        """Whether more days have passed since the last check than the kind allows, while the commitment is open."""
        return not self.is_closed and (self.check_due is None or self.check_due < self.day)

    @property
    def is_disputed(self) -> bool:
        """Whether sources disagree about it, and nothing has settled it."""
        return any(conflict.settled is None for conflict in self.commitment.conflicts)


def state_on(tracker: Tracker, commitment: Commitment, day: dt.date) -> State:
    """The state on a day, from the entries that are about that day or earlier."""
    record = until(commitment, day)
    met = met_points(tracker, record, day)
    assessment = record.assessments[-1] if record.assessments else None
    checked = last_checked(record, day)
    newest = _newest((*record.events, *record.responses))
    quiet = max(0, days_between((newest or record.made_date).last, day))
    kind = tracker.codelists["commitment-kind"][record.kind]
    level = tracker.level(assessment.delivery if assessment else None)
    return State(
        day=day,
        commitment=record,
        responses=newest_answers(tracker, record),
        assessment=assessment,
        met=met,
        dues=due_states(record, met, day),
        last_checked=checked,
        newest_evidence=newest,
        last_act=_newest(event for event in record.events if tracker.event_type(event).is_act),
        quiet_days=quiet,
        is_quiet=not tracker.stance(record).says_done
        and level.holds_when in (A_PROMISE, AN_ACT)
        and quiet > tracker.policy.quiet_days,
        check_due=checked + dt.timedelta(days=kind.check_days or 0) if checked else None,
        went_back=_went_back(tracker, record),
        one_source=assessment is not None
        and not record.restates  # it rests on what the other one holds
        and len(publishers(tracker, record, assessment)) == 1,
        is_closed=level.off_ladder or level.closed,
    )


def last_checked(commitment: Commitment, day: dt.date) -> dt.date | None:
    """The newest day, up to `day`, on which an entry was written or a search was logged."""
    days = [entry.written for entry in (*commitment.events, *commitment.responses, *commitment.assessments)]
    days += [search.date for search in commitment.searches]
    return max((item for item in days if item <= day), default=None)


def _newest(entries: Iterable[Event | Response]) -> PartialDate | None:
    return max((entry.date for entry in entries), key=lambda date: date.sort_key, default=None)


def _went_back(tracker: Tracker, commitment: Commitment) -> bool:
    """Whether the newest change of value was to a lower rung."""
    values = [item.delivery for item in commitment.assessments if not tracker.level(item.delivery).off_ladder]
    changes = [(old, new) for old, new in pairwise(values) if old != new]
    return bool(changes) and tracker.rank_of(changes[-1][1]) < tracker.rank_of(changes[-1][0])


def publishers(tracker: Tracker, commitment: Commitment, assessment: Assessment) -> frozenset[str]:
    """The different original publishers that an assessment rests on."""
    evidence = evidence_of(tracker, commitment, assessment)
    return frozenset(tracker.sources[item.source].original_publisher for item in evidence)
