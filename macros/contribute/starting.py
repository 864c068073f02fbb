"""A new project: the code, our words and the vocabularies as they are, and a record that holds nothing yet."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path

from macros.model.tracker import MODELS
from macros.read.kinds import KINDS

ORIGIN = Path(__file__).resolve().parent.parent.parent
_FOLDERS = ("docs", "macros", "data/codelists", "data/schema")
_FILES = (
    "data/policy.yaml", "mkdocs.yml", "pyproject.toml", "requirements.txt", "requirements-dev.txt", "Makefile",
    "LICENSE", ".gitignore", ".gitattributes", ".editorconfig",
)  # fmt: skip
_SITE = """\
# yaml-language-server: $schema=schema/site.schema.json
name: {name}
slug: {slug}
since: "{year}"
summary: What was promised, and what has happened since, with the evidence.
description: What was promised, and what has happened since, with the evidence.
about: It records what was promised, and what has happened since.
copyright: Our words and data may be used by anyone who names us. Quotes stay their publishers'.
"""
# The single lists that a record needs; the others come with their first item.
_EMPTY = ("office-holders", "proper-names")


class NotEmpty(Exception):
    """There is something in the folder already."""


def start(folder: Path, today: dt.date, origin: Path = ORIGIN) -> None:
    """Put a project with an empty record into a folder that is empty or does not exist; it is called like the folder.

    Raises:
        NotEmpty: the folder holds something; nothing was written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotEmpty(f"{folder} is not empty; a new record begins in a folder of its own")
    for name in _FOLDERS:
        shutil.copytree(origin / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for file in (folder / "data" / "codelists").iterdir():  # how they came about is the story of another record
        file.write_text(file.read_text(encoding="utf-8").partition("\nedits:\n")[0].rstrip() + "\n", encoding="utf-8")
    for name in _FILES:
        if (origin / name).exists():
            shutil.copy(origin / name, folder / name)
    for kind in KINDS:
        _explain(folder / "data" / kind.folder, (MODELS[kind.name].__doc__ or "").partition("\n")[0])
    _explain(folder / "seeds", "The texts of sources that may be held, one `<source id>.txt` each.")
    words = re.findall(r"[a-z0-9]+", folder.name.lower()) or ["tracker"]
    site = _SITE.format(name=" ".join(map(str.capitalize, words)), slug="-".join(words), year=today.year)
    (folder / "data" / "site.yaml").write_text(site, encoding="utf-8")
    for name in _EMPTY:
        lists = "\n".join(f"{field}: []" for field, info in MODELS[name].model_fields.items() if info.is_required())
        head = f"# yaml-language-server: $schema=schema/{name}.schema.json\n"
        (folder / "data" / f"{name}.yaml").write_text(f"{head}{lists}\n", encoding="utf-8")


def _explain(folder: Path, words: str) -> None:
    """A folder that git keeps although it holds nothing else."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "README.md").write_text(f"{words}\n", encoding="utf-8")
