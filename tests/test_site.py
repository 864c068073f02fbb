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

from tests.building import build, built, copied, town_project

DAY = "2026-11-21"
COMMITMENT = "flood-wall"
_GENERATOR = re.compile(r'<meta name="generator"[^>]*>')


@pytest.fixture(scope="module")
def town_site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The project of the town, and its site; a test may break neither."""
    project = town_project(tmp_path_factory.mktemp("town"))
    return project, built(project, tmp_path_factory.mktemp("site"), DAY)


@pytest.fixture
def site(town_site: tuple[Path, Path]) -> Path:
    """What was built."""
    return town_site[1]


@pytest.fixture
def project(town_site: tuple[Path, Path], tmp_path: Path) -> Path:
    """A copy of the project that a test may break."""
    return copied(town_site[0], tmp_path)


def test_another_builder_gives_the_same_pages_but_for_the_generator_tag(
    town_site: tuple[Path, Path], tmp_path: Path
) -> None:
    project, site = town_site
    said = build(project, tmp_path, DAY, "properdocs")
    assert said.startswith("exit 0\n"), said

    pages = {file.relative_to(site) for file in site.rglob("*.html")}
    assert pages == {file.relative_to(tmp_path) for file in tmp_path.rglob("*.html")}
    for page in pages:
        ours, theirs = (_GENERATOR.sub("", (folder / page).read_text("utf-8")) for folder in (site, tmp_path))
        assert ours == theirs, page


def test_sharing_the_frame_gives_the_pages_that_the_theme_alone_would_draw(site: Path, project: Path) -> None:
    drawn = project / "macros" / "site" / "drawn.py"
    slow = drawn.read_text("utf-8").replace('_SHELL = "shell.html"', '_SHELL = "main.html"')
    drawn.write_text(slow, encoding="utf-8")
    assert '_SHELL = "main.html"' in slow

    built(project, project / "site", DAY)

    for page in sorted(site.rglob("*.html")):
        assert (project / "site" / page.relative_to(site)).read_text("utf-8") == page.read_text("utf-8"), page


def test_a_fault_in_the_data_stops_the_build_with_the_words_of_the_check(project: Path) -> None:
    record = project / "data" / "commitments" / f"{COMMITMENT}.yaml"
    record.write_text(record.read_text("utf-8").replace("lead_body:", "lead_bodi:"), encoding="utf-8")
    checked = subprocess.run(
        [sys.executable, "-m", "macros", "check", "--no-advice"],
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


def test_edit_links_appear_only_when_the_repository_is_known(site: Path, project: Path) -> None:
    page = f"commitments/{COMMITMENT}/index.html"
    assert "/edit/main/" not in (site / page).read_text("utf-8")

    built(project, project / "site", DAY, GITHUB_REPOSITORY="example/tracker")

    known = (project / "site" / page).read_text("utf-8")
    assert f"https://github.com/example/tracker/edit/main/data/commitments/{COMMITMENT}.yaml" in known
