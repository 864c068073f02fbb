"""The models as JSON Schema, and as tables for the reference page."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from macros.model.base import Coded, Record, Refers
from macros.model.fields import markers_of, model_of
from macros.model.tracker import MODELS
from macros.model.vocabulary import Codelist

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class FieldRow(NamedTuple):
    """One field of one part of a record, as the reference page shows it."""

    name: str
    title: str
    description: str
    example: str
    required: bool
    codelist: str
    refers_to: str


class FieldTable(NamedTuple):
    """All fields of one part of a record."""

    kind: str
    part: str
    description: str
    rows: tuple[FieldRow, ...]


def schemas(codelists: Mapping[str, Codelist]) -> dict[str, str]:
    """The JSON Schema of each kind of record, as text, with the values of the codelists filled in."""
    found = {}
    for kind, model in MODELS.items():
        whole = {"$schema": DIALECT, "$id": f"{kind}.schema.json", **model.model_json_schema()}
        fill_codelists(whole, codelists)
        found[kind] = json.dumps(whole, indent=2, ensure_ascii=False) + "\n"
    return found


def fill_codelists(node: Any, codelists: Mapping[str, Codelist]) -> None:
    """Name the allowed values wherever a codelist is named."""
    if isinstance(node, dict):
        name = node.get("x-codelist")
        if isinstance(name, str) and name in codelists:
            node["enum"] = list(codelists[name].by_code)
        for value in node.values():
            fill_codelists(value, codelists)
    elif isinstance(node, list):
        for value in node:
            fill_codelists(value, codelists)


def field_tables() -> tuple[FieldTable, ...]:
    """Every part of every kind of record, outermost first; a part that several kinds share is given once."""
    seen: set[type[Record]] = set()
    return tuple(table for kind, model in MODELS.items() for table in _tables(kind, model, seen))


def _tables(kind: str, model: type[Record], seen: set[type[Record]]) -> Iterator[FieldTable]:
    if model in seen:
        return
    seen.add(model)
    rows = tuple(_row(name, info) for name, info in model.model_fields.items())
    yield FieldTable(kind, model.__name__, (model.__doc__ or "").strip(), rows)
    for info in model.model_fields.values():
        if inner := model_of(info.annotation):
            yield from _tables(kind, inner, seen)


def _row(name: str, info: Any) -> FieldRow:
    marks = list(markers_of(info))
    codelist = next((mark.codelist for mark in marks if isinstance(mark, Coded)), "")
    kind = next((mark.kind for mark in marks if isinstance(mark, Refers)), "")
    example = info.examples[0] if info.examples else None
    shown = "" if example in (None, [], {}) else str(example)
    return FieldRow(name, info.title or name, info.description or "", shown, info.is_required(), codelist, kind)
