"""A change before it is made: its faults by the rules, its difference, and then all files whole or none."""

from __future__ import annotations

import datetime as dt
import difflib
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from macros.checks import check
from macros.model.tracker import Tracker
from macros.read.problems import Problem, errors

Texts = Mapping[str, str]


def checked(root: Path, texts: Texts, today: dt.date) -> tuple[Tracker, tuple[Problem, ...]]:
    """The record as it would be with these files, and what the rules say of it: they are asked about a copy."""
    with tempfile.TemporaryDirectory(prefix="tracker-") as folder:
        copy = Path(folder)
        for name in ("data", "seeds"):
            if (root / name).is_dir():
                shutil.copytree(root / name, copy / name)
        for path, text in texts.items():
            (copy / path).parent.mkdir(parents=True, exist_ok=True)
            (copy / path).write_text(text, encoding="utf-8", newline="")
        return check(copy, today)


def faults_of(root: Path, texts: Texts, today: dt.date) -> tuple[Problem, ...]:
    """The errors that the record would have with these files and does not have now."""
    after = errors(checked(root, texts, today)[1])
    if not after:
        return ()
    known = {(problem.place.path, problem.code, problem.found) for problem in errors(check(root, today)[1])}
    return tuple(problem for problem in after if (problem.place.path, problem.code, problem.found) not in known)


def difference(root: Path, texts: Texts) -> str:
    """What would change, as a diff that git would show."""
    told: list[str] = []
    for path, text in texts.items():
        old = (root / path).read_text(encoding="utf-8").splitlines(keepends=True) if (root / path).exists() else []
        name = f"a/{path}" if old else "/dev/null"
        told += difflib.unified_diff(old, text.splitlines(keepends=True), name, f"b/{path}")
    return "".join(told)


def write(root: Path, texts: Texts) -> None:
    """Put every file in place, each in one step; when one of them cannot be written, none is."""
    ready: dict[Path, Path] = {}
    before = {root / path: (root / path).read_bytes() if (root / path).exists() else None for path in texts}
    try:
        for path, text in texts.items():
            ready[root / path] = _beside(root / path, text)
        for target, temporary in ready.items():
            os.replace(temporary, target)  # noqa: PTH105 # one step, also over a file that is there
    except BaseException:
        _put_back(before)
        raise
    finally:
        for temporary in ready.values():
            temporary.unlink(missing_ok=True)


def _beside(target: Path, text: str) -> Path:
    """A file with the text in the same folder, so that putting it in place is one step of the file system."""
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    shutil.copymode(target, name) if target.exists() else Path(name).chmod(0o644)
    return Path(name)


def _put_back(before: Mapping[Path, bytes | None]) -> None:
    for target, content in before.items():
        if content is None:
            target.unlink(missing_ok=True)
        elif target.read_bytes() != content:
            target.write_bytes(content)
