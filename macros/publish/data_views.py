"""What the pages about the data show: the downloads, the citation of the whole, and the API file by file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from macros.links import PAGES, WHOLE, file_address, relative
from macros.publish import citing, feeds, openapi
from macros.render import Context

View = dict[str, Any]


def _from(page: str) -> Callable[[str], str]:
    """The way from a page to a published file."""
    return lambda address: relative(address, PAGES[page]).rstrip("/")


def downloads(context: Context) -> View:
    """The files that hold everything, and the feeds of one kind of change."""
    kinds = {file_address("changes-feed", record_id=str(kind)): title for kind, title in feeds.KINDS.items()}
    return {"whole": WHOLE, "kinds": kinds, "known": context.site.base, "at": _from("data")}


def cite(context: Context) -> View:
    """The citation of the whole."""
    reference = citing.whole(context)
    texts = {"citation": citing.text(context, reference), "bibtex": citing.bibtex(context, reference)}
    return texts | {"whole": WHOLE, "at": _from("data")}


def api(context: Context) -> View:
    """Every file of the API with an example, and every field of every shape."""
    document = openapi.document(context)
    found = []
    for path, item in document["paths"].items():
        shape = item["get"]["responses"]["200"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
        example = _example(context, path)
        found.append({"path": path, "summary": item["get"]["summary"], "shape": shape, "example": example})
    shapes = _shapes(document["components"]["schemas"])
    return {"paths": found, "shapes": shapes, "openapi": WHOLE["openapi"], "at": _from("api")}


def _example(context: Context, path: str) -> str:
    """The address of a file that the path stands for."""
    kind = path.split("/")[1]
    if "{id}" not in path:
        return f"api/v1{path}"
    if kind == "as-of":
        dates = [item.made_date for item in context.tracker.commitments.values()]
        return file_address("as-of", record_id=min(dates, key=lambda date: date.sort_key).first.isoformat())
    return file_address("api", kind, next(iter(getattr(context.tracker, kind))))


def _shapes(schemas: dict[str, Any]) -> list[View]:
    """Each shape with its fields: name, type in a word, meaning."""
    return [
        {
            "name": name,
            "description": schema.get("description", ""),
            "fields": [
                {"name": field, "type": _type(part), "description": part.get("description", part.get("title", ""))}
                for field, part in schema["properties"].items()
            ],
        }
        for name, schema in sorted(schemas.items())
        if "properties" in schema
    ]


def _type(part: dict[str, Any]) -> str:
    """The type of a field in a word; the name of a shape where it is one."""
    if "$ref" in part:
        return str(part["$ref"]).rpartition("/")[2]
    if "anyOf" in part:
        return " or ".join(dict.fromkeys(_type(option) for option in part["anyOf"]))
    if part.get("type") == "array":
        return f"list of {_type(part.get('items', {}))}"
    if "const" in part:
        return f"always {part['const']!r}"
    return str(part.get("type", "any"))
