"""The record that this project is about, judged on its own newest day.

Tests of this folder hold for any record on any day. They know no id, count, date or name of the real one, and no fixed
day: `RECORD=/some/project pytest tests/record` runs them on another one, and `TODAY` sets another day.
"""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from macros.checks import check, load
from macros.model.commitment import Due
from macros.model.dates import PartialDate
from macros.model.fields import parts
from macros.model.tracker import Tracker
from macros.read.files import Reading, read
from tests.building import ELSEWHERE, HERE, PROJECT, built, copied, once
from tests.publish.conftest import Published, context_of, gathered

# What has happened by the day on which it is read; a promised date lies ahead.
_HAPPENED = ("date", "announced", "recorded", "made_date", "issued", "accessed", "checked_on", "answered_on")


@pytest.fixture(scope="session")
def root() -> Path:
    """The project whose record is judged: `data/` and `seeds/`, and what makes a site of them."""
    return Path(os.environ.get("RECORD", PROJECT)).resolve()


@pytest.fixture(scope="session")
def reading(root: Path) -> Reading:
    """The files of the record."""
    return read(root)


@pytest.fixture(scope="session")
def today(root: Path) -> dt.date:
    """The day on which the record is judged: its newest, so that nothing that was written down lies ahead."""
    given = os.environ.get("TODAY")
    return dt.date.fromisoformat(given) if given else newest_day(check(root, dt.date.max)[0])


def newest_day(tracker: Tracker) -> dt.date:
    """The newest day that any entry names or on which any was written."""
    return max(day for record in _records(tracker) for _, part in parts(record) for day in _days(part))


def _records(tracker: Tracker) -> list[object]:
    many = (tracker.commitments, tracker.reports, tracker.background, tracker.sources, tracker.bodies, tracker.figures)
    single = (tracker.site, tracker.helplines, tracker.glossary, tracker.groups)
    return [item for items in (*many, tracker.moved) for item in items.values()] + [item for item in single if item]


def _days(part: object) -> list[dt.date]:
    names = [name for name in _HAPPENED if not (name == "date" and isinstance(part, Due))]
    values = [getattr(part, name, None) for name in names]
    days = [value.first if isinstance(value, PartialDate) else value for value in values]
    return [day for day in days if isinstance(day, dt.date)]


@pytest.fixture(scope="session")
def record(root: Path, today: dt.date) -> Tracker:
    """The record, loaded."""
    return load(root, today)


@pytest.fixture(scope="session")
def files(record: Tracker, today: dt.date) -> Published:
    """Every export of the record."""
    return gathered(context_of(record, today))


@pytest.fixture(scope="session")
def site(root: Path, today: dt.date, shared: Path) -> Path:
    """The whole site, built strictly in a process of its own, once for all tests."""
    project = once(shared / "record", lambda target: copied(root, target))
    return once(shared / "record-site", lambda target: built(project, target, today.isoformat(), **HERE))


@pytest.fixture(scope="session")
def other_site(root: Path, today: dt.date, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, elsewhere."""
    project = copied(root, tmp_path_factory.mktemp("elsewhere"))
    return built(project, tmp_path_factory.mktemp("other") / "two", today.isoformat(), **ELSEWHERE)
