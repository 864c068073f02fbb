"""The site of the invented town, built once and served as GitHub Pages serves it.

Nothing here asks any other host.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.building import BASE, PROJECT
from tests.chromium import Opener

from .hosting import Hosting

SUB_PATH = urlsplit(BASE).path
COMMITMENT = "commitments/flood-wall/"  # the fullest record of the town


@dataclass(frozen=True)
class Site:
    """A built site: its files, and the path below which it is to be served."""

    root: Path
    base: str

    @property
    def pages(self) -> list[str]:
        """The address of every page from the top of the site: `` for the front page, `timeline/`, …"""
        found = (file.parent.relative_to(self.root).as_posix() for file in self.root.rglob("index.html"))
        return sorted("" if page == "." else f"{page}/" for page in found)

    @property
    def types(self) -> list[str]:
        """One page of each type: every page written by hand, and of each folder of drawn ones the longest."""
        drawn = [page for page in self.pages if not words_of(page).is_file()]
        longest = {page.split("/")[0]: page for page in sorted(drawn, key=lambda page: self.file(page).stat().st_size)}
        return sorted({*self.pages} - {*drawn} | {*longest.values()})

    @property
    def templates(self) -> list[str]:
        """The same, but of pages that hold nothing but words the longest."""
        plain = [
            page for page in self.types if words_of(page).is_file() and "{{" not in words_of(page).read_text("utf-8")
        ]
        longest = max(plain, key=lambda page: self.file(page).stat().st_size)
        return [page for page in self.types if page not in plain or page == longest]

    def file(self, page: str) -> Path:
        """The file of a page."""
        return self.root / page / "index.html"


def words_of(page: str) -> Path:
    """The file that we wrote a page in, if we did."""
    file = PROJECT / "docs" / page.rstrip("/")
    return file / "index.md" if file.is_dir() else file.with_name(f"{file.name}.md")


@pytest.fixture(scope="session")
def site(town_site: Path) -> Site:
    """The site, for publication below a sub-path."""
    return Site(town_site, SUB_PATH)


@pytest.fixture(scope="session")
def hosting(site: Site) -> Iterator[Hosting]:
    """The site on a port of this machine."""
    with Hosting(site.root, site.base) as running:
        yield running


@pytest.fixture
def context(contexts: Opener) -> Opener:
    """Opens contexts of the browser, which share nothing."""
    return contexts


@pytest.fixture(scope="session")
def kept(browser: Browser, hosting: Hosting) -> Iterator[Page]:
    """One page for many tests: to open another takes three times as long as to load something into it."""
    context = browser.new_context(base_url=hosting.address)
    yield context.new_page()
    context.close()


@pytest.fixture
def page(kept: Page, hosting: Hosting) -> Iterator[Page]:
    """A page at 1280 px that remembers nothing, and whose addresses are relative to the site."""
    kept.set_viewport_size({"width": 1280, "height": 800})
    yield kept
    kept.context.unroute_all()
    kept.goto(f"{hosting.address}assets/favicon.svg")
    kept.evaluate("localStorage.clear(), sessionStorage.clear()")
    kept.context.clear_cookies()


@pytest.fixture
def phone(page: Page) -> Page:
    """The same at 360 px."""
    page.set_viewport_size({"width": 360, "height": 800})
    return page
