"""What a list can be narrowed by: for each facet the values that occur, and how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from macros.derive.overview import bodies_of
from macros.derive.state import State
from macros.derive.timeline import BACKGROUND, TimelineEntry
from macros.derive.words import NO_ANSWER, said
from macros.model.tracker import Tracker


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a facet, and how many entries have it."""

    value: str
    count: int


Facets = Mapping[str, tuple[Option, ...]]


@dataclass(frozen=True, slots=True)
class Subjects:
    """The themes and bodies that an entry of the timeline is about, in alphabetical order."""

    themes: tuple[str, ...]
    bodies: tuple[str, ...]


def facets(tracker: Tracker, states: Iterable[State]) -> Facets:
    """The facets of a table of commitments. Codes come in the order of their list, records by their title."""
    found = [_of(tracker, state) for state in states]
    orders = {
        "delivery": tuple(tracker.codelists["delivery"].by_code),
        "response": (*tracker.codelists["response"].by_code, *_own_words(tracker), NO_ANSWER),
        "kind": tuple(tracker.codelists["commitment-kind"].by_code),
        "report": tuple(tracker.reports) if len(tracker.reports) > 1 else (),
        "body": _bodies(tracker),
        "theme": _themes(tracker),
    }
    return {name: _options(order, (values[name] for values in found)) for name, order in orders.items()}


def _own_words(tracker: Tracker) -> tuple[str, ...]:
    """What stands for an answer where none is needed: that it was promised, or is said to be done."""
    return tuple(value.code for value in tracker.codelists["stance"].that(awaits_answer=False))


def _of(tracker: Tracker, state: State) -> dict[str, tuple[str, ...]]:
    commitment = state.commitment
    return {
        "delivery": (state.delivery,) if state.delivery else (),
        "response": (said(tracker, commitment, state.response),),
        "kind": (commitment.kind,),
        "report": (commitment.recommendation.report,) if commitment.recommendation else (),
        "body": bodies_of(commitment),
        "theme": commitment.themes,
    }


def subjects(tracker: Tracker, moment: TimelineEntry) -> Subjects:
    """What an entry of the timeline is about, by the records that it belongs to."""
    themes: set[str] = set()
    bodies: set[str] = set()
    for name in moment.records:
        if moment.kind == BACKGROUND:
            themes.update(tracker.background[name].themes)
            bodies.update(tracker.background[name].bodies)
        else:
            commitment = tracker.commitments[name]
            themes.update(commitment.themes)
            bodies.update((*commitment.made_by, *bodies_of(commitment)))
    return Subjects(tuple(sorted(themes)), tuple(sorted(bodies)))


def facets_of_timeline(tracker: Tracker, shown: Iterable[Subjects], everywhere: Iterable[Subjects]) -> Facets:
    """The facets of a part of the timeline: each value that occurs anywhere, and how often it does in the part."""
    part, whole = tuple(shown), tuple(everywhere)
    return {
        "theme": _options(_themes(tracker), (item.themes for item in whole), (item.themes for item in part)),
        "body": _options(_bodies(tracker), (item.bodies for item in whole), (item.bodies for item in part)),
    }


def _options(
    order: Iterable[str], found: Iterable[tuple[str, ...]], part: Iterable[tuple[str, ...]] | None = None
) -> tuple[Option, ...]:
    """The values that occur, in their order, each with how often it does: in a part, where one is given."""
    occurring = Counter(chain.from_iterable(found))
    counts = occurring if part is None else Counter(chain.from_iterable(part))
    return tuple(Option(value, counts[value]) for value in order if occurring[value])


def _bodies(tracker: Tracker) -> tuple[str, ...]:
    return tuple(sorted(tracker.bodies, key=lambda name: tracker.bodies[name].name))


def _themes(tracker: Tracker) -> tuple[str, ...]:
    return tuple(sorted(tracker.themes, key=lambda name: tracker.themes[name].title))
