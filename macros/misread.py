"""Why a text is no YAML that we read, in our words: what libyaml reports, what it means, and what mends it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, NamedTuple

import yaml

from macros.signs import UNSEEN_FIX, UNSEEN_FOUND


class Mark(NamedTuple):
    """A place in a text, line and column counted from 0."""

    line: int
    column: int


class Meaning(NamedTuple):
    """What was found and the smallest change that mends it; `at_start` when it stands where its text begins."""

    found: str
    fix: str
    at_start: bool = False


@dataclass(frozen=True, slots=True)
class Misread:
    """One reason why a text cannot be read, and where."""

    mark: Any
    found: str
    fix: str


OWN_SIGN = "a text begins with `*` or `&`, the signs of an anchor and an alias"
INVISIBLE = Meaning(UNSEEN_FOUND, UNSEEN_FIX)
_QUOTE = "put the text in quotation marks"
_CLOSE = "close it where the text or list ends"
_TAB = Meaning("a tab stands where spaces must indent", "replace the tab by spaces")
_NO_TOKEN, _NO_KEY = "found character that cannot start any token", "did not find expected key"
_PLACE_LOST = Meaning(
    "the indentation fits no line above, or a quotation mark is not closed",
    "compare the line with the record in CONTRIBUTING.md",
)
_AFTER_QUOTATION = Meaning(
    "a text goes on behind its closing quotation mark",
    "put the whole text between quotation marks, and write one inside it twice",
)
_MEANINGS = {
    "could not find expected ':'": Meaning(
        "a line has no `key: value`, or a long text is not indented",
        "write a space after the colon; for a long text, mend the indentation",
    ),
    "mapping values are not allowed in this context": Meaning(
        "a second `: ` stands in one line", f"{_QUOTE}, or on its own line below `>-`"
    ),
    _NO_KEY: _PLACE_LOST,
    "did not find expected alphabetic or numeric character": Meaning(OWN_SIGN, _QUOTE, at_start=True),
    _NO_TOKEN: Meaning("a text begins with `@`, `%` or a grave accent", _QUOTE),
    "did not find expected node content": Meaning("a text begins with `]`, `}` or a comma", _QUOTE),
    "found undefined tag handle": Meaning("a text begins with `!`", _QUOTE),
    "found unknown escape character": Meaning(
        "a backslash stands between double quotation marks", "use single quotation marks, or write it twice"
    ),
    "found invalid Unicode character escape code": Meaning(
        "the escape behind this backslash is no character", "type the character itself"
    ),
    "did not find expected '-' indicator": Meaning(
        "a list item, or a key of one, is not indented like those above it",
        "begin an item below the dash above, and a key below the first key of its item",
    ),
    "block sequence entries are not allowed in this context": Meaning(
        "a list begins beside its key", "write each item on a line of its own below the key"
    ),
    "did not find expected comment or line break": Meaning(
        "a text stands beside the sign `>` or `|`", "begin it on the next line, indented"
    ),
    "did not find expected <document start>": Meaning(
        "a text stands after the end of the record", "remove the line `...`"
    ),
    "found unknown directive name": Meaning("a line begins with `%`", "remove the line", at_start=True),
    "did not find expected ',' or ']'": Meaning("a bracket `[` is never closed", _CLOSE, at_start=True),
    "did not find expected ',' or '}'": Meaning("a brace `{` is never closed", _CLOSE, at_start=True),
    "found a tab character that violates indentation": _TAB,
    "found a tab character where an indentation space is expected": _TAB,
    "found unexpected end of stream": Meaning("a quotation mark or bracket is never closed", _CLOSE, at_start=True),
}
_UNKNOWN = Meaning("the text is no YAML from here on", "compare the line with the record in CONTRIBUTING.md")
_CONFLICT = re.compile("^<{7} ", re.MULTILINE)
_UNFINISHED_MERGE = Meaning(
    "two versions of these lines stand here: a merge was not finished",
    "keep what belongs in the record, and remove the lines that begin with <<<<<<<, ======= and >>>>>>>",
)
# What YAML allows in no text; half of a pair of surrogates is no character at all.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def misread(error: Exception, text: str) -> Misread:
    """What an error of the YAML reader means. An error without a mark is about a forbidden character."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return Misread(_forbidden_at(text), *INVISIBLE[:2])
    if conflict := _CONFLICT.search(text):
        return Misread(Mark(text.count("\n", 0, conflict.start()), 0), *_UNFINISHED_MERGE[:2])
    mark = error.problem_mark or error.context_mark
    meaning = _meaning(error.problem or "", mark, text.split("\n"))
    return Misread(error.context_mark or mark if meaning.at_start else mark, meaning.found, meaning.fix)


def _forbidden_at(text: str) -> Mark:
    found = _FORBIDDEN.search(text)
    before = text[: found.start()] if found else ""
    return Mark(before.count("\n"), len(before) - before.rfind("\n") - 1)


def _meaning(problem: str, mark: Any, lines: list[str]) -> Meaning:
    line = lines[mark.line] if mark and mark.line < len(lines) else ""
    if problem == _NO_TOKEN and line[mark.column :].startswith("\t"):
        return _TAB
    if problem == _NO_KEY and line[: mark.column].rstrip().endswith(("'", '"')):
        return _AFTER_QUOTATION
    if problem == _NO_KEY and (like := _line_like(lines, mark.line)):
        return _PLACE_LOST._replace(fix=f"give it the indentation of line {like}, or close the quotation mark above")
    return _MEANINGS.get(problem, _UNKNOWN)


def _line_like(lines: list[str], here: int) -> int:
    """The nearest line above that begins alike, with a dash or with a key, and nearly as far in; 0 for none."""
    line = lines[here] if here < len(lines) else ""
    for above in range(here - 1, -1, -1):
        other = lines[above]
        is_alike = other.lstrip().startswith("-") == line.lstrip().startswith("-")
        is_alike = is_alike and other.strip()[:1] not in ("", "#")
        if is_alike and abs(_column(other) - _column(line)) in (1, 2, 3):
            return above + 1
    return 0


def _column(line: str) -> int:
    return len(line) - len(line.lstrip())
