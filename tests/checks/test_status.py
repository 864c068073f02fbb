"""A status is the first delivery value whose question is answered yes, on evidence that carries it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from macros.read.problems import Problem, errors

Judge = Callable[..., tuple[Problem, ...]]
REPORT, LETTER = "2025-09-30-inspection-report", "2025-10-transport-letter"
NEWS, DIGEST = "2026-02-10-mill-news-bridge", "undated-parish-digest"
LAST = "    rests_on: [ground-broken]\n"
ACT = "type: action\n    what: The ground was broken."


def found(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    return [(problem.code, problem.place.field) for problem in problems]


def event(name: str, date: str, source: str, kind: str = "action") -> tuple[str, str]:
    """The change that adds one event more to the garden."""
    entry = f"  - id: {name}\n    date: {date}\n    type: {kind}\n    what: It was so.\n    recorded: 2026-11-21\n"
    return ("assessments:", f"{entry}    evidence:\n      - {{source: {source}, says: It was so.}}\nassessments:")


def assessed(date: str, delivery: str, rest: str = "") -> tuple[str, str]:
    """The change that adds one assessment more to the garden; `rest` holds its last lines."""
    entry = f"  - date: {date}\n    recorded: 2026-11-21\n    delivery: {delivery}\n    reason: It is so.\n"
    return (LAST, f"{LAST}{entry}{rest}")


def responding(response: str, date: str = "2025-09-30", source: str = REPORT) -> tuple[str, str]:
    entry = f"  - date: {date}\n    body: mill-town-council\n    response: {response}\n    recorded: 2026-11-21\n"
    return ("done_when:", f"responses:\n{entry}    evidence:\n      - {{source: {source}, says: Yes.}}\ndone_when:")


def searched(date: str) -> tuple[str, str]:
    entry = f"searches:\n  - date: {date}\n    places: [pages of the council]\n    words: [town garden]\n"
    return ("assessments:", f"{entry}    found: Nothing was found.\nassessments:")


@pytest.mark.parametrize("delivery", ["planned", "part-delivered", "delivered", "no-public-evidence"])
def test_another_value_than_the_first_yes_is_refused(garden: Judge, delivery: str) -> None:
    problems = garden(("delivery: under-way", f"delivery: {delivery}"))

    assert ("STA001", "assessments[0].delivery") in found(problems)
    assert next(problem.fix for problem in problems if problem.code == "STA001").startswith("write 'under-way'")


@pytest.mark.parametrize(
    ("changes", "day", "wanted"),
    [
        # something changed and nobody judged it
        ([("assessments:\n  - date: 2025-09-30", "assessments:\n  - date: 2025-10-01")], "2025-09-30", "under-way"),
        ([responding("accepted", "2025-03-10")], "2025-03-10", "planned"),
        ([responding("qualified", "2025-03")], "2025-03-01", "planned"),
    ],
)
def test_a_day_on_which_the_status_turns_needs_an_assessment(
    garden: Judge, changes: list[tuple[str, str]], day: str, wanted: str
) -> None:
    (problem,) = [problem for problem in garden(*changes) if problem.code == "STA001"]

    assert problem.place.field == "assessments"
    assert problem.fix == f"add an assessment dated {day} with {wanted!r}"


@pytest.mark.parametrize(
    "change", [responding("declined", "2025-03-10"), event("more", "2026-02-10", LETTER, "reaction")]
)
def test_what_moves_no_status_needs_no_assessment(garden: Judge, change: tuple[str, str]) -> None:
    assert "STA001" not in [code for code, _ in found(garden(change))]


def test_one_wrong_value_is_told_once(garden: Judge) -> None:
    """Later events that change nothing more do not repeat it."""
    problems = garden(("delivery: under-way", "delivery: planned"), event("more", "2026-02-10", LETTER))

    assert [code for code, _ in found(problems)].count("STA001") == 1


def test_every_wrong_stretch_is_told(garden: Judge) -> None:
    problems = garden(
        ("delivery: under-way", "delivery: planned"),
        assessed("2025-10", "under-way", LAST + assessed("2025-11", "planned", LAST)[1].removeprefix(LAST)),
    )
    assert [field for code, field in found(problems) if code == "STA001"] == [
        "assessments[0].delivery",
        "assessments[2].delivery",
    ]


@pytest.mark.parametrize("value", ["superseded", "dropped"])
def test_an_ending_is_not_held_against_the_events(garden: Judge, value: str) -> None:
    successor = "    successor: library-hours\n" if value == "superseded" else ""
    problems = garden(
        assessed("2026-02", value, f"    rests_on: [ended]\n{successor}"), event("ended", "2026-02", REPORT)
    )

    assert problems == () or {code for code, _ in found(problems)} == {"CHR005"}


@pytest.mark.parametrize(
    ("kind", "allowed"), [("call", False), ("service", True), ("funding", True), ("legislation", True)]
)
def test_a_value_has_a_rung_for_its_kind(garden: Judge, kind: str, allowed: bool) -> None:
    problems = garden(("kind: service", f"kind: {kind}"))

    assert (("STA002", "assessments[0].delivery") in found(problems)) is not allowed


@pytest.mark.parametrize(
    ("date", "faulty"), [("2025-09-30", False), ("2025-09", False), ("2025-10-01", True), ("2025-10", True)]
)
def test_an_assessment_rests_on_what_had_happened(garden: Judge, date: str, faulty: bool) -> None:
    problems = garden(event("fence", date, LETTER), ("[ground-broken]", "[ground-broken, fence]"))

    assert (("STA003", "assessments[0].rests_on[1]") in found(problems)) is faulty


@pytest.mark.parametrize(
    ("changes", "faulty"),
    [
        ([(LAST, "")], True),
        ([(LAST, "    rests_on: []\n")], True),
        ([(LAST, ""), ("delivery: under-way", "delivery: planned"), responding("accepted")], False),
        ([(LAST, ""), ("delivery: under-way", "delivery: planned")], True),
        ([(LAST, ""), ("delivery: under-way", "delivery: no-public-evidence")], False),
        ([(LAST, ""), ("delivery: under-way", "delivery: dropped")], True),
    ],
)
def test_a_status_rests_on_an_event(garden: Judge, changes: list[tuple[str, str]], faulty: bool) -> None:
    assert (("STA004", "assessments[0].rests_on") in found(garden(*changes))) is faulty


@pytest.mark.parametrize(
    ("sources", "faulty"),
    [
        ([REPORT], False),
        ([LETTER], False),
        ([NEWS], True),
        ([DIGEST], True),
        ([NEWS, DIGEST], True),
        ([NEWS, LETTER], False),
    ],
)
def test_the_events_carry_the_status(garden: Judge, sources: list[str], faulty: bool) -> None:
    cited = "\n      - ".join(f"{{source: {source}, says: It was so.}}" for source in sources)
    problems = garden((f"{{source: {REPORT}, says: The ground was broken.}}", cited))

    assert (("STA005", "assessments[0].rests_on") in found(problems)) is faulty


MEETS = (ACT, f"{ACT}\n    meets: [planted]")
OWN_WORD = ("planted.", "planted.\n    public_instrument: false")


@pytest.mark.parametrize(
    ("source", "confirmed_by", "faulty"),
    [
        (REPORT, "independent", False),
        (REPORT, "public-record", False),
        (REPORT, "self-reported", False),
        (REPORT, None, True),
        (LETTER, "self-reported", False),
        (LETTER, "public-record", True),
        (LETTER, "independent", True),
        (LETTER, None, True),
    ],
)
def test_delivered_says_who_confirms_it(garden: Judge, source: str, confirmed_by: str | None, faulty: bool) -> None:
    """And claims no more than the sources show; less is allowed."""
    line = f"delivery: delivered\n    confirmed_by: {confirmed_by}" if confirmed_by else "delivery: delivered"
    problems = garden(MEETS, OWN_WORD, (REPORT, source), ("delivery: under-way", line))

    assert [code for code, _ in found(problems)] == (["STA006"] if faulty else [])


def test_the_fix_names_the_confirmation_that_is_shown(garden: Judge) -> None:
    (problem,) = garden(MEETS, OWN_WORD, (REPORT, LETTER), ("delivery: under-way", "delivery: delivered"))

    assert problem.fix == "add `confirmed_by: self-reported`"


@pytest.mark.parametrize(
    ("delivery", "rest", "fields"),
    [
        ("superseded", LAST + "    successor: library-hours\n", []),
        ("superseded", LAST, ["assessments[1]"]),
        ("superseded", "    successor: library-hours\n", ["assessments[1]"]),
        ("under-way", LAST + "    successor: library-hours\n", ["assessments[1].successor"]),
        ("dropped", LAST + "    successor: library-hours\n", ["assessments[1].successor"]),
        ("superseded", LAST + "    successor: garden\n", ["assessments[1].successor"]),
    ],
)
def test_superseded_names_its_successor(garden: Judge, delivery: str, rest: str, fields: list[str]) -> None:
    problems = garden(assessed("2026-01", delivery, rest))

    assert [field for code, field in found(problems) if code == "STA007"] == fields


@pytest.mark.parametrize(("source", "faulty"), [(REPORT, False), (LETTER, False), (NEWS, True), (DIGEST, True)])
@pytest.mark.parametrize("ending", ["dropped", "superseded"])
def test_an_ending_rests_on_a_primary_source(garden: Judge, ending: str, source: str, faulty: bool) -> None:
    successor = "    successor: library-hours\n" if ending == "superseded" else ""
    problems = garden(
        assessed("2025-09-30", ending, f"    rests_on: [ended]\n{successor}"),
        event("ended", "2025-09-30", source, "announcement"),
    )

    assert (("STA008", "assessments[1].rests_on") in found(problems)) is faulty


AGAIN = (
    "  - date: 2025-09-30\n    recorded: 2026-11-21\n    corrects: {entry: 2025-09-30, reason: A slip.}\n    delivery"
)
SILENT = ("delivery: under-way", "delivery: no-public-evidence")


@pytest.mark.parametrize(
    ("date", "faulty"),
    [
        ("2026-11-21", False),
        ("2026-11-20", False),
        ("2026-09-22", False),
        ("2026-09-21", True),
        ("2025-11-21", True),
    ],
)
def test_silence_was_searched_in_the_days_before(garden: Judge, date: str, faulty: bool) -> None:
    """Recorded on 21 November 2026; 60 days before is 22 September."""
    problems = garden((ACT, ACT.replace("action", "reaction")), SILENT, (LAST, ""), searched(date))

    assert found(problems) == ([("STA009", "assessments[0].delivery")] if faulty else [])


def test_a_search_after_the_entry_was_written_does_not_count(garden: Judge) -> None:
    recorded = ("recorded: 2026-11-21\n    delivery", "recorded: 2026-10-01\n    delivery")
    problems = garden((ACT, ACT.replace("action", "reaction")), recorded, SILENT, (LAST, ""), searched("2026-10-02"))

    assert ("STA009", "assessments[0].delivery") in found(problems)


@pytest.mark.parametrize(("was", "faulty"), [("no-public-evidence", False), ("under-way", True)])
def test_a_correction_of_silence_rests_on_the_search_of_what_it_corrects(garden: Judge, was: str, faulty: bool) -> None:
    """Only the words were wrong, or the value itself: then somebody must look again."""
    wrong = (
        "recorded: 2026-11-21\n    delivery",
        f"recorded: 2026-08-01\n    delivery: {was}\n    reason: Old.\n{AGAIN}",
    )
    problems = garden((ACT, ACT.replace("action", "reaction")), SILENT, (LAST, ""), wrong, searched("2026-07-30"))

    assert (("STA009", "assessments[1].delivery") in found(problems)) == faulty


@pytest.mark.parametrize(
    ("response", "changes", "faulty"),
    [
        ("awaiting", [], True),
        ("awaiting", [searched("2026-11-20")], False),
        ("declined", [], False),
    ],
)
def test_awaiting_was_searched(garden: Judge, response: str, changes: list[tuple[str, str]], faulty: bool) -> None:
    problems = garden(responding(response), *changes)

    assert (("STA010", "responses[0].response") in found(problems)) is faulty


def test_only_what_is_met_is_confirmed_by_anybody(garden: Judge) -> None:
    (problem,) = garden((LAST, f"{LAST}    confirmed_by: independent\n"))

    assert (problem.code, problem.found) == ("STA006", "a confirmation is named for 'under-way'")


def test_a_status_raised_too_far_has_one_way_out(garden: Judge) -> None:
    """The value is wrong, and who would confirm it is no question yet."""
    problems = garden(assessed("2026-11-01", "delivered", "    rests_on: [ground-broken]\n"))

    assert "STA001" in {problem.code for problem in problems}
    assert "STA006" not in {problem.code for problem in problems}


@pytest.mark.parametrize(
    ("date", "kind", "judged", "outrun"),
    [
        ("2025-10-14", "finding", "2025-10-06", True),
        ("2025-10-14", "announcement", "2025-10-06", True),
        ("2025-10-14", "reaction", "2025-10-06", False),  # what others say of it
        ("2025-09-30", "finding", "2025-10-06", False),  # the assessment is about that day too
        ("2025-10-14", "finding", "2026-11-21", False),  # it was known when the reason was written
    ],
)
def test_a_reason_takes_in_what_was_written_down_since(
    garden: Judge, date: str, kind: str, judged: str, outrun: bool
) -> None:
    problems = garden(
        event("watered", date, LETTER, kind),
        ("    recorded: 2026-11-21\n    delivery", f"    recorded: {judged}\n    delivery"),
    )

    assert found(problems) == ([("STA011", "assessments[0].reason")] if outrun else [])
    assert errors(problems) == ()


def test_a_reason_is_renewed_by_an_assessment_of_the_same_value(garden: Judge) -> None:
    rest = "    rests_on: [ground-broken]\n"
    problems = garden(event("watered", "2025-10-14", LETTER), assessed("2025-10-14", "under-way", rest))

    assert found(problems) == []
