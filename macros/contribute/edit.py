"""Additions to the text of a record: the new block and nothing else, with every comment and the order kept.

Nothing is written here: each function maps a text to a text, and its caller writes the result whole or not at all.

    append(text, kind, field, entry, path)   the text with one entry more in a dated list, where its date belongs
    put(text, kind, field, value, path)      the text with a field that it did not have, at its usual place
    new_record(kind, values, path)           the text of a whole new file

`kind` is that of the models (`commitment`, `figure` …), `field` the name of the list (`events`, `assessments`,
`responses`, `due`, `searches`, `values`), and `entry` a mapping of plain values as a file would hold them: text for
dates, lists, mappings; empty fields are left out. `path` is named in the faults. All of them raise `DataError` with
the faults of the entry in the words of `tracker check`, or `Unsafe` when the text is laid out in a way that cannot be
added to without touching what is there. What comes back was read again: it holds what was there, and the entry.

Lines are inserted, and no file is loaded and dumped: that would move the comments above an entry, and lay out anew
what somebody else wrote.
"""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_args

import yaml

from macros.checks.shape import faults_of
from macros.model.base import Record
from macros.model.entries import Entry, entry_lists
from macros.model.tracker import MODELS
from macros.read.problems import DataError
from macros.read.yaml import Tree, compose

WIDTH = 120
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_EMPTY_LIST = re.compile(r"(?P<key>\s*[\w-]+:)(?P<gap>\s*)(?:\[\s*\]|~|null|)(?P<comment>\s*(?:#.*)?)")
_FOLDABLE = re.compile(r"\S+(?: \S+)*")
# Besides what PyYAML knows: what other readers of YAML take for a number or for yes and no.
_TAKEN = re.compile(r"[yn~]|\.?(?:nan|inf)|0o[0-7]+|[-+.]?\d[\d_.,:e+-]*", re.IGNORECASE)
_SMALL = frozenset(
    re.findall(r"\w+", "a an and are at by for from had has have in is it its of on or that the to was were will with")
)
MAX_ID = 60


class Unsafe(Exception):
    """The text is laid out in a way that cannot be added to without touching what is there."""


def append(text: str, kind: str, field: str, entry: Mapping[str, Any], path: str = "") -> str:
    """The text with one entry more in a list: after every entry of the same or an earlier date.

    Raises:
        DataError: the entry breaks a rule of shape.
        Unsafe: the list is written in a way that cannot be added to.
    """
    made = plain(_made(_entry_model(kind, field), entry, path or f"new {field}"))
    return insert(text, kind, field, block([made]), tree_of(made), path)


def insert(text: str, kind: str, field: str, lines: list[str], value: Tree, path: str = "") -> str:
    """Like `append`, for an entry that is already written out: `lines` begin with `- ` and stand at the margin."""
    before = _data(text, path)
    entries = before.get(field) or []
    if not isinstance(entries, list):
        raise Unsafe(f"{field!r} is no list")
    index = _index_for(_entry_model(kind, field), entries, value)
    changed = with_item(text, kind, field, index, lines)
    return _proved(changed, {**before, field: [*entries[:index], value, *entries[index:]]}, path)


def put(text: str, kind: str, field: str, value: Any, path: str = "") -> str:
    """The text with a field that it did not have, after the fields that usually stand before it.

    Raises:
        DataError: the record would break a rule of shape.
        Unsafe: the field is there already.
    """
    before = _data(text, path)
    if before.get(field) is not None:
        raise Unsafe(f"the record has {field!r} already")
    made = plain(_made(MODELS[kind], {**before, field: tree_of(value)}, path))[field]
    changed = _Layout(text, kind).with_field(field, block({field: made}))
    return _proved(changed, {**before, field: tree_of(made)}, path)


def new_record(kind: str, values: Mapping[str, Any], path: str = "") -> str:
    """The text of a whole new file, its fields in their usual order.

    Raises:
        DataError: the values break a rule of shape.
    """
    made = plain(_made(MODELS[kind], values, path or f"new {kind}"))
    head = f"# yaml-language-server: $schema=../schema/{kind}.schema.json\n"
    return _proved(head + "\n".join(block(made)) + "\n", tree_of(made), path)


def with_item(text: str, kind: str, field: str, index: int, lines: list[str]) -> str:
    """The text with the lines of one more item before the item `index` of a list. Nothing is checked."""
    return _Layout(text, kind).with_item(field, index, lines)


def slug(text: str, words: int) -> str:
    """The first words that carry meaning, as an id would write them."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    found = [word for word in re.findall(r"[a-z0-9]+", letters.replace("'", "")) if word not in _SMALL]
    return "-".join(found[:words])


def points(sentences: Iterable[str], words: int = 4) -> list[dict[str, str]]:
    """Sentences as the points of `done_when`, each with an id of its first words."""
    found: dict[str, str] = {}
    for sentence in sentences:
        found[unused(slug(sentence, words), found)] = sentence
    return [{"id": name, "text": text} for name, text in found.items()]


def unused(wanted: str, taken: Iterable[str]) -> str:
    """The id itself, or with the first number that makes it a new one."""
    taken = set(taken)
    short = (wanted if len(wanted) <= MAX_ID else wanted[: MAX_ID + 1].rpartition("-")[0]).strip("-") or "entry"
    numbered = (f"{short}-{number}" for number in range(2, len(taken) + 3))
    return short if short not in taken else next(name for name in numbered if name not in taken)


def _made(model: type[Record], values: Mapping[str, Any], path: str) -> Record:
    made, faults = faults_of(model, dict(_given(model, values)), path)
    if made is None:
        raise DataError(faults)
    return made


def _given(model: type[Record], values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """What is not empty; where a field must be there and may be null, an empty one is null."""
    for name, value in values.items():
        field = model.model_fields.get(name)
        if value not in (None, "", [], ()):
            yield name, value
        elif field and field.is_required() and type(None) in get_args(field.annotation):
            yield name, None


def _data(text: str, path: str) -> dict[str, Tree]:
    composed = compose(text, path)
    if composed.problems:
        raise DataError(composed.problems)
    if not isinstance(composed.data, dict):
        raise Unsafe("the file holds no record")
    return composed.data


def _entry_model(kind: str, field: str) -> type[Entry]:
    if field not in (known := entry_lists(MODELS[kind])):
        raise Unsafe(f"{field!r} is no list of entries")
    return known[field]


def _index_for(model: type[Entry], entries: list[Tree], entry: Tree) -> int:
    """After the last entry whose date is not later; a year or month counts from its first day."""
    key = _first_day(model, entry)
    earlier = [index for index, item in enumerate(entries) if _first_day(model, item) <= key]
    return earlier[-1] + 1 if earlier else 0


def _first_day(model: type[Entry], entry: Tree) -> str:
    date = str((entry.get(model.DATED_BY) if isinstance(entry, dict) else "") or "")
    return date + "-01-01"[len(date) - 4 :] if date else ""


def _proved(text: str, wanted: Tree, path: str) -> str:
    """The text, once it was read again and holds exactly what it should."""
    composed = compose(text, path)
    if composed.problems or composed.data != wanted:
        raise Unsafe("the block cannot be added without changing what is there; add it by hand")
    return text


class _Layout:
    """Where the fields and items of a record's text begin and end. Lines are counted from 0."""

    def __init__(self, text: str, kind: str) -> None:
        self.newline = "\r\n" if "\r\n" in text else "\n"
        self.lines = text.split(self.newline)
        if self.lines[-1] != "":
            self.lines.append("")
        root = yaml.compose(text, Loader=_LOADER)
        if not isinstance(root, yaml.MappingNode) or root.flow_style or root.start_mark.column:
            raise Unsafe("the record is indented, or written inside braces")
        self.order = tuple(MODELS[kind].model_fields)
        self.keys: dict[str, int] = {key.value: key.start_mark.line for key, _ in root.value}
        self.values: dict[str, Any] = {key.value: value for key, value in root.value}

    def with_field(self, field: str, lines: list[str]) -> str:
        """The text with the lines of a new field after the fields that usually stand before it."""
        before = [name for name in self.order[: self.order.index(field)] if name in self.keys]
        last = max(before, key=lambda name: self.keys[name], default=None)
        at = self._end_of(last) if last else min(self.keys.values(), default=len(self.lines) - 1)
        return self._joined(at, at, lines)

    def with_item(self, field: str, index: int, lines: list[str]) -> str:
        """The text with one more item before the item `index` of a list."""
        if field not in self.keys:
            return self.with_field(field, [f"{field}:", *_indented(lines, 2)])
        node = self.values[field]
        items = node.value if isinstance(node, yaml.SequenceNode) else []
        if not items:
            return self._first_item(field, lines)
        if node.flow_style:
            raise Unsafe(f"{field!r} is written on one line; give each entry its own line that begins with `- `")
        column = node.start_mark.column
        at = self._end_of(field) if index == len(items) else self._start_of(items[index], column)
        return self._joined(at, at, _indented(lines, column))

    def _first_item(self, field: str, lines: list[str]) -> str:
        line = self.keys[field]
        found = _EMPTY_LIST.fullmatch(self.lines[line])
        if not found:
            raise Unsafe(f"{field!r} is empty in a way that is not known here; write `{field}:` alone on its line")
        comment = found["comment"].strip()
        head = f"{found['key']} {comment}" if comment else found["key"]
        return self._joined(line, line + 1, [head, *_indented(lines, 2)])

    def _start_of(self, item: Any, column: int) -> int:
        """The first line of an item, with the comments right above its dash."""
        line = item.start_mark.line
        while self.lines[line][column : column + 1] != "-":
            line -= 1
        while re.match(rf" {{0,{column}}}#", self.lines[line - 1]):
            line -= 1
        return int(line)

    def _end_of(self, field: str) -> int:
        """The line after the last one of a field; comments at the margin belong to what follows."""
        start = self.keys[field]
        end = min((line for line in self.keys.values() if line > start), default=len(self.lines) - 1)
        while end > start + 1 and (not self.lines[end - 1].strip() or self.lines[end - 1].startswith("#")):
            end -= 1
        return end

    def _joined(self, start: int, end: int, lines: list[str]) -> str:
        return self.newline.join([*self.lines[:start], *lines, *self.lines[end:]])


def _indented(lines: list[str], columns: int) -> list[str]:
    return [" " * columns + line if line else line for line in lines]


def plain(record: Record) -> dict[str, Any]:
    """The fields that were given, in the order of the model; of the empty ones only those that must be there."""
    fields = type(record).model_fields
    given = {name: getattr(record, name) for name in fields if name in record.model_fields_set}
    empty = {name for name, value in given.items() if value == () or (value is None and not fields[name].is_required())}
    return {name: _plain(value) for name, value in given.items() if name not in empty}


def _plain(value: Any) -> Any:
    if isinstance(value, Record):
        return plain(value)
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def tree_of(value: Any) -> Tree:
    """The values as they are read back from a file: every scalar the text that is written."""
    if isinstance(value, Mapping):
        return {str(key): tree_of(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [tree_of(item) for item in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else str(value)


def block(value: Any) -> list[str]:
    """The lines of a mapping or list as the records are laid out: blocks, and long texts folded."""
    text = yaml.dump(value, Dumper=_Writer, width=10**6, allow_unicode=True, default_flow_style=False, sort_keys=False)
    return text.rstrip("\n").split("\n")


class _Writer(yaml.SafeDumper):
    """PyYAML's writer with our layout: dashes are indented, quotation marks are double, what is long is folded."""

    event: Any
    analysis: Any
    indent: Any

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def choose_scalar_style(self) -> str:
        style: str = super().choose_scalar_style()
        text, is_long = self.event.value, self.column + 1 + len(self.event.value) > WIDTH
        if is_long and self.analysis.allow_block and not self.simple_key_context and _FOLDABLE.fullmatch(text):
            return ">"
        return '"' if style == "'" else style

    def write_folded(self, text: str) -> None:
        """PyYAML breaks a line after the word that passes the width; ours stay within it."""
        self.write_indicator(">-", True)
        for line in textwrap.wrap(text, WIDTH - self.indent, break_long_words=False, break_on_hyphens=False):
            self.write_indent()
            self.stream.write(line)
            self.column += len(line)


def _text(writer: _Writer, text: str) -> yaml.ScalarNode:
    return writer.represent_scalar("tag:yaml.org,2002:str", text, '"' if _TAKEN.fullmatch(text) else None)


def _value(writer: _Writer, value: Any) -> yaml.ScalarNode:
    """Dates and the like: records hold them without quotation marks."""
    resolve: Any = writer.resolve
    return writer.represent_scalar(resolve(yaml.ScalarNode, str(value), (True, False)), str(value))


_Writer.add_representer(str, _text)
_Writer.add_multi_representer(object, _value)
