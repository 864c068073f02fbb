"""The assessment that the rules ask for once a new entry is there: a status follows its events, nobody types it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from macros.checks import check
from macros.commands.writing import staged
from macros.edit import append
from macros.edit.judgement import assessment_for, judged_again
from macros.edit.plain import plain, tree_of
from macros.model.commitment import Event
from macros.model.dates import PartialDate
from macros.model.entries import keys_of
from macros.model.tracker import Tracker


def with_status(root: Path, name: str, text: str, entry: dict[str, Any], reason: str, today: dt.date) -> str:
    """The text of a commitment with one assessment more, when its entry turns the status; else as it is."""
    path = f"data/commitments/{name}.yaml"
    with staged(root, {path: text}) as copy:
        tracker, _ = check(copy, today)
    date = str(entry.get("date") or "")
    if name not in tracker.commitments or not date:
        return text
    if entry.get("corrects") and "id" in entry:
        return _following(tracker, name, text, entry, today)
    made = assessment_for(tracker, name, PartialDate(date), entry, reason)
    return append(text, "commitment", "assessments", {**made, "recorded": str(today)}, path) if made else text


def _following(tracker: Tracker, name: str, text: str, entry: dict[str, Any], today: dt.date) -> str:
    """The text with every assessment anew that rests on the event which the entry corrects, however it is named.

    Its value is the one that the rules give now: what puts the event right may carry less, or more.
    """
    commitment = tracker.commitments[name]
    key, reason = keys_of(Event, [entry])[0], entry["corrects"]["reason"]
    wrong = {
        name for event in commitment.as_written.events if event.corrected_by == key for name in (event.id, event.key)
    }
    for item in commitment.assessments:
        if wrong.intersection(item.rests_on):
            anew = tree_of(plain(item))
            assert isinstance(anew, dict)
            anew |= {"recorded": str(today), "corrects": {"entry": item.key, "reason": reason}}
            anew["rests_on"] = [entry["id"] if event in wrong else event for event in item.rests_on]
            anew |= judged_again(tracker, name, item)
            text = append(text, "commitment", "assessments", anew, f"data/commitments/{name}.yaml")
    return text
