"""The comment on a pull request: what the run without rights finds, and what the run with rights makes of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from macros.contribute.github import NotAllowed
from macros.contribute.pr_comment import MOST, comment_text

RECORD = "data/commitments/library-hours.yaml"
Compared = tuple[dict[str, Any], dict[str, Any]]
FILES = "https://github.com/fork/bridges/blob/abc"
EVENT = """  - id: van-seen
    date: 2026-11-17
    type: finding
    what: Inspectors saw the book van in every village.
    meets: [book-van]
    recorded: 2026-11-21
    evidence:
      - {source: 2025-09-30-inspection-report, says: The van runs.}
assessments:
"""
ASSESSMENT = """  - date: 2026-11-17
    recorded: 2026-11-21
    delivery: delivered
    reason: Inspectors saw everything.
    rests_on: [inspected, van-seen]
    confirmed_by: independent
"""


def left(checkout: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a run left behind: the faults, and the changes."""
    files = (checkout.root / "companion" / name for name in ("check.json", "diff.json"))
    checked, changed = (json.loads(file.read_text()) for file in files)
    return checked, changed


@pytest.fixture
def compared(checkout: Any, step: Any) -> Callable[[], Compared]:
    """Commits what was changed since the first commit and runs the step that compares; what it left behind."""
    base = checkout.git("rev-parse", "HEAD")

    def made() -> Compared:
        checkout.commit("Change")
        event = {"pull_request": {"base": {"sha": base}}}
        done = checkout.run(step("companion", "compare", "Compare"), event)
        assert done.returncode == 0, done.stderr
        return left(checkout)

    return made


def add_delivery(root: Path) -> None:
    """The van runs, so everything is delivered; the source is old enough to be refused by the checks."""
    file = root / RECORD
    file.write_text(file.read_text().replace("assessments:\n", EVENT) + ASSESSMENT)


def test_installing_is_a_target_of_make(checkout: Any, step: Any) -> None:
    for found in (step("companion", "compare", "Install"), step("check", "check", "Install")):
        assert checkout.run(found, {}).returncode == 0


def test_card_is_shown_before_and_after(compared: Any, checkout: Any) -> None:
    add_delivery(checkout.root)
    checked, changed = compared()
    (card,) = changed["cards"]

    assert (card["record"], card["before"]["What has happened"]) == ("library-hours", "Part delivered")
    assert (card["after"]["What has happened"], card["after"]["Met"]) == ("Delivered", "2 of 2 points")
    shown = comment_text(checked, changed, FILES)

    assert "**Open the town library on six days a week** (library-hours)" in shown
    assert "| What has happened | Part delivered | **Delivered** |" in shown
    assert (
        "| Because | Inspectors found it open; nothing shows that the van runs. | **Inspectors saw everything.** |"
        in shown
    )
    assert "| In short |" not in shown


def test_fault_is_told_with_its_place_and_its_mending(compared: Any, checkout: Any) -> None:
    add_delivery(checkout.root)
    shown = comment_text(*compared(), FILES)

    assert f"[{RECORD}, line " in shown.replace("\\_", "_")
    assert f"]({FILES}/{RECORD}#L" in shown
    assert "before 2026-11-17" in shown
    assert "  What helps: correct the date, or cite a later source." in shown


def test_what_was_lost_is_told(compared: Any, checkout: Any) -> None:
    file = checkout.root / RECORD
    file.write_text(file.read_text().replace("The council hired four librarians.", "The council hired ten librarians."))

    assert "four librarians" in json.dumps(compared()[0]["problems"])


def test_new_record_is_shown_whole(compared: Any, checkout: Any) -> None:
    file = checkout.root / "data" / "commitments" / "library-garden.yaml"
    file.write_text((checkout.root / RECORD).read_text().replace("Open the town library", "Open the garden"))
    shown = comment_text(*compared(), FILES)

    assert "A new record:" in shown
    assert "- What has happened: Part delivered" in shown


def test_change_of_words_alone_is_said_to_change_nothing(compared: Any, checkout: Any) -> None:
    (checkout.root / "README.md").write_text("Words")
    shown = comment_text(*compared(), FILES)

    assert "reader\n\nNothing.\n" in shown
    assert "Nothing to mend." in shown


def test_file_that_cannot_be_read_is_a_result(compared: Any, checkout: Any) -> None:
    (checkout.root / RECORD).write_text("title: [open\n")
    shown = comment_text(*compared(), FILES)

    assert "Not in the record any longer." in shown
    assert f"[{RECORD}, line 1]({FILES}/{RECORD}#L1): " in shown


def test_annotations_stand_on_the_lines(checkout: Any, step: Any) -> None:
    base = checkout.git("rev-parse", "HEAD")
    add_delivery(checkout.root)
    checkout.commit("Change")
    found = step("check", "check", "Show problems on the changed lines")
    request = checkout.run(found, {"pull_request": {"base": {"sha": base}}})
    push = checkout.run(found, {"before": base})
    first = checkout.run(found, {"before": "0" * 40})

    assert request.returncode == push.returncode == 1
    assert (first.returncode, "the branch is new" in first.stderr) == (2, True)
    assert f"::error file={RECORD},line=" in request.stdout
    assert request.stdout == push.stdout


def test_annotations_find_what_was_lost_in_a_push(checkout: Any, step: Any) -> None:
    base = checkout.git("rev-parse", "HEAD")
    file = checkout.root / RECORD
    file.write_text(file.read_text().replace("The council hired four librarians.", "The council hired ten librarians."))
    checkout.commit("Change")
    found = step("check", "check", "Show problems on the changed lines")

    assert checkout.run(found, {"before": base}).returncode == 1
    assert checkout.run(found, {"before": "0" * 40}).returncode == 2  # removed and pushed anew, as far as one can see


def test_winding_main_back_is_found(checkout: Any, step: Any) -> None:
    base = checkout.git("rev-parse", "HEAD")
    add_delivery(checkout.root)
    newest = checkout.commit("Change")
    checkout.git("reset", "--quiet", "--hard", base)
    found = step("check", "check", "Show problems on the changed lines")

    assert "APP001" in checkout.run(found, {"before": newest}).stdout
    assert checkout.run(found, {"pull_request": {"base": {"sha": newest}}}).returncode == 0


def run_of(head: str = "abc") -> dict[str, Any]:
    """The event of the run that posts."""
    fork = {"owner": {"login": "fork"}, "html_url": "https://github.com/fork/bridges"}
    return {"workflow_run": {"head_sha": head, "head_branch": "patch-1", "head_repository": fork}}


def posted(checkout: Any, step: Any, github: Any, left_behind: Any, head: str = "abc") -> Any:
    folder = checkout.root / "companion"
    folder.mkdir(exist_ok=True)
    for name, content in zip(("check.json", "diff.json"), left_behind, strict=True):
        (folder / name).write_text(json.dumps(content))
    github.replies["GET", "/pulls"] = [{"number": 5, "head": {"sha": "abc"}}, {"number": 6, "head": {"sha": "def"}}]
    return checkout.run(step("companion-post", "post", "Comment"), run_of(head))


def left_behind(**parts: Any) -> tuple[Any, Any]:
    """Two results without a fault or a change, but for the given parts."""
    checked = {"version": 1, "problems": parts.pop("problems", [])}
    return checked, {"version": 1, "changes": [], "cards": [], **parts}


def test_comment_goes_to_the_pull_request_of_that_commit(checkout: Any, step: Any, github: Any) -> None:
    done = posted(checkout, step, github, left_behind(number=6))

    assert done.returncode == 0, done.stderr
    assert github.writes == [("POST", "/issues/5/comments")]
    assert checkout.outputs == {"number": "5"}


def test_commit_that_is_no_longer_the_newest_gets_no_comment(checkout: Any, step: Any, github: Any) -> None:
    posted(checkout, step, github, left_behind(), head="old")

    assert github.writes == []
    assert checkout.outputs == {}


def test_comment_is_written_anew(checkout: Any, step: Any, github: Any) -> None:
    github.replies["GET", "/issues/5/comments"] = [
        {"id": 8, "user": {"login": "stranger"}, "body": "<!-- companion -->\nMine."},
        {"id": 9, "user": {"login": "github-actions[bot]"}, "body": "<!-- companion -->\nOld."},
    ]
    posted(checkout, step, github, left_behind())

    assert github.writes == [("PATCH", "/issues/comments/9")]


def card(**texts: str) -> dict[str, Any]:
    words = {"Title": "A", "What has happened": "Planned"}
    return {"record": "a", "title": "A", "before": words, "after": {**words, **texts}}


def fault(**texts: Any) -> dict[str, Any]:
    usual = {"path": RECORD, "line": 1, "field": "", "code": "A", "found": "f", "expected": "e", "fix": "x"}
    return {**usual, "severity": "error", **texts}


HOSTILE = "<img src=x> @owners #1 [x](https://bad.example) www.bad.example | ![y](z)\n\n# H\n```\n| a | b |"


@pytest.mark.parametrize(
    "found",
    [
        left_behind(changes=[{"sentence": HOSTILE}]),
        left_behind(cards=[{**card(), "title": HOSTILE, "record": HOSTILE}]),
        left_behind(cards=[card(**{"Because": HOSTILE, HOSTILE: "x"})]),
        left_behind(cards=[{**card(Because=HOSTILE), "before": None}]),
        left_behind(problems=[fault(found=HOSTILE, expected=HOSTILE, fix=HOSTILE)]),
        left_behind(problems=[fault(path=HOSTILE)]),
        left_behind(problems=[fault(path="data/a) [x](https://bad.example")]),
    ],
)
def test_what_a_stranger_left_behind_does_nothing(found: Any) -> None:
    shown = comment_text(*found, FILES)

    assert "<" not in shown.replace("&lt;", "")
    assert "@owners" not in shown
    assert "](https://bad" not in shown
    assert "://" not in shown.replace(FILES, "")
    assert "\n# " not in shown
    assert not [line for line in shown.splitlines() if line.startswith("| a")]


@pytest.mark.parametrize(
    "found",
    [
        (None, None),
        ([], []),
        ({}, {}),
        ({"version": 2, "problems": []}, left_behind()[1]),
        left_behind(cards={}),
        left_behind(changes=["a"]),
        left_behind(cards=["a"]),
        left_behind(cards=[{**card(), "title": 1}]),
        left_behind(cards=[{**card(), "after": {"a": 1}}]),
        left_behind(problems=[fault(line="1)](https://bad.example")]),
    ],
)
def test_what_is_not_of_the_known_shape_is_not_shown(found: Any, checkout: Any, step: Any, github: Any) -> None:
    with pytest.raises(NotAllowed):
        comment_text(*found, FILES)
    assert posted(checkout, step, github, found).returncode != 0
    assert github.writes == []


def test_advice_is_left_out() -> None:
    assert "Nothing to mend." in comment_text(*left_behind(problems=[fault(severity="advice")]), FILES)


def test_long_comparison_is_cut() -> None:
    shown = comment_text(*left_behind(cards=[card(Because=str(number)) for number in range(MOST + 5)]), FILES)

    assert shown.count("| Because |") == MOST
    assert "… and 5 more." in shown


def test_too_large_a_comparison_is_not_read(checkout: Any, step: Any, github: Any) -> None:
    assert posted(checkout, step, github, left_behind(cards=["x" * 2_100_000])).returncode != 0
    assert github.writes == []
