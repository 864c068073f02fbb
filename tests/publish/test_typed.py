"""The database and the spreadsheet: opened by programs that others use, they say what the record says."""

from __future__ import annotations

import asyncio
import csv
import datetime as dt
import hashlib
import io
import json
import re
import sqlite3
import xml.etree.ElementTree as etree
import zipfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from macros.model.tracker import Tracker
from macros.publish import typed
from tests.conftest import TODAY

from .conftest import in_memory

Published = dict[str, str | bytes]


@pytest.fixture(scope="session")
def file(site: Path) -> Path:
    (found,) = (site / "data").glob("*.db")
    return found


@pytest.fixture(scope="session")
def database(file: Path) -> Iterator[sqlite3.Connection]:
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as found:
        found.row_factory = sqlite3.Row
        yield found


def rows(files: Published, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(str(files[f"data/csv/{name}.csv"]), newline="")))


def test_database_is_whole_and_its_keys_lead_somewhere(database: sqlite3.Connection) -> None:
    assert [tuple(row) for row in database.execute("PRAGMA integrity_check")] == [("ok",)]
    assert list(database.execute("PRAGMA foreign_key_check")) == []
    tables = [row["name"] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    keyed = {name for name in tables if any(row["pk"] for row in database.execute(f"PRAGMA table_info({name})"))}
    assert keyed == {*tables} - {"columns"}
    for name in tables:
        covered = {
            row["name"]
            for index in database.execute(f"PRAGMA index_list({name})")
            for row in database.execute(f"PRAGMA index_info({index['name']})")
        }
        assert {row["from"] for row in database.execute(f"PRAGMA foreign_key_list({name})")} <= covered, name


def test_database_holds_every_table_row_by_row(database: sqlite3.Connection, site: Path) -> None:
    package = json.loads((site / "data/datapackage.json").read_text(encoding="utf-8"))
    for item in package["resources"]:
        names = [field["name"] for field in item["schema"]["fields"]]
        found = list(database.execute(f"SELECT {', '.join(names)} FROM {item['name']}"))  # unquoted: no word of SQL
        with (site / "data" / item["path"]).open(encoding="utf-8", newline="") as text:
            written = list(csv.DictReader(text))
        flags = {field["name"] for field in item["schema"]["fields"] if field["type"] == "boolean"}
        for row, line in zip(found, written, strict=True):
            for name, value in line.items():
                if isinstance(row[name], float):
                    assert row[name] == float(value)
                    continue
                told = FLAGS[value] if name in flags else value.removeprefix("'")
                assert cell(row[name]) == told, (item["name"], name)
        told = database.execute("SELECT name FROM columns WHERE in_table = ?", (item["name"],))
        assert [row["name"] for row in told] == names


FLAGS = {"true": "1", "false": "0", "": ""}


def cell(value: Any) -> str:
    """A value as the table in CSV writes it."""
    if isinstance(value, str) and re.match(r'\[("|\])', value):
        return " | ".join(json.loads(value)).removeprefix("'")
    return "" if value is None else str(value)


def test_database_answers_what_the_front_page_counts(database: sqlite3.Connection, record: Tracker) -> None:
    counts = {(row["report"], row["status"]): row["commitments"] for row in database.execute("SELECT * FROM counts")}
    listed = Counter((row["report"], row["status"]) for row in database.execute("SELECT report, status FROM status"))
    assert counts == dict(listed)
    assert sum(counts.values()) == len(record.counted)
    news = list(database.execute("SELECT change, position, title FROM news"))
    assert news
    assert "checked" not in {row["change"] for row in news}
    assert [row["position"] for row in news] == sorted((row["position"] for row in news), reverse=True)


def test_database_says_what_it_is(database: sqlite3.Connection) -> None:
    told = {row["subject"]: row["says"] for row in database.execute("SELECT * FROM read_me")}
    assert told["generated_at"] == TODAY.isoformat()
    assert {"licence", "begin with", "dates", "schema_version", "commit", "address"} <= told.keys()


def test_datasette_opens_the_database_and_answers(file: Path, record: Tracker) -> None:
    async def asked() -> tuple[list[Any], Any]:
        explorer = Datasette([], immutables=[str(file)])
        await explorer.invoke_startup()
        sql = "select status, count(*) from status where report is not null group by status"
        answer = await explorer.client.get(f"/{file.stem}.json", params={"sql": sql, "_shape": "arrays"})
        page = await explorer.client.get(f"/{file.stem}/status")
        return answer.json()["rows"] if isinstance(answer.json(), dict) else answer.json(), page

    with ThreadPoolExecutor(1) as apart:  # a browser test may have left a loop running in this thread
        counts, page = apart.submit(asyncio.run, asked()).result()
    numbered = [item for item in record.counted.values() if item.recommendation]
    assert sum(count for _, count in counts) == len(numbered) > 0
    assert page.status_code == 200
    assert all(name in page.text for name in record.counted)


def test_database_is_the_same_bytes_whichever_sqlite_wrote_it(file: Path, tmp_path: Path, context: Any) -> None:
    """That two builds are alike, test_same_bytes looks; here, that the file tells no version, journal or free page."""
    head = file.read_bytes()[: typed.HEAD]
    assert head == typed.levelled(head[:-4] + b"\xff\xff\xff\xff")
    with sqlite3.connect(file) as found:
        settings = {name: found.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_size", "encoding")}
        assert settings == {"page_size": 4096, "encoding": "UTF-8"}
        assert found.execute("PRAGMA freelist_count").fetchone()[0] == 0
    one, other = (hashlib.sha256(in_memory(context).serialize()).hexdigest() for _ in range(2))
    assert one == other


def sheet(content: bytes) -> list[list[Any]]:
    """The cells of the first sheet, after ECMA-376: text, numbers, flags, and days as numbers with a format."""
    names = {"s": "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"}["s"]
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        shared = ["".join(item.itertext()) for item in etree.fromstring(packed.read("xl/sharedStrings.xml"))]
        drawn = etree.fromstring(packed.read("xl/worksheets/sheet1.xml"))
    found: list[list[Any]] = []
    for row in drawn.iter(f"{names}row"):
        line: dict[int, Any] = {}
        for item in row:
            place = 0
            for letter in re.match("[A-Z]+", item.get("r") or "")[0]:  # type: ignore[index]
                place = place * 26 + ord(letter) - 64
            value = item.findtext(f"{names}v") or ""
            kind = item.get("t")
            if kind == "s":
                line[place] = shared[int(value)]
            elif kind == "b":
                line[place] = value == "1"
            elif item.get("s") not in (None, "0"):
                line[place] = (dt.date(1899, 12, 30) + dt.timedelta(days=int(value))).isoformat()
            else:
                line[place] = int(value)
        found.append([line.get(place) for place in range(1, max(line) + 1)])
    return found


def test_spreadsheet_holds_the_status_table_with_typed_cells(files: Published) -> None:
    content = files["data/status.xlsx"]
    assert isinstance(content, bytes)
    header, *lines = sheet(content)
    written = rows(files, "status")
    names = list(written[0])
    assert len(header) == len(names)
    assert len(lines) == len(written)
    for line, row in zip(lines, written, strict=True):
        for value, name in zip(line, names, strict=False):
            told = (
                {True: "true", False: "false", None: ""}.get(value, str(value))
                if not isinstance(value, int) or isinstance(value, bool)
                else str(value)
            )
            assert told == row[name].removeprefix("'"), name
            assert isinstance(value, bool) == (name == "is_overdue"), name


def test_status_table_answers_in_one_row(files: Published, record: Tracker) -> None:
    found = {row["id"]: row for row in rows(files, "status")}
    listed = json.loads(str(files["api/v1/commitments.json"]))["items"]
    counted = [item for item in listed if item["restates"] is None]
    assert list(found) == [item["id"] for item in counted]
    for item in counted:
        row, derived = found[item["id"]], item["derived"]
        assert row["lead_body_name"] == record.bodies[item["lead_body"]].name
        assert row["status"] == (record.title_of("delivery", derived["delivery"]) if derived["delivery"] else "")
        assert row["is_overdue"] == str(derived["is_overdue"]).lower()
        assert bool(row["overdue_deadline"]) == derived["is_overdue"]
        assert row["last_reported"] == (derived["newest_evidence"] or "")
        assert row["page"] == f"https://tracker.example/x/commitments/{item['id']}/"
        ahead = sorted(due["date"] for due in derived["due"] if due["outcome"] == "ahead")
        assert row["next_deadline"] == (ahead[0] if ahead else "")


def test_partial_date_has_its_days_beside_it(files: Published) -> None:
    pairs = 0
    for name in (name for name in files if name.endswith(".csv")):
        for row in csv.DictReader(io.StringIO(str(files[name]), newline="")):
            for field in (field for field in row if f"{field}_from" in row):
                first, last = row[f"{field}_from"], row[f"{field}_to"]
                assert first.startswith(row[field]), (name, field)
                assert last.startswith(row[field]), (name, field)
                assert first <= last
                pairs += first != last
    assert pairs


def test_archive_says_what_it_is_and_what_may_be_done_with_it(files: Published) -> None:
    (packed,) = (content for name, content in files.items() if name.endswith(".zip"))
    assert isinstance(packed, bytes)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        tops = {name.partition("/")[0] for name in archive.namelist()}
        texts = {name: archive.read(f"{min(tops)}/{name}").decode() for name in ("README.md", "LICENSE.txt")}
        cited = json.loads(archive.read(f"{min(tops)}/CITATION.cff"))
    assert len(tops) == 1
    assert "21 November 2026" in texts["README.md"]
    assert "CC-BY-4.0" in texts["LICENSE.txt"]
    assert cited["version"] == "2026.11.21"
    assert cited["url"] == "https://tracker.example/x/"


def test_citation_of_the_whole_gives_year_and_address(files: Published) -> None:
    """GitHub and cffconvert make of it what a paper prints."""
    cited = json.loads(str(files["data/CITATION.cff"]))
    assert cited["cff-version"] == "1.2.0"
    assert {"title", "authors", "message", "date-released", "version", "url", "commit", "license"} <= cited.keys()


def test_spreadsheet_knows_the_day_and_no_clock(files: Published) -> None:
    """That two builds are alike in different zones, test_same_bytes looks."""
    content = files["data/status.xlsx"]
    assert isinstance(content, bytes)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert {entry.date_time[0] for entry in packed.infolist()} == {1980}
        told = packed.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d{2}-\d{2}T[\d:]+", told)) == {"2026-11-21T00:00:00"}
