"""Coded values are in their codelists, and the codelists agree with each other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from macros.read.problems import Problem
from tests.building import vocabularies

Judge = Callable[..., tuple[Problem, ...]]
CODELISTS = Path(__file__).parents[2] / "data" / "codelists"


def found(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    return [(problem.code, problem.place.field) for problem in problems]


@pytest.mark.parametrize(
    ("path", "old", "new", "field", "hint"),
    [
        ("bodies/mill-town-council", "local-government", "local_government", "classification", "'local-government'"),
        ("bodies/mill-town-council", "local-government", "Local Government", "classification", "'local-government'"),
        ("bodies/mill-town-council", "local-government", "charity", "classification", "choose one of these"),
        ("figures/library-visits", "unit: reports", "unit: report", "unit", "'reports'"),
        ("figures/library-visits", "qualifier: about", "qualifier: roughly", "values[0].qualifier", "choose"),
        ("commitments/bridge-repair", "numbering: agreed", "numbering: agree", "recommendation.numbering", "'agreed'"),
        ("commitments/bridge-repair", "kind: funding", "kind: fundings", "kind", "'funding'"),
        (
            "commitments/library-hours",
            "confirmed_by: independent",
            "confirmed_by: me",
            "assessments[2].confirmed_by",
            "",
        ),
        ("sources/undated-parish-digest", "type: aggregator", "type: agregator", "type", "'aggregator'"),
    ],
)
def test_unknown_code_is_answered_with_the_nearest(
    judge: Judge, path: str, old: str, new: str, field: str, hint: str
) -> None:
    problems = [problem for problem in judge(f"data/{path}.yaml", (old, new)) if problem.code == "COD001"]

    assert found(tuple(problems)) == [("COD001", field)]
    assert problems[0].expected.startswith("one of: ")
    assert hint in problems[0].fix


@pytest.mark.parametrize(
    "change",
    [
        ("delivery: under-way", "delivery: in-progress"),
        ("type: action", "type: act"),
    ],
)
def test_unknown_code_is_one_problem(garden: Judge, change: tuple[str, str]) -> None:
    assert [code for code, _ in found(garden(change))] == ["COD001"]


@pytest.mark.parametrize("name", sorted(file.stem for file in CODELISTS.glob("*.yaml")))
def test_missing_codelist_is_told_once_a_kind(good: Path, judge: Judge, name: str) -> None:
    """The other rules wait until the vocabulary is back."""
    (good / "data" / "codelists" / f"{name}.yaml").unlink()
    problems = judge("data/README.md", text="")

    assert {problem.code for problem in problems} == {"COD002"}
    assert {problem.expected for problem in problems} == {f"the file data/codelists/{name}.yaml"}


def test_missing_codelists_are_all_told(good: Path, judge: Judge) -> None:
    for file in (good / "data" / "codelists").iterdir():
        file.unlink()
    problems = judge("data/README.md", text="")

    assert {problem.expected.split("/")[2] for problem in problems} == {file.name for file in CODELISTS.glob("*.yaml")}


@pytest.mark.parametrize(
    ("codelist", "old", "new", "expected"),
    [
        ("qualifier", "code: about", "code: exactly", ("COD003", "values[1].code")),
        ("qualifier", "code: exactly", "code: Exactly", ("SHP013", "values[0].code")),
    ],
)
def test_codes_of_a_codelist_are_ids_and_unique(
    judge: Judge, codelist: str, old: str, new: str, expected: tuple[str, str]
) -> None:
    assert expected in found(judge(f"data/codelists/{codelist}.yaml", (old, new)))


KINDS = "data/codelists/commitment-kind.yaml"


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ("check_days: 90, rungs: {planned: Soon., delivered: Done.}", None),
        ("check_days: 90", ("COD004", "")),
        ("rungs: {delivered: Done.}", ("COD004", "")),
        ("check_days: 90, rungs: {}", ("COD004", "")),
        ("check_days: 90, rungs: {deliverd: Done.}", ("COD004", ".rungs.deliverd")),
        ("check_days: 90, rungs: {on-track: Soon.}", ("COD004", ".rungs.on-track")),
        ("check_days: 0, rungs: {delivered: Done.}", ("SHP013", ".check_days")),
        ("check_days: 90, rungs: [delivered]", ("SHP012", ".rungs")),
    ],
)
def test_every_kind_has_rungs_that_are_delivery_values(
    judge: Judge, weights: str, expected: tuple[str, str] | None
) -> None:
    text = vocabularies()["commitment-kind.yaml"].decode()
    one_more = f"{text}  - {{code: own, title: Own, description: Our own kind., {weights}}}\n"
    named = found(judge(KINDS, text=one_more))

    assert [code for code, _ in named][:1] == ([expected[0]] if expected else [])
    assert expected is None or named[0][1].endswith("]" + expected[1])


def test_a_coded_value_inside_a_codelist_is_checked_too(judge: Judge) -> None:
    problems = judge("data/codelists/event-type.yaml", ("    title: Act\n", "    title: Act\n    carries: fully\n"))

    assert ("COD001", "values[1].carries") in found(problems)
