"""YAML text to plain values: strict, shallow and never evaluated; and what is wrong with a text, in our words.

We read libyaml's events, not its nodes: so the limit of nesting is ours, anchors and tags are refused where they stand,
and no resolver is needed, because every scalar is the text that was typed. What libyaml reports about a text that is no
YAML is told with what it means and what mends it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

import yaml

from macros.read.characters import UNSEEN_FIX, UNSEEN_FOUND, unfit
from macros.read.problems import LONGEST_REPEATED, Place, Problem, printable, repeated


class Mark(NamedTuple):
    """A place in a text, line and column counted from 0."""

    line: int
    column: int


class Meaning(NamedTuple):
    """What was found and the smallest change that mends it; `at_start` when it stands where its text begins."""

    found: str
    fix: str
    at_start: bool = False


class Refused(Exception):
    """The text is not of the strict subset, or no YAML at all; it cannot be read further."""

    def __init__(self, mark: Any, found: str, fix: str) -> None:
        self.mark, self.found, self.fix = mark, found, fix
        super().__init__(found)


OWN_SIGN = "a text begins with `*` or `&`, the signs of an anchor and an alias"
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


def misread(error: Exception, text: str) -> Refused:
    """What an error of the YAML reader means. An error without a mark is about a forbidden character."""
    if not isinstance(error, yaml.MarkedYAMLError):
        found = _FORBIDDEN.search(text)
        return Refused(_mark(text, found.start() if found else 0), UNSEEN_FOUND, UNSEEN_FIX)
    if conflict := _CONFLICT.search(text):
        return Refused(_mark(text, conflict.start()), *_UNFINISHED_MERGE[:2])
    mark = error.problem_mark or error.context_mark
    meaning = _meaning(error.problem or "", mark, text.split("\n"))
    return Refused(error.context_mark or mark if meaning.at_start else mark, meaning.found, meaning.fix)


def _mark(text: str, index: int) -> Mark:
    return Mark(text.count("\n", 0, index), index - text.rfind("\n", 0, index) - 1)


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
    bare = line.lstrip()
    for above in range(here - 1, -1, -1):
        other = lines[above].lstrip()
        is_alike = other.startswith("-") == bare.startswith("-") and other[:1] not in ("", "#")
        if is_alike and abs(len(lines[above]) - len(other) - len(line) + len(bare)) in (1, 2, 3):
            return above + 1
    return 0


Tree: TypeAlias = "str | list[Tree] | dict[str, Tree] | None"
FieldPath: TypeAlias = tuple[str | int, ...]
MAX_DEPTH = 12
# Keys, dates, ids and codes stand in thousands of records; one copy of each is enough. Sentences are longer.
_OFTEN_SEEN = 32
# One space before `#` is how people write in a sentence, and YAML would drop what follows; a comment has two or more.
_COMMENT = re.compile("[ \t]#")
# What a text without other letters than ours can hold that nobody sees; all else is looked at where there are others.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOTHING = ("", "~", "null", "Null", "NULL")


@dataclass(slots=True)
class Composed:
    """What one text gave: its values, its faults, and, when asked for, line and column of every field."""

    path: str
    data: Tree = None
    problems: list[Problem] = field(default_factory=list)
    marks: dict[FieldPath, tuple[int, int]] = field(default_factory=dict)


def compose(text: str, path: str, *, with_marks: bool = False) -> Composed:
    """Read one YAML text. A fault that ends the reading is among the problems, never raised."""
    composed = Composed(path)
    events = yaml.parse(text, Loader=_LOADER)
    try:
        next(events)  # the start of the stream
        if isinstance(next(events), yaml.DocumentStartEvent):
            composed.data = _Builder(composed, events, text, with_marks).value(next(events), ())
            _only_one(events)
        _refuse_unfit_comments(text)
    except (Refused, yaml.YAMLError, UnicodeEncodeError) as error:
        refused = error if isinstance(error, Refused) else misread(error, text)
        composed.data = None
        composed.problems.append(_problem(path, refused.mark, refused.found, refused.fix))
    return composed


def _refuse_unfit(event: Any) -> None:
    """Characters that no value and no key may hold, typed as they are or as an escape."""
    is_plain = event.value.isascii() and not _CONTROL.search(event.value)
    if not is_plain and (sign := unfit(event.value)):
        raise Refused(event.start_mark, sign.found, sign.fix)


def _refuse_unfit_comments(text: str) -> None:
    """The same characters outside the values: in comments, which people read as well."""
    plain = "" if text.isascii() else text.removeprefix("\ufeff").replace("\r\n", "\n")
    if plain and (sign := unfit(plain)):
        raise Refused(_mark(plain, sign.index), sign.found, sign.fix)


def _only_one(events: Iterator[Any]) -> None:
    next(events)  # the end of the document
    if isinstance(following := next(events, None), yaml.DocumentStartEvent):
        fix = "remove the line `---` and keep one record a file"
        raise Refused(following.start_mark, "a second document begins", fix)


def _problem(path: str, mark: Any, found: str, fix: str, name: str = "") -> Problem:
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return Problem(Place(path, line, column, name), "SHP002", found, "plain YAML: keys, lists and text", fix)


class _Builder:
    """Turns the events of one document into values."""

    def __init__(self, composed: Composed, events: Iterator[Any], text: str, with_marks: bool) -> None:
        self.composed, self.events, self.text, self.with_marks = composed, events, text, with_marks

    def value(self, event: Any, path: FieldPath) -> Tree:
        """The value that begins with this event; `path` is where it stands."""
        if event.anchor or event.tag or len(path) > MAX_DEPTH:  # an alias is one of an anchor
            self._refuse(event, path)
        if self.with_marks:
            self.composed.marks[path] = (event.start_mark.line + 1, event.start_mark.column + 1)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return [self.value(item, (*path, index)) for index, item in enumerate(self._items(yaml.SequenceEndEvent))]
        return self._mapping(path)

    def _scalar(self, event: Any) -> str | None:
        _refuse_unfit(event)
        if event.implicit[0] and event.value in _NOTHING:
            return None
        if not event.style and " " in event.value and _COMMENT.match(self.text, event.end_mark.index):
            found = "` #` stands in the text, and what follows it would be lost as a comment"
            raise Refused(event.end_mark, found, "put the text in quotation marks, or two spaces before a comment")
        return sys.intern(event.value) if len(event.value) <= _OFTEN_SEEN else str(event.value)

    def _mapping(self, path: FieldPath) -> dict[str, Tree]:
        found: dict[str, Tree] = {}
        again: list[Any] = []
        for event in self._items(yaml.MappingEndEvent):
            key = self._key(event)
            if key in found:
                again.append(event)
                self._passed_over((*path, key))
                continue
            found[key] = self.value(next(self.events), (*path, key))
            if self.with_marks:
                self.composed.marks[(*path, key)] = (event.start_mark.line + 1, event.start_mark.column + 1)
        self._repeated(again, path)
        return found

    def _passed_over(self, path: FieldPath) -> None:
        """Read the value of a repeated key and keep nothing of it: the places are those of the first."""
        with_marks, self.with_marks = self.with_marks, False
        self.value(next(self.events), path)
        self.with_marks = with_marks

    def _items(self, end: type) -> Iterator[Any]:
        for event in self.events:
            if isinstance(event, end):
                return
            yield event

    def _key(self, event: Any) -> str:
        if event.anchor or event.tag:
            self._refuse(event, ())
        if not isinstance(event, yaml.ScalarEvent):
            raise Refused(event.start_mark, "a key is itself a list or a record", "write the key as one word")
        _refuse_unfit(event)
        if event.value == "<<":
            raise Refused(event.start_mark, "a merge key `<<`", "write the values out")
        return sys.intern(event.value)

    def _refuse(self, event: Any, path: FieldPath) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise Refused(event.start_mark, OWN_SIGN, "put the text in quotation marks, or write the value out")
        if getattr(event, "tag", None):
            found = f"a tag ({printable(event.tag[:LONGEST_REPEATED])})"
            raise Refused(event.start_mark, found, "remove it, or put the text in quotation marks")
        if len(path) > MAX_DEPTH:
            found = f"more than {MAX_DEPTH} levels of nesting"
            raise Refused(event.start_mark, found, "check the indentation and brackets")

    def _repeated(self, again: list[Any], path: FieldPath) -> None:
        """Keys that stand twice. Several of them in one entry of a list are a second entry that has lost its dash."""
        if len(again) > 1 and path and isinstance(path[-1], int):
            fix = f"write `- ` before `{again[0].value[:LONGEST_REPEATED]}:`"
            raise Refused(again[0].start_mark, "a second entry begins without its dash", fix)
        for event in again:
            found = f"the key {repeated(event.value)} stands here a second time"
            fix = "keep one of the two; the first is the one that was read"
            where = dotted((*path, str(event.value)))
            self.composed.problems.append(_problem(self.composed.path, event.start_mark, found, fix, where))


def dotted(path: FieldPath) -> str:
    """The path as people write it: `events[1].date`."""
    words = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return words.removeprefix(".")
