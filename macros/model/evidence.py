"""What a statement rests on: sources, what is known of their origin, and their words.

Where sources disagree, their accounts are set side by side.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from macros.model.base import (
    BodyId,
    Coded,
    Date,
    Day,
    Flag,
    Https,
    Record,
    SourceId,
    Text,
    Value,
    described,
    listed,
    optional,
)
from macros.model.entries import EDITS, WITHDRAWN, DatedRecord, Edit, Stored, Withdrawal


class Evidence(Record):
    """One source that carries a statement, with either its words or ours."""

    source: SourceId = described("Source", "The id of the source that says it.", "2026-02-10-mill-news-bridge")
    quote: Text | None = optional(
        "Quote",
        "The source's own words, found word for word in the text we hold. `…` joins two parts; `[ ]` holds our words.",
        "We will take action on all of them immediately",
    )
    says: Text | None = optional(
        "What it says",
        "What the source says, in our words. Used when the text is not held, and marked as a paraphrase.",
        "The response accepts every one of the recommendations.",
    )
    locator: Text | None = optional(
        "Place in the source", "Where to look: page, paragraph, column or heading.", "paragraph 31"
    )

    is_the_thing: Flag = described(
        "The thing itself",
        "Whether the source is the promised document itself, opened and read: a report, a letter, terms of reference. "
        "A page that tells of it is not.",
        False,
        default=False,
    )
    relays: BodyId | None = optional(
        "Relays",
        "The body whose statement the source prints. Two publishers of one statement are one voice.",
        "transport-office",
    )

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.quote is None) == (self.says is None):
            found = "both `quote` and `says`" if self.quote else "neither `quote` nor `says`"
            raise PydanticCustomError("one_of_two", "{found}", {"found": found})
        return self


class Account(Record):
    """One side of a disagreement between sources."""

    says: Text = described("Account", "What this side says, in our words.", "The session was on Thursday 13 November.")
    evidence: tuple[Evidence, ...] = described(
        "Evidence", "The sources that say so.", [{"source": "2026-02-10-mill-news-bridge"}], min_length=1
    )


class Conflict(Record):
    """Sources that disagree: every account with its evidence, and what we use until it is settled."""

    about: Text = described("About", "What the sources disagree on.", "The day of the Assembly session")
    accounts: tuple[Account, ...] = described(
        "Accounts", "The accounts, side by side.", [{"says": "Thursday 13 November 2025"}], min_length=2
    )
    we_use: Text = described("What we use", "Which account the record follows meanwhile.", "13 November 2025")
    why: Text = described("Why", "The reason for that choice.", "14 November 2025 was a Friday.")
    settled_by: Text = described(
        "What would settle it", "The document that would decide, or that decided it.", "The Assembly's minutes."
    )
    settled: Day | None = optional(
        "Settled on",
        "The day on which this record took it as settled by that document; null while it is open. The accounts stay.",
        None,
    )


class Original(Record):
    """The publication that a copy or digest reproduces."""

    publisher: Text = described("Publisher", "Who published the original.", "Mill Town Council")
    title: Text | None = optional("Title", "Its title, when known.", "Minutes of 10 March 2025")
    url: Https | None = optional("Address", "Its address, when known.", "https://council.example.org/minutes")


class Identifier(Record):
    """What others call a document or a body, in a scheme that is known outside this record."""

    scheme: Annotated[str, Coded("identifier-scheme")] = described("Scheme", "Whose name for it this is.", "isbn")
    value: Value = described("Value", "The name itself, as its scheme writes it.", "978-0-10-000000-0")


IDENTIFIERS = (
    "Identifiers",
    "What others call it, as far as it was seen; for a copy or digest, what they call the original.",
    [{"scheme": "isbn", "value": "978-0-10-000000-0"}],
)


class Redaction(Record):
    """Something that was cut from the stored text."""

    what: Text = described("What was cut", "Named without repeating it.", "A reporter's phone number")
    why: Text = described("Why", "The reason.", "Private contact detail")


class Source(DatedRecord):
    """One document. What is not known stays null: nothing about a source is guessed."""

    type: Annotated[str, Coded("source-type")] = described(
        "Type", "What kind of document it is; decides how much it can carry alone.", "government"
    )
    publisher: Text = described("Publisher", "Who published the page that was read.", "Transport Office")
    title: Text = described("Title", "The title on the page.", "Letter on the mill bridge")
    issued: Date | None = described("Issued", "When it was published; null when the page shows no date.", "2025-10-14")
    url: Https | None = described(
        "Address", "The page that was read; null when unknown.", "https://transport.example.org/"
    )
    archive_url: Https | None = optional("Archived copy", "Address of an archived copy.", None)
    accessed: Day | None = optional("Accessed", "The day on which the page was read.", "2026-11-21")
    text: Literal["held", "fingerprint", "not-held"] = described(
        "Text",
        "Whether `seeds/` holds its text (`held`), only hashes of it by which a quote can be checked (`fingerprint`), "
        "or neither.",
        "not-held",
    )
    copy_of: Original | None = optional(
        "Copy of", "Set when the page is a copy or digest of another publication.", {"publisher": "Mill News"}
    )
    identifiers: tuple[Identifier, ...] = listed(*IDENTIFIERS)
    licence: Annotated[str, Coded("licence")] | None = optional(
        "Licence", "The terms of its text, by their SPDX id; null when they are not known.", "OGL-UK-3.0"
    )
    licence_note: Text | None = optional(
        "On the licence", "What part it covers, or how surely it is known.", "General terms of this publisher."
    )
    redactions: tuple[Redaction, ...] = listed("Cut from the stored text", "What was cut.", [])
    stored: tuple[Stored, ...] = listed(
        "Stored texts", "Every version that `seeds/` held, oldest first; the last one is there now.", []
    )
    edits: tuple[Edit, ...] = listed(*EDITS)
    withdrawn: Withdrawal | None = optional(*WITHDRAWN)
    notes: tuple[Text, ...] = listed("Notes", "What a reader must know about it.", ["Undated page."])

    @property
    def original_publisher(self) -> str:
        """Who speaks: the publisher of the original when this is a copy, else the publisher."""
        return self.copy_of.publisher if self.copy_of else self.publisher
