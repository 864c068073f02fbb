"""The pages of past days in a real browser: two days compared, the slider, and the way to a day from a commitment."""

from __future__ import annotations

import datetime as dt

import pytest
from playwright.sync_api import Page, expect

from macros.checks import load
from macros.derive.as_of import Standings, standings
from macros.derive.compare import compare

from .conftest import PROJECT, TODAY

pytestmark = pytest.mark.browser
DAYS = ["2025-01-31", "2025-06-16", "2025-12-09", "2026-04-29", TODAY]


@pytest.fixture(scope="module")
def histories() -> Standings:
    """The standings of all commitments, computed anew."""
    day = dt.date.fromisoformat(TODAY)
    return standings(load(PROJECT, day))


@pytest.mark.parametrize(("start", "end"), [(a, b) for a in DAYS for b in DAYS if a < b])
def test_the_page_compares_two_days_as_the_record_does(page: Page, histories: Standings, start: str, end: str) -> None:
    moves = compare(histories, dt.date.fromisoformat(start), dt.date.fromisoformat(end))
    page.goto("compare/")
    page.get_by_label("From the end of").select_option(start)
    page.get_by_label("to the end of").select_option(end)

    expect(page.locator("form.compare output")).to_have_text(str(len(moves)))
    assert page.locator("form.compare ul.moves > li").count() == len(moves)


def test_sliding_offers_a_month_and_opens_nothing_by_itself(page: Page) -> None:
    page.goto("as-of/2025-06/")
    before = page.url
    slider = page.get_by_label("Slide to a month")
    slider.focus()
    page.keyboard.press("ArrowRight")

    assert page.url == before
    page.locator(".slider__range a").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("As of 31 July 2025")


def test_a_commitment_leads_to_its_row_on_a_past_day(page: Page) -> None:
    page.goto("commitments/casey-05/")
    page.get_by_text("This commitment on another day").click()
    page.locator("details.other-days").get_by_role("link", name="April 2026").click()

    assert page.url.endswith("as-of/2026-04/#casey-05")
    expect(page.locator("tr#casey-05")).to_contain_text("Under way")
