"""YAML text to plain values, by libyaml's events: strict, shallow, and never evaluated.

Working on events instead of nodes keeps the nesting limit ours, refuses anchors and tags where they stand,
and needs no resolver: every scalar is the text that was typed.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml

from macros.problems import Place, Problem

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree] | None"
FieldPath: TypeAlias = tuple[str | int, ...]
MAX_DEPTH = 12
# Keys, dates, ids and codes stand in thousands of records; one copy of each is enough. Sentences are longer.
_OFTEN_SEEN = 32
# Control characters, zero-width characters and marks that change the direction of writing: a reader of the file cannot
# see them, and a page would behave unlike what is seen.
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOTHING = ("", "~", "null", "Null", "NULL")
_NO_TOKEN = "found character that cannot start any token"
_TAB = "a tab stands where spaces must indent"
_OWN_SIGN = "a text begins with `*` or `&`, the signs of an anchor and an alias"
_PLAIN_WORDS = {
    "found character '\\t' that cannot start any token": _TAB,
    "could not find expected ':'": "a line has no `key: value`, or a long text is not indented",
    "mapping values are not allowed in this context": "a second `: ` stands in one line",
    "did not find expected key": "the indentation fits no line above, or a quotation mark is not closed",
    "did not find expected alphabetic or numeric character": _OWN_SIGN,
    _NO_TOKEN: "a text begins with `@`, `%` or a grave accent",
    "found undefined tag handle": "a text begins with `!`",
    "found unknown escape character": "a backslash stands between double quotation marks",
    "did not find expected '-' indicator": "a list item is not indented like the items above it",
    "did not find expected ',' or ']'": "a bracket `[` is never closed",
    "did not find expected ',' or '}'": "a brace `{` is never closed",
    "found a tab character that violates indentation": _TAB,
    "found a tab character where an indentation space is expected": _TAB,
    "found unexpected end of stream": "a quotation mark or bracket is never closed",
    "control characters are not allowed": "the text holds an invisible control character",
}


class Refused(Exception):
    """The text is not of the strict subset; it cannot be read further."""

    def __init__(self, mark: Any, found: str, fix: str) -> None:
        self.mark, self.found, self.fix = mark, found, fix
        super().__init__(found)


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
            composed.data = _Builder(composed, events, with_marks).value(next(events), ())
            _only_one(events)
    except Refused as refused:
        composed.data = None
        composed.problems.append(_problem(path, refused.mark, refused.found, refused.fix))
    except yaml.MarkedYAMLError as error:
        composed.data = None
        words = _words_for(error, text)
        composed.problems.append(
            _problem(path, error.problem_mark or error.context_mark, words, _fix_for(words, text, error.problem_mark))
        )
    except yaml.YAMLError as error:  # a character that YAML forbids; it has no mark
        composed.data = None
        composed.problems.append(Problem(Place(path, _line_of(text, error)), "SHP002", str(error), "printable text"))
    return composed


def _words_for(error: yaml.MarkedYAMLError, text: str) -> str:
    """What the reader of YAML means, in our words."""
    mark = error.problem_mark
    if error.problem == _NO_TOKEN and mark and text.split("\n")[mark.line][mark.column :].startswith("\t"):
        return _TAB
    return _PLAIN_WORDS.get(error.problem or "", error.problem or "it cannot be read")


def _line_of(text: str, error: yaml.YAMLError) -> int:
    return text.count("\n", 0, int(getattr(error, "position", 0) or 0)) + 1


def _only_one(events: Iterator[Any]) -> None:
    next(events)  # the end of the document
    following = next(events, None)
    if isinstance(following, yaml.DocumentStartEvent):
        raise Refused(
            following.start_mark, "a second document begins", "remove the line `---` and keep one record a file"
        )


def _fix_for(words: str, text: str, mark: Any) -> str:
    if "tab" in words:
        return "replace the tab by spaces"
    if "never closed" in words:
        return "close it where the text or list ends; the line named here is where the reader gave up"
    if "second `: `" in words:
        return "put the text in quotation marks, or on its own line below `>-`"
    if "begins with" in words:
        return "put the text in quotation marks"
    if "no `key: value`" in words:
        return "write a space after the colon; for a long text, mend the indentation"
    if "fits no line" in words and mark and (like := _line_like(text.split("\n"), mark.line)):
        return f"give it the indentation of line {like}, or close the quotation mark above"
    return "compare the line with the record in CONTRIBUTING.md"


def _line_like(lines: list[str], here: int) -> int:
    """The nearest line above that begins alike, with a dash or with a key, and nearly as far in; 0 for none."""
    line = lines[here] if here < len(lines) else ""
    for above in range(here - 1, -1, -1):
        other = lines[above]
        is_alike = other.lstrip().startswith("-") == line.lstrip().startswith("-") and other.strip()[:1] not in (
            "",
            "#",
        )
        if is_alike and abs(_column(other) - _column(line)) in (1, 2, 3):
            return above + 1
    return 0


def _column(line: str) -> int:
    return len(line) - len(line.lstrip())


def _problem(path: str, mark: Any, found: str, fix: str, name: str = "") -> Problem:
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return Problem(Place(path, line, column, name), "SHP002", found, "plain YAML: keys, lists and text", fix)


class _Builder:
    """Turns the events of one document into values."""

    def __init__(self, composed: Composed, events: Iterator[Any], with_marks: bool) -> None:
        self.composed, self.events, self.with_marks = composed, events, with_marks

    def value(self, event: Any, path: FieldPath) -> Tree:
        """The value that begins with this event; `path` is where it stands."""
        self._refuse(event, path)
        if self.with_marks:
            self.composed.marks[path] = (event.start_mark.line + 1, event.start_mark.column + 1)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return [self.value(item, (*path, index)) for index, item in enumerate(self._items(yaml.SequenceEndEvent))]
        return self._mapping(path)

    def _scalar(self, event: Any) -> str | None:
        if _INVISIBLE.search(event.value):
            raise Refused(event.start_mark, "the text holds an invisible control character", "type the text anew")
        if event.implicit[0] and event.value in _NOTHING:
            return None
        return sys.intern(event.value) if len(event.value) <= _OFTEN_SEEN else str(event.value)

    def _mapping(self, path: FieldPath) -> dict[str, Tree]:
        found: dict[str, Tree] = {}
        again: list[Any] = []
        for event in self._items(yaml.MappingEndEvent):
            key = self._key(event)
            value = self.value(next(self.events), (*path, key))
            if key in found:
                again.append(event)
            elif self.with_marks:
                self.composed.marks[(*path, key)] = (event.start_mark.line + 1, event.start_mark.column + 1)
            found.setdefault(key, value)
        self._repeated(again, path)
        return found

    def _items(self, end: type) -> Iterator[Any]:
        for event in self.events:
            if isinstance(event, end):
                return
            yield event

    def _key(self, event: Any) -> str:
        self._refuse(event, ())
        if not isinstance(event, yaml.ScalarEvent):
            raise Refused(event.start_mark, "a key is itself a list or a record", "write the key as one word")
        if event.value == "<<":
            raise Refused(event.start_mark, "a merge key `<<`", "write the values out")
        return sys.intern(event.value)

    def _refuse(self, event: Any, path: FieldPath) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise Refused(event.start_mark, _OWN_SIGN, "put the text in quotation marks, or write the value out")
        if getattr(event, "tag", None):
            raise Refused(event.start_mark, f"a tag ({event.tag})", "remove it, or put the text in quotation marks")
        if len(path) > MAX_DEPTH:
            raise Refused(
                event.start_mark, f"more than {MAX_DEPTH} levels of nesting", "check the indentation and brackets"
            )

    def _repeated(self, again: list[Any], path: FieldPath) -> None:
        """Keys that stand twice. Several of them in one entry of a list are a second entry that has lost its dash."""
        if len(again) > 1 and path and isinstance(path[-1], int):
            first = again[0]
            raise Refused(
                first.start_mark, "a second entry begins without its dash", f"write `- ` before `{first.value}:`"
            )
        for event in again:
            found = f"the key {event.value!r} stands here a second time"
            fix = "keep one of the two; the first is the one that was read"
            where = dotted((*path, str(event.value)))
            self.composed.problems.append(_problem(self.composed.path, event.start_mark, found, fix, where))


def dotted(path: FieldPath) -> str:
    """The path as people write it: `events[1].date`."""
    words = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return words.removeprefix(".")
