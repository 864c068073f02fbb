"""The record as tables, made from the models: a field becomes a column, a list of entries becomes a table of its own.

What a column means is said where the field is defined. Several values in one cell are separated by ` | `. Text that a
spreadsheet would take for a formula gets an apostrophe in front; numbers stay numbers.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from operator import attrgetter
from types import NoneType
from typing import Any, get_args, get_origin

from pydantic.fields import FieldInfo

from macros.model.base import Coded, Record, Refers
from macros.model.dates import PartialDate
from macros.model.evidence import Evidence
from macros.model.fields import markers_of, model_of

BETWEEN = " | "
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_TYPES: dict[type, str] = {bool: "boolean", int: "integer", Decimal: "number", dt.date: "date", dict: "object"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its type in a data package, and where its values come from in an entry.

    `refers_to` and `codelist` name what its ids or codes belong to; both are empty for lists of values.
    """

    name: str
    type: str
    title: str
    description: str
    path: tuple[str, ...] = ()
    refers_to: str = ""
    codelist: str = ""


Row = tuple[tuple[Any, ...], Any]


@dataclass(frozen=True, slots=True)
class Table:
    """One table. Each row begins with the values of its `keys`; `columns` are all columns, keys first.

    `rows` gives the rows anew each time: a large record has too many to keep.
    """

    name: str
    description: str
    keys: tuple[Column, ...]
    entries: tuple[Column, ...]
    rows: Callable[[], Iterable[Row]]

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns, in the order in which they are written."""
        return (*self.keys, *self.entries)


def tables_of(kind: str, folder: str, model: type[Record], records: Iterable[tuple[str, Record]]) -> Iterator[Table]:
    """The table of one kind of record, and one for each list of entries in it."""
    found = [((name,), record) for name, record in records]
    keys = (Column("id", "string", "Id", f"The id of the {kind}: its file name, for ever."),)
    yield from _tables(folder, model, keys, lambda: found, kind)


def _tables(
    name: str, model: type[Record], keys: tuple[Column, ...], rows: Callable[[], Iterable[Row]], kind: str = ""
) -> Iterator[Table]:
    description = (model.__doc__ or "").strip()
    yield Table(name, description, keys, tuple(columns(model)), rows)
    holder = (Column(f"{kind}_id", "string", kind.capitalize(), f"The id of the {kind}.", refers_to=kind),)
    for field, info in model.model_fields.items():
        inner = model_of(info.annotation)
        if inner and inner is not Evidence and _is_list(info.annotation):
            under = holder if kind else (*keys[:-1], _place(name.rpartition("-")[2]))
            yield from _tables(
                f"{name}-{field.replace('_', '-')}", inner, (*under, _place("number")), partial(_inside, rows, field)
            )


def _place(name: str) -> Column:
    return Column(name, "integer", "Number", "The place in the list of that record, from 1.")


def _inside(rows: Callable[[], Iterable[Row]], field: str) -> Iterator[Row]:
    """The entries that stand in a list of each row, with their place in it."""
    for key, record in rows():
        for place, part in enumerate(getattr(record, field), 1):
            yield (*key, place), part


def columns(model: type[Record], base: tuple[str, ...] = ()) -> Iterator[Column]:
    """The columns for the fields of a model; a record inside it gives columns of its own, a list of records none."""
    for field, info in model.model_fields.items():
        inner = model_of(info.annotation)
        if inner is None:
            yield _column(info, (*base, field))
        elif not _is_list(info.annotation):
            yield from columns(inner, (*base, field))
    for field, derived in model.model_computed_fields.items():
        yield Column(field, "string", derived.title or field, derived.description or "", (*base, field))


def _column(info: FieldInfo, path: tuple[str, ...]) -> Column:
    marks = () if _is_list(info.annotation) else tuple(markers_of(info))
    refers_to = next((mark.kind for mark in marks if isinstance(mark, Refers)), "")
    codelist = next((mark.codelist for mark in marks if isinstance(mark, Coded)), "")
    named = "_".join(path)
    return Column(named, _type(info.annotation), info.title or named, info.description or "", path, refers_to, codelist)


def _type(annotation: Any) -> str:
    """The type after Frictionless; partial dates and lists are text."""
    if _is_list(annotation):
        return "string"
    origin = get_origin(annotation)
    if origin is not None and origin is not dict:
        return next((found for part in get_args(annotation) if (found := _type(part)) != "string"), "string")
    return _TYPES.get(origin or annotation, "string")


def _is_list(annotation: Any) -> bool:
    return get_origin(annotation) is tuple or any(_is_list(part) for part in get_args(annotation))


class _Echo:
    """A file that gives each line back, so that the lines can be handed on one by one."""

    def write(self, line: str) -> str:
        return line


def as_csv(table: Table) -> Iterator[str]:
    """The table after RFC 4180, line by line, with a header."""
    line = csv.writer(_Echo(), lineterminator="\r\n").writerow
    values = _reader([column.path for column in table.entries])
    yield line([column.name for column in table.columns])
    for key, entry in table.rows():
        yield line([_WRITTEN.get(type(value), _text)(value) for value in (*key, *values(entry))])


def _reader(paths: list[tuple[str, ...]]) -> Callable[[Any], Iterable[Any]]:
    """What reads the values of a row; most entries have all of them in fields of their own."""
    if len(paths) > 1 and all(len(path) == 1 for path in paths):
        return attrgetter(*(path[0] for path in paths))
    return lambda entry: [_value(entry, path) for path in paths]


def _value(entry: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        entry = getattr(entry, name, None)
    return entry


def _text(value: Any) -> str:
    return _safe(str(value))


def _safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


_WRITTEN: dict[type, Callable[[Any], str]] = {
    NoneType: lambda _: "",
    bool: lambda value: "true" if value else "false",
    int: str,
    dt.date: str,
    PartialDate: str,
    Decimal: lambda value: f"{value:f}",
    dict: lambda value: json.dumps(value, ensure_ascii=False),
    tuple: lambda value: _safe(BETWEEN.join(map(str, value))),
    str: _safe,
}
