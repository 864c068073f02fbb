"""The timeline: every dated entry once, oldest first."""

from __future__ import annotations

from dataclasses import replace

from macros.derive.timeline import BACKGROUND, by_year, timeline_entries, timeline_of, years_of
from macros.model.tracker import Tracker

LIBRARY = "library-hours"


def test_entries_run_from_old_to_new(tracker: Tracker) -> None:
    dates = [moment.date.sort_key for moment in timeline_entries(tracker)]

    assert dates == sorted(dates)


def test_every_event_is_told(tracker: Tracker) -> None:
    told = {moment.what for moment in timeline_entries(tracker)}
    events = [event for item in (*tracker.commitments.values(), *tracker.background.values()) for event in item.events]

    assert {event.what for event in events} == told


def test_the_same_happening_in_two_records_is_told_once(tracker: Tracker) -> None:
    twins = replace(tracker, commitments={LIBRARY: tracker.commitments[LIBRARY], "twin": tracker.commitments[LIBRARY]})
    shared = [moment for moment in timeline_entries(twins) if moment.type != BACKGROUND]

    assert {moment.records for moment in shared} == {(LIBRARY, "twin")}
    assert len(shared) == len(tracker.commitments[LIBRARY].events)


def test_anchors_are_the_keys_of_the_events(tracker: Tracker) -> None:
    found = timeline_of(LIBRARY, tracker.commitments[LIBRARY])

    assert [moment.anchor for moment in found] == [event.key for event in tracker.commitments[LIBRARY].events]


def test_years_run_from_new_to_old_and_hold_everything(tracker: Tracker) -> None:
    years = by_year(timeline_entries(tracker))

    assert list(years) == sorted(years, reverse=True)
    assert sum(map(len, years.values())) == len(timeline_entries(tracker))
    assert all(moment.date.first.year == year for year, found in years.items() for moment in found)


def test_years_are_those_of_the_moments(tracker: Tracker) -> None:
    assert years_of(tracker) == tuple(by_year(timeline_entries(tracker)))
