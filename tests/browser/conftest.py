"""The site of the invented town, built once and served as GitHub Pages serves it, and a browser to look at it.

The browser is the system's Chromium, named by the environment variable CHROMIUM. Nothing here asks any other host.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests import building

from .hosting import Hosting

SUB_PATH = "/tracker/"
TODAY = "2026-11-21"
COMMITMENT = "commitments/flood-wall/"  # the fullest record of the town
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_BY_HAND = 5  # a folder of more pages than this holds records


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
        """One page of each type: every page written by hand, and of each folder of records the longest."""
        folders = Counter(page.split("/")[0] for page in self.pages)
        made = [page for page in self.pages if page.count("/") == 2 and folders[page.split("/")[0]] > _BY_HAND]
        longest = {page.split("/")[0]: page for page in sorted(made, key=lambda page: self.file(page).stat().st_size)}
        return sorted({*self.pages} - {*made} | {*longest.values()})

    def file(self, page: str) -> Path:
        """The file of a page."""
        return self.root / page / "index.html"


def build(project: Path, target: Path, base: str) -> Site:
    """Build a project strictly, for publication below `base` of some host."""
    said = building.build(
        project, target, TODAY, SITE_URL=f"https://example.org{base}", GITHUB_REPOSITORY="owner/tracker"
    )
    if not said.startswith("exit 0\n"):
        pytest.fail("\n".join(line for line in said.splitlines() if not line.startswith("INFO")), pytrace=False)
    return Site(target, base)


@pytest.fixture(scope="session")
def town_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the site is built from: the record of the town, and this project's words and code."""
    return building.town_project(tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="session")
def site(town_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site, for publication below a sub-path."""
    return build(town_project, tmp_path_factory.mktemp("site"), SUB_PATH)


@pytest.fixture(scope="session")
def hosting(site: Site) -> Iterator[Hosting]:
    """The site on a port of this machine."""
    with Hosting(site.root, site.base) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    executable = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    assert executable, "name a browser with the environment variable CHROMIUM"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=list(FLAGS))
        yield chromium
        chromium.close()


Opener = Callable[..., BrowserContext]


@pytest.fixture
def context(browser: Browser) -> Iterator[Opener]:
    """Opens contexts, which share nothing: `context(width=360, color_scheme="dark", java_script_enabled=False)`."""
    opened: list[BrowserContext] = []

    def new(width: int = 1280, height: int = 800, **options: object) -> BrowserContext:
        opened.append(browser.new_context(viewport={"width": width, "height": height}, **options))  # type: ignore[arg-type]
        return opened[-1]

    yield new
    for item in opened:
        item.close()


@pytest.fixture
def page(context: Opener, hosting: Hosting) -> Page:
    """An empty page at 1280 px, whose addresses are relative to the site."""
    return context(base_url=hosting.address).new_page()


@pytest.fixture
def phone(context: Opener, hosting: Hosting) -> Page:
    """The same at 360 px."""
    return context(width=360, base_url=hosting.address).new_page()
