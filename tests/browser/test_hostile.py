"""Whatever a record holds is shown as typed: nothing of it is run, by the build or by the browser."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.building import PROJECT, with_vocabularies
from tests.chromium import Opener
from tests.conftest import build_town

from .conftest import SUB_PATH, Site
from .hostile import END, RAN, SECRET, WORD, found_in, level, text
from .hosting import Hosting

pytestmark = pytest.mark.browser
GOOD = PROJECT / "tests/trees/good"
# What a reader sees of a page, and what the browser made of it that it should not have made.
SHOWN = """() => {
  const copy = document.body.cloneNode(true);
  copy.querySelectorAll('script, pre').forEach(part => part.remove()); // in languages with escapes of their own
  return copy.textContent;
}"""
TAG = re.compile(r"<(pre|script)\b.*?</\1>|<[^>]*>", re.DOTALL)
LIVE = """() => [...document.querySelectorAll('*')].filter(element =>
  [...element.attributes].some(attribute => attribute.name.startsWith('on')
    || (attribute.name === 'style' && element.closest('article'))
    || /^\\s*javascript:/i.test(attribute.value)))
  .map(element => element.outerHTML.slice(0, 200))"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with the small good record, whose texts turn hostile when it is read."""
    root = tmp_path_factory.mktemp("hostile")
    shutil.copytree(GOOD, root, dirs_exist_ok=True)
    with_vocabularies(root)
    shutil.copytree(PROJECT / "docs", root / "docs")
    (root / "macros").symlink_to(PROJECT / "macros")
    (root / "secret.txt").write_text(SECRET)
    settings = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8")
    hooks = os.path.relpath(Path(__file__).parent / "hostile_hooks.py", root)
    assert settings.count("hooks: [macros/hooks.py]") == 1
    (root / "mkdocs.yml").write_text(settings.replace("hooks: [macros/hooks.py]", f"hooks: [{hooks}]"))
    return root


@pytest.fixture(scope="module")
def hostile(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """What is built from it."""
    return Site(build_town(project, tmp_path_factory.mktemp("hostile-site")), SUB_PATH)


@pytest.fixture(scope="module")
def hostile_hosting(hostile: Site) -> Iterator[Hosting]:
    """The hostile site on a port of this machine."""
    with Hosting(hostile.root, hostile.base) as running:
        yield running


@pytest.fixture
def page(context: Opener, hostile_hosting: Hosting) -> Page:
    """An empty page without the protection of the security policy, which would hide a hole."""
    page = context(base_url=hostile_hosting.address, bypass_csp=True).new_page()
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    return page


def test_the_build_runs_and_reads_nothing(project: Path, hostile: Site) -> None:
    assert not list(project.rglob(RAN))
    assert not (PROJECT / RAN).exists()
    assert not [file for file in hostile.root.rglob("*.*") if SECRET.encode() in file.read_bytes()]


@dataclass(frozen=True)
class Visit:
    """What the browser made of one page."""

    ran: object
    live: list[str]
    shown: str
    title: str


@pytest.fixture(scope="module")
def visits(browser: Browser, project: Path, hostile: Site, hostile_hosting: Hosting) -> dict[str, Visit]:
    """Pages of the hostile site, seen once, by address."""
    context = browser.new_context(base_url=hostile_hosting.address, bypass_csp=True)
    page = context.new_page()
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    found = {}
    for address in telling(hostile, json.loads((project / "fields.json").read_text())):
        page.goto(address, wait_until="domcontentloaded")
        found[address] = Visit(
            page.evaluate("window.ran") or dialogs[:], page.evaluate(LIVE), page.evaluate(SHOWN), page.title()
        )
    context.close()
    return found


def telling(site: Site, fields: list[str]) -> Iterator[str]:
    """Pages enough for every text, and for each field on each type of page that shows it; the longest pages first."""
    known: set[tuple[str, str]] = set()
    for page in sorted(site.pages, key=lambda page: -site.file(page).stat().st_size):
        words = TAG.sub("", site.file(page).read_text("utf-8").partition("<body")[2])
        numbers = {*END.findall(words)}
        found = {(page.split("/")[0], fields[int(number)]) for number in numbers} | {("", number) for number in numbers}
        if found - known:
            known |= found
            yield page


def test_the_browser_runs_nothing(visits: dict[str, Visit]) -> None:
    assert {address: visit.ran for address, visit in visits.items() if visit.ran} == {}
    assert {address: visit.live for address, visit in visits.items() if visit.live} == {}


def test_pages_show_every_text_as_typed(visits: dict[str, Visit], project: Path) -> None:
    seen: set[int] = set()
    for address, visit in visits.items():
        for number, words in found_in(visit.shown):
            assert words == level(text(number)), address
            seen.add(number)
    fields: list[str] = json.loads((project / "fields.json").read_text())
    unseen = {fields[number] for number in range(len(fields)) if number not in seen}

    assert sorted(unseen - NOT_ON_PAGES) == []


def test_titles_of_tabs_are_as_typed(visits: dict[str, Visit]) -> None:
    told = [(number, words) for visit in visits.values() for number, words in found_in(visit.title)]

    assert told
    assert [words for number, words in told if words != level(text(number))] == []


NOT_ON_PAGES = {
    # For the checks alone: what may be named, and where something was seen.
    "ProperNames.places",
    "ProperNames.laws",
    "ProperNames.programmes",
    "ProperNames.publications",
    "ProperNames.other",
    "Helpline.seen",
    "Policy.alarming_words",
    # For machines and feed readers.
    "SiteWords.description",
    "SiteWords.summary",
    # To recognise a word or a person.
    "Term.also",
    "Role.title",
    # For what the small record does not have: an open question to a body that can be asked, a promise in the last
    # group, and one of every kind.
    "RequestWords.closing",
    "RequestWords.due",
    "RequestWords.greeting",
    "RequestWords.opening",
    "RequestWords.point",
    "Groups.rest",
    "CodelistValue.published_in",
}


def test_search_shows_what_it_finds_as_typed(page: Page) -> None:
    page.goto("")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("f")
    expect(page.locator(".md-search__input")).to_be_focused()
    page.keyboard.type(WORD)
    results = page.locator(".md-search-result__item")
    expect(results.first).to_be_attached(timeout=20_000)  # the index is made in the background
    shown = level(results.first.evaluate("element => element.textContent"))

    assert "<script>window.ran = 'script'</script>" in shown
    assert page.evaluate("window.ran") is None
    assert page.locator(".md-search-result").evaluate("element => element.querySelectorAll('img, script').length") == 0


def test_feeds_and_files_hold_every_text_as_typed(hostile: Site) -> None:
    for file in hostile.root.rglob("*.xml"):
        for words in ElementTree.parse(file).getroot().itertext():
            assert all(found == level(text(number)) for number, found in found_in(words)), file.name
    for file in hostile.root.rglob("*.json"):
        for words in strings(json.loads(file.read_text(encoding="utf-8"))):
            if "search" not in file.parts:  # holds HTML
                assert all(found == level(text(number)) for number, found in found_in(words)), file.name


def strings(value: object) -> Iterator[str]:
    """Every string in what a JSON file holds."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)
