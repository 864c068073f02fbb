"""Files packed so that the same content is the same bytes: JSON texts, hashes, and a zip without clock or owner."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day that a zip can name
_PLAIN_FILE = 0o100644 << 16
_ON_UNIX = 3
_MANIFEST = "manifest.sha256"


def compact(value: Any) -> str:
    """A value as JSON on one line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def as_bytes(content: str | bytes) -> bytes:
    """The bytes that are written for a text."""
    return content if isinstance(content, bytes) else content.encode()


def sha256(content: str | bytes) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(as_bytes(content)).hexdigest()


def manifest(hashes: Mapping[str, str]) -> str:
    """Hashes by file name, in the form that `sha256sum --check` reads."""
    return "".join(f"{value}  {name}\n" for name, value in sorted(hashes.items()))


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """The files with their manifest in one zip."""
    hashes = {name: sha256(content) for name, content in files.items()}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted({**files, _MANIFEST: manifest(hashes)}.items()):
            archive.writestr(_entry(name), as_bytes(content))
    return packed.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    """An entry that says the same on every machine."""
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = _PLAIN_FILE
    entry.create_system = _ON_UNIX
    return entry
