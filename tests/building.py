"""What tests build sites from, and how: each in a process of its own, as publishing does."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
TREES = PROJECT / "tests" / "trees"
COMMIT = "0123456789abcdef0123456789abcdef01234567"
# Two machines that have little in common: other hashes, another locale and time zone.
HERE = {"PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
ELSEWHERE = {"PYTHONHASHSEED": "2", "LC_ALL": "POSIX", "TZ": "Pacific/Auckland"}
# Where the site of the town is to be published: below a sub-path, as most are.
BASE = "https://example.org/tracker/"
ROOT = "https://example.org/"
_NOT_PLANTED = ("expected.txt", "removed.txt")


def once(target: Path, make: Callable[[Path], object]) -> Path:
    """A folder that the first process to ask for it makes, while others wait; nobody may change it."""
    with target.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not target.exists():
            unfinished = target.with_suffix(".unfinished")
            make(unfinished)
            unfinished.rename(target)
    return target


def plant(root: Path, *overlays: Path) -> Path:
    """Lay the good tree, the real codelists and then the overlays into one folder."""
    files = _good_tree()
    for overlay in overlays:
        removed = overlay / "removed.txt"
        gone = removed.read_text().split() if removed.exists() else ()
        files = {path: text for path, text in {**files, **_files(overlay)}.items() if path not in gone}
    for folder in {(root / path).parent for path in files}:
        folder.mkdir(parents=True, exist_ok=True)
    for path, text in files.items():
        (root / path).write_bytes(text)
    return root


@cache
def _good_tree() -> dict[str, bytes]:
    return {**_files(TREES / "good"), **{f"data/codelists/{name}": text for name, text in vocabularies().items()}}


@cache
def vocabularies() -> dict[str, bytes]:
    """The real codelists without their edits, which are of days that an invented record knows nothing of."""
    found = _files(PROJECT / "data" / "codelists")
    return {name: text.partition(b"\nedits:\n")[0].rstrip() + b"\n" for name, text in found.items()}


def with_vocabularies(root: Path) -> None:
    """Write them below the root."""
    (root / "data" / "codelists").mkdir(parents=True)
    for name, text in vocabularies().items():
        (root / "data" / "codelists" / name).write_bytes(text)


def _files(folder: Path) -> dict[str, bytes]:
    found = (file for file in folder.rglob("*") if file.is_file() and file.name not in _NOT_PLANTED)
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in found}


def equip(root: Path, origin: Path = PROJECT) -> Path:
    """Put what makes a site of a record beside it: our words, the code and the settings."""
    for name in ("docs", "macros"):  # with what Python has compiled
        shutil.copytree(origin / name, root / name)
    shutil.copy(origin / "mkdocs.yml", root)
    return root


def town_project(root: Path) -> Path:
    """A whole project whose record is the invented town."""
    return equip(plant(root, TREES / "town"))


def copied(project: Path, root: Path) -> Path:
    """Another copy of a whole project."""
    for name in ("data", "seeds"):
        shutil.copytree(project / name, root / name)
    return equip(root, project)


def build(project: Path, target: Path, today: str, builder: str = "mkdocs", **environment: str) -> str:
    """Build the site of a project strictly, as of a day; what was printed, behind the exit status.

    Not with --quiet: it would filter the warnings before --strict counts them.
    """
    settings = {
        "TODAY": today,
        "GITHUB_SHA": COMMIT,  # a copy of the project has no history to ask
        "GITHUB_REPOSITORY": "",
        "NO_MKDOCS_2_WARNING": "1",
        "DISABLE_MKDOCS_2_WARNING": "true",
        "PYTHONPATH": str(project),
    }
    command = [sys.executable, "-m", builder, "build", "--strict", "--site-dir", str(target)]
    done = subprocess.run(
        command, cwd=project, env={**os.environ, **settings, **environment}, capture_output=True, text=True, check=False
    )
    return f"exit {done.returncode}\n{done.stdout}{done.stderr}"


def built(project: Path, target: Path, today: str, builder: str = "mkdocs", **environment: str) -> Path:
    """The same, where nothing may go wrong; the site."""
    said = build(project, target, today, builder, **environment)
    assert said.startswith("exit 0\n"), said
    assert "WARNING" not in said, said
    return target
