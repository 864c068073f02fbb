"""Partial dates: read as written, ordered by the calendar, never more exact than the source."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.model.dates import PartialDate, days_between, in_words

days = st.dates(dt.date(1900, 1, 1), dt.date(2999, 12, 31))
texts = st.builds(lambda day, end: day.isoformat()[:end], days, st.sampled_from([4, 7, 10]))
partial_dates = texts.map(PartialDate)


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2026", "2026-01-01", "2026-12-31", "year"),
        ("2026-04", "2026-04-01", "2026-04-30", "month"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2025-02", "2025-02-01", "2025-02-28", "month"),
        ("2000-02-29", "2000-02-29", "2000-02-29", "day"),
        ("2025-12-31", "2025-12-31", "2025-12-31", "day"),
        ("1900", "1900-01-01", "1900-12-31", "year"),
        ("2999-12", "2999-12-01", "2999-12-31", "month"),
    ],
)
def test_date_covers_its_days(text: str, first: str, last: str, precision: str) -> None:
    date = PartialDate(text)

    assert (date.first.isoformat(), date.last.isoformat()) == (first, last)
    assert date.precision == precision
    assert date.is_exact == (precision == "day")


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "26", "202", "20260", "2026-", "2026-1", "2026-001", "2026-4-1", "2026-04-1", "2026-04-001"),
        *("2026-13", "2026-13-01", "2026-04-31", "2025-02-29", "1900-02-29", "0000", "0001", "1899-12-31"),
        *("2026/04/01", "01-04-2026", "1 April 2026", "April 2026", "2026-04-01T00:00", "2026-04-01Z", "20260401"),
        *(" 2026", "2026 ", "2026\n", "-2026", "+2026", "2026-W14", "Q1 2026", "２０２６", "٢٠٢٦", "2026-04-0१"),
        *("2026-00", "2026-04-00", "2026-00-01"),
        *("2026–04–01", "2026-04-01\x00", "2026.04.01", "2026-Apr-01", "inf", "None"),
    ],
)
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a") as raised:
        PartialDate(text)

    assert repr(text) in str(raised.value)


def test_a_shape_and_a_calendar_fault_are_told_apart() -> None:
    with pytest.raises(ValueError, match="YYYY-MM-DD"):
        PartialDate("1.4.2026")
    with pytest.raises(ValueError, match="not a day or month of the calendar"):
        PartialDate("2026-04-31")


@pytest.mark.parametrize(
    "ordered",
    [
        ["2025-12-31", "2026-01-01", "2026-01", "2026", "2026-01-02", "2026-02", "2026-12-31", "2027"],
        ["2026-04-29", "2026-04-30", "2026-05-01", "2026-05"],
    ],
)
def test_order_is_that_of_the_calendar(ordered: list[str]) -> None:
    """By the first possible day; on the same first day the more exact date comes first."""
    dates = [PartialDate(text) for text in ordered]

    assert sorted(set(dates)) == dates
    assert all(earlier < later for earlier, later in itertools.pairwise(dates))


@pytest.mark.parametrize(
    ("text", "before", "first", "last", "after"),
    [
        ("2026-04-29", "2026-04-28", "2026-04-29", "2026-04-29", "2026-04-30"),
        ("2026-04", "2026-03-31", "2026-04-01", "2026-04-30", "2026-05-01"),
        ("2026", "2025-12-31", "2026-01-01", "2026-12-31", "2027-01-01"),
    ],
)
def test_date_begins_with_its_first_day_and_passes_after_its_last(
    text: str, before: str, first: str, last: str, after: str
) -> None:
    date, day = PartialDate(text), dt.date.fromisoformat

    assert [date.has_begun(day(on)) for on in (before, first, last, after)] == [False, True, True, True]
    assert [date.has_passed(day(on)) for on in (before, first, last, after)] == [False, False, False, True]


@pytest.mark.parametrize(
    ("date", "words"),
    [
        (PartialDate("2025-07-16"), "16 July 2025"),
        (PartialDate("2025-06-01"), "1 June 2025"),
        (PartialDate("2025-06"), "June 2025"),
        (PartialDate("2025"), "2025"),
        (dt.date(2026, 11, 9), "9 November 2026"),
    ],
)
def test_date_is_worded_in_plain_english(date: PartialDate | dt.date, words: str) -> None:
    assert in_words(date) == words


@pytest.mark.parametrize(
    ("earlier", "later", "days"),
    [("2026-01-01", "2026-01-01", 0), ("2024-02-28", "2024-03-01", 2), ("2026-01-02", "2026-01-01", -1)],
)
def test_days_are_counted_whole(earlier: str, later: str, days: int) -> None:
    assert days_between(dt.date.fromisoformat(earlier), dt.date.fromisoformat(later)) == days


@given(texts)
def test_what_was_written_comes_back(text: str) -> None:
    assert str(PartialDate(text)) == text
    assert PartialDate(str(PartialDate(text))) == PartialDate(text)
    assert repr(PartialDate(text)) == f"PartialDate({text!r})"


@given(days)
def test_a_calendar_day_is_exact(day: dt.date) -> None:
    date = PartialDate.of(day)

    assert (date.first, date.last, date.is_exact) == (day, day, True)
    assert in_words(date) == in_words(day)


@given(partial_dates)
def test_first_day_is_not_after_last(date: PartialDate) -> None:
    assert date.first <= date.last
    assert date.is_exact == (date.first == date.last)


@given(partial_dates, partial_dates)
def test_order_is_total_and_agrees_with_equality(one: PartialDate, other: PartialDate) -> None:
    assert (one < other) + (one == other) + (one > other) == 1
    assert (one <= other) == (not one > other)
    assert (one == other) == (str(one) == str(other)) == (one.sort_key == other.sort_key)
    assert one != other or hash(one) == hash(other)


@given(partial_dates, partial_dates, partial_dates)
def test_order_is_transitive(one: PartialDate, two: PartialDate, three: PartialDate) -> None:
    assert sorted([one, two, three]) == sorted([three, one, two])
    assert not (one < two < three) or one < three


@given(partial_dates, days)
def test_a_date_that_has_passed_has_begun(date: PartialDate, day: dt.date) -> None:
    assert not date.has_passed(day) or date.has_begun(day)
    assert date.has_begun(day) == (date.first <= day)


@given(st.text(max_size=12))
def test_any_text_is_a_date_or_a_value_error(text: str) -> None:
    try:
        date = PartialDate(text)
    except ValueError:
        return

    assert str(date) == text
    assert text.isascii()


@pytest.mark.parametrize("other", ["2026", dt.date(2026, 1, 1), None, 2027])
def test_a_date_equals_only_dates(other: object) -> None:
    assert PartialDate("2026") != other
