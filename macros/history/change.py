"""One change of one record: what it amounts to, from what to what, why, and on which evidence."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from macros.model.commitment import Assessment, Due, EarlierAsk, Event, OwnStatus, Response, Search
from macros.model.dates import PartialDate, days_between
from macros.model.entries import Edit, Entry, Stored
from macros.model.evidence import Evidence
from macros.model.records import BackgroundEvent, Reply, Value

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


# What puts a mistake right, or changes what was written.
REPAIRS = (Kind.CORRECTED, Kind.EDITED, Kind.STORED, Kind.WITHDRAWN, Kind.MOVED)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Change:
    """One change of one record.

    `sort` is what it would amount to if it corrected nothing. `key` names the change within its record and never moves
    to another one. `entry` is the entry that makes the change, `corrects` the one that it puts right, and `corrected`
    the one that corrects it in turn; they are None where there is none. `body` is who made, answered, gave the date, or
    whose figure it is.
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
    entry: Entry | None = None
    corrects: Entry | None = None
    corrected: Entry | None = None

    @property
    def kind(self) -> Kind:
        """What it amounts to: a correction is told as one."""
        return Kind.CORRECTED if self.corrects else self.sort

    @property
    def before(self) -> str | None:
        """What was there before, as a code, date, number or text; None where there was nothing."""
        return None

    @property
    def after(self) -> str | None:
        """What is there since; likewise."""
        return None

    @property
    def days(self) -> int:
        """How far a due date moved: more than 0 for later."""
        return 0

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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Promised(Change):
    """A promise or an ask came into the record."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Answered(Change):
    """A body answered; before and after are codes of responses."""

    entry: Response
    last: Response | None

    @property
    def before(self) -> str | None:
        return self.last.response if self.last else None

    @property
    def after(self) -> str:
        return self.entry.response


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OwnStatusGiven(Change):
    """A body published a status of its own; before and after are its words."""

    entry: OwnStatus
    last: OwnStatus | None

    @property
    def before(self) -> str | None:
        return self.last.value if self.last else None

    @property
    def after(self) -> str:
        return self.entry.value


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Assessed(Change):
    """A status was judged; before and after are delivery values."""

    entry: Assessment
    last: Assessment | None

    @property
    def before(self) -> str | None:
        return self.last.delivery if self.last else None

    @property
    def after(self) -> str:
        return self.entry.delivery


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Dated(Change):
    """A date was given, or moved."""

    entry: Due
    moved_from: PartialDate | None

    @property
    def before(self) -> str | None:
        return str(self.moved_from) if self.moved_from else None

    @property
    def after(self) -> str:
        return str(self.entry.date)

    @property
    def days(self) -> int:
        return days_between(self.moved_from.last, self.entry.date.last) if self.moved_from else 0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Happened(Change):
    """Something was announced, done or found; `after` is the type of the event, None for background."""

    entry: Event | BackgroundEvent

    @property
    def after(self) -> str | None:
        return getattr(self.entry, "type", None)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Measured(Change):
    """A figure has a value; before and after are numbers."""

    entry: Value
    last: Value | None

    @property
    def before(self) -> str | None:
        return str(self.last.value) if self.last else None

    @property
    def after(self) -> str:
        return str(self.entry.value)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Checked(Change):
    """Somebody looked, and found nothing new."""

    entry: Search


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AskedBefore(Change):
    """An earlier report had asked for the same."""

    entry: EarlierAsk


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Asked(Change):
    """This project asked a body for its side; `entry` holds what came back."""

    entry: Reply


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Edited(Change):
    """A value outside the lists of entries was changed in the open."""

    entry: Edit
    was: str
    now: str

    @property
    def before(self) -> str:
        return self.was

    @property
    def after(self) -> str:
        return self.now


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TextReplaced(Change):
    """The stored text of a source was replaced."""

    entry: Stored


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Withdrawn(Change):
    """A record no longer counts."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Moved(Change):
    """A record has a new id; before and after are ids."""

    old: str

    @property
    def before(self) -> str:
        return self.old

    @property
    def after(self) -> str:
        return self.record
