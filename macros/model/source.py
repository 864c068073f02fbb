"""A document that evidence points to, and what is known of its origin."""

from __future__ import annotations

from typing import Annotated, Literal

from macros.model.base import Coded, Date, Day, Https, Record, Text, described
from macros.model.corrections import EDITS, WITHDRAWN, Edit, Stored, Withdrawal
from macros.model.entries import DatedRecord


class Original(Record):
    """The publication that a copy or digest reproduces."""

    publisher: Text = described("Publisher", "Who published the original.", "UK Parliament")
    title: Text | None = described("Title", "Its title, when known.", "Hansard, 16 June 2025", default=None)
    url: Https | None = described("Address", "Its address, when known.", "https://hansard.parliament.uk/", default=None)


class Redaction(Record):
    """Something that was cut from the stored text."""

    what: Text = described("What was cut", "Named without repeating it.", "A reporter's phone number")
    why: Text = described("Why", "The reason.", "Private contact detail")


class Source(DatedRecord):
    """One document. What is not known stays null: nothing about a source is guessed."""

    type: Annotated[str, Coded("source-type")] = described(
        "Type", "What kind of document it is; decides how much it can carry alone.", "government"
    )
    publisher: Text = described("Publisher", "Who published the page that was read.", "Home Office (GOV.UK)")
    title: Text = described("Title", "The title on the page.", "Government response to the National Audit")
    issued: Date | None = described("Issued", "When it was published; null when the page shows no date.", "2025-06-16")
    url: Https | None = described("Address", "The page that was read; null when unknown.", "https://www.gov.uk/")
    archive_url: Https | None = described("Archived copy", "Address of an archived copy.", None, default=None)
    accessed: Day | None = described("Accessed", "The day on which the page was read.", "2026-11-21", default=None)
    text: Literal["held", "fingerprint", "not-held"] = described(
        "Text",
        "Whether `seeds/` holds its text (`held`), only hashes of it by which a quote can be checked (`fingerprint`), "
        "or neither.",
        "not-held",
    )
    copy_of: Original | None = described(
        "Copy of",
        "Set when the page is a copy or digest of another publication.",
        {"publisher": "BBC News"},
        default=None,
    )
    licence: Text | None = described(
        "Licence", "The terms that apply to it.", "Open Government Licence v3.0", default=None
    )
    redactions: tuple[Redaction, ...] = described("Cut from the stored text", "What was cut.", [], default=())
    stored: tuple[Stored, ...] = described(
        "Stored texts", "Every version that `seeds/` held, oldest first; the last one is there now.", [], default=()
    )
    edits: tuple[Edit, ...] = described(*EDITS, default=())
    withdrawn: Withdrawal | None = described(*WITHDRAWN, default=None)
    notes: tuple[Text, ...] = described("Notes", "What a reader must know about it.", ["Undated page."], default=())

    @property
    def original_publisher(self) -> str:
        """Who speaks: the publisher of the original when this is a copy, else the publisher."""
        return self.copy_of.publisher if self.copy_of else self.publisher
