"""A record that grows from day to day: what a contributor has at hand, and what becomes of a step that is refused."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any, TypeVar
from unittest import mock

import yaml

from macros.checks import check
from macros.checks.append_only import compare
from macros.checks.corrections import sha256_of
from macros.cli.__main__ import main
from macros.contribute.edit import append, block, new_record, put, tree_of, with_item
from macros.model.commitment import Commitment
from macros.model.entries import Entry
from macros.model.tracker import Tracker
from macros.read.files import Reading, read
from macros.read.kinds import FOLDERS, SINGLES
from macros.read.problems import Problem, errors
from macros.read.yaml import compose

Thing = TypeVar("Thing")
PARTS = ("data", "seeds")
_TAIL = re.compile(r"(?:\s*\n#[^\n]*|\s)*\Z")  # comments at the margin belong to what follows


class NotNow(Exception):
    """The record holds nothing with which this step could be taken."""


class Played:
    """The record on a day. `before` is a copy of it as it was accepted last; a step changes `root` only."""

    def __init__(self, root: Path, before: Path, rng: Random, day: dt.date) -> None:
        self.root, self.before, self.rng, self.day = root, before, rng, day
        self.number = 0
        for part in PARTS:
            (root / part).mkdir(exist_ok=True)
            shutil.copytree(root / part, before / part, dirs_exist_ok=True)
        self.accepted = read(before)

    # What the record says.

    @cached_property
    def tracker(self) -> Tracker:
        """The record of now, with the entries that count; nothing is asked of the rules, which take their time."""
        with mock.patch.dict("macros.checks.FAMILIES", clear=True):
            return check(self.root, self.day)[0]

    def faults(self) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
        """What the check finds, and what the comparison with the record before the step finds."""
        return errors(check(self.root, self.day)[1]), errors(compare(self.accepted, read(self.root), self.day))

    def reading(self) -> Reading:
        """The files of now."""
        return read(self.root)

    def data(self, path: str) -> dict[str, Any]:
        """The plain values of a file."""
        found: Any = compose(self.text(path), path).data
        return dict(found)

    # Choosing. Everything that is chosen is put in order first, so that a seed always plays the same year.

    def pick(self, items: Iterable[Thing]) -> Thing:
        """One of the items; none of them fits when there is none."""
        found = list(items)
        if not found:
            raise NotNow
        return self.rng.choice(found)

    def shuffled(self, items: Iterable[Thing]) -> list[Thing]:
        """The items in another order."""
        found = list(items)
        return self.rng.sample(found, len(found))

    def next(self) -> int:
        """A number that no step had before: it tells names and texts apart."""
        self.number += 1
        return self.number

    @property
    def today(self) -> str:
        """The day as files write it."""
        return self.day.isoformat()

    # Changing files.

    def text(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    def write(self, path: str, text: str) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, encoding="utf-8", newline="")
        self.changed()

    def remove(self, path: str) -> None:
        (self.root / path).unlink()
        self.changed()

    def changed(self) -> None:
        """Forget what was read of the files."""
        self.__dict__.pop("tracker", None)

    def append(self, kind: str, name: str, field: str, entry: Mapping[str, Any]) -> None:
        """Add an entry as the commands do."""
        path = path_of(kind, name)
        self.write(path, append(self.text(path), kind, field, entry, path))

    def put(self, kind: str, name: str, field: str, value: Any) -> None:
        """Add a field as the commands do."""
        path = path_of(kind, name)
        self.write(path, put(self.text(path), kind, field, value, path))

    def make(self, kind: str, name: str, values: Mapping[str, Any]) -> str:
        """Write a whole new record; its id."""
        path = path_of(kind, name)
        assert not (self.root / path).exists(), path
        self.write(path, new_record(kind, values, path))
        return name

    def replace(self, path: str, field: Sequence[str | int], value: Any) -> None:
        """Give a field another value by hand, and leave the rest of the file as it is."""
        self.write(path, replaced(self.text(path), tuple(field), value))

    def add_item(self, kind: str, name: str, field: str, item: Mapping[str, Any], at: int | None = None) -> None:
        """Add an item to a list that holds no entries, such as the words of the glossary."""
        path = path_of(kind, name)
        count = len(self.data(path)[field])
        lines = block([tree_of(item)])
        self.write(path, with_item(self.text(path), kind, field, count if at is None else at, lines))

    def edited(self, kind: str, name: str, field: str, was: str | None, reason: str) -> None:
        """Say under `edits` what was changed."""
        entry = {"recorded": self.today, "field": field, "was": was, "reason": reason}
        self.append(kind, name, "edits", entry)

    def hold(self, source: str, text: str, ending: str = ".txt") -> str:
        """Store the text of a source; its hash."""
        self.write(f"seeds/{source}{ending}", text)
        return sha256_of(text)

    def run(self, *arguments: str) -> str:
        """Run a command as a contributor would; what it said. It must succeed."""
        said = io.StringIO()
        with (
            contextlib.chdir(self.root),
            mock.patch.dict(os.environ, TODAY=self.today),
            contextlib.redirect_stdout(said),
            contextlib.redirect_stderr(said),
        ):
            code = main(arguments)
        self.changed()
        assert code == 0, f"tracker {arguments}\n{said.getvalue()}"
        assert "Nothing was written" not in said.getvalue(), said.getvalue()
        return said.getvalue()

    # The end of a step.

    def accept(self) -> None:
        """From now on this is what the record said."""
        for path in self.differing():
            _copied(self.root / path, self.before / path)
        self.accepted = read(self.before)

    def undo(self) -> None:
        """The record as it was before the step."""
        for path in self.differing():
            _copied(self.before / path, self.root / path)
        self.changed()

    def differing(self) -> list[str]:
        """The files that are not as they were accepted."""
        now, then = _files(self.root), _files(self.before)
        return sorted(path for path in now.keys() | then.keys() if now.get(path) != then.get(path))

    # What steps look for.

    def commitments(self, *, still_open: bool = True) -> list[tuple[str, Commitment]]:
        """The commitments that count, in another order each time; those that are still open."""
        found = self.shuffled(self.tracker.active.items())
        if not still_open:
            return found
        closed = {value.code for value in self.tracker.codelists["delivery"].values if value.closed}
        return [(name, item) for name, item in found if item.assessments[-1].delivery not in (*closed, "dropped")]


def path_of(kind: str, name: str = "") -> str:
    """The file of a record."""
    return f"data/{kind}.yaml" if kind in SINGLES else f"data/{FOLDERS[kind]}/{name}.yaml"


def replaced(text: str, field: tuple[str | int, ...], value: Any) -> str:
    """The text of a file in which one field has another value, and all else is as it was."""
    holder: Any = yaml.compose(text, Loader=yaml.CBaseLoader)
    for part in field[:-1]:
        holder = _inside(holder, part)
    node = _inside(holder, field[-1])
    start, end = node.start_mark.index, node.end_mark.index
    if holder.flow_style:
        return text[:start] + json.dumps(value, ensure_ascii=False) + text[end:]
    key = next(key for key, item in holder.value if item is node)
    margin = " " * key.start_mark.column
    lines = [margin + line for line in block({field[-1]: value})]
    end -= len(text[start:end]) - len(_TAIL.sub("", text[start:end]))
    return text[: key.start_mark.index] + "\n".join(lines).lstrip() + text[end:]


def _inside(node: Any, part: str | int) -> Any:
    if isinstance(part, int):
        return node.value[part]
    return next(item for key, item in node.value if key.value == part)


def active(entries: Iterable[Entry]) -> Iterator[Any]:
    """The entries that nothing corrects."""
    return (entry for entry in entries if entry.corrected_by is None)


def _files(root: Path) -> dict[str, bytes]:
    found = (file for part in PARTS for file in (root / part).rglob("*") if file.is_file())
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in found}


def _copied(source: Path, target: Path) -> None:
    if source.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    else:
        target.unlink()
