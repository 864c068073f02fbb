"""The record as a site publishes it, in `data/records.json`, as an earlier reading to compare with.

A published record holds what was typed, with numbers and flags as JSON has them, and what was derived. Only the fields
of the models are taken; whatever else is there is passed over, so that older and newer sites can both be read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from macros.checks.differences import as_typed, inside
from macros.compose import Tree
from macros.model.base import Record
from macros.model.tracker import MODELS
from macros.model.tracker import SINGLES as FIELDS
from macros.read import FOLDERS, Document, Reading


class NoRecord(Exception):
    """What was published is no record of such a project."""


def as_reading(root: Path, content: Any) -> Reading:
    """The published record; its documents stand where they would stand below the root.

    Raises:
        NoRecord: there is not one promise in it.
    """
    documents = tuple(_documents(root, content)) if isinstance(content, dict) else ()
    if not any(document.kind == "commitment" for document in documents):
        raise NoRecord("it holds no list `commitments` with at least one record")
    return Reading(root, documents, {}, ())


def _documents(root: Path, content: Mapping[str, Any]) -> Iterator[Document]:
    for folder, kind in FOLDERS.items():
        for name, record in _listed(content.get(folder)):
            yield _document(root, kind, name, f"data/{folder}/{name}.yaml", record)
    for kind, field in FIELDS.items():
        record = content.get(kind, content.get(field))
        inner = record.get("record", record) if isinstance(record, dict) else None
        if isinstance(inner, dict):
            yield _document(root, kind, kind, f"data/{kind}.yaml", inner)
    for name, record in _listed(content.get("moved")):
        yield _document(root, "moved", name, f"data/{name}.yaml", record)


def _listed(items: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Id and fields of each record of a list, or of a group of records by id."""
    if not isinstance(items, (dict, list)):
        return
    pairs = items.items() if isinstance(items, dict) else [(None, item) for item in items]
    for key, item in pairs:
        record = item.get("record", item) if isinstance(item, dict) else None
        name = key or (item.get("id") if isinstance(item, dict) else None)
        if isinstance(name, str) and isinstance(record, dict):
            yield name, record


def _document(root: Path, kind: str, name: str, path: str, record: Mapping[str, Any]) -> Document:
    return Document(kind, name, path, root / path, _fields(record, MODELS[kind]))


def _fields(record: Any, model: type[Record]) -> dict[str, Tree]:
    models, _ = inside(model)
    if not isinstance(record, Mapping):
        return {}
    return {name: _plain(value, models[name]) for name, value in record.items() if name in models}


def _plain(value: Any, model: type[Record] | None) -> Tree:
    if isinstance(value, dict) and model:
        return _fields(value, model)
    return [_plain(item, model) for item in value] if isinstance(value, list) else as_typed(value)
