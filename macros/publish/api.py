"""The API, version 1: every record and every derived value as static JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from macros.derive import as_of
from macros.derive.changes import Change
from macros.links import FILES, WHOLE, file_address, outward
from macros.model.base import Record
from macros.publish import lines, shapes
from macros.publish.bundle import compact
from macros.render import Context

Texts = Iterator[tuple[str, str]]


def files(context: Context, changes: tuple[Change, ...]) -> Texts:
    """Every file of the API by its address."""
    counts: dict[str, int] = {}
    for name, items in listings(context, changes).items():
        texts = [(item_id, item.model_dump_json()) for item_id, item in items]
        counts[name] = len(texts)
        yield file_address("listing", record_id=name), listing(name, [text for _, text in texts])
        if name in _WITH_A_FILE:
            yield from ((file_address("api", name, item_id), text) for item_id, text in texts)
    for record in lines.commitments(context, changes):
        yield file_address("api", "commitment", record.id), record.model_dump_json()
    yield from _days(context)
    yield WHOLE["api"], _index(context, counts)


_WITH_A_FILE = ("sources", "bodies", "themes", "figures", "background", "codelists")


def listings(context: Context, changes: tuple[Change, ...]) -> dict[str, list[tuple[str, Record]]]:
    """The items of every list, with their ids, in the order in which they are published."""
    return {
        "commitments": [(name, lines.line(context, name, state)) for name, state in context.overview.states.items()],
        "events": _entries(context, "events", shapes.EventLine),
        "assessments": _entries(context, "assessments", shapes.AssessmentLine),
        "responses": _entries(context, "responses", shapes.ResponseLine),
        "sources": [(name, lines.source(context, name)) for name in context.tracker.sources],
        "bodies": [(name, lines.body(context, name)) for name in context.tracker.bodies],
        "themes": [(name, lines.theme(context, name)) for name in context.tracker.themes],
        "figures": [(name, lines.figure(context, name)) for name in context.tracker.figures],
        "background": [(name, lines.background(context, name)) for name in context.tracker.background],
        "codelists": [(name, lines.codelist(context, name)) for name in context.tracker.codelists],
        "changes": [("", lines.change(context, change)) for change in reversed(changes)],
        "as-of": [("", _day_line(context, day)) for day in _changed_days(context)],
    }


def listing(name: str, texts: Iterable[str]) -> str:
    """A list as JSON from the JSON of its items."""
    found = list(texts)
    return f'{{"name":"{name}","count":{len(found)},"items":[{",".join(found)}]}}'


def _entries(context: Context, field: str, shape: Any) -> list[tuple[str, Record]]:
    return [
        ("", shape.model_construct(commitment=name, **dict(entry)))
        for name, record in sorted(context.tracker.commitments.items())
        for entry in getattr(record, field)
    ]


def _changed_days(context: Context) -> tuple[dt.date, ...]:
    return as_of.changed_days(as_of.standings(context.tracker), dt.date.min, context.today)


def _day_line(context: Context, day: dt.date) -> shapes.DayLine:
    api = outward(context.site, file_address("as-of", record_id=day.isoformat()), "")
    return shapes.DayLine.model_construct(date=day, api=api)


def _days(context: Context) -> Texts:
    """The state on every day on which it changed. A standing that holds for many days is written out once."""
    histories = as_of.standings(context.tracker)
    drawn: dict[int, str] = {}
    for day in as_of.changed_days(histories, dt.date.min, context.today):
        items = []
        for name, standing in as_of.table_on(histories, day).items():
            if id(standing) not in drawn:
                drawn[id(standing)] = _standing(name, standing).model_dump_json()
            items.append(drawn[id(standing)])
        yield file_address("as-of", record_id=day.isoformat()), f'{{"as_of":"{day}","items":[{",".join(items)}]}}'


def _standing(name: str, standing: as_of.Standing) -> shapes.StandingLine:
    return shapes.StandingLine.model_construct(
        id=name,
        delivery=standing.delivery,
        since=standing.since,
        response=standing.response.response if standing.response else None,
        due=tuple(due.date for due in standing.dues),
    )


def _index(context: Context, counts: dict[str, int]) -> str:
    parts = [
        {"name": name, "count": count, "api": outward(context.site, file_address("listing", record_id=name), "")}
        for name, count in counts.items()
    ]
    return compact(
        {
            "version": "1",
            "as_of": context.today.isoformat(),
            "licence": "CC-BY-4.0",
            "openapi": outward(context.site, WHOLE["openapi"], ""),
            "one": {name: FILES["api"].format(folder=name, id="{id}") for name in ("commitments", *_WITH_A_FILE)},
            "items": parts,
        }
    )
