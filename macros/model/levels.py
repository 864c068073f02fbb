"""How much evidence can carry: the ceiling of each source type, alone and together.

The weights stand in `data/codelists/source-type.yaml`; this module only applies them.

Which delivery value the rules give on a date: the questions of the delivery codelist, asked in order.

`superseded` and `dropped` are statements about another record or about a refusal; an assessment makes them with its
own evidence. Everything below follows from the events and responses dated on or before the day, and takes a record with
the entries in force only (`DatedRecord.in_force`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from macros.model.commitment import Assessment, Commitment, Due, Event, Point, Response
from macros.model.evidence import Evidence, Source
from macros.model.records import CodelistValue
from macros.model.tracker import Tracker

UNDER_WAY = "under-way"
DELIVERED = "delivered"
PLANNED = "planned"
_CONFIRMATIONS = ("self-reported", "public-record", "independent")


def carried_rank(tracker: Tracker, evidence: Iterable[Evidence], *, public_instrument: bool = True) -> int:
    """The highest rank on the delivery ladder that the evidence can carry together.

    Two sources of a type that needs a second count only when their original publishers differ.
    `public_instrument` says whether what is to be shown leaves a law, dataset or report.
    """
    ranks = [0]
    seconds: dict[str, int] = {}
    for source, weight in _weights(tracker, evidence):
        ranks.append(tracker.rank_of(weight.carries))
        if not public_instrument:
            ranks.append(tracker.rank_of(weight.carries_without_instrument))
        if weight.carries_with_second:
            seconds[source.original_publisher] = tracker.rank_of(weight.carries_with_second)
    if len(seconds) > 1:
        ranks.append(min(sorted(seconds.values(), reverse=True)[:2]))
    return max(ranks)


def _weights(tracker: Tracker, evidence: Iterable[Evidence]) -> Iterable[tuple[Source, CodelistValue]]:
    types = tracker.codelists["source-type"].by_code
    for item in evidence:
        source = tracker.sources.get(item.source)
        if source and source.type in types:
            yield source, types[source.type]


def can_carry(tracker: Tracker, event: Event, delivery: str) -> bool:
    """Whether the event's evidence is strong enough for a delivery value."""
    return carried_rank(tracker, event.evidence) >= tracker.rank_of(delivery)


def meets(tracker: Tracker, event: Event, point: Point) -> bool:
    """Whether the event shows, strongly enough, that the point is met and in effect."""
    if point.id not in event.meets:
        return False
    rank = carried_rank(tracker, event.evidence, public_instrument=point.public_instrument)
    return rank >= tracker.rank_of(DELIVERED)


def confirmation(tracker: Tracker, event: Event) -> str | None:
    """The best confirmation that the event's evidence gives: independent, public record or self-reported."""
    found = {weight.confirms for _, weight in _weights(tracker, event.evidence)}
    return next((code for code in reversed(_CONFIRMATIONS) if code in found), None)


def weakest(confirmations: Iterable[str | None]) -> str | None:
    """The weakest of several confirmations: what can be said of all points together."""
    known = [code for code in confirmations if code in _CONFIRMATIONS]
    return min(known, key=_CONFIRMATIONS.index, default=None)


def is_stronger(claimed: str, shown: str | None) -> bool:
    """Whether a claimed confirmation says more than what is shown; one that nobody can weigh does."""
    order = (None, *_CONFIRMATIONS)
    return claimed not in order or order.index(claimed) > order.index(shown)


PART_DELIVERED = "part-delivered"
NO_PUBLIC_EVIDENCE = "no-public-evidence"
OFF_THE_LADDER = ("superseded", "dropped")
MET = (DELIVERED, PART_DELIVERED)
# What can meet a point: something was done, or somebody looked and found it so. A word that is given meets none.
MEETING = ("action", "finding")
_PROMISES = ("accepted", "qualified")


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
        for point in commitment.done_when if event.type in MEETING else ():
            if meets(tracker, event, point):
                found.setdefault(point.id, event)
    return found


def expected_delivery(tracker: Tracker, commitment: Commitment, day: dt.date) -> str:
    """The first delivery value whose question is answered yes; a value without a rung for this kind falls away."""
    value = _first_yes(tracker, commitment, day)
    kind = tracker.codelists["commitment-kind"].by_code.get(commitment.kind)
    return value if kind is None or value in (kind.rungs or {}) else NO_PUBLIC_EVIDENCE


def _first_yes(tracker: Tracker, commitment: Commitment, day: dt.date) -> str:
    met = met_points(tracker, commitment, day)
    if met:
        return DELIVERED if len(met) == len(commitment.done_when) else PART_DELIVERED
    events = events_until(commitment, day)
    if any(event.type == "action" and can_carry(tracker, event, UNDER_WAY) for event in events):
        return UNDER_WAY
    return PLANNED if is_promised(tracker, commitment, day) else NO_PUBLIC_EVIDENCE


def is_promised(tracker: Tracker, commitment: Commitment, day: dt.date) -> bool:
    """Whether a promise is on record: an announcement, an act known too weakly, or a response that accepts."""
    promised = [event.evidence for event in events_until(commitment, day) if event.type in ("announcement", "action")]
    promised += [
        response.evidence
        for response in commitment.responses
        if response.response in _PROMISES and response.date.has_begun(day)
    ]
    return any(carried_rank(tracker, evidence) >= tracker.rank_of(PLANNED) for evidence in promised)


def assessment_on(commitment: Commitment, day: dt.date) -> Assessment | None:
    """The assessment in force on the day: the last one whose date has begun."""
    return next((item for item in reversed(commitment.assessments) if item.date.has_begun(day)), None)


def evidence_of(commitment: Commitment, assessment: Assessment) -> tuple[Evidence, ...]:
    """The evidence that an assessment rests on; for a promise that rests on answers, that of the answers known then."""
    basis = commitment.basis(assessment)
    if not basis and assessment.delivery == PLANNED:
        basis = tuple(answer for answer in commitment.responses if answer.written <= assessment.written)
    return tuple(item for entry in basis for item in entry.evidence)
