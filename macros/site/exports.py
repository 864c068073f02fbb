"""Writes what is published beside the pages, and last of all the list of every file with its hash."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO

from mkdocs.config.defaults import MkDocsConfig

from macros.links import WHOLE, file_address
from macros.publish.bundle import manifest_line, pieces
from macros.publish.exports import exports, name_in_archive
from macros.site.archive import pack
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
    with _opened(site / file_address("zip", record_id=context.tracker.site.slug)) as file:
        pack(_each_opened(packed), file)


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
