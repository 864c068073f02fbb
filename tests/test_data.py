"""The real record: what this project promises about its own data."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from macros.checks import check
from macros.model.evidence import Evidence
from macros.model.fields import parts
from macros.model.schema import schemas
from macros.model.tracker import Tracker
from macros.problems import errors
from macros.read import FOLDERS, SINGLES

ROOT = Path(__file__).resolve().parent.parent
DAY = dt.date(2026, 11, 21)
KINDS = {**{kind: sorted((ROOT / "data" / folder).glob("*.yaml")) for folder, kind in FOLDERS.items()}}
KINDS |= {name: [ROOT / "data" / f"{name}.yaml"] for name in SINGLES}


@pytest.fixture(scope="module")
def tracker() -> Tracker:
    found, problems = check(ROOT, DAY)
    assert not errors(problems)
    return found


def test_the_twelve_recommendations_are_there_once_each(tracker: Tracker) -> None:
    numbers = [item.recommendation.number for item in tracker.commitments.values() if item.recommendation]

    assert sorted(numbers) == list(range(1, 13))


def test_every_recommendation_was_accepted_on_the_day_of_the_audit(tracker: Tracker) -> None:
    for item in tracker.commitments.values():
        if item.recommendation:
            accepted = [answer for answer in item.responses if answer.response == "accepted"]
            assert str(accepted[0].date) == "2025-06-16"


def test_every_commitment_has_evidence_for_its_promise(tracker: Tracker) -> None:
    bare = [
        name
        for name, item in tracker.commitments.items()
        if not item.made_evidence and not item.responses and not item.recommendation
    ]

    assert bare == []


def test_every_stored_text_is_quoted_and_no_quote_stands_twice(tracker: Tracker) -> None:
    records = [*tracker.commitments.values(), *tracker.figures.values(), *tracker.background.values()]
    evidence = [part for record in records for _, part in parts(record) if isinstance(part, Evidence)]
    quotes = [item.quote for item in evidence if item.quote]

    assert {item.source for item in evidence if item.quote} == set(tracker.held)
    assert len(quotes) == len(set(quotes)) >= 40


def test_statuses_change_only_with_an_assessment_of_their_own(tracker: Tracker) -> None:
    for name, item in tracker.commitments.items():
        values = [assessment.delivery for assessment in item.assessments]
        assert all(before != after for before, after in pairwise(values)), name


def test_schemas_are_fresh(tracker: Tracker) -> None:
    for kind, text in schemas(tracker.codelists).items():
        stored = (ROOT / "data" / "schema" / f"{kind}.schema.json").read_text("utf-8")
        assert stored == text, f"data/schema/{kind}.schema.json is not what the models give: run `make schema`"


@pytest.mark.parametrize("kind", KINDS)
def test_an_independent_reader_accepts_every_record(kind: str) -> None:
    schema = ROOT / "data" / "schema" / f"{kind}.schema.json"
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema), *map(str, KINDS[kind])]

    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_refuses_an_empty_record(kind: str, tmp_path: Path) -> None:
    """The check checks itself: a schema that accepts nothing at all would prove nothing."""
    empty = tmp_path / "empty.yaml"
    empty.write_text("{}\n", encoding="utf-8")
    schema = ROOT / "data" / "schema" / f"{kind}.schema.json"

    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema), str(empty)],
        capture_output=True,
        check=False,
    )

    assert done.returncode == 1


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_has_a_title_a_meaning_and_an_example(kind: str) -> None:
    schema = json.loads((ROOT / "data" / "schema" / f"{kind}.schema.json").read_text("utf-8"))

    for part in [schema, *schema.get("$defs", {}).values()]:
        for name, field in part.get("properties", {}).items():
            told = {key for key in ("title", "description", "examples") if key in field and field[key] != ""}
            assert told == {"title", "description", "examples"}, f"{part['title']}.{name}"
