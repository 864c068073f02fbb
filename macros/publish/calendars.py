"""Calendars of due dates and of the yearly marks since a report (RFC 5545), for everything, each body and report.

An event keeps its id when its date moves; its SEQUENCE is the number of moves. A date that is a month or a year is an
event that lasts as long, and says so in its title.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from icalendar import Calendar, Event

from macros.derive.overview import bodies_of, reports_in_order
from macros.model.commitment import Commitment, Due
from macros.model.dates import PartialDate
from macros.model.reports import Report
from macros.publish.bundle import Files
from macros.render.links import WHOLE, address, file_address, outward
from macros.render.page import Context

_DAY = dt.timedelta(days=1)
_END = b"END:VCALENDAR\r\n"


@dataclass(frozen=True, slots=True)
class Mark:
    """One entry of the calendar: `moves` is how often its date has moved, `yearly` whether it comes back."""

    id: str
    title: str
    what: str
    date: PartialDate
    written: dt.date
    page: str
    bodies: tuple[str, ...] = ()
    report: str = ""
    moves: int = 0
    yearly: bool = False


def files(context: Context) -> Files:
    """Each calendar by its address; a body without a date has the yearly marks only."""
    events = [(mark, bytes(_event(mark).to_ical())) for mark in marks(context)]
    if events:
        yield WHOLE["calendar"], _calendar(context, context.site.name, (event for _, event in events))
    for name, body in context.tracker.bodies.items():
        if own := [event for mark, event in events if mark.yearly or name in mark.bodies]:
            yield file_address("calendar", "body", name), _calendar(context, body.name, own)
    for name, report in context.tracker.reports.items():
        if own := [event for mark, event in events if mark.report == name]:
            yield file_address("calendar", "report", name), _calendar(context, report.name, own)


def marks(context: Context) -> list[Mark]:
    """Every entry of the calendar; without one there is no calendar, for the standard knows no empty one."""
    return sorted((*_yearly(context), *_dues(context)), key=lambda mark: (mark.date.sort_key, mark.id))


def _dues(context: Context) -> Iterator[Mark]:
    for name, commitment in context.tracker.counted.items():
        page = outward(context.site, address(context.tracker, "commitment", name, "next"), "")
        bodies = bodies_of(commitment)
        report = commitment.recommendation.report if commitment.recommendation else ""
        first_of = _as_first_written(commitment)
        for first, last, moves in (chain for chain in _chains(commitment) if not chain[1].provisional):
            key = f"{first_of[first.key]}-{name}"
            corrected = sum(1 for key in first_of if first_of[key] == first_of[first.key]) - 1
            yield Mark(
                _uid(context, key),
                last.deadline,
                commitment.title,
                last.date,
                last.recorded,
                page,
                bodies,
                report,
                moves + corrected,
            )


def _as_first_written(commitment: Commitment) -> dict[str, str]:
    """The key under which each date was first written, before it was corrected: an entry of a calendar keeps its id."""
    before = {due.corrected_by: due.key for due in commitment.as_written.due if due.corrected_by}
    found = {due.key: due.key for due in commitment.as_written.due}
    for key, first in found.items():
        while first in before:
            first = before[first]
        found[key] = first
    return found


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
    for name, report in reports_in_order(tracker).items():
        if report.published.is_exact:
            page = outward(context.site, address(tracker, "report", name), "")
            key, written = (
                _uid(context, f"yearly-{_first_day(report)}-{tracker.first_called('reports', name)}"),
                report.published.first,
            )
            what = "How far has it been carried out?"
            yield Mark(key, f"Yearly mark: {report.name}", what, report.published, written, page, (), name, yearly=True)


def _first_day(report: Report) -> str:
    """The day of publication as it was first written: an entry of a calendar keeps its id."""
    return next((edit.was for edit in report.edits if edit.field == "published" and edit.was), str(report.published))


def _uid(context: Context, key: str) -> str:
    """An id that does not depend on where the site is published."""
    return f"{key}@{context.tracker.site.slug}"


def _calendar(context: Context, title: str, events: Iterable[bytes]) -> Iterator[bytes]:
    """A calendar around events that are written out: each stands in several, and the library takes its time."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{context.site.name}//EN")
    calendar.add("version", "2.0")
    name = " ".join(title.split())  # the library cannot fold a name of several lines
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    yield bytes(calendar.to_ical()).removesuffix(_END)
    yield from events
    yield _END


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
