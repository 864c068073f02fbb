"""Values to lines of YAML, in the hand in which the records are written: blocks, and long texts folded."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from macros.model.base import Record
from macros.read.yaml import Tree

WIDTH = 120
_INDENT = 2
# Plain text that every reader of YAML takes for text: no sign at the start that means something, no `: ` or ` #`
# inside, no space or colon at the end.
_PLAIN = re.compile(r"(?![-?:,\[\]{}#&*!|>'\"%@`\s=<])(?!.*(?::\s| #|[:\s]$))[^\n\r\t]+")
# Words and numbers that some readers take for something else than text.
_TAKEN = re.compile(
    r"(?:y|n|yes|no|on|off|true|false|null|nan|inf|~|\.inf|\.nan|0x[\da-f_]+|0o[0-7]+|[-+.]?[\d][\d_.,:eE+-]*)", re.I
)
_FOLDABLE = re.compile(r"\S+(?: \S+)*")


def plain(record: Record) -> dict[str, Any]:
    """The fields that were given, in the order of the model; of the empty ones only those that must be there."""
    fields = type(record).model_fields
    given = ((name, getattr(record, name)) for name in fields if name in record.model_fields_set)
    return {
        name: _plain(value)
        for name, value in given
        if value not in (None, ()) or (value is None and fields[name].is_required())
    }


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


def block(value: Any, indent: int) -> list[str]:
    """The lines of a mapping or list, from the given column on."""
    lines = _of_mapping(value, indent) if isinstance(value, Mapping) else _of_list(value, indent)
    return list(lines)


def _of_mapping(value: Mapping[str, Any], indent: int) -> Iterator[str]:
    for key, item in value.items():
        yield from _keyed(f"{' ' * indent}{key}:", item, indent)


def _keyed(head: str, item: Any, indent: int) -> Iterator[str]:
    if isinstance(item, (Mapping, list, tuple)) and item:
        yield head
        yield from block(item, indent + _INDENT)
    else:
        yield from scalar(f"{head} ", item, indent)


def _of_list(value: Any, indent: int) -> Iterator[str]:
    for item in value:
        if isinstance(item, (Mapping, list, tuple)) and item:
            first, *rest = block(item, indent + _INDENT)
            yield f"{' ' * indent}- {first.lstrip()}"
            yield from rest
        else:
            yield from scalar(f"{' ' * indent}- ", item, indent)


def scalar(head: str, value: Any, indent: int) -> Iterator[str]:
    """One value behind its key or dash: on the same line, or folded below it when it is long."""
    if isinstance(value, (list, tuple)):
        yield f"{head}[]"
    elif not isinstance(value, str):
        yield f"{head}{'null' if value is None else tree_of(value)}"
    elif len(head) + len(value) <= WIDTH or not _FOLDABLE.fullmatch(value):
        yield head + (value if _is_plain(value) else json.dumps(value, ensure_ascii=False))
    else:
        margin = " " * (indent + _INDENT)
        yield f"{head}>-"
        yield from textwrap.wrap(
            value,
            WIDTH,
            initial_indent=margin,
            subsequent_indent=margin,
            break_long_words=False,
            break_on_hyphens=False,
        )


def _is_plain(text: str) -> bool:
    return bool(_PLAIN.fullmatch(text)) and not _TAKEN.fullmatch(text)
