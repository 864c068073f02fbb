"""Where the fields and items of a record's text begin and end, so that lines can be added between them."""

from __future__ import annotations

import re

from macros.read.yaml import compose

_EMPTY_LIST = re.compile(r"(?P<key>\s*[\w-]+:)(?P<gap>\s*)(?:\[\s*\]|~|null|)(?P<comment>\s*(?:#.*)?)")


class Unsafe(Exception):
    """The text is laid out in a way that cannot be added to without touching what is there."""


class Layout:
    """The lines of one record. Lines are counted from 0 here; `order` names the fields as they usually stand."""

    def __init__(self, text: str, order: tuple[str, ...]) -> None:
        self.newline = "\r\n" if "\r\n" in text else "\n"
        self.lines = text.split(self.newline)
        if self.lines[-1] != "":
            self.lines.append("")
        self.order = order
        self.marks = {
            path: (line - 1, column - 1) for path, (line, column) in compose(text, "", with_marks=True).marks.items()
        }
        self.keys = {str(path[0]): line for path, (line, _) in self.marks.items() if len(path) == 1}
        if any(self.marks[(key,)][1] for key in self.keys):
            raise Unsafe("the record is indented, or written inside braces")

    def with_field(self, field: str, block: list[str]) -> str:
        """The text with the lines of a new field behind the fields that usually stand before it."""
        before = [name for name in self.order[: self.order.index(field)] if name in self.keys]
        last = max(before, key=lambda name: self.keys[name], default=None)
        at = self._end_of(last) if last else min(self.keys.values(), default=len(self.lines) - 1)
        return self._joined(at, at, block)

    def with_item(self, field: str, index: int, count: int, block: list[str]) -> str:
        """The text with one more item before the item `index` of a list that has `count` of them."""
        if field not in self.keys:
            return self.with_field(field, [f"{field}:", *_shifted(block, 2)])
        if not count:
            return self._first_item(field, block)
        column = self._dash(field, 0)[1]
        at = self._end_of(field) if index == count else self._above(*self._dash(field, index))
        return self._joined(at, at, _shifted(block, column))

    def span(self, field: str) -> tuple[int, int]:
        """The first line of a field, and the line behind its last one."""
        return self.keys[field], self._end_of(field)

    def item(self, field: str, index: int, count: int) -> tuple[int, int]:
        """The first line of one of `count` items, comments above it included, and the line behind its last one."""
        start = self._above(*self._dash(field, index))
        end = self._above(*self._dash(field, index + 1)) if index + 1 < count else self._end_of(field)
        return start, end

    def block(self, start: int, end: int, field: str) -> list[str]:
        """Lines of an item, moved to the margin."""
        column = self._dash(field, 0)[1]
        return [line[column:] if not line[:column].strip() else line.lstrip() for line in self.lines[start:end]]

    def _first_item(self, field: str, block: list[str]) -> str:
        line = self.keys[field]
        found = _EMPTY_LIST.fullmatch(self.lines[line])
        if not found:
            raise Unsafe(f"{field!r} is empty in a way that is not known here; write `{field}:` alone on its line")
        comment = found["comment"].strip()
        head = f"{found['key']} {comment}" if comment else found["key"]
        return self._joined(line, line + 1, [head, *_shifted(block, 2)])

    def _dash(self, field: str, index: int) -> tuple[int, int]:
        """Line and column of the dash before an item."""
        line, column = self.marks[(field, index)]
        while line > self.keys[field]:
            start = (
                self.lines[line][:column].rstrip()
                if line == self.marks[(field, index)][0]
                else self.lines[line].rstrip()
            )
            if start.endswith("-") and not start[:-1].strip():
                return line, len(start) - 1
            line -= 1
        raise Unsafe(f"{field!r} is written on one line; give each entry its own line that begins with `- `")

    def _above(self, line: int, column: int) -> int:
        """The first line of what belongs to an item: the comments right above its dash included."""
        while self.lines[line - 1].lstrip().startswith("#") and _indent(self.lines[line - 1]) <= column:
            line -= 1
        return line

    def _end_of(self, field: str) -> int:
        """The line behind the last one of a field; comments at the margin belong to what follows."""
        start = self.keys[field]
        end = min((line for line in self.keys.values() if line > start), default=len(self.lines) - 1)
        while end > start + 1 and _is_between(self.lines[end - 1]):
            end -= 1
        return end

    def _joined(self, start: int, end: int, block: list[str]) -> str:
        return self.newline.join([*self.lines[:start], *block, *self.lines[end:]])


def _is_between(line: str) -> bool:
    return not line.strip() or line.startswith("#")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _shifted(block: list[str], columns: int) -> list[str]:
    return [" " * columns + line if line else line for line in block]
