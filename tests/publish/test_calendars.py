"""Calendars: read by another reader; ids stay when dates move; partial dates stay partial."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from icalendar import Calendar, Event

from macros.model.dates import PartialDate
from macros.model.tracker import Tracker

Published = dict[str, str | bytes]
Publish = Callable[..., Published]
BRIDGE = "bridge-repair"


def events(content: str | bytes) -> dict[str, Event]:
    """The events of a calendar by id."""
    found = Calendar.from_ical(content).walk("VEVENT")
    assert len({str(event["uid"]) for event in found}) == len(found)
    return {str(event["uid"]): event for event in found}


def of_the_bridge(files: Published) -> Event:
    (found,) = (event for name, event in events(files["calendar.ics"]).items() if BRIDGE in name)
    return found


def with_dues(tracker: Tracker, *dues: object) -> Tracker:
    record = tracker.commitments[BRIDGE].model_copy(update={"due": dues})
    return replace(tracker, commitments={**tracker.commitments, BRIDGE: record})


def test_every_calendar_is_read(files: Published) -> None:
    calendars = [address for address in files if address.endswith(".ics")]
    assert calendars
    for address in calendars:
        for event in events(files[address]).values():
            assert not isinstance(event.start, dt.datetime), "all-day"
            assert event["dtend"].dt > event["dtstart"].dt


def test_lines_are_folded_and_end_as_the_standard_says(files: Published) -> None:
    content = files["calendar.ics"]
    assert isinstance(content, bytes)
    lines = content.split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)


def test_every_due_date_that_can_pass_is_there_once(files: Published, record: Tracker) -> None:
    found = [event for event in events(files["calendar.ics"]).values() if "rrule" not in event]
    dues = [due for item in record.counted.values() for due in item.due if not due.provisional]
    moved = sum(1 for due in dues if due.replaces)
    given = len(dues)
    assert len(found) == given - moved


def test_date_that_moves_keeps_its_id_and_raises_its_sequence(publish: Publish, tracker: Tracker) -> None:
    first, second = tracker.commitments[BRIDGE].due
    third = second.model_copy(update={"date": PartialDate("2027-06-30"), "replaces": PartialDate("2027")})
    shown = [
        of_the_bridge(publish(with_dues(tracker, *dues)))
        for dues in ((first,), (first, second), (first, second, third))
    ]

    assert len({str(event["uid"]) for event in shown}) == 1
    assert [event["sequence"] for event in shown] == [0, 1, 2]
    assert [event.start for event in shown] == [dt.date(2026, 3, 1), dt.date(2027, 1, 1), dt.date(2027, 6, 30)]


@pytest.mark.parametrize(
    ("date", "start", "end", "title"),
    [
        ("2026-06", dt.date(2026, 6, 1), dt.date(2026, 7, 1), "Due by June 2026: "),
        ("2027", dt.date(2027, 1, 1), dt.date(2028, 1, 1), "Due by 2027: "),
        ("2026-06-30", dt.date(2026, 6, 30), dt.date(2026, 7, 1), "Due by 30 June 2026: "),
    ],
)
def test_partial_date_is_what_it_is(
    publish: Publish, tracker: Tracker, date: str, start: dt.date, end: dt.date, title: str
) -> None:
    first = tracker.commitments[BRIDGE].due[0].model_copy(update={"date": PartialDate(date)})
    event = of_the_bridge(publish(with_dues(tracker, first)))
    assert (event["dtstart"].dt, event["dtend"].dt) == (start, end)
    assert str(event["summary"]).startswith(title)


def test_report_comes_back_every_year(files: Published, record: Tracker) -> None:
    marks = [event for event in events(files["calendar.ics"]).values() if "rrule" in event]
    reports = {item.recommendation.report for item in record.active.values() if item.recommendation}
    issued = [record.reports[name].published for name in reports]
    assert all(mark["rrule"]["FREQ"] == ["YEARLY"] for mark in marks)
    assert sorted(mark["dtstart"].dt for mark in marks) == sorted(day.first for day in issued)


def test_body_has_its_own_dates_only(published: Published, tracker: Tracker) -> None:
    record = tracker.commitments[BRIDGE]
    for name in tracker.bodies:
        concerned = name in (record.lead_body, *record.supporting_bodies)
        found = [uid for uid in events(published[f"calendar/bodies/{name}.ics"]) if BRIDGE in uid]
        assert bool(found) == concerned


def test_rebuild_is_the_same_calendar(publish: Publish, tracker: Tracker) -> None:
    assert publish(tracker)["calendar.ics"] == publish(tracker, dt.date(2027, 5, 1))["calendar.ics"]
