"""Everything that is published beside the pages, file by file: addresses with their contents."""

from __future__ import annotations

import json
from collections.abc import Iterator, Set

from pydantic_core import to_json

from macros.history.changes import by_commitment
from macros.links import FILES, WHOLE, file_address
from macros.publish import api, bundle, calendars, citing, feeds, openapi, package, prose
from macros.publish.bundle import Files, Written
from macros.publish.tables import as_csv
from macros.read.kinds import FOLDERS, SINGLES
from macros.render import Context

_OF_ONE = ("api", "prose", "feed", "calendar", "badge")  # the last for commitments only


def exports(context: Context, written: Written) -> Files:
    """Every file by its address; two for one address would be a fault of ours.

    Each must be written before the next is asked for: some are made from those before them, which `written` reads.
    """
    seen: set[str] = set()
    for address, content in _all(context, written, seen):
        if address in seen:
            raise ValueError(f"two files want the address {address!r}")
        seen.add(address)
        yield address, content


def _all(context: Context, written: Written, seen: Set[str]) -> Files:
    yield from _of_commitments(context)
    yield from api.files(context, written)
    yield from openapi.files(context)
    yield from feeds.files(context)
    yield from calendars.files(context)
    yield from citing.files(context)
    yield from prose.files(context)
    yield from _of_moved(context, written, seen)
    yield WHOLE["records"], _records(context, written)
    yield from _downloads(context, written)


def _of_commitments(context: Context) -> Files:
    """All files of one commitment after another, so that what they share is still at hand."""
    told, feed, text = by_commitment(context.changes), feeds.drawer(context), prose.drawer(context)
    for name in sorted(context.tracker.commitments):
        yield api.commitment(context, name, told[name])
        yield feed(feeds.of_commitment(context, name, told[name]))
        yield text("commitment", name)
        yield citing.of_commitment(context, name)


def _of_moved(context: Context, written: Written, seen: Set[str]) -> Files:
    """What a record publishes, also at the addresses of the id that it had before: old links answer for ever."""
    for path in context.tracker.moved:
        folder, _, old = path.partition("/")
        for file in _OF_ONE if folder == FOLDERS["commitment"] else _OF_ONE[:-1]:
            now = FILES[file].format(folder=folder, id=context.tracker.now_called(folder, old))
            if now in seen:
                yield FILES[file].format(folder=folder, id=old), written(now)


def _records(context: Context, written: Written) -> Iterator[bytes]:
    """All records in one JSON file: what the API has in one file each, then the single lists, and the moves."""
    yield f'{{"as_of":"{context.today}"'.encode()
    for folder in FOLDERS.values():
        yield f',"{folder}":['.encode()
        for number, name in enumerate(getattr(context.tracker, folder)):
            yield b"," if number else b""
            yield from written(FILES["api"].format(folder=folder, id=name))
        yield b"]"
    for kind, field in SINGLES.items():
        if record := getattr(context.tracker, field):
            yield b',"%b":%b' % (kind.encode(), to_json(record))
    yield b',"moved":%b' % to_json(dict(context.tracker.moved))
    yield b"}"


def _downloads(context: Context, written: Written) -> Files:
    tables = {file_address("table", record_id=table.name): table for table in package.tables(context)}
    for address, table in tables.items():
        yield address, as_csv(table)
    seals = [(table, bundle.seal(written(address))) for address, table in tables.items()]
    yield WHOLE["package"], json.dumps(package.descriptor(context, seals), ensure_ascii=False, indent=1) + "\n"
    inside = (*tables, WHOLE["package"], WHOLE["records"])
    yield WHOLE["zip"], bundle.Archive({address.removeprefix("data/"): address for address in inside})
