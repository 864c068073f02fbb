"""Tables: read back with another reader, they hold what the record holds, and no spreadsheet runs a cell."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from macros.model.evidence import Evidence
from macros.model.fields import parts
from macros.model.tracker import Tracker

Published = dict[str, str | bytes]
Publish = Callable[..., Published]
READ: dict[str, Callable[[str], object]] = {
    "integer": int,
    "number": Decimal,
    "date": dt.date.fromisoformat,
    "boolean": {"true": True, "false": False}.__getitem__,
    "object": json.loads,
    "string": str,
}


def rows(published: Published, name: str) -> list[dict[str, str]]:
    text = published[f"data/csv/{name}.csv"]
    assert isinstance(text, str)
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


@pytest.fixture(scope="session")
def package(files: Published) -> dict[str, Any]:
    return json.loads(files["data/datapackage.json"])


def test_every_table_is_rectangular_and_ends_its_lines_after_the_standard(files: Published) -> None:
    tables = [text for address, text in files.items() if address.endswith(".csv")]
    assert tables
    for text in tables:
        assert isinstance(text, str)
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        assert {len(line) for line in lines} == {len(lines[0])}
        assert len(set(lines[0])) == len(lines[0])
        assert text.endswith("\r\n")
        assert not text.startswith("\ufeff")


def test_package_describes_every_table_and_column(files: Published, package: dict[str, Any]) -> None:
    described = {f"data/{item['path']}": item for item in package["resources"]}
    assert {*described} == {address for address in files if address.endswith(".csv")}
    for address, item in described.items():
        content = str(files[address]).encode()
        header = next(csv.reader(io.StringIO(str(files[address]), newline="")))
        assert [field["name"] for field in item["schema"]["fields"]] == header
        assert all(field["description"] for field in item["schema"]["fields"])
        assert item["bytes"] == len(content)
        assert item["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"


def test_cells_have_the_types_that_the_package_names(files: Published, package: dict[str, Any]) -> None:
    for item in package["resources"]:
        fields = {field["name"]: field for field in item["schema"]["fields"]}
        for row in rows(files, item["name"]):
            for name, cell in row.items():
                if cell:
                    READ[fields[name]["type"]](cell)


def test_keys_are_unique_and_references_lead_somewhere(files: Published, package: dict[str, Any]) -> None:
    found = {item["name"]: rows(files, item["name"]) for item in package["resources"]}
    for item in package["resources"]:
        keys = [tuple(row[name] for name in item["schema"]["primaryKey"]) for row in found[item["name"]]]
        assert len(keys) == len(set(keys)), item["name"]
        for foreign in item["schema"]["foreignKeys"]:
            (field,), (target,) = foreign["fields"], foreign["reference"]["fields"]
            known = {row[target] for row in found[foreign["reference"]["resource"]]}
            assert {row[field] for row in found[item["name"]] if row[field]} <= known, (item["name"], field)


def test_every_entry_is_a_row(files: Published, record: Tracker) -> None:
    commitments = [item.as_written for item in record.commitments.values()]
    assert len(rows(files, "commitments")) == len(record.commitments)
    assert len(rows(files, "commitments_events")) == sum(len(item.events) for item in commitments)
    assert len(rows(files, "commitments_assessments")) == sum(len(item.assessments) for item in commitments)
    assert len(rows(files, "figures_values")) == sum(len(item.as_written.values) for item in record.figures.values())


def test_every_evidence_is_a_row(files: Published, record: Tracker) -> None:
    records = [*record.commitments.values(), *record.figures.values(), *record.background.values()]
    evidence = [part for item in records for _, part in parts(item.as_written) if isinstance(part, Evidence)]
    found = rows(files, "evidence")
    assert sorted(row["quote"] for row in found if row["quote"]) == sorted(
        item.quote for item in evidence if item.quote
    )
    assert len(found) == len(evidence)


def test_cells_say_what_the_record_says(published: Published, tracker: Tracker) -> None:
    for row in rows(published, "commitments_assessments"):
        item = tracker.commitments[row["commitment_id"]].assessments[int(row["position"]) - 1]
        assert (row["date"], row["recorded"]) == (str(item.date), item.recorded.isoformat())
        assert (row["delivery"], row["reason"]) == (item.delivery, item.reason)
        assert tuple(filter(None, row["rests_on"].split(" | "))) == item.rests_on


@pytest.mark.parametrize("start", ["=1+1", "+44", "-2", "@SUM(A1)", "\tx", "\rx", "'tis"], ids=repr)
def test_no_spreadsheet_takes_text_for_a_formula(publish: Publish, tracker: Tracker, start: str) -> None:
    record = tracker.commitments["library-hours"].model_copy(update={"title": f"{start} hours", "summary": f"{start}"})
    hostile = replace(tracker, commitments={**tracker.commitments, "library-hours": record})
    (row,) = (row for row in rows(publish(hostile), "commitments") if row["id"] == "library-hours")
    assert (row["title"], row["summary"]) == (f"'{start} hours", f"'{start}")


def test_no_cell_of_the_record_begins_like_a_formula(files: Published, package: dict[str, Any]) -> None:
    for item in package["resources"]:
        numbers = {field["name"] for field in item["schema"]["fields"] if field["type"] in ("integer", "number")}
        for row in rows(files, item["name"]):
            assert not [cell for name, cell in row.items() if name not in numbers and re.match(r"[=+\-@\t\r]", cell)]


@pytest.mark.parametrize("text", ['He said "no", twice', "two\nlines", "a,b;c | d", "ünï — “quotes”"])
def test_text_comes_back_as_it_was(publish: Publish, tracker: Tracker, text: str) -> None:
    record = tracker.commitments["library-hours"].model_copy(update={"summary": text})
    changed = replace(tracker, commitments={**tracker.commitments, "library-hours": record})
    (row,) = (row for row in rows(publish(changed), "commitments") if row["id"] == "library-hours")
    assert row["summary"] == text


def test_archive_holds_everything_and_its_hashes(files: Published) -> None:
    (packed,) = (content for name, content in files.items() if name.endswith(".zip"))
    assert isinstance(packed, bytes)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        top, names = f"{archive.namelist()[0].partition('/')[0]}/", archive.namelist()
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        manifest = dict(
            reversed(line.split("  ")) for line in archive.read(f"{top}manifest.sha256").decode().splitlines()
        )
        inside = [name.removeprefix(top) for name in names if not name.endswith("manifest.sha256")]
        hashes = {name: hashlib.sha256(archive.read(top + name)).hexdigest() for name in inside}
    assert names == [top + name for name in (*sorted(hashes), "manifest.sha256")]
    assert manifest == hashes
    assert {"records.json", "datapackage.json", "csv/commitments.csv", "csv/evidence.csv"} <= {*inside}


def test_records_are_all_in_one_file(files: Published, record: Tracker) -> None:
    found = json.loads(files["data/records.json"])
    for folder in ("commitments", "sources", "bodies", "themes", "figures", "background", "codelists"):
        assert [item["id"] for item in found[folder]] == list(getattr(record, folder))
    for item in found["commitments"]:
        alone = json.loads(files[f"api/v1/commitments/{item['id']}.json"])
        assert {**item, **{name: found[name] for name in ("schema_version", "generated_at", "commit")}} == alone
