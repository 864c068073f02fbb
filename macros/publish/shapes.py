"""The shapes of the API, version 1: what each file holds, and what each field means.

Within version 1 fields are only added. The JSON Schemas and the OpenAPI description are made from these classes, and
the files are written from them. What a person typed stands in `record`, under the names of data/; what was computed
stands in `derived` or in a field that says so.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, TypeVar

from macros.model.base import BodyId, Coded, Date, Id, Record, Text, ThemeId, described
from macros.model.commitment import Assessment, Commitment, Event, Response, SharedEvent
from macros.model.entries import Entry
from macros.model.evidence import Evidence, Source
from macros.model.records import Background, Body, Figure, Theme
from macros.model.reports import Report
from macros.model.vocabulary import Codelist

Delivery = Annotated[str, Coded("delivery")]
_PAGE = (
    "Page",
    "Where people read it: a whole address; where the site does not know its own, the way from this file.",
    "../../../commitments/bridge-repair/",
)
_API = ("File", "Where the whole of it is: likewise.", "../commitments/bridge-repair.json")
_AS_OF = ("As of", "The day that the derived values are about.", "2026-11-21")
Shape = TypeVar("Shape", bound=Record)


def made(shape: type[Shape], /, **values: Any) -> Shape:
    """A shape from all its values, in the order of its fields, in which they are written.

    It is made as pickle would make it: pydantic's own way to make one unchecked costs more. Measured at 1,000
    commitments: 9.9 seconds of processor time, and 10.1 with `model_construct`.
    """
    found = shape.__new__(shape)
    found.__setstate__({"__dict__": values, **_NOTHING_ELSE})
    return found


def line_of(shape: type[Shape], entry: Entry, /, **more: Any) -> Shape:
    """A shape from the values of an entry, its key and what corrects it among them, and some more."""
    return made(shape, **dict(entry), **more)


_NOTHING_ELSE: dict[str, Any] = {
    "__pydantic_fields_set__": set(),
    "__pydantic_extra__": None,
    "__pydantic_private__": None,
}


class DueState(Record):
    """What became of a promised date by the day, as far as the record shows. Derived."""

    announced: Date = described("Announced", "When the date was given.", "2026-06")
    date: Date = described("Due date", "The date that was given.", "2026-09-30")
    outcome: str = described("Outcome", "`ahead`, `passed`, `kept`, `late`, `moved` or `provisional`.", "passed")
    days: int = described(
        "Days", "How late it was met, how long ago it passed, how far ahead it is, or how far it moved.", 52
    )


class Answer(Record):
    """The newest answer for one of those who have to act. Derived."""

    addressee: BodyId = described("Answers for", "Who has to act.", "transport-office")
    body: BodyId = described("Body", "Who answered: that body, or the nearest above it that did.", "hm-government")
    date: Date = described("Date", "When.", "2025-10-14")
    response: Annotated[str, Coded("response")] = described("Response", "What the answer amounts to.", "accepted")
    entry: str = described("Entry", "The key of the answer.", "response-transport-office-2025-10-14")


class Derived(Record):
    """The state on a day, computed from the record. Nothing here was typed by a person."""

    as_of: dt.date = described(*_AS_OF)
    delivery: Delivery | None = described("Delivery", "What has happened.", "under-way")
    since: Date | None = described("Since", "The date from which that value holds.", "2026-04-29")
    response: Annotated[str, Coded("response")] | None = described(
        "Response", "What the lead body said, or who answers for it.", "accepted"
    )
    response_date: Date | None = described("Response date", "When they said it.", "2025-10-14")
    responses: tuple[Answer, ...] = described("Responses", "The newest answers of all who have to act.", [])
    has_differing_own_status: bool = described(
        "Own status differs", "Whether a body's own newest status comes to another value than `delivery`.", False
    )
    points_met: tuple[Id, ...] = described("Points met", "Points of `done_when` that are met.", [])
    points_unmet: tuple[Id, ...] = described("Points unmet", "Points that nothing shows to be met.", ["duty-in-force"])
    due: tuple[DueState, ...] = described("Due dates", "What became of each date.", [])
    date_moves: int = described("Moves", "How often a due date moved.", 0)
    days_moved: int = described("Days moved", "By how many days in all.", 0)
    newest_evidence: Date | None = described(
        "Newest evidence", "The same as `last_reported`, under its first name.", "2026-06"
    )
    last_reported: Date | None = described("Last reported", "Date of the newest event or answer.", "2026-06")
    last_act: Date | None = described("Last act", "Date of the newest event that carries it out.", "2026-04-29")
    last_checked: dt.date | None = described("Last checked", "Newest day of an entry or a search.", "2026-11-21")
    check_due: dt.date | None = described("Check due", "When the next check is due.", "2026-12-21")
    quiet_days: int = described(
        "Quiet days",
        "Days since the newest event or answer.",
        144,
    )
    is_quiet: bool = described("Quiet", "Whether that is long for an open promise.", False)
    is_overdue: bool = described("Date passed", "Whether a date passed with nothing that shows it kept.", True)
    is_due_a_check: bool = described("Due a check", "Whether the next check is due.", False)
    is_disputed: bool = described("Disputed", "Whether sources disagree.", False)
    is_closed: bool = described("Closed", "Whether nothing more is expected.", False)
    has_gone_back: bool = described("Went back", "Whether the newest change was to a lower value.", False)
    has_one_source: bool = described("One source", "Whether the status rests on one publisher.", True)


class CommitmentLine(Record):
    """One commitment in the list."""

    id: Id = described("Id", "For ever.", "bridge-repair")
    number: int | None = described("Number", "Its label as a number; null where it is none.", 5)
    report: Id | None = described(
        "Report", "The report that made it, when it is a recommendation.", "inspection-report"
    )
    label: str | None = described("Label", "What the report calls it.", "6a")
    title: Text = described("Title", "What is promised.", "Repair the mill bridge")
    kind: Annotated[str, Coded("commitment-kind")] = described("Kind", "What kind of promise it is.", "legislation")
    stance: Annotated[str, Coded("stance")] = described(
        "Who says what", "Whether they asked for it, promised it, or say that they have done it.", "promised"
    )
    made_by: tuple[BodyId, ...] = described(
        "Made by", "Who asked for it, promised it or says so.", ["transport-office"]
    )
    restates: Id | None = described(
        "Gives again", "The commitment that it gives again, whose status it has; count only those with null.", None
    )
    lead_body: BodyId = described("Lead body", "Who has to act first, as we read it.", "transport-office")
    supporting_bodies: tuple[BodyId, ...] = described("Supporting bodies", "Who else has to.", ["transport-office"])
    themes: tuple[ThemeId, ...] = described("Themes", "Its subjects.", ["public-places"])
    page: str = described(*_PAGE)
    api: str = described(*_API)
    derived: Derived = described("Derived", "The state on the day.", None)


class StatusLine(Record):
    """What has become of each commitment, in one row: the table to begin with. Derived, and in words."""

    id: Id = described("Id", "For ever.", "bridge-repair")
    report: Id | None = described("Report", "The report that made it; empty for other promises.", "inspection-report")
    label: str | None = described("Label", "What the report calls it.", "6a")
    title: Text = described("Title", "What is promised.", "Repair the mill bridge")
    short_title: Text | None = described("Short title", "The same in a few words.", "Mill bridge")
    lead_body: BodyId = described("Lead body", "The id of who has to act first, as we read it.", "transport-office")
    lead_body_name: Text = described("Name of the lead body", "What it is called.", "Transport Office")
    delivery: Delivery | None = described("Delivery", "The code of the status.", "under-way")
    status: str | None = described("Status", "What has happened, in words.", "Under way")
    since: Date | None = described("Since", "The date from which the status holds.", "2026-04-29")
    answer: str | None = described("Answer", "What the lead body said, or who answers for it, in words.", "Accepted")
    next_deadline: Date | None = described("Next deadline", "The nearest date that lies ahead.", "2027-03")
    is_overdue: bool = described("Overdue", "Whether a date passed with nothing that shows it kept.", True)
    overdue_deadline: Date | None = described("Overdue deadline", "The oldest such date.", "2026-09-30")
    last_reported: Date | None = described("Last reported", "Date of the newest event or answer.", "2026-06")
    last_checked: dt.date | None = described("Last checked", "Newest day of an entry or a search.", "2026-11-21")
    as_of: dt.date = described(*_AS_OF)
    page: str = described(*_PAGE)


class ChangeLine(Record):
    """One change of one record."""

    id: str = described("Id", "The same as in the feeds, for ever.", "tag:mill-town-tracker,2025:commitment/…")
    change: str = described("Change", "What it amounts to.", "moved-forward")
    record_kind: str = described(
        "Kind of record", "`commitment`, `figure`, `background`, `source`, `body` …", "commitment"
    )
    record_id: str = described("Record", "Its id.", "bridge-repair")
    date: Date = described("Date", "The day that the change is about.", "2026-04-29")
    recorded: dt.date = described("Recorded", "The day on which it was written down.", "2026-11-21")
    before: str | None = described("Before", "From what.", "planned")
    after: str | None = described("After", "To what.", "under-way")
    value_type: str | None = described(
        "Type of the values",
        "What `before` and `after` are: a code of the codelist `delivery`, `response` or `event-type`, a `date`, a "
        "`number` or a `text`; null where both are null.",
        "delivery",
    )
    days: int | None = described(
        "Days", "How far a due date moved, more than 0 for later; null for every other change.", 56
    )
    body: BodyId | None = described("Body", "Who answered, or whose figure it is.", None)
    why: str = described("Why", "The reason, or what happened.", "The duty is law.")
    corrects_entry: str | None = described("Corrects", "The key of the entry that this one corrects.", None)
    corrected_by: str | None = described("Corrected by", "The key of the entry that corrects this one.", None)
    evidence: tuple[Evidence, ...] = described("Evidence", "What it rests on.", [])
    page: str = described(*_PAGE)


class CommitmentItem(Record):
    """One commitment: the record, its state and its changes."""

    id: Id = described("Id", "For ever.", "bridge-repair")
    page: str = described(*_PAGE)
    api: str = described(*_API)
    record: Commitment = described("Record", "As it was typed.", None)
    derived: Derived = described("Derived", "The state on the day.", None)
    changes: tuple[ChangeLine, ...] = described("Changes", "Oldest first. Derived.", [])


class EventLine(Event):
    """One event, with the commitment it belongs to."""

    commitment_id: Id = described("Commitment", "The id of the commitment.", "bridge-repair")


class AssessmentLine(Assessment):
    """One assessment, with the commitment it belongs to."""

    commitment_id: Id = described("Commitment", "The id of the commitment.", "bridge-repair")


class ResponseLine(Response):
    """One answer, with the commitment it belongs to."""

    commitment_id: Id = described("Commitment", "The id of the commitment.", "bridge-repair")


class _RecordItem(Record):
    id: Id = described("Id", "For ever.", "transport-office")
    page: str = described(*_PAGE)
    api: str = described(*_API)


class EventItem(_RecordItem):
    """One event that bears on several commitments. Each of them has it among its events, with `shared`."""

    record: SharedEvent = described("Record", "As it was typed.", None)


class BodyItem(_RecordItem):
    """One body, with what it leads, supports, and asked for or promised."""

    record: Body = described("Record", "As it was typed.", None)
    leads: tuple[Id, ...] = described("Leads", "Commitments. Derived.", [])
    supports: tuple[Id, ...] = described("Supports", "Commitments. Derived.", [])
    made: tuple[Id, ...] = described("Made", "Commitments that it asked for or promised. Derived.", [])


class ReportItem(_RecordItem):
    """One report, with its recommendations that are in the record, in their order."""

    record: Report = described("Record", "As it was typed.", None)
    recommendations: tuple[Id, ...] = described("Recommendations", "Commitments. Derived.", [])


class ThemeItem(_RecordItem):
    """One theme, with its commitments."""

    record: Theme = described("Record", "As it was typed.", None)
    commitments: tuple[Id, ...] = described("Commitments", "Derived.", [])


class RecordName(Record):
    """What names a record of any kind."""

    record_kind: str = described("Kind of record", "`commitment`, `figure` or `background`.", "commitment")
    record_id: Id = described("Record", "Its id.", "bridge-repair")


class SourceItem(_RecordItem):
    """One source, with the records that rest on it. The texts themselves are not published."""

    record: Source = described("Record", "As it was typed.", None)
    cited_by: tuple[RecordName, ...] = described("Cited by", "The records. Derived.", [])


class NumberLine(Record):
    """One value of a figure, as a number. Derived."""

    entry: str = described("Entry", "The key of the value in the record.", "value-2025-11-05-1273")
    date: Date = described("As of", "The date that the value is about.", "2025-11-05")
    value: float = described("Value", "The number.", 1273)


class FigureItem(_RecordItem):
    """One figure, with the commitments that use it."""

    record: Figure = described("Record", "As it was typed; numbers are text, as the source gives them.", None)
    numbers: tuple[NumberLine, ...] = described("Numbers", "The values that count, as numbers. Derived.", [])
    commitments: tuple[Id, ...] = described("Commitments", "Derived.", [])


class BackgroundItem(_RecordItem):
    """One piece of background: an earlier report or inspection."""

    record: Background = described("Record", "As it was typed.", None)


class CodelistItem(_RecordItem):
    """One codelist. Values may be added within version 1."""

    record: Codelist = described("Record", "As it was typed.", None)


class StandingLine(Record):
    """How one commitment stood on a day."""

    id: Id = described("Id", "The commitment.", "bridge-repair")
    report: Id | None = described("Report", "The report that made it; null for other promises.", "inspection-report")
    label: str | None = described("Label", "What the report calls it.", "6a")
    title: Text = described("Title", "What is promised, as it is called today.", "Repair the mill bridge")
    delivery: Delivery | None = described("Delivery", "What had happened by then.", "planned")
    since: Date | None = described("Since", "The date from which that value held.", "2025-10-14")
    response: Annotated[str, Coded("response")] | None = described("Response", "What had been said.", "accepted")
    due: tuple[Date, ...] = described("Due", "Dates given by then and not moved by then.", ["2026-09-30"])


class AsOfItem(Record):
    """The state of every commitment that had been made by the end of a day, from nothing dated later. Derived."""

    name: str = described("Name", "What is listed: `as-of`.", "as-of")
    as_of: dt.date = described(*_AS_OF)
    count: int = described("Count", "How many there are.", 44)
    items: tuple[StandingLine, ...] = described("Items", "By id.", [])


class DayLine(Record):
    """One day on which something changed."""

    date: dt.date = described("Day", "The day.", "2026-04-29")
    api: str = described(*_API)
