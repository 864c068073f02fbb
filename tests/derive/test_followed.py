"""What the pages say of a report follows from its recommendations and from the answers to them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from macros.derive.overview import overview, recommendations
from macros.derive.reports import Answers, follow, short_title, whole_title
from macros.model.tracker import Tracker
from macros.publish.record_views import home as shown
from macros.render.page import Context, page
from tests.remade import remade

BRIDGE, REPORT = "bridge-repair", "inspection-report"
ACCEPTED = {"date": "2025-10-14", "body": "transport-office", "response": "accepted", "recorded": "2026-11-21"}
EVIDENCE = {"evidence": [{"source": "2025-10-transport-letter", "says": "The office accepts it."}]}


def with_recommendations(tracker: Tracker, *labels: str, count: int | None = None, **lists: Any) -> Tracker:
    """The tracker with one recommendation for each label, and a report that made so many."""
    made = {f"made-{place}": _labelled(tracker, label, **lists) for place, label in enumerate(labels)}
    reports = {REPORT: tracker.reports[REPORT].model_copy(update={"count": count})}
    return replace(tracker, commitments=made, reports=reports)


def _labelled(tracker: Tracker, label: str, **lists: Any) -> Any:
    bridge = remade(tracker.commitments[BRIDGE], **lists)
    assert bridge.recommendation
    own = bridge.recommendation.model_copy(update={"label": label})
    return bridge.model_copy(update={"recommendation": own, "part_of": ()})


def answers(tracker: Tracker, today: dt.date) -> Answers:
    return follow(tracker, overview(tracker, today), REPORT).answers


def test_labels_stand_in_the_order_in_which_people_count(tracker: Tracker) -> None:
    labels = ["10", "2", "7", "113.6", "6a", "6", "113.10", "33.22(d)", "33.22(a)"]
    found = recommendations(with_recommendations(tracker, *labels))

    assert [item.recommendation.label for item in found.values() if item.recommendation] == [
        *("2", "6", "6a", "7", "10"),
        *("33.22(a)", "33.22(d)", "113.6", "113.10"),
    ]


@pytest.mark.parametrize(("label", "number"), [("5", 5), ("012", 12), ("6a", None), ("113.6", None), ("IV", None)])
def test_a_label_is_a_number_when_it_is_one(tracker: Tracker, label: str, number: int | None) -> None:
    (made,) = recommendations(with_recommendations(tracker, label)).values()

    assert made.recommendation
    assert made.recommendation.number == number


def test_one_answer_to_all_is_said_of_all(tracker: Tracker, today: dt.date) -> None:
    found = answers(with_recommendations(tracker, "1", "2", count=2, responses=[ACCEPTED | EVIDENCE]), today)

    assert (found.of_all, [str(date) for date in found.dates]) == ("accepted", ["2025-10-14"])


def test_nothing_is_said_of_all_while_some_are_not_in_the_record(tracker: Tracker, today: dt.date) -> None:
    found = answers(with_recommendations(tracker, "1", "2", count=3, responses=[ACCEPTED | EVIDENCE]), today)

    assert (found.of_all, found.recorded, found.total) == ("", 2, 3)


def test_the_first_sentence_changes_when_an_answer_is_corrected(tracker: Tracker, today: dt.date) -> None:
    """Of all that were accepted, one answer turns out to be of another day, and then to be no yes."""
    before = with_recommendations(tracker, "1", "2", count=2, responses=[ACCEPTED | EVIDENCE])
    later = ACCEPTED | EVIDENCE | {"date": "2025-10-20"} | _corrects("2025-10-14")
    another_day = _labelled(tracker, "2", responses=[ACCEPTED | EVIDENCE, later])
    declined = _labelled(tracker, "2", responses=[ACCEPTED | EVIDENCE, later | {"response": "declined"}])

    assert "All 2 recommendations of the inspection of public places were <b>accepted</b> on" in home(before, today)
    assert '14 October 2025</time> to <time datetime="2025-10-20">' in home(_with(before, another_day), today)
    assert "1 <b>accepted</b>, 1 <b>declined</b>" in home(_with(before, declined), today)


def _corrects(day: str) -> dict[str, Any]:
    return {"corrects": {"entry": f"response-transport-office-{day}", "reason": "A slip."}}


def _with(tracker: Tracker, commitment: Any) -> Tracker:
    return replace(tracker, commitments={**tracker.commitments, "made-1": commitment}).in_force()


def home(tracker: Tracker, today: dt.date) -> str:
    context = Context.of(tracker, today)
    return " ".join(page(context, "home", "", **shown(context)).split())


@pytest.mark.parametrize(
    ("count", "short", "whole"),
    [
        (1, "The one", "The one recommendation"),
        (12, "The twelve", "The twelve recommendations"),
        (58, "The 58", "The 58 recommendations"),
    ],
)
def test_the_menu_is_named_after_the_only_report(tracker: Tracker, count: int, short: str, whole: str) -> None:
    found = with_recommendations(tracker, "1", count=count)

    assert (short_title(found), whole_title(found)) == (short, whole)


def test_with_several_reports_or_none_the_menu_says_what_they_are(tracker: Tracker) -> None:
    two = replace(tracker, reports={REPORT: tracker.reports[REPORT], "another": tracker.reports[REPORT]})

    assert {short_title(two), whole_title(two), short_title(replace(tracker, reports={}))} == {"Recommendations"}
