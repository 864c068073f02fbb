"""How far two readers of the record agree: the status that each gives, and the points that each finds met.

A blind sheet holds what the rules go by, and no status of ours and no point that we found met. Whoever fills it in
judges from the published rules alone. Agreement is told as counts, and as Cohen's kappa (1960): the share of agreement
beyond what two readers with the same habits would reach by chance.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from macros.derive.overview import Overview
from macros.derive.state import State
from macros.model.commitment import Commitment
from macros.model.evidence import Evidence
from macros.model.tracker import Tracker


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one reader finds of one commitment: its delivery value, and the points that are met."""

    delivery: str
    met: frozenset[str]


Judgements = Mapping[str, Judgement]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of what both judged: how many pairs there are, those that differ, and kappa; None where there is no pair."""

    pairs: int
    differing: tuple[tuple[str, str, str], ...]
    kappa: float | None


def sheet(tracker: Tracker, seen: Overview) -> dict[str, Any]:
    """Every commitment that is counted, with what a status is decided by, and with the places to fill in."""
    return {
        "as_of": seen.day.isoformat(),
        "values": list(tracker.codelists["delivery"].by_code),
        "commitments": {name: _asked(tracker, state.commitment, seen.day) for name, state in seen.states.items()},
    }


def _asked(tracker: Tracker, record: Commitment, day: dt.date) -> dict[str, Any]:
    events = [
        {"date": str(item.date), "type": item.type, "what": item.what, "evidence": _shown(tracker, item.evidence)}
        for item in record.events
    ]
    responses = [{"date": str(item.date), "body": item.body, "response": item.response} for item in record.responses]
    return {
        "title": record.title,
        "summary": record.summary,
        "kind": record.kind,
        "made_by": list(record.made_by),
        "stance": record.stance,
        "lead_body": record.lead_body,
        "points": {point.id: point.text for point in record.done_when},
        "without_a_public_instrument": [point.id for point in record.done_when if not point.public_instrument],
        "responses": responses,
        "due": [{"date": str(item.date), "what": item.what} for item in record.due],
        "events": events,
        "caveats": list(record.caveats),
        "delivery": "",
        "met": [],
        "remark": "",
    }


def _shown(tracker: Tracker, evidence: Iterable[Evidence]) -> list[dict[str, Any]]:
    return [
        {
            "publisher": tracker.sources[item.source].original_publisher,
            "source_type": tracker.sources[item.source].type,
            "words": item.quote or item.says,
            **({"is_the_thing": True} if item.is_the_thing else {}),
            **({"relays": item.relays} if item.relays else {}),
        }
        for item in evidence
    ]


def own(states: Mapping[str, State]) -> Judgements:
    """What the record itself says."""
    return {name: Judgement(state.delivery or "", frozenset(state.met)) for name, state in states.items()}


def of_statuses(first: Judgements, second: Judgements) -> Agreement:
    """How far both give the same delivery value to what both judged."""
    both = [name for name in first if name in second]
    return _agreement([(name, first[name].delivery, second[name].delivery) for name in both])


def of_points(first: Judgements, second: Judgements, points: Mapping[str, Iterable[str]]) -> Agreement:
    """How far both find the same points met; `points` are those of each commitment."""
    return _agreement(list(_points(first, second, points)))


def _points(
    first: Judgements, second: Judgements, points: Mapping[str, Iterable[str]]
) -> Iterator[tuple[str, str, str]]:
    for name in first:
        for point in points[name] if name in second else ():
            found = ("met" if point in judged[name].met else "not met" for judged in (first, second))
            yield (f"{name}: {point}", *found)  # type: ignore[misc]  # always two


def _agreement(pairs: list[tuple[str, str, str]]) -> Agreement:
    differing = tuple(pair for pair in pairs if pair[1] != pair[2])
    return Agreement(len(pairs), differing, _kappa(pairs))


def _kappa(pairs: list[tuple[str, str, str]]) -> float | None:
    if not pairs:
        return None
    first, second = (Counter(pair[place] for pair in pairs) for place in (1, 2))
    alike = sum(1 for _, one, other in pairs if one == other) / len(pairs)
    by_chance = sum(count * second[value] for value, count in first.items()) / len(pairs) ** 2
    return 1.0 if by_chance == 1 else (alike - by_chance) / (1 - by_chance)
