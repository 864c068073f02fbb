"""When something was last written into the record: the day of a page, of a feed, of a citation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from macros.derive.overview import bodies_of
from macros.model.commitment import Commitment
from macros.model.tracker import Tracker


def written_on(tracker: Tracker, kind: str, record_id: str) -> dt.date | None:
    """The newest day on which anything that the page of the record rests on was written; None when not known."""
    if kind == "commitment":
        return max(_days(tracker.commitments[record_id]))
    if kind == "figure":
        return max((item.recorded for item in tracker.figures[record_id].values), default=None)
    if kind == "source":
        return tracker.sources[record_id].accessed
    return _newest(item for item in tracker.commitments.values() if _concerns(item, kind, record_id))


def newest(tracker: Tracker) -> dt.date | None:
    """The newest day on which anything was written about a commitment or figure; None in an empty record."""
    days = [written_on(tracker, "figure", name) for name in tracker.figures]
    days.append(_newest(tracker.commitments.values()))
    return max((day for day in days if day), default=None)


def _newest(commitments: Iterable[Commitment]) -> dt.date | None:
    return max((day for item in commitments for day in _days(item)), default=None)


def _days(commitment: Commitment) -> Iterator[dt.date]:
    """The day of each entry; every commitment has one at least."""
    yield from (item.recorded for item in commitment.assessments)
    yield from (item.recorded for item in commitment.events)
    yield from (item.recorded for item in commitment.responses)
    yield from (item.recorded for item in commitment.due)
    yield from (item.date for item in commitment.searches)


def _concerns(commitment: Commitment, kind: str, record_id: str) -> bool:
    if kind == "theme":
        return record_id in commitment.themes
    return record_id in bodies_of(commitment) or record_id in commitment.made_by
