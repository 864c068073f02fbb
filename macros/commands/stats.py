"""`tracker stats`: the counts of the record."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from pathlib import Path

from macros.checks import load
from macros.clock import today
from macros.derive.overview import (
    Overview,
    bodies_of,
    counts_by,
    counts_by_delivery,
    kinds_of,
    overview,
    recommendations,
    themes_of,
)
from macros.model.dates import in_words
from macros.model.evidence import Evidence
from macros.model.fields import parts
from macros.model.tracker import Tracker

HELP = "print the counts of the record"


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments: there are none."""


def run(root: Path, arguments: argparse.Namespace) -> int:
    """Print counts by delivery, kind, theme and body, and the size of the record."""
    tracker = load(root, today())
    seen = overview(tracker, today())
    for line in _lines(tracker, seen):
        print(line)
    return 0


def _lines(tracker: Tracker, seen: Overview) -> Iterable[str]:
    numbered = seen.of(recommendations(tracker)).values()
    newest = seen.newest_evidence
    yield f"As of {in_words(seen.day)}; newest evidence {in_words(newest) if newest else 'none'}"
    yield from _size(tracker)
    yield from _table("The numbered recommendations", _titled(tracker, counts_by_delivery(tracker, numbered)))
    yield from _table("All commitments", _titled(tracker, counts_by_delivery(tracker, seen.states.values())))
    yield from _table("By kind", counts_by(seen.states.values(), kinds_of))
    yield from _table("By theme", counts_by(seen.states.values(), themes_of))
    yield from _table("By body, leading or supporting", counts_by(seen.states.values(), bodies_of))


def _size(tracker: Tracker) -> Iterable[str]:
    records = [*tracker.commitments.values(), *tracker.figures.values(), *tracker.background.values()]
    evidence = [part for record in records for _, part in parts(record) if isinstance(part, Evidence)]
    events = sum(len(item.events) for item in tracker.active.values())
    quotes = sum(1 for item in evidence if item.quote)
    withdrawn = len(tracker.commitments) - len(tracker.active)
    yield f"{len(tracker.active)} commitments{f' and {withdrawn} withdrawn' if withdrawn else ''}, {events} events"
    yield f"{len(tracker.sources)} sources, {len(tracker.texts)} of them with their text held"
    yield f"{len(evidence)} pieces of evidence, {quotes} of them quotes that were checked"


def _titled(tracker: Tracker, counts: Mapping[str, int]) -> dict[str, int]:
    return {tracker.title_of("delivery", code): count for code, count in counts.items()}


def _table(title: str, counts: Mapping[str, int]) -> Iterable[str]:
    yield ""
    yield title
    yield from (f"{count:5}  {name}" for name, count in counts.items())
