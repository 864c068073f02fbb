"""Whether a quote stands word for word in a stored text.

Only white space, quotation marks, dashes and line-break hyphens are levelled; letters, digits and negations stay
exact. `…` joins parts that must each be found, in order; `[ ]` holds our own words.
"""

from __future__ import annotations

import difflib
import functools
import re
from dataclasses import dataclass

MIN_WORDS = 4
MIN_CHARACTERS = 20
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‘’‚‛′`", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "\u00ad": "",
    }
)
_SPACE = re.compile(r"\s+")
_BROKEN_WORD = re.compile(r"(?<=\w)-[ \t]*\r?\n[ \t]*(?=\w)")
_GAP = re.compile(r"…|\[[^\]]*\]")


@dataclass(frozen=True, slots=True)
class Nearest:
    """The passage of a text that comes closest to a quote, and the first words in which they differ."""

    passage: str
    quoted: str
    stands: str


def level(text: str) -> str:
    """The text with its typography levelled; a word broken by a hyphen at a line's end is joined."""
    return _SPACE.sub(" ", _BROKEN_WORD.sub("", text.translate(_SIGNS))).strip()


@functools.lru_cache(maxsize=256)
def _levelled(text: str) -> tuple[str, ...]:
    """Both readings of a hyphen at a line's end: as a break inside a word, and as part of it."""
    kept = _SPACE.sub(" ", _BROKEN_WORD.sub("-", text.translate(_SIGNS))).strip()
    return tuple(dict.fromkeys((level(text), kept)))


@functools.lru_cache(maxsize=1024)
def parts_of(quote: str) -> tuple[str, ...]:
    """The parts of a quote that must each be found: what stands between `…` and around `[ ]`."""
    return tuple(part for part in map(level, _GAP.split(quote)) if part)


def is_long_enough(quote: str) -> bool:
    """At least four words or twenty characters of the source's own."""
    words = " ".join(parts_of(quote))
    return len(words.split()) >= MIN_WORDS or len(words) >= MIN_CHARACTERS


def stands_in(quote: str, text: str) -> bool:
    """Whether every part of the quote stands in the text as whole words, one after the other."""
    return any(_in_order(parts_of(quote), reading) for reading in _levelled(text))


def _in_order(parts: tuple[str, ...], text: str) -> bool:
    position = 0
    for part in parts:
        found = _find(part, text, position)
        if found < 0:
            return False
        position = found + len(part)
    return bool(parts)


def _find(part: str, text: str, start: int) -> int:
    """The first place, from `start` on, where the part stands and does not begin or end inside a word or number."""
    found = text.find(part, start)
    while found >= 0 and not _is_whole(part, text, found):
        found = text.find(part, found + 1)
    return found


def _is_whole(part: str, text: str, found: int) -> bool:
    end = found + len(part)
    before = found > 0 and text[found - 1].isalnum() and part[0].isalnum()
    after = end < len(text) and part[-1].isalnum() and (text[end].isalnum() or _number_goes_on(text, end))
    return not before and not after


def _number_goes_on(text: str, end: int) -> bool:
    """Whether a number continues here: `9` in `9,000` and `2` in `2.77` are not the whole number."""
    return text[end - 1].isdigit() and text[end] in ",." and text[end + 1 : end + 2].isdigit()


def nearest(quote: str, text: str) -> Nearest | None:
    """The passage closest to the first part that is not found; None when nothing is similar."""
    levelled = level(text)
    missing = next((part for part in parts_of(quote) if _find(part, levelled, 0) < 0), None)
    if missing is None:
        return None
    wanted, words = missing.split(), levelled.split()
    best = max(range(max(1, len(words) - len(wanted) + 1)), key=lambda at: _alike(wanted, words[at : at + len(wanted)]))
    passage = words[best : best + len(wanted)]
    return _difference(wanted, passage) if _alike(wanted, passage) * 2 >= len(wanted) else None


def _alike(wanted: list[str], passage: list[str]) -> int:
    return len(set(wanted) & set(passage))


def _difference(wanted: list[str], passage: list[str]) -> Nearest:
    match = difflib.SequenceMatcher(None, wanted, passage, autojunk=False)
    changes = [code for code in match.get_opcodes() if code[0] != "equal"]
    _, start, end, there, until = changes[0] if changes else ("", 0, len(wanted), 0, len(passage))
    return Nearest(" ".join(passage), " ".join(wanted[start:end]), " ".join(passage[there:until]))
