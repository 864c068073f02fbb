"""Whether a quote stands word for word in a stored text.

Only white space, quotation marks, dashes and line-break hyphens are levelled; letters, digits and negations stay
exact. `…` joins parts that must each be found, in order; `[ ]` holds our own words.
"""

from __future__ import annotations

import difflib
import functools
import operator
import re
from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

MIN_WORDS = 4
MIN_CHARACTERS = 20
_PART_WORDS = 2
_PART_CHARACTERS = 10
_COMPARED_WORDS = 60
_COMPARED_PASSAGES = 20
_AROUND = "\"'()[].,;:!?-"
# Two characters that no text holds. A long dash is a `-` like any other to compare, but it parts words where a hyphen
# joins them; and after a hyphen at a line's end stands a space that may not be there.
_LONG, _HANGING = "\ufdd0", "\ufdd1"
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‘’‚‛′`", "'"),
        **dict.fromkeys("‐‑‒–−", "-"),
        **dict.fromkeys("—―", _LONG),
        **dict.fromkeys((_LONG, _HANGING), " "),
        "\u00ad": "",
    }
)
_BROKEN_WORD = re.compile(r"(?<=\w)-[ \t]*\r?\n[ \t]*(?=\w)")
_SOFT_BREAK = re.compile(r"\u00ad[ \t]*\r?\n[ \t]*(?=\w)")
_LAST_WORD, _FIRST_WORD = re.compile(r"\w+$"), re.compile(r"\w+")
_PART_LENGTH = 40  # letters; no half of a word is longer
_GAP = re.compile(r"…|\[[^\]]*\]")
# What cannot be cut without changing what it says: `can't`, `non-resident`, `1,273`, `£2.4m`, `5%`.
_WHOLE = re.compile(r"(?:[£$€](?=\d))?[^\W_]+(?:(?:'|-\ufdd1?|(?<=\d)[.,](?=\d))[^\W_]+)*(?:(?<=\d)%)?")


@dataclass(frozen=True, slots=True)
class Reading:
    """A levelled text; `marked` is the same, character for character, with marks for the words that must stay whole."""

    text: str
    marked: str

    def may_cut(self, at: int) -> bool:
        """Whether a quote may begin or end here: not inside a word or number, none of which holds a space."""
        words = _WHOLE.finditer(self.marked, self.marked.rfind(" ", 0, at) + 1)
        return next((word.start() >= at for word in words if word.end() > at), True)


class Nearest(NamedTuple):
    """The passage of a text that comes closest to a quote, and the first words in which they differ."""

    passage: str
    quoted: str
    stands: str


def level(text: str) -> str:
    """The text with its typography levelled; a word broken by a hyphen at a line's end is joined."""
    return _marked(text, "").replace(_LONG, "-")


def _marked(text: str, for_break: str) -> str:
    """The levelled text in which long dashes are still told apart; a hyphen and line break give `for_break`."""
    return " ".join(_BROKEN_WORD.sub(for_break, _signs(text)).split())


def _signs(text: str) -> str:
    """The text with its quotation marks and dashes levelled, and its lines as they were."""
    return _SOFT_BREAK.sub("", text).translate(_SIGNS)


@functools.lru_cache(maxsize=2048)  # texts are asked for in the order of the promises that quote them, again and again
def readings(text: str) -> tuple[Reading, ...]:
    """Every reading of the hyphens at line ends: inside a word, as part of it, and hanging before a space."""
    marked = dict.fromkeys(_marked(text, for_break) for for_break in ("", "-", f"-{_HANGING}"))
    return tuple(_reading(text) for text in marked)


def _reading(marked: str) -> Reading:
    return Reading(marked.replace(_LONG, "-").replace(_HANGING, " "), marked)


@functools.lru_cache(maxsize=1024)  # several rules ask about one quote, and then the links to it
def parts_of(quote: str) -> tuple[str, ...]:
    """The parts of a quote that must each be found: what stands between `…` and around `[ ]`."""
    return tuple(part for part in map(level, _GAP.split(quote)) if part)


def is_long_enough(quote: str) -> bool:
    """At least four words or twenty characters of the source's own, and no loose word between two gaps."""
    parts = parts_of(quote)
    words = " ".join(parts)
    loose = any(len(part.split()) < _PART_WORDS and len(part) < _PART_CHARACTERS for part in parts)
    return (len(words.split()) >= MIN_WORDS or len(words) >= MIN_CHARACTERS) and not loose


def stands_in(quote: str, text: str) -> bool:
    """Whether every part of the quote stands in the text as whole words, one after the other."""
    parts = parts_of(quote)
    return any(_in_order(parts, reading) for reading in readings(text)) or _in_order(parts, _fitted(text, parts))


def _fitted(text: str, parts: tuple[str, ...]) -> Reading:
    """The reading in which each hyphen at a line's end is the one that the quote has: one text may need several."""
    quoted, signs = " ".join(parts), _signs(text)

    def joint(broken: re.Match[str]) -> str:
        before = _LAST_WORD.search(signs, max(0, broken.start() - _PART_LENGTH), broken.start())
        after = _FIRST_WORD.match(signs, broken.end(), broken.end() + _PART_LENGTH)
        halves = (before[0] if before else "", after[0] if after else "")
        return next((sign for sign in ("-", "") if sign.join(halves) in quoted), f"-{_HANGING}")

    return _reading(" ".join(_BROKEN_WORD.sub(joint, signs).split()))


def _in_order(parts: tuple[str, ...], reading: Reading) -> bool:
    position = 0
    for part in parts:
        found = _find(part, reading, position)
        if found < 0:
            return False
        position = found + len(part)
    return bool(parts)


def _find(part: str, reading: Reading, start: int) -> int:
    """The first place, from `start` on, where the part stands and does not begin or end inside a word or number."""
    found = reading.text.find(part, start)
    while found >= 0 and not (reading.may_cut(found) and reading.may_cut(found + len(part))):
        found = reading.text.find(part, found + 1)
    return found


def nearest(quote: str, text: str) -> Nearest | None:
    """The passage closest to the first part that is not found; None when nothing is similar."""
    reading = readings(text)[0]
    missing = next((part for part in parts_of(quote) if _find(part, reading, 0) < 0), None)
    if missing is None:
        return None
    wanted, words = missing.split()[:_COMPARED_WORDS], reading.text.split()
    starts, alike = _likeliest(_bare(wanted), _bare(words))
    if alike * 2 < len(wanted):
        return None
    best = max(starts, key=lambda at: _sameness(wanted, words[at : at + len(wanted)]))
    return _difference(wanted, words[best : best + len(wanted)])


def _bare(words: list[str]) -> list[str]:
    """The words without the punctuation around them."""
    return [word.strip(_AROUND) or word for word in words]


def _likeliest(wanted: list[str], words: list[str]) -> tuple[list[int], int]:
    """Where the passages begin that share most different words with what is wanted, and how many they share."""
    known, inside, length = set(wanted), Counter[str](), len(wanted)
    starts, most = [0], 0
    for end, word in enumerate(words):
        inside[word] += word in known
        if end >= length:
            inside[words[end - length]] -= words[end - length] in known
        inside += Counter()  # drops what is at zero
        start = max(0, end - length + 1)
        if len(inside) > most:
            starts, most = [start], len(inside)
        elif len(inside) == most and len(starts) < _COMPARED_PASSAGES:
            starts.append(start)
    return starts, most


def _sameness(wanted: list[str], passage: list[str]) -> tuple[bool, float, int]:
    """How alike they are; a passage that begins with the same word is preferred, then one that keeps step with it."""
    one, other = _bare(wanted), _bare(passage)
    ratio = difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()
    return one[:1] == other[:1], ratio, sum(map(operator.eq, one, other))


def _difference(wanted: list[str], passage: list[str]) -> Nearest:
    match = difflib.SequenceMatcher(None, _bare(wanted), _bare(passage), autojunk=False)
    changes = [code for code in match.get_opcodes() if code[0] != "equal"]
    _, start, end, there, until = changes[0] if changes else ("", 0, len(wanted), 0, len(passage))
    return Nearest(" ".join(passage), " ".join(wanted[start:end]), " ".join(passage[there:until]))
