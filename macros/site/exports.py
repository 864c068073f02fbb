"""Writes what is published beside the pages, and last of all the list of every file with its hash.

A zip without clock or owner, so that the same content is the same bytes; it lists the hashes of what it holds.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import shutil
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator
from io import BufferedReader
from pathlib import Path
from typing import IO, BinaryIO

from mkdocs.config.defaults import MkDocsConfig

from macros.publish import typed
from macros.publish.bundle import manifest_line, pieces
from macros.publish.exports import exports, name_in_archive
from macros.render.links import WHOLE, file_address
from macros.render.page import Context
from macros.site.pages import context_of


def write(config: MkDocsConfig) -> None:
    """Write every export below the folder of the site, one after another; none stays in memory."""
    site, packed = Path(config.site_dir), {}
    context = context_of(config)
    for address, content in exports(context):
        with _opened(site / address) as file:
            file.writelines(pieces(content))
        if name := name_in_archive(address):
            packed[name] = site / address
    slug = context.tracker.site.slug
    with _opened(site / file_address("zip", record_id=slug)) as file:
        pack(_each_opened(packed), file, slug)
    _write_database(context, site / file_address("database", record_id=slug))


def _write_database(context: Context, file: Path) -> None:
    """Write the database in place: a large one does not stand in memory."""
    file.unlink(missing_ok=True)  # of the build before, where a site is built anew in its place
    with contextlib.closing(sqlite3.connect(file)) as database:
        typed.fill(context, database)
    with file.open("r+b") as written:
        head = typed.levelled(written.read(typed.HEAD))
        written.seek(0)
        written.write(head)


def _each_opened(files: dict[str, Path]) -> Iterator[tuple[str, BufferedReader]]:
    """The files by their names in turn, open to be read."""
    for name in sorted(files):
        with files[name].open("rb") as file:
            yield name, file


def _opened(file: Path) -> BinaryIO:
    """The file, open to be written; most folders are there, as they hold a page."""
    try:
        return file.open("wb")
    except FileNotFoundError:
        file.parent.mkdir(parents=True)
        return file.open("wb")


def write_manifest(config: MkDocsConfig) -> None:
    """Write the hashes of all files of the site, but for the list itself."""
    site, address = Path(config.site_dir), WHOLE["manifest"]
    with (site / address).open("w", encoding="utf-8", newline="\n") as listed:
        for name in _names(str(site)):
            if name != address:
                listed.write(manifest_line(name, _hash(site / name)))


def _hash(path: Path) -> str:
    with path.open("rb", buffering=0) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _names(folder: str, above: str = "") -> Iterator[str]:
    """Every file below a folder, in the order of the whole names, of which a large site has too many to keep."""
    found = sorted((f"{above}{item.name}{'/' if item.is_dir() else ''}", item.path) for item in os.scandir(folder))
    for name, path in found:
        if name.endswith("/"):
            yield from _names(path, name)
        else:
            yield name


_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day that a zip can name
_PLAIN_FILE = 0o100644 << 16
_ON_UNIX = 3
_MANIFEST = "manifest.sha256"


def pack(files: Iterable[tuple[str, io.BufferedReader | io.BytesIO]], file: IO[bytes], top: str) -> None:
    """Write an archive of named files in one folder into a file, with the list of their hashes at its end."""
    hashes = ""
    with zipfile.ZipFile(file, "w") as packed:
        for name, source in files:
            hashes += manifest_line(name, hashlib.file_digest(source, "sha256").hexdigest())
            source.seek(0)
            with packed.open(_entry(f"{top}/{name}"), "w") as target:
                shutil.copyfileobj(source, target)
        packed.writestr(_entry(f"{top}/{_MANIFEST}"), hashes)


def _entry(name: str) -> zipfile.ZipInfo:
    """An entry that says the same on every machine."""
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = _PLAIN_FILE
    entry.create_system = _ON_UNIX
    return entry
