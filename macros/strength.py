"""How much evidence can carry: the ceiling of each source type, alone and together.

The weights stand in `data/codelists/source-type.yaml`; this module only applies them.
"""

from __future__ import annotations

from collections.abc import Iterable

from macros.model.codelist import CodelistValue
from macros.model.commitment import Event, Point
from macros.model.evidence import Evidence
from macros.model.source import Source
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
