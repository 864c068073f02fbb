"""`tracker schema`: write data/schema/ from the models and the codelists."""

from __future__ import annotations

import argparse
from pathlib import Path

from macros.checks import load
from macros.clock import today
from macros.model.schema import schemas

HELP = "write data/schema/ from the models and the codelists"


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments: there are none."""


def run(root: Path, arguments: argparse.Namespace) -> int:
    """Write one file per kind of record."""
    folder = root / "data" / "schema"
    folder.mkdir(exist_ok=True)
    for kind, text in schemas(load(root, today()).codelists).items():
        (folder / f"{kind}.schema.json").write_text(text, encoding="utf-8", newline="\n")
        print(f"data/schema/{kind}.schema.json")
    return 0
