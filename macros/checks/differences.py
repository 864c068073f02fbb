"""Two versions of one document, field by field, and the values of a document before its edits.

Each field has the name by which an edit calls it; edits are taken back one by one, the newest first. Nothing here knows
a rule, and nothing raises: any two trees can be compared.
"""

from __future__ import annotations

import functools
import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from macros.model.base import Record
from macros.model.entries import name_in_list
from macros.model.fields import model_of
from macros.read.yaml import FieldPath, Tree

_NOTHING: tuple[Any, ...] = (None, [], {}, "")
_SHOWN = 120


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that is not as it was; `path` is its place in the later document."""

    field: str
    path: FieldPath
    before: Tree
    after: Tree

    @property
    def is_order(self) -> bool:
        """Whether only the order of named items differs; `before` and `after` are their names."""
        old, new = self.before, self.after
        if not isinstance(old, list) or not isinstance(new, list) or old == new:
            return False
        return not unmatched(old, new) and not unmatched(new, old)


class NoSuchField(Exception):
    """The name leads nowhere in the document."""


def canonical(value: Tree) -> str:
    """The same text for the same values, in whatever order the keys stand."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def unmatched(items: list[Any], others: Iterable[Any]) -> list[tuple[int, Any]]:
    """The items, with their places, that are not among the others, or more often."""
    left, found = Counter(map(canonical, others)), []
    for index, item in enumerate(items):
        name = canonical(item)
        if not left[name]:
            found.append((index, item))
        left[name] -= bool(left[name])
    return found


def settled(value: Tree, model: type[Record] | None = None) -> Tree:
    """The value without fields that hold nothing or what they hold anyway: to write them out is no change."""
    if isinstance(value, dict):
        inner, defaults = inside(model) if model else ({}, {})
        found = {key: settled(item, inner.get(key)) for key, item in value.items()}
        return {key: item for key, item in found.items() if item not in _NOTHING and defaults.get(key, None) != item}
    return [settled(item, model) for item in value] if isinstance(value, list) else value


@functools.cache
def inside(model: type[Record]) -> tuple[Mapping[str, type[Record] | None], Mapping[str, str]]:
    """The record inside each field, and what a field holds when nothing is written, as it would be typed."""
    fields = model.model_fields
    typed = {name: str(info.default).lower() for name, info in fields.items() if isinstance(info.default, bool)}
    return {name: model_of(info.annotation) for name, info in fields.items()}, typed


def differences(before: Tree, after: Tree, field: str = "", path: FieldPath = ()) -> Iterator[Difference]:
    """Every field that differs between two settled trees, in the order of the earlier one; new fields come last."""
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for key in {**before, **after}:
            yield from differences(before.get(key), after.get(key), f"{field}.{key}" if field else key, (*path, key))
    elif _holds_records(before) and _holds_records(after) and (before or after):
        yield from _of_items(_items(before), _items(after), field, path)
    else:
        yield Difference(field, path, before, after)


def _holds_records(value: Tree) -> bool:
    return value is None or (isinstance(value, list) and all(isinstance(item, dict) for item in value))


def _items(value: Tree) -> list[Tree]:
    return value if isinstance(value, list) else []


def _of_items(before: list[Tree], after: list[Tree], field: str, path: FieldPath) -> Iterator[Difference]:
    old, new = names(before), names(after)
    if len(after) < len(before) and any(name_in_list(item, 0) == "0" for item in (*before, *after)):
        yield Difference(field, path, before, after)  # which of them is gone is not to be told
        return
    for name, item in zip(old, before, strict=True):
        at = (*path, new.index(name)) if name in new else path
        yield from differences(item, after[new.index(name)] if name in new else None, f"{field}.{name}", at)
    for index, name in enumerate(new):
        if name not in old:
            yield Difference(f"{field}.{name}", (*path, index), None, after[index])
    order: list[list[Tree]] = [[name for name in those if name in others] for those, others in ((old, new), (new, old))]
    if order[0] != order[1]:
        yield Difference(field, path, order[0], order[1])


def names(items: Sequence[Tree]) -> list[str]:
    """What names each item of a list: its own name, or its place from 1; the second of a name has a number."""
    found: list[str] = []
    for place, item in enumerate(items, 1):
        name, count = name_in_list(item, place), 2
        while name in found:
            name, count = f"{name_in_list(item, place)}-{count}", count + 1
        found.append(name)
    return found


def parts(field: str) -> list[str]:
    """The steps that lead to a field; a point of `done_when` alone means its text."""
    steps = field.split(".")
    return [*steps, "text"] if steps[0] == "done_when" and len(steps) == 2 else steps


def edited(field: str) -> str:
    """The name by which an edit calls a field."""
    steps = field.split(".")
    return ".".join(steps[:2]) if steps[0] == "done_when" and steps[2:] == ["text"] else field


def at(tree: Tree, steps: Sequence[str]) -> Tree:
    """What stands at the end of the steps; None for nothing."""
    for step in steps:
        if isinstance(tree, dict):
            tree = tree.get(step)
        elif isinstance(tree, list) and step in (named := names(tree)):
            tree = tree[named.index(step)]
        else:
            return None
    return tree


def put(tree: Tree, steps: Sequence[str], value: Tree) -> Tree:
    """A copy of the tree in which this value stands at the end of the steps, or nothing where it is None.

    Raises:
        NoSuchField: the steps lead nowhere.
    """
    if not steps:
        items, names_only = _items(tree), all(isinstance(item, str) for item in _items(value))
        if not _items(value) or not names_only or not any(isinstance(item, dict) for item in items):
            return value
        by_name = dict(zip(names(items), items, strict=True))  # the names of items, in another order
        return [*(by_name.pop(str(name)) for name in _items(value) if str(name) in by_name), *by_name.values()]
    if isinstance(tree, dict):
        new = put(tree.get(steps[0]), steps[1:], value)
        kept = {key: item for key, item in tree.items() if key != steps[0] or new is not None}
        return kept if new is None else {**kept, steps[0]: new}
    if isinstance(tree, list) and steps[0] in (named := names(tree)):
        index = named.index(steps[0])
        new = put(tree[index], steps[1:], value)
        return [*tree[:index], *([] if new is None else [new]), *tree[index + 1 :]]
    if len(steps) == 1 and (tree is None or isinstance(tree, list)) and isinstance(value, dict):
        return [*(tree or []), value]  # an item that was taken away
    raise NoSuchField


def typed(was: Tree, *like: Tree) -> Tree:
    """What an edit says under `was`, as a value: JSON where a list or a group of fields stood, else the text itself."""
    known = next((item for item in like if item is not None), None)
    if not isinstance(was, str) or isinstance(known, str) or was[:1] not in ("[", "{"):
        return was
    try:
        return as_typed(json.loads(was))
    except (ValueError, RecursionError):
        return was


def as_typed(value: Any) -> Tree:
    """A value of JSON as it would be typed in a file: numbers and flags are text there."""
    if isinstance(value, dict):
        return {str(key): as_typed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_typed(item) for item in value]
    if isinstance(value, bool):
        return str(value).lower()
    return None if value is None else str(value)


def written(value: Tree) -> str:
    """A value as `was` holds it: the text, or JSON; `null` for nothing."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def shown(value: Tree) -> str:
    """The same in a message; a long value is cut."""
    text = "nothing" if value is None else written(value)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


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
