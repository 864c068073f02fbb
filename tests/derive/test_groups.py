"""Promises that are not numbered recommendations are gathered by rules in the record, each in one group."""

from __future__ import annotations

from dataclasses import replace

from macros.derive.overview import REST, gathered, others
from macros.model.tracker import Tracker


def named(tracker: Tracker) -> dict[str, tuple[str, ...]]:
    return {group.id: group.commitments for group in gathered(tracker)}


def only(tracker: Tracker, **rule: object) -> Tracker:
    """The tracker with one group that has one rule."""
    assert tracker.groups
    bare = {"themes": (), "made": (), **rule}
    group = tracker.groups.groups[0].model_copy(update=bare)
    return replace(tracker, groups=tracker.groups.model_copy(update={"groups": (group,)}))


def test_every_other_promise_is_in_exactly_one_group(tracker: Tracker) -> None:
    placed = [name for group in gathered(tracker) for name in group.commitments]

    assert sorted(placed) == sorted(others(tracker))


def test_group_takes_promises_of_its_themes(tracker: Tracker) -> None:
    promise = tracker.commitments["library-hours"]

    assert named(only(tracker, themes=promise.themes)) == {"march-2025": ("library-hours",)}


def test_group_takes_promises_of_its_time(tracker: Tracker) -> None:
    promise = tracker.commitments["library-hours"]

    assert named(only(tracker, made=(promise.made_date,))) == {"march-2025": ("library-hours",)}


def test_what_fits_no_group_is_in_the_rest(tracker: Tracker) -> None:
    assert named(only(tracker)) == {REST: ("library-hours",)}


def test_first_group_that_fits_wins(tracker: Tracker) -> None:
    assert tracker.groups
    first = tracker.groups.groups[0].model_copy(update={"themes": tracker.commitments["library-hours"].themes})
    second = first.model_copy(update={"id": "second"})
    both = replace(tracker, groups=tracker.groups.model_copy(update={"groups": (first, second)}))

    assert named(both) == {first.id: ("library-hours",)}


def test_without_groups_all_are_in_the_rest(tracker: Tracker) -> None:
    assert named(replace(tracker, groups=None)) == {REST: ("library-hours",)}
