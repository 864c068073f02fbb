"""The promises that are not numbered recommendations, gathered for the front page."""

from __future__ import annotations

from dataclasses import dataclass

from macros.derive.overview import others
from macros.model.commitment import Commitment
from macros.model.guide import Group
from macros.model.tracker import Tracker

REST = "rest"


@dataclass(frozen=True, slots=True)
class Gathered:
    """One group with the ids of its commitments, oldest promise first."""

    id: str
    title: str
    description: str
    commitments: tuple[str, ...]


def gathered(tracker: Tracker) -> tuple[Gathered, ...]:
    """Every promise in the first group that fits it, and what fits none in the last; empty groups are left out."""
    rules = tracker.groups.groups if tracker.groups else ()
    placed = {name: _group_of(rules, item) for name, item in others(tracker).items()}
    groups = [
        *((group.id, group.title, group.description) for group in rules),
        (REST, tracker.groups.rest if tracker.groups else "Other promises", ""),
    ]
    found = (Gathered(*group, tuple(name for name, id in placed.items() if id == group[0])) for group in groups)
    return tuple(group for group in found if group.commitments)


def _group_of(rules: tuple[Group, ...], commitment: Commitment) -> str:
    return next((group.id for group in rules if _fits(group, commitment)), REST)


def _fits(group: Group, commitment: Commitment) -> bool:
    made = commitment.made_date.first
    in_time = any(time.first <= made <= time.last for time in group.made)
    return in_time or bool(set(group.themes) & set(commitment.themes))
