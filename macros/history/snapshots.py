"""The record as it stood: entries up to a day, by the date they are about or by the day they were written.

Entries that no longer count are here, too, each with what counts instead: `DatedRecord.in_force` leaves them out of
everything that is derived, and a page shows them where they stood, marked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from macros.model.commitment import Commitment
from macros.model.entries import DatedRecord, Entry, entry_lists

# What a status, an answer or a date follows from. Edits and earlier asks change none of these.
_LISTS = ("responses", "own_status", "due", "events", "assessments", "searches")


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


@dataclass(frozen=True, slots=True)
class Replaced:
    """An entry that no longer counts. `by` corrects it, and `now` is what counts today, after later corrections."""

    entry: Entry
    by: Entry
    now: Entry

    @property
    def day(self) -> dt.date:
        """The day on which the correction was written."""
        return self.by.written

    @property
    def reason(self) -> str:
        """What was wrong."""
        return self.by.correction.reason if self.by.correction else ""


def replaced(record: DatedRecord) -> Mapping[str, Replaced]:
    """The entries of a record that no longer count, by key; the record holds every entry that was written."""
    found: dict[str, Replaced] = {}
    if all(entry.corrected_by is None for entry in record.entries()):
        return found
    for name in entry_lists(type(record)):
        entries: dict[str, Entry] = {entry.key: entry for entry in getattr(record, name)}
        for key, entry in entries.items():
            chain: list[Entry] = []
            now = entry
            while (by := entries.get(now.corrected_by or "")) and by not in chain:
                chain.append(now := by)
            if chain:
                found[key] = Replaced(entry, chain[0], now)
    return found


def old_anchors(word: str, entries: Iterable[Entry]) -> Mapping[str, str]:
    """The anchor that each entry of a list had when anchors were numbers, such as `event-3`, by key.

    Numbers follow the order of writing, so an address that was published stays right whatever is added. An anchor that
    is the key of an entry belongs to that entry.
    """
    entries = tuple(entries)
    keys = {entry.key for entry in entries}
    in_order = enumerate(sorted(entries, key=lambda entry: entry.written), 1)
    return {entry.key: f"{word}-{number}" for number, entry in in_order if f"{word}-{number}" not in keys}
