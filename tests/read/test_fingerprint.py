"""A fingerprint checks a quote exactly as the text itself would, and refuses what is too short to be sure of."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from macros.read import fingerprint, quotes
from macros.read.fingerprint import RUN, Unreadable, is_long_enough, make, parsed, standing_words, stands_in

SOURCE = "2025-03-10-council-minutes"
TEXT = """\
The council’s minutes say: “the library shall be open on six days of every week” — and that the book
van shall call at every village. In 2024, about 9,000 visits were counted, or 2.77 a person; the office
paid £2.4m in 2025–26, a rise of 5% on the year. The council can’t promise more, it will not close a
branch, and non-residents of the town of Mill pay nothing at all. A well-known builder re-
paired the store for the town in May.
"""
MADE = make(SOURCE, TEXT)


def verified(quote: str, text: str = TEXT) -> bool:
    return stands_in(quote, SOURCE, make(SOURCE, text))


@pytest.mark.parametrize(
    "quote",
    [
        "the library shall be open on six days",
        "“the library shall be open on six days of every week”",
        'of every week" - and that the book van',
        "In 2024, about 9,000 visits were counted, or 2.77 a person",
        "£2.4m in 2025-26, a rise of 5%",
        "The council can't promise more, it will not close a branch",
        "non-residents of the town of Mill pay nothing at all.",
        "well-known builder repaired the store for",
        "well-known builder re-paired the store for",
        "the library shall be open on six … it will not close a branch, and",
        "[It says:] the library shall be open on six days",
    ],
)
def test_words_of_the_text_are_verified(quote: str) -> None:
    assert verified(quote)


@pytest.mark.parametrize(
    "quote",
    [
        "the library shall be open on seven days",
        "the Library shall be open on six days",
        "it will close a branch, and non-residents of the",
        "The council can promise more, it will not close a branch",
        "In 2024, about 900 visits were counted, or",
        "In 2024 about 9,000 visits were counted, or",
        "000 visits were counted, or 2.77 a person",
        "visits were counted, or 2.77 a person; the office paid £2",
        "2.4m in 2025–26, a rise of 5% on the year",
        "in 2025–26, a rise of 5",
        "residents of the town of Mill pay nothing at all",
        "branch, and non-residents of the town of Mill pay nothing at all!",
        "it will not close a branch, and … the library shall be open on six days",
        "the library shall be open on six days … on six days of every week and so",
        "the book van shall call at every village. The council can’t promise more",
    ],
)
def test_other_words_are_not_verified(quote: str) -> None:
    assert not verified(quote)


@pytest.mark.parametrize(
    ("quote", "long_enough"),
    [
        ("one two three four five six", True),
        ("one two three four five", False),
        ("one two three four five six … one two three", False),
        ("one two three four five six … one two three four five six", True),
        ("one two three [and some words of ours] four five six", False),
        ("…", False),
        ("", False),
    ],
)
def test_a_part_of_fewer_than_six_words_is_refused(quote: str, long_enough: bool) -> None:
    assert is_long_enough(quote) == long_enough
    assert long_enough or not verified(quote, quote)


def test_runs_that_stand_apart_are_no_quote() -> None:
    """Two runs overlap by five words and each stands in the text, but not one behind the other."""
    text = "one two three four five six. RevisionContext nine two three four five six seven."

    assert verified("one two three four five six", text)
    assert verified("two three four five six seven", text)
    assert not verified("one two three four five six seven", text)


def test_a_fingerprint_belongs_to_one_source() -> None:
    with pytest.raises(Unreadable):
        parsed("2026-another-source", MADE)

    hashes = {line.split()[0] for line in MADE.splitlines()[1:]}
    others = {line.split()[0] for line in make("2026-another-source", TEXT).splitlines()[1:]}
    assert hashes & others <= {"-", "reading"}


@pytest.mark.parametrize("text", ["", "nothing", f"{fingerprint.HEAD} {SOURCE}\nzzz\n", MADE.replace('"', "", 1)])
def test_what_is_no_fingerprint_is_said_to_be_none(text: str) -> None:
    with pytest.raises(Unreadable):
        parsed(SOURCE, text)


def test_no_word_of_the_text_can_be_read_in_it() -> None:
    words = set(re.findall(r"[A-Za-z]{2,}", MADE.partition("\n")[2]))

    assert not {word for word in words if not re.fullmatch(r"[0-9a-f]+|reading", word)}


def test_a_miss_says_how_far_the_quote_stands() -> None:
    assert standing_words("the library shall be open on six days of each week", SOURCE, MADE) == 9
    assert standing_words("every other word is strange in this one", SOURCE, MADE) == 0
    assert standing_words("the library shall be open on six days", SOURCE, MADE) == 0


words = st.text(st.sampled_from("abXYé09"), min_size=1, max_size=3)
signs = st.sampled_from(
    [" "] * 6 + [", ", ". ", ' "', '" ', " - ", " — ", "—", "-", "'", "; ", " £", "% ", ",", ".", "_", "-\n"]
)
texts = st.lists(st.tuples(words, signs), min_size=RUN, max_size=30).map(lambda pairs: "".join(map("".join, pairs)))


@given(texts, st.data())
def test_a_fingerprint_agrees_with_the_text(text: str, data: st.DataObject) -> None:
    """For whatever is cut out of the text, with or without a change, both say the same."""
    start = data.draw(st.integers(0, len(text) // 3))
    end = data.draw(st.integers(2 * len(text) // 3, len(text)))
    quote = text[start:end]
    if data.draw(st.booleans()) and quote:
        at = data.draw(st.integers(0, len(quote) - 1))
        quote = quote[:at] + data.draw(st.sampled_from(["", "a", "0", "n't ", "-", " … ", ", ", "£"])) + quote[at + 1 :]

    assert verified(quote, text) == (is_long_enough(quote) and quotes.stands_in(quote, text))


@given(texts, st.randoms(use_true_random=False))
def test_a_changed_word_or_digit_is_never_verified(text: str, chance: random.Random) -> None:
    places = [index for index, sign in enumerate(text) if sign.isalnum()]
    index = chance.choice(places)
    changed = text[:index] + chance.choice("mnQ57") + text[index + 1 :]
    assume(is_long_enough(changed))

    assert not verified(changed, text)


@given(texts, texts, st.sampled_from(["not", "no", "never", "cannot"]))
def test_a_dropped_negation_is_never_verified(before: str, after: str, negation: str) -> None:
    dropped = f"{before} {after}"
    assume(is_long_enough(dropped) and dropped not in before and dropped not in after)

    assert not verified(dropped, f"{before} {negation} {after}")


@given(texts)
def test_the_whole_text_is_verified(text: str) -> None:
    assume(is_long_enough(text))

    assert verified(text, text)


@given(st.text(), st.text())
def test_anything_can_be_asked(quote: str, text: str) -> None:
    assert verified(quote, text) == (is_long_enough(quote) and quotes.stands_in(quote, text))
