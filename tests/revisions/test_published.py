"""What was published cannot be lost: the record that a site shows is a base like any other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from macros.checks import check
from macros.checks.append_only import NoRecord, as_reading, compare
from macros.read.files import read
from macros.read.kinds import FOLDERS
from macros.read.problems import report

GARDEN = "data/commitments/garden.yaml"
HELP = "data/helplines.yaml"
TYPES = "data/codelists/source-type.yaml"


def shown(root: Path, today: Any) -> dict[str, Any]:
    """What a site publishes of the record: each with its fields as JSON, and with what is derived."""
    tracker, _ = check(root, today)
    whole: dict[str, Any] = {"as_of": today.isoformat()}
    for folder in FOLDERS.values():
        written = {name: item.as_written for name, item in getattr(tracker, folder).items()}
        whole[folder] = [
            {"id": name, "page": "x", "record": json.loads(item.model_dump_json())} for name, item in written.items()
        ]
    whole["helplines"] = json.loads(tracker.helplines.model_dump_json())
    return whole


def lost(repository: Any, whole: Any, today: Any) -> set[str]:
    return {problem.code for problem in compare(as_reading(repository.root, whole), read(repository.root), today)}


def test_what_is_published_as_it_stands_is_no_loss(repository, today) -> None:
    whole = shown(repository.root, today)
    found = compare(as_reading(repository.root, whole), read(repository.root), today)

    assert report(found) == "0 errors"


REMOVED = {
    "a record": (lambda it: it.remove(GARDEN), "APP002"),
    "an entry": (lambda it: it.replace("    what: The ground was broken.\n", "    what: It was bought.\n"), "APP001"),
    "a field": (lambda it: it.replace("kind: service", "kind: programme"), "APP004"),
    "a helpline": (lambda it: it.replace("0808 157 0123", "0808 157 0124", HELP), "APP004"),
    "a word of a codelist": (lambda it: it.replace("title: News", "title: Press", TYPES), "APP004"),
    "a point": (lambda it: it.replace("  - id: planted\n", "  - id: talked\n"), "APP007"),
}  # fmt: skip


@pytest.mark.parametrize("name", REMOVED)
def test_less_than_what_is_published_is_told(repository, name: str, today) -> None:
    whole = shown(repository.root, today)
    change, code = REMOVED[name]
    change(repository)

    assert code in lost(repository, whole, today)


def test_fields_that_no_model_knows_are_passed_over(repository, today) -> None:
    whole = shown(repository.root, today)
    for item in whole["commitments"]:
        item["record"]["derived"] = {"status": "under-way"}
        item["record"]["events"] = [{**entry, "key": "x", "corrected_by": None} for entry in item["record"]["events"]]
    whole["news"] = ["x"]

    assert lost(repository, whole, today) == set()


@pytest.mark.parametrize("content", [None, [], {}, {"commitments": []}, {"commitments": [1, {"id": 2}]}, "text"])
def test_what_is_no_record_is_refused(content, tmp_path: Path) -> None:
    with pytest.raises(NoRecord):
        as_reading(tmp_path, content)


ODD = (True, 7, "x", [7], {"x": 7}, {"x": [1]}, [{"id": 7}], [{"id": "x", "record": []}], None)


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("field", ["commitments", "themes", "moved", "helplines", "glossary"])
def test_a_published_record_of_any_shape_is_read(repository, field: str, odd: object, today) -> None:
    whole = {"commitments": [{"id": "garden", "record": {"title": "x", "edits": {}, "done_when": 3}}], field: odd}
    try:
        found = as_reading(repository.root, whole)
    except NoRecord:
        return

    assert isinstance(compare(found, read(repository.root), today, None), tuple)
