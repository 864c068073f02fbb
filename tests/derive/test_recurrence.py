"""Recurrence: earlier asks by commitment, and the earlier reports of which none is on record."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from macros.derive.reports import recurrences, without_an_ask
from macros.model.commitment import EarlierAsk
from macros.model.dates import PartialDate
from macros.model.evidence import Evidence
from macros.model.tracker import Tracker

OLD = "bridge-of-1890"


def asked(tracker: Tracker, **dates: list[str]) -> Tracker:
    """The good tree, whose commitments were asked for on these dates before."""
    changed = dict(tracker.commitments)
    for name, days in dates.items():
        record = name.replace("_", "-")
        asks = tuple(_ask(day) for day in days)
        changed[record] = changed[record].model_copy(update={"earlier_asks": asks})
    return replace(tracker, commitments=changed)


def _ask(day: str) -> EarlierAsk:
    evidence = Evidence(source="undated-parish-digest", quote=None, says="It asked for it.", locator=None)
    return EarlierAsk(
        background=OLD,
        date=PartialDate(day),
        what="A new bridge.",
        recorded=dt.date(2026, 11, 21),
        evidence=(evidence,),
    )


def test_what_was_asked_for_longest_stands_first(tracker: Tracker) -> None:
    found = recurrences(asked(tracker, bridge_repair=["1990", "1910"], library_hours=["1950"]))

    assert [(row.record, [str(ask.date) for ask in row.asks]) for row in found] == [
        ("bridge-repair", ["1910", "1990"]),
        ("library-hours", ["1950"]),
    ]


def test_a_report_without_an_ask_is_named(tracker: Tracker) -> None:
    assert without_an_ask(tracker) == (OLD,)
    assert without_an_ask(asked(tracker, bridge_repair=["1910"])) == ()
