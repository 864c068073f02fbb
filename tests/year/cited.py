"""What new entries rest on: documents that are found on the day, of a type that carries what is said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from macros.model.commitment import Commitment
from macros.model.vocabulary import CodelistValue
from tests.year.played import NotNow, Played

# Codes of this project, whose codelists every invented record is laid over.
PLANNED, UNDER_WAY, PART_DELIVERED, DELIVERED = "planned", "under-way", "part-delivered", "delivered"
OPEN, CLOSED = "OGL-UK-3.0", "LicenseRef-Publisher-Copyright"


def types(play: Played, *, least: str, primary: bool = False) -> list[str]:
    """Types of source that carry a delivery value alone; any type when it is empty."""
    rank = play.tracker.rank_of

    def fits(item: CodelistValue) -> bool:
        return rank(item.carries) >= rank(least) and (item.primary or not primary)

    return [item.code for item in play.tracker.codelists["source-type"].values if fits(item)]


def source(play: Played, *, least: str = "planned", primary: bool = False, issued: dt.date | None = None) -> str:
    """A new source without its text, written by hand; its id. Something must cite it before the day is over."""
    number, day = play.next(), (issued or play.day).isoformat()
    values = {
        "type": play.pick(types(play, least=least, primary=primary)),
        "publisher": f"Publisher {number}",
        "title": f"Notes on step {number}",
        "issued": day,
        "url": f"https://pages.example/{number}",
        "accessed": play.today,
        "text": "not-held",
    }
    return play.make("source", f"{day}-notes-{number}", values)


def evidence(play: Played, **wanted: Any) -> dict[str, Any]:
    """A piece of evidence from a new source, in our words."""
    return {"source": source(play, **wanted), "says": f"The page tells of step {play.number}."}


def late_day(play: Played, commitment: Commitment) -> dt.date:
    """A day of this week on which something may have happened that no later judgement knew."""
    firsts = [item.date.first for item in (*commitment.assessments, *commitment.events, *commitment.responses)]
    return max(play.day - dt.timedelta(days=play.rng.randrange(3)), *firsts)


def rungs(play: Played, commitment: Commitment) -> frozenset[str]:
    """The delivery values that have a meaning for a commitment."""
    return frozenset(play.tracker.codelists["commitment-kind"][commitment.kind].rungs or {})


def with_rungs(play: Played, *wanted: str) -> Iterator[tuple[str, Commitment]]:
    """Open commitments that can come to these delivery values."""
    return (item for item in play.commitments() if rungs(play, item[1]).issuperset(wanted))


def first_of(items: Iterator[Any]) -> Any:
    """The first one; none fits when there is none."""
    for item in items:
        return item
    raise NotNow
