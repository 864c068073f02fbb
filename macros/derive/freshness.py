"""When something was last written into the record: the day of a page, of a feed, of a citation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from macros.derive.overview import bodies_of
from macros.model.commitment import Commitment
from macros.model.entries import DatedRecord
from macros.model.tracker import Tracker


def written_on(tracker: Tracker, kind: str, record_id: str) -> dt.date | None:
    """The newest day on which anything that the page of the record rests on was written; None when not known."""
    days = list(_days(tracker.as_written(kind, record_id)))
    if kind == "source" and (accessed := tracker.sources[record_id].accessed):
        days.append(accessed)
    if kind in ("body", "theme"):
        concerned = (name for name, item in tracker.commitments.items() if _concerns(item, kind, record_id))
        days += _of_commitments(tracker, concerned)
    return max(days, default=None)


def newest(tracker: Tracker) -> dt.date | None:
    """The newest day on which anything was written about a commitment or figure; None in an empty record."""
    figures = (day for name in tracker.figures for day in _days(tracker.as_written("figure", name)))
    return max((*figures, *_of_commitments(tracker, tracker.commitments)), default=None)


def _of_commitments(tracker: Tracker, names: Iterable[str]) -> Iterator[dt.date]:
    return (day for name in names for day in _days(tracker.as_written("commitment", name)))


def _days(record: DatedRecord) -> Iterator[dt.date]:
    """The day of each entry, corrected ones and edits included, and of the withdrawal."""
    yield from (entry.written for entry in record.entries())
    if withdrawn := getattr(record, "withdrawn", None):
        yield withdrawn.date


def _concerns(commitment: Commitment, kind: str, record_id: str) -> bool:
    if kind == "theme":
        return record_id in commitment.themes
    return record_id in bodies_of(commitment) or record_id in commitment.made_by
