"""The pages of past days: what they show of a day follows from what is dated up to it, and every link has its page."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest

from macros.derive.compare import compare, composed
from macros.history.snapshots import until
from macros.model.commitment import Assessment, Commitment
from macros.model.records import Reply
from macros.model.tracker import Tracker
from macros.publish import history_views, open_views
from macros.publish.pages import generated_pages, record, view
from macros.render.page import Context
from tests.remade import remade

OF_THE_DAY = ("date", "day", "counts", "tables", "size", "shown", "moves")
DATED_PAGES = ("as-of", "changes", "open-questions")
INDEXES = ("days", "compare", "months", "marks", "slippage", "questions", "conflicts", "due", "recurrence")


@pytest.fixture(scope="module")
def context(tracker: Tracker, today: dt.date) -> Context:
    return Context.of(tracker, today)


def text(drawn: str) -> str:
    """What a reader sees, without the tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", drawn))


def of_the_day(found: dict[str, Any]) -> dict[str, Any]:
    return {name: found[name] for name in OF_THE_DAY}


def cut_off(commitment: Commitment, day: dt.date) -> Commitment:
    """The record without what is dated later, but for the one assessment that every record must have."""
    cut = until(commitment, day)
    return cut if cut.assessments else cut.model_copy(update={"assessments": commitment.assessments[:1]})


def pages(context: Context) -> list[tuple[str, str]]:
    return [(page.kind, page.id) for page in generated_pages(context) if page.kind in DATED_PAGES]


def with_commitment(context: Context, name: str, **changed: Any) -> Context:
    """The same record with one commitment changed."""
    tracker = context.tracker
    altered: Commitment = tracker.commitments[name].model_copy(update=changed)
    return Context.of(replace(tracker, commitments={**tracker.commitments, name: altered}), context.today)


def test_the_page_of_a_date_never_depends_on_anything_later(context: Context) -> None:
    for date in context.past.pages:
        day = context.past.day(date)
        cut = {name: cut_off(item, day) for name, item in context.tracker.commitments.items()}
        then = Context.of(replace(context.tracker, commitments=cut), context.today)

        assert of_the_day(history_views.as_of(then, str(date))) == of_the_day(history_views.as_of(context, str(date)))


def test_a_later_status_leaves_earlier_pages_as_they_were(context: Context, today: dt.date) -> None:
    library = context.tracker.commitments["library-hours"]
    newest = library.assessments[-1].model_copy(update={"date": library.assessments[-1].date, "delivery": "planned"})
    assert isinstance(newest, Assessment)
    changed = with_commitment(context, "library-hours", assessments=(*library.assessments, newest))
    before = [date for date in context.past.pages if context.past.day(date) < newest.date.first]

    assert before
    for date in before:
        assert of_the_day(history_views.as_of(changed, str(date))) == of_the_day(
            history_views.as_of(context, str(date))
        )


def test_before_the_record_was_begun_nothing_was_known(context: Context) -> None:
    assert "This record was begun on 21 November 2026" in text(record(context, "as-of", "2025-06"))
    assert history_views.as_of(context, "2025-06")["known"] is None
    assert history_views.as_of(context, "2026-11")["known"] == ()


def test_what_was_written_down_later_is_told_apart(context: Context) -> None:
    """With the record begun a year earlier, an answer that was written down later was not known then."""
    bridge = context.tracker.commitments["bridge-repair"]
    early = bridge.assessments[0].model_copy(update={"recorded": dt.date(2025, 10, 20)})
    changed = with_commitment(context, "bridge-repair", assessments=(early,))
    moves = history_views.as_of(changed, "2025-10")["known"]

    assert {(move.record, move.aspect.value) for move in moves} >= {
        ("bridge-repair", "answer"),
        ("library-hours", "promise"),
    }


def test_a_large_record_shows_on_a_day_only_what_moved(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    """The days with a page grow with the record; whole tables on each would grow with its square."""
    monkeypatch.setattr(history_views, "WHOLE_TABLES", 1)
    day, month = (history_views.as_of(context, date) for date in ("2025-10-14", "2025-10"))

    assert ["bridge-repair" in row for _, _, rows in day["tables"] for row in rows] == [True]
    assert (day["size"], day["shown"]) == (2, 1)
    assert month["shown"] == month["size"] == 2
    assert "stood as at the end of the month before" in text(record(context, "as-of", "2025-10-14"))


@pytest.mark.parametrize("longest", [1, 3, 5])
def test_days_that_can_be_compared_have_all_their_moves(
    context: Context, monkeypatch: pytest.MonkeyPatch, longest: int
) -> None:
    """A record with many moves offers fewer days, never a wrong comparison."""
    monkeypatch.setattr(history_views, "LONGEST", longest)
    found = history_views.compare(context)
    oldest_first = list(reversed(found["moves"]))

    assert found["is_cut"]
    assert len(found["moves"]) <= longest
    assert found["chosen"] in found["ends"]
    for start, end in combinations(found["ends"], 2):
        moves = [move for day, move in oldest_first if start < day <= end]
        assert composed((), moves) == compare(context.past.histories, start, end)


@pytest.mark.parametrize("kind", DATED_PAGES)
def test_every_generated_page_can_be_drawn(context: Context, kind: str) -> None:
    for name in [name for found, name in pages(context) if found == kind]:
        assert record(context, kind, name).startswith("<h1 ")


def test_links_to_other_days_have_their_page(context: Context) -> None:
    known = {f"{kind}/{name}/" for kind, name in pages(context)}
    for kind, name in pages(context):
        linked = re.findall(r'href="(?:\.\./)+((?:as-of|changes|open-questions)/[^"#]+)', record(context, kind, name))
        assert set(linked) <= known


@pytest.mark.parametrize("name", INDEXES)
def test_every_index_can_be_drawn(context: Context, name: str) -> None:
    assert text(view(context, name, f"{name}/")).strip()


def test_the_ledger_says_unknown_and_which_search_showed_it(context: Context, tracker: Tracker) -> None:
    bridge = tracker.commitments["bridge-repair"]
    changed = with_commitment(context, "bridge-repair", due=bridge.due[:1])
    told = text(view(changed, "slippage", "slippage/"))

    assert "We do not know. The deadline passed 235 days ago" in told
    assert "pages of the transport office" in told
    assert "mill bridge payment" in told


def test_the_ledger_sums_what_moved(context: Context) -> None:
    found = history_views.slippage(context)

    assert (found["moves"], found["days"]) == (1, 640)
    assert "by 640 days" in text(view(context, "slippage", "slippage/"))


def test_a_month_without_a_check_says_so(context: Context) -> None:
    later = Context.of(context.tracker, dt.date(2027, 1, 31))

    assert history_views.changes(later, "2026-12")["unchecked"] == ("bridge-repair", "library-hours")
    assert history_views.changes(later, "2026-11")["unchecked"] == ()
    assert history_views.changes(later, "2026-10")["unchecked"] is None


def test_requests_are_worded_for_the_reader_and_never_sent(context: Context) -> None:
    drawn = record(context, "open-questions", "transport-office")
    told = text(drawn)

    assert "To ask the responsible minister (Transport Office)" in told
    assert "Freedom of Information Act 2000" in told
    assert "This site does not send them" in told
    assert "mailto:" not in drawn


def test_a_body_is_asked_as_its_own_record_says(context: Context) -> None:
    body = context.tracker.bodies["transport-office"].model_copy(update={"requests": ("letter",)})
    bodies = {**context.tracker.bodies, "transport-office": body}
    changed = Context.of(replace(context.tracker, bodies=bodies), context.today)

    assert open_views.questions_of(changed, "transport-office")["ways"] == ("letter",)
    assert "Freedom of Information" not in text(record(changed, "open-questions", "transport-office"))


def test_body_that_was_never_asked_is_blamed_for_nothing(context: Context) -> None:
    """It is told what it has still to show once this project has asked it for its side."""
    silent = with_commitment(context, "bridge-repair", responses=())
    body = silent.tracker.bodies["transport-office"]
    reply = Reply(
        date=context.today, asked="Whether it is paid.", commitments=("bridge-repair",), recorded=context.today
    )
    asked = body.model_copy(update={"replies": (reply,)})
    bodies = {**silent.tracker.bodies, "transport-office": asked}
    before = text(record(silent, "body", "transport-office"))
    after = text(record(Context.of(replace(silent.tracker, bodies=bodies), context.today), "body", "transport-office"))

    assert "We have not asked it for its side yet" in before
    assert "Still to be shown" not in before
    assert "No answer" not in before
    assert "Still to be shown" in after
    assert "No answer from it" in after


def test_silence_of_a_body_is_told_as_silence(context: Context) -> None:
    silent = with_commitment(context, "bridge-repair", responses=())

    assert open_views.owed_by(silent, "transport-office")["unanswered"] == ["bridge-repair"]
    assert open_views.owed_by(context, "transport-office")["unanswered"] == []


def test_conflicts_of_all_records_stand_on_one_page(context: Context) -> None:
    found = open_views.conflicts(context)["conflicts"]

    assert [(kind, name) for kind, name, _, _ in found if kind == "commitment"] == [("commitment", "bridge-repair")]


def test_the_work_list_names_places_and_words(context: Context) -> None:
    told = text(view(context, "due", "due/"))

    assert "Nothing is due a check on 21 November 2026" in told
    assert "pages of the transport office: mill bridge payment" in told


def test_a_disagreement_in_background_has_a_place_of_its_own(tracker: Tracker) -> None:
    """Several records share that page, and the page of a source leads to each of them."""
    conflicts = tracker.commitments["bridge-repair"].conflicts
    item = tracker.background["bridge-of-1890"].model_copy(update={"conflicts": conflicts})
    drawn = view(
        Context.of(replace(tracker, background={"bridge-of-1890": item}), dt.date(2026, 11, 21)),
        "background",
        "background/",
    )

    assert 'id="bridge-of-1890-conflict-1"' in drawn


def test_a_text_that_was_stored_anew_has_a_place_on_the_page_of_its_source(tracker: Tracker) -> None:
    """Feeds, the API and the page of corrections lead there."""
    name = "2025-03-10-council-minutes"
    kept = {"sha256": "0" * 64, "recorded": "2026-11-20", "reason": "As found."}
    source = remade(tracker.sources[name], stored=[kept, {**kept, "recorded": "2026-11-21", "reason": "A page more."}])
    context = Context.of(replace(tracker, sources={**tracker.sources, name: source}), dt.date(2026, 11, 21))

    assert 'id="stored-2026-11-21"' in record(context, "source", name)
