"""Changes: each entry of the record told once, on the day it was written, under a key that stays."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace

import pytest

from macros.history.change import Change, Kind
from macros.history.changes import begun, changes, of
from macros.model.commitment import Assessment, Commitment, Search
from macros.model.dates import PartialDate
from macros.model.entries import Correction
from macros.model.tracker import Tracker
from tests.remade import remade

LIBRARY = "library-hours"
BRIDGE = "bridge-repair"


def only(found: tuple[Change, ...], kind: Kind) -> list[Change]:
    return [change for change in found if change.kind is kind]


def with_assessments(tracker: Tracker, *steps: tuple[str, str, str]) -> Tracker:
    """The library's record with these further assessments: date, day of writing, value."""
    added = tuple(
        Assessment(
            date=PartialDate(date),
            recorded=dt.date.fromisoformat(recorded),
            delivery=value,
            reason="A reason.",
            rests_on=(),
            confirmed_by=None,
            successor=None,
        )
        for date, recorded, value in steps
    )
    return swapped(tracker, tracker.commitments[LIBRARY].assessments + added)


def swapped(tracker: Tracker, assessments: tuple[Assessment, ...]) -> Tracker:
    changed = remade(tracker.commitments[LIBRARY], assessments=assessments)
    return replace(tracker, commitments={**tracker.commitments, LIBRARY: changed})


def test_first_status_is_told_from_nothing(tracker: Tracker) -> None:
    first = only(of(tracker, "commitment", LIBRARY), Kind.ASSESSED)

    assert [(change.before, change.after) for change in first] == [(None, "planned")]


def test_higher_rung_is_forward(tracker: Tracker) -> None:
    forward = only(of(tracker, "commitment", LIBRARY), Kind.FORWARD)

    assert [(change.before, change.after) for change in forward] == [
        ("planned", "under-way"),
        ("under-way", "part-delivered"),
    ]
    assert all(change.evidence and change.why for change in forward)


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("under-way", Kind.BACK),
        ("no-public-evidence", Kind.BACK),
        ("part-delivered", Kind.CONFIRMED),
        ("delivered", Kind.DELIVERED),
        ("dropped", Kind.CLOSED),
        ("superseded", Kind.CLOSED),
    ],
)
def test_new_status_is_named_for_its_direction(tracker: Tracker, value: str, kind: Kind) -> None:
    later = with_assessments(tracker, ("2026-10-01", "2026-12-01", value))

    newest = of(later, "commitment", LIBRARY)[-1]

    assert (newest.kind, newest.before, newest.after) == (kind, "part-delivered", value)
    assert newest.recorded == dt.date(2026, 12, 1)
    assert str(newest.date) == "2026-10-01"


def test_moved_date_says_from_where_to_where_and_how_far(tracker: Tracker) -> None:
    (slipped,) = only(of(tracker, "commitment", BRIDGE), Kind.SLIPPED)

    assert (slipped.before, slipped.after) == ("2026-03", "2027")
    assert slipped.days == (dt.date(2027, 12, 31) - dt.date(2026, 3, 31)).days
    assert slipped.anchor == slipped.key == tracker.commitments[BRIDGE].due[1].key


def test_first_date_is_no_move(tracker: Tracker) -> None:
    (given,) = only(of(tracker, "commitment", BRIDGE), Kind.DATED)

    assert (given.before, given.after, given.days) == (None, "2026-03", 0)


def test_date_that_comes_nearer_has_not_slipped(tracker: Tracker) -> None:
    record = tracker.commitments[BRIDGE]
    first, second = record.due
    due = (first, second.model_copy(update={"date": PartialDate("2026-02")}))
    nearer = replace(tracker, commitments={BRIDGE: remade(record, due=due)})

    (moved,) = only(of(nearer, "commitment", BRIDGE), Kind.EARLIER)

    assert moved.days < 0
    assert not only(of(nearer, "commitment", BRIDGE), Kind.SLIPPED)


def test_event_that_decides_a_status_of_its_day_is_told_with_it(tracker: Tracker) -> None:
    record = tracker.commitments[LIBRARY]
    deciding = {event for item in record.assessments for event in item.rests_on}

    told = {change.key for change in only(of(tracker, "commitment", LIBRARY), Kind.HAPPENED)}

    assert told == {f"event-{event.id}" for event in record.events if event.id not in deciding}


def test_event_written_before_the_status_is_news_of_its_own(tracker: Tracker) -> None:
    record = tracker.commitments[LIBRARY]
    later = tuple(item.model_copy(update={"recorded": dt.date(2026, 12, 1)}) for item in record.assessments)

    told = only(of(swapped(tracker, later), "commitment", LIBRARY), Kind.HAPPENED)

    assert len(told) == len(record.events)


def test_search_is_told_as_a_check(tracker: Tracker) -> None:
    (checked,) = only(of(tracker, "commitment", BRIDGE), Kind.CHECKED)
    (search,) = tracker.commitments[BRIDGE].searches

    assert (checked.recorded, checked.why) == (search.date, search.found)


def test_promise_is_told_on_the_day_its_record_was_begun(tracker: Tracker) -> None:
    for name, commitment in tracker.commitments.items():
        (promised,) = only(of(tracker, "commitment", name), Kind.PROMISED)
        assert promised.recorded == begun(commitment)
        assert promised.date == commitment.made_date


def test_value_of_a_figure_follows_the_one_before(tracker: Tracker) -> None:
    for name, figure in tracker.figures.items():
        found = [change for change in changes(tracker) if change.record == name]
        values = [str(item.value) for item in figure.values]
        assert [change.after for change in found] == values
        assert [change.before for change in found] == [None, *values[:-1]]


def test_every_entry_is_told_once(tracker: Tracker) -> None:
    for name, record in tracker.commitments.items():
        found = Counter(change.kind for change in of(tracker, "commitment", name))
        assert found[Kind.ANSWERED] == len(record.responses)
        assert found[Kind.CHECKED] == len(record.searches)
        assert found[Kind.DATED] + found[Kind.SLIPPED] + found[Kind.EARLIER] == len(record.due)


def test_keys_are_unique_in_a_record(tracker: Tracker) -> None:
    twice = tracker.commitments[BRIDGE].searches * 2
    doubled = replace(tracker, commitments={BRIDGE: remade(tracker.commitments[BRIDGE], searches=twice)})

    keys = [change.key for change in of(doubled, "commitment", BRIDGE)]

    assert len(keys) == len(set(keys))


def test_new_entry_adds_news_and_touches_none(tracker: Tracker) -> None:
    """The keys and days of yesterday's news stay: a feed reader shows nothing twice."""
    record = tracker.commitments[LIBRARY]
    search = Search(date=dt.date(2026, 12, 1), places=("pages",), words=("van",), found="Nothing was found.")
    more: Commitment = remade(record, searches=(*record.searches, search))
    later = replace(tracker, commitments={**tracker.commitments, LIBRARY: more})

    old, new = changes(tracker), changes(with_assessments(later, ("2026-11", "2026-12-02", "delivered")))

    assert [change.id for change in new[: len(old)]] == [change.id for change in old]
    assert [change.kind for change in new[len(old) :]] == [Kind.CHECKED, Kind.DELIVERED]


def test_news_is_in_the_order_of_writing(tracker: Tracker) -> None:
    days = [change.recorded for change in changes(tracker)]

    assert days == sorted(days)


def test_correction_is_told_as_one_and_what_it_corrects_stays(tracker: Tracker) -> None:
    """A mistake of ours is no news of the world: nothing went back."""
    wrong = with_assessments(tracker, ("2026-10-01", "2026-12-01", "delivered"))
    entries = wrong.commitments[LIBRARY].assessments
    mended = entries[-1].model_copy(
        update={
            "recorded": dt.date(2026, 12, 3),
            "delivery": "part-delivered",
            "corrects": Correction(entry="2026-10-01", number=None, reason="The van does not run."),
        }
    )

    found = of(swapped(wrong, (*entries, mended)), "commitment", LIBRARY)

    assert [change.id for change in found[:-1]] == [change.id for change in of(wrong, "commitment", LIBRARY)]
    assert (found[-1].kind, found[-1].before, found[-1].after) == (Kind.CORRECTED, "delivered", "part-delivered")
    assert found[-1].why.startswith("The van does not run.")


def test_status_after_a_correction_starts_from_what_counts(tracker: Tracker) -> None:
    wrong = with_assessments(tracker, ("2026-10-01", "2026-12-01", "delivered"))
    entries = wrong.commitments[LIBRARY].assessments
    correction = Correction(entry="2026-10-01", number=None, reason="The van does not run.")
    mended = entries[-1].model_copy(update={"delivery": "part-delivered", "corrects": correction})
    later = entries[-1].model_copy(update={"date": PartialDate("2026-11"), "recorded": dt.date(2026, 12, 9)})

    newest = of(swapped(wrong, (*entries, mended, later)), "commitment", LIBRARY)[-1]

    assert (newest.kind, newest.before, newest.after) == (Kind.DELIVERED, "part-delivered", "delivered")


def test_reason_of_a_move_is_told_with_it(tracker: Tracker) -> None:
    record = tracker.commitments[BRIDGE]
    due = (record.due[0], record.due[1].model_copy(update={"reason": "More time was asked."}))
    moved = replace(tracker, commitments={BRIDGE: remade(record, due=due)})

    assert "More time was asked." in only(of(moved, "commitment", BRIDGE), Kind.SLIPPED)[0].why


def test_status_of_an_earlier_month_is_told_by_what_happened_then(tracker: Tracker) -> None:
    """A reason that was written later may know what came after."""
    forward = next(item for item in only(of(tracker, "commitment", LIBRARY), Kind.FORWARD) if item.entry)

    assert forward.why == "Librarians were hired."
    assert forward.then == "The council hired four librarians."
    assert replace(forward, recorded=forward.date.last).then == forward.why
