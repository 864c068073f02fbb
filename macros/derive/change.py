"""One change of one record: what it amounts to, from what to what, why, and on which evidence."""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import dataclass
from enum import StrEnum

from macros.dates import PartialDate
from macros.model.evidence import Evidence

COMMITMENT = "commitment"
FIGURE = "figure"


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
    CORRECTED = "corrected"


STATUS_KINDS = (Kind.ASSESSED, Kind.FORWARD, Kind.BACK, Kind.DELIVERED, Kind.CLOSED, Kind.CONFIRMED)


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one record.

    `record_kind` is `commitment` or `figure`. `key` names the change within its record and never moves to another one.
    `before` and `after` are codes for answers and statuses, dates for due dates, numbers for figures, and None where
    there is none. `days` is how far a due date moved: more than 0 for later. `anchor` is where the page tells of it.
    `body` is who answered, who gave the date, or whose figure it is.
    """

    kind: Kind
    record_kind: str
    record: str
    key: str
    date: PartialDate
    recorded: dt.date
    before: str | None
    after: str | None
    why: str
    evidence: tuple[Evidence, ...]
    anchor: str = ""
    body: str | None = None
    days: int = 0

    def __post_init__(self) -> None:
        """Share the words that thousands of changes have alike, such as `event-1`."""
        object.__setattr__(self, "key", sys.intern(self.key))
        object.__setattr__(self, "anchor", sys.intern(self.anchor))

    def __hash__(self) -> int:
        """By what names it: the rest of two changes is compared only where these are the same."""
        return hash((self.record, self.key))
