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


@pytest.mark.parametrize(
    ("said", "licence", "note"),
    [
        ("Open Government Licence v3.0", "OGL-UK-3.0", None),
        ("Open Government Licence v3.0 (not checked)", "OGL-UK-3.0", "not checked"),
        ("Open Parliament Licence v3.0 for its text; a copy", "LicenseRef-Open-Parliament-3.0", "for its text; a copy"),
        ("Publisher copyright; link and paraphrase only", "LicenseRef-Publisher-Copyright", None),
        ("Ask the clerk", "Ask the clerk", None),
    ],
)
def test_a_licence_in_words_gets_its_id_and_keeps_what_else_was_said(said: str, licence: str, note: str | None) -> None:
    new = led("source", {"title": "A", "licence": said})

    assert new == {"title": "A", "licence": licence} | ({"licence_note": note} if note else {})
    assert led("source", new) == new
    assert led("commitment", {"licence": said}) == {"licence": said}


def test_an_edit_of_a_licence_in_words_still_leads_to_its_id(repository, today) -> None:
    """What an edit says stood there is written in the shape of its day."""
    path = repository.root / "data" / "sources" / "2025-03-10-council-minutes.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("licence: OGL-UK-3.0", "licence: Publisher copyright; paraphrase only"), "utf-8")
    before = read(repository.root)
    edit = "{recorded: 2026-11-21, field: licence, was: Publisher copyright; paraphrase only, reason: Read.}"
    path.write_text(f"{text}edits:\n  - {edit}\n", encoding="utf-8")

    assert report(errors(compare(before, read(repository.root), today))) == "0 errors"
