"""Every address inside the site leads somewhere, wherever the site is published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.documents import Document, read

from .conftest import Site
from .hosting import Hosting

pytestmark = pytest.mark.browser
HOST = "https://example.org"
document = cache(read)


@pytest.fixture(scope="module")
def at_root(town_site_at_root: Path) -> Site:
    """The same site, for publication at the root of a host."""
    return Site(town_site_at_root, "/")


def broken(site: Site) -> Iterator[str]:
    """Every link of every page that leads to no file or to no place in it."""
    for file in sorted(site.root.rglob("*.html")):
        where = f"{HOST}{site.base}{file.relative_to(site.root).as_posix().removesuffix('index.html')}"
        for link in document(file).links:
            target = urlsplit(urljoin(where, link))
            if target.netloc == urlsplit(HOST).netloc and not resolves(site, target.path, target.fragment):
                yield f"{where}: {link}"


def resolves(site: Site, path: str, fragment: str) -> bool:
    if not path.startswith(site.base):
        return False
    file = site.root / unquote(path.removeprefix(site.base))
    file = file / "index.html" if file.is_dir() else file
    return file.is_file() and (not fragment or file.suffix != ".html" or has_place(document(file), fragment))


def has_place(page: Document, fragment: str) -> bool:
    return unquote(fragment) in page.ids


def test_every_link_leads_somewhere_below_a_sub_path(site: Site) -> None:
    assert list(broken(site)) == []


def test_every_link_leads_somewhere_at_the_root(at_root: Site) -> None:
    assert list(broken(at_root)) == []


def test_links_do_not_name_the_path_of_publication(site: Site) -> None:
    """Only the page for unknown addresses must, because it is shown at any depth."""
    documents = {page: document(site.file(page)) for page in site.pages}
    absolute = {
        f"{page}: {link}"
        for page, found in documents.items()
        for link in (*found.anchors, *found.loads)
        if link.startswith(("/", HOST))
    }

    assert absolute == set()


def test_ids_are_unique(site: Site) -> None:
    ids = {page: document(site.file(page)).ids for page in site.pages}
    twice = {f"{page}#{name}" for page, names in ids.items() for name, count in Counter(names).items() if count > 1}

    assert twice == set()


@pytest.mark.parametrize("lost", ["nothing", "commitments/nothing/", "a/b/c/d/"])
def test_unknown_address_is_answered_with_ways_on(page: Page, hosting: Hosting, lost: str) -> None:
    answer = page.goto(lost)

    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("main").get_by_role("heading", level=1)).to_be_visible()
    links = page.get_by_role("main").get_by_role("link")
    assert links.count() > 0
    page.get_by_role("main").get_by_role("link").first.click()
    page.wait_for_load_state()
    assert page.url.startswith(hosting.address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_site_map_names_every_page(site: Site) -> None:
    listed = (Path(site.root) / "sitemap.xml").read_text(encoding="utf-8")

    assert [page for page in site.pages if f"<loc>{HOST}{site.base}{page}</loc>" not in listed] == []
