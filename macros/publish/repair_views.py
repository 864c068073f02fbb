"""What the pages show of mistakes that were put right, and of records that moved."""

from __future__ import annotations

from typing import Any

from macros.history.change import Change, Kind
from macros.history.changes import repairs
from macros.history.replaced import old_anchors, replaced
from macros.model.tracker import FOLDERS
from macros.render import Context

View = dict[str, Any]
# The lists whose anchors were numbers before each entry had its key.
_NUMBERED = {
    "commitment": (("events", "event"), ("responses", "response"), ("due", "due")),
    "figure": (("values", "value"),),
}


def repaired(context: Context) -> View:
    """Everything that was put right in the whole record, the newest first."""
    return {"repairs": repairs(context.changes)}


def history_of(context: Context, kind: str, name: str) -> View:
    """All entries of one record, those that no longer count by key, and what was put right."""
    written = context.tracker.as_written(kind, name)
    found = context.repairs.get((kind, name), ())
    return {
        "repairs": found,
        "edits": tuple(change for change in found if change.kind is Kind.EDITED),
        "written": written,
        "replaced": replaced(written),
    }


def with_old_anchors(context: Context, kind: str, name: str) -> View:
    """The same, with the anchors of before."""
    history = history_of(context, kind, name)
    old = {field: old_anchors(word, getattr(history["written"], field)) for field, word in _NUMBERED[kind]}
    return {**history, "old": old}


def edits_of_one(context: Context, kind: str) -> tuple[Change, ...]:
    """What was changed in the one record of a kind, the newest first."""
    return context.repairs.get((kind, kind), ())


def moved(context: Context, path: str) -> View:
    """What stands at the old address of a record that moved."""
    folder, _, old = path.partition("/")
    now = context.tracker.now_called(folder, old)
    return {
        "pointer": context.tracker.moved[path],
        "kind": next(kind for kind, name in FOLDERS.items() if name == folder),
        "path": path,
        "now": now,
        "record": getattr(context.tracker, folder)[now],
    }
