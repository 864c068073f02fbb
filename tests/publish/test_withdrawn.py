"""A record that was withdrawn keeps its page and counts nowhere; one that moved answers under its old id."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace

import pytest

from macros.model.entries import Moved, Withdrawal
from macros.model.tracker import Tracker
from macros.publish import history_views, open_views, record_views
from macros.publish.feeds import id_of
from macros.publish.pages import VIEWS, generated_pages, record, view
from macros.render.page import Context
from tests.remade import remade

from .conftest import context_of, gathered

BRIDGE = "bridge-repair"
DAY = dt.date(2026, 11, 21)


@pytest.fixture(scope="module")
def withdrawn(tracker: Tracker) -> Context:
    """The good tree with one commitment withdrawn."""
    said = Withdrawal(date=DAY, reason="The same promise stands in another record.")
    item = tracker.commitments[BRIDGE].model_copy(update={"withdrawn": said})
    return context_of(replace(tracker, commitments={**tracker.commitments, BRIDGE: item}))


def words(context: Context, kind: str, name: str) -> str:
    return record(context, kind, name)


def test_its_page_stays_and_says_so(withdrawn: Context) -> None:
    assert "it no longer counts" in words(withdrawn, "commitment", BRIDGE)


def test_every_page_can_still_be_drawn(withdrawn: Context) -> None:
    for page in generated_pages(withdrawn):
        assert record(withdrawn, page.kind, page.id)
    for name in VIEWS:
        assert view(withdrawn, name, f"{name}/")


def test_it_is_in_no_list_and_no_count(withdrawn: Context) -> None:
    states = open_views.commitments(withdrawn)["states"]
    body = withdrawn.tracker.commitments[BRIDGE].lead_body

    assert BRIDGE not in states
    assert len(states) == len(withdrawn.tracker.commitments) - 1
    counts = [open_views.commitments(withdrawn)[name] or {} for name in ("numbered", "rest")]
    assert sum(sum(found.values()) for found in counts) == len(states)
    assert all(BRIDGE not in item["states"] for item in record_views.home(withdrawn)["reports"])
    assert BRIDGE not in record_views.body(withdrawn, body)["leads"]
    assert BRIDGE not in open_views.owed_by(withdrawn, body)["to_show"]
    assert not [move for move in history_views.compare(withdrawn)["moves"] if move[1].record == BRIDGE]
    assert not [change for change in withdrawn.past.changes if change.record == BRIDGE]


def test_its_files_stay_and_lists_leave_it_out(withdrawn: Context) -> None:
    found = gathered(withdrawn)
    file = json.loads(found[f"api/v1/commitments/{BRIDGE}.json"])
    days = [text for address, text in found.items() if address.startswith("api/v1/as-of/")]

    assert file["record"]["withdrawn"]["date"] == DAY.isoformat()
    assert "Withdrawn" in str(found[f"badges/{BRIDGE}.svg"])
    assert BRIDGE not in {item["id"] for item in json.loads(found["api/v1/commitments.json"])["items"]}
    assert BRIDGE not in {item["commitment_id"] for item in json.loads(found["api/v1/events.json"])["items"]}
    assert BRIDGE not in {item["id"] for day in days for item in json.loads(day)["items"]}
    assert BRIDGE.encode() not in bytes(found["calendar.ics"])
    assert f"{withdrawn.tracker.commitments[BRIDGE].title} (withdrawn)" in str(
        found[f"feeds/commitments/{BRIDGE}.atom"]
    )
    assert BRIDGE in {item["id"] for item in json.loads(found["data/records.json"])["commitments"]}


@pytest.mark.parametrize(
    ("folder", "now", "files"),
    [
        ("commitments", BRIDGE, ["api/v1/commitments/{}.json", "feeds/commitments/{}.atom", "badges/{}.svg"]),
        ("commitments", BRIDGE, ["commitments/{}/index.html.md"]),
        ("bodies", "transport-office", ["api/v1/bodies/{}.json", "feeds/bodies/{}.atom", "calendar/bodies/{}.ics"]),
        ("sources", "", ["api/v1/sources/{}.json"]),
    ],
)
def test_what_moved_answers_under_its_old_id(tracker: Tracker, folder: str, now: str, files: list[str]) -> None:
    name = now or next(iter(getattr(tracker, folder)))
    pointer = Moved(moved_to=name, date=DAY, reason="Its number became known.")
    found = gathered(context_of(replace(tracker, moved={f"{folder}/old-name": pointer})))

    for file in files:
        assert found[file.format("old-name")] == found[file.format(name)]


@pytest.mark.parametrize(
    ("field", "name", "page"),
    [
        ("sources", "undated-parish-digest", "sources"),
        ("bodies", "works-inspectorate", "bodies"),
        ("themes", "public-places", "themes"),
    ],
)
def test_lists_of_sources_bodies_and_themes_call_it_withdrawn(
    tracker: Tracker, field: str, name: str, page: str
) -> None:
    said = Withdrawal(date=DAY, reason="It does not exist.")
    records = getattr(tracker, field)
    item = records[name].model_copy(update={"withdrawn": said})
    html = view(context_of(replace(tracker, **{field: {**records, name: item}})), page, f"{page}/")

    assert html.count(f'/{name}/">') == html.count("</a> (withdrawn)") == 1


def test_news_of_a_record_that_moved_is_not_told_anew(tracker: Tracker) -> None:
    """The ids of a feed stay with the first id of the record, through every move."""
    moves = {"commitments/first-name": DAY, "commitments/second-name": DAY + dt.timedelta(days=1)}
    pointers = {path: Moved(moved_to=BRIDGE, date=day, reason="A clearer name.") for path, day in moves.items()}
    context = context_of(replace(tracker, moved=pointers))
    found = {id_of(context.tracker, change) for change in context.changes if change.record == BRIDGE}

    assert all(item.startswith("tag:mill-town-tracker,2025:commitment/first-name/") for item in found)


def test_background_answers_at_its_old_place(tracker: Tracker) -> None:
    """With everything that it held: what happened, disagreements, edits, and that it was withdrawn."""
    pointer = Moved(moved_to="bridge-of-1890", date=DAY, reason="A clearer name.")
    edit = {"field": "title", "was": "The bridge", "recorded": "2026-11-20", "reason": "A slip."}
    item = remade(tracker.background["bridge-of-1890"], edits=[edit], conflicts=tracker.commitments[BRIDGE].conflicts)
    item = item.model_copy(update={"withdrawn": Withdrawal(date=DAY, reason="It was a mistake.")})
    changed = replace(tracker, background={"bridge-of-1890": item}, moved={"background/old-bridge": pointer})
    html = view(context_of(changed), "background", "background/")

    places = {name.removeprefix("bridge-of-1890") for name in re.findall(r'id="(bridge-of-1890[^"]*)"', html)}
    assert {"", *places} - {"-conflict-1-about"} == set(re.findall(r'id="old-bridge([^"]*)"', html))
