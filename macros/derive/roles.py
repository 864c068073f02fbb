"""What one body has to do with the promises: those that it leads, has a part in, or made, and what it answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from macros.derive.overview import bodies_of
from macros.derive.state import State
from macros.model.commitment import Response


@dataclass(frozen=True, slots=True)
class Roles:
    """The states of commitments by the part that the body has in them, and each of its answers with its commitment."""

    leads: Mapping[str, State]
    supports: Mapping[str, State]
    made: Mapping[str, State]
    answers: tuple[tuple[str, Response], ...]


def roles(states: Mapping[str, State], body: str) -> Roles:
    """The roles of one body, in the order of the states."""
    answered = ((name, answer) for name, state in states.items() for answer in state.commitment.responses)
    return Roles(
        {name: state for name, state in states.items() if state.commitment.lead_body == body},
        {name: state for name, state in states.items() if body in bodies_of(state.commitment)[1:]},
        {name: state for name, state in states.items() if body in state.commitment.made_by},
        tuple((name, answer) for name, answer in answered if answer.body == body),
    )
