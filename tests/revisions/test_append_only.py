"""What was merged stays: every way to lose or rewrite it is found, and every honest way to put it right is not."""

from __future__ import annotations

import datetime as dt
import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from macros.checks import check, errors
from macros.checks.append_only import RULES
from macros.read.problems import report

GARDEN = "data/commitments/garden.yaml"
HOURS = "data/commitments/library-hours.yaml"
BRIDGE = "data/commitments/bridge-repair.yaml"
VISITS = "data/figures/library-visits.yaml"
OLD_BRIDGE = "data/background/bridge-of-1890.yaml"
MINUTES = "data/sources/2025-03-10-council-minutes.yaml"
SEED = "seeds/2025-03-10-council-minutes.txt"

REWRITES = {
    "event": (GARDEN, "    what: The ground was broken.\n", "    what: The ground was bought.\n", "events[0].what"),
    "event id": (GARDEN, "  - id: ground-broken\n", "  - id: ground-breaking\n", "events"),
    "evidence": (GARDEN, "says: The ground was broken.}", "says: The ground was bought.}", "events[0].evidence"),
    "assessment": (HOURS, "delivery: under-way", "delivery: planned", "assessments[1].delivery"),
    "reason": (GARDEN, "    reason: The ground was broken.\n", "    reason: It was.\n", "assessments[0].reason"),
    "rests on": (GARDEN, "    rests_on: [ground-broken]\n", "", "assessments[0]"),
    "response": (HOURS, "response: accepted", "response: qualified", "responses[0].response"),
    "due date": (BRIDGE, "    date: 2026-03\n", "    date: 2026-04\n", "due[0].date"),
    "announcement of a due date": (BRIDGE, "announced: 2025-10\n", "announced: 2025-11\n", "due"),
    "search": (BRIDGE, "words: [mill bridge payment]", "words: [mill bridge]", "searches[0].words"),
    "value": (VISITS, "value: 9000", "value: 9500", "values[0].value"),
    "note of a value": (VISITS, "    note: Per person.\n", "", "values[1]"),
}


@pytest.mark.parametrize("name", REWRITES)
def test_what_was_merged_is_not_rewritten(repository, name: str) -> None:
    path, old, new, field = REWRITES[name]
    repository.replace(old, new, path)
    (problem,) = repository.lost()

    assert problem.code == "APP001"
    assert (problem.place.path, problem.place.field) == (path, field)


def test_a_field_that_an_entry_did_not_have_is_a_rewriting_too(repository) -> None:
    repository.replace(
        "    rests_on: [ground-broken]\n", "    rests_on: [ground-broken]\n    confirmed_by: independent\n"
    )

    assert repository.codes() == ["APP001"]


@pytest.mark.parametrize("field", ["events", "assessments", "responses"])
def test_a_whole_list_is_not_removed(repository, field: str) -> None:
    text, start = repository.text(HOURS), repository.text(HOURS).index(f"\n{field}:")
    rest = text[start + 1 :].split("\n")
    end = next((index for index, line in enumerate(rest[1:], 1) if line and not line.startswith(" ")), len(rest))
    repository.write(text[: start + 1] + "\n".join(rest[end:]), HOURS)

    assert set(repository.codes()) == {"APP001"}


def test_one_of_two_equal_entries_is_not_removed(repository) -> None:
    entry = "  - {date: 2026-11-20, places: [a page], words: [bridge], found: Nothing was found.}\n"
    repository.replace("conflicts:\n", entry * 2 + "conflicts:\n", BRIDGE)
    repository.commit()
    repository.replace(entry * 2, entry, BRIDGE)

    assert repository.codes() == ["APP001"]


def test_the_message_says_what_stood_there_and_what_to_do(repository) -> None:
    repository.replace("    what: The ground was broken.\n", "    what: The ground was bought.\n")

    assert report(repository.lost()) == (
        "data/commitments/garden.yaml:18:5: events[0].what: APP001 the event 'ground-broken' was changed\n"
        "  expected: as it was merged, what: The ground was broken.\n"
        "  fix: restore it, and add an entry with `corrects: {entry: event-ground-broken, reason: …}`\n"
        "1 error"
    )


def test_layout_comments_and_order_of_keys_are_free(repository) -> None:
    repository.replace(
        "  - id: ground-broken\n    date: 2025-09-30\n    type: action\n    what: The ground was broken.\n",
        "  # The first spade.\n  - type: action\n    id: 'ground-broken'\n    date: 2025-09-30\n    meets: []\n"
        "    what: >-\n      The ground was\n      broken.\n",
    )

    assert repository.codes() == []


def test_what_is_added_is_no_loss(repository) -> None:
    repository.replace(
        "assessments:\n",
        "  - {id: again, date: 2025-10-01, type: action, what: More ground., recorded: 2026-11-21, evidence: "
        "[{source: 2025-09-30-inspection-report, says: More.}]}\nassessments:\n",
    )
    repository.replace("caveats:\n", "caveats:\n  - Another caveat.\n", HOURS)

    assert repository.codes() == []


def test_a_mistake_is_corrected_by_a_new_entry(repository, today: dt.date) -> None:
    """The old entry stays and no longer counts, and the record is without fault."""
    repository.replace(
        "assessments:\n",
        "  - id: ground-bought\n    date: 2025-09-30\n    type: announcement\n    what: The ground was bought.\n"
        "    recorded: 2026-11-21\n    corrects: {entry: ground-broken, reason: The report tells of a purchase.}\n"
        "    evidence: [{source: 2025-09-30-inspection-report, says: The ground was bought.}]\nassessments:\n",
    )
    repository.write(
        repository.text()
        + "  - date: 2025-09-30\n    recorded: 2026-11-21\n    delivery: planned\n    reason: The ground was bought.\n"
        "    corrects: {entry: 2025-09-30, reason: No act had been carried out.}\n    rests_on: [ground-bought]\n"
    )
    assert repository.codes() == []
    assert report(check(repository.root, today)[1]) == "0 errors"


@pytest.mark.parametrize(
    "path",
    [GARDEN, VISITS, OLD_BRIDGE, MINUTES, "data/bodies/works-inspectorate.yaml", "data/themes/public-places.yaml"],
)
def test_a_record_is_not_removed(repository, path: str) -> None:
    repository.remove(path)

    assert "APP002" in repository.codes()


def test_a_renamed_record_leaves_a_pointer_and_keeps_its_entries(repository) -> None:
    text = repository.text()
    repository.write(text, "data/commitments/town-garden.yaml")
    repository.remove()
    assert repository.codes() == ["APP002"]
    repository.write("moved_to: town-garden\ndate: 2026-11-21\nreason: There is another garden.\n")
    assert repository.codes() == []
    repository.write(text.replace("    rests_on: [ground-broken]\n", ""), "data/commitments/town-garden.yaml")

    (problem,) = repository.lost()
    assert (problem.code, problem.place.path) == ("APP001", "data/commitments/town-garden.yaml")


def test_a_pointer_stays(repository) -> None:
    repository.write("moved_to: garden\ndate: 2026-11-21\nreason: A new name.\n", "data/commitments/green.yaml")
    repository.commit()
    repository.remove("data/commitments/green.yaml")

    assert repository.codes() == ["APP002"]


def test_entries_may_follow_a_source_that_was_renamed(repository) -> None:
    new = "2025-09-30-report-of-the-inspectors"
    text = repository.text("data/sources/2025-09-30-inspection-report.yaml")
    repository.write(text, f"data/sources/{new}.yaml")
    pointer = f"moved_to: {new}\ndate: 2026-11-21\nreason: Its title became known.\n"
    repository.write(pointer, "data/sources/2025-09-30-inspection-report.yaml")
    for file in (repository.root / "data").rglob("*.yaml"):
        if "sources" not in file.parts:
            file.write_text(
                file.read_text(encoding="utf-8").replace("2025-09-30-inspection-report", new), encoding="utf-8"
            )

    assert repository.codes() == []


def test_a_stored_text_changes_only_with_its_hash_and_a_reason(repository) -> None:
    new = repository.text(SEED) + "\nThe meeting closed at nine.\n"
    repository.write(new, SEED)
    assert repository.codes() == ["APP003"]
    digest = hashlib.sha256(new.encode()).hexdigest()
    entry = "stored:\n  - sha256: {}\n    recorded: 2026-11-21\n    reason: The last line had been cut off.\n"
    repository.write(repository.text(MINUTES) + entry.format("0" * 64), MINUTES)
    assert repository.codes() == ["APP003"]
    repository.replace("0" * 64, digest, MINUTES)

    assert repository.codes() == []


def test_the_reason_of_an_earlier_text_does_not_cover_a_later_one(repository) -> None:
    digest = hashlib.sha256(repository.text(SEED).encode()).hexdigest()
    entry = f"stored:\n  - sha256: {digest}\n    recorded: 2026-11-20\n    reason: As found.\n"
    repository.write(repository.text(MINUTES) + entry, MINUTES)
    repository.commit()
    repository.write(repository.text(SEED) + "\nMore.\n", SEED)
    assert repository.codes() == ["APP003"]
    repository.replace(digest, hashlib.sha256(repository.text(SEED).encode()).hexdigest(), MINUTES)

    assert "APP001" in repository.codes()  # the entry itself was rewritten


def test_a_stored_text_is_not_taken_away_without_a_word(repository) -> None:
    repository.remove(SEED)
    repository.replace("text: held", "text: not-held", MINUTES)
    assert repository.codes() == ["APP003", "APP004"]
    cut = "  - {what: The whole text, why: The council asked.}\n"
    repository.replace("    why: Private contact detail\n", f"    why: Private contact detail\n{cut}", MINUTES)

    assert repository.codes() == []


def test_a_file_that_cannot_be_read_is_not_also_lost(repository, today: dt.date) -> None:
    repository.replace("title: Plant", "title: *Plant")

    assert repository.codes() == []
    assert [problem.code for problem in errors(check(repository.root, today)[1])][:1] == ["SHP002"]


def test_every_rule_is_shown_to_fail() -> None:
    """Each code stands in these files, so each rule has a history that breaks it."""
    text = "".join(file.read_text(encoding="utf-8") for file in Path(__file__).parent.glob("test_*.py"))

    assert all(f'"{rule.code}"' in text for rule in RULES)


def test_the_command_compares_and_says_with_what(repository) -> None:
    def tracker(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "macros.cli", "check", *arguments]
        return subprocess.run(command, cwd=repository.root, capture_output=True, text=True, check=False)

    first = tracker("--against", "HEAD~1")
    assert (first.returncode, first.stdout) == (0, "Compared with nothing: this is the first commit\n0 errors\n")
    repository.replace("    rests_on: [ground-broken]\n", "")
    lost = tracker("--against", "HEAD", "--no-advice")
    assert lost.returncode == 1
    assert lost.stdout.startswith(f"Compared with HEAD ({repository.git('rev-parse', 'HEAD')[:10]})\n")
    assert "APP001" in lost.stdout
    unknown = tracker("--against", "nowhere")
    assert (unknown.returncode, unknown.stdout) == (2, "")
    assert "git does not know 'nowhere'" in unknown.stderr
