"""The assessments that the rules ask for once an entry is there: a status follows its events, nobody types it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from macros.contribute.edit import append, plain, tree_of
from macros.model.commitment import Assessment, Event
from macros.model.dates import PartialDate
from macros.model.entries import keys_of
from macros.model.levels import assessment_on, confirmation, expected_delivery, met_points, weakest
from macros.model.tracker import Tracker
from macros.model.vocabulary import NOTHING_ELSE


def with_assessments(tracker: Tracker, name: str, text: str, entry: dict[str, Any], reason: str, today: dt.date) -> str:
    """The text of a commitment with the assessments that follow from an entry; as it is when nothing follows.

    The tracker and the text hold the entry already. `reason` says why the status is a new one.
    """
    date = str(entry.get("date") or "")
    if name not in tracker.commitments or not date:
        return text
    is_correction = entry.get("corrects") and "id" in entry
    made = _said_anew(tracker, name, entry) if is_correction else _turned(tracker, name, date, entry, reason)
    for item in made:
        item = {**item, "recorded": str(today)}
        text = append(text, "commitment", "assessments", item, f"data/commitments/{name}.yaml")
    return text


def _turned(tracker: Tracker, name: str, date: str, entry: dict[str, Any], reason: str) -> list[dict[str, Any]]:
    """The one assessment that follows when an entry of that date turns the status."""
    commitment, day = tracker.commitments[name], PartialDate(date).first
    wanted, judged = expected_delivery(tracker, commitment, day), assessment_on(commitment, day)
    # Before the first one, nothing is claimed.
    given = judged.delivery if judged else tracker.level_when(NOTHING_ELSE).code
    if given == wanted or tracker.level(given).off_ladder:
        return []
    rests_on = [str(entry["id"])] if "id" in entry else []
    if tracker.level(wanted).is_met:
        rests_on = list(dict.fromkeys(item.id for item in met_points(tracker, commitment, day).values()))
    made = {"date": date, "delivery": wanted, "reason": reason, "rests_on": rests_on}
    return [made | _confirmed(tracker, name, day, wanted)]


def _said_anew(tracker: Tracker, name: str, entry: dict[str, Any]) -> list[dict[str, Any]]:
    """Every assessment that rests on the event which the entry corrects, however it is named, resting on the entry.

    Its value is the one that the rules give now: what puts the event right may carry less, or more.
    """
    commitment = tracker.commitments[name]
    key, reason = keys_of(Event, [entry])[0], entry["corrects"]["reason"]
    events = [event for event in commitment.as_written.events if event.corrected_by == key]
    wrong = {event.id for event in events} | {event.key for event in events}
    found = []
    for item in commitment.assessments:
        if wrong.intersection(item.rests_on):
            values = tree_of(plain(item))
            assert isinstance(values, dict)
            values |= {"corrects": {"entry": item.key, "reason": reason}, **_judged_again(tracker, name, item)}
            values["rests_on"] = [entry["id"] if event in wrong else event for event in item.rests_on]
            found.append(values)
    return found


def _judged_again(tracker: Tracker, name: str, assessment: Assessment) -> dict[str, Any]:
    """The value that the rules give on the date of an assessment, with who confirms it."""
    if tracker.level(assessment.delivery).off_ladder:
        return {"delivery": assessment.delivery, "confirmed_by": None}
    day = assessment.date.first
    wanted = expected_delivery(tracker, tracker.commitments[name], day)
    return {"delivery": wanted, "confirmed_by": None, **_confirmed(tracker, name, day, wanted)}


def _confirmed(tracker: Tracker, name: str, day: dt.date, delivery: str) -> dict[str, Any]:
    """Who confirms a value on a day, as the field of an assessment; nothing where nobody has to."""
    if not tracker.level(delivery).is_met:
        return {}
    met = met_points(tracker, tracker.commitments[name], day)
    return {"confirmed_by": weakest(tracker, (confirmation(tracker, item) for item in met.values()))}
