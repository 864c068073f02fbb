"""The built site: the examples of the page about the data run, and pages name their other forms."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

import pytest

from macros.model.tracker import Tracker
from tests.building import BASE

ROOT = Path(__file__).resolve().parents[2]
_FENCE = re.compile(r"^```(bash|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FIRST = 'export SITE="${SITE:-http://127.0.0.1:8000}"\n'


def examples() -> list[tuple[str, str]]:
    text = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    return _FENCE.findall(text)


def run(language: str, code: str, site: str) -> str:
    command = ["bash", "-euo", "pipefail", "-c", code] if language == "bash" else [sys.executable, "-c", code]
    done = subprocess.run(command, env={**os.environ, "SITE": site}, capture_output=True, text=True, timeout=60)
    assert done.returncode in (0, 141), done.stderr  # 141: `head` had seen enough
    return done.stdout.strip()


def test_page_about_the_data_has_examples_of_each_kind() -> None:
    languages = [language for language, _ in examples()]
    assert languages.count("bash") >= 5
    assert languages.count("python") >= 2
    assert examples()[0] == ("bash", _FIRST)


@pytest.mark.parametrize("number", range(1, len(examples())))
def test_example_runs_against_the_site_and_says_something(number: int, served: str) -> None:
    assert shutil.which("jq"), "the examples need jq"
    language, code = examples()[number]
    assert run(language, code, served)


def test_examples_give_what_the_record_holds(served: str, site: Path) -> None:
    overdue, standing = (run(*examples()[number], served).splitlines() for number in (1, 2))
    items = json.loads((site / "api/v1/commitments.json").read_text(encoding="utf-8"))["items"]
    assert [line.split("\t")[0] for line in overdue] == [item["id"] for item in items if item["derived"]["is_overdue"]]
    days = json.loads((site / "api/v1/as-of.json").read_text(encoding="utf-8"))["items"]
    then = json.loads((site / f"api/v1/as-of/{days[-1]['date']}.json").read_text(encoding="utf-8"))["items"]
    assert sum(int(line.split()[0]) for line in standing) == len(then)


class _Head(HTMLParser):
    """Collects the links to other forms of a page, its linked data, and all its links."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page, self.alternates, self.data, self.links = page, {}, [], []
        self._in_data = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "link" and "alternate" in (given.get("rel") or "").split():
            self.alternates.setdefault(given["type"], []).append(given["href"])
        self._in_data = tag == "script" and given.get("type") == "application/ld+json"
        self.links += [given[name] for name in ("href", "src") if tag in ("a", "img") and given.get(name)]

    def handle_endtag(self, tag: str) -> None:
        self._in_data = False

    def handle_data(self, data: str) -> None:
        if self._in_data:
            self.data.append(json.loads(data))


@pytest.mark.parametrize("folder", ["commitments", "bodies", "themes"])
def test_page_names_its_feed_its_data_and_its_text(site: Path, record: Tracker, folder: str) -> None:
    for page in (f"{folder}/{name}" for name in getattr(record, folder)):
        head = _Head((site / page / "index.html").read_text(encoding="utf-8"))
        assert head.alternates.keys() == {"application/atom+xml", "application/json", "text/markdown"}, page
        for target in (target for targets in head.alternates.values() for target in targets):
            whole = urljoin(f"{BASE}{page}/", target)
            assert (site / whole.removeprefix(BASE)).is_file(), page
        (data,) = head.data
        assert data["@context"] == "https://schema.org", page


def test_theme_does_not_take_other_forms_for_other_languages(site: Path, record: Tracker) -> None:
    """Its script asks each exact `alternate` for a site map, which would not be there."""
    for name in record.commitments:
        assert 'rel="alternate"' not in (site / f"commitments/{name}/index.html").read_text(encoding="utf-8")


def test_page_about_the_data_is_a_dataset(site: Path) -> None:
    (data,) = _Head((site / "data/index.html").read_text(encoding="utf-8")).data
    assert data["@type"] == "Dataset"
    assert len(data["distribution"]) >= 3


def test_tables_of_the_site_are_those_of_the_package(site: Path) -> None:
    package = json.loads((site / "data/datapackage.json").read_text(encoding="utf-8"))
    for item in package["resources"]:
        with (site / "data" / item["path"]).open(encoding="utf-8", newline="") as file:
            header = next(csv.reader(file))
        assert header == [field["name"] for field in item["schema"]["fields"]]
