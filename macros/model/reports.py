"""What a site follows: its reports with numbered recommendations, and its own name and words.

Nothing that is true of one inquiry only stands in code or templates: it is computed from records, or it stands here.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from macros.model.base import BodyId, Date, Day, Https, Id, Record, SourceId, Text, described, listed, optional
from macros.model.entries import EDITS, WITHDRAWN, DatedRecord, Edit, Withdrawal


class Report(DatedRecord):
    """One report with numbered recommendations."""

    name: Text = described("Name", "Its whole name.", "Inspection of the mill bridges")
    short_name: Text = described("Short name", "What sentences call it, without an article.", "bridge inspection")
    noun: Text = described("Noun", "What kind of report it is, in one word.", "inspection")
    called: tuple[Text, ...] = listed("Also called", "Other names that people use.", ["bridge report"])
    body: BodyId = described("Body", "Who made it.", "works-inspectorate")
    published: Date = described("Published", "When it came out.", "2025-09-30")
    source: SourceId | None = optional(
        "Source", "The report itself, when a page of it is known.", "2025-09-30-inspection-report"
    )
    count: Annotated[int, Field(ge=1, le=9999)] | None = optional(
        "Recommendations", "How many it made; null when that is not known.", 7
    )
    numbering: Text | None = optional(
        "About its numbers", "What a reader must know of how it numbers.", "It numbers by chapter."
    )
    answered_by: tuple[BodyId, ...] = listed("Answered by", "The bodies that have to answer it.", ["transport-office"])
    order: Annotated[int, Field(ge=1, le=999)] | None = optional(
        "Order", "Its place among the reports; null for the order of publication.", 1
    )
    edits: tuple[Edit, ...] = listed(*EDITS)
    withdrawn: Withdrawal | None = optional(*WITHDRAWN)


# The pages whose address may once have named one inquiry.
PageName = Literal["told-apart", "recommendations", "commitments", "marks", "recurrence", "background", "about"]


class FormerPage(Record):
    """A page of the site that had another address: the old one leads to the new one for ever."""

    was: Id = described("Was", "The old address, a word.", "bridge-reports")
    now: PageName = described("Now", "The name of the page.", "told-apart")
    date: Day = described("Date", "The day of the move.", "2026-11-25")
    reason: Text = described("Reason", "Why.", "The page holds other reports, too.")


class SiteWords(DatedRecord):
    """The site's own name, identity and words."""

    name: Text = described("Name", "What the site is called.", "Mill Town Tracker")
    slug: Id = described(
        "Slug",
        "A name for machines. It is part of ids and file names, so it stays for ever: feeds, calendars, citations, the "
        "archive.",
        "mill-town-tracker",
    )
    since: Annotated[str, Field(pattern=r"^[0-9]{4}$")] = described(
        "Since", "The year in which the slug was chosen; part of every id in the feeds.", "2026"
    )
    summary: Text = described(
        "Summary", "One sentence for search results and share cards, in calm words.", "What the town promised."
    )
    description: Text = described(
        "Description", "One sentence for machines: what is tracked, and after what.", "What the town promised, dated."
    )
    about: Text = described("About", "What it records, for the page about the site.", "It records the town's promises.")
    scope: tuple[Text, ...] = listed(
        "How far it reaches", "How well things are known: what was read, what was not.", []
    )
    care: Text | None = optional(
        "Care", "What stands at the top of every page, where a subject may hurt.", "Houses were lost."
    )
    help: Text | None = optional(
        "Help", "What the page with the helplines begins with; null where there is none.", None
    )
    emergency: Text | None = optional("Emergency", "Whom to speak to, as this site cannot help.", "Call the town hall.")
    exit: Https | None = optional(
        "Exit", "Where the button for leaving fast leads; null for none.", "https://www.example.org/"
    )
    contact: Https | None = optional("Contact", "Where to write to.", None)
    copyright: Text = described("Copyright", "What stands at the foot of every page: whole sentences.", "CC BY 4.0.")
    former_pages: tuple[FormerPage, ...] = listed("Former pages", "Pages with a new address.", [])
    edits: tuple[Edit, ...] = listed(*EDITS)

    @property
    def agent(self) -> str:
        """The name in one word, as programs introduce themselves."""
        return "".join(self.name.split())


# For parts of a record that are looked at without a site; a record without `data/site.yaml` is not published.
UNNAMED = SiteWords(
    name="Tracker",
    slug="tracker",
    since="2026",
    summary="What was promised, and what has happened since.",
    description="What was promised, and what has happened since.",
    about="It records what was promised, and what has happened since.",
    copyright="CC BY 4.0.",
)
