"""Files packed so that the same content is the same bytes: JSON texts, hashes, and a zip without clock or owner.

A file that may be large is handed over in pieces, and what is made from other files reads them again where they were
written: a large record must never stand in memory as text.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Any

Content = str | bytes | Iterable[str] | Iterable[bytes]
Files = Iterator[tuple[str, Content]]
Parts = Mapping[str, Callable[[], Iterable[bytes]]]
Written = Callable[[str], Iterable[bytes]]  # reads the file at an address, which was handed over before

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day that a zip can name
_PLAIN_FILE = 0o100644 << 16
_ON_UNIX = 3
_MANIFEST = "manifest.sha256"
_PIECE = 1 << 16


def compact(value: Any) -> str:
    """A value as JSON on one line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def pieces(content: Content) -> Iterator[bytes]:
    """The bytes that are written for a file, one piece after another."""
    return map(_as_bytes, (content,) if isinstance(content, (str, bytes)) else content)


def joined(items: Iterable[bytes], between: bytes = b",") -> Iterator[bytes]:
    """The items, one after another, with something between them."""
    for number, item in enumerate(items):
        yield between + item if number else item


def _as_bytes(piece: str | bytes) -> bytes:
    return piece if isinstance(piece, bytes) else piece.encode()


def read(file: IO[bytes]) -> Iterator[bytes]:
    """What an open file holds, in pieces."""
    return iter(lambda: file.read(_PIECE), b"")


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


def zipped(files: Parts) -> Iterator[bytes]:
    """The files with their manifest in one zip. It is made on the disk, as the head of an entry is written last."""
    seals = {name: seal(content()) for name, content in files.items()}
    listed = "".join(manifest_line(name, seals[name].sha256) for name in sorted(files)).encode()
    with tempfile.TemporaryFile() as packed:
        _pack(packed, {**files, _MANIFEST: lambda: (listed,)}, {**seals, _MANIFEST: seal([listed])})
        packed.seek(0)
        yield from read(packed)


def _pack(file: IO[bytes], files: Parts, seals: Mapping[str, Seal]) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            with archive.open(_entry(name, seals[name].size), "w") as entry:
                for piece in files[name]():
                    entry.write(piece)


def _entry(name: str, size: int) -> zipfile.ZipInfo:
    """An entry that says the same on every machine."""
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.file_size = size
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = _PLAIN_FILE
    entry.create_system = _ON_UNIX
    return entry
