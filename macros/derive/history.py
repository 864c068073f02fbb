"""The record as it stood: entries up to a day, by the date they are about or by the day they were written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from macros.model.commitment import Commitment
from macros.model.corrections import in_force

_DATED = {"responses": "date", "due": "announced", "events": "date", "assessments": "date", "searches": "date"}


def until(commitment: Commitment, day: dt.date) -> Commitment:
    """The record with only the entries whose date has begun by the day, and that no other entry corrects.

    An entry of `June 2026` counts from 1 June 2026 on: the first day on which it may have happened.
    """
    return _only(without_corrected(commitment), lambda entry, field: getattr(entry, _DATED[field]), day)


def known_on(commitment: Commitment, day: dt.date) -> Commitment:
    """The record with only the entries that had been written down by the day, and that none of these corrects."""
    return without_corrected(_only(commitment, lambda entry, _: _written(entry), day))


def written_on(commitment: Commitment) -> tuple[dt.date, ...]:
    """The days on which something was written down about it, oldest first."""
    entries = (entry for field in _DATED for entry in getattr(commitment, field))
    return tuple(sorted({_written(entry) for entry in entries}))


def _written(entry: Any) -> dt.date:
    """The day on which an entry was written; a search is written on the day that it is about."""
    day: dt.date = getattr(entry, "recorded", None) or entry.date
    return day


def without_corrected(commitment: Commitment) -> Commitment:
    """The record as it counts: without the entries that another entry corrects."""
    kept = {field: in_force(field, getattr(commitment, field)) for field in _DATED}
    changed = {field: entries for field, entries in kept.items() if entries is not getattr(commitment, field)}
    return commitment.model_copy(update=changed) if changed else commitment


def _only(commitment: Commitment, date_of: Callable[[Any, str], Any], day: dt.date) -> Commitment:
    kept = {
        field: tuple(entry for entry in getattr(commitment, field) if _has_begun(date_of(entry, field), day))
        for field in _DATED
    }
    changed = {field: entries for field, entries in kept.items() if len(entries) < len(getattr(commitment, field))}
    return commitment.model_copy(update=changed) if changed else commitment


def _has_begun(date: Any, day: dt.date) -> bool:
    return bool(date <= day) if isinstance(date, dt.date) else bool(date.has_begun(day))
