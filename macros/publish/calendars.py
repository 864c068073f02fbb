"""Calendars of due dates and of the yearly marks since a report (RFC 5545), for everything and for each body.

An event keeps its id when its date moves; its SEQUENCE is the number of moves. A date that is a month or a year is an
event that lasts as long, and says so in its title.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from icalendar import Calendar, Event

from macros.dates import PartialDate, in_words
from macros.derive.overview import bodies_of
from macros.links import WHOLE, address, file_address, outward
from macros.model.commitment import Commitment, Due
from macros.render import Context

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Mark:
    """One entry of the calendar: `moves` is how often its date has moved, `yearly` whether it comes back."""

    id: str
    title: str
    what: str
    date: PartialDate
    written: dt.date
    page: str
    bodies: frozenset[str] = frozenset()
    moves: int = 0
    yearly: bool = False


def files(context: Context) -> Iterator[tuple[str, bytes]]:
    """Each calendar by its address; a body without a date has the yearly marks only."""
    dues, yearly = tuple(_dues(context)), tuple(_yearly(context))
    if dues or yearly:
        yield WHOLE["calendar"], _calendar(context, context.site.name, (*yearly, *dues))
    for name, body in context.tracker.bodies.items():
        own = tuple(mark for mark in dues if name in mark.bodies)
        if own or yearly:
            yield file_address("calendar", "body", name), _calendar(context, body.name, (*yearly, *own))


def _dues(context: Context) -> Iterator[Mark]:
    for name, commitment in context.tracker.commitments.items():
        page = outward(context.site, address(context.tracker, "commitment", name, "next"), "")
        bodies = frozenset(bodies_of(commitment))
        for first, last, moves in _chains(commitment):
            date = in_words(last.date)
            title = f"{'Due' if last.date.is_exact else f'Due during {date}'}: {commitment.title}"
            key = f"due-{first.announced}-{first.date}-{name}"
            yield Mark(_uid(key), title, last.what, last.date, last.recorded, page, bodies, moves)


def _chains(commitment: Commitment) -> Iterator[tuple[Due, Due, int]]:
    """Each date that was given, with where it stands after all its moves, and how many those were."""
    for index, first in enumerate(commitment.due):
        if first.replaces and any(item.date == first.replaces for item in commitment.due[:index]):
            continue
        last, moves = first, 0
        for item in commitment.due[index + 1 :]:
            if item.replaces == last.date:
                last, moves = item, moves + 1
        yield first, last, moves


def _yearly(context: Context) -> Iterator[Mark]:
    """The day of each report with numbered recommendations, every year."""
    tracker = context.tracker
    for report in sorted({item.recommendation.report for item in tracker.commitments.values() if item.recommendation}):
        source = tracker.sources[report]
        if source.issued and source.issued.is_exact:
            page = outward(context.site, address(tracker, "source", report), "")
            title = f"Yearly mark: {source.title}"
            key = _uid(f"yearly-{report}")
            written = source.accessed or source.issued.first
            yield Mark(key, title, "How far has it been carried out?", source.issued, written, page, yearly=True)


def _uid(key: str) -> str:
    """An id that does not depend on where the site is published."""
    return f"{key}@casey-audit-tracker"


def _calendar(context: Context, title: str, marks: Iterable[Mark]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", f"-//{context.site.name}//EN")
    calendar.add("version", "2.0")
    name = " ".join(title.split())  # the library cannot fold a name of several lines
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    for mark in sorted(marks, key=lambda mark: (mark.date.sort_key, mark.id)):
        calendar.add_component(_event(mark))
    return bytes(calendar.to_ical())


def _event(mark: Mark) -> Event:
    event = Event()
    written = dt.datetime.combine(mark.written, dt.time(), dt.UTC)
    event.add("uid", mark.id)
    event.add("dtstamp", written)
    event.add("last-modified", written)
    event.add("sequence", mark.moves)
    event.add("dtstart", mark.date.first)
    event.add("dtend", mark.date.last + _DAY)
    if mark.yearly:
        event.add("rrule", {"freq": "yearly"})
    event.add("summary", mark.title)
    event.add("description", mark.what)
    event.add("url", mark.page)
    event.add("transp", "TRANSPARENT")  # a date to know of takes nobody's time
    return event
