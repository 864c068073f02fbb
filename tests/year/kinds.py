"""The kinds of step by name. A contribution must be accepted; an accident must be refused, and it says by what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.year.played import Played

Step = Callable[[Played], None]
CHECK, COMPARISON = "check", "comparison"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of step. `refused_by` is empty for what must be accepted."""

    name: str
    take: Step
    refused_by: str = ""


CONTRIBUTIONS: dict[str, Kind] = {}
ACCIDENTS: dict[str, Kind] = {}


def contribution(take: Step) -> Step:
    """Add a contribution under the name of its function."""
    name = take.__name__.replace("_", " ")
    CONTRIBUTIONS[name] = Kind(name, take)
    return take


def accident(refused_by: str) -> Callable[[Step], Step]:
    """Add an accident under the name of its function."""

    def add(take: Step) -> Step:
        name = take.__name__.replace("_", " ")
        ACCIDENTS[name] = Kind(name, take, refused_by)
        return take

    return add
