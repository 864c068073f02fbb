"""Everything that has a date, in one line: announcements, acts, findings, answers and background."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from macros.dates import PartialDate
from macros.model.commitment import Commitment, Event
from macros.model.context import Background, BackgroundEvent
from macros.model.evidence import Evidence
from macros.model.tracker import Tracker

RESPONSE = "response"
BACKGROUND = "background"


@dataclass(frozen=True, slots=True)
class Moment:
    """One dated entry. `type` is an event type, `response` or `background`; `anchor` is where it stands on its page.

    The same happening may be an event of several commitments; `records` names them all.
    """

    date: PartialDate
    type: str
    what: str
    kind: str
    records: tuple[str, ...]
    anchor: str
    evidence: tuple[Evidence, ...]


def moments(tracker: Tracker) -> tuple[Moment, ...]:
    """All dated entries, oldest first; entries of the same day, words and sources are told once."""
    found: dict[tuple[str, str, str], Moment] = {}
    for moment in (*_of_commitments(tracker), *_of_background(tracker)):
        key = (str(moment.date), moment.what, moment.kind)
        known = found.get(key)
        records = (*known.records, *moment.records) if known else moment.records
        found[key] = Moment(moment.date, moment.type, moment.what, moment.kind, records, moment.anchor, moment.evidence)
    return tuple(sorted(found.values(), key=lambda moment: (moment.date.sort_key, moment.what)))


def moments_of(name: str, commitment: Commitment) -> tuple[Moment, ...]:
    """The events of one commitment, oldest first."""
    return tuple(
        Moment(event.date, event.type, event.what, "commitment", (name,), event.key, event.evidence)
        for event in commitment.events
    )


def _of_commitments(tracker: Tracker) -> Iterator[Moment]:
    for name, commitment in sorted(tracker.counting.items()):
        yield from moments_of(name, commitment)


def _of_background(tracker: Tracker) -> Iterator[Moment]:
    for name, background in sorted(_counting(tracker).items()):
        for event in background.events:
            yield Moment(event.date, BACKGROUND, event.what, "background", (name,), "", event.evidence)


def _counting(tracker: Tracker) -> dict[str, Background]:
    """The background that was not withdrawn."""
    return {name: item for name, item in tracker.background.items() if not item.withdrawn}


def by_year(moments: Iterable[Moment]) -> dict[int, tuple[Moment, ...]]:
    """The moments of each year, newest year first, each year from old to new."""
    years: dict[int, list[Moment]] = {}
    for moment in moments:
        years.setdefault(moment.date.first.year, []).append(moment)
    return {year: tuple(years[year]) for year in sorted(years, reverse=True)}


def years_of(tracker: Tracker) -> tuple[int, ...]:
    """The years in which anything happened, newest first."""
    found = {year for item in tracker.counting.values() for year in _years(item.events)}
    found |= {year for item in _counting(tracker).values() for year in _years(item.events)}
    return tuple(sorted(found, reverse=True))


def _years(events: Iterable[Event | BackgroundEvent]) -> Iterator[int]:
    return (event.date.first.year for event in events)
