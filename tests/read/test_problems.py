"""How a fault is worded, sorted and counted."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.read.problems import DataError, Place, Problem, Severity, errors, in_order, report

WRONG = Problem(Place("data/a.yaml", 3, 5, "due[1].date"), "CHR002", "2030 is ahead", "a date up to today", "mend it")
ADVICE = Problem(Place("data/b.yaml"), "STY005", "'utilise'", "plain English", severity=Severity.ADVICE)

places = st.builds(Place, st.sampled_from(["a", "b"]), st.integers(1, 3), st.integers(1, 3), st.sampled_from(["", "x"]))
problems = st.builds(
    Problem, places, st.sampled_from(["SHP001", "COD001"]), st.sampled_from(["f", "g"]), st.sampled_from(["e", "h"])
)


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place("data/a.yaml"), "data/a.yaml:1:1:"),
        (Place("data/a.yaml", 31, 5), "data/a.yaml:31:5:"),
        (Place("data/a.yaml", 31, 5, "due[0].date"), "data/a.yaml:31:5: due[0].date:"),
    ],
)
def test_place_is_a_link_in_a_terminal(place: Place, text: str) -> None:
    """Path, line and column come first, with colons between; the field follows when there is one."""
    assert str(place) == text


def test_problem_says_what_was_found_expected_and_mends_it() -> None:
    assert str(WRONG).splitlines() == [
        "data/a.yaml:3:5: due[1].date: CHR002 2030 is ahead",
        "  expected: a date up to today",
        "  fix: mend it",
    ]


def test_problem_without_a_fix_has_no_line_for_it() -> None:
    assert "fix" not in str(ADVICE)


def test_advice_is_named_as_advice() -> None:
    assert str(ADVICE).startswith("data/b.yaml:1:1: advice STY005 ")
    assert "advice" not in str(WRONG)


@pytest.mark.parametrize(
    ("found", "count"),
    [
        ([], "0 errors"),
        ([WRONG], "1 error"),
        ([WRONG, WRONG], "2 errors"),
        ([ADVICE], "0 errors, 1 of advice"),
        ([ADVICE, WRONG, ADVICE], "1 error, 2 of advice"),
    ],
)
def test_report_closes_with_the_number(found: list[Problem], count: str) -> None:
    assert report(found).splitlines()[-1] == count


def test_report_holds_every_problem_once_in_the_order_given() -> None:
    assert report([ADVICE, WRONG]) == f"{ADVICE}\n{WRONG}\n1 error, 1 of advice"


def test_report_reads_a_generator() -> None:
    assert report(problem for problem in (WRONG, ADVICE)) == report([WRONG, ADVICE])


def test_only_errors_stop_a_build() -> None:
    assert errors([WRONG, ADVICE]) == (WRONG,)


def test_data_error_carries_every_problem_in_order() -> None:
    raised = DataError([ADVICE, WRONG, WRONG])

    assert raised.problems == (WRONG, ADVICE)
    assert str(raised) == report(raised.problems)


@given(st.lists(problems))
def test_order_is_by_file_line_and_column(found: list[Problem]) -> None:
    ordered = in_order(found)

    assert [problem.place for problem in ordered] == sorted(problem.place for problem in ordered)
    assert in_order(ordered) == ordered


@given(st.lists(problems))
def test_order_keeps_every_problem_and_drops_repeats(found: list[Problem]) -> None:
    ordered = in_order(found)

    assert set(ordered) == set(found)
    assert len(ordered) == len(set(found))


@given(st.lists(problems), st.randoms(use_true_random=False))
def test_order_does_not_depend_on_the_order_of_finding(found: list[Problem], chance: random.Random) -> None:
    """Problems that differ only in what is expected keep the order in which they came."""
    shuffled = chance.sample(found, len(found))
    keys = [[(item.place, item.code, item.found) for item in in_order(items)] for items in (found, shuffled)]

    assert keys[0] == keys[1]


@given(st.lists(problems))
def test_order_is_stable(found: list[Problem]) -> None:
    def same(problem: Problem) -> tuple[Place, str, str]:
        return (problem.place, problem.code, problem.found)

    for problem in found:
        here = [item for item in dict.fromkeys(found) if same(item) == same(problem)]

        assert [item for item in in_order(found) if same(item) == same(problem)] == here
