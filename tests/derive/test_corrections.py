"""What was corrected no longer counts, anywhere, and is told among the corrections."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from macros.checks import load
from macros.derive.corrections import Sort, repairs, repairs_of
from macros.derive.history import known_on, until
from macros.derive.since import since
from macros.derive.state import state_on
from macros.derive.timeline import moments_of
from macros.edit import append, put
from macros.model.corrections import in_force
from macros.model.tracker import Tracker

HOURS = "data/commitments/library-hours.yaml"
REPORT = [{"source": "2025-09-30-inspection-report", "says": "The report says so."}]


@pytest.fixture
def corrected(good: Path, today: dt.date) -> Tracker:
    """An event on the wrong day, put right, with the assessment that rested on it."""
    text = (good / HOURS).read_text(encoding="utf-8")
    event = {
        "id": "staff-hired-in-july",
        "date": "2025-07",
        "type": "action",
        "what": "The council hired four librarians in July.",
    }
    event |= {
        "recorded": "2026-11-21",
        "evidence": REPORT,
        "corrects": {"entry": "staff-hired", "reason": "It was July."},
    }
    judged = {
        "date": "2025-07",
        "recorded": "2026-11-21",
        "delivery": "under-way",
        "reason": "Librarians were hired in July.",
    }
    judged |= {"rests_on": ["staff-hired-in-july"], "corrects": {"entry": "2025-06", "reason": "It was July."}}
    text = append(append(text, "commitment", "events", event), "commitment", "assessments", judged)
    text = text.replace("title: Open the town library", "title: Open the library")
    text = put(
        text,
        "commitment",
        "edits",
        [
            {
                "recorded": "2026-11-20",
                "field": "title",
                "was": "Open the town library on six days a week",
                "reason": "Shorter.",
            }
        ],
    )
    (good / HOURS).write_text(text, encoding="utf-8")
    return load(good, today)


def test_what_is_corrected_counts_no_longer(corrected: Tracker, today: dt.date) -> None:
    commitment = corrected.commitments["library-hours"]

    assert len(commitment.events) == 4
    assert "staff-hired" not in {event.id for event in until(commitment, today).events}
    assert state_on(corrected, commitment, dt.date(2025, 6, 30)).delivery == "planned"
    assert state_on(corrected, commitment, dt.date(2025, 7, 1)).delivery == "under-way"
    assert "The council hired four librarians." not in {moment.what for moment in moments_of("x", commitment)}


def test_before_the_correction_was_written_the_old_entry_counted(corrected: Tracker) -> None:
    commitment = corrected.commitments["library-hours"]
    day = dt.date(2026, 11, 19)
    events = [event if event.corrects else event.model_copy(update={"recorded": day}) for event in commitment.events]
    earlier = commitment.model_copy(update={"events": tuple(events)})

    assert "staff-hired" in {event.id for event in known_on(earlier, dt.date(2026, 11, 20)).events}
    assert "staff-hired" not in {event.id for event in known_on(earlier, dt.date(2026, 11, 21)).events}


def test_corrections_are_told_newest_first(corrected: Tracker) -> None:
    found = repairs(corrected)

    assert found == repairs_of(corrected, "commitment", "library-hours")
    assert [(repair.sort, repair.what) for repair in found] == [
        (Sort.CORRECTED, "assessment"),
        (Sort.CORRECTED, "event"),
        (Sort.EDITED, "title"),
    ]
    assert found[1].before == "June 2025: The council hired four librarians."
    assert found[1].after == "July 2025: The council hired four librarians in July."
    assert (found[2].before, found[2].after) == (
        "Open the town library on six days a week",
        "Open the library on six days a week",
    )


def test_entries_of_one_date_are_told_apart_by_number(tracker: Tracker) -> None:
    commitment = tracker.commitments["library-hours"]
    first = commitment.assessments[0]
    same = first.model_copy(update={"reason": "Another one of that day."})
    model = type(first)
    right = model(**{**first.model_dump(), "corrects": {"entry": "2025-03-10", "number": 2, "reason": "Wrong."}})

    assert in_force("assessments", (first, same, right)) == (first, right)
    unclear = model(**{**first.model_dump(), "corrects": {"entry": "2025-03-10", "reason": "Wrong."}})
    assert in_force("assessments", (first, same, unclear)) == (first, same, unclear)


def test_a_reader_is_told_what_changed(tracker: Tracker, corrected: Tracker) -> None:
    """A correction is a correction, and no move of the status."""
    told = since(tracker, corrected)

    assert [item.sort for item in told] == ["corrected", "corrected", "edited"]
    assert told[1].sentence == (
        "library-hours: the event was corrected, from “June 2025: The council hired four librarians.” to “July 2025: "
        "The council hired four librarians in July.”, because: It was July."
    )


def test_nothing_is_told_when_nothing_changed(corrected: Tracker) -> None:
    assert since(corrected, corrected) == ()


def test_everything_is_told_of_a_new_record(tracker: Tracker) -> None:
    empty = Tracker(codelists=tracker.codelists)
    sentences = [item.sentence for item in since(empty, tracker)]

    assert (
        "library-hours was added: Open the town library on six days a week (10 March 2025). (1 quote checked)"
        in "\n".join(sentences)
    )
    assert "library-hours moved from planned to under-way, because: Librarians were hired. (1 paraphrase)" in sentences
    assert any(sentence.startswith("bridge-repair slipped by ") for sentence in sentences)
    assert since(tracker, empty)[0].sentence.endswith("is not in the record any longer.")
