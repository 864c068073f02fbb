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

from macros.misread import OWN_SIGN, Mark, misread
from macros.problems import LONGEST_REPEATED, Place, Problem, printable, repeated
from macros.signs import unfit

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
            composed.data = _Builder(composed, events, text, with_marks).value(next(events), ())
            _only_one(events)
        _refuse_unfit_comments(text)
    except Refused as refused:
        composed.data = None
        composed.problems.append(_problem(path, refused.mark, refused.found, refused.fix))
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        composed.data = None
        reason = misread(error, text)
        composed.problems.append(_problem(path, reason.mark, reason.found, reason.fix))
    return composed


def _refuse_unfit(event: Any) -> None:
    """Signs that no value and no key may hold, typed as they are or as an escape."""
    is_plain = event.value.isascii() and not _CONTROL.search(event.value)
    if not is_plain and (sign := unfit(event.value)):
        raise Refused(event.start_mark, sign.found, sign.fix)


def _refuse_unfit_comments(text: str) -> None:
    """The same signs outside the values: in comments, which people read as well."""
    plain = "" if text.isascii() else text.removeprefix("\ufeff").replace("\r\n", "\n")
    if plain and (sign := unfit(plain)):
        before = plain[: sign.index]
        mark = Mark(before.count("\n"), len(before) - before.rfind("\n") - 1)
        raise Refused(mark, sign.found, sign.fix)


def _only_one(events: Iterator[Any]) -> None:
    next(events)  # the end of the document
    following = next(events, None)
    if isinstance(following, yaml.DocumentStartEvent):
        raise Refused(
            following.start_mark, "a second document begins", "remove the line `---` and keep one record a file"
        )


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
            raise Refused(
                event.start_mark,
                f"a tag ({printable(event.tag[:LONGEST_REPEATED])})",
                "remove it, or put the text in quotation marks",
            )
        if len(path) > MAX_DEPTH:
            raise Refused(
                event.start_mark, f"more than {MAX_DEPTH} levels of nesting", "check the indentation and brackets"
            )

    def _repeated(self, again: list[Any], path: FieldPath) -> None:
        """Keys that stand twice. Several of them in one entry of a list are a second entry that has lost its dash."""
        if len(again) > 1 and path and isinstance(path[-1], int):
            first = again[0]
            raise Refused(
                first.start_mark,
                "a second entry begins without its dash",
                f"write `- ` before `{first.value[:LONGEST_REPEATED]}:`",
            )
        for event in again:
            found = f"the key {repeated(event.value)} stands here a second time"
            fix = "keep one of the two; the first is the one that was read"
            where = dotted((*path, str(event.value)))
            self.composed.problems.append(_problem(self.composed.path, event.start_mark, found, fix, where))


def dotted(path: FieldPath) -> str:
    """The path as people write it: `events[1].date`."""
    words = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return words.removeprefix(".")
