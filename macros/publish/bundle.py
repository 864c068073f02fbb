"""What is published, before it is written: contents in pieces, JSON texts, hashes, and what an archive holds.

A file that may be large is handed over in pieces, and what is made from other files reads them again where they were
written: a large record must never stand in memory as text.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Archive:
    """A zip by what it holds: names in it, and the addresses of the files that stand there under these names."""

    files: Mapping[str, str]


Text = str | bytes | Iterable[str] | Iterable[bytes]
Content = Text | Archive
Files = Iterator[tuple[str, Content]]
Written = Callable[[str], Iterable[bytes]]  # reads the file at an address, which was handed over before


def compact(value: Any) -> str:
    """A value as JSON on one line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def joined(items: Iterable[bytes], between: bytes = b",") -> Iterator[bytes]:
    """The items, one after another, with something between them."""
    for number, item in enumerate(items):
        yield between + item if number else item


def pieces(text: Text) -> Iterator[bytes]:
    """The bytes that are written for a text, one piece after another."""
    return map(_as_bytes, (text,) if isinstance(text, (str, bytes)) else text)


def _as_bytes(piece: str | bytes) -> bytes:
    return piece if isinstance(piece, bytes) else piece.encode()


@dataclass(frozen=True, slots=True)
class Seal:
    """By what a file is known again: its size and its SHA-256."""

    size: int
    sha256: str


def seal(content: Iterable[bytes]) -> Seal:
    """The seal of a file."""
    size, found = 0, hashlib.sha256()
    for piece in content:
        size += len(piece)
        found.update(piece)
    return Seal(size, found.hexdigest())


def manifest_line(name: str, sha256: str) -> str:
    """A hash with its file, in the form that `sha256sum --check` reads."""
    return f"{sha256}  {name}\n"
