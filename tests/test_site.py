"""The built site: strict and clean, the same under two builders, and stopped by a fault in the data."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from macros.checks import load
from macros.derive.citations import citations
from macros.model.tracker import Tracker

ROOT = Path(__file__).resolve().parent.parent
DAY = "2026-11-21"
_GENERATOR = re.compile(r'<meta name="generator"[^>]*>')


def build(target: Path, project: Path = ROOT, builder: str = "mkdocs", **environment: str) -> str:
    """Build the site of a project in a process of its own; what it printed."""
    command = [sys.executable, "-m", builder, "build", "--strict", "--site-dir", str(target)]
    quiet = {"TODAY": DAY, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", "GITHUB_REPOSITORY": ""}
    quiet["GITHUB_SHA"] = "0" * 40  # a copy of the project has no history to ask
    done = subprocess.run(
        command, cwd=project, env={**os.environ, **quiet, **environment}, capture_output=True, text=True, check=False
    )
    return f"exit {done.returncode}\n{done.stdout}{done.stderr}"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("site")
    said = build(target)
    assert said.startswith("exit 0"), said
    assert "WARNING" not in said
    return target


@pytest.fixture(scope="module")
def tracker() -> Tracker:
    return load(ROOT, dt.date.fromisoformat(DAY))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project that a test may break."""
    for name in ("macros", "docs", "data", "seeds"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    return tmp_path


def test_every_record_has_a_page(site: Path, tracker: Tracker) -> None:
    for folder in ("commitments", "bodies", "themes", "sources", "figures"):
        for name in getattr(tracker, folder):
            assert (site / folder / name / "index.html").is_file()


def test_another_builder_gives_the_same_pages_but_for_the_generator_tag(site: Path, tmp_path: Path) -> None:
    said = build(tmp_path, builder="properdocs")
    assert said.startswith("exit 0"), said

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

    said = build(project / "site", project, PYTHONPATH=str(project))

    assert said.startswith("exit 0"), said
    for page in sorted(site.rglob("*.html")):
        assert (project / "site" / page.relative_to(site)).read_text("utf-8") == page.read_text("utf-8"), page


def test_a_fault_in_the_data_stops_the_build_with_the_words_of_the_check(project: Path) -> None:
    record = project / "data" / "commitments" / "casey-05.yaml"
    record.write_text(record.read_text("utf-8").replace("lead_body:", "lead_bodi:"), encoding="utf-8")
    checked = subprocess.run(
        [sys.executable, "-m", "macros", "check", "--no-advice"],
        cwd=project,
        env={**os.environ, "TODAY": DAY, "PYTHONPATH": str(project)},
        capture_output=True,
        text=True,
        check=False,
    )

    said = build(project / "site", project, PYTHONPATH=str(project))

    assert checked.returncode == 1
    assert not said.startswith("exit 0")
    assert "did you mean 'lead_body'?" in said
    assert checked.stdout.strip() in said
    assert "Traceback" not in said
    assert not (project / "site" / "index.html").exists()


def test_edit_links_appear_only_when_the_repository_is_known(site: Path, project: Path) -> None:
    page = "commitments/casey-05/index.html"
    assert "/edit/main/" not in (site / page).read_text("utf-8")

    said = build(project / "site", project, GITHUB_REPOSITORY="example/tracker", PYTHONPATH=str(project))

    assert said.startswith("exit 0"), said
    known = (project / "site" / page).read_text("utf-8")
    assert "https://github.com/example/tracker/edit/main/data/commitments/casey-05.yaml" in known


def test_every_statement_links_to_the_page_of_its_source(site: Path, tracker: Tracker) -> None:
    for source, found in citations(tracker).items():
        for citation in found:
            if citation.kind == "commitment":
                page = (site / "commitments" / citation.record / "index.html").read_text("utf-8")
                assert f"sources/{source}/" in page, citation


def test_every_source_page_lists_each_statement_that_rests_on_it(site: Path, tracker: Tracker) -> None:
    for source, found in citations(tracker).items():
        page = (site / "sources" / source / "index.html").read_text("utf-8")
        for citation in found:
            folder = {"commitment": "commitments", "figure": "figures"}.get(citation.kind)
            link = (
                f"{folder}/{citation.record}/#{citation.anchor}" if citation.anchor else f"{folder}/{citation.record}/"
            )
            assert folder is None or link in page, citation


def test_the_stored_articles_are_not_published(site: Path, tracker: Tracker) -> None:
    for text in tracker.held.values():
        longest = max(text.splitlines(), key=len)
        for page in site.rglob("*.html"):
            assert longest not in page.read_text("utf-8")


def test_generated_pages_stay_out_of_the_navigation(site: Path) -> None:
    navigation = re.findall(
        r'<nav class="(?:tabs|menu__panel)".*?</nav>', (site / "index.html").read_text("utf-8"), re.S
    )

    assert len(navigation) == 2
    assert not [links for links in navigation if "commitments/casey-05/" in links]
