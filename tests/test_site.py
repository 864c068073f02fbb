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


def test_sharing_the_frame_gives_the_pages_that_the_theme_alone_would_draw(town_site: Path, project: Path) -> None:
    drawn = project / "macros" / "site" / "drawn.py"
    slow = drawn.read_text("utf-8").replace('_SHELL = "shell.html"', '_SHELL = "main.html"')
    drawn.write_text(slow, encoding="utf-8")
    assert '_SHELL = "main.html"' in slow

    build_town(project, project / "site")

    for page in sorted(town_site.rglob("*.html")):
        assert (project / "site" / page.relative_to(town_site)).read_text("utf-8") == page.read_text("utf-8"), page


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


def test_edit_links_appear_only_when_the_repository_is_known(town_site: Path, town_site_at_root: Path) -> None:
    """The site at the root of a host is built without a repository."""
    page = f"commitments/{COMMITMENT}/index.html"

    assert "/edit/main/" not in (town_site_at_root / page).read_text("utf-8")
    known = (town_site / page).read_text("utf-8")
    assert f"https://github.com/owner/tracker/edit/main/data/commitments/{COMMITMENT}.yaml" in known
