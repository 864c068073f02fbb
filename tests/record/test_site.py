"""The built site: every record has its page, every statement leads to its source, every link leads somewhere."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from macros.derive.timeline import citations
from macros.model.tracker import Tracker
from tests.documents import Document, read
from tests.publish.test_api import unquoted
from tests.validity import invalid

# Where the site lies; a link that leaves it leads to another host.
HOST = "https://tracker.invalid"


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Document]:
    """Every page of the site by the path of its file, parsed once."""
    return {file.relative_to(site).as_posix(): read(file) for file in sorted(site.rglob("*.html"))}


@pytest.fixture(scope="module")
def texts(site: Path) -> dict[str, str]:
    """The HTML of every page by the path of its file."""
    return {file.relative_to(site).as_posix(): file.read_text("utf-8") for file in site.rglob("*.html")}


def test_every_record_has_a_page(site: Path, record: Tracker) -> None:
    for folder in ("commitments", "events", "bodies", "themes", "sources", "figures"):
        for name in getattr(record, folder):
            assert (site / folder / name / "index.html").is_file()


def test_every_link_leads_to_a_page_and_every_fragment_to_a_place_on_it(site: Path, pages: dict[str, Document]) -> None:
    assert list(broken(site, pages)) == []


def broken(site: Path, pages: dict[str, Document]) -> Iterator[str]:
    """Every link of every page that leads to no file of the site or to no place in it."""
    for name, page in pages.items():
        where = f"{HOST}/{name.removesuffix('index.html')}"
        for link in dict.fromkeys(page.links):
            target = urlsplit(urljoin(where, link))
            if f"{target.scheme}://{target.netloc}" == HOST and not resolves(site, pages, target.path, target.fragment):
                yield f"{name}: {link}"


def resolves(site: Path, pages: dict[str, Document], path: str, fragment: str) -> bool:
    file = site / unquote(path.lstrip("/"))
    file = file / "index.html" if file.is_dir() else file
    name = file.relative_to(site).as_posix()
    return file.is_file() and (not fragment or name not in pages or unquote(fragment) in pages[name].ids)


def test_no_id_stands_twice_on_a_page(pages: dict[str, Document]) -> None:
    twice = {f"{name}#{id_}" for name, page in pages.items() for id_, count in Counter(page.ids).items() if count > 1}

    assert twice == set()


def test_headings_are_in_order(pages: dict[str, Document]) -> None:
    for name, page in pages.items():
        levels = page.headings
        assert levels[:1] == [1], name
        assert levels.count(1) == 1, name
        assert not [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1], name


def test_pages_load_only_what_is_the_sites_own_and_say_so(pages: dict[str, Document]) -> None:
    for name, page in pages.items():
        assert not [address for address in page.loads if urlsplit(address).netloc and name != "404.html"], name
        assert page.policy.startswith("default-src 'none';"), name
        assert page.styled == [], name


def test_every_statement_links_to_the_page_of_its_source(texts: dict[str, str], record: Tracker) -> None:
    for source, found in citations(record).items():
        for citation in found:
            if citation.kind == "commitment":
                assert f"sources/{source}/" in texts[f"commitments/{citation.record}/index.html"], citation


def test_every_source_page_lists_each_statement_that_rests_on_it(texts: dict[str, str], record: Tracker) -> None:
    for source, found in citations(record).items():
        page = texts[f"sources/{source}/index.html"]
        for citation in found:
            folder = {"commitment": "commitments", "figure": "figures"}.get(citation.kind)
            place = f"#{citation.anchor}" if citation.anchor else ""
            assert folder is None or f"{folder}/{citation.record}/{place}" in page, citation


def test_the_stored_articles_are_not_published(texts: dict[str, str], record: Tracker) -> None:
    passages = unquoted(record)
    for name, page in texts.items():
        shown = html.unescape(page)
        assert not [line for line in passages if line in shown], name


def test_pages_of_records_stay_out_of_the_navigation(texts: dict[str, str], record: Tracker) -> None:
    navigation = re.findall(r'<nav class="(?:tabs|menu__panel)".*?</nav>', texts["index.html"], re.S)

    assert len(navigation) == 2
    for links in navigation:
        assert not [name for name in record.commitments if f"commitments/{name}/" in links]


@pytest.mark.browser  # needs Java, which the browser tests need too
def test_every_page_is_valid(site: Path) -> None:
    assert invalid(site) == []
