"""How a mistake is put right without losing what was there: corrections, edits, withdrawals, moves, stored texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, TypeVar

from pydantic import Field

from macros.model.base import Day, Id, Record, Text, described
from macros.model.entries import name_of

_RECORDED = ("Recorded", "The day on which this entry was written into the record.", "2026-11-21")
Entry = TypeVar("Entry")


class Correction(Record):
    """Which entry of the same list this one corrects. The corrected entry stays, and no longer counts."""

    entry: Text = described(
        "Entry", "The id of the event, or the date of any other entry as it is typed there.", "royal-assent"
    )
    number: int | None = described(
        "Number", "Which one, counted from 1, when several entries have that date.", 2, ge=1, le=999, default=None
    )
    reason: Text = described("Reason", "What was wrong.", "The page gives the day of the vote, not of Royal Assent.")


class Edit(Record):
    """A mended spelling in a text that otherwise stays as it is."""

    recorded: Day = described(*_RECORDED)
    field: Annotated[str, Field(pattern=r"^(title|summary|done_when\.[a-z0-9]+(-[a-z0-9]+)*)$")] = described(
        "Field", "`title`, `summary`, or `done_when.` and the id of the point.", "done_when.duty-in-force"
    )
    was: Text = described("Was", "The text before.", "The duty aplies to every partner.")
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


class Stored(Record):
    """One version of the text, or of the fingerprint, that `seeds/` holds."""

    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] = described(
        "SHA-256", "The hash of the file in `seeds/`; `tracker check` names it when it differs.", "9f86d081…"
    )
    recorded: Day = described(*_RECORDED)
    reason: Text = described("Reason", "Why the text was stored or changed.", "Stored as found on the page.")


def targets(field: str, entries: Sequence[Any]) -> Iterator[tuple[int, list[int]]]:
    """Each entry that corrects another one, with the entries that its words may mean; one, when all is well."""
    for index, entry in enumerate(entries):
        if correction := getattr(entry, "corrects", None):
            named = [other for other, item in enumerate(entries) if name_of(field, item) == correction.entry]
            if correction.number is not None:
                named = named[correction.number - 1 : correction.number]
            yield index, [other for other in named if other != index]


def in_force(field: str, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The entries that no other entry corrects."""
    if not any(getattr(entry, "corrects", None) for entry in entries):
        return entries
    corrected = {meant[0] for _, meant in targets(field, entries) if len(meant) == 1}
    return tuple(entry for index, entry in enumerate(entries) if index not in corrected)
