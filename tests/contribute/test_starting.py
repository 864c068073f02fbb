"""A new project builds before anything is in it, and no page of it shows an empty table or a count of nothing."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from macros.checks import check
from macros.cli.__main__ import main
from tests.building import build
from tests.crawl import Crawl

DAY = "2026-11-25"
_NOTHING = re.compile(r"\b0 of 0\b|\bAll 0\b|>\s*None\s*<|StopIteration|<tbody>\s*</tbody>|<(ul|ol|dl)[^>]*>\s*</\1>")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("new") / "record"
    assert main(["init", str(root)]) == 0
    return root


def test_a_new_record_has_no_fault_and_no_record(project: Path) -> None:
    tracker, problems = check(project, dt.date.fromisoformat(DAY))

    assert problems == ()
    assert not any((tracker.commitments, tracker.sources, tracker.bodies))
    assert tracker.codelists


@pytest.mark.slow
def test_a_new_site_builds_strictly_and_leads_nowhere_into_the_void(project: Path, tmp_path: Path) -> None:
    said = build(project, tmp_path / "site", DAY, SITE_URL="https://tracker.example/")
    assert said.startswith("exit 0\n"), said
    assert "WARNING" not in said, said
    site = Crawl(tmp_path / "site", "https://tracker.example/")

    assert site.dead() == []
    mains = {name: site.text(name).partition("<main")[2].partition("</main>")[0] for name in site.ids}
    assert {name: found[0] for name, text in mains.items() if (found := _NOTHING.search(text))} == {}


def test_a_record_begins_only_in_an_empty_folder(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(project.rglob("*"))

    assert main(["init", str(project)]) == 2
    assert "is not empty" in capsys.readouterr().err
    assert sorted(project.rglob("*")) == before
