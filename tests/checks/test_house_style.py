"""Calm titles, plain sentences, neutral words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from macros.read.problems import Problem, errors

Judge = Callable[..., tuple[Problem, ...]]
TITLE_LENGTH, SHORT_TITLE_LENGTH, SENTENCE_WORDS = 70, 36, 35  # as the policy of the good tree has them
TITLE, SUMMARY = "title: Plant a town garden", "summary: The council will plant a garden."


def found(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    return [(problem.code, problem.place.field) for problem in problems]


@pytest.mark.parametrize(
    ("title", "faulty"),
    [
        ("Plant a garden", False),
        ("p" * TITLE_LENGTH, False),
        ("p" * (TITLE_LENGTH + 1), True),
        ("Plant a garden.", True),
        ("Plant a garden…", False),
        ("Will the garden be planted?", False),
    ],
)
def test_a_title_is_short(garden: Judge, title: str, faulty: bool) -> None:
    assert found(garden((TITLE, f"title: {title}"))) == ([("STY001", "title")] if faulty else [])


CALM = ["Records of abuse cases", "Drapes and grapes", "Therapist training", "Devil’s bridge", "The village of evildon"]
ALARMING = [
    "The horrific garden",
    "A shocking garden",
    "Evil garden",
    "a VILE garden",
    "garden of monsters",
    "Rape cases",
]


@pytest.mark.parametrize(
    ("title", "faulty"), [*((title, False) for title in CALM), *((title, True) for title in ALARMING)]
)
def test_a_title_is_calm(garden: Judge, title: str, faulty: bool) -> None:
    assert (("STY002", "title") in found(garden((TITLE, f'title: "{title}"')))) is faulty


@pytest.mark.parametrize(
    "path",
    [
        *("data/themes/public-places.yaml", "data/figures/library-visits.yaml", "data/background/bridge-of-1890.yaml"),
        pytest.param("data/sources/undated-parish-digest.yaml", id="the title of a source is its own"),
    ],
)
def test_titles_of_our_records_are_calm(judge: Judge, path: str) -> None:
    problems = judge(path, ("title: ", "title: Shocking "))

    assert (("STY002", "title") in found(problems)) is ("sources" not in path)


@pytest.mark.parametrize(
    ("title", "faulty"),
    [
        ("Town garden", False),
        ("g" * SHORT_TITLE_LENGTH, False),
        ("g" * (SHORT_TITLE_LENGTH + 1), True),
        ("Horrific garden", True),
    ],
)
def test_a_short_title_is_short_and_calm(garden: Judge, title: str, faulty: bool) -> None:
    problems = garden((SUMMARY, f"short_title: {title}\n{SUMMARY}"))

    assert found(problems) == ([("STY006", "short_title")] if faulty else [])


LOADED = [
    *("a damning report", "a Shameful delay", "a scandal", "scandalous", "the scheme was botched", "a whitewash"),
    *(
        "a landmark decision",
        "they finally acted",
        "at last it came",
        "unacceptable",
        "disgraceful",
        "a cover-up",
        "a sham",
    ),
]
NEUTRAL = ["a final report", "the last report", "the cover of the book", "the mark of the land", "an acceptable plan"]


@pytest.mark.parametrize("text", LOADED)
def test_a_loaded_word_is_found(garden: Judge, text: str) -> None:
    assert found(garden((SUMMARY, f"summary: It was {text}."))) == [("STY003", "summary")]


@pytest.mark.parametrize("text", [*NEUTRAL, "shampoo", "a shamrock"])
def test_a_neutral_word_is_left_alone(garden: Judge, text: str) -> None:
    assert garden((SUMMARY, f"summary: It was {text}.")) == ()


def test_a_source_may_judge_in_its_own_words(judge: Judge, garden: Judge) -> None:
    judge("seeds/2025-03-10-council-minutes.txt", ("took the chair.", "took the chair. It was a damning report."))
    held = "the book van shall call at every village"

    assert garden((held, "It was a damning report")) == ()


@pytest.mark.parametrize(
    ("path", "old", "new", "field"),
    [
        ("data/commitments/bridge-repair.yaml", "found: No payment", "found: Finally no payment", "searches[0].found"),
        ("data/commitments/bridge-repair.yaml", "why: The inspectors", "why: At last they", "conflicts[0].why"),
        ("data/commitments/bridge-repair.yaml", "we_use: 40", "we_use: Finally 40", "conflicts[0].we_use"),
        ("data/commitments/library-hours.yaml", "  - The number", "  - Finally the number", "caveats[0]"),
        (
            "data/commitments/library-hours.yaml",
            "text: The book van",
            "text: At last the book van",
            "done_when[1].text",
        ),
        ("data/figures/library-visits.yaml", "definition: Visits", "definition: Finally, visits", "definition"),
        ("data/bodies/transport-office.yaml", "description: The", "description: A botched", "description"),
    ],
)
def test_all_our_own_words_are_read(judge: Judge, path: str, old: str, new: str, field: str) -> None:
    assert ("STY003", field) in found(judge(path, (old, new)))


@pytest.mark.parametrize("field", ["note: Said subject to", "settled_by: The", "basis: The"])
def test_no_field_of_ours_is_forgotten(judge: Judge, field: str) -> None:
    problems = judge("data/commitments/bridge-repair.yaml", (field, field.replace(": ", ": Finally, ")))

    assert "STY003" in [code for code, _ in found(problems)]


@pytest.mark.parametrize(
    ("words", "faulty"), [(SENTENCE_WORDS, False), (SENTENCE_WORDS + 1, True), (3 * SENTENCE_WORDS, True)]
)
def test_a_long_sentence_is_advised_against(garden: Judge, words: int, faulty: bool) -> None:
    problems = garden((SUMMARY, f"summary: {' '.join(['word'] * words)}."))

    assert found(problems) == ([("STY004", "summary")] if faulty else [])
    assert errors(problems) == ()


@pytest.mark.parametrize("sign", [".", "!", "?", ";", ":"])
def test_a_sentence_ends_with_its_sign(garden: Judge, sign: str) -> None:
    half = " ".join(["word"] * SENTENCE_WORDS)

    assert garden((SUMMARY, f"summary: '{half}{sign} {half}.'")) == ()


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("They utilise a spade", "use"),
        ("Work will commence", "begin"),
        ("Prior to the work", "before"),
        ("In order to plant", "to"),
        ("The stakeholders met", "say who"),
    ],
)
def test_a_heavy_word_is_answered_with_a_plain_one(garden: Judge, text: str, plain: str) -> None:
    problems = garden((SUMMARY, f"summary: {text}."))

    assert found(problems) == [("STY005", "summary")]
    assert problems[0].fix == f"instead: {plain}"
    assert errors(problems) == ()


@pytest.mark.parametrize("text", ["They use a spade", "The commencement order"])
def test_a_plain_word_is_left_alone(garden: Judge, text: str) -> None:
    assert garden((SUMMARY, f"summary: {text}.")) == ()


@pytest.mark.parametrize(
    ("first", "wanted"),
    [
        ("# yaml-language-server: $schema=../schema/commitment.schema.json\n", ""),
        ("# yaml-language-server: $schema=../schema/commitment.schema.json  \r\n", ""),
        ("# yaml-language-server: $schema=../schema/source.schema.json\n", "commitment"),
        ("# A garden.\n", "commitment"),
        ("", "commitment"),
    ],
)
def test_editors_are_told_the_schema_and_never_is_that_an_error(
    judge: Judge, garden_text: str, first: str, wanted: str
) -> None:
    problems = judge("data/commitments/garden.yaml", text=first + garden_text.partition("\n")[2])

    assert found(problems) == ([("STY007", "")] if wanted else [])
    assert errors(problems) == ()
    for problem in problems:
        assert problem.fix == f"put first: # yaml-language-server: $schema=../schema/{wanted}.schema.json"


def test_a_pointer_that_a_moved_record_left_has_a_schema_of_its_own(judge: Judge) -> None:
    (problem,) = judge(
        "data/commitments/hours.yaml", text="moved_to: library-hours\ndate: 2026-11-21\nreason: A longer name.\n"
    )

    assert problem.fix == "put first: # yaml-language-server: $schema=../schema/moved.schema.json"
