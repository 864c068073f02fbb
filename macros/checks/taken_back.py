"""The values of a document before its edits: each edit is taken back, the newest first."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from macros.checks.differences import NoSuchField, at, parts, put, settled, typed
from macros.compose import Tree
from macros.model.base import Record
from macros.model.fields import model_of

_NEVER = ("withdrawn", "edits")


class TakenBack:
    """What stood there before the edits, in `values`; `unfounded` are those that lead nowhere, with the reason."""

    def __init__(
        self,
        model: type[Record],
        values: dict[str, Tree],
        edits: Iterable[tuple[int, Any]],
        lists: Collection[str],
        earlier: Tree = None,
    ) -> None:
        self.edits = [(index, edit) for index, edit in edits if field_of(edit)]
        self.unfounded: list[tuple[int, str, str]] = []
        self.values: Tree = {name: value for name, value in values.items() if name not in lists}
        self._model, self._lists, self._earlier = model, lists, earlier
        for index, edit in reversed(self.edits):
            if reason := self._take_back(edit):
                self.unfounded.append((index, *reason))

    def _take_back(self, edit: dict[str, Tree]) -> tuple[str, str] | None:
        field = field_of(edit)
        is_new_point = edit.get("was") is None and field.startswith("done_when.") and field.count(".") == 1
        steps = field.split(".") if is_new_point else parts(field)
        if steps[0] in self._lists or steps[0] in _NEVER or (steps[0] == "done_when" and steps[2:] == ["id"]):
            return f"`{field}` is not changed by an edit", "a field outside the dated lists"
        was = typed(edit.get("was"), at(self._earlier, steps), at(self.values, steps))
        try:
            before = settled(put(self.values, steps, was), self._model)
        except NoSuchField:
            before = None
        if before is None or not _is_known(self._model, steps):
            return f"there is no field `{field}` in the record", "a field that is there"
        is_the_same, self.values = before == self.values, before
        return (f"the edit changes nothing: `{field}` is what its `was` says", "a change") if is_the_same else None


def field_of(edit: Any) -> str:
    """The field that an edit names; empty for what is no edit."""
    field = edit.get("field") if isinstance(edit, dict) else None
    return field if isinstance(field, str) else ""


def _is_known(model: type[Record], steps: list[str]) -> bool:
    """Whether the model has such a field; the names of items are passed over."""
    here: type[Record] | None = model
    may_be_item = False
    for step in steps:
        info = here.model_fields.get(step) if here else None
        if here is None or (info is None and not may_be_item):
            return here is None
        may_be_item, here = info is not None, model_of(info.annotation) if info else here
    return True
