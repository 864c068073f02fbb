"""Changes as news: an id that no rebuild alters, and whom each concerns."""

from __future__ import annotations

from macros.derive.overview import bodies_of
from macros.history.change import COMMITMENT, Change
from macros.links import FOLDERS, ON_ONE_PAGE
from macros.model.tracker import FOLDERS as ALL_FOLDERS
from macros.model.tracker import Tracker

# Part of every id, so it stays even if the site moves or is renamed.
_AUTHORITY = "casey-audit-tracker,2026"


def tag(path: str) -> str:
    """An id after RFC 4151 that does not depend on where the site is published."""
    return f"tag:{_AUTHORITY}:{path}"


def id_of(tracker: Tracker, change: Change) -> str:
    """The id of a change; it stays when the record gets a new id, for readers would take every entry for a new one."""
    kind, record = change.record_kind, change.record
    first = tracker.first_called(ALL_FOLDERS[kind], record) if kind in ALL_FOLDERS else record
    return tag(f"{kind}/{first}/{change.key}")


def bodies_concerned(tracker: Tracker, change: Change) -> frozenset[str]:
    """Every body that a follower would expect to hear of it: who made, leads, supports or answered it."""
    own = {change.body} if change.body else set()
    if change.record_kind == "body":
        return frozenset({*own, change.record})
    if change.record_kind != COMMITMENT or change.record not in tracker.commitments:
        return frozenset(own)
    commitment = tracker.commitments[change.record]
    return frozenset({*own, *commitment.made_by, *bodies_of(commitment)})


def themes_concerned(tracker: Tracker, change: Change) -> tuple[str, ...]:
    """The themes of the record; a theme concerns itself."""
    if change.record_kind == "theme":
        return (change.record,)
    folder = {**FOLDERS, **{kind: kind for kind in ON_ONE_PAGE}}.get(change.record_kind)
    record = getattr(tracker, folder).get(change.record) if folder else None
    return tuple(getattr(record, "themes", ()))
