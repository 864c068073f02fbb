"""The built site: the examples of the page about the data run, and pages name their other forms."""

from __future__ import annotations

import csv
import html
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


def test_examples_ask_the_site_that_they_stand_on(site: Path) -> None:
    """Also in a shell of today in which nothing is set, and where the site knows no address of its own."""
    code = html.unescape(re.sub("<[^>]*>", "", page_of(site, "data")))
    (line,) = re.findall(r'export SITE="\$\{SITE:-.*\}"', code)
    assert line == f'export SITE="${{SITE:-{BASE.rstrip("/")}}}"'


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


def test_evidence_of_a_status_is_what_the_status_rests_on(served: str, site: Path, record: Tracker) -> None:
    """For every commitment, not only for the one in the example."""
    (code,) = (code for _, code in examples() if "rests_on" in code)
    assert 'id="$(' in code.splitlines()[0]
    told = 0
    for name, commitment in record.counted.items():
        asked = "\n".join([f"id={name}", *code.splitlines()[1:]])
        newest = commitment.assessments[-1] if commitment.assessments else None
        if newest is None:
            continue
        rests = [
            item
            for item in (*commitment.events, *commitment.responses)
            if {item.key, getattr(item, "id", "")} & {*newest.rests_on}
        ]
        sources = [evidence.source for item in rests for evidence in item.evidence]
        reason, *printed = run("bash", asked, served).splitlines()
        assert (reason, sorted(printed)) == (newest.reason.strip(), sorted(sources)), name
        told += len(printed)
    assert told


def test_news_of_the_example_are_no_checks(served: str) -> None:
    (code,) = (code for language, code in examples() if language == "python" and "changes.json" in code)
    lines = run("python", code, served).splitlines()
    assert len(lines) == 10
    assert not [line for line in lines if "checked" in line or "None" in line]


def page_of(site: Path, address: str) -> str:
    return (site / address / "index.html").read_text(encoding="utf-8")


def test_download_of_a_figure_holds_its_values(site: Path, record: Tracker) -> None:
    for name, figure in record.figures.items():
        (link,) = (link for link in _Head(page_of(site, f"figures/{name}")).links if link.endswith(".csv"))
        with (site / f"figures/{name}" / link).open(encoding="utf-8", newline="") as file:
            values = [row["value"] for row in csv.DictReader(file) if row["figure_id"] == name]
        assert values == [f"{item.value:f}" for item in figure.as_written.values]


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


def test_other_forms_are_named_as_every_reader_looks_for_them(site: Path, record: Tracker) -> None:
    """Some compare the word as it stands. That the theme's script is kept from it, test_quiet looks."""
    for name in record.commitments:
        assert page_of(site, f"commitments/{name}").count('<link rel="alternate" type=') == 4


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
