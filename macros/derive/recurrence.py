"""Recurrence: the same ask in earlier reports, by commitment, and the earlier reports of which no ask is on record."""

from __future__ import annotations

from dataclasses import dataclass

from macros.model.commitment import Commitment, EarlierAsk
from macros.model.tracker import Tracker


@dataclass(frozen=True, slots=True)
class Recurrence:
    """One commitment with its earlier asks, oldest first."""

    record: str
    commitment: Commitment
    asks: tuple[EarlierAsk, ...]


def recurrences(tracker: Tracker) -> tuple[Recurrence, ...]:
    """The commitments with an earlier ask on record, the longest asked for first."""
    found = [
        Recurrence(name, item, tuple(sorted(item.earlier_asks, key=lambda ask: ask.date.sort_key)))
        for name, item in tracker.counting.items()
        if item.earlier_asks
    ]
    return tuple(sorted(found, key=lambda row: (row.asks[0].date.sort_key, row.record)))


def without_an_ask(tracker: Tracker) -> tuple[str, ...]:
    """Background records, oldest first, that no earlier ask names and that no commitment carries out by number."""
    named = {ask.background for item in tracker.counting.values() for ask in item.earlier_asks}
    reports = {item.recommendation.report for item in tracker.commitments.values() if item.recommendation}
    left = {name: item for name, item in tracker.background.items() if name not in named and item.report not in reports}
    return tuple(sorted(left, key=lambda name: left[name].events[0].date.sort_key))
