"""The API, version 1: every record and every derived value as static JSON."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic_core import to_json

from macros.derive import as_of
from macros.history.change import Change
from macros.history.changes import by_commitment
from macros.publish import lines, shapes
from macros.publish.bundle import Files, compact, joined
from macros.read.kinds import WITH_PAGE
from macros.render.links import FILES, IN_API, WHOLE, file_address, outward
from macros.render.page import Context

VERSION = "1"  # of the shapes: fields and codes are added within it; to take one away means version 2
_ENTRIES = {"events": shapes.EventLine, "assessments": shapes.AssessmentLine, "responses": shapes.ResponseLine}


def stamp(context: Context) -> dict[str, str | None]:
    """What every file begins with: the version of its shape, the day for which it was made, and from which commit."""
    commit = context.site.commit or None
    return {"schema_version": VERSION, "generated_at": context.today.isoformat(), "commit": commit}


def stamped(context: Context, item: bytes) -> bytes:
    """An object of JSON as a file of its own."""
    return compact(stamp(context)).encode()[:-1] + b"," + item[1:]


def commitment(context: Context, name: str, changes: Iterable[Change]) -> tuple[str, bytes]:
    """The file of one commitment, with its changes, by its address."""
    at = file_address("api", "commitment", name)
    return at, stamped(context, to_json(lines.commitment(context, name, changes, at)))


def records(context: Context) -> Iterator[tuple[str, Iterable[bytes]]]:
    """All records by their folder, with commas between them."""
    told, at = by_commitment(context.changes), WHOLE["records"]
    own = (to_json(lines.commitment(context, name, told[name], at)) for name in context.tracker.commitments)
    yield "commitments", joined(own)
    for folder in sorted(lines.RECORDS, key=[*WITH_PAGE.values(), *lines.RECORDS].index):
        yield folder, joined(_others(context, folder, at))


def _others(context: Context, folder: str, at: str) -> Iterator[bytes]:
    """The records of another folder."""
    return (to_json(lines.record(context, folder, name, at)) for name in getattr(context.tracker, folder))


def files(context: Context) -> Files:
    """Every other file of the API by its address: records and days, then the lists of them, and where to begin."""
    for folder in lines.RECORDS:
        for name in getattr(context.tracker, folder):
            at = file_address("api", folder, name)
            yield at, stamped(context, to_json(lines.record(context, folder, name, at)))
    yield from _days(context)
    counts: dict[str, int] = {}
    for name, count, items in _lists(context):
        counts[name] = count
        yield file_address("listing", record_id=name), _list(context, {"name": name, "count": count}, items)
    yield WHOLE["api"], _index(context, counts)


def _lists(context: Context) -> Iterator[tuple[str, int, Iterable[bytes]]]:
    """Every list: its name, how many it holds, and the JSON of each item, in the order in which it is published."""
    states, days, at = context.overview.standing, _changed_days(context), file_address("listing", record_id="changes")
    yield "commitments", len(states), (to_json(lines.line(context, name, state, at)) for name, state in states.items())
    for field, shape in _ENTRIES.items():
        count = sum(len(getattr(record, field)) for record in _written(context).values())
        yield field, count, _entries(context, field, shape)
    for folder in lines.RECORDS:
        yield IN_API.get(folder, folder), len(getattr(context.tracker, folder)), _others(context, folder, at)
    changes = (to_json(lines.change(context, change, at)) for change in reversed(context.changes))
    yield "changes", len(context.changes), changes
    yield "as-of", len(days), (to_json(_day_line(context, day, at)) for day in days)


def _list(context: Context, head: dict[str, Any], items: Iterable[bytes]) -> Iterator[bytes]:
    """A list as a file, from what is said of it and the JSON of its items."""
    yield compact({**stamp(context), **head}).encode()[:-1] + b',"items":['
    yield from joined(items)
    yield b"]}"


def _entries(context: Context, field: str, shape: Any) -> Iterator[bytes]:
    for name, record in sorted(_written(context).items()):
        for entry in getattr(record, field):
            yield to_json(shapes.line_of(shape, entry, commitment_id=name))


def _written(context: Context) -> dict[str, Any]:
    """Every commitment that counts, with all entries that were ever written into it."""
    return {name: context.tracker.as_written("commitment", name) for name in context.tracker.active}


def _changed_days(context: Context) -> tuple[dt.date, ...]:
    days = set(as_of.changed_days(context.past.histories, dt.date.min, context.today))
    days |= {date.first for date in as_of.repaired_days(context.tracker) if date.first <= context.today}
    return tuple(sorted(days))


def _day_line(context: Context, day: dt.date, at: str) -> shapes.DayLine:
    api = outward(context.site, file_address("as-of", record_id=day.isoformat()), at)
    return shapes.made(shapes.DayLine, date=day, api=api)


def _days(context: Context) -> Files:
    """The state on every day on which it changed. What holds of a commitment is written out when it begins to."""
    begun: dict[dt.date, list[tuple[str, as_of.Snapshot]]] = defaultdict(list)
    for name, history in context.past.histories.items():
        for standing in history:
            begun[standing.start].append((name, standing))
    table: dict[str, bytes] = dict.fromkeys(context.past.histories, b"")
    for day in _changed_days(context):
        table.update((name, to_json(_standing(context, name, standing))) for name, standing in begun[day])
        items = [item for item in table.values() if item]
        head = {"name": "as-of", "as_of": day.isoformat(), "count": len(items)}
        yield file_address("as-of", record_id=day.isoformat()), _list(context, head, items)


def _standing(context: Context, name: str, standing: as_of.Snapshot) -> shapes.StandingLine:
    record = context.tracker.commitments[name]
    return shapes.made(
        shapes.StandingLine,
        id=name,
        **lines.numbered(record),
        title=record.title,
        delivery=standing.delivery,
        since=standing.since,
        response=standing.response.response if standing.response else None,
        due=tuple(due.date for due in standing.dues),
    )


def _index(context: Context, counts: dict[str, int]) -> str:
    def at(target: str) -> str:
        return outward(context.site, target, WHOLE["api"])

    slug = context.tracker.site.slug
    names = ("commitments", *(IN_API.get(folder, folder) for folder in lines.RECORDS), "as-of")
    one = {name: at(FILES["api"].format(folder=name, id="{id}")) for name in names}
    items = [
        {"name": name, "count": count, "api": at(file_address("listing", record_id=name))}
        for name, count in counts.items()
    ]
    return compact(
        {
            **stamp(context),
            "as_of": context.today.isoformat(),
            "licence": "CC-BY-4.0",
            "status": at(file_address("table", record_id="status")),
            "database": at(file_address("database", record_id=slug)),
            "archive": at(file_address("zip", record_id=slug)),
            "openapi": at(WHOLE["openapi"]),
            "one": one,
            "items": items,
        }
    )
