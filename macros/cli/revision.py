"""The record as git knows it at another revision."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from macros.cli import Stop

FOLDERS = ("data", "seeds")
# A commit is what it is, and not what somebody put in its place in this clone.
_GIT = ("git", "--no-replace-objects")
_NO_COMMIT = re.compile(r"0{40}|0{64}")
_BEFORE_HEAD = re.compile(r"(?:HEAD|@)(?:\^|~\d*)+")
_PLAIN_FILE = re.compile(r"100(?:644|755) blob ([0-9a-f]+)\t(.+)", re.DOTALL)


class NothingToCompare(Exception):
    """There is no earlier state, and that is as it should be: a first commit, or a record that had not begun."""


class NewBranch(NothingToCompare):
    """The caller named forty zeros, as git does where a branch begins; it may have been removed and pushed anew."""


class Past(NamedTuple):
    """An earlier state of the project, laid into a folder of its own. `said` tells a reader which one it is.

    `between` are the files that were added in a commit since, though they may have gone again.
    """

    root: Path
    commit: str
    said: str
    between: frozenset[str]


@contextmanager
def checked_out(root: Path, revision: str, *, exact: bool = False) -> Iterator[Past]:
    """`data/` and `seeds/` as they were where this branch left the revision; with `exact`, at the revision itself.

    Where the two have no common commit, as after a shallow clone, it is the revision itself too. The folder is gone
    when the `with` block ends.

    Raises:
        NothingToCompare: git says that there is no earlier state of the record.
        Stop: the folder is in no repository, or git does not have the revision.
    """
    commit, said = _starting_point(root, revision, exact)
    files = list(_files(root, commit))
    if not any(path.startswith("data/commitments/") for _, path in files):
        raise NothingToCompare(f"there was no record at {said}")
    with tempfile.TemporaryDirectory(prefix="tracker-") as folder:
        for path, content in _contents(root, files):
            target = Path(folder, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        yield Past(Path(folder), commit, said, _added_since(root, commit))


def _starting_point(root: Path, revision: str, exact: bool) -> tuple[str, str]:
    """The commit to compare with, and how to speak of it."""
    if _git(root, "rev-parse", "--git-dir") is None:
        raise Stop(f"{root} is in no git repository, so there is nothing to compare with {revision!r}")
    if _NO_COMMIT.fullmatch(revision):
        raise NewBranch("git names no earlier commit: the branch is new")
    head = _commit(root, "HEAD")
    if head is None:
        raise NothingToCompare("nothing has been committed yet")
    commit = _commit(root, revision)
    if commit is None:
        raise _missing(root, revision, head)
    base = None if exact else _git(root, "merge-base", commit, head)
    if base and base.strip() != commit:
        return base.strip(), f"{base[:10]}, where this branch left {revision}"
    if not base and not exact:
        return commit, f"{revision} ({commit[:10]}) itself, as no commit before both of them is here"
    return commit, f"{revision} ({commit[:10]})"


def _missing(root: Path, revision: str, head: str) -> Exception:
    if (_git(root, "rev-parse", "--is-shallow-repository") or "").strip() == "true":
        help_ = "get it with `git fetch --unshallow`, or on GitHub with `fetch-depth: 0`"
        return Stop(f"this is a shallow clone without {revision!r}; {help_}")
    if _BEFORE_HEAD.fullmatch(revision) and _commit(root, f"{head}^") is None:
        return NothingToCompare("this is the first commit")
    return Stop(f"git does not know {revision!r}; `git branch --all` lists what it knows")


def _commit(root: Path, revision: str) -> str | None:
    found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    return found.strip() if found else None


def _files(root: Path, commit: str) -> Iterator[tuple[str, str]]:
    """Hash and path of every plain file of the record; the project may stand below the top of the repository."""
    listed = _git(root, "ls-tree", "-r", "-z", commit, "--", *FOLDERS) or ""
    for line in listed.split("\0"):
        if (found := _PLAIN_FILE.fullmatch(line)) and ".." not in Path(found[2]).parts:
            yield found[1], found[2]


def _added_since(root: Path, commit: str) -> frozenset[str]:
    wanted = ("--relative", "--no-renames", "--diff-filter=A", "--name-only", "--format=", "-z", f"{commit}..HEAD")
    listed = _git(root, "log", *wanted, "--", *FOLDERS) or ""
    return frozenset(path.strip("\n") for path in listed.split("\0") if path)


def _contents(root: Path, files: list[tuple[str, str]]) -> Iterator[tuple[str, bytes]]:
    """Path and content of each file, all asked of git at once."""
    asked = "".join(f"{blob}\n" for blob, _ in files).encode()
    command = [*_GIT, "-C", str(root), "cat-file", "--batch"]
    answer = subprocess.run(command, input=asked, stdout=subprocess.PIPE, check=True).stdout
    start = 0
    for _, path in files:
        head, _, _ = answer[start:].partition(b"\n")
        size = int(head.split()[-1])
        start += len(head) + 1
        yield path, answer[start : start + size]
        start += size + 1


def _git(root: Path, *arguments: str) -> str | None:
    """What git prints, or None when it fails."""
    try:
        done = subprocess.run([*_GIT, "-C", str(root), *arguments], capture_output=True, check=False)
    except FileNotFoundError:
        raise Stop("git is not installed, so there is nothing to compare with") from None
    return done.stdout.decode("utf-8", "surrogateescape") if done.returncode == 0 else None
