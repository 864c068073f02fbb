"""A quote stands word for word in the stored text: typography may differ, words, numbers and negations may not."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from macros.read.quotes import MIN_CHARACTERS, MIN_WORDS, is_long_enough, level, nearest, parts_of, stands_in

TEXT = """\
The council\u2019s minutes say: \u201cthe library shall be open on six days of every week\u201d \u2014 and
that the book van shall call at every village. In 2024, about 9,000 visits
were counted, or 2.77 a person; the office paid \u00a32.4m in 2025\u201326, more than 1,273 others.
The council can\u2019t promise more, it will not close a branch, and non-residents pay
nothing. A well-known builder re-
paired the short- and long-
term store; the co-
operative did not.
"""

SPACES = [" ", "  ", "\n", "\r\n", "\t", "\u00a0", "\u2009", " \n "]
MARKS = {'"': '"“”„‟«»″', "'": "'‘’‚‛′`", "-": "-‐‑‒–—―−"}  # every sign that stands for the first one


@pytest.mark.parametrize(
    ("typed", "levelled"),
    [
        ("  one \n two\t three ", "one two three"),
        ("one\u00a0two\u2009three", "one two three"),
        ("“one” «two» „three‟", '"one" "two" "three"'),
        ("it‘s ‚one’ ′two` ‛", "it's 'one' 'two' '"),
        ("2025–26 — one ‑ two ― −3", "2025-26 - one - two - -3"),
        ("exam\u00adple", "example"),
        ("exam-\nple", "example"),
        ("exam-  \r\n   ple", "example"),
        ("one - two", "one - two"),
        ("one -\ntwo", "one - two"),
        ("Straße NAÏVE 9,000 2.77", "Straße NAÏVE 9,000 2.77"),
    ],
)
def test_only_typography_is_levelled(typed: str, levelled: str) -> None:
    assert level(typed) == levelled


def test_soft_hyphen_at_the_end_of_a_line_joins_the_word() -> None:
    assert level("exam\u00ad\nple") == "example"


@pytest.mark.parametrize(
    ("quote", "parts"),
    [
        ("one two", ("one two",)),
        ("one … two", ("one", "two")),
        ("one [the council] two", ("one", "two")),
        ("[The council] one", ("one",)),
        ("… one …", ("one",)),
        ("one […] two … three", ("one", "two", "three")),
        ("one ...", ("one ...",)),
        ("…", ()),
        ("[all ours]", ()),
        ("  ", ()),
    ],
)
def test_gaps_and_our_words_part_a_quote(quote: str, parts: tuple[str, ...]) -> None:
    assert parts_of(quote) == parts


@pytest.mark.parametrize(
    "quote",
    [
        "the library shall be open on six days of every week",
        "The council's minutes say: \"the library shall",
        "week” — and that the book van",
        'week" - and that the book van',
        "In 2024, about 9,000 visits were counted",
        "about 9,000 visits",
        "2.77 a person",
        "paid £2.4m in 2025-26",
        "more than 1,273 others.",
        "The council can’t promise more",
        "it will not close a branch",
        "well-known builder repaired",
        "builder re-paired",
        "builder repaired the short-",
        "cooperative did not",
        "co-operative did not",
        "the library … every week … about 9,000 visits",
        "[It says that] the library shall be open [always] on six days",
        "minutes",
    ],
)
def test_words_of_the_text_are_found(quote: str) -> None:
    assert stands_in(quote, TEXT)


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("short- and long-term store", "the short-\nand long-term store"),
        ("a well-known man repaired it", "a well-\nknown man re-\npaired it"),
    ],
)
def test_hyphens_at_the_end_of_lines_are_read_both_ways(quote: str, text: str) -> None:
    assert stands_in(quote, text)


@pytest.mark.parametrize(
    "quote",
    [
        "the library shall be open on seven days",
        "the Library shall be open",
        "the library shall be opened",
        "the library be open",
        "open shall be the library",
        "library,shall be open",
        "it will close a branch",
        "the council can promise more",
        "nonresidents pay nothing",
        "every week … the library shall be open",
        "about 9,000 visits … In 2024",
        "the library … not in the text … 2.77 a person",
        "wellknown builder",
        "",
        "…",
        "[the library shall be open]",
    ],
)
def test_other_words_are_not_found(quote: str) -> None:
    assert not stands_in(quote, TEXT)


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("about 9", "about 9,000 visits"),
        ("a rate of 2", "a rate of 2.77 a person"),
        ("a rate of 2.7", "a rate of 2.77 a person"),
        ("12 cases were closed", "112 cases were closed"),
        ("a sum of £2", "a sum of £2.4m"),
        ("a sum of £2.4", "a sum of £2.4m"),
        ("in the year 202", "in the year 2025"),
        ("the year 2025-2", "the year 2025–26"),
        ("open the door", "reopen the door"),
        ("the door is open", "the door is opened"),
        ("the council can", "the council cannot"),
        ("the council is", "the council isn’t"),
        ("000 visits were counted", "9,000 visits were counted"),
        ("273 others were paid", "1,273 others were paid"),
        ("77 visits a person", "2.77 visits a person"),
        ("the rate is now 2.", "the rate is now 2.77 a person"),
        ("there were about 9,", "there were about 9,000 visits"),
        ("the council can", "the council can’t promise"),
        ("residents pay nothing at all", "non-residents pay nothing at all"),
        ("lawful act of theirs", "an un-\nlawful act of theirs"),
    ],
)
def test_numbers_and_words_are_whole(quote: str, text: str) -> None:
    """A quote neither begins nor ends inside a number or a word."""
    assert not stands_in(quote, text)


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("about 9", "about 9, then 10"),
        ("about 9", "about 9. RevisionContext more"),
        ("2", "1, 2, 3"),
        ("the end", "the end."),
        ("known", "“known”"),
        ("the rest", "this—the rest"),
        ("of the boys", "of the boys’ coats"),
    ],
)
def test_signs_beside_a_quote_do_not_matter(quote: str, text: str) -> None:
    assert stands_in(quote, text)


@pytest.mark.parametrize(
    ("quote", "long_enough"),
    [
        ("one two three four", True),
        ("a b c", False),
        ("uninterrupted service", True),
        ("x" * MIN_CHARACTERS, True),
        ("x" * (MIN_CHARACTERS - 1), False),
        ("a " * MIN_WORDS, True),
        ("one two … three four", True),
        ("one [and our own words here] two", False),
        ("9,000", False),
        ("", False),
        ("… [everything ours is left out here] …", False),
    ],
)
def test_length_counts_the_words_of_the_source(quote: str, long_enough: bool) -> None:
    assert is_long_enough(quote) == long_enough


@pytest.mark.parametrize("quote", ["the … of … and … in", "a … b … c … d"])
def test_every_part_of_a_quote_is_long_enough_to_be_sure_of(quote: str) -> None:
    assert not is_long_enough(quote)


@pytest.mark.parametrize(
    ("quote", "quoted", "stands"),
    [
        ("library shall be open on seven days of every", "seven", "six"),
        ("it will close a branch, and", "", "not"),
        ("the book van surely shall call at every village", "surely", ""),
        ("about 9,500 visits were counted", "9,500", "9,000"),
        ("book van shall call at each village", "each", "every"),
        ("shall be open … van shall stop at every village", "stop", "call"),
        ("In 2024, about 9", "9", "9,000"),
    ],
)
def test_a_miss_names_the_first_difference(quote: str, quoted: str, stands: str) -> None:
    """In the part that is missing, compared with the passage that begins like it."""
    near = nearest(quote, TEXT)

    assert near is not None
    assert (near.quoted, near.stands) == (quoted, stands)
    assert set(near.stands.split()) <= set(near.passage.split())


@pytest.mark.parametrize("quote", ["every pupil of both schools has a bicycle", "zebra zebra zebra zebra", "…", ""])
def test_nothing_similar_is_no_passage(quote: str) -> None:
    assert nearest(quote, TEXT) is None


def test_a_found_quote_has_no_nearest_passage() -> None:
    assert nearest("the book van shall call", TEXT) is None
    assert nearest("the book van", "") is None


words = st.text(st.sampled_from("abcXYZéß09"), min_size=1, max_size=6)
glue = st.sampled_from([" ", ", ", ". ", ' "', '" ', " - ", "-", "'", "; "])
texts = st.lists(st.tuples(words, glue), min_size=4, max_size=40).map(
    lambda pairs: "".join(word + sign for word, sign in pairs).strip(" -'\";,.")
)


def passage_of(text: str, chance: random.Random) -> str:
    """Some words of the text, cut only where white space stands."""
    whole = text.split(" ")
    start, end = sorted(chance.sample(range(len(whole) + 1), 2))
    return " ".join(whole[start:end])


def restyled(text: str, chance: random.Random) -> str:
    """The same words with other white space, quotation marks and dashes."""
    styled = "".join(chance.choice(MARKS.get(sign, sign)) for sign in text)
    return "".join(chance.choice(SPACES) if sign == " " else sign for sign in styled)


@given(st.text())
def test_levelling_twice_changes_nothing_more(text: str) -> None:
    assert level(level(text)) == level(text)


@given(st.text(st.sampled_from("ab- \n\r\t\u00ad–—‐“'`…[]9,.\u00a0\u2028")))
def test_levelling_typography_twice_changes_nothing_more(text: str) -> None:
    assert level(level(text)) == level(text)


@given(texts, st.randoms(use_true_random=False))
def test_a_passage_is_found_in_any_typography(text: str, chance: random.Random) -> None:
    """Whatever white space, quotation marks and dashes the seed and the record use."""
    passage = passage_of(text, chance)
    assume(parts_of(passage))

    assert stands_in(passage, text)
    assert stands_in(restyled(passage, chance), restyled(text, chance))


@given(texts, st.randoms(use_true_random=False))
def test_a_passage_with_a_gap_is_found(text: str, chance: random.Random) -> None:
    whole = passage_of(text, chance).split(" ")
    assume(len(whole) > 2)
    kept = [*whole[: len(whole) // 3 + 1], "…", *whole[2 * len(whole) // 3 :]]
    assume(len(kept) <= len(whole) + 1)

    assert stands_in(" ".join(kept), text)


@given(texts, st.randoms(use_true_random=False))
def test_a_passage_with_another_letter_or_digit_is_not_found(text: str, chance: random.Random) -> None:
    passage = passage_of(text, chance)
    places = [index for index, sign in enumerate(passage) if sign.isalnum()]
    assume(places)
    index = chance.choice(places)
    changed = passage[:index] + chance.choice("mnQ57") + passage[index + 1 :]

    assert not stands_in(changed, text)
    assert not stands_in(restyled(changed, chance), restyled(text, chance))


@given(texts, texts, st.sampled_from(["not", "no", "never", "cannot"]), st.randoms(use_true_random=False))
def test_a_passage_without_its_negation_is_not_found(
    before: str, after: str, negation: str, chance: random.Random
) -> None:
    text = f"{before} {negation} {after}"
    dropped = f"{before.split(' ')[-1]} {after.split(' ')[0]}"
    assume(parts_of(dropped) and dropped not in before and dropped not in after)

    assert stands_in(f"{before.split(' ')[-1]} {negation} {after.split(' ')[0]}", text)
    assert not stands_in(restyled(dropped, chance), restyled(text, chance))


@given(st.integers(0, 10**7), st.integers(1, 6))
def test_a_number_is_never_a_part_of_a_number(number: int, length: int) -> None:
    whole = f"{number:,}"
    part = whole[:length]
    assume(part != whole and part[-1] != ",")

    assert stands_in(f"about {whole} cases", f"about {whole} cases")
    assert not stands_in(f"about {part}", f"about {whole} cases")


@given(st.text(), st.text())
def test_any_quote_is_found_or_not_and_has_a_nearest_passage_or_not(quote: str, text: str) -> None:
    found, near = stands_in(quote, text), nearest(quote, text)

    assert not found or near is None or len(parts_of(quote)) > 1
    assert near is None or near.passage in level(text)


def test_a_miss_in_a_long_text_does_not_take_long() -> None:
    """A quote of 60,000 characters is no quote, and must not hang the check."""
    text = " ".join(f"word{number % 700}" for number in range(20_000))
    quote = " ".join(f"word{number % 900}" for number in range(8_000))
    started = time.process_time()
    nearest(quote, text)

    assert time.process_time() - started < 2


def test_the_nearest_passage_keeps_step_with_the_quote() -> None:
    """Without it, the words before the passage would be proposed for the first word of the quote."""
    text = "It is time for change. We will take action on all of them immediately, she said."
    near = nearest("we will take action on all of them immediatly", text)

    assert near is not None
    assert (near.quoted, near.stands) == ("we", "We")
