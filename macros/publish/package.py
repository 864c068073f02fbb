"""All tables, and the data package that describes them (https://datapackage.org, version 2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from macros.compose import FieldPath
from macros.derive.changes import Change
from macros.links import FOLDERS, file_address
from macros.model.codelist import Codelist
from macros.model.evidence import Evidence
from macros.model.fields import parts
from macros.model.tracker import MODELS, Tracker
from macros.publish import lines, shapes
from macros.publish.bundle import as_bytes, sha256
from macros.publish.tables import Column, Table, as_csv, columns, tables_of
from macros.render import Context

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
NAME = "casey-audit-tracker"
_FOLDERS = {**FOLDERS, "background": "background", "codelist": "codelists"}
_WHERE = (
    Column("kind", "string", "Kind", "The kind of record: commitment, figure or background."),
    Column("record", "string", "Record", "The id of the record."),
    Column("field", "string", "Field", "The list that the entry stands in; empty for the record itself."),
    Column("number", "integer", "Number", "The place of the entry in that list, from 1; empty likewise."),
    Column("place", "integer", "Place", "The place of the evidence in its entry, from 1."),
)
_ID = Column("id", "string", "Id", "The id of the commitment.", refers_to="commitment")
_ORDER = Column("order", "integer", "Order", "From the oldest change to the newest, from 1.")


def tables(context: Context, changes: tuple[Change, ...]) -> tuple[Table, ...]:
    """Every table: the records as typed, their evidence, the derived states, and the changes."""
    typed = (
        tables_of(kind, folder, MODELS[kind], getattr(context.tracker, folder).items())
        for kind, folder in _FOLDERS.items()
    )
    return (*chain.from_iterable(typed), _evidence(context.tracker), _states(context), _changes(context, changes))


def _evidence(tracker: Tracker) -> Table:
    records: list[tuple[str, str, Any]] = []
    for kind in ("commitment", "figure", "background"):
        records += [(kind, name, record) for name, record in getattr(tracker, _FOLDERS[kind]).items()]
    rows = tuple(
        ((kind, name, *_entry(path)), part)
        for kind, name, record in records
        for path, part in parts(record)
        if isinstance(part, Evidence)
    )
    return Table("evidence", (Evidence.__doc__ or "").strip(), _WHERE, tuple(columns(Evidence)), rows)


def _entry(path: FieldPath) -> tuple[str, int | None, int]:
    """The list, the place in it, and the place of the evidence, from a path such as `events, 0, evidence, 1`."""
    holder, place = path[:-2], path[-1]
    number = holder[-1] + 1 if holder and isinstance(holder[-1], int) else None
    names = [str(part + 1) if isinstance(part, int) else part for part in (holder[:-1] if number else holder)]
    return ".".join(names) or str(path[0]), number, int(place) + 1


def _states(context: Context) -> Table:
    rows = tuple(((name,), lines.derived(state)) for name, state in context.overview.states.items())
    derived = (shapes.Derived.__doc__ or "").strip()
    return Table("commitments-derived", derived, (_ID,), tuple(columns(shapes.Derived)), rows)


def _changes(context: Context, changes: Iterable[Change]) -> Table:
    rows = tuple(((number,), lines.change(context, change)) for number, change in enumerate(changes, 1))
    told = (shapes.ChangeLine.__doc__ or "").strip()
    return Table("changes", told, (_ORDER,), tuple(columns(shapes.ChangeLine)), rows)


def csv_files(found: Iterable[Table]) -> Iterator[tuple[str, str]]:
    """The text of each table by its address."""
    return ((file_address("table", record_id=table.name), as_csv(table)) for table in found)


def descriptor(context: Context, found: Iterable[Table], texts: Mapping[str, str]) -> dict[str, Any]:
    """The data package; `texts` are the CSV files by address."""
    return {
        "$schema": PROFILE,
        "name": NAME,
        "title": f"{context.site.name}: data",
        "description": "Commitments after the National Audit of June 2025, the evidence, and what follows from it.",
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "title": "Creative Commons Attribution 4.0",
                "path": "https://creativecommons.org/licenses/by/4.0/",
            }
        ],
        "resources": [
            _resource(table, texts[file_address("table", record_id=table.name)], context.tracker.codelists)
            for table in found
        ],
    }


def _resource(table: Table, text: str, codelists: Mapping[str, Codelist]) -> dict[str, Any]:
    return {
        "name": table.name,
        "type": "table",
        "path": f"csv/{table.name}.csv",
        "title": table.name.replace("-", " ").capitalize(),
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "header": True},
        "bytes": len(as_bytes(text)),
        "hash": f"sha256:{sha256(text)}",
        "schema": {
            "fields": [_field(column, codelists) for column in table.columns],
            "primaryKey": [column.name for column in table.keys],
            "foreignKeys": [_foreign(column) for column in table.columns if column.refers_to in _FOLDERS],
            "missingValues": [""],
        },
    }


def _field(column: Column, codelists: Mapping[str, Codelist]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": column.name,
        "type": column.type,
        "title": column.title,
        "description": column.description,
    }
    if column.codelist:
        found["constraints"] = {"enum": list(codelists[column.codelist].by_code)}
    return found


def _foreign(column: Column) -> dict[str, Any]:
    return {"fields": [column.name], "reference": {"resource": _FOLDERS[column.refers_to], "fields": ["id"]}}
