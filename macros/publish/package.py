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
from macros.publish import api, lines, shapes
from macros.publish.bundle import Seal
from macros.publish.tables import Column, Row, Table, columns, tables_of
from macros.read.kinds import FOLDERS
from macros.read.yaml import FieldPath
from macros.render.links import file_address
from macros.render.page import Context

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_WHERE = (
    Column("record_kind", "string", "Kind of record", "commitment, figure or background."),
    Column("record_id", "string", "Record", "The id of the record."),
    Column("part", "string", "Part", "Where it stands: the name of its table behind that of the record's folder."),
    Column("conflicts_position", "integer", "Conflict", "For the accounts of a conflict: which one, from 1."),
    Column("position", "integer", "Position", "The place of its entry in that table, from 1; empty for no list."),
    Column("evidence_position", "integer", "Place", "The place of the evidence in its entry, from 1."),
)
_OF = Column("commitment_id", "string", "Commitment", "The id of the commitment.", refers_to="commitment")
_ORDER = Column("position", "integer", "Position", "From the oldest change to the newest, from 1.")


def tables(context: Context) -> tuple[Table, ...]:
    """Every table: the records as typed, their evidence, the derived states and answers, and the changes."""
    typed = (
        tables_of(kind, folder, MODELS[kind], _written(context.tracker, kind, folder))
        for kind, folder in FOLDERS.items()
    )
    derived = (_states(context), _answers(context), _changes(context))
    return (status(context), *chain.from_iterable(typed), _evidence(context.tracker), *derived)


def status(context: Context) -> Table:
    """One row for each commitment, with what most people ask first, in words."""

    def rows() -> Iterator[Row]:
        return (((name,), lines.status(context, name, state)) for name, state in context.overview.states.items())

    id_, *others = columns(shapes.StatusLine)
    return Table("status", (shapes.StatusLine.__doc__ or "").strip(), (id_,), tuple(others), rows)


def _written(tracker: Tracker, kind: str, folder: str) -> list[tuple[str, Any]]:
    """The records of a kind, with all entries that were ever written into them."""
    return [(name, tracker.as_written(kind, name)) for name in getattr(tracker, folder)]


def _evidence(tracker: Tracker) -> Table:
    rows = partial(_evidence_rows, tracker)
    return Table("evidence", (Evidence.__doc__ or "").strip(), _WHERE, columns(Evidence), rows)


def _evidence_rows(tracker: Tracker) -> Iterator[Row]:
    for kind in ("commitment", "figure", "background"):
        for name, record in _written(tracker, kind, FOLDERS[kind]):
            for path, part in parts(record):
                if isinstance(part, Evidence):
                    yield (kind, name, *_entry(path)), part


def _entry(path: FieldPath) -> tuple[str, int | None, int | None, int]:
    """The part, the places in it, and the place of the evidence, from a path such as `events, 0, evidence, 1`."""
    names = [part for part in path[:-1] if isinstance(part, str) and part != "evidence"]
    *outer, place = [part + 1 for part in path if isinstance(part, int)]
    above, position = (None, None, *outer)[-2:]
    return "_".join(names), above, position, place


def _states(context: Context) -> Table:
    def rows() -> Iterator[Row]:
        return (((name,), lines.derived(state)) for name, state in context.overview.standing.items())

    derived = (shapes.Derived.__doc__ or "").strip()
    return Table("commitments_derived", derived, (_OF,), columns(shapes.Derived), rows)


def _answers(context: Context) -> Table:
    def rows() -> Iterator[Row]:
        found = ((name, item) for name, state in context.overview.standing.items() for item in lines.answers(state))
        return (((name, item.addressee), item) for name, item in found)

    addressee, *others = columns(shapes.Answer)
    return Table("commitments_answers", (shapes.Answer.__doc__ or "").strip(), (_OF, addressee), tuple(others), rows)


def _changes(context: Context) -> Table:
    at = file_address("table", record_id="changes")

    def rows() -> Iterator[Row]:
        return (((number,), lines.change(context, change, at)) for number, change in enumerate(context.changes, 1))

    told = (shapes.ChangeLine.__doc__ or "").strip()
    return Table("changes", told, (_ORDER,), columns(shapes.ChangeLine), rows)


def descriptor(context: Context, seals: Iterable[tuple[Table, Seal]]) -> dict[str, Any]:
    """The data package, from its tables and the seals of their files."""
    return {
        "$schema": PROFILE,
        "name": context.tracker.site.slug,
        "version": api.VERSION,
        "created": f"{context.today}T00:00:00Z",
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
    foreign = [_foreign(column) for column in table.columns if column.refers_to in FOLDERS]
    return {
        "name": table.name,
        "type": "table",
        "path": f"csv/{table.name}.csv",
        "title": table.name.replace("_", " ").capitalize(),
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
            "foreignKeys": foreign,
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
    if column.codelist:  # not as a constraint: a code that is new tomorrow is no fault
        found["description"] += f" A code of `{column.codelist}`: {', '.join(codelists[column.codelist].by_code)}."
    return found


def _foreign(column: Column) -> dict[str, Any]:
    return {"fields": [column.name], "reference": {"resource": FOLDERS[column.refers_to], "fields": ["id"]}}
