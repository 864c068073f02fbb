"""What was corrected no longer counts, anywhere, and is told among the corrections."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from macros.checks import check, load
from macros.contribute.edit import append, plain, put
from macros.derive.state import state_on
from macros.derive.timeline import timeline_of
from macros.history.change import Kind
from macros.history.changes import changes, corrections, of
from macros.history.since import since
from macros.history.snapshots import known_on, old_anchors, replaced
from macros.history.wording import words
from macros.model.entries import in_force
from macros.model.tracker import Tracker
from macros.read.problems import errors
from tests.remade import remade

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
        "corrects": {"entry": "event-staff-hired", "reason": "It was July."},
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
                "reason": "A shorter title.",
            }
        ],
    )
    (good / HOURS).write_text(text, encoding="utf-8")
    return load(good, today)


def test_what_is_corrected_counts_no_longer(corrected: Tracker, today: dt.date) -> None:
    commitment = corrected.commitments["library-hours"]

    assert len(commitment.as_written.events) == 4
    assert "staff-hired" not in {event.id for event in commitment.events}
    assert state_on(corrected, commitment, dt.date(2025, 6, 30)).delivery == "planned"
    assert state_on(corrected, commitment, dt.date(2025, 7, 1)).delivery == "under-way"
    assert "The council hired four librarians." not in {moment.what for moment in timeline_of("x", commitment)}


def test_a_page_can_say_what_replaced_an_entry_and_why(corrected: Tracker) -> None:
    found = replaced(corrected.commitments["library-hours"].as_written)

    assert set(found) == {"event-staff-hired", "status-2025-06-under-way"}
    item = found["event-staff-hired"]
    assert (item.by.key, item.now.key, item.reason) == (
        "event-staff-hired-in-july",
        "event-staff-hired-in-july",
        "It was July.",
    )


def test_a_correction_of_a_correction_counts_alone(tracker: Tracker) -> None:
    record = tracker.commitments["library-hours"]
    (first, *_) = record.events
    second = first.model_copy(update={"id": "second"})
    entries = [
        *record.events,
        {**plain(second), "corrects": {"entry": first.key, "reason": "The first was wrong."}},
        {**plain(first), "id": "third", "corrects": {"entry": "event-second", "reason": "The second was wrong."}},
    ]
    made = remade(record, events=entries)

    assert "third" in {event.id for event in made.in_force().events}
    assert not {first.id, "second"} & {event.id for event in made.in_force().events}
    assert {key: item.now.key for key, item in replaced(made).items()} == {
        first.key: "event-third",
        "event-second": "event-third",
    }


def test_before_the_correction_was_written_the_old_entry_counted(corrected: Tracker) -> None:
    commitment = corrected.commitments["library-hours"].as_written
    day = dt.date(2026, 11, 19)
    events = [event if event.corrects else event.model_copy(update={"recorded": day}) for event in commitment.events]
    earlier = remade(commitment, events=events)

    assert "staff-hired" in {event.id for event in known_on(earlier, dt.date(2026, 11, 20)).events}
    assert "staff-hired" not in {event.id for event in known_on(earlier, dt.date(2026, 11, 21)).events}


def test_corrections_are_told_newest_first(corrected: Tracker) -> None:
    found = corrections(changes(corrected))

    assert [change.id for change in found] == [
        change.id for change in corrections(of(corrected, "commitment", "library-hours"))
    ]
    told = {change.kind: words(corrected, change) for change in found if change.key != "status-2025-07-under-way"}
    assert [change.kind for change in found] == [Kind.CORRECTED, Kind.CORRECTED, Kind.EDITED]
    assert told[Kind.CORRECTED].what == "Corrected: the event of June 2025"
    assert told[Kind.CORRECTED].before == "June 2025: The council hired four librarians."
    assert told[Kind.CORRECTED].after == "July 2025: The council hired four librarians in July."
    assert (told[Kind.EDITED].what, told[Kind.EDITED].before, told[Kind.EDITED].after) == (
        "Changed: “Title”",
        "Open the town library on six days a week",
        "Open the library on six days a week",
    )


@pytest.mark.parametrize("name", [{"entry": "2025-03-10", "number": 2}, {"entry": "status-2025-03-10-planned-2"}])
def test_entries_of_one_date_are_told_apart(tracker: Tracker, name: dict[str, object]) -> None:
    record = tracker.commitments["library-hours"]
    first = record.assessments[0]
    same = {**plain(first), "reason": "Another one of that day."}
    right = {**plain(first), "corrects": {**name, "reason": "Wrong."}}

    entries = remade(record, assessments=[first, same, right]).assessments

    assert [entry.key for entry in in_force(entries)] == [entries[0].key, entries[2].key]


def test_a_correction_by_date_stays_clear_when_it_is_corrected_in_turn(tracker: Tracker) -> None:
    """The newest entry has that date, too, and was not there when the first correction was written."""
    figure = tracker.figures["library-visits"]
    first = plain(figure.values[0])
    day, reason = str(first["date"]), "A slip."
    second = {**first, "value": "8", "recorded": "2026-11-22", "corrects": {"entry": day, "reason": reason}}
    third = {**first, "value": "9", "recorded": "2026-11-23", "corrects": {"entry": f"value-{day}-8", "reason": reason}}
    values = remade(figure, values=[first, second, third]).values

    assert [item.corrected_by for item in values] == [f"value-{day}-8", f"value-{day}-9", None]


def test_a_correction_that_may_mean_two_corrects_none(tracker: Tracker) -> None:
    record = tracker.commitments["library-hours"]
    first = record.assessments[0]
    unclear = {**plain(first), "corrects": {"entry": str(first.date), "reason": "Wrong."}}

    entries = remade(record, assessments=[first, first, unclear]).assessments

    assert in_force(entries) == entries


def test_old_anchors_stay_with_their_entries_when_one_is_put_before_them(tracker: Tracker) -> None:
    """Anchors were numbers once; what was published under one is still found there."""
    record = tracker.commitments["library-hours"]
    earlier = {**plain(record.events[0]), "id": "earlier", "date": "2024", "recorded": "2026-12-01"}

    before, after = (
        old_anchors("event", item.events) for item in (record, remade(record, events=[earlier, *record.events]))
    )

    assert before.items() <= after.items()
    assert after["event-earlier"] == f"event-{len(record.events) + 1}"


def test_a_reader_is_told_what_changed(tracker: Tracker, corrected: Tracker) -> None:
    """A correction is a correction, and no move of the status."""
    told = since(tracker, corrected)

    assert sorted(item.sort for item in told) == ["corrected", "corrected", "edited"]
    assert (
        "library-hours: Corrected: the event of June 2025, from “June 2025: The council hired four librarians.” to "
        "“July 2025: The council hired four librarians in July.”: It was July. (1 paraphrase)"
    ) in [item.sentence for item in told]


def test_nothing_is_told_when_nothing_changed(corrected: Tracker) -> None:
    assert since(corrected, corrected) == ()


def test_a_record_that_moved_is_told_to_have_moved_and_nothing_else(good: Path, tracker: Tracker) -> None:
    (good / HOURS).rename(good / "data/commitments/open-library.yaml")
    (good / HOURS).write_text("moved_to: open-library\ndate: 2026-11-21\nreason: A clearer name.\n", "utf-8")
    for file in good.rglob("*.yaml"):
        if file.name != "library-hours.yaml":
            file.write_text(file.read_text("utf-8").replace("library-hours", "open-library"), "utf-8")
    now, problems = check(good, dt.date(2026, 11, 21))

    assert not errors(problems)
    assert [item.sort for item in since(tracker, now)] == ["moved"]


def test_entries_keep_their_names_when_a_body_is_renamed(good: Path, today: dt.date, tracker: Tracker) -> None:
    """An answer is named after the body that gave it, and corrections, anchors and feeds know it by that name."""
    (good / "data/bodies/transport-office.yaml").rename(good / "data/bodies/roads-office.yaml")
    for file in good.rglob("*.yaml"):
        file.write_text(re.sub(r"\btransport-office\b", "roads-office", file.read_text("utf-8")), "utf-8")
    pointer = "moved_to: roads-office\ndate: 2026-11-21\nreason: A clearer name.\n"
    (good / "data/bodies/transport-office.yaml").write_text(pointer, "utf-8")
    renamed = load(good, today)

    assert renamed.commitments["bridge-repair"].lead_body == "roads-office"
    for name, record in tracker.commitments.items():
        assert [entry.key for entry in renamed.commitments[name].entries()] == [entry.key for entry in record.entries()]


def test_everything_is_told_of_a_new_record(tracker: Tracker) -> None:
    empty = Tracker(codelists=tracker.codelists)
    sentences = [item.sentence for item in since(empty, tracker)]

    assert "library-hours: Moved forward from Planned to Under way: Librarians were hired. (1 paraphrase)" in sentences
    assert any(sentence.startswith("bridge-repair: Deadline moved ") for sentence in sentences)
    assert since(tracker, empty)[0].sentence.endswith("is not in the record any longer.")
