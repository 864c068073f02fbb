"""A word is explained where a page first uses it, once, and in the form that the page uses."""

from __future__ import annotations

from dataclasses import replace

import pytest

from macros.derive.words import FirstUse, Words, words
from macros.model.tracker import Tracker


@pytest.fixture
def explained(tracker: Tracker) -> Words:
    return words(tracker)


def marked(page: FirstUse, text: str) -> list[str]:
    return [piece.text for piece in page.pieces(text) if piece.word]


def test_first_use_is_marked_and_the_second_is_not(explained: Words) -> None:
    page = FirstUse(explained)

    assert marked(page, "The minutes of the parish, and its other minutes.") == ["The minutes", "parish"]
    assert marked(page, "Minutes of the parish.") == []


def test_text_stays_as_it_was(explained: Words) -> None:
    text = "Of the parish: minutes, minutes <b>and</b> more."

    assert "".join(piece.text for piece in FirstUse(explained).pieces(text)) == text


def test_word_inside_another_word_is_not_marked(explained: Words) -> None:
    assert marked(FirstUse(explained), "Parishes and parishioners") == []


def test_longer_form_is_not_cut_by_a_shorter_one(explained: Words) -> None:
    assert marked(FirstUse(explained), "See the minutes.") == ["the minutes"]


def test_each_page_begins_anew(explained: Words) -> None:
    assert [marked(FirstUse(explained), "minutes") for _ in range(2)] == [["minutes"], ["minutes"]]


def test_short_name_in_capitals_is_explained_by_its_body(tracker: Tracker) -> None:
    name, body = next(iter(tracker.bodies.items()))
    short = body.model_copy(update={"short_name": "MTC"})
    found = words(replace(tracker, bodies={name: short})).forms["MTC"]

    assert (found.body, found.term, found.definition) == (name, body.name, body.description)


def test_nothing_is_marked_without_words() -> None:
    assert marked(FirstUse(Words({})), "minutes") == []
