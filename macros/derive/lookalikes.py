"""Figures that are easily taken for one another, gathered from what the records say is not comparable."""

from __future__ import annotations

from macros.model.tracker import Tracker


def lookalikes(tracker: Tracker) -> tuple[tuple[str, ...], ...]:
    """Groups of figures that are linked as not comparable, directly or through others; the largest group first.

    Figures that were withdrawn are in none.
    """
    counting = {name: figure for name, figure in tracker.figures.items() if not figure.withdrawn}
    links: dict[str, set[str]] = {name: set() for name in counting}
    for name, figure in counting.items():
        for other in figure.not_comparable_with:
            if other.figure in links:
                links[name].add(other.figure)
                links[other.figure].add(name)
    groups: list[tuple[str, ...]] = []
    while links:
        found = _reached(links, min(links))
        links = {name: others for name, others in links.items() if name not in found}
        groups.append(tuple(sorted(found)))
    return tuple(sorted((group for group in groups if len(group) > 1), key=lambda group: (-len(group), group)))


def _reached(links: dict[str, set[str]], start: str) -> set[str]:
    found, waiting = {start}, [start]
    while waiting:
        new = links[waiting.pop()] - found
        found |= new
        waiting.extend(new)
    return found
