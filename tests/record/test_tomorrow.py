"""Honest work of tomorrow turns no test red: what is written on the day after the newest is judged on that day.

A copy of the record gets a source, an event and a search of that day. Then all that judges a record runs on the copy,
in a process of its own.
"""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pytest

from macros.checks import load
from macros.contribute.edit import append, new_record
from macros.model.tracker import Tracker
from tests.building import PROJECT, copied

pytestmark = pytest.mark.slow
HERE = Path(__file__).parent
# Covered by the run on the record itself, and slow.
LEFT_OUT = ("test_tomorrow.py", "test_built.py")


def test_an_entry_of_tomorrow_is_judged_on_its_own_day(
    root: Path, record: Tracker, today: dt.date, tmp_path: Path
) -> None:
    day = today + dt.timedelta(days=1)
    planted = copied(root, tmp_path / "record")
    commitment = add_work_of(planted, record, day)

    said = judged(planted)

    assert said.startswith("exit 0\n"), said
    grown = load(planted, day).commitments[commitment]
    assert grown.searches[-1].date == day
    assert str(grown.events[-1].date) == day.isoformat()


def test_the_run_on_the_copy_would_notice_a_fault(root: Path, record: Tracker, today: dt.date, tmp_path: Path) -> None:
    """It fails when it is told an earlier day than that of the work."""
    planted = copied(root, tmp_path / "record")
    add_work_of(planted, record, today + dt.timedelta(days=1))

    said = judged(planted, "test_check.py", TODAY=today.isoformat())

    assert said.startswith("exit 1\n"), said
    assert "CHR002" in said


def add_work_of(project: Path, record: Tracker, day: dt.date) -> str:
    """What somebody adds who has read something new: a source, an event that moves no status, and a search.

    The event is written twice, because the first time it was not right.
    """
    name = max(record.active, key=lambda name: len(record.commitments[name].events))
    source = f"{day}-page-of-tomorrow"
    page = {
        "type": next(iter(record.codelists["source-type"].by_code)),
        "publisher": "A publisher",
        "title": "A page of tomorrow",
        "issued": day.isoformat(),
        "url": "https://page.example/tomorrow",
        "accessed": day.isoformat(),
        "text": "not-held",
    }
    event = {
        "id": "found-tomorrow",
        "date": day.isoformat(),
        "type": "finding",
        "what": "A page said something new.",
        "recorded": day.isoformat(),
        "evidence": [{"source": source, "says": "Something new is said."}],
    }
    wrong = {"entry": "found-tomorrow", "reason": "The page says what is new."}
    corrected = {**event, "id": "found-again", "what": "A page said what is new.", "corrects": wrong}
    search = {"date": day.isoformat(), "places": ["a page"], "words": ["news"], "found": "Nothing more was found."}
    (project / "data" / "sources" / f"{source}.yaml").write_text(new_record("source", page), encoding="utf-8")
    file = project / "data" / "commitments" / f"{name}.yaml"
    text = append(file.read_text(encoding="utf-8"), "commitment", "events", event)
    text = append(text, "commitment", "events", corrected)
    file.write_text(append(text, "commitment", "searches", search), encoding="utf-8")
    return name


def judged(project: Path, *names: str, **environment: str) -> str:
    """Run the tests of this folder on another record; the exit status and what was printed."""
    everything = sorted(file.name for file in HERE.glob("test_*.py") if file.name not in LEFT_OUT)
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist"]
    files = [str(HERE / name) for name in names or everything]
    inherited = {key: value for key, value in os.environ.items() if key != "TODAY" and not key.startswith("PYTEST")}
    done = subprocess.run(
        [*command, "-m", "not browser", *files],
        cwd=PROJECT,
        env={**inherited, "RECORD": str(project), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return f"exit {done.returncode}\n{done.stdout}{done.stderr}"
