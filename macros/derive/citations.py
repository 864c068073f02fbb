"""Which statements rest on which source: every evidence in the record, turned round."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from macros.compose import FieldPath
from macros.dates import PartialDate
from macros.model.base import Record
from macros.model.evidence import Evidence
from macros.model.fields import parts
from macros.model.tracker import Tracker


@dataclass(frozen=True, slots=True)
class Citation:
    """One statement that rests on a source: in which record, at which anchor, in which words."""

    kind: str
    record: str
    anchor: str
    statement: str
    date: PartialDate | None
    evidence: Evidence


def citations(tracker: Tracker) -> Mapping[str, tuple[Citation, ...]]:
    """All statements by source id, in the order of records and of the entries in them."""
    found: dict[str, list[Citation]] = {name: [] for name in tracker.sources}
    for citation in _all(tracker):
        found.setdefault(citation.evidence.source, []).append(citation)
    return {name: tuple(items) for name, items in found.items()}


def _all(tracker: Tracker) -> Iterator[Citation]:
    records = chain(
        (("commitment", name, record) for name, record in tracker.commitments.items()),
        (("figure", name, record) for name, record in tracker.figures.items()),
        (("background", name, record) for name, record in tracker.background.items()),
    )
    for kind, name, record in records:
        yield from _of(kind, name, record)


def _of(kind: str, name: str, record: Any) -> Iterator[Citation]:
    inside: dict[FieldPath, Record] = dict(parts(record))
    for path, part in inside.items():
        if type(part) is Evidence:  # pydantic is slow to answer `isinstance`
            holder = inside[path[:-2]]
            statement, date = _statement(holder, record), getattr(holder, "date", None)
            yield Citation(kind, name, anchor(path), statement, date, part)


def anchor(path: FieldPath) -> str:
    """The fragment of the entry that a path leads into: `event-2`, `response-0`; empty for the record itself."""
    singular = {
        "events": "event",
        "responses": "response",
        "due": "due",
        "conflicts": "conflict",
        "values": "value",
        "recommendation": "recommendation",
    }
    name = singular.get(str(path[0]), "") if path else ""
    index = path[1] if len(path) > 1 and isinstance(path[1], int) else None
    return sys.intern(f"{name}-{index + 1}") if name and index is not None else name


def _statement(holder: Record, record: Any) -> str:
    """The sentence that the evidence carries."""
    for field in ("what", "says", "text"):
        if text := getattr(holder, field, None):
            return str(text)
    return str(getattr(holder, "note", None) or record.title)
