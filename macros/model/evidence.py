"""What a statement rests on, and how two accounts of the same thing are set side by side."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from macros.model.base import Day, Record, SourceId, Text, described


class Evidence(Record):
    """One source that carries a statement, with either its words or ours."""

    source: SourceId = described("Source", "The id of the source that says it.", "2025-06-16-standard-casey-london")
    quote: Text | None = described(
        "Quote",
        "The source's own words, found word for word in the text we hold. `…` joins two parts; `[ ]` holds our words.",
        "We will take action on all of them immediately",
        default=None,
    )
    says: Text | None = described(
        "What it says",
        "What the source says, in our words. Used when the text is not held, and marked as a paraphrase.",
        "The response accepts every one of the twelve recommendations.",
        default=None,
    )
    locator: Text | None = described(
        "Place in the source", "Where to look: page, paragraph, column or heading.", "paragraph 31", default=None
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
        "Evidence", "The sources that say so.", [{"source": "2025-11-mylondon-tens-of-cases"}], min_length=1
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
    settled: Day | None = described(
        "Settled on",
        "The day on which this record took it as settled by that document; null while it is open. The accounts stay.",
        None,
        default=None,
    )
