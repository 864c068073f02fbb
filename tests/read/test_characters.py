"""What nobody sees, and what only looks like a letter, stands in no text of the record."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.read.characters import unfit, without_unseen
from macros.read.files import read
from macros.read.yaml import compose

UNSEEN = [
    *("\u00ad", "\u034f", "\u061c", "\u115f", "\u1160", "\u17b4", "\u17b5", "\u180e", "\u200b", "\u200d", "\u202e"),
    *("\u2060", "\u2066", "\u2800", "\u3164", "\ufe00", "\ufe0f", "\ufeff", "\uffa0", "\ufff9", "\ufffb", "\ufffc"),
    *("\U000e0000", "\U000e0041", "\U000e007f", "\U000e0100", "\U000e0fff"),
]
LOOK_ALIKES = [
    *("p\u043elice", "\u0430udit", "r\u0435port", "c\u03bfuncil", "\u0391udit", "poli\u0441e's", "Ηome", "wel\u0501"),
    *(
        "\uff50olice",
        "\uff11\uff12",
        "\U0001d429olice",
        "\U0001d7cf",
        "\u24b6udit",
        "\u1d00udit",
        "\u2160",
        "\u212aing",
        "\u0251udit",
        "\u0661\u0662",
        "\u0967\u0968",
        "1\u2070",
        "\U0001fbf1",
    ),
]
LETTERS = [
    *("Llŷn, Ŵyl, tŷ, ẁ", "Élysée, œuvre, façade", "Łódź, Ångström", "Zażółć gęślą jaźń", "naïve — “quoted” … £5 ½ m²"),
    *("Москва", "Αθήνα", "Доклад комиссии", "µg", "北京", "ﬁ", "e\u0301"),
]


@pytest.mark.parametrize("sign", UNSEEN, ids=ascii)
@pytest.mark.parametrize("place", ["title: a{}b\n", "title: a  # a{}b\n", "# a{}b\ntitle: a\n", "a{}b: c\n"])
def test_what_nobody_sees_stands_nowhere_in_a_file(sign: str, place: str) -> None:
    (problem,) = compose(place.format(sign), "f.yaml").problems

    assert problem.code == "SHP002"
    assert problem.found == "the text holds an invisible control character"


@pytest.mark.parametrize("word", LOOK_ALIKES, ids=ascii)
@pytest.mark.parametrize("place", ["title: the {} of a town\n", "title: a  # the {} of a town\n"])
def test_what_only_looks_like_a_letter_stands_nowhere(word: str, place: str) -> None:
    (problem,) = compose(place.format(word), "f.yaml").problems

    assert problem.code == "SHP002"
    assert problem.fix.startswith("type the ")


@pytest.mark.parametrize("text", LETTERS, ids=ascii)
def test_other_languages_keep_their_letters(text: str) -> None:
    composed = compose(f"title: {text}  # {text}\n", "f.yaml")

    assert not composed.problems
    assert composed.data == {"title": text}


def test_an_escape_hides_nothing() -> None:
    (problem,) = compose('title: "a\\u00adb"\n', "f.yaml").problems

    assert problem.found == "the text holds an invisible control character"


def test_the_place_of_a_sign_in_a_comment_is_told() -> None:
    (problem,) = compose("title: é\n# é p\u043elice\n", "f.yaml").problems

    assert (problem.place.line, problem.place.column) == (2, 6)


def test_a_stored_text_holds_none_of_them(good: Path) -> None:
    seed = good / "seeds" / "2025-03-10-council-minutes.txt"
    seed.write_text(f"{seed.read_text()}\nThe p\u043elice\n", encoding="utf-8")
    (problem,) = read(good).problems

    assert (problem.code, problem.place.path) == ("SHP002", "seeds/2025-03-10-council-minutes.txt")
    assert problem.place.line == len(seed.read_text().splitlines())


def test_what_a_page_hides_is_not_stored() -> None:
    assert without_unseen("in\u00adquiry\u200b\r\nnext\u2028last") == "inquiry\nnext\nlast"


@given(st.text(alphabet=st.characters(codec="ascii", exclude_categories=["Cc"])))
def test_plain_text_is_never_refused(text: str) -> None:
    assert unfit(text) is None


@given(st.text(), st.text())
def test_whatever_stands_around_it_a_sign_is_found(before: str, after: str) -> None:
    assert unfit(f"{before}\u200b{after}") is not None
