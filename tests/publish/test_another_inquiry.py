"""The engine knows no inquiry: a site of another one holds no word of the real record."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from macros.checks import check, load
from macros.clock import today as clock
from macros.derive.reports import sentence_case
from macros.model.tracker import Tracker
from macros.read.problems import report
from tests.building import PROJECT, TREES, build, equip, vocabularies
from tests.crawl import Crawl

TODAY = "2026-11-21"
BASE = "https://harbour.example/record/"
# What both would have alike: how a status is decided.
_SHARED = ("confirmation", "delivery", "event-type", "numbering", "qualifier", "request", "response", "stance")
# What the first inquiry is about, beside the names in its record.
_WORDS = """Casey twelve Metropolitan Met_Police London Beaconport Rotherham grooming abuse child children police
    safeguarding exploitation 16_June_2025 2025-06-16 bbc"""
_READ = (".html", ".md", ".txt", ".json", ".csv", ".svg", ".atom", ".ics", ".xml", ".bib")


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented second inquiry as a whole project: nothing of the good tree, other codes, no helplines, no exit."""
    root = tmp_path_factory.mktemp("harbour") / "project"
    shutil.copytree(TREES / "harbour", root)
    for name in _SHARED:
        (root / "data" / "codelists" / f"{name}.yaml").write_bytes(vocabularies()[f"{name}.yaml"])
    return equip(root)


@pytest.fixture(scope="module")
def site(harbour: Path) -> Path:
    """Its site, built strictly."""
    said = build(harbour, harbour.parent / "site", TODAY, SITE_URL=BASE)
    assert said.startswith("exit 0\n"), said
    return harbour.parent / "site"


@pytest.fixture(scope="module")
def other(harbour: Path) -> Tracker:
    """Its record."""
    return load(harbour, dt.date.fromisoformat(TODAY))


def test_its_record_has_no_problem(harbour: Path) -> None:
    assert report(check(harbour, dt.date.fromisoformat(TODAY))[1]) == "0 errors"


def test_no_file_of_it_holds_a_word_of_the_first_one(site: Path, harbour: Path) -> None:
    own = " ".join(file.read_text(encoding="utf-8") for file in harbour.glob("data/**/*.yaml")).lower()
    foreign = {*(word.replace("_", " ") for word in _WORDS.split()), *_names()}
    words = {word.lower() for word in foreign if not _holds(own, word.lower())}
    texts = ((name, text.lower()) for name, text in _texts(site))
    found = [f"{name}: {word}" for name, text in texts for word in words if _holds(text, word)]

    assert not found, "\n".join(sorted(found))


def _holds(text: str, word: str) -> bool:
    """Whether a text holds a word or name, and not only as a part of a longer one."""
    return word in text and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


def test_its_links_lead_somewhere(site: Path) -> None:
    crawl = Crawl(site, BASE)

    assert crawl.dead() == []
    assert crawl.repeated() == []
    assert crawl.links


def _names() -> Iterator[str]:
    """What the real record calls its bodies, reports and programmes, and the ids of its records."""
    tracker = load(PROJECT, clock())
    for body in tracker.bodies.values():
        yield from (body.name, *([body.short_name] if body.short_name else []))
    for item in tracker.reports.values():
        yield from (item.name, item.short_name, *item.called)
    yield from (item.title for item in (*tracker.commitments.values(), *tracker.background.values()))
    yield from (*tracker.commitments, *tracker.sources, tracker.site.name, tracker.site.slug)


def _texts(site: Path) -> Iterator[tuple[str, str]]:
    """Every text that is published, by its address; the files of the archive, of a spreadsheet and a database, too."""
    for file in sorted(site.rglob("*")):
        name = file.relative_to(site).as_posix()
        if name.endswith(_READ) and not name.startswith("assets/"):
            yield name, file.read_text(encoding="utf-8")
        elif name.endswith((".zip", ".xlsx")):
            with zipfile.ZipFile(file) as packed:
                inside = (item for item in packed.namelist() if not item.endswith(".xlsx"))
                yield from ((f"{name}/{item}", packed.read(item).decode()) for item in inside)
        elif name.endswith(".db"):
            with sqlite3.connect(file) as database:
                yield name, "\n".join(database.iterdump())


def test_each_report_has_its_place(site: Path, other: Tracker) -> None:
    """One page for each, each page tells its own labels only, and the list tells them apart."""
    listed = (site / "recommendations/index.html").read_text(encoding="utf-8")
    for name, item in other.reports.items():
        page = (site / f"reports/{name}/index.html").read_text(encoding="utf-8")
        own = [
            key for key, made in other.commitments.items() if made.recommendation and made.recommendation.report == name
        ]

        assert item.name in listed
        assert f">{sentence_case(item.short_name)}</a>" in listed  # in the menu
        assert re.search(rf'aria-current="page">{sentence_case(item.short_name)}</a>', page)
        assert all(f"commitments/{key}/" in page for key in own)
        assert (site / f"feeds/reports/{name}.atom").exists()
        assert (site / f"calendar/reports/{name}.ics").exists()


def test_a_label_counts_in_its_own_report(site: Path) -> None:
    def line(name: str) -> str:
        page = (site / f"commitments/{name}/index.html").read_text(encoding="utf-8")
        return " ".join(re.sub(r"<[^>]+>", "", re.search(r'<p class="who">(.*?)</p>', page, re.DOTALL)[1]).split())  # type: ignore[index]

    assert line("ferry-06").startswith("Recommendation 6 of 9 of the first ferry report, 4 March 2024.")
    assert line("ferry-06a").startswith("Recommendation 6a of the first ferry report")
    assert line("ferry-113-6").startswith("Recommendation 113.6 of the second ferry report")
    assert "Coast Ministry counts it as 59." in line("ferry-113-6")
    assert line("lights-a1").startswith("Recommendation A1 of the lighthouse review")
