"""What changed, when, from what to what, why and on which evidence: the entries of the record as a list of news.

Everything here follows from entries that stay in the record, so a change keeps its key and its day for ever. `date` is
the day that the change is about; `recorded` is the day on which it was written down, and so the day of the news.
What corrects another entry is told as a correction, and what was corrected is told as it was.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from macros.dates import PartialDate, days_between
from macros.derive.change import COMMITMENT, FIGURE, STATUS_KINDS, Change, Kind
from macros.derive.state import evidence_of
from macros.model.commitment import Assessment, Commitment, Due
from macros.model.context import Figure
from macros.model.corrections import in_force
from macros.model.tracker import Tracker
from macros.rungs import OFF_THE_LADDER
from macros.strength import DELIVERED

__all__ = ["COMMITMENT", "FIGURE", "STATUS_KINDS", "Change", "Kind", "begun", "by_commitment", "changes", "changes_of"]


def changes(tracker: Tracker) -> tuple[Change, ...]:
    """Every change of every record in the order in which it was written down, oldest first."""
    found = [change for name in tracker.commitments for change in changes_of(tracker, name)]
    found += [change for name, figure in tracker.figures.items() for change in _of_figure(name, figure)]
    return tuple(sorted(found, key=_order))


def by_commitment(found: Iterable[Change]) -> dict[str, list[Change]]:
    """The changes of commitments by id, in the order in which they are given."""
    told: dict[str, list[Change]] = defaultdict(list)
    for change in found:
        if change.record_kind == COMMITMENT:
            told[change.record].append(change)
    return told


def changes_of(tracker: Tracker, name: str) -> tuple[Change, ...]:
    """Every change of one commitment, in the same order."""
    commitment = tracker.commitments[name]
    found = (
        _promised(name, commitment),
        *_answers(name, commitment),
        *_dues(name, commitment),
        *_events(name, commitment),
        *_assessments(tracker, name, commitment),
        *_searches(name, commitment),
    )
    return tuple(sorted(_with_own_keys(found), key=_order))


def begun(commitment: Commitment) -> dt.date:
    """The day on which the first entry of the commitment was written."""
    days = [entry.recorded for entry in commitment.assessments]
    days += [entry.recorded for entry in commitment.events]
    days += [entry.recorded for entry in commitment.responses]
    days += [entry.recorded for entry in commitment.due]
    return min(days)


def _order(change: Change) -> tuple[dt.date, tuple[dt.date, dt.date], str, str]:
    return (change.recorded, change.date.sort_key, change.record, change.key)


def _with_own_keys(found: Iterable[Change]) -> Iterator[Change]:
    """The changes, with a counter behind a key that stands twice; entries are appended, so the first keeps its own."""
    seen: Counter[str] = Counter()
    for change in found:
        seen[change.key] += 1
        count = seen[change.key]
        yield change if count == 1 else replace(change, key=f"{change.key}-{count}")


def _promised(name: str, commitment: Commitment) -> Change:
    promise, date, maker = commitment.summary, commitment.made_date, commitment.made_by[0]
    shown = commitment.made_evidence
    return Change(
        Kind.PROMISED, COMMITMENT, name, "promised", date, begun(commitment), None, None, promise, shown, body=maker
    )


def _told(change: Change, entry: Any) -> Change:
    """The change as a correction, when its entry corrects another."""
    if not entry.corrects:
        return change
    return replace(change, kind=Kind.CORRECTED, why=f"{entry.corrects.reason} {change.why}".strip())


def _before(field: str, entries: tuple[Any, ...], index: int) -> Any:
    """The entry that counted until this one was written; None when there was none."""
    return next(reversed(in_force(field, entries[:index])), None)


def _answers(name: str, commitment: Commitment) -> Iterator[Change]:
    last: dict[str, str] = {}
    for number, answer in enumerate(commitment.responses, 1):
        change = Change(
            Kind.ANSWERED,
            COMMITMENT,
            name,
            f"response-{answer.body}-{answer.date}",
            answer.date,
            answer.recorded,
            last.get(answer.body),
            answer.response,
            answer.note or "",
            answer.evidence,
            f"response-{number}",
            answer.body,
        )
        yield _told(change, answer)
        last[answer.body] = answer.response


def _dues(name: str, commitment: Commitment) -> Iterator[Change]:
    for number, due in enumerate(commitment.due, 1):
        moved = days_between(due.replaces.last, due.date.last) if due.replaces else 0
        change = Change(
            _due_kind(due, moved),
            COMMITMENT,
            name,
            f"due-{due.announced}-{due.date}",
            due.announced,
            due.recorded,
            str(due.replaces) if due.replaces else None,
            str(due.date),
            " ".join(filter(None, (due.what, due.reason, due.basis))),
            due.evidence,
            f"due-{number}",
            due.body,
            moved,
        )
        yield _told(change, due)


def _due_kind(due: Due, moved: int) -> Kind:
    if not due.replaces or not moved:
        return Kind.DATED
    return Kind.SLIPPED if moved > 0 else Kind.EARLIER


def _events(name: str, commitment: Commitment) -> Iterator[Change]:
    """Events, except those that decide a status written down on the same day: the status tells of them."""
    told = {(event, item.recorded) for item in commitment.assessments for event in item.rests_on}
    for number, event in enumerate(commitment.events, 1):
        if (event.id, event.recorded) not in told:
            change = Change(
                Kind.HAPPENED,
                COMMITMENT,
                name,
                f"event-{event.id}",
                event.date,
                event.recorded,
                None,
                event.type,
                event.what,
                event.evidence,
                f"event-{number}",
            )
            yield _told(change, event)


def _assessments(tracker: Tracker, name: str, commitment: Commitment) -> Iterator[Change]:
    for index, item in enumerate(commitment.assessments):
        before: Assessment | None = _before("assessments", commitment.assessments, index)
        change = Change(
            _status_kind(tracker, before, item),
            COMMITMENT,
            name,
            f"status-{item.date}-{item.delivery}",
            item.date,
            item.recorded,
            before.delivery if before else None,
            item.delivery,
            item.reason,
            evidence_of(commitment, item),
            "history",
        )
        yield _told(change, item)


def _status_kind(tracker: Tracker, before: Assessment | None, after: Assessment) -> Kind:
    if before and before.delivery == after.delivery:
        return Kind.CONFIRMED
    if after.delivery in OFF_THE_LADDER:
        return Kind.CLOSED
    if after.delivery == DELIVERED:
        return Kind.DELIVERED
    if before is None:
        return Kind.ASSESSED
    return Kind.BACK if tracker.rank_of(after.delivery) < tracker.rank_of(before.delivery) else Kind.FORWARD


def _searches(name: str, commitment: Commitment) -> Iterator[Change]:
    for search in commitment.searches:
        day = PartialDate.of(search.date)
        key = f"search-{search.date}"
        found = Change(Kind.CHECKED, COMMITMENT, name, key, day, search.date, None, None, search.found, (), "searches")
        yield _told(found, search)


def _of_figure(name: str, figure: Figure) -> Iterator[Change]:
    return _with_own_keys(_values(name, figure))


def _values(name: str, figure: Figure) -> Iterator[Change]:
    for index, item in enumerate(figure.values):
        before = _before("values", figure.values, index)
        change = Change(
            Kind.FIGURE,
            FIGURE,
            name,
            f"value-{item.date}-{item.value}",
            item.date,
            item.recorded,
            str(before.value) if before else None,
            str(item.value),
            item.note or "",
            item.evidence,
            f"value-{index + 1}",
            figure.body,
        )
        yield _told(change, item)
