"""Two days side by side: the whole is made of its parts."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from macros.derive.as_of import Snapshots, snapshots, snapshots_of
from macros.derive.compare import Aspect, Move, compare, composed, every_move
from macros.model.commitment import Commitment
from macros.model.tracker import Tracker

from .invented import LAST, commitments, days

histories = st.lists(commitments, min_size=1, max_size=3).map(
    lambda found: {f"promise-{number}": snapshots_of(Tracker(), item) for number, item in enumerate(found)}
)
three_days = st.tuples(days, days, days).map(sorted)


@given(histories, three_days)
def test_a_stretch_is_composed_of_its_parts(found: Snapshots, three: list[dt.date]) -> None:
    first, second, third = three

    assert compare(found, first, third) == composed(compare(found, first, second), compare(found, second, third))


@given(histories, st.tuples(days, days).map(sorted))
def test_a_comparison_is_composed_of_every_single_move(found: Snapshots, two: list[dt.date]) -> None:
    first, last = two
    whole: tuple[Move, ...] = ()
    for day, move in every_move(found, LAST):
        if first < day <= last:
            whole = composed(whole, (move,))

    assert whole == compare(found, first, last)


@given(histories, days)
def test_nothing_moves_within_one_day(found: Snapshots, day: dt.date) -> None:
    assert compare(found, day, day) == ()


@given(histories, days, days)
def test_backwards_is_the_same_the_other_way_round(found: Snapshots, one: dt.date, other: dt.date) -> None:
    there, back = compare(found, one, other), compare(found, other, one)

    assert back == tuple(Move(move.record, move.aspect, move.after, move.before) for move in there)


def test_what_moved_is_named_with_both_sides(tracker: Tracker) -> None:
    found = compare(snapshots(tracker), dt.date(2025, 9, 30), dt.date(2026, 2, 10))
    moves = {(move.record, move.aspect): move for move in found}
    date = moves["bridge-repair", Aspect.DATES]

    assert moves["bridge-repair", Aspect.ANSWER].after == ("qualified",)
    assert (date.before, [str(item) for item in date.after]) == ((), ["2027"])
    assert ("library-hours", Aspect.DELIVERY) not in moves


@given(commitments)
def test_the_promise_itself_moves_once(commitment: Commitment) -> None:
    moves = every_move({"promise": snapshots_of(Tracker(), commitment)}, LAST)

    assert [day for day, move in moves if move.aspect is Aspect.PROMISE] == [commitment.made_date.first]
