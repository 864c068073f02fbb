"""Shapes change, facts do not: an earlier revision is led to the shape of today before it is compared."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from macros.checks.append_only import compare
from macros.checks.migrations import MIGRATIONS, Migration, carried, led
from macros.cli.revision import checked_out
from macros.clock import today as clock
from macros.read.files import read
from macros.read.problems import errors, report

MEANINGS = (
    *("is_promise: ", "needs_search: ", "is_act: ", "announces: ", "meets_points: ", "moves_nothing: "),
    *("holds_when: ", "needs_successor: ", "is_certain: "),
)
FIRST = "07903de"  # the commit from which on nothing is lost


def test_migrations_are_numbered_and_say_what_they_do() -> None:
    assert [item.number for item in MIGRATIONS] == list(range(1, len(MIGRATIONS) + 1))
    assert all(item.statement.endswith(".") for item in MIGRATIONS)


def test_the_first_shape_is_todays(repository) -> None:
    reading = read(repository.root)

    assert carried(reading) == reading


def test_a_change_of_shape_is_no_rewriting(repository, today, monkeypatch: pytest.MonkeyPatch) -> None:
    """A field gets another name: the earlier record is led to the new shape, and nothing is lost."""
    before = read(repository.root)
    for path in (repository.root / "data" / "commitments").glob("*.yaml"):
        path.write_text(path.read_text(encoding="utf-8").replace("\ncaveats:", "\nuncertain:"), encoding="utf-8")
    after = read(repository.root)
    assert {problem.code for problem in compare(before, after, today)} == {"APP004"}

    def renamed(kind: str, values: dict) -> dict:
        names = {"caveats": "uncertain"} if kind == "commitment" else {}
        return {names.get(name, name): value for name, value in values.items()}

    step = Migration(len(MIGRATIONS) + 1, "What is uncertain has a new name.", renamed)
    led = carried(before, (*MIGRATIONS, step))
    assert compare(led, after, today) == ()
    assert carried(led, (*MIGRATIONS, step)) == led  # it knows the newer shape, and leaves it


def test_the_record_lost_nothing_since_the_first_shape(project: Path) -> None:
    known = subprocess.run(["git", "-C", str(project), "cat-file", "-e", f"{FIRST}^{{commit}}"], capture_output=True)
    if known.returncode:
        pytest.skip(f"this clone does not hold {FIRST}: it is shallow or an export; `git fetch --unshallow` brings it")
    with checked_out(project, FIRST, exact=True) as past:
        found = compare(read(past.root), read(project), clock(), past.between)

    assert report(errors(found)) == "0 errors"


def test_a_report_is_called_as_its_source_was() -> None:
    old = {
        "title": "A",
        "recommendation": {"report": "2025-09-30-inspection-report", "number": "3", "numbering": "agreed"},
    }
    new = led("commitment", dict(old))

    assert new["recommendation"] == {"report": "inspection-report", "label": "3", "numbering": "agreed"}
    assert led("commitment", new) == new
    assert led("figure", dict(old)) == old


def test_codes_of_the_first_shape_mean_what_the_program_knew(repository) -> None:
    """Taken out of every codelist, the meanings come back, and nothing else changes."""
    now = read(repository.root)
    for path in sorted((repository.root / "data" / "codelists").glob("*.yaml")):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [
            line for line in lines if not line.strip().startswith(MEANINGS) or path.stem in ("source-type", "stance")
        ]
        kept = [line for line in kept if path.stem != "confirmation" or not line.strip().startswith("rank: ")]
        text = "".join(kept).replace("    is_lead: true\n", "").replace(", is_exact: true", "")
        path.write_text(text, encoding="utf-8")
    found = {document.id: document.data for document in carried(read(repository.root)).documents}

    for document in now.documents:
        assert document.kind != "codelist" or found[document.id] == document.data
