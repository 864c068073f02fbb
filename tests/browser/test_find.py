"""The table and the timeline can be narrowed, sorted, shared and left, by mouse and by keyboard alone."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from macros.derive.overview import overview
from macros.derive.state import State
from macros.derive.timeline import TimelineEntry, by_year, timeline_entries
from macros.derive.words import said as what_they_said
from macros.model.tracker import Tracker
from tests.chromium import Opener

from .conftest import COMMITMENT
from .hosting import Hosting

pytestmark = pytest.mark.browser
Values = Callable[[Tracker, State], set[str]]


@pytest.fixture(scope="module")
def states(record: Tracker, today: dt.date) -> dict[str, State]:
    """What the table shows, computed anew."""
    return dict(overview(record, today).states)


@pytest.fixture(scope="module")
def years(record: Tracker) -> dict[int, tuple[TimelineEntry, ...]]:
    """What the timeline shows of each year."""
    return by_year(timeline_entries(record))


@pytest.fixture
def table(page: Page) -> Page:
    """The page with the table of all commitments, ready for use."""
    page.goto("commitments/")
    expect(page.get_by_role("search", name="Narrow the table")).to_be_visible()
    return page


def rows(page: Page) -> Locator:
    return page.locator("table[data-sorts] tbody tr:visible")


def said(page: Page) -> str:
    return page.get_by_role("main").get_by_role("status").inner_text()


def test_all_is_shown_first(table: Page, states: dict[str, State]) -> None:
    assert rows(table).count() == len(states)
    assert said(table) == f"{len(states)} of {len(states)} commitments shown"
    assert "?" not in table.url


@pytest.mark.parametrize(
    ("label", "name", "values"),
    [
        ("What has happened", "delivery", lambda _, state: {state.delivery}),
        (
            "What they said",
            "response",
            lambda record, state: {what_they_said(record, state.commitment, state.response)},
        ),
        ("Body", "body", lambda _, state: {state.commitment.lead_body, *state.commitment.supporting_bodies}),
        ("Theme", "theme", lambda _, state: set(state.commitment.themes)),
        ("Kind", "kind", lambda _, state: {state.commitment.kind}),
    ],
)
def test_each_facet_shows_what_it_counts(
    table: Page, record: Tracker, states: dict[str, State], label: str, name: str, values: Values
) -> None:
    counts = Counter(value for state in states.values() for value in values(record, state))
    select = table.get_by_role("combobox", name=label, exact=True)
    for option in select.locator("option").all()[1:]:
        value = option.get_attribute("value") or ""
        select.select_option(value)
        assert rows(table).count() == counts.pop(value)
        assert option.inner_text().endswith(f"({rows(table).count()})")
        assert f"{name}={value}" in table.url
    assert not counts


def test_flags_show_what_they_count(table: Page, states: dict[str, State]) -> None:
    overdue = {name for name, state in states.items() if state.overdue}
    table.get_by_label("Deadline passed").check()

    assert rows(table).count() == len(overdue)
    table.get_by_label("Due a check").check()
    assert rows(table).count() == sum(states[name].is_due_a_check for name in overdue)
    assert "flag=overdue&flag=check" in table.url


def test_words_narrow_together_with_facets(table: Page) -> None:
    table.get_by_label("Words").fill("INQUIRY  budget")
    found = rows(table)

    assert found.count() >= 1
    for text in found.all_inner_texts():
        assert "inquiry" in text.lower()
    table.get_by_label("Words").fill("Réview")  # accents and case do not matter
    assert rows(table).count() >= 1


def test_nothing_found_helps(table: Page, states: dict[str, State]) -> None:
    expect(table.get_by_text("No commitment fits")).to_be_hidden()
    table.get_by_label("Words").fill("zzzz")

    assert said(table).startswith("0 of ")
    expect(table.get_by_text("No commitment fits")).to_be_visible()
    table.get_by_role("button", name="Show all").click()
    expect(rows(table)).to_have_count(len(states))
    expect(table.get_by_text("No commitment fits")).to_be_hidden()
    assert "?" not in table.url


def test_a_view_can_be_shared(table: Page, context: Opener, hosting: Hosting) -> None:
    table.get_by_role("combobox", name="What has happened").select_option("under-way")
    table.get_by_label("Words").fill("police")
    table.get_by_role("button", name="Since").click()
    table.get_by_role("button", name="Since").click()
    other = context(base_url=hosting.address).new_page()
    other.goto(table.url)

    expect(other.get_by_label("Words")).to_have_value("police")
    expect(other.get_by_role("combobox", name="What has happened")).to_have_value("under-way")
    expect(other.get_by_role("columnheader", name="Since")).to_have_attribute("aria-sort", "descending")
    assert rows(other).all_inner_texts() == rows(table).all_inner_texts()


@pytest.mark.parametrize("asked", ["?delivery=invented", "?q=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E", "?sort=__proto__"])
def test_a_strange_address_does_no_harm(page: Page, states: dict[str, State], asked: str) -> None:
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    page.goto(f"commitments/{asked}")

    expect(page.get_by_role("search", name="Narrow the table")).to_be_visible()
    assert rows(page).count() == (0 if "q=" in asked else len(states))


@pytest.mark.parametrize("column", ["Since", "Newest evidence"])
def test_dates_sort_by_the_calendar(table: Page, column: str) -> None:
    header = table.get_by_role("columnheader", name=column)
    index = header.evaluate("header => header.cellIndex + 1")
    for direction in ("ascending", "descending"):
        header.get_by_role("button").click()
        expect(header).to_have_attribute("aria-sort", direction)
        dates = table.locator(f"table[data-sorts] tbody tr > :nth-child({index})").evaluate_all(
            "cells => cells.map(cell => cell.dataset.key)"
        )
        assert dates == sorted(dates, reverse=direction == "descending")
    assert table.locator("[aria-sort]").count() == 1


def test_numbered_titles_sort_by_number(table: Page, record: Tracker) -> None:
    table.get_by_role("columnheader", name="Commitment").get_by_role("button").click()
    numbers = [int(found[1]) for text in rows(table).all_inner_texts() if (found := re.match(r"(\d+)\.", text))]

    assert numbers == sorted(numbers)
    assert len(numbers) == sum(item.recommendation is not None for item in record.active.values()) > 1


def test_the_keyboard_is_enough(table: Page, states: dict[str, State]) -> None:
    table.get_by_label("Words").focus()
    table.keyboard.type("police")
    table.keyboard.press("Tab")
    expect(table.get_by_role("combobox", name="What has happened")).to_be_focused()
    table.keyboard.type("Under")
    expect(table.get_by_role("combobox", name="What has happened")).to_have_value("under-way")
    assert 0 < rows(table).count() < len(states)
    reach_button(table, "Commitment")
    table.keyboard.press("Enter")
    expect(table.get_by_role("columnheader", name="Commitment")).to_have_attribute("aria-sort", "ascending")
    table.keyboard.press("Tab")
    expect(table.get_by_role("button", name="What they said")).to_be_focused()


def reach_button(page: Page, name: str) -> None:
    """Press Tab until the button has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.locator("button:focus")
        if focused.count() and focused.inner_text() == name:
            return
    pytest.fail(f"the keyboard does not reach the button {name}")


def test_a_wide_table_scrolls_by_keyboard(phone: Page) -> None:
    phone.goto("commitments/")
    region = phone.locator(".scroll").first
    expect(region).to_have_attribute("tabindex", "0")
    region.focus()
    expect(region).to_be_focused()


def test_timeline_is_narrowed_and_other_years_keep_the_choices(
    page: Page, years: dict[int, tuple[TimelineEntry, ...]]
) -> None:
    page.goto("timeline/")
    entries = page.locator("[data-item]:visible")
    everything = entries.count()
    newest, *_, oldest = years

    assert everything == len(years[newest])
    page.get_by_role("combobox", name="Theme").select_option("market")
    assert 0 < entries.count() < everything
    assert said(page) == f"{entries.count()} of {everything} entries shown"
    page.get_by_role("combobox", name="Body").select_option("town-police")
    page.get_by_role("navigation", name="Years").get_by_role("link", name=f"{oldest}:").click()
    page.wait_for_url("**/timeline/*/?*")
    assert "theme=market" in page.url
    assert "body=town-police" in page.url
    assert said(page) == f"0 of {len(years[oldest])} entries shown"
    expect(page.locator("[data-nothing]")).to_contain_text("Choose another year")


def test_every_year_of_the_timeline_has_a_page(page: Page, years: dict[int, tuple[TimelineEntry, ...]]) -> None:
    for year, found in years.items():
        page.goto(f"timeline/{year}/")
        assert page.locator("[data-item]").count() == len(found)
        expect(page.locator(".years [aria-current=page]")).to_have_text(str(year))


@pytest.mark.parametrize("way", ["click", "Enter", "Shift"])
def test_exit_leaves_at_once(page: Page, hosting: Hosting, way: str) -> None:
    left: list[str] = []

    def answer(route: Route) -> None:
        left.append(route.request.url)
        route.fulfill(status=200, content_type="text/html", body="<title>Elsewhere</title>")

    page.context.route(lambda url: not url.startswith(hosting.origin), answer)
    page.goto(COMMITMENT)
    link = page.get_by_role("link", name=re.compile("Leave this site|Exit this page")).first
    if way == "click":
        link.click()
    elif way == "Enter":
        link.focus()
        page.keyboard.press("Enter")
    else:
        for _ in range(3):
            page.keyboard.press("Shift")
    page.wait_for_url(lambda url: not url.startswith(hosting.origin))

    assert page.title() == "Elsewhere"
    assert left
