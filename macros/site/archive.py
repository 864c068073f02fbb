"""A zip without clock or owner, so that the same content is the same bytes; it lists the hashes of what it holds."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from typing import IO

from macros.publish.bundle import Archive, Seal, Written, manifest_line, seal

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day that a zip can name
_PLAIN_FILE = 0o100644 << 16
_ON_UNIX = 3
_MANIFEST = "manifest.sha256"


def pack(archive: Archive, written: Written, file: IO[bytes]) -> None:
    """Write an archive into a file, from files that are written."""
    seals = {name: seal(written(address)) for name, address in archive.files.items()}
    listed = "".join(manifest_line(name, seals[name].sha256) for name in sorted(seals)).encode()
    seals[_MANIFEST] = seal([listed])
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in sorted(seals):
            _put(packed, name, seals[name], [listed] if name == _MANIFEST else written(archive.files[name]))


def _put(packed: zipfile.ZipFile, name: str, known: Seal, content: Iterable[bytes]) -> None:
    """Put one file in, in an entry that says the same on every machine."""
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.file_size = known.size
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = _PLAIN_FILE
    entry.create_system = _ON_UNIX
    with packed.open(entry, "w") as opened:
        for piece in content:
            opened.write(piece)
