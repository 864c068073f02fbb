"""Writes what is published beside the pages, and last of all the list of every file with its hash."""

from __future__ import annotations

import hashlib
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from macros.links import WHOLE
from macros.publish.bundle import as_bytes, manifest
from macros.publish.exports import exports
from macros.site.pages import context_of


def write(config: MkDocsConfig) -> None:
    """Write every export below the folder of the site."""
    site = Path(config.site_dir)
    folders: set[Path] = set()
    for address, content in exports(context_of(config)).items():
        file = site / address
        if file.parent not in folders:
            file.parent.mkdir(parents=True, exist_ok=True)
            folders.add(file.parent)
        file.write_bytes(as_bytes(content))


def write_manifest(config: MkDocsConfig) -> None:
    """Write the hashes of all files of the site, but for the list itself."""
    site = Path(config.site_dir)
    address = WHOLE["manifest"]
    files = (file for file in site.rglob("*") if file.is_file())
    hashes = {file.relative_to(site).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
    hashes.pop(address, None)
    (site / address).write_text(manifest(hashes), encoding="utf-8", newline="\n")
