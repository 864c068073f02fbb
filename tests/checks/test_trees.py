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


@pytest.mark.parametrize("name", NAMES)
def test_overlay_holds_only_what_differs(name: str) -> None:
    """A file that equals that of the good tree would hide which change makes the fault."""
    for file in (BROKEN / name / "data").rglob("*.yaml"):
        original = BROKEN.parent / "good" / file.relative_to(BROKEN / name)

        assert not original.exists() or original.read_bytes() != file.read_bytes()


@pytest.mark.parametrize("code", [*shape.STATEMENTS, *(rule.code for rule in RULES)])
def test_every_rule_has_a_broken_tree(code: str) -> None:
    reports = [file.read_text(encoding="utf-8") for file in BROKEN.glob("*/expected.txt")]

    assert any(re.search(rf"^\S+:\d+:\d+: .*\b{code}\b", text, re.MULTILINE) for text in reports)


def test_rules_are_told_apart() -> None:
    codes = [rule.code for rule in RULES]

    assert len(set(codes)) == len(codes)
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert not set(codes) & set(shape.STATEMENTS)


@pytest.mark.parametrize("statement", [*shape.STATEMENTS.values(), *(rule.statement for rule in RULES)])
def test_statement_is_one_sentence(statement: str) -> None:
    assert statement[0].isupper()
    assert statement.endswith(".")
    assert statement.count(". ") == 0


@pytest.mark.parametrize("name", NAMES)
def test_faults_of_a_tree_stop_the_load(name: str, broken: Callable[[str], Path], today: dt.date) -> None:
    """Errors are raised all at once; advice alone is not raised."""
    root = broken(name)
    wrong = errors(check(root, today)[1])
    if not wrong:
        assert load(root, today).commitments
        return
    with pytest.raises(DataError) as raised:
        load(root, today)

    assert raised.value.problems == wrong
