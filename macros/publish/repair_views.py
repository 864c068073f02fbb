"""What the pages show of mistakes that were put right, and of records that moved."""

from __future__ import annotations

from macros.derive import corrections
from macros.publish.views import View
from macros.render import Context


def repairs(context: Context) -> View:
    """Everything that was put right in the whole record, the newest first."""
    return {"repairs": corrections.repairs(context.tracker)}


def repairs_of(context: Context, kind: str, name: str) -> View:
    """The same for one record."""
    return {"repairs": corrections.repairs_of(context.tracker, kind, name)}


def moved(context: Context, path: str) -> View:
    """What stands at the old address of a record that moved."""
    folder = path.partition("/")[0]
    return {"pointer": context.tracker.moved[path], "kind": corrections.KINDS[folder], "path": path}
