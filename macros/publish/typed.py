"""The tables as typed files: all of them as one SQLite file, and one as a spreadsheet.

The same input gives the same bytes: each value has one form, the rows have one order, and what a version of SQLite
writes of itself is levelled.
"""

from __future__ import annotations

import datetime as dt
import io
import sqlite3
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

import xlsxwriter

from macros.model.dates import PartialDate
from macros.publish import api, package
from macros.publish.bundle import compact
from macros.publish.tables import Table, values
from macros.read.kinds import FOLDERS
from macros.render.page import Context

_TYPES = {"integer": "INTEGER", "boolean": "INTEGER", "number": "REAL"}
# The version of SQLite that the header names, whichever wrote the file (https://sqlite.org/fileformat.html, 1.3.17).
HEAD = 100  # bytes
_VERSION = (3_040_000).to_bytes(4, "big")
_VIEWS = {
    "news": "SELECT changes.*, commitments.title FROM changes LEFT JOIN commitments "
    "ON record_kind = 'commitment' AND record_id = commitments.id WHERE change != 'checked' ORDER BY position DESC",
    "counts": "SELECT report, delivery, status, count(*) AS commitments FROM status GROUP BY report, delivery, status",
}
_READ_ME = {
    "what this is": "{description}",
    "begin with": "The table `status`: a row for each commitment. `news` are all changes but checks, `counts` counts.",
    "columns": "The table `columns` says what each column means. Lists are JSON: `json_each(supporting_bodies)`.",
    "dates": "A date may be a month or a year, as the source gives it; beside it stand its first and its last day.",
    "no public evidence": "We found nothing. It does not mean that nothing was done.",
    "licence": "CC BY 4.0: name {name}, and the day of a status. Quotes stay their publishers'.",
    "address": "{base}",
    "schema_version": api.VERSION,
    "generated_at": "{today}",
    "commit": "{commit}",
}


def fill(context: Context, database: sqlite3.Connection) -> None:
    """Write everything into an empty database."""
    for setting in ("page_size = 4096", "encoding = 'UTF-8'", "journal_mode = OFF", "synchronous = OFF"):
        database.execute(f"PRAGMA {setting}")
    tables = package.tables(context)
    with database:
        database.execute("BEGIN")
        _explain(context, database, tables)
        for table in tables:
            _write(database, table)
        for name, sql in _VIEWS.items():
            database.execute(f"CREATE VIEW {name} AS {sql}")


def levelled(head: bytes) -> bytes:
    """The head of a database without what tells which version of SQLite wrote it."""
    return head[: -len(_VERSION)] + _VERSION


def _explain(context: Context, database: sqlite3.Connection, tables: Iterable[Table]) -> None:
    """What the file is, and what each column means."""
    site, told = context.site, context.tracker.site.description
    known = {"description": told, "name": site.name, "base": site.base, "today": context.today, "commit": site.commit}
    lines = ((subject, text.format(**known)) for subject, text in _READ_ME.items())
    database.execute("CREATE TABLE read_me (subject TEXT PRIMARY KEY, says TEXT NOT NULL)")
    database.executemany("INSERT INTO read_me VALUES (?, ?)", (line for line in lines if line[1]))
    database.execute("CREATE TABLE columns (in_table TEXT, name TEXT, type TEXT, title TEXT, description TEXT)")
    for table in tables:
        rows = ((table.name, item.name, item.type, item.title, item.description) for item in table.columns)
        database.executemany("INSERT INTO columns VALUES (?, ?, ?, ?, ?)", rows)


def _write(database: sqlite3.Connection, table: Table) -> None:
    """One table with its keys and rows."""
    foreign = [column for column in table.columns if column.refers_to in FOLDERS]
    parts = [
        *(f"{column.name} {_TYPES.get(column.type, 'TEXT')}" for column in table.columns),
        f"PRIMARY KEY ({', '.join(column.name for column in table.keys)})",
        *(f"FOREIGN KEY ({column.name}) REFERENCES {FOLDERS[column.refers_to]} (id)" for column in foreign),
    ]
    database.execute(f"CREATE TABLE {table.name} ({', '.join(parts)})")
    marks = ", ".join("?" for _ in table.columns)
    database.executemany(f"INSERT INTO {table.name} VALUES ({marks})", map(_stored, values(table)))
    for column in (column for column in foreign if column != table.keys[0]):
        database.execute(f"CREATE INDEX {table.name}_by_{column.name} ON {table.name} ({column.name})")


def _stored(row: list[Any]) -> list[Any]:
    return [_STORED[kind](value) if (kind := type(value)) in _STORED else value for value in row]


_STORED: dict[type, Callable[[Any], Any]] = {
    PartialDate: str,
    dt.date: dt.date.isoformat,
    Decimal: float,
    tuple: lambda value: compact(list(map(str, value))),
    dict: compact,
}


def as_sheet(table: Table, day: dt.date) -> bytes:
    """The table as a spreadsheet of Excel, with dates, numbers and flags as what they are."""
    written = dt.datetime.combine(day, dt.time())
    with xlsxwriter.Workbook(content := io.BytesIO(), {"in_memory": True, "strings_to_urls": False}) as book:
        book.set_properties({"title": table.description, "created": written})
        sheet, as_day = book.add_worksheet(table.name), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, [column.title for column in table.columns], book.add_format({"bold": True}))
        row = 1
        for row, line in enumerate(values(table), 1):
            for column, value in enumerate(line):
                if isinstance(value, dt.date):
                    sheet.write_datetime(row, column, dt.datetime.combine(value, dt.time()), as_day)
                elif isinstance(value, bool | int):
                    sheet.write(row, column, value)
                elif value is not None:
                    sheet.write_string(row, column, str(value))
        sheet.autofilter(0, 0, row, len(table.columns) - 1)
        sheet.freeze_panes(1, 1)
        sheet.autofit(300)
    return content.getvalue()
