"""Questions about the shape of a model: its fields by path, and where marked values stand."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, get_args, get_origin

from pydantic.fields import FieldInfo

from macros.model.base import Coded, Record, Refers
from macros.read.yaml import FieldPath, Tree

Pattern = tuple[str, ...]
Marker = Coded | Refers
EACH = "*"


def model_of(annotation: Any) -> type[Record] | None:
    """The record class inside an annotation such as `tuple[Event, ...] | None`, if there is one."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    return next((found for part in get_args(annotation) if (found := model_of(part))), None)


def field_at(model: type[Record], path: FieldPath) -> FieldInfo | None:
    """The field that a path such as `("events", 0, "date")` leads to."""
    found: FieldInfo | None = None
    here: type[Record] | None = model
    for name in (part for part in path if isinstance(part, str)):
        found = here.model_fields.get(name) if here else None
        here = model_of(found.annotation) if found else None
    return found


def steps_to(model: type[Record], field: str) -> list[tuple[str, FieldInfo | None]]:
    """The steps of a dotted path such as `conflicts.1.why`, each with its field; None for the name of an item."""
    here: type[Record] | None = model
    found: list[tuple[str, FieldInfo | None]] = []
    for name in field.split("."):
        info = here.model_fields.get(name) if here else None
        here = model_of(info.annotation) if info else here
        found.append((name, info))
    return found


@functools.cache
def marked(model: type[Record]) -> tuple[tuple[Pattern, Marker], ...]:
    """Every place in the model that holds a coded value or an id of another record."""
    return tuple(_marked(model, ()))


def _marked(model: type[Record], base: Pattern) -> Iterator[tuple[Pattern, Marker]]:
    for name, info in model.model_fields.items():
        inside = (*base, name, EACH) if _is_list(info.annotation) else (*base, name)
        for marker in markers_of(info):
            yield inside, marker
        inner = model_of(info.annotation)
        if inner:
            yield from _marked(inner, inside)


def markers_of(info: FieldInfo) -> Iterator[Marker]:
    """The marks of one field: which codelist or which kind of record its values belong to."""
    every = (*info.metadata, *_metadata(info.annotation))
    return (marker for marker in every if isinstance(marker, (Coded, Refers)))


def _is_list(annotation: Any) -> bool:
    return get_origin(annotation) is tuple or any(_is_list(part) for part in get_args(annotation))


def _metadata(annotation: Any) -> Iterator[Any]:
    if get_origin(annotation) is Annotated:
        yield from annotation.__metadata__
    for part in get_args(annotation):
        yield from _metadata(part)


def values_at(tree: Tree, pattern: Pattern, base: FieldPath = ()) -> Iterator[tuple[FieldPath, str]]:
    """Every text that stands at a pattern, with its path; what is missing or misshapen is passed over."""
    if not pattern:
        if isinstance(tree, str):
            yield base, tree
    elif pattern[0] == EACH:
        for index, item in enumerate(tree if isinstance(tree, list) else ()):
            yield from values_at(item, pattern[1:], (*base, index))
    elif isinstance(tree, dict) and pattern[0] in tree:
        yield from values_at(tree[pattern[0]], pattern[1:], (*base, pattern[0]))


def texts(tree: Tree) -> list[tuple[FieldPath, str]]:
    """Every text in a tree, with its path, in the order of the file."""
    found: list[tuple[FieldPath, str]] = []
    _collect_texts(tree, (), found)
    return found


def _collect_texts(tree: Tree, base: FieldPath, found: list[tuple[FieldPath, str]]) -> None:
    items: Iterable[tuple[str | int, Tree]]
    items = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in items:
        if isinstance(value, str):
            found.append(((*base, key), value))
        elif value is not None:
            _collect_texts(value, (*base, key), found)


@functools.cache
def _fields_with_parts(model: type[Record]) -> tuple[str, ...]:
    """The fields of a model that may hold records."""
    return tuple(name for name, info in model.model_fields.items() if model_of(info.annotation))


def parts(record: Any, base: FieldPath = ()) -> Iterator[tuple[FieldPath, Record]]:
    """A record and every record inside it, with their paths; nothing for None."""
    if record is None:
        return
    yield base, record
    model: type[Record] = type(record)
    for name in _fields_with_parts(model):
        value = getattr(record, name)
        if isinstance(value, tuple):
            for index, item in enumerate(value):
                yield from parts(item, (*base, name, index))
        elif value is not None:
            yield from parts(value, (*base, name))


@functools.cache
def fields_among(model: type[Record], names: tuple[str, ...]) -> tuple[str, ...]:
    """Which of the names are fields of the model."""
    return tuple(name for name in names if name in model.model_fields)
