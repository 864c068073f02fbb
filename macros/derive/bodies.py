"""What one body has to do with the promises, and which records name each other.

A body leads promises, has a part in them, made or answered them. References are turned round once for all pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from macros.derive.overview import bodies_of
from macros.derive.state import State
from macros.model.base import Record
from macros.model.commitment import Response
from macros.model.tracker import Tracker


@dataclass(frozen=True, slots=True)
class Roles:
    """The states of commitments by the part that the body has in them; each answer by or for it, with its promise."""

    leads: Mapping[str, State]
    supports: Mapping[str, State]
    made: Mapping[str, State]
    answers: tuple[tuple[str, Response], ...]


def roles(states: Mapping[str, State], body: str) -> Roles:
    """The roles of one body, in the order of the states."""
    return Roles(
        {name: state for name, state in states.items() if state.commitment.lead_body == body},
        {name: state for name, state in states.items() if body in bodies_of(state.commitment)[1:]},
        {name: state for name, state in states.items() if body in state.commitment.made_by},
        tuple((name, answer) for name, state in states.items() for answer in _answers(state, body)),
    )


def _answers(state: State, body: str) -> list[Response]:
    """What the body answered, or what another answered for it."""
    own = [answer for answer in state.commitment.responses if answer.body == body]
    return own or [answer for name, answer in state.responses.items() if name == body]


Names = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Relations:
    """For each id, the ids of the records that name it, in alphabetical order."""

    parts_of: Names
    related_to: Names
    background_of: Names
    commitments_with_figure: Names
    background_with_figure: Names


def relations(tracker: Tracker) -> Relations:
    """Turn every reference between commitments, figures and background round."""
    related = _pairs(tracker.commitments, "related")
    return Relations(
        parts_of=_by_named(_pairs(tracker.commitments, "part_of")),
        related_to=_by_named([*related, *((other, name) for name, other in related)]),
        background_of=_by_named(_pairs(tracker.background, "commitments")),
        commitments_with_figure=_by_named(_pairs(tracker.commitments, "figures")),
        background_with_figure=_by_named(_pairs(tracker.background, "figures")),
    )


def _pairs(records: Mapping[str, Record], field: str) -> list[tuple[str, str]]:
    """Who names, and who is named in a field."""
    return [(name, other) for name, item in records.items() for other in getattr(item, field)]


def _by_named(pairs: Iterable[tuple[str, str]]) -> Names:
    """From these to who is named → who names it."""
    found: dict[str, set[str]] = {}
    for name, other in pairs:
        found.setdefault(other, set()).add(name)
    return {other: tuple(sorted(names)) for other, names in found.items()}
