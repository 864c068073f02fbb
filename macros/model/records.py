"""Everything around the promises: bodies, themes, figures, background, office-holders, names and helplines.

Also what guides a reader through the record: words explained, and promises gathered into groups.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from macros.model import base
from macros.model.base import Coded, Record, Text, described, listed, optional
from macros.model.commitment import CORRECTS
from macros.model.entries import EDITS, WITHDRAWN, Correction, DatedRecord, Edit, Entry, Withdrawal
from macros.model.evidence import IDENTIFIERS, Conflict, Evidence, Identifier

_EVIDENCE = ("Evidence", "The sources that this rests on.", [{"source": "2025-10-transport-letter"}])


class Reply(Entry):
    """This project asked a body for its side; what came back, in its own words."""

    KEY: ClassVar[str] = "reply-{date}"
    NOUN: ClassVar[str] = "question to the body"

    date: base.Day = described("Asked on", "The day on which it was asked.", "2026-12-01")
    asked: Text = described(
        "Asked", "What it was asked, in a sentence.", "Whether the first assessments were finished."
    )
    commitments: tuple[base.CommitmentId, ...] = described(
        "Commitments", "What the question is about.", ["bridge-repair"], min_length=1
    )
    answered_on: base.Day | None = optional(
        "Answered on",
        "The day of its answer; null while there is none. An answer that comes later is a new entry with the question.",
        None,
    )
    quote: Text | None = optional("Answer", "Its own words, as it sent them.", None)
    recorded: base.Day = described("Recorded", "The day on which this entry was written.", "2026-12-01")
    corrects: Correction | None = optional(*CORRECTS)


class Body(DatedRecord):
    """One organisation (field names after Popolo)."""

    name: Text = described("Name", "Its full name.", "Mill Town Council")
    short_name: Text | None = optional("Short name", "The name in tables.", "The council")
    classification: Annotated[str, Coded("body-classification")] = described(
        "Class", "What kind of body it is.", "local-government"
    )
    description: Text = described("Description", "What it is, in a sentence.", "The council of the town.")
    parent: base.BodyId | None = optional("Parent", "The body it belongs to.", "transport-office")
    url: base.Https | None = optional("Address", "Its own site.", "https://council.example.org/")
    identifiers: tuple[Identifier, ...] = listed(*IDENTIFIERS)
    requests: tuple[Annotated[str, Coded("request")], ...] | None = optional(
        "How to ask it", "Kinds of request that reach it; null for those of its class.", ["letter"]
    )
    replies: tuple[Reply, ...] = listed(
        "Right of reply", "What this project asked it, and what it answered, oldest first.", []
    )
    edits: tuple[Edit, ...] = listed(*EDITS)
    withdrawn: Withdrawal | None = optional(*WITHDRAWN)


class Theme(DatedRecord):
    """One subject."""

    title: Text = described("Title", "The subject.", "Mill bridge")
    description: Text = described("Description", "What belongs to it.", "Bridges, squares and libraries.")
    edits: tuple[Edit, ...] = listed(*EDITS)
    withdrawn: Withdrawal | None = optional(*WITHDRAWN)


class Value(Entry):
    """What a figure was on one date, according to one source."""

    KEY: ClassVar[str] = "value-{date}-{value}"
    NOUN: ClassVar[str] = "value"

    date: base.Date = described("As of", "The date that the value is about.", "2025-11-05")
    value: base.Number = described("Value", "The number, as the source gives it, in digits.", "1273")
    qualifier: Annotated[str, Coded("qualifier")] = described(
        "Qualifier", "Whether the source says exactly, about, over …", "exactly"
    )
    recorded: base.Day = described("Recorded", "The day on which this entry was written.", "2026-11-21")
    note: Text | None = optional("Note", "What a reader must know.", "Without the book van.")
    evidence: tuple[Evidence, ...] = described(*_EVIDENCE, min_length=1)
    corrects: Correction | None = optional(*CORRECTS)


class Incomparable(Record):
    """Another figure that looks alike and counts something else."""

    figure: base.FigureId = described("Figure", "The other figure.", "library-loans")
    why: Text = described("Why", "What differs.", "Loans are not visits.")


class Figure(DatedRecord):
    """One measured quantity. All its values share one definition and one unit, so they may stand on one line."""

    title: Text = described("Title", "What is counted, in a few words.", "Visits to the town library")
    definition: Text = described(
        "Definition", "What exactly is counted, by whom.", "People who came in, counted at the door."
    )
    unit: Annotated[str, Coded("unit")] = described("Unit", "What one of it is.", "days")
    scope: Text = described("Scope", "Where and when.", "Mill Town, January to June 2025")
    body: base.BodyId = described("Body", "Whose figure it is.", "mill-town-council")
    themes: tuple[base.ThemeId, ...] = described("Themes", "Its subjects.", ["public-places"], min_length=1)
    values: tuple[Value, ...] = described("Values", "Dated values, oldest first.", [], min_length=1)
    not_comparable_with: tuple[Incomparable, ...] = listed("Not comparable with", "Look-alikes.", [])
    conflicts: tuple[Conflict, ...] = listed("Conflicts", "Where sources disagree.", [])
    edits: tuple[Edit, ...] = listed(*EDITS)
    withdrawn: Withdrawal | None = optional(*WITHDRAWN)


class BackgroundEvent(Entry):
    """Something that happened and is part of no promise."""

    KEY: ClassVar[str] = "event-{id}"
    NOUN: ClassVar[str] = "event"

    id: base.Id = described("Id", "A short name, unique in this record.", "report")
    date: base.Date = described("Date", "When it happened.", "2015-02-04")
    what: Text = described("What happened", "One or two plain sentences.", "The report was published.")
    recorded: base.Day = described("Recorded", "The day on which this entry was written.", "2026-11-21")
    evidence: tuple[Evidence, ...] = described(*_EVIDENCE, min_length=1)
    corrects: Correction | None = optional(*CORRECTS)


class Background(DatedRecord):
    """Dated context that is nobody's promise: earlier reports and inspections."""

    title: Text = described("Title", "The report or inspection.", "Inspection of the mill bridge")
    summary: Text = described("Summary", "What it was about.", "An inspection of the bridge.")
    bodies: tuple[base.BodyId, ...] = listed("Bodies", "Who made it, and whom it is about.", ["works-inspectorate"])
    themes: tuple[base.ThemeId, ...] = described("Themes", "Its subjects.", ["public-places"], min_length=1)
    report: base.SourceId | None = optional("Report", "The report itself, when a page of it is known.", None)
    often_confused_with: tuple[base.BackgroundId, ...] = listed(
        "Often confused with", "Other reports of the same name.", ["bridge-of-1890"]
    )
    told_apart_by: Text | None = optional(
        "Told apart by", "How to recognise it.", "It is about one bridge, not all of them."
    )
    commitments: tuple[base.CommitmentId, ...] = listed("Commitments", "Promises it bears on.", ["bridge-repair"])
    figures: tuple[base.FigureId, ...] = listed("Figures", "Measured quantities about it.", [])
    caveats: tuple[Text, ...] = listed("What is uncertain", "What a reader must know.", [])
    events: tuple[BackgroundEvent, ...] = described("Events", "What happened, oldest first.", [], min_length=1)
    conflicts: tuple[Conflict, ...] = listed("Conflicts", "Where sources disagree.", [])
    edits: tuple[Edit, ...] = listed(*EDITS)
    withdrawn: Withdrawal | None = optional(*WITHDRAWN)


class Role(Record):
    """A public role of an office-holder."""

    title: Text = described("Role", "The role.", "Town Clerk")
    body: base.BodyId = described("Body", "Where it is held.", "transport-office")
    start: base.Date | None = optional("From", "When it began; null when not known here.", "2024-07")
    end: base.Date | None = optional("Until", "When it ended; null when not known here.", None)


class Person(Record):
    """Somebody who may be named, because of a public role."""

    name: Text = described("Name", "The name as it is written.", "Ada Miller")
    roles: tuple[Role, ...] = described("Roles", "The public roles.", [], min_length=1)
    sources: tuple[base.SourceId, ...] = described("Sources", "Where the role is shown.", [], min_length=1)


class OfficeHolders(DatedRecord):
    """The people who may be named, and nobody else."""

    people: tuple[Person, ...] = described("People", "Office-holders.", [])
    edits: tuple[Edit, ...] = listed(*EDITS)


class ProperNames(DatedRecord):
    """Capitalised names that are not people: places, laws, programmes, publications."""

    places: tuple[Text, ...] = described("Places", "Towns, regions, buildings.", ["Mill Town"])
    laws: tuple[Text, ...] = described("Laws", "Acts and bills.", ["Bridges Act"])
    programmes: tuple[Text, ...] = described("Programmes", "Operations, inquiries, services.", ["Book Van Service"])
    publications: tuple[Text, ...] = described("Publications", "Titles and publishers.", ["Mill News"])
    other: tuple[Text, ...] = described("Other", "Anything else.", ["Royal Assent"])
    edits: tuple[Edit, ...] = listed(*EDITS)


class Helpline(Record):
    """One place where a reader can get help."""

    name: Text = described("Name", "The service.", "Town Helpline")
    number: Text = described("Number", "Its phone number.", "0123 456")
    audience: Text = described("For whom", "Who may call.", "everybody")
    hours: Text = described("Hours", "When it answers.", "always")
    url: base.Https = described("Address", "Its site.", "https://help.example.org/")
    seen: Text | None = optional("Seen at", "The page on which the number was read.", None)


class Helplines(DatedRecord):
    """The reviewed list of helplines."""

    checked_on: base.Day = described("Checked on", "The day on which the list was last reviewed.", "2026-11-21")
    note: Text = described("Note", "What the review covered.", "Numbers compared with public pages.")
    helplines: tuple[Helpline, ...] = described("Helplines", "The services.", [], min_length=1)
    edits: tuple[Edit, ...] = listed(*EDITS)


class Term(Record):
    """One word or name that a reader may not know."""

    term: Text = described("Word", "The word, as it is most often written.", "Royal Assent")
    also: tuple[Text, ...] = listed("Also written", "Other forms of it.", ["statutory inquiries"])
    definition: Text = described("Meaning", "What it means, in one or two plain sentences.", "The King's agreement.")
    sources: tuple[base.SourceId, ...] = listed(
        "Sources", "Where the meaning is shown, when it is a fact about the world.", []
    )


class Glossary(DatedRecord):
    """The words that the pages explain. Bodies explain themselves: their names come from `bodies/`."""

    terms: tuple[Term, ...] = described("Words", "Words in alphabetical order.", [], min_length=1)
    edits: tuple[Edit, ...] = listed(*EDITS)


class Group(Record):
    """Promises that are shown together. A promise is in the first group that fits it."""

    id: base.Id = described("Id", "A short name.", "january-2025")
    title: Text = described("Title", "What a reader sees.", "March 2025")
    description: Text = described("Description", "What belongs to it.", "What was promised before the inspection.")
    themes: tuple[base.ThemeId, ...] = listed("Themes", "Fits a promise with one of these themes.", ["public-places"])
    made: tuple[base.Date, ...] = listed("Made in", "Fits a promise made at one of these times.", ["2025-03"])


class Groups(DatedRecord):
    """How the promises that are not numbered recommendations are gathered. The last group takes what is left."""

    groups: tuple[Group, ...] = described("Groups", "The groups, in the order in which they are tried.", [])
    rest: Text = described("Title of the rest", "The group of what fits nowhere else.", "Other promises")
    edits: tuple[Edit, ...] = listed(*EDITS)
