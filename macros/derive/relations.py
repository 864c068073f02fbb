"""Which records name each other, turned round once for all pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from macros.model.tracker import Tracker

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
    commitments, background = tracker.commitments, tracker.background
    related = [(name, other) for name, item in commitments.items() for other in item.related]
    return Relations(
        parts_of=_by_named((name, other) for name, item in commitments.items() for other in item.part_of),
        related_to=_by_named([*related, *((other, name) for name, other in related)]),
        background_of=_by_named((name, other) for name, item in background.items() for other in item.commitments),
        commitments_with_figure=_by_named(
            (name, other) for name, item in commitments.items() for other in item.figures
        ),
        background_with_figure=_by_named((name, other) for name, item in background.items() for other in item.figures),
    )


def _by_named(pairs: Iterable[tuple[str, str]]) -> Names:
    """From (who names, who is named) to who is named → who names it."""
    found: dict[str, set[str]] = {}
    for name, other in pairs:
        found.setdefault(other, set()).add(name)
    return {other: tuple(sorted(names)) for other, names in found.items()}
