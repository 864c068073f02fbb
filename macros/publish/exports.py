"""Everything that is published beside the pages: a function from the tracker to addresses and contents."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from macros.links import FILES, FOLDERS, WHOLE
from macros.publish import api, badges, bundle, calendars, citing, feeds, openapi, package, prose
from macros.publish.tables import Table
from macros.render import Context

Content = str | bytes
_KINDS = {**FOLDERS, "background": "background", "codelist": "codelists"}


def exports(context: Context) -> dict[str, Content]:
    """Every file by its address."""
    news = context.changes
    found: dict[str, Content] = {}
    for part in (
        api.files(context, news),
        openapi.files(context),
        feeds.files(context, news),
        calendars.files(context),
        citing.files(context),
        badges.files(context),
        prose.files(context),
    ):
        _add(found, part)
    _add(found, _downloads(context, found, package.tables(context, news)).items())
    return found


def _add(found: dict[str, Content], part: Iterable[tuple[str, Content]]) -> None:
    """Add files; two for one address would be a fault of ours."""
    for address, content in part:
        if address in found:
            raise ValueError(f"two files want the address {address!r}")
        found[address] = content


def _downloads(context: Context, found: Mapping[str, Content], tables: tuple[Table, ...]) -> dict[str, Content]:
    csv = dict(package.csv_files(tables))
    descriptor = json.dumps(package.descriptor(context, tables, csv), ensure_ascii=False, indent=1) + "\n"
    files: dict[str, Content] = {**csv, WHOLE["package"]: descriptor, WHOLE["records"]: _records(context, found)}
    inside = {address.removeprefix("data/"): content for address, content in files.items()}
    return {**files, WHOLE["zip"]: bundle.zipped(inside)}


def _records(context: Context, found: Mapping[str, Content]) -> str:
    """All records in one JSON file: what the API has in one file each, by kind."""
    lists = []
    for folder in _KINDS.values():
        names = getattr(context.tracker, folder)
        texts = (str(found[FILES["api"].format(folder=folder, id=name)]) for name in names)
        lists.append(f'"{folder}":[{",".join(texts)}]')
    return f'{{"as_of":"{context.today}",{",".join(lists)}}}'
