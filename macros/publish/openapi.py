"""The API described for machines: an OpenAPI 3.1 document and one JSON Schema per shape, made from the shapes."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from macros.model.base import ID_PATTERN
from macros.model.schema import DIALECT
from macros.model.vocabulary import Codelist
from macros.publish import api, lines, shapes
from macros.publish.bundle import compact
from macros.render.links import FROM_API, IN_API, WHOLE, file_address
from macros.render.page import Context

_REF = "#/components/schemas/{model}"
_RECORDS = {IN_API.get(folder, folder): shape for folder, (shape, _) in lines.RECORDS.items()}
LISTS: dict[str, type[BaseModel]] = {
    "commitments": shapes.CommitmentLine,
    "events": shapes.EventLine,
    "assessments": shapes.AssessmentLine,
    "responses": shapes.ResponseLine,
    **_RECORDS,
    "changes": shapes.ChangeLine,
    "as-of": shapes.DayLine,
}
ONES: dict[str, type[BaseModel]] = {
    "commitments": shapes.CommitmentItem,
    **_RECORDS,
    "as-of": shapes.AsOfItem,
}
_PROMISE = (
    "Static files, made anew every day and after every change. Within version 1 fields, files and codes are only "
    "added: pass over fields that you do not know, and expect codes that you do not know. To take a field away means "
    "version 2."
)
_TAGS = {
    "begin": "Where to begin.",
    "lists": "All of a kind in one file.",
    "records": "One record with all that is known of it.",
}


def files(context: Context) -> Iterator[tuple[str, str]]:
    """The description and the schemas by their addresses."""
    found = document(context)
    yield WHOLE["openapi"], compact(found)
    for name in ("Index", *map(_list_name, LISTS), *map(_file_name, ONES)):
        yield file_address("shape", record_id=name), _alone(found["components"]["schemas"], name)


def document(context: Context) -> dict[str, Any]:
    """The OpenAPI description of version 1."""
    contact = context.tracker.site.contact or context.site.base
    info = {
        "title": f"{context.site.name}: data",
        "version": api.VERSION,
        "description": _PROMISE,
        "license": {"name": "CC BY 4.0", "identifier": "CC-BY-4.0"},
    }
    return {
        "openapi": "3.1.1",
        "info": info | ({"contact": {"name": context.site.name, "url": contact}} if contact else {}),
        "jsonSchemaDialect": DIALECT,
        "servers": [{"url": f"{context.site.base.rstrip('/')}/api/v1" if context.site.base else "."}],
        "security": [],  # there is no key
        "tags": [{"name": name, "description": said} for name, said in _TAGS.items()],
        "paths": dict(_paths(context)),
        "components": {"schemas": _schemas(context.tracker.codelists), "responses": {"Missing": _MISSING}},
    }


def _schemas(codelists: Mapping[str, Codelist]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_drawn())
    _open(found, codelists)
    for name, model in ONES.items():
        item = found[model.__name__] if model in LISTS.values() else found.pop(model.__name__)
        properties, required = {**_STAMP, **item["properties"]}, [*_STAMP, *item["required"]]
        named = _file_name(name)
        found[named] = {**item, "title": named, "required": required, "properties": properties}
    for name, model in LISTS.items():
        found[_list_name(name)] = _list_schema(name, model.__name__)
    return found | {"Index": _INDEX, "IndexPart": _INDEX_PART}


@functools.cache
def _drawn() -> str:
    """The schemas of the models as text: pydantic takes its time, and the page about the API asks for them too."""
    models = list(dict.fromkeys([*LISTS.values(), *ONES.values()]))
    _, drawn = models_json_schema([(model, "serialization") for model in models], ref_template=_REF)
    return json.dumps(drawn["$defs"])


def _open(node: Any, codelists: Mapping[str, Codelist]) -> None:
    """Make of the schemas for editors those for readers: a field or a code that is new tomorrow is no fault.

    What holds of YAML only, and the words that only our own tools know, are taken away.
    """
    if isinstance(node, list):
        for value in node:
            _open(value, codelists)
    if not isinstance(node, dict):
        return
    if node.get("additionalProperties") is False:
        del node["additionalProperties"]
    codelist, codes = node.pop("x-codelist", ""), node.pop("enum", ())
    if codes := codelists[codelist].by_code if codelist in codelists else codes:
        told = f"A code of `codelists/{codelist}.json`" if codelist else "Now one of"
        node["description"] = f"{node.get('description', '')} {told}: {', '.join(codes)}.".lstrip()
    node.pop("x-refers-to", None)
    if isinstance(node.get("type"), list) and "pattern" in node:  # a date or number, which YAML may give without quotes
        node["type"] = "string"
        node.pop("minimum", None)
        node.pop("maximum", None)
    if any(_is_no_example(node, part) for part in node.get("examples", ())):
        del node["examples"]
    for value in node.values():
        _open(value, codelists)


def _is_no_example(node: dict[str, Any], part: Any) -> bool:
    """Whether an example that tells people enough is none for a program: a part of a whole, or cut short."""
    return part is None or isinstance(part, (list, dict)) or not re.search(node.get("pattern", ""), str(part))


def _file_name(name: str) -> str:
    return ONES[name].__name__.removesuffix("Item") + "File"


def _list_name(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("-")) + "List"


def _said(name: str) -> str:
    """What a list holds, in words."""
    said = {"as-of": "Every day on which something changed.", "background": "All earlier reports and inspections."}
    return said.get(name, f"All {name}.")


def _text(description: str, **more: Any) -> dict[str, Any]:
    return {"type": "string", "description": description, **more}


_COUNT = {"type": "integer", "minimum": 0, "description": "How many there are."}
_STAMP: dict[str, Any] = {
    "schema_version": _text("The version of the shapes, `1`: fields are added to it, and none is taken away."),
    "generated_at": _text("The day for which the file was made.", format="date"),
    "commit": {"type": ["string", "null"], "description": "The commit that it was made from; null when not known."},
}


def _object(description: str, properties: dict[str, Any], optional: tuple[str, ...] = ()) -> dict[str, Any]:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "description": description, "required": required, "properties": properties}


def _list_schema(name: str, model: str) -> dict[str, Any]:
    items = {"type": "array", "items": {"$ref": _REF.format(model=model)}, "description": "All of them."}
    return _object(_said(name), {**_STAMP, "name": _text("What is listed."), "count": _COUNT, "items": items})


_INDEX_PART = _object(
    "One list.", {"name": _text("What is listed."), "count": _COUNT, "api": _text("Where the list is.")}
)
_INDEX = _object(
    "Where to begin: every list with its count, and how the address of a single file is made.",
    {
        **_STAMP,
        "as_of": _text("The day that derived values are about.", format="date"),
        "licence": _text("Of our words and data; quotes stay their publishers'."),
        "status": _text("Where the table of all commitments with their status is, as CSV."),
        "database": _text("Where everything as one SQLite file is."),
        "archive": _text("Where everything as one archive is."),
        "openapi": _text("Where the description is."),
        "one": {
            "type": "object",
            "additionalProperties": {"type": "string"},
            "description": "The address of one, by kind; `{id}` stands for its id, for `as-of` for a day.",
        },
        "items": {"type": "array", "items": {"$ref": _REF.format(model="IndexPart")}, "description": "The lists."},
    },
)
_MISSING = {
    "description": "There is no such record, or nothing changed on that day. The answer is a page for people.",
    "content": {"text/html": {"schema": {"type": "string"}}},
}


def _paths(context: Context) -> Iterator[tuple[str, Any]]:
    yield "/index.json", _path("index", "begin", "Where to begin", _INDEX["description"], "Index")
    for name in LISTS:
        yield f"/{name}.json", _path(f"list-{name}", "lists", f"List of {name}", _said(name), _list_name(name))
    for name, model in ONES.items():
        told = (model.__doc__ or "").strip()
        found = _path(f"one-{name}", "records", f"One of {name}", told, _file_name(name))
        by_day = name == "as-of"
        example = (
            context.today.isoformat()
            if by_day
            else next(iter(getattr(context.tracker, FROM_API.get(name, name))), "example")
        )
        schema = {"type": "string", "format": "date"} if by_day else {"type": "string", "pattern": ID_PATTERN}
        named = (
            f"The day; `/{name}.json` lists those that there are." if by_day else f"The id; `/{name}.json` lists all."
        )
        parameter = {"name": "id", "in": "path", "required": True, "description": named, "schema": schema}
        yield f"/{name}/{{id}}.json", {"parameters": [parameter | {"example": example}], **found}


def _path(operation: str, tag: str, summary: str, description: str, model: str) -> dict[str, Any]:
    answer = {"application/json": {"schema": {"$ref": _REF.format(model=model)}}}
    return {
        "get": {
            "operationId": operation,
            "tags": [tag],
            "summary": summary,
            "description": description,
            "responses": {
                "200": {"description": description, "content": answer},
                "404": {"$ref": "#/components/responses/Missing"},
            },
        },
    }


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
