"""Same input, same bytes: two builds of one commit on one day are the same site, file by file."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import re
from pathlib import Path

import pytest

from macros.model.tracker import Tracker
from tests.building import COMMIT

Hashes = dict[str, str]


def hashes(site: Path) -> Hashes:
    files = (file for file in site.rglob("*") if file.is_file())
    return {file.relative_to(site).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


@pytest.fixture(scope="session")
def one(site: Path) -> Hashes:
    return hashes(site)


def test_two_builds_are_the_same_in_another_folder_hash_seed_locale_and_time_zone(
    one: Hashes, other_site: Path
) -> None:
    other = hashes(other_site)
    assert one.keys() == other.keys()
    assert not [name for name in one if one[name] != other[name]]


def test_manifest_lists_every_file_with_its_hash(site: Path, one: Hashes) -> None:
    lines = (site / "manifest.sha256").read_text(encoding="utf-8").splitlines()
    listed = dict(reversed(line.split("  ", 1)) for line in lines)
    assert listed == {name: value for name, value in one.items() if name != "manifest.sha256"}


def test_site_map_dates_pages_by_the_record_and_not_by_the_build(site: Path, today: dt.date) -> None:
    text = (site / "sitemap.xml").read_text(encoding="utf-8")
    packed = (site / "sitemap.xml.gz").read_bytes()
    assert gzip.decompress(packed).decode() == text
    tables = "".join(file.read_text(encoding="utf-8") for file in (site / "data" / "csv").glob("*.csv"))
    days = set(re.findall(r"<lastmod>([^<]*)</lastmod>", text))
    assert days <= {today.isoformat(), *re.findall(r"\d{4}-\d{2}-\d{2}", tables)}


def test_pages_name_the_commit_that_they_were_built_from(site: Path, record: Tracker) -> None:
    for name in record.commitments:
        page = (site / "commitments" / name / "index.html").read_text(encoding="utf-8")
        assert f"Commit {COMMIT[:12]}" in page
