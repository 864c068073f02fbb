"""`tracker merge`: what git calls when two branches changed the same record; `--install` tells git to."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from macros.edit import DataError, Unsafe
from macros.edit.merge import put_back, taken_out
from macros.read.kinds import KIND_OF

HELP = "merge two versions of a record, so that no entry is lost (git calls it; see --install)"


class Conflict(Exception):
    """Both sides changed the same lines, and people must decide."""


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments: those that git gives to a merge driver."""
    parser.add_argument("--install", action="store_true", help="set up git in this clone to use it")
    parser.add_argument(
        "versions", nargs="*", type=Path, metavar="base ours theirs", help="three files; ours is written"
    )
    parser.add_argument("--path", default="", help="the path of the record in the project")


def run(root: Path, arguments: argparse.Namespace) -> int:
    """Write the merged text into `ours`: 0, or 1 when people must decide and git's marks stand in it."""
    if arguments.install:
        return _install(root)
    if len(arguments.versions) != 3:
        print("Three files are needed: base, ours and theirs; or `--install`", file=sys.stderr)
        return 2
    base, ours, theirs = arguments.versions
    try:
        texts = [file.read_text(encoding="utf-8") for file in (base, ours, theirs)]
        merged = _merged(_kind(arguments.path), *texts)
    except (Conflict, DataError, Unsafe):
        return _by_lines(ours, base, theirs)
    ours.write_text(merged, encoding="utf-8", newline="")
    return 0


def _kind(path: str) -> str:
    folder = Path(path).parent.name
    if folder not in KIND_OF:
        raise Conflict(path)
    return KIND_OF[folder]


def _merged(kind: str, base: str, ours: str, theirs: str) -> str:
    """Git merges what is left without the new entries; then all of them are added again."""
    (our_rest, our_new), (their_rest, their_new) = (taken_out(kind, base, text) for text in (ours, theirs))
    return put_back(kind, _three_way(base, our_rest, their_rest), (*our_new, *their_new))


def _three_way(base: str, ours: str, theirs: str) -> str:
    with tempfile.TemporaryDirectory(prefix="tracker-") as folder:
        files = [Path(folder, name) for name in ("ours", "base", "theirs")]
        for file, text in zip(files, (ours, base, theirs), strict=True):
            file.write_text(text, encoding="utf-8", newline="")
        done = subprocess.run(["git", "merge-file", "--stdout", *map(str, files)], capture_output=True, check=False)
    if done.returncode:
        raise Conflict
    return done.stdout.decode("utf-8")


def _by_lines(ours: Path, base: Path, theirs: Path) -> int:
    """What git does without us: it marks the lines on which both sides differ."""
    labels = ("-L", "ours", "-L", "base", "-L", "theirs")
    done = subprocess.run(["git", "merge-file", *labels, str(ours), str(base), str(theirs)], check=False)
    return 1 if done.returncode else 0


def _install(root: Path) -> int:
    command = f'"{sys.executable}" -m macros merge %O %A %B --path %P'
    if os.name == "nt":  # git runs drivers in its own shell, which takes `\` for an escape
        command = command.replace("\\", "/")
    for name, value in (("name", "entries of records, by date"), ("driver", command)):
        subprocess.run(["git", "-C", str(root), "config", f"merge.tracker.{name}", value], check=True)
    print("git merges records with `tracker merge` in this clone")
    return 0
