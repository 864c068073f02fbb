"""Everything around the promises: bodies, themes, figures, background, office-holders, names, helplines.

The vocabularies: every allowed value with its meaning and, where rules need it, its weight.

What guides a reader through the record: words explained, and promises gathered into groups.
"""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from macros.model.base import (
    BackgroundId,
    BodyId,
    Coded,
    CommitmentId,
    Date,
    Day,
    FigureId,
    Flag,
    Https,
    Id,
    Number,
    Record,
    SourceId,
    Text,
    ThemeId,
    described,
)
from macros.model.commitment import CORRECTS
from macros.model.entries import EDITS, WITHDRAWN, Correction, DatedRecord, Edit, Entry, Withdrawal
from macros.model.evidence import Conflict, Evidence

_EVIDENCE = ("Evidence", "The sources that this rests on.", [{"source": "2025-10-transport-letter"}])


class Reply(Entry):
    """This project asked a body for its side; what came back, in its own words."""

    KEY: ClassVar[str] = "reply-{date}"
    NOUN: ClassVar[str] = "question to the body"

    date: Day = described("Asked on", "The day on which it was asked.", "2026-12-01")
    asked: Text = described(
        "Asked", "What it was asked, in a sentence.", "Whether the first assessments were finished."
    )
    commitments: tuple[CommitmentId, ...] = described(
        "Commitments", "What the question is about.", ["bridge-repair"], min_length=1
    )
    answered_on: Day | None = described(
        "Answered on",
        "The day of its answer; null while there is none. An answer that comes later is a new entry with the question.",
        None,
        default=None,
    )
    quote: Text | None = described("Answer", "Its own words, as it sent them.", None, default=None)
    recorded: Day = described("Recorded", "The day on which this entry was written.", "2026-12-01")
    corrects: Correction | None = described(*CORRECTS, default=None)


class Body(DatedRecord):
    """One organisation (field names after Popolo)."""

    name: Text = described("Name", "Its full name.", "Mill Town Council")
    short_name: Text | None = described("Short name", "The name in tables.", "The council", default=None)
    classification: Annotated[str, Coded("body-classification")] = described(
        "Class", "What kind of body it is.", "local-government"
    )
    description: Text = described("Description", "What it is, in a sentence.", "The council of the town.")
    parent: BodyId | None = described("Parent", "The body it belongs to.", "transport-office", default=None)
    url: Https | None = described("Address", "Its own site.", "https://council.example.org/", default=None)
    requests: tuple[Annotated[str, Coded("request")], ...] | None = described(
        "How to ask it", "Kinds of request that reach it; null for those of its class.", ["letter"], default=None
    )
    replies: tuple[Reply, ...] = described(
        "Right of reply", "What this project asked it, and what it answered, oldest first.", [], default=()
    )
    edits: tuple[Edit, ...] = described(*EDITS, default=())
    withdrawn: Withdrawal | None = described(*WITHDRAWN, default=None)


class Theme(DatedRecord):
    """One subject."""

    title: Text = described("Title", "The subject.", "Mill bridge")
    description: Text = described("Description", "What belongs to it.", "Bridges, squares and libraries.")
    edits: tuple[Edit, ...] = described(*EDITS, default=())
    withdrawn: Withdrawal | None = described(*WITHDRAWN, default=None)


class Value(Entry):
    """What a figure was on one date, according to one source."""

    KEY: ClassVar[str] = "value-{date}-{value}"
    NOUN: ClassVar[str] = "value"

    date: Date = described("As of", "The date that the value is about.", "2025-11-05")
    value: Number = described("Value", "The number, as the source gives it, in digits.", "1273")
    qualifier: Annotated[str, Coded("qualifier")] = described(
        "Qualifier", "Whether the source says exactly, about, over …", "exactly"
    )
    recorded: Day = described("Recorded", "The day on which this entry was written.", "2026-11-21")
    note: Text | None = described("Note", "What a reader must know.", "Without the book van.", default=None)
    evidence: tuple[Evidence, ...] = described(*_EVIDENCE, min_length=1)
    corrects: Correction | None = described(*CORRECTS, default=None)


class Incomparable(Record):
    """Another figure that looks alike and counts something else."""

    figure: FigureId = described("Figure", "The other figure.", "library-loans")
    why: Text = described("Why", "What differs.", "Loans are not visits.")


class Figure(DatedRecord):
    """One measured quantity. All its values share one definition and one unit, so they may stand on one line."""

    title: Text = described("Title", "What is counted, in a few words.", "Visits to the town library")
    definition: Text = described(
        "Definition", "What exactly is counted, by whom.", "People who came in, counted at the door."
    )
    unit: Annotated[str, Coded("unit")] = described("Unit", "What one of it is.", "days")
    scope: Text = described("Scope", "Where and when.", "Mill Town, January to June 2025")
    body: BodyId = described("Body", "Whose figure it is.", "mill-town-council")
    themes: tuple[ThemeId, ...] = described("Themes", "Its subjects.", ["public-places"], min_length=1)
    values: tuple[Value, ...] = described("Values", "Dated values, oldest first.", [], min_length=1)
    not_comparable_with: tuple[Incomparable, ...] = described("Not comparable with", "Look-alikes.", [], default=())
    conflicts: tuple[Conflict, ...] = described("Conflicts", "Where sources disagree.", [], default=())
    edits: tuple[Edit, ...] = described(*EDITS, default=())
    withdrawn: Withdrawal | None = described(*WITHDRAWN, default=None)


class BackgroundEvent(Entry):
    """Something that happened and is part of no promise."""

    KEY: ClassVar[str] = "event-{id}"
    NOUN: ClassVar[str] = "event"

    id: Id = described("Id", "A short name, unique in this record.", "report")
    date: Date = described("Date", "When it happened.", "2015-02-04")
    what: Text = described("What happened", "One or two plain sentences.", "The report was published.")
    recorded: Day = described("Recorded", "The day on which this entry was written.", "2026-11-21")
    evidence: tuple[Evidence, ...] = described(*_EVIDENCE, min_length=1)
    corrects: Correction | None = described(*CORRECTS, default=None)


class Background(DatedRecord):
    """Dated context that is nobody's promise: earlier reports and inspections."""

    title: Text = described("Title", "The report or inspection.", "Inspection of the mill bridge")
    summary: Text = described("Summary", "What it was about.", "An inspection of the bridge.")
    bodies: tuple[BodyId, ...] = described(
        "Bodies", "Who made it, and whom it is about.", ["works-inspectorate"], default=()
    )
    themes: tuple[ThemeId, ...] = described("Themes", "Its subjects.", ["public-places"], min_length=1)
    report: SourceId | None = described("Report", "The report itself, when a page of it is known.", None, default=None)
    often_confused_with: tuple[BackgroundId, ...] = described(
        "Often confused with", "Other reports of the same name.", ["bridge-of-1890"], default=()
    )
    told_apart_by: Text | None = described(
        "Told apart by", "How to recognise it.", "It is about one bridge, not all of them.", default=None
    )
    commitments: tuple[CommitmentId, ...] = described(
        "Commitments", "Promises it bears on.", ["bridge-repair"], default=()
    )
    figures: tuple[FigureId, ...] = described("Figures", "Measured quantities about it.", [], default=())
    caveats: tuple[Text, ...] = described("What is uncertain", "What a reader must know.", [], default=())
    events: tuple[BackgroundEvent, ...] = described("Events", "What happened, oldest first.", [], min_length=1)
    conflicts: tuple[Conflict, ...] = described("Conflicts", "Where sources disagree.", [], default=())
    edits: tuple[Edit, ...] = described(*EDITS, default=())
    withdrawn: Withdrawal | None = described(*WITHDRAWN, default=None)


class Role(Record):
    """A public role of an office-holder."""

    title: Text = described("Role", "The role.", "Town Clerk")
    body: BodyId = described("Body", "Where it is held.", "transport-office")
    start: Date | None = described("From", "When it began; null when not known here.", "2024-07", default=None)
    end: Date | None = described("Until", "When it ended; null when not known here.", None, default=None)


class Person(Record):
    """Somebody who may be named, because of a public role."""

    name: Text = described("Name", "The name as it is written.", "Ada Miller")
    roles: tuple[Role, ...] = described("Roles", "The public roles.", [], min_length=1)
    sources: tuple[SourceId, ...] = described("Sources", "Where the role is shown.", [], min_length=1)


class OfficeHolders(DatedRecord):
    """The people who may be named, and nobody else."""

    people: tuple[Person, ...] = described("People", "Office-holders.", [])
    edits: tuple[Edit, ...] = described(*EDITS, default=())


class ProperNames(DatedRecord):
    """Capitalised names that are not people: places, laws, programmes, publications."""

    places: tuple[Text, ...] = described("Places", "Towns, regions, buildings.", ["Mill Town"])
    laws: tuple[Text, ...] = described("Laws", "Acts and bills.", ["Bridges Act"])
    programmes: tuple[Text, ...] = described("Programmes", "Operations, inquiries, services.", ["Book Van Service"])
    publications: tuple[Text, ...] = described("Publications", "Titles and publishers.", ["Mill News"])
    other: tuple[Text, ...] = described("Other", "Anything else.", ["Royal Assent"])
    edits: tuple[Edit, ...] = described(*EDITS, default=())


class Helpline(Record):
    """One place where a reader can get help."""

    name: Text = described("Name", "The service.", "Town Helpline")
    number: Text = described("Number", "Its phone number.", "0123 456")
    audience: Text = described("For whom", "Who may call.", "everybody")
    hours: Text = described("Hours", "When it answers.", "always")
    url: Https = described("Address", "Its site.", "https://help.example.org/")
    seen: Text | None = described("Seen at", "The page on which the number was read.", None, default=None)


class Helplines(DatedRecord):
    """The reviewed list of helplines."""

    checked_on: Day = described("Checked on", "The day on which the list was last reviewed.", "2026-11-21")
    note: Text = described("Note", "What the review covered.", "Numbers compared with public pages.")
    helplines: tuple[Helpline, ...] = described("Helplines", "The services.", [], min_length=1)
    edits: tuple[Edit, ...] = described(*EDITS, default=())


Delivery = Annotated[str, Coded("delivery")]
# What the entries of a record can be asked; `stated` is not asked of them: an assessment says so, with its evidence.
EVERY_POINT, A_POINT, AN_ACT, A_PROMISE, NOTHING_ELSE = "every-point", "a-point", "an-act", "a-promise", "nothing-else"
STATED = "stated"
HoldsWhen = Literal["every-point", "a-point", "an-act", "a-promise", "nothing-else", "stated"]
# The drawings of `fragments/_shape.html.jinja`.
Shape = Literal[
    "tick", "half", "arrow", "calendar", "handover", "cross", "dashes", "square", "speech", "lens", "ring", "dot"
]  # fmt: skip


class InformationLaw(Record):
    """A law under which anyone may ask for information."""

    name: Text = described("Name", "Its name, as a request names it.", "Freedom of Information Act 2000")
    url: Https = described("Address", "Where it can be read.", "https://www.legislation.gov.uk/ukpga/2000/36/contents")


class RequestWords(Record):
    """The words of a request. `{body}`, `{law}`, `{title}` and `{date}` of the promise, and `{text}` are filled in."""

    greeting: Text | None = described(
        "Greeting", "A line of its own; null where the whole is one sentence.", "To {body}", default=None
    )
    opening: Text = described("Opening", "What is asked for, and about which promise.", "I ask about {title}:")
    point: Text = described("Point", "How it asks whether a point is met.", 'Whether this is the case: "{text}"')
    due: Text = described("Date", "How it asks whether a date was kept.", 'Whether by {date}: "{text}"')
    closing: Text | None = described("Closing", "What stands below.", "The address is enough.", default=None)


class CodelistValue(Record):
    """One allowed value. The optional fields say what the rules and pages may conclude from it."""

    code: Id = described("Code", "What a record holds.", "under-way")
    title: Text = described("Title", "What a reader sees.", "Under way")
    description: Text = described("Description", "What it means.", "At least one act has been carried out.")
    question: Text | None = described("Question", "Asked in order; the first yes wins.", None, default=None)
    needs: Text | None = described("Needs", "The evidence it needs, in words.", None, default=None)
    rank: int | None = described("Rank", "Higher means further on, or stronger.", 3, ge=0, default=None)
    closed: Flag = described("Closed", "Whether nothing more is expected.", False, default=False)
    primary: Flag = described("Primary", "Whether the body itself or the law speaks.", False, default=False)
    carries: Delivery | None = described(
        "Carries alone", "Highest delivery one such source can carry.", None, default=None
    )
    carries_with_second: Delivery | None = described(
        "Carries with a second", "Highest delivery that two independent publishers can carry.", None, default=None
    )
    carries_without_instrument: Delivery | None = described(
        "Carries where nothing public is left",
        "Highest delivery for a point without a public instrument.",
        None,
        default=None,
    )
    confirms: Annotated[str, Coded("confirmation")] | None = described(
        "Confirms", "Whose confirmation it counts as.", None, default=None
    )
    check_days: int | None = described(
        "Days between checks", "After these days a check is due.", 90, ge=1, le=3660, default=None
    )
    rungs: dict[str, Text] | None = described(
        "Rungs", "What each delivery value means for this kind.", None, default=None
    )
    published_in: Text | None = described(
        "Published in", "Where evidence of it would be published.", "On legislation.gov.uk.", default=None
    )
    requests: tuple[Annotated[str, Coded("request")], ...] = described(
        "How to ask", "Kinds of request that reach such a body.", ["written-question"], default=()
    )
    is_promise: Flag | None = described("Promise", "Whether such an answer is a promise.", True, default=None)
    is_act: Flag = described("Act", "Whether such an event carries the promise out.", False, default=False)
    announces: Flag = described("Announcement", "Whether such an event is a promise.", False, default=False)
    meets_points: Flag = described("Meets points", "Whether such an event can meet a point.", False, default=False)
    moves_nothing: Flag = described("Moves nothing", "Whether such an event moves no status.", False, default=False)
    holds_when: HoldsWhen | None = described(
        "Holds when", "The same question, as the rules ask it of the entries.", "an-act", default=None
    )
    needs_search: Flag = described("Needs a search", "Whether a search must be logged for it.", False, default=False)
    needs_successor: Flag = described(
        "Needs a successor", "Whether it names the commitment that took over.", False, default=False
    )
    shape: Shape | None = described("Shape", "The sign that stands for it beside its word.", "arrow", default=None)
    is_lead: Flag = described("Lead only", "Whether such a source carries no status.", False, default=False)
    information_law: InformationLaw | None = described(
        "Law on information", "The law under which such a request is made.", None, default=None
    )
    words: RequestWords | None = described("Words", "The words of such a request.", None, default=None)
    singular: Text | None = described("Singular", "The word behind a value of 1.", "case", default=None)
    before: Text | None = described("Before", "A sign before the number, in place of a word.", "£", default=None)
    after: Text | None = described("After", "A sign behind the number, in place of a word.", "%", default=None)
    is_exact: Flag = described("Exact", "Whether the number is as it is, and no word is needed.", False, default=False)
    is_certain: Flag | None = described("Certain", "Whether nothing is left to check.", True, default=None)

    @property
    def off_ladder(self) -> bool:
        """Whether it is no rung: an assessment states it, and no entry leads to it."""
        return self.holds_when == STATED

    @property
    def is_met(self) -> bool:
        """Whether it rests on points that are met, so that somebody confirms it."""
        return self.holds_when in (EVERY_POINT, A_POINT)

    @property
    def ink(self) -> str:
        """The ink of its sign: `done` is cool, `said` is warm, and what is neither has none."""
        if self.is_act or self.holds_when in (EVERY_POINT, A_POINT, AN_ACT):
            return "done"
        return "said" if self.announces or self.holds_when == A_PROMISE else "none"

    def amount(self, number: str) -> str:
        """A number with this unit: `1 case`, `£13,000,000`, `12%`."""
        if self.before or self.after:
            return f"{self.before or ''}{number}{self.after or ''}"
        return f"{number} {self.singular if number == '1' and self.singular else self.title}"


# Stands for a code that is missing or unknown, which a check tells of: nothing follows from it.
_MEANINGLESS = CodelistValue(code="none", title="Not known", description="Nothing follows from it.")


class Codelist(DatedRecord):
    """One vocabulary."""

    title: Text = described("Title", "The vocabulary.", "Delivery")
    description: Text = described("Description", "What it is for.", "What has happened.")
    values: tuple[CodelistValue, ...] = described("Values", "The allowed values, in order.", [], min_length=1)
    edits: tuple[Edit, ...] = described(*EDITS, default=())

    def __getitem__(self, code: str) -> CodelistValue:
        """The value with this code; KeyError when there is none."""
        return self.by_code[code]

    @cached_property
    def by_code(self) -> dict[str, CodelistValue]:
        """All values by their code, in order."""
        return {value.code: value for value in self.values}

    def meaning(self, code: str | None) -> CodelistValue:
        """The value with this code, or one from which nothing follows."""
        return self.by_code.get(code or "", _MEANINGLESS)

    def first(self, **meaning: object) -> CodelistValue:
        """The first value that means all this, or one from which nothing follows."""
        return next(iter(self.that(**meaning)), _MEANINGLESS)

    def that(self, **meaning: object) -> tuple[CodelistValue, ...]:
        """The values that mean all this, in order: `that(is_act=True)`."""
        return tuple(
            value for value in self.values if all(getattr(value, name) == wanted for name, wanted in meaning.items())
        )


class PlainWord(Record):
    """A heavy word, and what to say instead."""

    word: Text = described("Word", "The heavy word.", "utilise")
    instead: Text = described("Instead", "The plain word, or what to do.", "use")


_WORDS = "The beginning of a word with its usual endings; with a star behind it, any word that begins so."
Count = Annotated[int, Field(ge=1, le=3660)]


class Policy(DatedRecord):
    """The numbers and words by which this record is kept. The page on the method shows the numbers."""

    quiet_days: Count = described(
        "Quiet after", "Days without a dated act or announcement while something is planned or under way.", 180
    )
    search_days: Count = described(
        "A search holds for", "Days before a value was written down in which it needs a search, where it needs one.", 60
    )
    coming_days: Count = described("Dates ahead", "Days from now whose dates the weekly list of work names.", 30)
    title_length: Count = described("Length of a title", "The most characters of a title.", 70)
    short_title_length: Count = described("Length of a short title", "The most characters of a short title.", 36)
    sentence_words: Count = described("Length of a sentence", "The most words of a sentence of our own (advice).", 35)
    alarming_words: tuple[Text, ...] = described(
        "Alarming words", f"What no title holds, because others may see it. {_WORDS}", ["horrif*"], default=()
    )
    judging_words: tuple[Text, ...] = described(
        "Judging words", f"What our own words do not hold, because they take no side. {_WORDS}", ["shame"], default=()
    )
    heavy_words: tuple[PlainWord, ...] = described("Heavy words", "Words that have a plain one.", [], default=())
    edits: tuple[Edit, ...] = described(*EDITS, default=())


class Term(Record):
    """One word or name that a reader may not know."""

    term: Text = described("Word", "The word, as it is most often written.", "Royal Assent")
    also: tuple[Text, ...] = described("Also written", "Other forms of it.", ["statutory inquiries"], default=())
    definition: Text = described("Meaning", "What it means, in one or two plain sentences.", "The King's agreement.")
    sources: tuple[SourceId, ...] = described(
        "Sources", "Where the meaning is shown, when it is a fact about the world.", [], default=()
    )


class Glossary(DatedRecord):
    """The words that the pages explain. Bodies explain themselves: their names come from `bodies/`."""

    terms: tuple[Term, ...] = described("Words", "Words in alphabetical order.", [], min_length=1)
    edits: tuple[Edit, ...] = described(*EDITS, default=())


class Group(Record):
    """Promises that are shown together. A promise is in the first group that fits it."""

    id: Id = described("Id", "A short name.", "january-2025")
    title: Text = described("Title", "What a reader sees.", "March 2025")
    description: Text = described("Description", "What belongs to it.", "What was promised before the inspection.")
    themes: tuple[ThemeId, ...] = described(
        "Themes", "Fits a promise with one of these themes.", ["public-places"], default=()
    )
    made: tuple[Date, ...] = described("Made in", "Fits a promise made at one of these times.", ["2025-03"], default=())


class Groups(DatedRecord):
    """How the promises that are not numbered recommendations are gathered. The last group takes what is left."""

    groups: tuple[Group, ...] = described("Groups", "The groups, in the order in which they are tried.", [])
    rest: Text = described("Title of the rest", "The group of what fits nowhere else.", "Other promises")
    edits: tuple[Edit, ...] = described(*EDITS, default=())
