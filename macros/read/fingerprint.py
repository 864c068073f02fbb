"""A text as hashes of every run of six words: enough to check a quote word for word, and no copy of the text.

One line stands for one word: the hash of the six words that begin there, with everything between them. Because the
lines are in the order of the text, a quote is found only where all its runs follow each other, and nothing inside it
can differ by a letter, a digit or a mark. What stands before a word is written behind its hash when it is
not one space, with the places at which a quote may begin or end there, so that the edges of a quote are as strict as in
a held text. A part of a quote with fewer than six words is refused.

The hashes are no secret writing: whoever has the page can make them again, and whoever guesses a run can test it.
"""

from __future__ import annotations

import functools
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from macros.read.quotes import Reading, level, parts_of, readings

RUN = 6
HEAD = "tracker fingerprint 2"
_READING = "reading"
_ATOM = re.compile(r"[^\W_]+")
_LINE = re.compile(r'([0-9a-f]{12}|-)(?: (\[".*", \[[0-9, ]*\]\]))?')
_SPACE: list[Any] = [" ", [0, 1]]
# The hash of the run that begins at a word, what stands before the word, and where a quote may begin or end in that.
Word = tuple[str, str, frozenset[int]]


class Unreadable(ValueError):
    """The file is no fingerprint of this source."""


def make(source: str, text: str) -> str:
    """The fingerprint of a text. `source` is the id of its source; the same words of another source hash otherwise."""
    lines = (line for reading in readings(text) for line in (_READING, *_lines(source, reading)))
    return "\n".join([f"{HEAD} {source}", *lines]) + "\n"


def _lines(source: str, reading: Reading) -> Iterator[str]:
    words, text = _words(reading.text), reading.text
    hashes = _hashes(source, text)
    edges = zip([0, *(end for _, end in words)], [*(start for start, _ in words), len(text)], strict=True)
    for index, (start, end) in enumerate(edges):
        gap = [text[start:end], [at - start for at in range(start, end + 1) if reading.may_cut(at)]]
        line = hashes[index] if index < len(hashes) else "-"
        yield line if gap == _SPACE else f"{line} {json.dumps(gap, ensure_ascii=False)}"


def _words(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _ATOM.finditer(text)]


def _hashes(source: str, text: str) -> list[str]:
    words = _words(text)
    runs = (text[words[at][0] : words[at + RUN - 1][1]] for at in range(len(words) - RUN + 1))
    return [hashlib.sha256(f"{source}\n{run}".encode()).hexdigest()[:12] for run in runs]


@functools.lru_cache(maxsize=64)
def parsed(source: str, fingerprint: str) -> tuple[tuple[Word, ...], ...]:
    """The readings in a fingerprint.

    Raises:
        Unreadable: it is no fingerprint, or that of another source.
    """
    head, *lines = fingerprint.split("\n")
    if head != f"{HEAD} {source}":
        raise Unreadable(f"its first line is not {HEAD + ' ' + source!r}")
    found: list[list[Word]] = []
    for number, line in enumerate(lines[:-1], 2):
        if line == _READING:
            found.append([])
        elif not found or not (match := _LINE.fullmatch(line)):
            raise Unreadable(f"line {number} is not a hash of 12 characters")
        else:
            found[-1].append(_word(match))
    return tuple(map(tuple, found))


def _word(line: re.Match[str]) -> Word:
    try:
        gap, cuts = json.loads(line[2]) if line[2] else _SPACE
    except ValueError:
        raise Unreadable(f"{line[0]!r} does not say what stands before the word") from None
    return line[1], gap, frozenset(cuts)


def is_long_enough(quote: str) -> bool:
    """Whether every part of the quote has a whole run of words; a shorter one cannot be checked."""
    parts = parts_of(quote)
    return bool(parts) and all(len(_words(part)) >= RUN for part in parts)


def stands_in(quote: str, source: str, fingerprint: str) -> bool:
    """Whether every part of the quote stands in the text, one after the other, as strictly as in a held text."""
    return any(_in_order(parts_of(quote), source, words) for words in parsed(source, fingerprint))


def _in_order(parts: tuple[str, ...], source: str, words: Sequence[Word]) -> bool:
    at, used = 0, 0  # the word to go on from, and how much of what stands before it an earlier part took
    for part in parts:
        spans, hashes = _words(part), _hashes(source, part)
        if not hashes:
            return False
        before, after = part[: spans[0][0]], part[spans[-1][1] :]
        found = (place for place in _places(hashes, words, at) if _ends(words[place + len(spans)], after))
        first = next((place for place in found if _begins(words[place], before, used if place == at else 0)), None)
        if first is None:
            return False
        at, used = first + len(spans), len(after)
    return bool(parts)


def _places(hashes: list[str], words: Sequence[Word], start: int) -> Iterator[int]:
    """The words, from `start` on, at which runs with these hashes follow each other."""
    for at in range(start, len(words) - len(hashes) - RUN + 1):
        if all(words[at + index][0] == wanted for index, wanted in enumerate(hashes)):
            yield at


def _begins(word: Word, marks: str, taken: int) -> bool:
    start = len(word[1]) - len(marks)
    return start >= taken and word[1].endswith(marks) and start in word[2]


def _ends(word: Word, marks: str) -> bool:
    return word[1].startswith(marks) and len(marks) in word[2]


def standing_words(quote: str, source: str, fingerprint: str) -> int:
    """How many words of the first part that is not found do stand in the text, from its beginning on; 0 for none."""
    known = parsed(source, fingerprint)
    missing = next((part for part in parts_of(quote) if not stands_in(part, source, fingerprint)), "")
    hashes = _hashes(source, level(missing))
    lengths = range(len(hashes), 0, -1)
    return next(
        (size + RUN - 1 for size in lengths for words in known if any(True for _ in _places(hashes[:size], words, 0))),
        0,
    )
