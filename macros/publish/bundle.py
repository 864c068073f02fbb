"""What is published beside the pages, before it is written: addresses with contents, JSON texts, and hashes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

# What may be large is handed over in pieces, so that it never stands in memory as a whole.
Content = str | bytes | Iterable[bytes]
Files = Iterator[tuple[str, Content]]


def compact(value: Any) -> str:
    """A value as JSON on one line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def joined(items: Iterable[bytes], between: bytes = b",") -> Iterator[bytes]:
    """The items, one after another, with something between them."""
    for number, item in enumerate(items):
        yield between + item if number else item


def pieces(content: Content) -> Iterable[bytes]:
    """The bytes that are written for a content, one piece after another."""
    return (content.encode(),) if isinstance(content, str) else (content,) if isinstance(content, bytes) else content


@dataclass(frozen=True, slots=True)
class Seal:
    """By what a file is known again: its size and its SHA-256."""

    size: int
    sha256: str


def manifest_line(name: str, sha256: str) -> str:
    """A hash with its file, in the form that `sha256sum --check` reads."""
    return f"{sha256}  {name}\n"
