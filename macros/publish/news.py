"""Changes as news: an id that no rebuild alters, what changed in plain words, and whom each concerns."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from macros.dates import PartialDate, in_words
from macros.derive.changes import COMMITMENT, Change
from macros.derive.overview import bodies_of
from macros.links import address
from macros.model.tracker import Tracker

# Part of every id, so it stays even if the site moves or is renamed.
_AUTHORITY = "casey-audit-tracker,2026"
_CODELIST = {"status": "delivery", "response": "response", "event": "event-type"}


def tag(path: str) -> str:
    """An id after RFC 4151 that does not depend on where the site is published."""
    return f"tag:{_AUTHORITY}:{path}"


def id_of(change: Change) -> str:
    """The id of a change."""
    return tag(f"{change.record_kind}/{change.record}/{change.key}")


def where(tracker: Tracker, change: Change) -> str:
    """The place on the site that tells of the change."""
    return address(tracker, change.record_kind, change.record, change.anchor)


@dataclass(frozen=True, slots=True)
class Words:
    """A change in words: the title of its record, its date, and what it was before and after; empty where not known."""

    record: str
    date: str
    before: str
    after: str


def words(tracker: Tracker, change: Change) -> Words:
    """The change in words."""
    title = _commitment(tracker, change) if change.record_kind == COMMITMENT else _figure(tracker, change)
    before, after = _value(tracker, change, change.before), _value(tracker, change, change.after)
    return Words(title, in_words(change.date), before, after)


def _commitment(tracker: Tracker, change: Change) -> str:
    record = tracker.commitments[change.record]
    return f"{record.title} (withdrawn)" if record.withdrawn else record.title


def _figure(tracker: Tracker, change: Change) -> str:
    return tracker.figures[change.record].title


def _value(tracker: Tracker, change: Change, value: str | None) -> str:
    """A value in words: what sort of entry it is from stands at the beginning of the key."""
    entry = change.key.partition("-")[0]
    if value is None:
        return ""
    if entry == "due":
        return in_words(PartialDate(value))
    if entry == "value":
        return f"{Decimal(value):,f}"
    return tracker.title_of(_CODELIST[entry], value)


def bodies_concerned(tracker: Tracker, change: Change) -> frozenset[str]:
    """Every body that a follower would expect to hear of it: who made, leads, supports or answered it."""
    own = {change.body} if change.body else set()
    if change.record_kind != COMMITMENT:
        return frozenset(own)
    commitment = tracker.commitments[change.record]
    return frozenset({*own, *commitment.made_by, *bodies_of(commitment)})


def themes_concerned(tracker: Tracker, change: Change) -> tuple[str, ...]:
    """The themes of the record."""
    record = tracker.commitments if change.record_kind == COMMITMENT else tracker.figures
    return record[change.record].themes
