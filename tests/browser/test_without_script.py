"""Without JavaScript every page is complete, and everything that would need it is out of sight."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from playwright.sync_api import Page, expect

from macros.derive.overview import overview
from macros.model.tracker import Tracker
from tests.chromium import Opener

from .conftest import COMMITMENT, Site
from .hosting import Hosting

pytestmark = pytest.mark.browser
# Elements of the content that hold text and cannot be seen or opened, but for the folded ones (details, popovers) and
# controls that only a script can serve.
UNSEEN = """() => [...document.querySelectorAll('main article *')].filter((element) =>
  element.textContent.trim()
  && !element.closest('[hidden]')?.querySelector('input, select, button')
  && !element.closest('form[data-find], details, [popover], .headerlink, svg, script, noscript')
  && !element.checkVisibility({visibilityProperty: true, opacityProperty: true}))
  .map((element) => element.outerHTML.slice(0, 120))"""


@pytest.fixture
def plain(context: Opener, hosting: Hosting) -> Page:
    """A page in a browser that runs no scripts."""
    return context(width=360, base_url=hosting.address, java_script_enabled=False).new_page()


def test_every_page_is_complete(plain: Page, site: Site) -> None:
    for address in site.templates:
        plain.goto(address)
        assert plain.get_by_role("heading", level=1).count() == 1, address
        assert plain.evaluate(UNSEEN) == [], address


def test_the_table_is_complete(plain: Page, record: Tracker, today: dt.date) -> None:
    plain.goto("commitments/")

    expect(plain.locator("table[data-sorts] tbody tr:visible")).to_have_count(len(overview(record, today).states))
    expect(plain.locator("form[data-find]")).to_be_hidden()
    expect(plain.locator("th button")).to_have_count(0)


def test_every_page_is_reached_by_links(plain: Page) -> None:
    """The navigation of a phone opens without a script."""
    plain.goto("")
    links = plain.locator("header a, nav a, main a, footer a")
    targets = {link.rstrip("/") for link in links.evaluate_all("links => links.map(link => link.href)")}

    for page in ("recommendations", "commitments", "timeline", "help", "method"):
        assert any(target.endswith(f"/{page}") for target in targets), page


def test_exit_is_a_link_that_leaves(plain: Page, hosting: Hosting) -> None:
    plain.context.route(
        lambda url: not url.startswith(hosting.origin),
        lambda route: route.fulfill(status=200, content_type="text/html", body="<title>Elsewhere</title>"),
    )
    plain.goto(COMMITMENT)
    plain.get_by_role("link", name=re.compile("Leave this site|Exit this page")).first.click()
    plain.wait_for_url(lambda url: not url.startswith(hosting.origin))

    assert plain.title() == "Elsewhere"
