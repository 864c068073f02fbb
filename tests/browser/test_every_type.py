"""What one look at each type of page tells: it is loaded once, on a light phone, and then looked at in other ways."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import Site
from .hosting import Hosting
from .test_accessibility import AXE, MAIN, PHONE, violations
from .test_quiet import DRAWN, SHIFTED, WATCH_SHIFTS, complaints

pytestmark = pytest.mark.browser
COLOURS = ("color-contrast", "link-in-text-block")
MEASURED = """() => {
  const [first, target] = [document.activeElement, document.activeElement.getAttribute('href') ?? ''];
  const place = document.getElementById(decodeURIComponent(target.slice(1)));
  const width = document.scrollingElement.scrollWidth;
  first.blur();
  return {width, first: first.textContent.trim(), target,
    leads_into_the_content: Boolean(place && (place.closest('main') || place.matches('main')))};
}"""


@dataclass(frozen=True)
class Seen:
    """What one page is like: how far it moved while it was loaded; in a window of 320 px its width, its landmarks, and
    what Tab reaches first; and what axe finds on it."""

    shift: float
    landmarks: dict[str, int]
    width: int
    first: str
    target: str
    leads_into_the_content: bool
    barriers: list[str]


@dataclass(frozen=True)
class Seeing:
    """Each type of page by its address, and what was complained of or asked of other hosts on the way."""

    pages: dict[str, Seen]
    complaints: list[str]


@pytest.fixture(scope="module")
def seen(browser: Browser, hosting: Hosting, site: Site) -> Iterator[Seeing]:
    """Every type of page, looked at once."""
    context = browser.new_context(base_url=hosting.address, reduced_motion="reduce")
    page = context.new_page()
    page.add_init_script(WATCH_SHIFTS)
    complained = complaints(page, hosting.origin)
    found = {address: look(page, address, site) for address in site.types}
    yield Seeing(found, complained)
    context.close()


def look(page: Page, address: str, site: Site) -> Seen:
    """Load a page on a light phone, and look at it as it is there and elsewhere."""
    wear(page, PHONE, "light")
    page.goto(address)
    page.evaluate(DRAWN)
    shift = page.evaluate(SHIFTED)
    return Seen(shift=shift, **narrow(page), barriers=[*barriers(page, address, site)])


def wear(page: Page, width: int, scheme: Any) -> None:
    """Give the window another width, and the device other colours."""
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)


def narrow(page: Page) -> dict[str, Any]:
    """How a page does in the narrowest window."""
    page.set_viewport_size({"width": 320, "height": 640})
    landmarks = {role: page.get_by_role(role).count() for role in ("banner", "main", "contentinfo", "navigation")}
    page.keyboard.press("Tab")
    return {"landmarks": landmarks, **page.evaluate(MEASURED)}


def barriers(page: Page, address: str, site: Site) -> Iterator[str]:
    """What axe finds: everywhere on a light phone, on each template of the colours on a dark desktop.

    What a dark phone and a light desktop have of their own, such as the menu, is on the main pages too.
    """
    wear(page, PHONE, "light")
    page.evaluate(AXE)
    yield from violations(page)
    for width, scheme in ((1280, "dark"), (PHONE, "dark"), (1280, "light")):
        if address in MAIN or (scheme == "dark" and width > PHONE and address in site.templates):
            wear(page, width, scheme)
            expect(
                page.locator(f"body[data-md-color-scheme={'slate' if scheme == 'dark' else 'default'}]")
            ).to_have_count(1)
            page.evaluate(DRAWN)
            rules = () if address in MAIN else COLOURS
            yield from (f"{scheme}, {width} px: {item}" for item in violations(page, *rules))


def test_axe_finds_nothing_on_any_type_of_page(seen: Seeing) -> None:
    assert {address: page.barriers for address, page in seen.pages.items() if page.barriers} == {}


def test_no_type_of_page_complains_or_asks_another_host(seen: Seeing) -> None:
    assert seen.complaints == []


def test_nothing_moves_while_a_page_loads_on_a_phone(seen: Seeing) -> None:
    assert {address: page.shift for address, page in seen.pages.items() if page.shift >= 0.01} == {}


def test_landmarks(seen: Seeing) -> None:
    for address, page in seen.pages.items():
        assert [page.landmarks[role] for role in ("banner", "main", "contentinfo")] == [1, 1, 1], address
        assert page.landmarks["navigation"] >= 1, address


def test_skip_link_comes_first_and_leads_to_the_content(seen: Seeing) -> None:
    for address, page in seen.pages.items():
        assert (page.first, page.leads_into_the_content) == ("Skip to content", True), f"{address} {page.target}"


def test_nothing_needs_sideways_scrolling_at_320_px(seen: Seeing) -> None:
    assert {address: page.width for address, page in seen.pages.items() if page.width > 320} == {}
