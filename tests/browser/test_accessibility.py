"""Anybody can read and use every type of page: by ear, by keyboard, enlarged, in any colours, without motion."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.chromium import Opener
from tests.documents import read

from .conftest import COMMITMENT, Site
from .hosting import Hosting

pytestmark = pytest.mark.browser
AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = "only => axe.run({runOnly: only, resultTypes: ['violations']}).then(done => done.violations)"
PHONE = 360
MAIN = ("", "commitments/", COMMITMENT, "timeline/", "help/")
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


def violations(page: Page, *rules: str) -> Iterator[str]:
    """What axe finds on the page as it is now; all that it knows of, or what breaks these rules."""
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": TAGS}
    for found in page.evaluate(RUN, only):
        yield f"{found['id']}: {found['nodes'][0]['html'][:200]} ({len(found['nodes'])}×)"


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


def test_nothing_needs_sideways_scrolling_at_400_percent(context: Opener, hosting: Hosting) -> None:
    """A window of 1280 px at 400 % is 320 px wide and low, with four dots to the pixel."""
    page = context(width=320, height=256, base_url=hosting.address, device_scale_factor=4).new_page()
    for address in MAIN:
        page.goto(address)

        assert page.evaluate("document.scrollingElement.scrollWidth") == 320, address
        assert page.get_by_role("main").evaluate("main => main.getBoundingClientRect().top") < 256, address


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
