"""The built site of the invented town: the same under two builders, and stopped by a fault in the data.

What holds for the site of any record stands in `tests/record/test_site.py`.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.building import build, copied
from tests.conftest import build_town

DAY = "2026-11-21"
COMMITMENT = "flood-wall"
_GENERATOR = re.compile(r'<meta name="generator"[^>]*>')


@pytest.fixture
def project(town_project: Path, tmp_path: Path) -> Path:
    """A copy of the project that a test may break."""
    return copied(town_project, tmp_path)


def test_another_builder_gives_the_same_pages_but_for_the_generator_tag(
    town_project: Path, town_site: Path, tmp_path: Path
) -> None:
    build_town(town_project, tmp_path, builder="properdocs")

    pages = {file.relative_to(town_site) for file in town_site.rglob("*.html")}
    assert pages == {file.relative_to(tmp_path) for file in tmp_path.rglob("*.html")}
    for page in pages:
        ours, theirs = (_GENERATOR.sub("", (folder / page).read_text("utf-8")) for folder in (town_site, tmp_path))
        assert ours == theirs, page


def test_without_the_short_cut_and_the_shared_parts_every_file_is_the_same(town_site: Path, project: Path) -> None:
    cut(project / "macros/hooks.py", "    shortcut.draw(page, config)\n")
    cut(project / "macros/site/pages.py", "    ShortcutPage(page, file, config)\n")
    cut(project / "macros/site/frame.py", "        if key not in drawn:\n    ")

    build_town(project, project / "site")

    files = [file for file in sorted(town_site.rglob("*")) if file.is_file()]
    assert len(files) > 100
    for file in files:
        assert (project / "site" / file.relative_to(town_site)).read_bytes() == file.read_bytes(), file


def cut(file: Path, words: str) -> None:
    """Take some words out of the code."""
    before, found, after = file.read_text("utf-8").partition(words)
    assert found, f"{file} has changed: {words}"
    file.write_text(before + after, encoding="utf-8")


@pytest.mark.slow
def test_a_fault_in_the_data_stops_the_build_with_the_words_of_the_check(project: Path) -> None:
    record = project / "data" / "commitments" / f"{COMMITMENT}.yaml"
    record.write_text(record.read_text("utf-8").replace("lead_body:", "lead_bodi:"), encoding="utf-8")
    checked = subprocess.run(
        [sys.executable, "-m", "macros.cli", "check", "--no-advice"],
        cwd=project,
        env={**os.environ, "TODAY": DAY, "PYTHONPATH": str(project)},
        capture_output=True,
        text=True,
        check=False,
    )

    said = build(project, project / "site", DAY)

    assert checked.returncode == 1
    assert not said.startswith("exit 0\n")
    assert "did you mean 'lead_body'?" in said
    assert checked.stdout.strip() in said
    assert "Traceback" not in said
    assert not (project / "site" / "index.html").exists()


def test_edit_links_appear_only_when_the_repository_is_known(town_site: Path, town_site_at_root: Path) -> None:
    """The site at the root of a host is built without a repository."""
    page = f"commitments/{COMMITMENT}/index.html"

    assert "/edit/main/" not in (town_site_at_root / page).read_text("utf-8")
    known = (town_site / page).read_text("utf-8")
    assert f"https://github.com/owner/tracker/edit/main/data/commitments/{COMMITMENT}.yaml" in known


@pytest.mark.slow
@pytest.mark.parametrize("was", ["commitments", "bridge-reports"])
def test_a_former_address_takes_the_place_of_no_page(project: Path, tmp_path: Path, was: str) -> None:
    site = project / "data" / "site.yaml"
    twice = f"former_pages:\n  - {{was: {was}, now: about, date: 2026-11-20, reason: It moved.}}\n"
    site.write_text(site.read_text(encoding="utf-8").replace("former_pages:\n", twice), encoding="utf-8")
    said = build(project, tmp_path / "site", DAY)

    assert not said.startswith("exit 0")
    assert f"data/site.yaml: {was}/ is the address of another page" in said
