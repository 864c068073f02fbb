"""What templates can ask of every page: dates, numbers, counts with their noun, and lists that stay readable."""

from __future__ import annotations

import datetime as dt

import pytest

from macros.model.tracker import Tracker
from macros.render.environment import LONGEST, cut, environment
from macros.render.page import Context


def drawn(source: str, **values: object) -> str:
    return environment().from_string(source).render(values)


@pytest.mark.parametrize(("size", "shown"), [(0, 0), (LONGEST, LONGEST), (LONGEST + 1, LONGEST)])
def test_a_list_shows_no_more_rows_than_a_page_can_hold(size: int, shown: int) -> None:
    assert list(cut(range(size))) == list(range(shown))


def test_what_was_cut_is_said_with_where_it_is(tracker: Tracker, today: dt.date) -> None:
    left_out = Context.of(tracker, today).names("bodies/x/")["parts"].left_out

    assert not left_out(range(LONGEST)).strip()
    assert f"The first {LONGEST} of 10,000 stand here." in left_out(range(10_000))
    assert 'href="../../data/"' in left_out(range(10_000))


def test_an_undefined_name_is_a_failure() -> None:
    with pytest.raises(Exception, match="'nothing' is undefined"):
        drawn("{{ nothing }}")


def test_every_value_is_escaped() -> None:
    assert drawn("{{ text }}", text="<b>&amp;") == "&lt;b&gt;&amp;amp;"


@pytest.mark.parametrize(("count", "words"), [(0, "0 sources"), (1, "1 source"), (9000, "9,000 sources")])
def test_a_count_agrees_with_its_noun(count: int, words: str) -> None:
    assert drawn("{{ count | plural('source') }}", count=count) == words


def test_a_date_that_is_not_known_is_said_to_be_unknown() -> None:
    assert drawn("{{ date | date }}", date=None) == "not known"
