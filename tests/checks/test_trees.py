"""The good tree is faultless, and each broken tree gives exactly the lines of its expected.txt."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.checks import FAMILIES, check, load, shape
from macros.read.problems import DataError, errors, report

BROKEN = Path(__file__).parent.parent / "trees" / "broken"
NAMES = sorted(folder.name for folder in BROKEN.iterdir() if folder.is_dir())
RULES = [rule for rules in FAMILIES.values() for rule in rules]


def test_good_tree_has_no_problem(good: Path, today: dt.date) -> None:
    tracker, problems = check(good, today)

    assert report(problems) == "0 errors"
    assert set(tracker.commitments) == {"bridge-repair", "library-hours"}


def test_town_has_no_problem_and_every_kind_of_status(town: Path, today: dt.date) -> None:
    """The larger record, laid over the good tree, for what needs more than a page or two."""
    tracker, problems = check(town, today)
    shown = {item.assessments[-1].delivery for item in tracker.commitments.values()}

    assert report(problems) == "0 errors"
    assert shown == set(tracker.codelists["delivery"].by_code)


@pytest.mark.parametrize("name", NAMES)
def test_fault_is_reported_as_expected(
    name: str, broken: Callable[[str], Path], today: dt.date, request: pytest.FixtureRequest
) -> None:
    """A changed message is accepted with `pytest --update-expected`."""
    found = report(check(broken(name), today)[1]) + "\n"
    expected = BROKEN / name / "expected.txt"
    if request.config.getoption("--update-expected"):
        expected.write_text(found, encoding="utf-8")

    assert expected.read_text(encoding="utf-8") == found, "accept a changed message with: pytest --update-expected"


def test_overlays_hold_only_what_differs() -> None:
    """A file that equals that of the good tree would hide which change makes the fault."""
    good = BROKEN.parent / "good"
    files = [
        (file, good / file.relative_to(BROKEN / name))
        for name in NAMES
        for file in BROKEN.glob(f"{name}/data/**/*.yaml")
    ]

    assert [file for file, same in files if same.exists() and same.read_bytes() == file.read_bytes()] == []


def test_every_rule_has_a_broken_tree() -> None:
    reports = "".join(file.read_text(encoding="utf-8") for file in BROKEN.glob("*/expected.txt"))
    places = re.findall(r"^\S+:\d+:\d+: .*", reports, re.MULTILINE)
    seen = {word for line in places for word in re.findall(r"\w+", line)}

    assert {*shape.STATEMENTS, *(rule.code for rule in RULES)} <= seen


def test_rules_are_told_apart() -> None:
    codes = [rule.code for rule in RULES]

    assert len(set(codes)) == len(codes)
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert not set(codes) & set(shape.STATEMENTS)


def test_statements_are_one_sentence() -> None:
    statements = [*shape.STATEMENTS.values(), *(rule.statement for rule in RULES)]

    assert [text for text in statements if not re.fullmatch(r"[A-Z](?:(?!\. ).)*\.", text)] == []


def test_errors_stop_the_load_all_at_once(broken: Callable[[str], Path], today: dt.date) -> None:
    root = broken("pointer-among-codelists")
    with pytest.raises(DataError) as raised:
        load(root, today)

    assert raised.value.problems == errors(check(root, today)[1])
    assert len(raised.value.problems) > 1


def test_advice_does_not_stop_the_load(broken: Callable[[str], Path], today: dt.date) -> None:
    root = broken("heavy-words")

    assert check(root, today)[1]
    assert load(root, today).commitments
