"""The dated lists of a record: which ones there are, what orders them, and which may only grow."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

# The field that dates an entry of each list; lists run from the oldest entry to the newest.
DATED_BY: Mapping[str, str] = MappingProxyType(
    {
        "responses": "date",
        "due": "announced",
        "events": "date",
        "assessments": "date",
        "searches": "date",
        "values": "date",
        "edits": "recorded",
        "stored": "recorded",
    }
)
# What was once merged into these lists stays as it is; a mistake is corrected by a new entry.
APPEND_ONLY: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "commitment": ("responses", "due", "events", "assessments", "searches", "edits"),
        "background": ("events", "edits"),
        "figure": ("values", "edits"),
        "source": ("stored",),
    }
)
# What people call one entry of a list.
SINGULAR: Mapping[str, str] = MappingProxyType(
    {
        "responses": "response",
        "due": "due date",
        "events": "event",
        "assessments": "assessment",
        "searches": "search",
        "values": "value",
        "edits": "edit",
        "stored": "stored text",
    }
)


def name_of(field: str, entry: Any) -> str:
    """What `corrects` calls an entry: the id of an event, else its date as it was typed.

    Works on the models and on the plain values of a file.
    """

    def value(name: str) -> Any:
        return entry.get(name) if isinstance(entry, Mapping) else getattr(entry, name, None)

    found = value("id") or value(DATED_BY.get(field, "date"))
    return str(found) if found else ""
