"""The API described for machines: an OpenAPI 3.1 document and one JSON Schema per shape, made from the shapes."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from macros.model.schema import DIALECT, fill_codelists
from macros.model.vocabulary import Codelist
from macros.publish import lines, shapes
from macros.publish.bundle import compact
from macros.render.links import WHOLE, file_address
from macros.render.page import Context

_DATE = re.compile(r"^\^\[0-9\]\{4\}\(-")
_REF = "#/components/schemas/{model}"
_RECORDS = {folder: shape for folder, (shape, _) in lines.RECORDS.items()}
_LISTED = {lines.LISTED_AS.get(folder, folder): shape for folder, shape in _RECORDS.items()}
LISTS: dict[str, type[BaseModel]] = {
    "commitments": shapes.CommitmentLine,
    "events": shapes.EventLine,
    "assessments": shapes.AssessmentLine,
    "responses": shapes.ResponseLine,
    **_LISTED,
    "changes": shapes.ChangeLine,
    "as-of": shapes.DayLine,
}
ONES: dict[str, type[BaseModel]] = {
    "commitments": shapes.CommitmentFile,
    **_RECORDS,
    "as-of": shapes.AsOfFile,
}


def files(context: Context) -> Iterator[tuple[str, str]]:
    """The description and the schemas by their addresses."""
    found = document(context)
    yield WHOLE["openapi"], compact(found)
    for name in ("Index", *(model.__name__ for model in _models())):
        yield file_address("shape", record_id=name), _alone(found["components"]["schemas"], name)


def document(context: Context) -> dict[str, Any]:
    """The OpenAPI description of version 1."""
    schemas = _schemas(context.tracker.codelists)
    server = f"{context.site.base.rstrip('/')}/api/v1" if context.site.base else "."
    return {
        "openapi": "3.1.1",
        "info": {
            "title": f"{context.site.name}: data",
            "version": "1",  # fields are added to it, and none is taken away: that would be v2
            "description": "Static files. Within v1 fields are only added; to remove one means v2.",
            "license": {"name": "CC BY 4.0", "identifier": "CC-BY-4.0"},
        },
        "jsonSchemaDialect": DIALECT,
        "servers": [{"url": server}],
        "paths": dict(_paths()),
        "components": {"schemas": schemas},
    }


def _models() -> list[type[BaseModel]]:
    return list(dict.fromkeys([*LISTS.values(), *ONES.values()]))


def _schemas(codelists: Mapping[str, Codelist]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_drawn())
    fill_codelists(found, codelists)
    _tidy(found)
    for name, model in LISTS.items():
        found[_list_name(name)] = _list_schema(name, model.__name__)
    return found | {"Index": _INDEX, "IndexPart": _INDEX_PART}


@functools.cache
def _drawn() -> str:
    """The schemas of the models as text: pydantic takes its time, and the page about the API asks for them too."""
    _, drawn = models_json_schema([(model, "serialization") for model in _models()], ref_template=_REF)
    return json.dumps(drawn["$defs"])


def _tidy(node: Any) -> None:
    """What holds of YAML only is taken away: a date is text here, and there is no example of a whole record."""
    if isinstance(node, dict):
        if _DATE.match(str(node.get("pattern", ""))):
            node["type"] = "string"
            node.pop("minimum", None)
            node.pop("maximum", None)
        if node.get("examples") in ([None], [[]], [{}]):
            del node["examples"]
        for value in node.values():
            _tidy(value)
    elif isinstance(node, list):
        for value in node:
            _tidy(value)


def _list_name(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("-")) + "List"


def _said(name: str) -> str:
    """What a list holds, in words."""
    said = {"as-of": "Every day on which something changed.", "background": "All earlier reports and inspections."}
    return said.get(name, f"All {name}.")


def _list_schema(name: str, model: str) -> dict[str, Any]:
    return {
        "type": "object",
        "description": _said(name),
        "required": ["name", "count", "items"],
        "additionalProperties": False,
        "properties": {
            "name": {"const": name, "description": "What is listed."},
            "count": {"type": "integer", "minimum": 0, "description": "How many there are."},
            "items": {"type": "array", "items": {"$ref": _REF.format(model=model)}, "description": "All of them."},
        },
    }


_TEXT = {"type": "string"}
_INDEX = {
    "type": "object",
    "description": "Where to begin: every list with its count, and how the address of a single file is made.",
    "required": ["version", "as_of", "licence", "openapi", "one", "items"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": "1", "description": "The version of the shapes."},
        "as_of": {"type": "string", "format": "date", "description": "The day that derived values are about."},
        "licence": {"type": "string", "description": "Of our words and data; quotes stay their publishers'."},
        "openapi": {"type": "string", "description": "Where the description is."},
        "archive": {"type": "string", "description": "Where everything as one archive is, from the top of the site."},
        "one": {"type": "object", "additionalProperties": _TEXT, "description": "The address of one, by kind."},
        "items": {"type": "array", "items": {"$ref": "#/components/schemas/IndexPart"}, "description": "The lists."},
    },
}
_INDEX_PART = {
    "type": "object",
    "description": "One list.",
    "required": ["name", "count", "api"],
    "additionalProperties": False,
    "properties": {"name": _TEXT, "count": {"type": "integer", "minimum": 0}, "api": _TEXT},
}


def _paths() -> Iterator[tuple[str, Any]]:
    yield "/index.json", _path("index", "Where to begin.", "Index")
    for name in LISTS:
        yield f"/{name}.json", _path(f"list-{name}", _said(name), _list_name(name))
    for name, model in ONES.items():
        yield f"/{name}/{{id}}.json", _path(f"one-{name}", (model.__doc__ or "").strip(), model.__name__, by_id=True)


def _path(operation: str, summary: str, model: str, *, by_id: bool = False) -> dict[str, Any]:
    found: dict[str, Any] = {
        "get": {
            "operationId": operation,
            "summary": summary,
            "responses": {
                "200": {
                    "description": summary,
                    "content": {"application/json": {"schema": {"$ref": _REF.format(model=model)}}},
                }
            },
        }
    }
    if by_id:
        found["parameters"] = [{"name": "id", "in": "path", "required": True, "schema": _TEXT}]
    return found


def _alone(schemas: Mapping[str, Any], name: str) -> str:
    """One shape as a schema that needs no other file."""
    needed: dict[str, Any] = {}
    _gather(schemas, schemas[name], needed)
    whole = {"$schema": DIALECT, "$id": f"{name}.schema.json", **schemas[name], "$defs": needed}
    return compact(whole).replace(_REF.format(model=""), "#/$defs/")


def _gather(schemas: Mapping[str, Any], node: Any, needed: dict[str, Any]) -> None:
    """The shapes that one of them names, and those that these name."""
    for name in re.findall(_REF.format(model=r"(\w+)"), compact(node)):
        if name not in needed:
            needed[name] = schemas[name]
            _gather(schemas, schemas[name], needed)
