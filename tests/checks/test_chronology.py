"""Lists run from old to new, nothing lies in the future, and no source is older than what it shows."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from macros.read.problems import Problem

Judge = Callable[..., tuple[Problem, ...]]
BRIDGE, HOURS = "data/commitments/bridge-repair.yaml", "data/commitments/library-hours.yaml"
FIGURE, BACKGROUND = "data/figures/library-visits.yaml", "data/background/bridge-of-1890.yaml"
HELP, COUNCIL = "data/helplines.yaml", "data/bodies/mill-town-council.yaml"
MINUTES, NEWS = "data/sources/2025-03-10-council-minutes.yaml", "data/sources/2026-02-10-mill-news-bridge.yaml"


def found(problems: tuple[Problem, ...], code: str) -> list[str]:
    return [problem.place.field for problem in problems if problem.code == code]


@pytest.mark.parametrize(
    ("path", "old", "new", "fields"),
    [
        (HOURS, "date: 2025-06\n    type", "date: 2025-03-09\n    type", ["events[1].date"]),
        (HOURS, "date: 2025-06\n    type", "date: 2025\n    type", ["events[1].date"]),
        (HOURS, "date: 2025-06\n    type", "date: 2025-03-10\n    type", []),
        (HOURS, "date: 2025-06\n    type", "date: 2025-10\n    type", ["events[2].date"]),
        (HOURS, "date: 2025-06\n    recorded", "date: 2025-01\n    recorded", ["assessments[1].date"]),
        (BRIDGE, "announced: 2026-02-10", "announced: 2025-09", ["due[1].announced"]),
        (BRIDGE, "date: 2027\n", "date: 2025\n", []),
        (FIGURE, "date: 2025-09", "date: 2023", ["values[1].date"]),
        (BACKGROUND, "date: 1931", "date: 1931-05", []),
    ],
)
def test_dated_lists_run_from_old_to_new(judge: Judge, path: str, old: str, new: str, fields: list[str]) -> None:
    """By the first possible day: a month that holds the day before it is in order."""
    assert found(judge(path, (old, new)), "CHR001") == fields


@pytest.mark.parametrize(
    ("path", "old", "new", "fields"),
    [
        (HOURS, "made_date: 2025-03-10", "made_date: 2026-11-22", ["made_date"]),
        (HOURS, "made_date: 2025-03-10", "made_date: 2026-11-21", []),
        (HOURS, "made_date: 2025-03-10", "made_date: 2026-11", []),
        (HOURS, "made_date: 2025-03-10", "made_date: 2026-12", ["made_date"]),
        (HOURS, "made_date: 2025-03-10", "made_date: 2026", []),
        (HOURS, "made_date: 2025-03-10", "made_date: 2027", ["made_date"]),
        (BRIDGE, "date: 2026-11-20", "date: 2026-11-22", ["searches[0].date"]),
        (BRIDGE, "date: 2025-10-14\n    body", "date: 2027-10-14\n    body", ["responses[0].date"]),
        (BRIDGE, "announced: 2026-02-10", "announced: 2026-12-01", ["due[1].announced"]),
        (BRIDGE, "date: 2027\n", "date: 2099\n", []),
        (FIGURE, "date: 2025-09", "date: 2027-09", ["values[1].date"]),
        (BACKGROUND, "date: 1931", "date: 2931", ["events[0].date"]),
        (NEWS, "issued: 2026-02-10", "issued: 2027-02-10", ["issued"]),
        (MINUTES, "accessed: 2026-11-20", "accessed: 2026-12-20", ["accessed"]),
        (HELP, "checked_on: 2026-11-21", "checked_on: 2026-11-22", ["checked_on"]),
        ("data/reports/inspection-report.yaml", "published: 2025", "published: 2027", ["published"]),
    ],
)
def test_nothing_that_has_happened_lies_in_the_future(
    judge: Judge, path: str, old: str, new: str, fields: list[str]
) -> None:
    """Only what is promised may: the date of a due entry."""
    assert found(judge(path, (old, new)), "CHR002") == fields


@pytest.mark.parametrize(
    ("path", "old", "new", "fields"),
    [
        (BRIDGE, "recorded: 2026-11-21\n    note", "recorded: 2025-10-13\n    note", ["responses[0].recorded"]),
        (BRIDGE, "recorded: 2026-11-21\n    note", "recorded: 2025-10-14\n    note", []),
        (HOURS, "recorded: 2026-11-21\n    delivery: under-way", "recorded: 2025-05-31\n    delivery: under-way", None),
        (HOURS, "recorded: 2026-11-21\n    delivery: under-way", "recorded: 2025-06-01\n    delivery: under-way", []),
        (FIGURE, "recorded: 2026-11-21\n    note", "recorded: 2025-08-31\n    note", ["values[1].recorded"]),
        (BACKGROUND, "recorded: 2026-11-21", "recorded: 1930-12-31", ["events[0].recorded"]),
    ],
)
def test_an_entry_is_recorded_after_it_happened(
    judge: Judge, path: str, old: str, new: str, fields: list[str] | None
) -> None:
    expected = ["assessments[1].recorded"] if fields is None else fields

    assert found(judge(path, (old, new)), "CHR003") == expected


def test_a_due_date_is_recorded_after_it_was_announced(judge: Judge) -> None:
    """Its own date lies ahead of the entry, as it should."""
    old, new = "replaces: 2026-03\n    recorded: 2026-11-21", "replaces: 2026-03\n    recorded: 2026-02-09"

    assert found(judge(BRIDGE, (old, new)), "CHR003") == ["due[1].recorded"]
    assert found(judge(BRIDGE, (new, new.replace("02-09", "02-10"))), "CHR003") == []


@pytest.mark.parametrize(
    ("name", "issued", "faulty"),
    [
        ("2026-05-12-memo", "2026-05-12", False),
        ("2026-05-memo", "2026-05", False),
        ("2026-memo", "2026", False),
        ("undated-memo", "null", False),
        ("2026-05-12-memo", "2026-05-13", True),
        ("2026-05-12-memo", "2026-05", True),
        ("2026-05-memo", "2026", True),
        ("2026-05-memo", "2026-05-12", True),
        ("2026-memo", "null", True),
        ("undated-memo", "2026", True),
        ("memo-2026", "2026", True),
        ("20260512-memo", "2026-05-12", True),
        ("2026-20-questions", "2026", True),
    ],
)
def test_the_id_of_a_source_begins_with_its_date(judge: Judge, name: str, issued: str, faulty: bool) -> None:
    """No more exact than the date is known; a title may not look like a month."""
    text = f"type: news\npublisher: A\ntitle: A\nissued: {issued}\nurl: null\ntext: not-held\n"

    assert found(judge(f"data/sources/{name}.yaml", text=text), "CHR004") == (["issued"] if faulty else [])


@pytest.mark.parametrize(
    ("issued", "date", "faulty"),
    [
        ("2025-09-30", "2025-09-30", False),
        ("2025-09-29", "2025-09-30", True),
        ("2025-09", "2025-09-30", False),
        ("2025-08", "2025-09-30", True),
        ("2025", "2025-09-30", False),
        ("2024", "2025-09-30", True),
        ("2025-09-29", "2025-09", False),
        ("2025-08-31", "2025-09", True),
        ("null", "2025-09-30", False),
    ],
)
def test_a_source_is_not_older_than_its_event(judge: Judge, issued: str, date: str, faulty: bool) -> None:
    """Told only when it is certain: the last possible day of issue lies before the first of the event."""
    judge("data/sources/2025-09-30-inspection-report.yaml", ("issued: 2025-09-30", f"issued: {issued}"))
    problems = judge(HOURS, ("date: 2025-09-30\n    type: finding", f"date: {date}\n    type: finding"))

    assert ("events[2].evidence[0].source" in found(problems, "CHR005")) is faulty


@pytest.mark.parametrize(
    ("replaces", "faulty"), [("2026-03", False), ("2026-04", True), ("2026", True), ("2027", True)]
)
def test_a_due_date_replaces_one_that_was_given(judge: Judge, replaces: str, faulty: bool) -> None:
    problems = judge(BRIDGE, ("replaces: 2026-03", f"replaces: {replaces}"))

    assert found(problems, "CHR006") == (["due[1].replaces"] if faulty else [])


def test_the_first_due_date_replaces_none(judge: Judge) -> None:
    problems = judge(BRIDGE, ("date: 2026-03\n", "date: 2026-03\n    replaces: 2026-02\n"))

    assert found(problems, "CHR006") == ["due[0].replaces"]


@pytest.mark.parametrize(
    ("answer", "fields"),
    [
        ("", []),
        ("    answered_on: 2026-11-02\n    quote: We will look at it.\n", []),
        ("    answered_on: 2026-11-01\n    quote: We will look at it.\n", []),
        ("    answered_on: 2026-10-31\n    quote: We will look at it.\n", ["replies[0].answered_on"]),
        ("    answered_on: 2026-11-02\n", ["replies[0]"]),
        ("    quote: We will look at it.\n", ["replies[0]"]),
    ],
)
def test_an_answer_follows_its_question(judge: Judge, answer: str, fields: list[str]) -> None:
    reply = "date: 2026-11-01\n    asked: When?\n    commitments: [bridge-repair]\n    recorded: 2026-11-21\n"
    problems = judge(COUNCIL, ("classification:", f"replies:\n  - {reply}{answer}classification:"))

    assert {problem.code for problem in problems} == ({"CHR007"} if fields else set())
    assert found(problems, "CHR007") == fields
