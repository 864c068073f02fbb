"""Entries that no longer count, each with what counts instead.

`DatedRecord.in_force` leaves them out of everything that is derived; a page shows them where they stood, marked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from macros.model.entries import DatedRecord, Entry, entry_lists


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
            if by := entries.get(entry.corrected_by or ""):
                found[key] = Replaced(entry, by, _last(entries, by))
    return found


def _last(entries: Mapping[str, Entry], entry: Entry) -> Entry:
    seen = {entry.key}
    while (by := entries.get(entry.corrected_by or "")) and by.key not in seen:
        entry = by
        seen.add(by.key)
    return entry


def old_anchors(word: str, entries: Iterable[Entry]) -> Mapping[str, str]:
    """The anchor that each entry of a list had when anchors were numbers, such as `event-3`, by key.

    Numbers follow the order of writing, so an address that was published stays right whatever is added. An anchor that
    is the key of an entry belongs to that entry.
    """
    entries = tuple(entries)
    keys = {entry.key for entry in entries}
    in_order = enumerate(sorted(entries, key=lambda entry: entry.written), 1)
    return {entry.key: f"{word}-{number}" for number, entry in in_order if f"{word}-{number}" not in keys}
