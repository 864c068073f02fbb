"""Quotes stand in the stored text, and what is cited can carry what is said."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from macros.read.problems import Problem, Severity

Judge = Callable[..., tuple[Problem, ...]]
MINUTES, REPORT, LETTER = "2025-03-10-council-minutes", "2025-09-30-inspection-report", "2025-10-transport-letter"
NEWS, DIGEST = "2026-02-10-mill-news-bridge", "undated-parish-digest"


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.code for problem in problems]


def made(evidence: str) -> tuple[str, str]:
    """The change that gives the garden other evidence of the promise itself."""
    held = f"[{{source: {MINUTES}, quote: the book van shall call at every village}}]"
    return (f"made_evidence: {held}", f"made_evidence:\n  - {evidence}")


@pytest.mark.parametrize(
    "quote",
    [
        "the library shall be open on six days of every week",
        "The council accepts the petition in full and without conditions",
        "resolved that \\u201ethe library shall be open",
        "the book van shall call … from the first of June",
        "[The council] can\\u2019t promise more at present",
        "In 2024, about 9,000 visits",
    ],
)
def test_words_of_the_stored_text_are_a_quote(garden: Judge, quote: str) -> None:
    assert "EVD001" not in codes(garden(made(f'{{source: {MINUTES}, quote: "{quote}"}}')))


@pytest.mark.parametrize(
    ("quote", "fix"),
    [
        ("the library shall be open on seven days of every", "write 'six' where the quote has 'seven'"),
        ("it will close a branch. And", "add 'not'"),
        ("every pupil of both schools has a bicycle", "copy the passage from the file, or check the source id"),
    ],
)
def test_other_words_are_answered_with_the_difference(garden: Judge, quote: str, fix: str) -> None:
    (problem,) = garden(made(f'{{source: {MINUTES}, quote: "{quote}"}}'))

    assert (problem.code, problem.place.field) == ("EVD001", "made_evidence[0].quote")
    assert (problem.fix, problem.place.line) == (fix, 9)
    assert f"seeds/{MINUTES}.txt" in problem.found


@pytest.mark.parametrize(
    ("evidence", "code"),
    [
        (f"{{source: {MINUTES}, quote: about 9}}", "EVD001"),
        (f"{{source: {MINUTES}, quote: the book van}}", "EVD002"),
        (f"{{source: {MINUTES}, quote: unconditionally}}", "EVD001"),
        (f"{{source: {REPORT}, quote: the garden was planted in May}}", "EVD003"),
        (f"{{source: {MINUTES}, says: The council has a book van.}}", "EVD004"),
        (f"{{source: {MINUTES}, quote: '…'}}", "EVD002"),
        (f"{{source: {MINUTES}, quote: '[all our own words here]'}}", "EVD002"),
    ],
)
def test_a_quote_is_long_held_and_word_for_word(garden: Judge, evidence: str, code: str) -> None:
    assert code in codes(garden(made(evidence)))


def test_a_quote_of_a_missing_source_is_told_once(garden: Judge) -> None:
    assert codes(garden(made("{source: 2025-letter, quote: the book van shall call}"))) == ["REF001"]


def test_a_paraphrase_of_a_held_text_is_only_advised_against(garden: Judge) -> None:
    (problem,) = garden(made(f"{{source: {MINUTES}, says: The council has a book van.}}"))

    assert problem.severity is Severity.ADVICE


@pytest.mark.parametrize(
    "path",
    [
        "data/commitments/library-hours.yaml",
        "data/figures/library-visits.yaml",
        pytest.param("data/background/bridge-of-1890.yaml", id="background"),
    ],
)
def test_quotes_are_compared_in_every_kind_of_record(
    judge: Judge, good_quote: dict[str, tuple[str, str]], path: str
) -> None:
    assert "EVD001" in codes(judge(path, good_quote[path]))


@pytest.fixture
def good_quote() -> dict[str, tuple[str, str]]:
    digest = "{source: undated-parish-digest, says: The wooden bridge came down in 1931.}"
    return {
        "data/commitments/library-hours.yaml": ("in full and without conditions", "in full and with conditions"),
        "data/figures/library-visits.yaml": ("about 9,000 visits", "about 9,001 visits"),
        "data/background/bridge-of-1890.yaml": (digest, f"{{source: {MINUTES}, quote: the wooden bridge came down}}"),
    }


@pytest.mark.parametrize(
    ("second", "faulty"),
    [
        (f"{{source: {REPORT}, says: Work had begun.}}", True),
        (f"{{source: {LETTER}, says: Work had begun.}}", False),
    ],
)
def test_a_source_is_cited_once_for_one_statement(garden: Judge, second: str, faulty: bool) -> None:
    problems = garden(("says: The ground was broken.}", f"says: The ground was broken.}}\n      - {second}"))

    assert ("EVD005" in codes(problems)) is faulty


def test_two_passages_of_one_source_may_be_quoted(garden: Judge) -> None:
    one = f"{{source: {MINUTES}, quote: the book van shall call}}"
    other = f"{{source: {MINUTES}, quote: it will not close a branch}}"

    assert garden(made(f"{one}\n  - {other}")) == ()
    assert codes(garden(made(f"{one}\n  - {one}"))) == ["EVD005"]


MEETS = ("    recorded: 2026-11-21\n    evidence:", "    meets: [planted]\n    recorded: 2026-11-21\n    evidence:")
DELIVERED = ("delivery: under-way", "delivery: delivered\n    confirmed_by: {}")


@pytest.mark.parametrize(
    ("source", "public_instrument", "kind", "too_weak", "wrong_type"),
    [
        (REPORT, True, "action", False, False),
        (REPORT, True, "finding", False, False),
        (REPORT, True, "announcement", False, True),
        (REPORT, True, "reaction", False, True),
        (LETTER, True, "action", True, False),
        (LETTER, False, "action", False, False),
        (NEWS, True, "action", True, False),
        (NEWS, False, "finding", True, False),
        (DIGEST, False, "action", True, False),
        (NEWS, False, "announcement", True, True),
    ],
)
def test_a_point_is_met_by_an_act_or_finding_on_strong_evidence(
    garden: Judge, source: str, public_instrument: bool, kind: str, too_weak: bool, wrong_type: bool
) -> None:
    flag = ("planted.", f"planted.\n    public_instrument: {str(public_instrument).lower()}")
    problems = garden(MEETS, flag, (REPORT, source), ("type: action", f"type: {kind}"))
    founds = [problem.found for problem in problems if problem.code == "EVD006"]

    assert any("too weak" in found for found in founds) is too_weak
    assert any(f"type {kind!r} meets" in found for found in founds) is wrong_type


def test_what_was_corrected_is_not_held_against_the_points_of_today(garden: Judge) -> None:
    """An own word met a point; then it was found that a public document shows it, and the entry was corrected."""
    righted = (
        "    recorded: 2026-11-21\n    evidence:\n"
        f"      - {{source: {NEWS}, says: The ground was broken.}}\n"
        "    corrects: {entry: ground-broken, reason: It meets no point.}\n"
    )
    again = f"  - id: again\n    date: 2025-09-30\n    type: action\n    what: It began.\n{righted}assessments:"
    found = garden(MEETS, (REPORT, NEWS), ("assessments:", again))

    assert not [problem for problem in found if problem.code == "EVD006"]


def test_the_words_for_a_weak_point_name_what_would_do(garden: Judge) -> None:
    """The body's own page helps only where nothing public is left."""
    strict = garden(MEETS, (REPORT, NEWS))
    lenient = garden(MEETS, (REPORT, NEWS), ("planted.", "planted.\n    public_instrument: false"))

    assert strict[0].expected.endswith("select-committee; or the promised document itself, with `is_the_thing`")
    assert lenient[0].expected.startswith(
        strict[0].expected.partition(";")[0] + ", government, police, local-government, parliament"
    )


@pytest.mark.parametrize(
    ("source", "response", "faulty"),
    [
        (DIGEST, "accepted", True),
        (DIGEST, "qualified", True),
        (DIGEST, "declined", True),
        (DIGEST, "awaiting", False),
        (NEWS, "accepted", False),
        (LETTER, "declined", False),
    ],
)
def test_a_response_is_carried_by_more_than_a_lead(garden: Judge, source: str, response: str, faulty: bool) -> None:
    answer = f"  - date: 2025-09-30\n    body: mill-town-council\n    response: {response}\n    recorded: 2026-11-21"
    evidence = f"    evidence:\n      - {{source: {source}, says: The council answered.}}"
    problems = garden(("done_when:", f"responses:\n{answer}\n{evidence}\ndone_when:"))

    assert ("EVD007" in codes(problems)) is faulty


@pytest.mark.parametrize(
    "change",
    [
        ("type: government", "type: goverment"),
        ("type: government", "type:"),
        ("title: Letter on the mill bridge\n", ""),
    ],
)
def test_a_fault_in_a_source_does_not_blame_what_rests_on_it(judge: Judge, change: tuple[str, str]) -> None:
    path = f"data/sources/{LETTER}.yaml"

    assert {problem.place.path for problem in judge(path, change)} == {path}
