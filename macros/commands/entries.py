"""The fields of an entry as questions, made from the models, the codelists and the record that it is for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from macros.commands.asking import Field
from macros.model.base import Coded, Record, Refers
from macros.model.fields import markers_of, model_of
from macros.model.tracker import MODELS, Tracker

# What the command line calls an entry, and the list that it stands in.
LISTS = {
    "event": ("commitment", "events"),
    "assessment": ("commitment", "assessments"),
    "response": ("commitment", "responses"),
    "search": ("commitment", "searches"),
    "due": ("commitment", "due"),
    "value": ("figure", "values"),
}
# Asked for in their own way.
_APART = ("evidence", "corrects")
_INNER = {"meets": "done_when", "points": "done_when", "rests_on": "events"}
_FOLDERS = {"body": "bodies", "theme": "themes", "source": "sources", "commitment": "commitments", "figure": "figures"}
CORRECTS = (
    Field("corrects", "The entry that this one puts right: its key, the id of the event, or the date of the entry."),
    Field("because", "What was wrong with the entry that it corrects."),
    Field("number", "Which one, counted from 1, when several entries have that date."),
)


def model_for(word: str) -> type[Record]:
    """The model of the entry that the command line calls by this word."""
    kind, field = LISTS[word]
    model = model_of(MODELS[kind].model_fields[field].annotation)
    assert model is not None
    return model


def fields_for(
    word: str, tracker: Tracker | None = None, record: Record | None = None, today: dt.date | None = None
) -> tuple[Field, ...]:
    """The questions for one kind of entry; without a tracker, only their names and meanings."""
    return fields_of(model_for(word), tracker, record, today)


def fields_of(
    model: type[Record], tracker: Tracker | None = None, record: Record | None = None, today: dt.date | None = None
) -> tuple[Field, ...]:
    """The questions for one part of a record; `record` is the one that it is for, `today` when it is written."""
    return tuple(_fields(model, tracker, record, today))


def _fields(
    model: type[Record], tracker: Tracker | None, record: Record | None, today: dt.date | None
) -> Iterator[Field]:
    for name, info in model.model_fields.items():
        if name in _APART:
            continue
        example = f" Example: {info.examples[0]}" if info.examples and isinstance(info.examples[0], str) else ""
        many = "tuple" in str(info.annotation)
        default = str(today) if name == "recorded" and today else ""
        choices = tuple(_choices(name, info, tracker, record)) if tracker else ()
        needed = info.is_required() and name != "id"
        yield Field(name, f"{info.description}{'' if choices else example}", choices, many, needed, default)


def _choices(name: str, info: Any, tracker: Tracker, record: Record | None) -> Iterable[tuple[str, str]]:
    if name in _INNER:
        return [
            (item.id, getattr(item, "text", "") or getattr(item, "what", ""))
            for item in getattr(record, _INNER[name], ())
        ]
    for marker in markers_of(info):
        if isinstance(marker, Coded) and marker.codelist in tracker.codelists:
            return [(value.code, value.title) for value in tracker.codelists[marker.codelist].values]
        if isinstance(marker, Refers):
            records = getattr(tracker, _FOLDERS[marker.kind])
            return [
                (key, str(getattr(item, "name", "") or getattr(item, "title", ""))) for key, item in records.items()
            ]
    return []


def correction_of(found: dict[str, Any]) -> dict[str, str] | None:
    """What the entry corrects, when it does."""
    if not found["corrects"]:
        return None
    number = {"number": found["number"]} if found["number"] else {}
    return {"entry": found["corrects"], **number, "reason": found["because"]}
