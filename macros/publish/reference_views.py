"""What the pages about the data show: the downloads, the citation of the whole, and the API file by file.

Views that explain: the glossary, and the page on which every component is shown once.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from typing import Any

from macros.derive.overview import counts_by_delivery, recommendations
from macros.derive.timeline import TimelineEntry, timeline_entries
from macros.links import PAGES, WHOLE, file_address, relative
from macros.model.evidence import Evidence
from macros.model.vocabulary import A_PROMISE
from macros.publish import citing, feeds, openapi
from macros.publish.record_views import edits_of_one
from macros.render import Context

View = dict[str, Any]


def _from(page: str) -> Callable[[str], str]:
    """The way from a page to a published file."""
    return lambda address: relative(address, PAGES[page]).rstrip("/")


def downloads(context: Context) -> View:
    """The files that hold everything, and the feeds of one kind of change."""
    kinds = {file_address("changes-feed", record_id=str(kind)): title for kind, title in feeds.KINDS.items()}
    zipped = file_address("zip", record_id=context.tracker.site.slug)
    return {"whole": WHOLE | {"zip": zipped}, "kinds": kinds, "known": context.site.base, "at": _from("data")}


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
    """The address of a file that the path stands for; empty where there is none yet."""
    kind = path.split("/")[1]
    if "{id}" not in path:
        return f"api/v1{path}"
    if kind == "as-of":
        dates = sorted(item.made_date.first.isoformat() for item in context.tracker.commitments.values())
        return file_address("as-of", record_id=dates[0]) if dates else ""
    name = next(iter(getattr(context.tracker, kind)), "")
    return file_address("api", kind, name) if name else ""


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
    found = timeline_entries(context.tracker)
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
    flags = (state.overdue, state.slipped.moves, state.went_back, state.is_disputed, state.is_quiet, state.one_source)
    return sum(map(bool, flags))
