"""A promise: who made it, what was said about it, what has happened since, and how we judged that."""

from __future__ import annotations

import functools
import re
from typing import Annotated, ClassVar

from pydantic import computed_field

from macros.model import base
from macros.model.base import Coded, Record, Text, described, listed, optional
from macros.model.dates import in_words
from macros.model.entries import EDITS, WITHDRAWN, Correction, DatedRecord, Edit, Entry, Withdrawal
from macros.model.evidence import Conflict, Evidence

_RECORDED = ("Recorded", "The day on which this entry was written into the record.", "2026-11-21")
CORRECTS = (
    "Corrects",
    "Set when this entry puts right a mistake in another one of the same list.",
    {"entry": "royal-assent", "reason": "The day of the vote had been written."},
)
_EVIDENCE = ("Evidence", "The sources that this rests on.", [{"source": "2025-10-transport-letter"}])


class OtherLabel(Record):
    """What somebody else calls a recommendation: a second numbering."""

    by: base.BodyId = described("By", "The body that numbers it so.", "transport-office")
    label: base.Label = described("Label", "What that body calls it.", "59")


class Recommendation(Record):
    """Which recommendation of which report this is, and how surely its label is known."""

    report: base.ReportId = described("Report", "The report that made it.", "inspection-report")
    label: base.Label = described(
        "Label", "What the report calls it: a number, or one with letters, points or brackets.", "6a"
    )
    also: tuple[OtherLabel, ...] = listed("Also called", "What others call it.", [])
    numbering: Annotated[str, Coded("numbering")] = described(
        "How the number is known", "How many pages agree on the number, or that its wording was not seen.", "agreed"
    )
    wording: tuple[Evidence, ...] = listed(
        "Its own words", "What it says word for word, as quotes; empty where it could not be read.", []
    )
    evidence: tuple[Evidence, ...] = described(*_EVIDENCE, min_length=1)

    @computed_field(title="Number", description="The label as a number; null where it is none.")  # type: ignore[prop-decorator] # mypy knows no decorated properties
    @property
    def number(self) -> int | None:
        """The label as a number; None where it is none."""
        return int(self.label) if self.label.isdecimal() else None

    @property
    def place(self) -> tuple[tuple[int, int, str], ...]:
        """The key by which recommendations of one report are ordered: 2 before 10, and 6 before 6a before 7."""
        return tuple((int(number or 0), not number, letters) for number, letters in _PARTS.findall(self.label.lower()))


_PARTS = re.compile(r"(\d+)|([a-z]+)")


class Response(Entry):
    """What a responsible body said about it."""

    KEY: ClassVar[str] = "response-{body}-{date}"
    NOUN: ClassVar[str] = "response"

    date: base.Date = described("Date", "When the body answered.", "2025-10-14")
    body: base.BodyId = described("Body", "The body that answered.", "transport-office")
    response: Annotated[str, Coded("response")] = described("Response", "What the answer amounts to.", "accepted")
    recorded: base.Day = described(*_RECORDED)
    note: Text | None = optional(
        "Note", "What a reader should know about this answer.", "Said of all of them together."
    )
    evidence: tuple[Evidence, ...] = described(*_EVIDENCE, min_length=1)
    corrects: Correction | None = optional(*CORRECTS)


class OwnStatus(Entry):
    """What a body itself published as the status of its promise. It stands beside ours and never moves it."""

    KEY: ClassVar[str] = "own-status-{body}-{date}"
    NOUN: ClassVar[str] = "own status"

    date: base.Date = described("Date", "When the body said so.", "2025-12-17")
    body: base.BodyId = described("Body", "The body that said so.", "transport-office")
    value: Text = described("Own words", "What it calls the status, in its own words.", "Complete")
    amounts_to: Annotated[str, Coded("delivery")] | None = optional(
        "Amounts to", "The delivery value that the words come to, as we read them; null for none.", "delivered"
    )
    recorded: base.Day = described(*_RECORDED)
    evidence: tuple[Evidence, ...] = described(*_EVIDENCE, min_length=1)
    corrects: Correction | None = optional(*CORRECTS)


class Point(Record):
    """One testable state of the world that must be in effect before the promise counts as delivered."""

    id: base.Id = described("Id", "A short name, unique in this record.", "duty-in-force")
    text: Text = described(
        "Text", "The state of the world, as a sentence.", "The duty to inspect applies to every bridge."
    )
    public_instrument: base.Flag = described(
        "Leaves a public instrument",
        "Whether meeting it leaves a law, notice, register, decision, account, dataset or report that anyone can open. "
        "Only where it is false may the body's own word show that the point is met.",
        True,
        default=True,
    )


class Due(Entry):
    """A date by which the promise, or a part of it, was to be kept. Later dates are added, never replaced."""

    KEY: ClassVar[str] = "due-{announced}-{date}"
    NOUN: ClassVar[str] = "due date"
    DATED_BY: ClassVar[str] = "announced"

    announced: base.Date = described("Announced", "When this date was given.", "2026-06")
    date: base.Date = described("Due date", "The date that was given.", "2026-09-30")
    what: Text = described("What is due", "What is to have happened by then.", "The duty to inspect starts.")
    basis: Text | None = optional(
        "Basis", "How the date was worked out, when no source states it.", "Three months from 16 January."
    )
    points: tuple[base.Id, ...] = listed(
        "Points", "The points of `done_when` that fall due; empty for the whole.", ["duty-in-force"]
    )
    body: base.BodyId | None = optional(
        "Given by", "The body that gave the date; null when the sources do not say.", "transport-office"
    )
    provisional: base.Flag = described(
        "Provisional",
        "Whether it is counted from a start that was planned and is not known to have come, so that it cannot pass.",
        False,
        default=False,
    )
    replaces: base.Date | None = optional("Replaces", "The earlier due date that this one moves.", "2026-04")
    reason: Text | None = optional(
        "Reason", "Why the date moved or passed, as it was given; null when no reason is known.", "More time was asked."
    )
    recorded: base.Day = described(*_RECORDED)
    evidence: tuple[Evidence, ...] = described(*_EVIDENCE, min_length=1)
    corrects: Correction | None = optional(*CORRECTS)

    @property
    def deadline(self) -> str:
        """What is due and by when, so that nobody takes it for what has happened."""
        return f"Due by {in_words(self.date)}: {self.what}"


class Event(Entry):
    """Something that was said, done or found, on a date."""

    KEY: ClassVar[str] = "event-{id}"
    NOUN: ClassVar[str] = "event"

    id: base.Id = described("Id", "A short name, unique in this record.", "royal-assent")
    date: base.Date = described("Date", "When it happened.", "2026-04-29")
    type: Annotated[str, Coded("event-type")] = described("Type", "What kind of event it is.", "action")
    what: Text = described("What happened", "One or two plain sentences.", "The Act became law.")
    meets: tuple[base.Id, ...] = listed(
        "Meets", "The points of `done_when` that are in effect from this event on.", ["duty-in-force"]
    )
    recorded: base.Day = described(*_RECORDED)
    evidence: tuple[Evidence, ...] = described(*_EVIDENCE, min_length=1)
    corrects: Correction | None = optional(*CORRECTS)

    @computed_field(  # type: ignore[prop-decorator]  # pydantic's own way to publish a property
        title="Shared",
        description="The id of the record in `events/` that this event is, where it bears on several commitments: "
        "whoever counts events counts it once. Derived.",
        examples=["2026-04-29-bridges-act"],
    )
    @functools.cached_property
    def shared(self) -> str | None:
        """The id of the shared event that it is, which `with_shared_events` sets."""
        return None


class Bearing(Entry):
    """What a shared event means for one commitment."""

    KEY: ClassVar[str] = "bears-on-{commitment}"
    NOUN: ClassVar[str] = "bearing"
    DATED_BY: ClassVar[str] = "recorded"

    commitment: base.CommitmentId = described("Commitment", "The commitment that it bears on.", "bridge-repair")
    what: Text | None = optional(
        "What it means there", "One or two plain sentences; null for those of the event.", "Section 4 holds the duty."
    )
    meets: tuple[base.Id, ...] = listed(
        "Meets", "The points of `done_when` of that commitment that are in effect from this event on.", []
    )
    told_by: Text | None = optional(
        "Told by",
        "The key of the entry by which that commitment tells of it already: then it is the same event, and none is "
        "added.",
        "event-royal-assent",
    )
    recorded: base.Day = described(*_RECORDED)
    corrects: Correction | None = optional(*CORRECTS)


class SharedEvent(DatedRecord):
    """Something that was said, done or found once and bears on several commitments."""

    title: Text = described("Title", "What happened, in a few plain words.", "The Bridges Act becomes law")
    date: base.Date = described("Date", "When it happened.", "2026-04-29")
    type: Annotated[str, Coded("event-type")] = described("Type", "What kind of event it is.", "action")
    what: Text = described("What happened", "One or two plain sentences.", "The Act became law.")
    evidence: tuple[Evidence, ...] = described(*_EVIDENCE, min_length=1)
    bears_on: tuple[Bearing, ...] = described("Bears on", "Each commitment that it bears on.", [], min_length=1)
    edits: tuple[Edit, ...] = listed(*EDITS)
    withdrawn: Withdrawal | None = optional(*WITHDRAWN)

    def event_for(self, name: str, bearing: Bearing) -> Event:
        """The event that a commitment has by it; `name` is the id of this record."""
        event = Event(
            id=name,
            date=self.date,
            type=self.type,
            what=bearing.what or self.what,
            meets=bearing.meets,
            recorded=bearing.recorded,
            evidence=self.evidence,
        )
        event.__dict__["shared"] = name
        return event


class Assessment(Entry):
    """Our judgement of what has happened. The newest one is the status; earlier ones stay."""

    KEY: ClassVar[str] = "status-{date}-{delivery}"
    NOUN: ClassVar[str] = "assessment"

    date: base.Date = described("Date", "The date from which the status holds.", "2026-04-29")
    recorded: base.Day = described(*_RECORDED)
    delivery: Annotated[str, Coded("delivery")] = described("Delivery", "What has happened.", "under-way")
    reason: Text = described("Reason", "Why this value and no other.", "The duty is law; nothing shows it in force.")
    rests_on: tuple[base.Id, ...] = listed(
        "Rests on", "What decides it: ids of events, or keys of events and responses.", ["royal-assent"]
    )
    confirmed_by: Annotated[str, Coded("confirmation")] | None = optional(
        "Confirmed by", "Where points are met: who shows that it is done.", "independent"
    )
    successor: base.CommitmentId | None = optional(
        "Successor", "Where another one took over: that commitment.", "bridge-new"
    )
    corrects: Correction | None = optional(*CORRECTS)


class Search(Entry):
    """Somebody looked and found nothing new: what makes silence a statement that can be checked."""

    KEY: ClassVar[str] = "search-{date}"
    NOUN: ClassVar[str] = "search"

    date: base.Day = described("Date", "The day of the search.", "2026-11-21")
    places: tuple[Text, ...] = described("Places", "Where was looked.", ["archived public pages"], min_length=1)
    words: tuple[Text, ...] = described("Words", "What was looked for.", ["commissioning notice"], min_length=1)
    found: Text = described("Found", "What the search showed, in a sentence.", "No commissioning notice was found.")
    recorded: base.Day | None = optional(
        "Recorded", "The day on which this entry was written, when it is not the day of the search.", None
    )
    corrects: Correction | None = optional(*CORRECTS)


class EarlierAsk(Entry):
    """An earlier report asked for the same thing, or found the same lack."""

    KEY: ClassVar[str] = "asked-{background}-{date}"
    NOUN: ClassVar[str] = "earlier ask"

    background: base.BackgroundId = described("Report", "The earlier report or inspection.", "bridge-of-1890")
    date: base.Date = described("Date", "When it asked.", "2023-12-08")
    what: Text = described(
        "What it asked", "What it asked for or found, in our words.", "The bridge must be inspected every year."
    )
    recorded: base.Day = described(*_RECORDED)
    evidence: tuple[Evidence, ...] = described(*_EVIDENCE, min_length=1)
    corrects: Correction | None = optional(*CORRECTS)


class Commitment(DatedRecord):
    """One promise, call or recommendation."""

    title: Text = described("Title", "What is promised, in a few plain words.", "Repair the mill bridge")
    short_title: Text | None = optional(
        "Short title", "Two to four calm words for tiles and browser tabs.", "Mill bridge"
    )
    summary: Text = described(
        "Summary", "What it means, in one to three sentences.", "The office will pay for the repair."
    )
    kind: Annotated[str, Coded("commitment-kind")] = described("Kind", "Decides the rungs of delivery.", "legislation")
    recommendation: Recommendation | None = optional(
        "Recommendation", "Set when a report made it under a number.", {"report": "inspection-report", "label": "5"}
    )
    made_by: tuple[base.BodyId, ...] = described(
        "Made by", "Who asked for it or promised it.", ["transport-office"], min_length=1
    )
    stance: Annotated[str, Coded("stance")] = described(
        "Who says what", "Whether they asked for it, promised it, or say that they have done it.", "promised"
    )
    made_date: base.Date = described("Made on", "When it was asked for or promised.", "2025-10-14")
    made_evidence: tuple[Evidence, ...] = listed(
        "Evidence of the promise", "The sources that show the promise itself.", []
    )
    lead_body: base.BodyId = described("Lead body", "Who has to act first, as we read it.", "transport-office")
    supporting_bodies: tuple[base.BodyId, ...] = listed("Supporting bodies", "Who else has to.", ["mill-town-council"])
    themes: tuple[base.ThemeId, ...] = described("Themes", "Its subjects.", ["public-places"], min_length=1)
    restates: base.CommitmentId | None = optional(
        "Gives again",
        "The commitment that this one gives again, at another time or by another body. It takes the status of that one "
        "and is counted nowhere.",
        "bridge-repair",
    )
    part_of: tuple[base.CommitmentId, ...] = listed("Part of", "Wider commitments it belongs to.", ["bridge-repair"])
    related: tuple[base.CommitmentId, ...] = listed(
        "Related", "Commitments about the same thing, without being part of one another.", ["bridge-repair"]
    )
    figures: tuple[base.FigureId, ...] = listed("Figures", "Measured quantities about it.", ["library-visits"])
    caveats: tuple[Text, ...] = listed(
        "What is uncertain", "What a reader must know about the evidence.", ["Section 4 was read; section 5 not."]
    )
    responses: tuple[Response, ...] = listed("Responses", "What they said, oldest first.", [])
    own_status: tuple[OwnStatus, ...] = listed(
        "Own status", "What a body itself published as the status, oldest first.", []
    )
    done_when: tuple[Point, ...] = described("Done when", "States of the world, each testable.", [], min_length=1)
    due: tuple[Due, ...] = listed("Due dates", "Every date ever given, oldest first.", [])
    events: tuple[Event, ...] = listed("Events", "What happened, oldest first.", [])
    assessments: tuple[Assessment, ...] = listed(
        "Assessments", "Our judgements, oldest first; at least one, unless it gives another commitment again.", []
    )
    searches: tuple[Search, ...] = listed("Searches", "Where we looked and found nothing.", [])
    conflicts: tuple[Conflict, ...] = listed("Conflicts", "Where sources disagree.", [])
    earlier_asks: tuple[EarlierAsk, ...] = listed("Earlier asks", "The same ask in earlier reports, oldest first.", [])
    edits: tuple[Edit, ...] = listed(*EDITS)
    withdrawn: Withdrawal | None = optional(*WITHDRAWN)

    @property
    def addressees(self) -> tuple[str, ...]:
        """Every body that has to act: the lead body first."""
        return tuple(dict.fromkeys((self.lead_body, *self.supporting_bodies)))

    def basis(self, assessment: Assessment) -> tuple[Event | Response, ...]:
        """The events and responses that an assessment rests on, in the order of the record."""
        named = set(assessment.rests_on)
        events = (event for event in self.events if event.id in named or event.key in named)
        return (*events, *(response for response in self.responses if response.key in named))
