"""A zip without clock or owner, so that the same content is the same bytes; it lists the hashes of what it holds."""

from __future__ import annotations

import hashlib
import io
import shutil
import zipfile
from collections.abc import Iterable
from typing import IO

from macros.publish.bundle import manifest_line

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day that a zip can name
_PLAIN_FILE = 0o100644 << 16
_ON_UNIX = 3
_MANIFEST = "manifest.sha256"


def pack(files: Iterable[tuple[str, io.BufferedReader | io.BytesIO]], file: IO[bytes]) -> None:
    """Write an archive of named files into a file, with the list of their hashes at its end."""
    hashes = ""
    with zipfile.ZipFile(file, "w") as packed:
        for name, source in files:
            hashes += manifest_line(name, hashlib.file_digest(source, "sha256").hexdigest())
            source.seek(0)
            with packed.open(_entry(name), "w") as target:
                shutil.copyfileobj(source, target)
        packed.writestr(_entry(_MANIFEST), hashes)


def _entry(name: str) -> zipfile.ZipInfo:
    """An entry that says the same on every machine."""
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = _PLAIN_FILE
    entry.create_system = _ON_UNIX
    return entry
