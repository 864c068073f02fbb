"""Made-up commitments for property tests: any mixture of entries that the model allows, in the order of their days."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from macros.model.commitment import Commitment
from macros.model.dates import PartialDate

FIRST = dt.date(2025, 1, 1)
LAST = dt.date(2026, 11, 21)
LEAD = "transport-office"
BODIES = (LEAD, "mill-town-council")
SOURCES = ("2025-03-10-council-minutes", "2025-09-30-inspection-report", "undated-parish-digest")
DELIVERIES = ("no-public-evidence", "planned", "under-way", "part-delivered", "delivered", "dropped")
POINTS = ("paid", "open")

days = st.dates(FIRST, LAST)
"""A day on which something may have happened."""

dates = st.tuples(days, st.booleans()).map(lambda pair: pair[0].isoformat()[: 10 if pair[1] else 7])
"""The same as a source may give it: a day, or a month only."""


def _written(date: str, delay: int) -> str:
    """The day on which an entry was written down: so many days after its date, and never after the last day."""
    return min(PartialDate(date).first + dt.timedelta(days=delay), LAST).isoformat()


evidence = st.sampled_from(SOURCES).map(lambda source: [{"source": source, "says": "It says so."}])


def _entries(date_field: str, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Up to three entries in the order of their dates, each written down on its day or later."""

    def dated(entry: dict[str, Any]) -> dict[str, Any]:
        return {**entry, "recorded": _written(entry[date_field], entry["recorded"])}

    entry = st.fixed_dictionaries({date_field: dates, "recorded": st.integers(0, 400), **fields}).map(dated)
    return st.lists(entry, max_size=3).map(lambda found: sorted(found, key=lambda item: PartialDate(item[date_field])))


def _named(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"id": f"event-{number}", **item} for number, item in enumerate(found)]


def _moving(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Due dates of which some replace the one given just before."""
    moved: list[dict[str, Any]] = []
    for item in found:
        moves = item.pop("moves") and bool(moved)
        moved.append({**item, "replaces": moved[-1]["date"]} if moves else item)
    return moved


_searches = st.lists(days, max_size=2).map(
    lambda found: [
        {"date": day.isoformat(), "places": ["gov.uk"], "words": ["bridge"], "found": "Nothing."}
        for day in sorted(found)
    ]
)

_records = st.fixed_dictionaries(
    {
        "title": st.just("Repair the bridge"),
        "summary": st.just("The office will pay for the repair."),
        "kind": st.sampled_from(["funding", "legislation", "service"]),
        "made_by": st.just(["works-inspectorate"]),
        "stance": st.just("promised"),
        "made_date": dates,
        "lead_body": st.just(LEAD),
        "themes": st.just(["public-places"]),
        "done_when": st.just([{"id": point, "text": "It is so."} for point in POINTS]),
        "responses": _entries(
            "date",
            body=st.sampled_from(BODIES),
            response=st.sampled_from(["accepted", "qualified", "declined"]),
            evidence=evidence,
        ),
        "due": _entries(
            "announced", date=dates, what=st.just("The sum is paid."), moves=st.booleans(), evidence=evidence
        ).map(_moving),
        "events": _entries(
            "date",
            type=st.sampled_from(["announcement", "action", "finding"]),
            what=st.just("Something happened."),
            meets=st.lists(st.sampled_from(POINTS), max_size=2, unique=True),
            evidence=evidence,
        ).map(_named),
        "assessments": _entries("date", delivery=st.sampled_from(DELIVERIES), reason=st.just("A reason.")).filter(bool),
        "searches": _searches,
    }
)

commitments = _records.map(Commitment.model_validate)
"""A commitment that the model accepts. It need not pass the checks."""
