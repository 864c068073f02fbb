"""The record as it stood: entries up to a day, by the date they are about or by the day they were written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from macros.model.commitment import Commitment
from macros.model.entries import Entry, entry_lists

# What a status, an answer or a date follows from. Edits and earlier asks change none of these.
_LISTS = ("responses", "due", "events", "assessments", "searches")


def until(commitment: Commitment, day: dt.date) -> Commitment:
    """The record with only the entries in force whose date has begun by the day.

    An entry of `June 2026` counts from 1 June 2026 on: the first day on which it may have happened.
    """
    return _only(commitment.in_force(), lambda entry: entry.about.first <= day)


def known_on(commitment: Commitment, day: dt.date) -> Commitment:
    """The record with only the entries that had been written down by the day, and that none of these corrects.

    An entry that was corrected later counts on the days before its correction was written.
    """
    return _only(commitment.as_written, lambda entry: entry.written <= day).in_force()


def written_on(commitment: Commitment) -> tuple[dt.date, ...]:
    """The days on which something was written down about it, oldest first."""
    return tuple(sorted({entry.written for name in _LISTS for entry in getattr(commitment, name)}))


def _only(commitment: Commitment, keeps: Callable[[Entry], bool]) -> Commitment:
    lists = (name for name in entry_lists(type(commitment)) if name in _LISTS)
    kept = {name: tuple(filter(keeps, getattr(commitment, name))) for name in lists}
    changed = {name: entries for name, entries in kept.items() if len(entries) < len(getattr(commitment, name))}
    return commitment.model_copy(update=changed) if changed else commitment
