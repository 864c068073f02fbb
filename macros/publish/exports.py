"""Everything that is published beside the pages, file by file: addresses with their contents."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping

from pydantic_core import to_json

from macros.history.changes import by_commitment
from macros.model.tracker import Tracker
from macros.publish import api, calendars, citing, feeds, openapi, package, prose, typed
from macros.publish.bundle import Files, Seal, compact, pieces
from macros.publish.tables import Table, as_csv
from macros.read.kinds import FOLDERS, SINGLES
from macros.render.links import FILES, WHOLE, file_address
from macros.render.page import Context

_OF_ONE = ("api", "prose", "feed", "calendar", "badge")  # the last for commitments only
_BESIDE = ("package", "records", "sheet", "read-me", "licence", "citation")
_IN_THE_ARCHIVE = (FILES["table"].partition("{")[0], *(WHOLE[name] for name in _BESIDE))


def exports(context: Context) -> Files:
    """Every file by its address; two for one address would be a fault of ours."""
    seen: set[str] = set()
    old = _old_addresses(context.tracker)
    for now, content in _all(context):
        if now in old:
            content = b"".join(pieces(content))
        for address in (now, *old.get(now, ())):
            if address in seen:
                raise ValueError(f"two files want the address {address!r}")
            seen.add(address)
            yield address, content


def name_in_archive(address: str) -> str:
    """Under which name the archive of all data holds a file; empty when it does not."""
    return address.removeprefix("data/") if address.startswith(_IN_THE_ARCHIVE) else ""


def _all(context: Context) -> Files:
    yield from _of_commitments(context)
    yield from api.files(context)
    yield from openapi.files(context)
    yield from feeds.files(context)
    yield from calendars.files(context)
    yield from citing.files(context)
    yield from prose.files(context)
    yield WHOLE["records"], _records(context)
    yield WHOLE["sheet"], typed.as_sheet(package.status(context), context.today)
    yield from _tables(context)


def _of_commitments(context: Context) -> Files:
    """All files of one commitment after another, so that what they share is still at hand."""
    told, feed, text = by_commitment(context.changes), feeds.drawer(context), prose.drawer(context)
    for name in sorted(context.tracker.commitments):
        yield api.commitment(context, name, told[name])
        yield feed(feeds.of_commitment(context, name, told[name]))
        yield text("commitment", name)
        yield citing.of_commitment(context, name)


def _old_addresses(tracker: Tracker) -> Mapping[str, list[str]]:
    """Where a file of a record stands as well, for each id that the record had before: old links answer for ever."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in tracker.moved:
        folder, _, old = path.partition("/")
        for file in _OF_ONE if folder == FOLDERS["commitment"] else _OF_ONE[:-1]:
            now = FILES[file].format(folder=folder, id=tracker.now_called(folder, old))
            found[now].append(FILES[file].format(folder=folder, id=old))
    return found


def _records(context: Context) -> Iterator[bytes]:
    """All records in one JSON file: what the API has in one file each, then the single lists, and the moves."""
    yield compact({**api.stamp(context), "as_of": context.today.isoformat()}).encode()[:-1]
    for folder, items in api.records(context):
        yield f',"{folder}":['.encode()
        yield from items
        yield b"]"
    for kind, field in SINGLES.items():
        if record := getattr(context.tracker, field):
            yield b',"%b":%b' % (kind.encode(), to_json(record))
    yield b',"moved":%b' % to_json(dict(context.tracker.moved))
    yield b"}"


def _tables(context: Context) -> Files:
    """The tables, and what describes them with the size and hash of each."""
    seals: list[tuple[Table, Seal]] = []
    for table in package.tables(context):
        yield file_address("table", record_id=table.name), _sealing(table, seals)
    yield WHOLE["package"], json.dumps(package.descriptor(context, seals), ensure_ascii=False, indent=1) + "\n"


def _sealing(table: Table, seals: list[tuple[Table, Seal]]) -> Iterator[bytes]:
    """The lines of a table; when the last is written, its seal is added to the others."""
    size, found = 0, hashlib.sha256()
    for line in as_csv(table):
        piece = line.encode()
        size += len(piece)
        found.update(piece)
        yield piece
    seals.append((table, Seal(size, found.hexdigest())))
