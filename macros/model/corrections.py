"""How a mistake is put right outside the lists of entries: edits, withdrawals, moves, stored texts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from pydantic import Field

from macros.model.base import Day, Id, Record, Text, described
from macros.model.entries import Entry

_NAMED_BY = ("id", "code", "name", "term")
_NOT_IN_A_NAME = re.compile(r"[^a-z0-9]+")
_RECORDED = ("Recorded", "The day on which this entry was written into the record.", "2026-11-21")
EDITS = (
    "Edits",
    "Values that were changed, oldest first: what was there, and why it was changed.",
    [{"field": "summary", "was": "The duty aplies.", "reason": "A missing letter.", "recorded": "2026-11-24"}],
)
WITHDRAWN = ("Withdrawn", "Set when the record was a mistake as a whole.", None)


class Edit(Entry):
    """A value of the record that was changed in the open. It stands on the page of the record with its reason."""

    KEY: ClassVar[str] = "edit-{recorded}-{field}"
    NOUN: ClassVar[str] = "edit"
    DATED_BY: ClassVar[str] = "recorded"

    recorded: Day = described(*_RECORDED)
    field: Annotated[str, Field(pattern=r"^[a-z_]+(\.[A-Za-z0-9_-]+)*$")] = described(
        "Field",
        "The field, and behind dots the part of it: `summary`, `recommendation.number`, `done_when.duty-in-force` for "
        "the text of that point, `done_when.duty-in-force.public_instrument`.",
        "done_when.duty-in-force",
    )
    was: Text | None = described(
        "Was",
        "The value before, as it was typed; a list or a group of fields as JSON; null where nothing was there.",
        "The duty aplies to every partner.",
    )
    reason: Text = described("Reason", "Why it was changed.", "A missing letter.")


class Withdrawal(Record):
    """Why a record no longer counts. It stays, and its page says so."""

    date: Day = described("Date", "The day on which it was withdrawn.", "2026-11-21")
    reason: Text = described("Reason", "Why.", "The same promise stands in another record.")


class Moved(Record):
    """What stays of a record that has a new id: old links lead to it for ever."""

    moved_to: Id = described("Moved to", "The new id, in the same folder.", "casey-05")
    date: Day = described("Date", "The day of the move.", "2026-11-21")
    reason: Text = described("Reason", "Why.", "The number of the recommendation became known.")


class Stored(Entry):
    """One version of the text, or of the fingerprint, that `seeds/` holds."""

    KEY: ClassVar[str] = "stored-{recorded}"
    NOUN: ClassVar[str] = "stored text"
    DATED_BY: ClassVar[str] = "recorded"

    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] = described(
        "SHA-256", "The hash of the file in `seeds/`; `tracker check` names it when it differs.", "9f86d081…"
    )
    recorded: Day = described(*_RECORDED)
    reason: Text = described("Reason", "Why the text was stored or changed.", "Stored as found on the page.")


def value_at(record: Any, field: str) -> Any:
    """What stands at the field that an edit names, in a record or in the plain values of a file; None for nothing.

    An item of a list is named by its `id` or `code`, by its `name` or `term` in small letters and hyphens, or by its
    place, from 1. A point alone, `done_when.duty-in-force`, means its text.
    """
    value = record
    for part in field.split("."):
        value = _inside(value, part)
    return _inside(value, "text") if field.count(".") == 1 and field.startswith("done_when.") else value


def _inside(value: Any, part: str) -> Any:
    if isinstance(value, (list, tuple)):
        named = {name_in_list(item, place): item for place, item in enumerate(value, 1)}
        return named.get(part)
    return value.get(part) if isinstance(value, Mapping) else getattr(value, part, None)


def name_in_list(item: Any, place: int) -> str:
    """What names an item of a list in the field of an edit."""
    found = (item.get(key) if isinstance(item, Mapping) else getattr(item, key, None) for key in _NAMED_BY)
    name = next((str(value) for value in found if value), "") if not isinstance(item, str) else ""
    return _NOT_IN_A_NAME.sub("-", name.lower()).strip("-") or str(place)
