"""What changed for a reader: every changed field is named, and no fault in the data stops the comparison."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.checks import check
from macros.checks.append_only import changed_fields
from macros.derive.compare import compared
from macros.history.since import Told, since
from macros.model.tracker import Tracker
from macros.read.files import Reading, read
from tests.conftest import TREES, plant

HOURS = "data/commitments/library-hours.yaml"
BROKEN = sorted(path.name for path in (TREES / "broken").iterdir())
CHANGED = {
    "“What is uncertain”: added “Nobody counted the days.”": ("caveats:\n", "caveats:\n  - Nobody counted the days.\n"),
    "“Lead body” was “mill-town-council” and is “transport-office”": (
        "lead_body: mill-town-council",
        "lead_body: transport-office",
    ),
}


@pytest.fixture
def two(tmp_path: Path, good: Path) -> tuple[Path, Path]:
    """The good tree twice: one to change, and one to compare with."""
    return good, plant(tmp_path / "before")


def told(before: Path, after: Path, today: dt.date) -> tuple[Told, ...]:
    then, now = (check(root, today)[0] for root in (before, after))
    return since(then, now, changed_fields(read(before), read(after), today))


@pytest.mark.parametrize("sentence", CHANGED)
def test_every_changed_field_is_named(two: tuple[Path, Path], sentence: str, today: dt.date) -> None:
    after, before = two
    text = (after / HOURS).read_text("utf-8")
    (after / HOURS).write_text(text.replace(*CHANGED[sentence], 1), "utf-8")

    assert [item.sentence for item in told(before, after, today)] == [f"library-hours: {sentence}."]


def test_a_field_of_which_an_edit_tells_is_told_once(two: tuple[Path, Path], today: dt.date) -> None:
    after, before = two
    text = (after / HOURS).read_text("utf-8").replace("lead_body: mill-town-council", "lead_body: transport-office")
    edit = "edits:\n  - {recorded: 2026-11-21, field: lead_body, was: mill-town-council, reason: The law names it.}\n"
    (after / HOURS).write_text(text + edit, "utf-8")

    assert [item.sort for item in told(before, after, today)] == ["edited"]


@pytest.fixture(scope="module")
def unbroken(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """The files of the good tree."""
    return read(plant(tmp_path_factory.mktemp("unbroken")))


@pytest.mark.parametrize("name", BROKEN)
def test_no_fault_stops_the_comparison(
    name: str, broken: Callable[[str], Path], tracker: Tracker, unbroken: Reading, today: dt.date
) -> None:
    root = broken(name)
    now, _ = check(root, today)
    fields = changed_fields(unbroken, read(root), today)

    assert all(item.sentence for item in since(tracker, now, fields))
    assert isinstance(since(now, tracker), tuple)
    assert isinstance(list(compared(tracker, now, today)), list)


def test_an_edit_names_its_field_and_its_values_in_words(two: tuple[Path, Path], today: dt.date) -> None:
    after, before = two
    text = (after / HOURS).read_text("utf-8").replace("made_date: 2025-03-10", "made_date: 2025-03")
    edit = "edits:\n  - {recorded: 2026-11-21, field: made_date, was: 2025-03-10, reason: The day is not known.}\n"
    (after / HOURS).write_text(text + edit, "utf-8")

    (item,) = told(before, after, today)
    assert item.sentence == (
        "library-hours: Changed: “Made on”, from “10 March 2025” to “March 2025”: The day is not known."
    )
