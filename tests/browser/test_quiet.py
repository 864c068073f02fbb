"""A page says nothing to anybody else, complains about nothing, weighs little and stays where it is."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.chromium import Opener
from tests.documents import read

from .conftest import COMMITMENT, Site
from .hosting import Hosting

pytestmark = pytest.mark.browser
MAIN = ("", "commitments/", COMMITMENT, "timeline/", "compare/", "as-of/")
MAX_PAGE, MAX_FIRST_VIEW = 30_000, 250_000  # bytes over the wire
TELL_OF_POLICY = (
    "addEventListener('securitypolicyviolation', e => console.error('policy', e.violatedDirective, e.sample))"
)
FOREIGN = "<img src=https://elsewhere.invalid/dot onerror=1>"
DRAWN = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
STRICT = "default-src 'none'; script-src 'self'; style-src 'self';"
SHIFTED = "Math.round(window.shifts * 1e4) / 1e4"
WATCH_SHIFTS = """
  window.shifts = 0;
  new PerformanceObserver(list => { for (const entry of list.getEntries()) window.shifts += entry.value; })
    .observe({type: 'layout-shift', buffered: true});
"""


@pytest.fixture
def page(context: Opener, hosting: Hosting) -> Page:
    """An empty page in a browser that knows nothing yet."""
    return context(base_url=hosting.address).new_page()


def complaints(page: Page, origin: str) -> list[str]:
    """Fills up with what the page complains of and with requests to other hosts, while the page is used."""
    found: list[str] = []
    page.add_init_script(TELL_OF_POLICY)
    page.on("console", lambda said: found.append(f"{page.url}: {said.text}") if said.type != "log" else None)
    page.on("pageerror", lambda error: found.append(f"{page.url}: {error}"))
    page.on("request", lambda sent: None if sent.url.startswith((origin, "data:", "blob:")) else found.append(sent.url))
    page.on("response", lambda got: found.append(f"{got.status} {got.url}") if got.status >= 400 else None)
    return found


def test_every_page_loads_only_what_is_the_sites_own(site: Site) -> None:
    """What the browser saw on each type of page holds for all: nothing else is loaded, and no script stands inside."""
    documents = {page: read(site.file(page)) for page in site.pages}
    foreign = {f"{page}: {address}" for page in documents for address in documents[page].loads if is_foreign(address)}
    inside = {page for page in documents if documents[page].scripts}
    loose = {page for page in documents if not documents[page].policy.startswith(STRICT)}

    assert (foreign, inside, loose) == (set(), set(), set())


def is_foreign(address: str) -> bool:
    return bool(urlsplit(address).scheme or urlsplit(address).netloc)


def test_the_test_would_notice(page: Page, hosting: Hosting) -> None:
    found = complaints(page, hosting.origin)
    page.goto("")
    with (
        page.expect_console_message(lambda said: "img-src" in said.text),
        page.expect_console_message(lambda said: "script-src" in said.text),
    ):
        page.evaluate(f"document.body.insertAdjacentHTML('beforeend', '{FOREIGN}')")

    assert any("img-src" in item for item in found)
    assert any("script-src" in item for item in found)


def test_nothing_is_stored_but_the_colour_scheme(page: Page, site: Site) -> None:
    page.goto("commitments/?delivery=planned")
    page.goto("")
    page.wait_for_load_state("networkidle")
    kept = page.evaluate(
        "[document.cookie, ...Object.keys(localStorage), ...Object.keys(sessionStorage)].filter(Boolean)"
    )

    assert [name for name in kept if not name.endswith("__palette")] == []


def test_no_page_carries_inline_style_or_handlers(site: Site) -> None:
    assert [f"{page}: {tag}" for page in site.pages for tag in read(site.file(page)).styled] == []


def test_pages_are_light(site: Site, hosting: Hosting) -> None:
    heavy = {page: size for page in site.pages if (size := len(hosting.packed(site.file(page)))) > MAX_PAGE}

    assert heavy == {}


@pytest.mark.parametrize("address", ["", "commitments/", COMMITMENT, "timeline/", "figures/"])
def test_first_view_is_light(page: Page, address: str) -> None:
    sizes: list[int] = []
    page.on("requestfinished", lambda sent: sizes.append(sum(sent.sizes()[key] for key in SIZES)))
    page.goto(address, wait_until="networkidle")

    assert sum(sizes) < MAX_FIRST_VIEW


SIZES = ("responseBodySize", "responseHeadersSize")


def test_nothing_moves_while_a_page_loads_on_a_desktop(context: Opener, hosting: Hosting) -> None:
    page = context(base_url=hosting.address).new_page()
    page.add_init_script(WATCH_SHIFTS)
    moved = {}
    for address in MAIN:
        page.goto(address)
        page.evaluate(DRAWN)
        moved[address] = page.evaluate(SHIFTED)

    assert {address: shift for address, shift in moved.items() if shift >= 0.01} == {}
