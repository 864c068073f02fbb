"""`tracker schema` and `tracker forms`: files that are made from the codelists, whatever the records hold."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.checks import vocabularies
from macros.read.problems import DataError

UNITS = "data/codelists/unit.yaml"
FORM = ".github/ISSUE_TEMPLATE/report.yml"


@pytest.fixture
def grown(project: Path) -> Path:
    """One more unit, and a record that cannot be read."""
    (project / UNITS).write_text((project / UNITS).read_text() + "  - {code: beds, title: beds, description: Beds.}\n")
    (project / "data/commitments/garden.yaml").write_text("title: [")
    (project / "data/schema").mkdir(exist_ok=True)
    return project


def test_the_schema_is_made_while_records_have_faults(run: Callable, grown: Path) -> None:
    run("schema")
    made = json.loads((grown / "data/schema/figure.schema.json").read_text())

    assert "beds" in made["properties"]["unit"]["enum"]


def test_the_lists_of_the_forms_are_made_too(run: Callable, grown: Path) -> None:
    (grown / FORM).parent.mkdir(parents=True)
    (grown / FORM).write_text("name: A report\noptions: # data/codelists/unit.yaml\n  - cases\nafter: this stays\n")
    run("forms")
    text = (grown / FORM).read_text()

    assert text.startswith("name: A report\noptions: # data/codelists/unit.yaml\n  - cases\n  - investigations\n")
    assert text.endswith("  - beds\nafter: this stays\n")


def test_a_codelist_that_cannot_be_read_stops_both(project: Path) -> None:
    (project / UNITS).write_text("title: [")
    with pytest.raises(DataError, match=UNITS):
        vocabularies(project)
