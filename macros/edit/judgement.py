"""Which assessment the rules ask for once an entry is there: a status follows its events, nobody types it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from macros.model.commitment import Assessment
from macros.model.dates import PartialDate
from macros.model.levels import (
    MET,
    NO_PUBLIC_EVIDENCE,
    OFF_THE_LADDER,
    assessment_on,
    confirmation,
    expected_delivery,
    met_points,
    weakest,
)
from macros.model.tracker import Tracker


def assessment_for(
    tracker: Tracker, name: str, date: PartialDate, entry: dict[str, Any], reason: str
) -> dict[str, Any] | None:
    """The assessment that follows from an entry of that date, without its day of writing; None when nothing changes.

    The tracker holds the entry already.
    """
    commitment, day = tracker.commitments[name], date.first
    wanted, judged = expected_delivery(tracker, commitment, day), assessment_on(commitment, day)
    given = judged.delivery if judged else NO_PUBLIC_EVIDENCE  # before the first one, nothing is claimed
    if given in (*OFF_THE_LADDER, wanted):
        return None
    event = [str(entry["id"])] if "id" in entry else []
    made: dict[str, Any] = {"date": str(date), "delivery": wanted, "reason": reason, "rests_on": event}
    if wanted in MET:
        met = met_points(tracker, commitment, day)
        made["rests_on"] = list(dict.fromkeys(item.id for item in met.values()))
    return made | confirmed(tracker, name, day, wanted)


def confirmed(tracker: Tracker, name: str, day: dt.date, delivery: str) -> dict[str, Any]:
    """Who confirms a value on a day, as the field of an assessment; nothing where nobody has to."""
    if delivery not in MET:
        return {}
    met = met_points(tracker, tracker.commitments[name], day)
    return {"confirmed_by": weakest(confirmation(tracker, item) for item in met.values())}


def judged_again(tracker: Tracker, name: str, assessment: Assessment) -> dict[str, Any]:
    """The value that the rules give on the date of an assessment, with who confirms it."""
    day = assessment.date.first
    if assessment.delivery in OFF_THE_LADDER:
        return {"delivery": assessment.delivery, "confirmed_by": None}
    wanted = expected_delivery(tracker, tracker.commitments[name], day)
    return {"delivery": wanted, "confirmed_by": None, **confirmed(tracker, name, day, wanted)}
