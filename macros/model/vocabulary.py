"""The vocabularies: every allowed value with what rules and pages conclude from it. And the policy: numbers and words.

No code stands in rules or templates. They ask a value what follows from it.
"""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from macros.model.base import Code, Coded, Flag, Https, HttpsTemplate, Record, Text, described, listed, optional
from macros.model.entries import EDITS, DatedRecord, Edit

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

    greeting: Text | None = optional(
        "Greeting", "A line of its own; null where the whole is one sentence.", "To {body}"
    )
    opening: Text = described("Opening", "What is asked for, and about which promise.", "I ask about {title}:")
    point: Text = described("Point", "How it asks whether a point is met.", 'Whether this is the case: "{text}"')
    due: Text = described("Date", "How it asks whether a date was kept.", 'Whether by {date}: "{text}"')
    closing: Text | None = optional("Closing", "What stands below.", "The address is enough.")


class CodelistValue(Record):
    """One allowed value. The optional fields say what the rules and pages may conclude from it."""

    code: Code = described("Code", "What a record holds.", "under-way")
    title: Text = described("Title", "What a reader sees.", "Under way")
    description: Text = described("Description", "What it means.", "At least one act has been carried out.")
    question: Text | None = optional("Question", "Asked in order; the first yes wins.", None)
    needs: Text | None = optional("Needs", "The evidence it needs, in words.", None)
    rank: int | None = optional("Rank", "Higher means further on, or stronger.", 3, ge=0)
    closed: Flag = described("Closed", "Whether nothing more is expected.", False, default=False)
    primary: Flag = described("Primary", "Whether the body itself or the law speaks.", False, default=False)
    carries: Delivery | None = optional("Carries alone", "Highest delivery one such source can carry.", None)
    carries_with_second: Delivery | None = optional(
        "Carries with a second", "Highest delivery that two independent publishers can carry.", None
    )
    carries_without_instrument: Delivery | None = optional(
        "Carries where nothing public is left", "Highest delivery for a point without a public instrument.", None
    )
    carries_as_the_thing: Delivery | None = optional(
        "Carries as the thing itself", "Highest delivery where the source is the promised document itself.", None
    )
    confirms: Annotated[str, Coded("confirmation")] | None = optional(
        "Confirms", "Whose confirmation it counts as.", None
    )
    confirms_as_the_thing: Annotated[str, Coded("confirmation")] | None = optional(
        "Confirms as the thing itself", "The same, where the source is the promised document itself.", None
    )
    check_days: int | None = optional("Days between checks", "After these days a check is due.", 90, ge=1, le=3660)
    rungs: dict[str, Text] | None = optional("Rungs", "What each delivery value means for this kind.", None)
    published_in: Text | None = optional(
        "Published in", "Where evidence of it would be published.", "On legislation.gov.uk."
    )
    requests: tuple[Annotated[str, Coded("request")], ...] = listed(
        "How to ask", "Kinds of request that reach such a body.", ["written-question"]
    )
    is_promise: Flag | None = optional("Promise", "Whether such words are a promise.", True)
    awaits_answer: Flag = described(
        "Awaits an answer", "Whether those who have to act are asked, and so may answer.", False, default=False
    )
    says_done: Flag = described(
        "Says that it is done", "Whether it tells of what was done already, so that no date or act is waited for.",
        False, default=False,
    )  # fmt: skip
    by: Text | None = optional("By", "The words before the names of those who said it.", "Asked for by")
    heading: Text | None = optional("Heading", "The words above the evidence of it.", "What was asked for")
    is_act: Flag = described("Act", "Whether such an event carries the promise out.", False, default=False)
    announces: Flag = described("Announcement", "Whether such an event is a promise.", False, default=False)
    meets_points: Flag = described("Meets points", "Whether such an event can meet a point.", False, default=False)
    moves_nothing: Flag = described("Moves nothing", "Whether such an event moves no status.", False, default=False)
    holds_when: HoldsWhen | None = optional(
        "Holds when", "The same question, as the rules ask it of the entries.", "an-act"
    )
    needs_search: Flag = described("Needs a search", "Whether a search must be logged for it.", False, default=False)
    needs_successor: Flag = described(
        "Needs a successor", "Whether it names the commitment that took over.", False, default=False
    )
    shape: Shape | None = optional("Shape", "The sign that stands for it beside its word.", "arrow")
    is_lead: Flag = described("Lead only", "Whether such a source carries no status.", False, default=False)
    information_law: InformationLaw | None = optional(
        "Law on information", "The law under which such a request is made.", None
    )
    words: RequestWords | None = optional("Words", "The words of such a request.", None)
    singular: Text | None = optional("Singular", "The word behind a value of 1.", "case")
    before: Text | None = optional("Before", "A sign before the number, in place of a word.", "£")
    after: Text | None = optional("After", "A sign behind the number, in place of a word.", "%")
    is_exact: Flag = described("Exact", "Whether the number is as it is, and no word is needed.", False, default=False)
    is_certain: Flag | None = optional("Certain", "Whether nothing is left to check.", True)
    is_unread: Flag = described(
        "Unread",
        "Whether the words were not read, so that a status is about what we take them to ask.",
        False,
        default=False,
    )
    allows_text: Flag | None = optional("Allows the text", "Whether a text under such terms may be held.", True)
    sites: tuple[Text, ...] = listed("Sites", "Hosts whose own texts are under such terms.", ["gov.uk"])
    address: HttpsTemplate | None = optional(
        "Leads to", "Where it can be read. `{value}` stands for an identifier.", "https://www.wikidata.org/wiki/{value}"
    )

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

    def address_of(self, identifier: str) -> str | None:
        """Where an identifier leads in the scheme that this value stands for; None where it leads nowhere."""
        return self.address.replace("{value}", identifier) if self.address else None

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
    edits: tuple[Edit, ...] = listed(*EDITS)

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
        "Quiet after", "Days without dated evidence of any type while something is planned or under way.", 180
    )
    search_days: Count = described(
        "A search holds for", "Days between a search and the writing down of a value that needs one.", 60
    )
    coming_days: Count = described("Dates ahead", "Days from now whose dates the weekly list of work names.", 30)
    title_length: Count = described("Length of a title", "The most characters of a title.", 70)
    short_title_length: Count = described("Length of a short title", "The most characters of a short title.", 36)
    sentence_words: Count = described("Length of a sentence", "The most words of a sentence of our own (advice).", 35)
    alarming_words: tuple[Text, ...] = listed(
        "Alarming words", f"What no title holds, because others may see it. {_WORDS}", ["horrif*"]
    )
    judging_words: tuple[Text, ...] = listed(
        "Judging words", f"What our own words do not hold, because they take no side. {_WORDS}", ["shame"]
    )
    heavy_words: tuple[PlainWord, ...] = listed("Heavy words", "Words that have a plain one.", [])
    edits: tuple[Edit, ...] = listed(*EDITS)
