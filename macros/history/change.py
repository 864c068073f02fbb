"""One change of one record: what it amounts to, from what to what, why, and on which evidence."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from macros.model.dates import PartialDate, days_between, month_of
from macros.model.entries import Entry
from macros.model.evidence import Evidence

COMMITMENT = "commitment"


class Kind(StrEnum):
    """What a change amounts to."""

    PROMISED = "promised"
    ANSWERED = "answered"
    ASSESSED = "assessed"
    FORWARD = "moved-forward"
    BACK = "went-back"
    DELIVERED = "delivered"
    CLOSED = "closed"
    CONFIRMED = "confirmed"
    DATED = "date-given"
    SLIPPED = "slipped"
    EARLIER = "date-moved-earlier"
    HAPPENED = "happened"
    FIGURE = "figure"
    CHECKED = "checked"
    OWN_STATUS = "own-status"
    ASKED_BEFORE = "asked-before"
    ASKED = "asked"
    CORRECTED = "corrected"
    EDITED = "edited"
    STORED = "stored-anew"
    WITHDRAWN = "withdrawn"
    MOVED = "moved"


# A judgement of the status; a date that was given or moved.
JUDGED = (Kind.ASSESSED, Kind.FORWARD, Kind.BACK, Kind.DELIVERED, Kind.CLOSED, Kind.CONFIRMED)
DATES = (Kind.DATED, Kind.SLIPPED, Kind.EARLIER)
# What puts a mistake right, or changes what was written.
REPAIRS = (Kind.CORRECTED, Kind.EDITED, Kind.STORED, Kind.WITHDRAWN, Kind.MOVED)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Change:
    """One change of one record.

    `sort` is what it would amount to if it corrected nothing. `key` names the change within its record and never moves
    to another one. `before` and `after` are what was there and what is there since: a code, a date, a number or a text;
    None where there was nothing. `entry` is the entry that makes the change, `corrects` the one that it puts right, and
    `corrected` the one that corrects it in turn; they are None where there is none. `body` is who made, answered, gave
    the date, or whose figure it is. `basis` is what a status rests on.
    """

    sort: Kind
    record_kind: str
    record: str
    key: str
    date: PartialDate
    recorded: dt.date
    why: str = ""
    evidence: tuple[Evidence, ...] = ()
    body: str | None = None
    before: str | None = None
    after: str | None = None
    entry: Any = None
    corrects: Entry | None = None
    corrected: Entry | None = None
    basis: tuple[Any, ...] = ()

    @property
    def kind(self) -> Kind:
        """What it amounts to: a correction is told as one."""
        return Kind.CORRECTED if self.corrects else self.sort

    @property
    def then(self) -> str:
        """Why, as it was told on its day: of a status whose reason was written in a later month and may know more, the
        newest events up to its day that it rests on.
        """
        if not self.basis or month_of(self.recorded) == month_of(self.date.last):
            return self.why
        by_then = [item for item in self.basis if item.date.first <= self.date.last]
        newest = max((item.date.sort_key for item in by_then), default=None)
        told = [item.what for item in by_then if hasattr(item, "what") and item.date.sort_key == newest]
        return " ".join([self.why, *told] if self.corrects else told)

    @property
    def days(self) -> int:
        """How far a due date moved: more than 0 for later."""
        if self.sort not in DATES or self.before is None or self.after is None:
            return 0
        return days_between(PartialDate(self.before).last, PartialDate(self.after).last)

    @property
    def anchor(self) -> str:
        """Where the page of the record tells of it."""
        return self.entry.key if self.entry else self.key if self.sort is Kind.WITHDRAWN else ""

    @property
    def counts(self) -> bool:
        """Whether no later entry corrects the one that made the change."""
        return self.corrected is None

    @property
    def updated(self) -> dt.date:
        """The day on which something was last written about it: its own, or that of its correction."""
        return max(self.recorded, self.corrected.written) if self.corrected else self.recorded

    @property
    def id(self) -> tuple[str, str, str]:
        """What names the change in the whole record."""
        return (self.record_kind, self.record, self.key)
