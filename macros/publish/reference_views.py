"""What the pages about the record itself show: method, fields, codelists, checks, downloads, API and glossary."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from typing import Any

from macros.checks import FAMILIES, HISTORY
from macros.checks.shape import STATEMENTS
from macros.derive.overview import (
    counts_by_delivery,
    recommendations,
)
from macros.derive.timeline import TimelineEntry
from macros.model.evidence import Evidence
from macros.model.schema import field_tables
from macros.model.vocabulary import A_PROMISE, CodelistValue
from macros.publish import calendars, citing, feeds, openapi
from macros.publish.record_views import edits_of_one, history_of
from macros.render.links import FROM_API, PAGES, WHOLE, file_address, relative
from macros.render.page import Context

View = dict[str, Any]


def _from(page: str) -> Callable[[str], str]:
    """The way from a page to a published file."""
    return lambda address: relative(address, PAGES[page]).rstrip("/")


def downloads(context: Context) -> View:
    """The files that hold everything, and the feeds of one kind of change."""
    kinds = {file_address("changes-feed", record_id=str(kind)): title for kind, title in feeds.KINDS.items()}
    zipped = file_address("zip", record_id=context.tracker.site.slug)
    found = {"whole": WHOLE | {"zip": zipped}, "kinds": kinds, "dated": bool(calendars.marks(context))}
    return found | {"known": context.site.base, "at": _from("data")}


def cite(context: Context) -> View:
    """The citation of the whole."""
    reference = citing.whole(context)
    texts = {"citation": citing.text(reference), "bibtex": citing.bibtex(reference)}
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
    """The address of a file that the path stands for; empty where there is none yet."""
    kind = path.split("/")[1]
    if "{id}" not in path:
        return f"api/v1{path}"
    if kind == "as-of":
        dates = sorted(item.made_date.first.isoformat() for item in context.tracker.commitments.values())
        return file_address("as-of", record_id=dates[0]) if dates else ""
    name = next(iter(getattr(context.tracker, FROM_API.get(kind, kind))), "")
    return file_address("api", FROM_API.get(kind, kind), name) if name else ""


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


def glossary(context: Context) -> View:
    """Every explained word once, in alphabetical order."""
    words = {word.id: word for word in context.words.forms.values()}
    ordered = sorted(words.values(), key=lambda word: word.term.lower())
    return {"words": ordered, "edits": edits_of_one(context, "glossary")}


def components(context: Context) -> View:
    """One live example of each component, taken from the record."""
    states = context.overview.of(recommendations(context.tracker))
    everything = context.overview.states.values()
    found = context.timeline
    return {
        "deliveries": list(context.tracker.codelists["delivery"].by_code),
        "promise": context.tracker.codelists["response"].first(is_promise=True),
        "promised": context.tracker.level_when(A_PROMISE),
        "states": states,
        "counts": counts_by_delivery(context.tracker, states.values()),
        "names": {
            code: [name for name, state in states.items() if state.delivery == code]
            for code in context.tracker.codelists["delivery"].by_code
        },
        "evidence": _one_of_each(found),
        "moments": _one_of_each_type(found),
        "flagged": max(everything, key=_number_of_flags, default=None),
        "met": next((item for item in context.overview.states.items() if item[1].met and item[1].unmet), None),
        "conflict": next((item for state in everything for item in state.commitment.conflicts), None),
        "figure": next(iter(context.tracker.figures), None),
    }


def _one_of_each(found: tuple[TimelineEntry, ...]) -> list[Evidence]:
    """One quote and one paraphrase."""
    evidence = list(chain.from_iterable(moment.evidence for moment in found))
    quote = next((item for item in evidence if item.quote), None)
    says = next((item for item in evidence if item.says), None)
    return [item for item in (quote, says) if item]


def _one_of_each_type(found: tuple[TimelineEntry, ...]) -> list[TimelineEntry]:
    """The newest moment of each type, oldest first."""
    newest = {moment.type: moment for moment in found}
    return sorted(newest.values(), key=lambda moment: moment.date.sort_key)


def _number_of_flags(state: Any) -> int:
    flags = (state.overdue, state.slipped.moves, state.went_back, state.is_disputed, state.one_source)
    return sum(map(bool, flags))


def method(context: Context) -> View:
    """The vocabularies that decide a status."""
    levels = context.tracker.codelists["delivery"].values
    rungs = sorted((level for level in levels if level.rank), key=lambda level: level.rank or 0)
    policy = context.tracker.policy
    fields = ((info, getattr(policy, name)) for name, info in type(policy).model_fields.items())
    return {
        "codelists": context.tracker.codelists,
        "rungs": rungs,
        "policy": [(info.title, number, info.description) for info, number in fields if isinstance(number, int)],
        "edits": edits_of_one(context, "policy"),
    }


def fields(context: Context) -> View:
    """Every field of every kind of record."""
    return {"tables": field_tables()}


def codelists(context: Context) -> View:
    """Every vocabulary with its values."""
    lists = context.tracker.codelists
    return {
        "codelists": lists,
        "meaning_of": _meaning,
        "edits": {name: history_of(context, "codelist", name)["edits"] for name in lists},
    }


# Told already in words of their own, or shown on the page on the method.
_TOLD_APART = ("code", "title", "description", "question", "needs", "rungs", "words", "published_in")


def _meaning(value: CodelistValue) -> str:
    """What rules and pages conclude from a code, in short: `Promise: yes`."""
    given = ((name, info, getattr(value, name)) for name, info in type(value).model_fields.items())
    told = ((info.title, said) for name, info, said in given if name not in _TOLD_APART and said != info.default)
    return "; ".join(f"{title}: {_in_short(said)}" for title, said in told)


def _in_short(said: Any) -> str:
    if isinstance(said, bool):
        return "yes" if said else "no"
    return ", ".join(said) if isinstance(said, tuple) else str(getattr(said, "name", said))


def checks(context: Context) -> View:
    """Every rule that the record is held against."""
    return {"families": {**FAMILIES, **HISTORY}, "shape": STATEMENTS, "policy": context.tracker.policy}


def helplines(context: Context) -> View:
    """Where to get help."""
    return {"list": context.tracker.helplines, "edits": edits_of_one(context, "helplines")}


# By the name with which a page of docs/ calls for each.
VIEWS: dict[str, Callable[[Context], View]] = {
    "method": method,
    "fields": fields,
    "codelists": codelists,
    "checks": checks,
    "help": helplines,
    "glossary": glossary,
    "components": components,
    "downloads": downloads,
    "cite": cite,
    "api": api,
}
