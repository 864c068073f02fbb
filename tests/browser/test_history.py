"""The pages of past days in a real browser: two days compared, the slider, and the way to a day from a commitment."""

from __future__ import annotations

import datetime as dt

import pytest
from playwright.sync_api import Page, expect

from macros.derive.as_of import snapshots
from macros.derive.compare import compare
from macros.model.tracker import Tracker

from .conftest import COMMITMENT

pytestmark = pytest.mark.browser
COMPARED = 5  # days, each with each other


def test_the_page_compares_two_days_as_the_record_does(page: Page, record: Tracker) -> None:
    histories = snapshots(record)
    page.goto("compare/")
    start_of, end_of = page.get_by_label("From the end of"), page.get_by_label("to the end of")
    offered = sorted(start_of.locator("option").evaluate_all("options => options.map(option => option.value)"))
    assert len(offered) > COMPARED
    days = [offered[round(index * (len(offered) - 1) / (COMPARED - 1))] for index in range(COMPARED)]

    for start, end in ((one, other) for one in days for other in days if one < other):
        moves = compare(histories, dt.date.fromisoformat(start), dt.date.fromisoformat(end))
        start_of.select_option(start)
        end_of.select_option(end)
        expect(page.locator("form.compare output")).to_have_text(str(len(moves)))
        assert page.locator("form.compare ul.moves > li").count() == len(moves), f"{start} to {end}"


def test_sliding_offers_a_month_and_opens_nothing_by_itself(page: Page) -> None:
    page.goto("as-of/2025-10/")
    before = page.url
    slider = page.get_by_label("Slide to a month")
    slider.focus()
    page.keyboard.press("ArrowRight")

    assert page.url == before
    page.locator(".slider__range a").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("As of 30 November 2025")


def test_a_commitment_leads_to_its_row_on_a_past_day(page: Page) -> None:
    page.goto(COMMITMENT)
    page.get_by_text("This commitment on another day").click()
    page.locator("details.other-days").get_by_role("link", name="April 2026").click()

    assert page.url.endswith("as-of/2026-04/#flood-wall")
    expect(page.locator("tr#flood-wall")).to_contain_text("Under way")
