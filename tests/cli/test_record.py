"""`tracker record`: the block and nothing else, checked before it is written, whole or not at all."""

from __future__ import annotations

import datetime as dt
import difflib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.checks import check, load
from macros.cli.answers import fields_of
from macros.cli.record import LISTS, model_for
from macros.contribute import proposal
from macros.read.problems import report

GARDEN = "data/commitments/garden.yaml"
REPORT = ("--source", "2025-09-30-inspection-report", "--says", "The garden was inspected.")
FINDING = (
    "record",
    "garden",
    "event",
    "--date",
    "2025-09-30",
    "--type",
    "finding",
    "--what",
    "It was looked at.",
    *REPORT,
)
SEARCH = (
    "record",
    "garden",
    "search",
    "--date",
    "2026-11-20",
    "--places",
    "a page",
    "--words",
    "garden",
    "--found",
    "None.",
)
EXAMPLES = {
    "event": FINDING,
    "search": SEARCH,
    "response": (
        "record", "garden", "response", "--date", "2025-03-10", "--body", "mill-town-council", "--response", "accepted",
        "--source", "2025-03-10-council-minutes", "--quote", "The council accepts the petition in full",
        "--reason", "The council accepted it.",
    ),
    "own-status": (
        "record", "garden", "own-status", "--date", "2025-09-30", "--body", "mill-town-council", "--value", "Complete",
        *REPORT,
    ),
    "due": (
        "record", "garden", "due", "--announced", "2025-09-30", "--date", "2027", "--what", "The garden is planted.",
        *REPORT,
    ),
    "assessment": (
        "record", "garden", "assessment", "--date", "2025-10-01", "--delivery", "under-way", "--reason", "Still dug.",
        "--rests-on", "ground-broken",
    ),
    "value": (
        "record", "library-visits", "value", "--date", "2025-09-30", "--value", "9100", "--qualifier", "exactly",
        *REPORT,
    ),
}  # fmt: skip


def lines(before: dict[str, bytes], after: dict[str, bytes]) -> dict[str, list[str]]:
    """Lines that are new, by file; nothing may have gone."""
    found = {}
    for path, content in after.items():
        old, new = (text.decode().splitlines() for text in (before.get(path, b""), content))
        changes = list(difflib.ndiff(old, new))
        assert not [line for line in changes if line.startswith("- ")]
        if old != new:
            found[path] = [line[2:] for line in changes if line.startswith("+ ")]
    return found


def test_every_kind_of_entry_has_an_example() -> None:
    assert EXAMPLES.keys() == LISTS.keys()


@pytest.mark.parametrize("word", EXAMPLES)
def test_an_entry_is_added_by_options_alone(word: str, run: Callable, before: Callable, project: Path, today) -> None:
    was = before()
    assert run(*EXAMPLES[word], "--yes") == 0

    changed = lines(was, before())
    assert list(changed) == [f"data/{'figures' if word == 'value' else 'commitments'}/{EXAMPLES[word][1]}.yaml"]
    assert report(check(project, today)[1]).endswith("0 errors")


def test_an_event_is_the_block_and_nothing_else(run: Callable, before: Callable) -> None:
    was = before()
    run(*FINDING, "--yes")

    assert lines(was, before())[GARDEN] == [
        "  - id: looked",
        "    date: 2025-09-30",
        "    type: finding",
        "    what: It was looked at.",
        "    recorded: 2026-11-21",
        "    evidence:",
        "      - source: 2025-09-30-inspection-report",
        "        says: The garden was inspected.",
    ]


def test_the_status_follows_when_the_event_turns_it(run: Callable, project: Path, before: Callable) -> None:
    was = before()
    done = (
        "record",
        "garden",
        "event",
        "--date",
        "2025-09-30",
        "--type",
        "finding",
        "--what",
        "The garden is planted.",
    )
    assert run(*done, "--meets", "planted", *REPORT, "--yes") == 0

    new = lines(was, before())[GARDEN]
    assert "    delivery: delivered" in new
    assert "    confirmed_by: independent" in new
    assert "      - garden-planted" in new


def test_the_difference_is_shown_and_nothing_written_without_a_yes(
    run: Callable, before: Callable, capsys: pytest.CaptureFixture[str]
) -> None:
    was = before()
    assert run(*FINDING) == 0
    assert run(*FINDING, "--dry-run", "--yes") == 0

    shown = capsys.readouterr().out
    assert before() == was
    assert "+++ b/data/commitments/garden.yaml\n" in shown
    assert "+    what: It was looked at.\n" in shown
    assert shown.endswith("Nothing was written\n")


def test_a_broken_rule_stops_it(run: Callable, before: Callable, capsys: pytest.CaptureFixture[str]) -> None:
    was = before()
    future = [*FINDING]
    future[future.index("2025-09-30")] = "2027-01-01"

    assert run(*future, "--yes") == 1
    assert before() == was
    assert "CHR002 2027-01-01 lies after today, 2026-11-21" in capsys.readouterr().out


def test_a_fault_that_was_there_before_does_not_stop_it(run: Callable, project: Path, before: Callable) -> None:
    hours = project / "data/commitments/library-hours.yaml"
    hours.write_text(hours.read_text(encoding="utf-8") + "colour: blue\n", encoding="utf-8")

    assert run(*FINDING, "--yes") == 0
    assert "It was looked at." in (project / GARDEN).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("record", "gardn", "search"), "there is no commitment 'gardn'; did you mean 'garden'?"),
        (("record", "garden", "value"), "there is no figure 'garden'"),
        (("record", "garden", "event"), "--date is needed: When it happened."),
        ((*FINDING[:6], "fnding", *FINDING[7:]), "--type 'fnding' is not allowed here; did you mean 'finding'?"),
        ((*FINDING[:-4], "--source", "nowhere", "--says", "x"), "--source 'nowhere' is no source"),
        (FINDING[:-4], "--source is needed"),
        ((*FINDING, "--meets", "plantd"), "--meets 'plantd' is not allowed here; did you mean 'planted'?"),
    ],
)
def test_what_is_missing_or_wrong_is_told(
    arguments: tuple[str, ...], words: str, run: Callable, before: Callable, capsys: pytest.CaptureFixture[str]
) -> None:
    was = before()
    arguments = tuple("finding" if item == "fnding" and "did you mean" not in words else item for item in arguments)

    assert run(*arguments, "--yes") == 2
    assert words in capsys.readouterr().err
    assert before() == was


def test_everything_missing_is_told_at_once(run: Callable, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("record", "garden", "search", "--yes") == 2

    told = capsys.readouterr().err
    assert [word for word in ("--date", "--places", "--words", "--found") if f"{word} is needed" in told] == [
        "--date", "--places", "--words", "--found",
    ]  # fmt: skip


def test_a_person_is_asked_and_offered_what_is_allowed(
    run: Callable, before: Callable, capsys: pytest.CaptureFixture[str]
) -> None:
    """Numbers stand for choices, a wrong answer is asked again, an empty one takes what is offered."""
    was = before()
    types = _choices("event", "type")
    answers = ["", "2025-09-30", "nonsense", str(types.index("finding") + 1), "It was looked at.", "", "", "", "", ""]
    answers += ["2025-09-30-inspection-report", "The garden was inspected.", "page 4", "", "y"]

    assert run("record", "garden", "event", answers=answers) == 0
    shown = capsys.readouterr().out
    assert all(f" {code}" in shown for code in types)
    assert "'nonsense' is not allowed here" in shown
    assert lines(was, before())[GARDEN][-1] == "        locator: page 4"


def _choices(word: str, name: str) -> list[str]:
    tracker = load(Path.cwd(), dt.date(2026, 11, 21))
    return [code for field in fields_of(model_for(word), tracker) if field.name == name for code, _ in field.choices]


def test_a_finding_of_before_the_promise_brings_no_status(run: Callable, project: Path, before: Callable) -> None:
    """Nothing was promised or done on that day, and nobody needs to search for it now."""
    was = before()
    found = ("--date", "2025-01", "--type", "finding", "--what", "The library was found to close early.")
    shown = ("--source", "2025-09-30-inspection-report", "--says", "It closed early in January.")
    assert run("record", "library-hours", "event", *found, *shown, "--yes") == 0

    new = lines(was, before())["data/commitments/library-hours.yaml"]
    assert "    what: The library was found to close early." in new
    assert not [line for line in new if "delivery:" in line]


@pytest.mark.parametrize("name", ["staff-hired", "event-staff-hired"])
def test_a_correction_takes_the_assessments_along(
    run: Callable, project: Path, before: Callable, today, name: str
) -> None:
    """What rests on the corrected event is said anew, resting on the one that corrects it."""
    was = before()
    fixed = ("--date", "2025-06", "--type", "action", "--what", "The council hired three librarians.")
    shown = ("--source", "2025-09-30-inspection-report", "--says", "Three librarians were hired in June 2025.")
    because = ("--corrects", name, "--because", "The report gives three.")
    assert run("record", "library-hours", "event", *fixed, *shown, *because, "--yes") == 0

    new = lines(was, before())["data/commitments/library-hours.yaml"]
    assert new.count("      reason: The report gives three.") == 2
    assert f"      entry: {name}" in new
    assert "      - council-hired-three-librarians" in new
    assert report(check(project, today)[1]) == "0 errors"


@pytest.mark.parametrize("word", LISTS)
def test_every_field_of_an_entry_has_an_option(word: str) -> None:
    named = {field.name for field in fields_of(model_for(word))} | {"evidence", "corrects"}

    assert named >= model_for(word).model_fields.keys()
    assert all(field.help for field in fields_of(model_for(word)))


def test_files_are_written_all_or_none(project: Path, before: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second of two files cannot be put in place, so the first one is taken back."""
    was, real, done = before(), os.replace, []

    def fails_once(source: Path, target: Path) -> None:
        if done:
            raise OSError("the disk is full")
        done.append(target)
        real(source, target)

    monkeypatch.setattr(os, "replace", fails_once)
    with pytest.raises(OSError, match="the disk is full"):
        proposal.write(project, {GARDEN: "title: New\n", "data/sources/2026-new.yaml": "title: New\n"})

    assert done
    assert before() == was


def test_a_file_keeps_its_mode(project: Path) -> None:
    (project / GARDEN).chmod(0o640)
    proposal.write(project, {GARDEN: "title: New\n", "seeds/new.txt": "New\n"})

    assert (project / GARDEN).stat().st_mode & 0o777 == 0o640
    assert (project / "seeds/new.txt").stat().st_mode & 0o777 == 0o644


def test_a_record_that_cannot_be_read_is_told_as_such(
    project: Path, run: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    """Else another record would be proposed in its place."""
    file = project / GARDEN
    file.write_text(file.read_text("utf-8") + "x: [\n", encoding="utf-8")

    assert run(*FINDING, "--yes") == 1
    assert "garden.yaml:29:1: SHP002" in capsys.readouterr().err
