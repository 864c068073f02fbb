"""What was known when cannot be invented: no entry is dated back, and the order and meaning of old entries stay."""

from __future__ import annotations

import pytest

from macros.checks.earlier import GRACE

GARDEN = "data/commitments/garden.yaml"
HOURS = "data/commitments/library-hours.yaml"
BRIDGE = "data/commitments/bridge-repair.yaml"
VISITS = "data/figures/library-visits.yaml"
MINUTES = "data/sources/2025-03-10-council-minutes.yaml"
COUNCIL = "data/bodies/mill-town-council.yaml"
EVIDENCE = "evidence: [{source: 2025-09-30-inspection-report, says: It was found.}]"


def event(name: str, recorded: str = "2026-11-21", date: str = "2025-09-30", more: str = "") -> str:
    values = f"id: {name}, date: {date}, type: finding, what: Something was found., recorded: {recorded}{more}"
    return f"  - {{{values}, {EVIDENCE}}}\n"


def status(delivery: str, recorded: str = "2026-11-21", date: str = "2025-09-30", more: str = "") -> str:
    return f"  - {{date: {date}, recorded: {recorded}, delivery: {delivery}, reason: It was found so.{more}}}\n"


def search(date: str, recorded: str = "") -> str:
    said = f", recorded: {recorded}" if recorded else ""
    return f"  - {{date: {date}, places: [a page], words: [bridge], found: Nothing was found.{said}}}\n"


DATED_BACK = {
    "event": (GARDEN, "assessments:\n", event("b", "2025-10-01") + "assessments:\n"),
    "assessment": (GARDEN, None, status("planned", "2025-10-01")),
    "correction": (
        GARDEN,
        "assessments:\n",
        event("b", "2025-10-01", more=", corrects: {entry: ground-broken, reason: The day is wrong.}")
        + "assessments:\n",
    ),
    "edit": (GARDEN, None, "edits:\n  - {recorded: 2020-01-01, field: title, was: A, reason: A word was wrong.}\n"),
    "stored text": (MINUTES, None, f"stored:\n  - {{recorded: 2025-04-01, sha256: {'0' * 64}, reason: As found.}}\n"),
    "withdrawal": (GARDEN, None, "withdrawn: {date: 2025-01-01, reason: It was a mistake.}\n"),
    "search": (BRIDGE, "conflicts:\n", search("2026-11-20").replace("2026-11-20", "2026-08-01") + "conflicts:\n"),
    "question to a body": (
        COUNCIL,
        None,
        "replies:\n  - {date: 2025-01-01, asked: Is it so?, commitments: [garden], recorded: 2025-01-01}\n",
    ),
    "in the future": (GARDEN, None, status("planned", "2026-11-22")),
}


@pytest.mark.parametrize("name", DATED_BACK)
def test_nothing_is_dated_back(repository, name: str) -> None:
    path, old, new = DATED_BACK[name]
    if old is None:
        repository.write(repository.text(path) + new, path)
    else:
        repository.replace(old, new, path)

    assert "APP010" in repository.wrong()


def test_a_pointer_and_a_new_record_are_not_dated_back(repository) -> None:
    text = repository.text()
    repository.write(text.replace("recorded: 2026-11-21", "recorded: 2025-10-01"), "data/commitments/park.yaml")
    assert repository.wrong() == {"APP010"}
    repository.write(text, "data/commitments/park.yaml")
    repository.write("moved_to: park\ndate: 2020-01-01\nreason: A clearer name.\n")
    assert repository.wrong() == {"APP010"}


def test_an_open_pull_request_has_days_of_grace(repository) -> None:
    """Its entries are recorded on the day on which they were written, not on the day on which they are merged."""
    assert GRACE.days == 14
    repository.replace("assessments:\n", event("b", "2026-11-07") + "assessments:\n")
    assert repository.wrong() == set()
    repository.replace("recorded: 2026-11-07", "recorded: 2026-11-06")
    assert repository.wrong() == {"APP010"}


def test_an_old_search_may_come_late_and_say_so(repository) -> None:
    entries = search("2026-08-01", "2026-11-21")
    repository.replace("searches:\n", "searches:\n" + entries, BRIDGE)

    assert repository.wrong() == set()


def test_the_fix_of_a_late_search_is_a_line_more(repository) -> None:
    repository.replace("searches:\n", "searches:\n" + search("2026-08-01"), BRIDGE)
    (problem,) = repository.lost()

    assert (problem.code, problem.fix) == ("APP010", "add `recorded: 2026-11-21`")


def test_old_entries_of_one_day_keep_their_order(repository) -> None:
    """Of two judgements of one day the last one counts."""
    first, second = status("planned"), status("dropped")
    text = repository.text()
    repository.write(text + first + second)
    repository.commit()
    repository.write(text + second + first)

    assert repository.wrong() == {"APP008"}


def test_a_new_entry_stands_behind_the_old_ones_of_its_day(repository) -> None:
    text = repository.text()
    repository.write(text.replace("assessments:\n", "assessments:\n" + status("planned")))
    assert repository.wrong() == {"APP008"}
    repository.write(text + status("planned"))
    assert repository.wrong() == set()
    repository.write(text.replace("assessments:\n", "assessments:\n" + status("planned", date="2025-09-29")))
    assert repository.wrong() == set()


def test_a_corrected_entry_is_not_revived_by_a_newcomer(repository) -> None:
    corrects = ", corrects: {entry: 2025-09-30, number: 1, reason: It was wrong.}"
    text = repository.text() + status("planned", more=corrects)
    repository.write(text)
    repository.commit()
    repository.write(text.replace("assessments:\n", "assessments:\n" + status("dropped")))

    assert repository.wrong() == {"APP008", "APP009"}


def test_a_correction_by_date_means_what_was_there_before_it(repository) -> None:
    corrects = ", corrects: {entry: 2025-09-30, reason: It was wrong.}"
    repository.write(repository.text() + status("planned", more=corrects))
    repository.commit()
    repository.write(repository.text() + status("dropped"))

    assert repository.wrong() == set()


def test_a_correction_by_key_means_the_same_for_ever(repository) -> None:
    corrects = ", corrects: {entry: status-2025-09-30-under-way, reason: It was wrong.}"
    repository.write(repository.text() + status("planned", more=corrects))
    repository.commit()
    repository.write(repository.text() + status("under-way") + status("dropped"))

    assert repository.wrong() == set()
