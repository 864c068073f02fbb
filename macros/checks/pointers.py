"""Renamed records: a pointer leads from an id that was there to the same record under a new one, and stays for ever."""

from __future__ import annotations

from collections.abc import Iterator

from macros.checks.past import Comparison, Then
from macros.checks.rule import Fault, rule
from macros.read import FOLDERS, Document

_NEVER_BACK = "a record is not renamed back: the id that it left leads to it for ever"


@rule("APP011", "A pointer stays as it is, and only follows when its record moves on.")
def pointers_stay(then: Then) -> Iterator[Fault]:
    here = then.comparison.now.get(then.before.path)
    if then.is_new or then.before.kind != "moved" or here is None:
        return
    was = str(then.before.data.get("moved_to"))
    if here.kind != "moved":
        fix = f"put the pointer to {was!r} back, and give the record here a new id"
        yield Fault((), f"a record stands where {then.before.id!r} had moved to {was!r}", _NEVER_BACK, fix)
        return
    for field in ("moved_to", "date", "reason"):
        old, new = then.before.data.get(field), here.data.get(field)
        if new != old and not (field == "moved_to" and new == _moved_on(then.comparison, then.before, was)):
            yield Fault((field,), f"`{field}` of a pointer was changed", f"as it was merged: {old}", f"write {old}")


def _moved_on(comparison: Comparison, pointer: Document, name: str) -> str | None:
    folder = pointer.id.partition("/")[0]
    return comparison.moves.get((FOLDERS.get(folder, ""), name))


@rule("APP012", "A new pointer leads from a record that was there to the same record, under an id that is new.")
def new_pointers_lead_from_what_was_there(then: Then) -> Iterator[Fault]:
    if not then.is_new or then.after is None or then.after.kind != "moved":
        return
    folder, _, old = then.after.id.partition("/")
    to = str(then.after.data.get("moved_to"))
    was, target = (then.comparison.once.get(f"data/{folder}/{name}.yaml") for name in (old, to))
    if was is not None and was.kind == "moved":
        return  # APP011 looks at it
    if was is None and not then.comparison.was_between(then.after.path):
        fix = "remove the file; a pointer is left only by a record that is renamed"
        yield Fault((), f"there was no record {old!r} in data/{folder}", "a pointer where a record was", fix)
    elif target is not None and target.kind == "moved":
        fix = f"leave the record at {old!r}, where the pointer of {to!r} leads"
        yield Fault(("moved_to",), f"{to!r} had moved away before", _NEVER_BACK, fix)
    elif target is not None:
        found = f"{to!r} is another record, which was there before"
        fix = "restore the record; when it was a mistake, add `withdrawn:` with `date` and `reason`"
        yield Fault(("moved_to",), found, "the same record under a new id", fix)
    elif was is not None and (rival := _rival(then.comparison, folder, old, to)):
        found = f"{rival!r} moved to {to!r} as well"
        yield Fault(("moved_to",), found, "one record under one new id", "restore one of the two, and withdraw it")
    elif was is not None and (FOLDERS.get(folder, ""), old) not in then.comparison.moves:
        yield Fault(("moved_to",), "the pointers run in a circle", "a way that ends at a record", "restore the record")


def _rival(comparison: Comparison, folder: str, name: str, to: str) -> str | None:
    """Another record that was there and moves to the same id in the same step."""
    for path, document in comparison.now.items():
        was = comparison.once.get(path)
        is_pointer = document.kind == "moved" and path.startswith(f"data/{folder}/") and was and was.kind != "moved"
        if is_pointer and document.id.partition("/")[2] != name and document.data.get("moved_to") == to:
            return document.id.partition("/")[2]
    return None
