"""Which delivery value the rules give on a date, how much evidence can carry, and who answered for whom.

The questions of the delivery codelist are asked in order. What each source type can carry, alone and together, stands
in `data/codelists/source-type.yaml`; this module only applies it. `superseded` and `dropped` are statements about
another record or about a refusal; an assessment makes them with its own evidence. Everything below follows from the
events and responses dated on or before the day, and takes a record with the entries in force only
(`DatedRecord.in_force`).

Those who have to act are the lead body and the supporting bodies. Each answers for itself; where it gave no answer, the
nearest body above it (`parent`) answers for it, as a government does for its departments. Who took over the lead, as an
edit of the lead body tells, stands by the answer of who led before until it gives its own. *The* response to a
commitment, the one that its status may rest on, is the newest answer of the lead body so understood. What a supporting
body answers is shown beside it, and what anybody else says stands in the record; neither moves a status.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from macros.model.commitment import Assessment, Commitment, Due, Event, Point, Response
from macros.model.evidence import Evidence, Source
from macros.model.tracker import Tracker
from macros.model.vocabulary import A_POINT, A_PROMISE, AN_ACT, EVERY_POINT, NOTHING_ELSE, CodelistValue


def carried_rank(tracker: Tracker, evidence: Iterable[Evidence], *, public_instrument: bool = True) -> int:
    """The highest rank on the delivery ladder that the evidence can carry together.

    Two sources of a type that needs a second count only when their original publishers differ, and when they do not
    print one and the same statement of a body. `public_instrument` says whether what is to be shown leaves a law, a
    notice, a decision, an account, a dataset or a report.
    """
    ranks = [0]
    seconds: dict[str, int] = {}
    for item, source, weight in _weights(tracker, evidence):
        ranks.append(tracker.rank_of(weight.carries))
        if item.is_the_thing:
            ranks.append(tracker.rank_of(weight.carries_as_the_thing))
        if not public_instrument:
            ranks.append(tracker.rank_of(weight.carries_without_instrument))
        if weight.carries_with_second:
            seconds[item.relays or source.original_publisher] = tracker.rank_of(weight.carries_with_second)
    if len(seconds) > 1:
        ranks.append(min(sorted(seconds.values(), reverse=True)[:2]))
    return max(ranks)


def _weights(tracker: Tracker, evidence: Iterable[Evidence]) -> Iterable[tuple[Evidence, Source, CodelistValue]]:
    types = tracker.codelists["source-type"].by_code
    for item in evidence:
        source = tracker.sources.get(item.source)
        if source and source.type in types:
            yield item, source, types[source.type]


def can_carry(tracker: Tracker, event: Event, delivery: str) -> bool:
    """Whether the event's evidence is strong enough for a delivery value."""
    return carried_rank(tracker, event.evidence) >= tracker.rank_of(delivery)


def meets(tracker: Tracker, event: Event, point: Point) -> bool:
    """Whether the event shows, strongly enough, that the point is met and in effect."""
    if point.id not in event.meets:
        return False
    rank = carried_rank(tracker, event.evidence, public_instrument=point.public_instrument)
    return rank >= (tracker.level_when(EVERY_POINT).rank or 0)


def confirmation(tracker: Tracker, event: Event) -> str | None:
    """The best confirmation that the event's evidence gives, such as `independent`; no source confirms itself."""
    weights = _weights(tracker, event.evidence)
    said = ((item.is_the_thing and weight.confirms_as_the_thing) or weight.confirms for item, _, weight in weights)
    return max(filter(None, said), key=lambda code: _strength(tracker, code), default=None)


def weakest(tracker: Tracker, confirmations: Iterable[str | None]) -> str | None:
    """The weakest of several confirmations: what can be said of all points together."""
    return min(filter(None, confirmations), key=lambda code: _strength(tracker, code), default=None)


def is_stronger(tracker: Tracker, claimed: str, shown: str | None) -> bool:
    """Whether a claimed confirmation says more than what is shown; one that nobody can weigh does."""
    rank = tracker.codelists["confirmation"].meaning(claimed).rank
    return rank is None or shown is None or rank > _strength(tracker, shown)


def _strength(tracker: Tracker, confirmation: str) -> int:
    return tracker.codelists["confirmation"].meaning(confirmation).rank or 0


def can_be_judged(tracker: Tracker, commitment: Commitment) -> bool:
    """Whether every source and code that a status is derived from is known; else a check tells what is wrong."""
    lists, types = tracker.codelists, tracker.codelists["source-type"].by_code
    entries: tuple[Event | Response | Due, ...] = (*commitment.events, *commitment.responses, *commitment.due)
    cited = [tracker.sources.get(item.source) for entry in entries for item in entry.evidence]
    return (
        commitment.kind in lists["commitment-kind"].by_code
        and all(source and source.type in types for source in cited)
        and all(event.type in lists["event-type"].by_code for event in commitment.events)
        and all(response.response in lists["response"].by_code for response in commitment.responses)
    )


def events_until(commitment: Commitment, day: dt.date) -> tuple[Event, ...]:
    """Events whose date has begun; one of `June 2026` counts from 1 June 2026 on."""
    return tuple(event for event in commitment.events if event.date.has_begun(day))


def met_points(tracker: Tracker, commitment: Commitment, day: dt.date) -> dict[str, Event]:
    """Each point that is met on the day, with the first event that shows it strongly enough."""
    found: dict[str, Event] = {}
    for event in events_until(commitment, day):
        for point in commitment.done_when if tracker.event_type(event).meets_points else ():
            if meets(tracker, event, point):
                found.setdefault(point.id, event)
    return found


def expected_delivery(tracker: Tracker, commitment: Commitment, day: dt.date) -> str:
    """The first delivery value whose question is answered yes, of those that mean something for this kind."""
    met = met_points(tracker, commitment, day)
    kind = tracker.codelists["commitment-kind"].by_code.get(commitment.kind)
    for value in tracker.codelists["delivery"].values:
        is_rung = kind is None or value.code in (kind.rungs or {})
        if is_rung and not value.off_ladder and _is_answered(tracker, commitment, day, value, len(met)):
            return value.code
    return tracker.level_when(NOTHING_ELSE).code


def _is_answered(tracker: Tracker, commitment: Commitment, day: dt.date, value: CodelistValue, met: int) -> bool:
    """Whether the question of a delivery value is answered yes."""
    if value.holds_when == EVERY_POINT:
        return 0 < met == len(commitment.done_when)
    if value.holds_when == AN_ACT:
        acts = (event for event in events_until(commitment, day) if tracker.event_type(event).is_act)
        return any(can_carry(tracker, event, value.code) for event in acts)
    if value.holds_when == A_PROMISE:
        return is_promised(tracker, commitment, day)
    return value.holds_when == A_POINT and met > 0


def is_promised(tracker: Tracker, commitment: Commitment, day: dt.date) -> bool:
    """Whether a promise is on record: an announcement, an act known too weakly, or an answer for the lead body."""
    said = tracker.codelists["response"]
    promised = [
        event.evidence
        for event in events_until(commitment, day)
        if tracker.event_type(event).announces or tracker.event_type(event).is_act
    ]
    promised += [
        response.evidence
        for response in answers_for(tracker, commitment, commitment.lead_body, day)
        if said.meaning(response.response).is_promise
    ]
    enough = tracker.level_when(A_PROMISE).rank or 0
    return any(carried_rank(tracker, evidence) >= enough for evidence in promised)


def assessment_on(commitment: Commitment, day: dt.date) -> Assessment | None:
    """The assessment in force on the day: the last one whose date has begun."""
    return next((item for item in reversed(commitment.assessments) if item.date.has_begun(day)), None)


def evidence_of(tracker: Tracker, commitment: Commitment, assessment: Assessment) -> tuple[Evidence, ...]:
    """The evidence that an assessment rests on; for a promise that rests on answers, that of the answers known then.

    These are those of the lead body; where all that was known then was put right since, whatever was known.
    """
    basis = commitment.basis(assessment)
    if not basis and tracker.level(assessment.delivery).holds_when == A_PROMISE:
        known = tuple(answer for answer in commitment.responses if answer.written <= assessment.written)
        of_lead = answers_for(tracker, commitment, commitment.lead_body)
        basis = tuple(answer for answer in known if answer in of_lead) or known
    return tuple(item for entry in basis for item in entry.evidence)


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
