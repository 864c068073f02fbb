"""All tables, and the data package that describes them (https://datapackage.org, version 2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from typing import Any

from macros.model.evidence import Evidence
from macros.model.fields import parts
from macros.model.tracker import MODELS, Tracker
from macros.model.vocabulary import Codelist
from macros.publish import lines, shapes
from macros.publish.bundle import Seal
from macros.publish.tables import Column, Row, Table, columns, tables_of
from macros.read.kinds import FOLDERS
from macros.read.yaml import FieldPath
from macros.render.page import Context

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_WHERE = (
    Column("kind", "string", "Kind", "The kind of record: commitment, figure or background."),
    Column("record", "string", "Record", "The id of the record."),
    Column("field", "string", "Field", "The list that the entry stands in; empty for the record itself."),
    Column("number", "integer", "Number", "The place of the entry in that list, from 1; empty likewise."),
    Column("place", "integer", "Place", "The place of the evidence in its entry, from 1."),
)
_ID = Column("id", "string", "Id", "The id of the commitment.", refers_to="commitment")
_OF = Column("commitment_id", "string", "Commitment", "The id of the commitment.", refers_to="commitment")
_ORDER = Column("order", "integer", "Order", "From the oldest change to the newest, from 1.")


def tables(context: Context) -> tuple[Table, ...]:
    """Every table: the records as typed, their evidence, the derived states and answers, and the changes."""
    typed = (
        tables_of(kind, folder, MODELS[kind], _written(context.tracker, kind, folder))
        for kind, folder in FOLDERS.items()
    )
    derived = (_states(context), _answers(context), _changes(context))
    return (*chain.from_iterable(typed), _evidence(context.tracker), *derived)


def _written(tracker: Tracker, kind: str, folder: str) -> list[tuple[str, Any]]:
    """The records of a kind, with all entries that were ever written into them."""
    return [(name, tracker.as_written(kind, name)) for name in getattr(tracker, folder)]


def _evidence(tracker: Tracker) -> Table:
    rows = partial(_evidence_rows, tracker)
    return Table("evidence", (Evidence.__doc__ or "").strip(), _WHERE, tuple(columns(Evidence)), rows)


def _evidence_rows(tracker: Tracker) -> Iterator[Row]:
    for kind in ("commitment", "figure", "background"):
        for name, record in _written(tracker, kind, FOLDERS[kind]):
            for path, part in parts(record):
                if isinstance(part, Evidence):
                    yield (kind, name, *_entry(path)), part


def _entry(path: FieldPath) -> tuple[str, int | None, int]:
    """The list, the place in it, and the place of the evidence, from a path such as `events, 0, evidence, 1`."""
    # A list of another name, such as `recommendation, wording, 0`, stands beside the evidence of the same holder.
    holder, place = path[: -2 if path[-2] == "evidence" else -1], path[-1]
    number = holder[-1] + 1 if holder and isinstance(holder[-1], int) else None
    names = [str(part + 1) if isinstance(part, int) else part for part in (holder[:-1] if number else holder)]
    return ".".join(names) or str(path[0]), number, int(place) + 1


def _states(context: Context) -> Table:
    def rows() -> Iterator[Row]:
        return (((name,), lines.derived(state)) for name, state in context.overview.standing.items())

    derived = (shapes.Derived.__doc__ or "").strip()
    return Table("commitments-derived", derived, (_ID,), tuple(columns(shapes.Derived)), rows)


def _answers(context: Context) -> Table:
    def rows() -> Iterator[Row]:
        found = ((name, item) for name, state in context.overview.standing.items() for item in lines.answers(state))
        return (((name, item.addressee), item) for name, item in found)

    addressee, *others = columns(shapes.Answer)
    return Table("commitments-answers", (shapes.Answer.__doc__ or "").strip(), (_OF, addressee), tuple(others), rows)


def _changes(context: Context) -> Table:
    def rows() -> Iterator[Row]:
        return (((number,), lines.change(context, change)) for number, change in enumerate(context.changes, 1))

    told = (shapes.ChangeLine.__doc__ or "").strip()
    return Table("changes", told, (_ORDER,), tuple(columns(shapes.ChangeLine)), rows)


def descriptor(context: Context, seals: Iterable[tuple[Table, Seal]]) -> dict[str, Any]:
    """The data package, from its tables and the seals of their files."""
    return {
        "$schema": PROFILE,
        "name": context.tracker.site.slug,
        "title": f"{context.site.name}: data",
        "description": context.tracker.site.description,
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "title": "Creative Commons Attribution 4.0",
                "path": "https://creativecommons.org/licenses/by/4.0/",
            }
        ],
        "resources": [_resource(table, found, context.tracker.codelists) for table, found in seals],
    }


def _resource(table: Table, seal: Seal, codelists: Mapping[str, Codelist]) -> dict[str, Any]:
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
        "bytes": seal.size,
        "hash": f"sha256:{seal.sha256}",
        "schema": {
            "fields": [_field(column, codelists) for column in table.columns],
            "primaryKey": [column.name for column in table.keys],
            "foreignKeys": [_foreign(column) for column in table.columns if column.refers_to in FOLDERS],
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
    return {"fields": [column.name], "reference": {"resource": FOLDERS[column.refers_to], "fields": ["id"]}}
