"""Anybody can read and use every type of page: by ear, by keyboard, enlarged, in any colours, without motion."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.chromium import Opener
from tests.documents import read

from .conftest import COMMITMENT, Site
from .hosting import Hosting

pytestmark = pytest.mark.browser
AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = "rules => axe.run({runOnly: rules, resultTypes: ['violations']}).then(done => done.violations)"
PHONE = 360
MAIN = ("", "commitments/", COMMITMENT, "timeline/", "help/")
LIGHT, DARK = ({"color_scheme": scheme, "reduced_motion": "reduce"} for scheme in ("light", "dark"))
# The element with the focus: what it is, and whether anything but its place tells that it has the focus.
FOCUS = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const look = (style) => [style.outlineStyle, style.outlineWidth, style.boxShadow, style.backgroundColor,
    style.textDecorationLine, style.textDecorationThickness, style.borderColor].join();
  const [style, box] = [getComputedStyle(element), element.getBoundingClientRect()];
  const shown = look(style), outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
  element.blur();
  const changed = look(getComputedStyle(element)) !== shown;
  element.focus({preventScroll: true});
  return {tag: element.outerHTML.slice(0, 160), told: outlined || changed,
    inside: box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth};
}"""


def violations(page: Page) -> Iterator[str]:
    """What axe finds on the page as it is now."""
    for found in page.evaluate(RUN, RULES):
        yield f"{found['id']}: {found['nodes'][0]['html'][:200]} ({len(found['nodes'])}×)"


def test_axe_finds_nothing_on_any_type_of_page_on_a_light_phone(context: Opener, hosting: Hosting, site: Site) -> None:
    found = barriers(context(width=PHONE, base_url=hosting.address, **LIGHT).new_page(), site.types)

    assert found == []


def test_axe_finds_nothing_on_any_template_on_a_dark_desktop(context: Opener, hosting: Hosting, site: Site) -> None:
    found = barriers(context(base_url=hosting.address, **DARK).new_page(), site.templates)

    assert found == []


def test_axe_finds_nothing_the_other_way_round(context: Opener, hosting: Hosting) -> None:
    """What a dark phone and a light desktop have of their own, such as the menu, is on the main pages too."""
    phone, desktop = context(width=PHONE, base_url=hosting.address, **DARK), context(base_url=hosting.address, **LIGHT)

    assert barriers(phone.new_page(), MAIN) + barriers(desktop.new_page(), MAIN) == []


def barriers(page: Page, addresses: Iterable[str]) -> list[str]:
    """What axe finds on these pages."""
    found = []
    for address in addresses:
        page.goto(address)
        page.evaluate(AXE)
        found += [f"{address}: {item}" for item in violations(page)]
    return found


@pytest.mark.parametrize(("asked", "scheme"), [("light", "default"), ("dark", "slate")])
def test_colours_follow_the_reader(context: Opener, hosting: Hosting, asked: str, scheme: str) -> None:
    page = context(base_url=hosting.address, color_scheme=asked).new_page()
    page.goto("")

    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)


def test_headings_are_in_order(site: Site) -> None:
    wrong = {}
    for page in site.pages:
        levels = read(site.file(page)).headings
        steps = [(one, next_one) for one, next_one in pairwise(levels) if next_one > one + 1]
        if levels[:1] != [1] or levels.count(1) != 1 or steps:
            wrong[page] = levels

    assert wrong == {}


@dataclass(frozen=True)
class Narrow:
    """What a page is like in a window of 320 px: its width, its landmarks, and what Tab reaches first."""

    width: int
    landmarks: dict[str, int]
    first: str
    target: str
    leads_into_the_content: bool


@pytest.fixture(scope="module")
def narrow(browser: Browser, hosting: Hosting, site: Site) -> dict[str, Narrow]:
    """Each type of page, seen once, by address."""
    context = browser.new_context(base_url=hosting.address, viewport={"width": 320, "height": 640})
    page = context.new_page()
    found = {}
    for address in site.types:
        page.goto(address)
        landmarks = {role: page.get_by_role(role).count() for role in ("banner", "main", "contentinfo", "navigation")}
        page.keyboard.press("Tab")
        found[address] = Narrow(landmarks=landmarks, **page.evaluate(MEASURED))
    context.close()
    return found


MEASURED = """() => {
  const [first, target] = [document.activeElement, document.activeElement.getAttribute('href') ?? ''];
  const place = document.getElementById(decodeURIComponent(target.slice(1)));
  return {width: document.scrollingElement.scrollWidth, first: first.textContent.trim(), target,
    leads_into_the_content: Boolean(place && (place.closest('main') || place.matches('main')))};
}"""


def test_landmarks(narrow: dict[str, Narrow]) -> None:
    for address, seen in narrow.items():
        assert [seen.landmarks[role] for role in ("banner", "main", "contentinfo")] == [1, 1, 1], address
        assert seen.landmarks["navigation"] >= 1, address


def test_skip_link_comes_first_and_leads_to_the_content(narrow: dict[str, Narrow]) -> None:
    for address, seen in narrow.items():
        assert (seen.first, seen.leads_into_the_content) == ("Skip to content", True), f"{address} {seen.target}"


def test_nothing_needs_sideways_scrolling_at_320_px(narrow: dict[str, Narrow]) -> None:
    assert {address: seen.width for address, seen in narrow.items() if seen.width > 320} == {}


@pytest.mark.parametrize("address", MAIN)
def test_nothing_needs_sideways_scrolling_at_400_percent(context: Opener, hosting: Hosting, address: str) -> None:
    """A window of 1280 px at 400 % is 320 px wide and low, with four dots to the pixel."""
    page = context(width=320, height=256, base_url=hosting.address, device_scale_factor=4).new_page()
    page.goto(address)

    assert page.evaluate("document.scrollingElement.scrollWidth") == 320
    assert page.get_by_role("main").evaluate("main => main.getBoundingClientRect().top") < 256


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_focus_is_told_and_in_sight(context: Opener, hosting: Hosting, scheme: str) -> None:
    page = context(base_url=hosting.address, color_scheme=scheme, reduced_motion="reduce").new_page()
    for address in MAIN:
        page.goto(address)
        for _ in range(30):
            page.keyboard.press("Tab")
            focus: dict[str, Any] | None = page.evaluate(FOCUS)
            assert focus is None or (focus["told"] and focus["inside"]), f"{address}: {focus}"


def test_forced_colours_keep_shapes_and_controls(context: Opener, hosting: Hosting) -> None:
    page = context(base_url=hosting.address, forced_colors="active").new_page()
    page.goto("commitments/")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    for part in (".status svg", ".dated__due", ".find select", "[data-sorts] th button"):
        colour = page.locator(part).first.evaluate("element => getComputedStyle(element).color")
        assert colour != ground, part
    page.evaluate(AXE)

    assert list(violations(page)) == []


def test_reduced_motion_moves_nothing(context: Opener, hosting: Hosting, site: Site) -> None:
    page = context(base_url=hosting.address, reduced_motion="reduce").new_page()
    for address in MAIN:
        page.goto(address)
        moving = page.evaluate("""() => [...document.querySelectorAll('*')].filter((element) => {
          const style = getComputedStyle(element);
          const long = (times) => times.split(',').some((time) => parseFloat(time) > 0.02);
          return style.scrollBehavior === 'smooth'
            || (style.transitionProperty !== 'none' && long(style.transitionDuration))
            || (style.animationName !== 'none' && long(style.animationDuration));
        }).map((element) => element.outerHTML.slice(0, 80))""")
        assert moving == [], address
