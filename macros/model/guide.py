"""What guides a reader through the record: words explained, and promises gathered into groups."""

from __future__ import annotations

from macros.model.base import Date, Id, Record, SourceId, Text, Theme, described
from macros.model.corrections import EDITS, Edit
from macros.model.entries import DatedRecord


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
    title: Text = described("Title", "What a reader sees.", "January 2025")
    description: Text = described("Description", "What belongs to it.", "What was promised before the audit.")
    themes: tuple[Theme, ...] = described("Themes", "Fits a promise with one of these themes.", ["london"], default=())
    made: tuple[Date, ...] = described("Made in", "Fits a promise made at one of these times.", ["2025-01"], default=())


class Groups(DatedRecord):
    """How the promises that are not numbered recommendations are gathered. The last group takes what is left."""

    groups: tuple[Group, ...] = described("Groups", "The groups, in the order in which they are tried.", [])
    rest: Text = described("Title of the rest", "The group of what fits nowhere else.", "Other promises")
    edits: tuple[Edit, ...] = described(*EDITS, default=())
