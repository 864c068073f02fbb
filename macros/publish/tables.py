"""The record as tables, made from the models: a field becomes a column, a list of entries becomes a table of its own.

What a column means is said where the field is defined. Several values in one cell are separated by ` | `. Text that a
spreadsheet would take for a formula gets an apostrophe in front, as does text that begins with one; numbers stay
numbers. Beside each date that may be a month or a year stand its first and its last day.
"""

from __future__ import annotations

import csv
import datetime as dt
import functools
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
from macros.publish.bundle import compact

BETWEEN = " | "
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
# Names of fields that are words of SQL.
_IN_SQL = {"commitment": "commitment_id", "order": "sort_order", "primary": "is_primary"}
_DAYS = (("from", "first", "first"), ("to", "last", "last"))
_TYPES: dict[type, str] = {bool: "boolean", int: "integer", Decimal: "number", dt.date: "date", dict: "object"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its type in a data package, and where its values come from in an entry.

    `refers_to` and `codelist` name what its ids or codes belong to; both are empty for lists of values, `is_list`.
    """

    name: str
    type: str
    title: str
    description: str
    path: tuple[str, ...] = ()
    refers_to: str = ""
    codelist: str = ""
    is_list: bool = False


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
    yield Table(name, description, keys, columns(model), rows)
    holder = (Column(f"{kind}_id", "string", kind.capitalize(), f"The id of the {kind}.", refers_to=kind),)
    for field, info in model.model_fields.items():
        inner = model_of(info.annotation)
        if inner and inner is not Evidence and _is_list(info.annotation):
            under = holder if kind else (*keys[:-1], _place(f"{name.rpartition('_')[2]}_position"))
            yield from _tables(f"{name}_{field}", inner, (*under, _place("position")), partial(_inside, rows, field))


def _place(name: str) -> Column:
    return Column(name, "integer", "Position", "The place in the list of that record, from 1.")


def _inside(rows: Callable[[], Iterable[Row]], field: str) -> Iterator[Row]:
    """The entries that stand in a list of each row, with their place in it."""
    for key, record in rows():
        for place, part in enumerate(getattr(record, field), 1):
            yield (*key, place), part


@functools.cache
def columns(model: type[Record]) -> tuple[Column, ...]:
    """The columns for the fields of a model; a record inside it gives columns of its own, a list of records none."""
    return tuple(_columns_of(model, ()))


def _columns_of(model: type[Record], base: tuple[str, ...]) -> Iterator[Column]:
    for field, info in model.model_fields.items():
        inner = model_of(info.annotation)
        if inner is None:
            yield from _columns(info, (*base, field))
        elif not _is_list(info.annotation):
            yield from _columns_of(inner, (*base, field))
    for field, derived in model.model_computed_fields.items():
        typed, told = _type(derived.return_type), derived.description or ""
        yield Column(field, typed, derived.title or field, told, (*base, field))


def _columns(info: FieldInfo, path: tuple[str, ...]) -> Iterator[Column]:
    """The column of a field, and the days of a date that may be a month or a year."""
    column = _column(info, path)
    yield column
    if PartialDate in (info.annotation, *get_args(info.annotation)) and not column.is_list:
        for name, attribute, day in _DAYS:
            told = f"The {day} day that “{column.title}” can mean. Derived."
            yield Column(f"{column.name}_{name}", "date", f"{column.title}, {day} day", told, (*path, attribute))


def _column(info: FieldInfo, path: tuple[str, ...]) -> Column:
    marks = () if _is_list(info.annotation) else tuple(markers_of(info))
    refers_to = next((mark.kind for mark in marks if isinstance(mark, Refers)), "")
    codelist = next((mark.codelist for mark in marks if isinstance(mark, Coded)), "")
    named, typed = "_".join(path), _type(info.annotation)
    name, title, told = _IN_SQL.get(named, named), info.title or named, info.description or ""
    return Column(name, typed, title, told, path, refers_to, codelist, _is_list(info.annotation))


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


def values(table: Table) -> Iterator[list[Any]]:
    """The values of each row."""
    read = _reader([column.path for column in table.entries])
    return ([*key, *read(entry)] for key, entry in table.rows())


def as_csv(table: Table) -> Iterator[str]:
    """The table after RFC 4180, line by line, with a header."""
    line = csv.writer(_Echo(), lineterminator="\r\n").writerow
    yield line([column.name for column in table.columns])
    for row in values(table):
        yield line([_WRITTEN.get(type(value), _text)(value) for value in row])


def _reader(paths: list[tuple[str, ...]]) -> Callable[[Any], Iterable[Any]]:
    """What reads the values of a row: most stand in fields of its own."""
    parts = [(attrgetter(path[0]), path[1:]) for path in paths]
    return lambda entry: [_value(first(entry), more) if more else first(entry) for first, more in parts]


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
    dict: compact,
    tuple: lambda value: _safe(BETWEEN.join(map(str, value))),
    str: _safe,
}
