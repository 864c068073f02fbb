"""What happened once is told once, and a promise that is given again is counted once."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from macros.derive.overview import overview
from macros.derive.timeline import timeline_entries
from macros.history.change import COMMITMENT
from macros.history.changes import changes, told_once
from macros.model.commitment import Commitment, SharedEvent
from macros.model.tracker import Tracker, with_shared_events

INSPECTION = "2026-06-30-second-inspection"
EVIDENCE = {"source": "2026-05-12-council-minutes", "says": "It began."}
PROMISE = {
    **{"title": "A", "summary": "A.", "kind": "service", "made_by": ["mill-town-council"], "stance": "promised"},
    **{"made_date": "2026", "lead_body": "mill-town-council", "themes": ["public-places"]},
    "done_when": [{"id": "done", "text": "It is done."}],
}


def test_a_shared_event_stands_in_each_commitment_that_it_bears_on(record: Tracker) -> None:
    for bearing in record.events[INSPECTION].bears_on:
        own = [item for item in record.commitments[bearing.commitment].events if item.shared == INSPECTION]
        assert len(own) == 1
        assert own[0].key == bearing.told_by or own[0].what in (bearing.what, record.events[INSPECTION].what)


def test_events_stay_in_the_order_of_their_days_when_one_is_shared(record: Tracker) -> None:
    for commitment in record.commitments.values():
        dates = [event.date.sort_key for event in commitment.events]
        assert dates == sorted(dates)


def test_a_shared_event_is_one_entry_of_timeline_and_news(record: Tracker) -> None:
    named = {bearing.commitment for bearing in record.events[INSPECTION].bears_on}
    entries = [entry for entry in timeline_entries(record) if entry.shared == INSPECTION]
    news = told_once(record, changes(record))

    assert [{*entry.records} for entry in entries] == [named]
    assert len([change for change in news if getattr(change.entry, "shared", None) == INSPECTION]) == 1


def test_what_is_given_again_is_counted_nowhere_and_has_the_status_of_the_other(
    record: Tracker, today: dt.date
) -> None:
    whole = overview(record, today)
    again = {name for names in record.again.values() for name in names}
    news = {change.record for change in told_once(record, changes(record)) if change.record_kind == COMMITMENT}

    assert again == {*whole.again}
    assert not again & {*whole.states}
    assert not again & news
    for name in again:
        assert whole.state(name).delivery == whole.state(record.commitments[name].restates or "").delivery


def test_a_correction_of_a_shared_event_is_shared_too_and_is_news(record: Tracker) -> None:
    event = {"type": "action", "what": "It began.", "date": "2026-04-02", "evidence": [EVIDENCE]}
    righted = {"corrects": {"entry": "begun", "reason": "The day was wrong."}, "recorded": "2026-05-02"}
    events = [{**event, "id": "begun", "recorded": "2026-05-01"}, {**event, **righted, "id": "righted"}]
    other = {**event, "id": "begun-there", "recorded": "2026-05-01"}
    typed = {name: {**PROMISE, "events": found} for name, found in {"one": events, "two": [other]}.items()}
    bears_on = [{"commitment": "one", "told_by": "event-begun"}, {"commitment": "two", "told_by": "event-begun-there"}]
    shared = {**event, "title": "It begins", "bears_on": [{**item, "recorded": "2026-05-01"} for item in bears_on]}
    found = with_shared_events(
        {name: Commitment.model_validate(values) for name, values in typed.items()},
        {"once": SharedEvent.model_validate(shared)},
    )
    news = told_once(record, changes(replace(record, commitments=found)))

    assert [item.shared for item in found["one"].events] == ["once", "once"]
    assert [change.key for change in news if getattr(change.entry, "shared", None)] == ["event-begun", "event-righted"]
