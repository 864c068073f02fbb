"""A text as hashes of every run of six words: enough to check a quote word for word, and no copy of the text.

One line stands for one word: the hash of the six words that begin there, with everything between them. Because the
lines are in the order of the text, a quote is found only where all its runs stand one behind the other, and nothing
inside it can differ by a letter, a digit or a sign. What stands between two words is written behind the hash when it
is not one space, so that the edges of a quote are as strict as in a held text: a quote neither begins nor ends inside
a word or number, and the signs at its ends must be there. A part of a quote with fewer than six words is refused.

The hashes are no secret writing: whoever has the page can make them again, and whoever guesses a run can test it.
"""

from __future__ import annotations

import functools
import hashlib
import json
import re
from dataclasses import dataclass

from macros.read.quotes import Reading, level, parts_of, readings

RUN = 6
HEAD = "tracker fingerprint 1"
_NEXT_READING = "reading"
_ATOM = re.compile(r"[^\W_]+")
_LINE = re.compile(r"(?P<hash>[0-9a-f]{12}|-)(?: (?P<cuts>[0-9,]+|-) (?P<gap>\".*\"))?")


class Unreadable(ValueError):
    """The file is no fingerprint of this source."""


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands between two words, and the places in it at which a quote may begin or end."""

    signs: str
    cuts: frozenset[int]


@dataclass(frozen=True, slots=True)
class Runs:
    """One reading of a text: the hash of the run that begins at each word, and the gap before each and the last."""

    hashes: tuple[str, ...]
    gaps: tuple[Gap, ...]


_SPACE = Gap(" ", frozenset((0, 1)))


def make(source: str, text: str) -> str:
    """The fingerprint of a text. `source` is the id of its source; the same words of another source hash otherwise."""
    blocks = ["\n".join(_lines(source, reading)) for reading in readings(text)]
    return f"{HEAD} {source}\n" + f"\n{_NEXT_READING}\n".join(blocks) + "\n"


def _lines(source: str, reading: Reading) -> list[str]:
    words = [match.span() for match in _ATOM.finditer(reading.text)]
    edges = [0, *(end for _, end in words)], [*(start for start, _ in words), len(reading.text)]
    gaps = [_written(reading, start, end) for start, end in zip(*edges, strict=True)]
    runs = [_hash(source, reading.text[words[at][0] : words[at + RUN - 1][1]]) for at in range(len(words) - RUN + 1)]
    runs += ["-"] * (len(gaps) - len(runs))
    return [run + gap for run, gap in zip(runs, gaps, strict=True)]


def _written(reading: Reading, start: int, end: int) -> str:
    gap = reading.text[start:end]
    cuts = [str(at - start) for at in range(start, end + 1) if reading.may_cut(at)]
    if gap == " " and len(cuts) == len(_SPACE.cuts):
        return ""
    return f" {','.join(cuts) or '-'} {json.dumps(gap, ensure_ascii=False)}"


def _hash(source: str, run: str) -> str:
    return hashlib.sha256(f"{source}\n{run}".encode()).hexdigest()[:12]


@functools.lru_cache(maxsize=64)
def parsed(source: str, fingerprint: str) -> tuple[Runs, ...]:
    """The readings in a fingerprint.

    Raises:
        Unreadable: it is no fingerprint, or that of another source.
    """
    head, _, body = fingerprint.partition("\n")
    if head != f"{HEAD} {source}":
        raise Unreadable(f"its first line is not {HEAD + ' ' + source!r}")
    return tuple(_runs(block.splitlines()) for block in body.rstrip("\n").split(f"\n{_NEXT_READING}\n"))


def _runs(lines: list[str]) -> Runs:
    found = [_LINE.fullmatch(line) for line in lines]
    if not all(found):
        raise Unreadable(f"line {found.index(None) + 2} is not a hash of 12 signs")
    return Runs(tuple(line["hash"] for line in found if line), tuple(_gap(line) for line in found if line))


def _gap(line: re.Match[str]) -> Gap:
    if not line["gap"]:
        return _SPACE
    cuts = () if line["cuts"] == "-" else map(int, line["cuts"].split(","))
    try:
        return Gap(str(json.loads(line["gap"])), frozenset(cuts))
    except ValueError:
        raise Unreadable(f"{line[0]!r} does not say what stands before the word") from None


def is_long_enough(quote: str) -> bool:
    """Whether every part of the quote has a whole run of words; a shorter one cannot be checked."""
    parts = parts_of(quote)
    return bool(parts) and all(len(_ATOM.findall(part)) >= RUN for part in parts)


def stands_in(quote: str, source: str, fingerprint: str) -> bool:
    """Whether every part of the quote stands in the text, one after the other, as strictly as in a held text."""
    return any(_in_order(parts_of(quote), source, runs) for runs in parsed(source, fingerprint))


def _in_order(parts: tuple[str, ...], source: str, runs: Runs) -> bool:
    word, used = 0, 0
    for part in parts:
        found = _find(part, source, runs, word, used)
        if found is None:
            return False
        word, used = found
    return bool(parts)


def _find(part: str, source: str, runs: Runs, word: int, used: int) -> tuple[int, int] | None:
    """The word behind the first place of the part and how much of the gap before that word it takes, or None.

    `used` is how much of the gap before `word` an earlier part took.
    """
    words = [match.span() for match in _ATOM.finditer(part)]
    wanted = [_hash(source, part[words[at][0] : words[at + RUN - 1][1]]) for at in range(len(words) - RUN + 1)]
    if not wanted:
        return None
    before, after = part[: words[0][0]], part[words[-1][1] :]
    for at in range(word, len(runs.hashes) - len(words)):
        taken = used if at == word else 0
        if (
            runs.hashes[at] == wanted[0]
            and list(runs.hashes[at : at + len(wanted)]) == wanted
            and _begins(runs.gaps[at], before, taken)
            and _ends(runs.gaps[at + len(words)], after)
        ):
            return at + len(words), len(after)
    return None


def _begins(gap: Gap, signs: str, taken: int) -> bool:
    start = len(gap.signs) - len(signs)
    return start >= taken and gap.signs.endswith(signs) and start in gap.cuts


def _ends(gap: Gap, signs: str) -> bool:
    return gap.signs.startswith(signs) and len(signs) in gap.cuts


def standing_words(quote: str, source: str, fingerprint: str) -> int:
    """How many words of the first part that is not found do stand in the text, from its beginning on; 0 for none."""
    for part in parts_of(quote):
        if not stands_in(part, source, fingerprint):
            ends = [match.end() for match in _ATOM.finditer(level(part))]
            fits = (
                count
                for count in range(len(ends), RUN - 1, -1)
                if _starts_in(part[: ends[count - 1]], source, fingerprint)
            )
            return next(fits, 0)
    return 0


def _starts_in(part: str, source: str, fingerprint: str) -> bool:
    """Like `stands_in` for one part, wherever it ends: for messages only."""
    words = [match.span() for match in _ATOM.finditer(part)]
    wanted = [_hash(source, part[words[at][0] : words[at + RUN - 1][1]]) for at in range(len(words) - RUN + 1)]
    for runs in parsed(source, fingerprint):
        for at in range(len(runs.hashes) - len(wanted) + 1):
            if list(runs.hashes[at : at + len(wanted)]) == wanted:
                return True
    return False
