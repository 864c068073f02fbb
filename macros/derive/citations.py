"""Which statements rest on which source: every evidence in the record, turned round."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from macros.compose import FieldPath
from macros.dates import PartialDate
from macros.model.base import Record
from macros.model.entries import Entry
from macros.model.evidence import Evidence
from macros.model.fields import parts
from macros.model.tracker import FOLDERS, Tracker


@dataclass(frozen=True, slots=True)
class Citation:
    """One statement that rests on a source: in which record, at which anchor, in which words.

    `is_corrected`: another entry corrects it, so it no longer counts.
    """

    kind: str
    record: str
    anchor: str
    statement: str
    date: PartialDate | None
    evidence: Evidence
    is_corrected: bool = False


def citations(tracker: Tracker) -> Mapping[str, tuple[Citation, ...]]:
    """All statements by source id, in the order of records and of the entries in them."""
    found: dict[str, list[Citation]] = {name: [] for name in tracker.sources}
    for citation in _all(tracker):
        found.setdefault(citation.evidence.source, []).append(citation)
    return {name: tuple(items) for name, items in found.items()}


def _all(tracker: Tracker) -> Iterator[Citation]:
    for kind in ("commitment", "figure", "background"):
        for name in getattr(tracker, FOLDERS[kind]):
            yield from _of(kind, name, tracker.as_written(kind, name))


def _of(kind: str, name: str, record: Any) -> Iterator[Citation]:
    inside: dict[FieldPath, Record] = dict(parts(record))
    for path, part in inside.items():
        if type(part) is Evidence:  # pydantic is slow to answer `isinstance`
            holder = inside[path[:-2]]
            statement, date = _statement(holder, record), getattr(holder, "date", None)
            yield Citation(kind, name, _anchor(path, inside), statement, date, part, _is_corrected(holder))


def _anchor(path: FieldPath, inside: Mapping[FieldPath, Record]) -> str:
    """Where the page shows the entry that a path leads into: its key; empty for the record itself."""
    entry = inside.get(path[:2])
    if isinstance(entry, Entry):
        return entry.key
    if path[0] == "conflicts" and isinstance(path[1], int):
        return sys.intern(f"conflict-{path[1] + 1}")
    return "recommendation" if path[0] == "recommendation" else ""


def _is_corrected(holder: Record) -> bool:
    return isinstance(holder, Entry) and holder.corrected_by is not None


def _statement(holder: Record, record: Any) -> str:
    """The sentence that the evidence carries."""
    for field in ("what", "says", "text"):
        if text := getattr(holder, field, None):
            return str(text)
    return str(getattr(holder, "note", None) or record.title)
