"""A small record in a real git repository, apart from whatever git is set up to do on this machine."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.checks.append_only import changed_fields, compare
from macros.cli.revision import checked_out
from macros.read.files import read
from macros.read.problems import Problem, errors
from tests.building import TREES, plant

GARDEN = "data/commitments/garden.yaml"
TODAY = dt.date(2026, 11, 21)


class Repository:
    """A working copy with the words that a test needs."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def git(self, *arguments: str, fails: bool = False) -> str:
        """What git prints. It must succeed, or fail when a failure is expected."""
        done = subprocess.run(["git", "-C", str(self.root), *arguments], capture_output=True, text=True, check=False)
        assert (done.returncode != 0) == fails, done.stdout + done.stderr
        return done.stdout.strip()

    def commit(self, subject: str = "Change") -> str:
        """Commit everything; the hash of the commit."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", subject)
        return self.git("rev-parse", "HEAD")

    def text(self, path: str = GARDEN) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    def write(self, text: str, path: str = GARDEN) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, encoding="utf-8")

    def replace(self, old: str, new: str, path: str = GARDEN) -> None:
        """Replace what stands once in a file."""
        text = self.text(path)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        self.write(text.replace(old, new), path)

    def remove(self, path: str = GARDEN) -> None:
        (self.root / path).unlink()

    def lost(self, revision: str = "HEAD", *, exact: bool = False, today: dt.date = TODAY) -> tuple[Problem, ...]:
        """What the record of today lost since the revision."""
        with checked_out(self.root, revision, exact=exact) as past:
            return compare(read(past.root), read(self.root), today, past.between)

    def codes(self, revision: str = "HEAD") -> list[str]:
        return [problem.code for problem in self.lost(revision)]

    def wrong(self, revision: str = "HEAD") -> set[str]:
        """The codes of the errors; what is only advised is left out."""
        return {problem.code for problem in errors(self.lost(revision))}

    def edit(self, field: str, was: str, path: str = GARDEN, day: str = "2026-11-21") -> None:
        """Add one entry under `edits`, behind those that are there."""
        text = self.text(path)
        head = "" if "\nedits:\n" in text else "edits:\n"
        entry = f"  - recorded: {day}\n    field: {field}\n    was: {was}\n    reason: A word was missing.\n"
        self.write(f"{text}{head}{entry}", path)


def alone(patch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let git know no setting of this machine or of its user, and a fixed author and day."""
    patch.setenv("GIT_CONFIG_GLOBAL", str(folder / "no-such-file"))
    patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    patch.setenv("GIT_CEILING_DIRECTORIES", str(folder))
    for who in ("AUTHOR", "COMMITTER"):
        patch.setenv(f"GIT_{who}_NAME", "A contributor")
        patch.setenv(f"GIT_{who}_EMAIL", "contributor@example.org")
        patch.setenv(f"GIT_{who}_DATE", "2026-11-21T12:00:00+0000")


@pytest.fixture
def own_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A git of our own."""
    alone(monkeypatch, tmp_path)


def garden_folder(root: Path) -> Path:
    """Lay the good tree and the garden into a folder."""
    plant(root)
    shutil.copyfile(TREES / "garden.yaml", root / GARDEN)
    return root


@pytest.fixture
def folder(own_git: None, tmp_path: Path) -> Path:
    """The good tree with the garden, not yet under git."""
    return garden_folder(tmp_path / "project")


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same under git, with one commit on the branch `main`; each test gets a copy."""
    root = tmp_path_factory.mktemp("begun")
    with pytest.MonkeyPatch.context() as patch:
        alone(patch, root.parent)
        made = Repository(garden_folder(root / "project"))
        made.git("init", "--quiet", "--initial-branch=main", "--template=")
        made.commit("Begin")
        made.git("repack", "-adq")  # one file instead of a hundred, for every copy
    return made.root


@pytest.fixture
def repository(own_git: None, begun: Path, tmp_path: Path) -> Repository:
    """A copy of that repository. What git knows of each file, such as its time, stays true."""
    return Repository(shutil.copytree(begun, tmp_path / "project"))


@pytest.fixture
def read_both() -> Callable[..., list]:
    """Every field that changed since the last commit."""

    def named(repository: Repository) -> list:
        with checked_out(repository.root, "HEAD", exact=True) as past:
            return list(changed_fields(read(past.root), read(repository.root), TODAY))

    return named


@pytest.fixture
def clone(tmp_path: Path, own_git: None) -> Callable[..., Repository]:
    """Clones a repository as a server would send it."""

    def cloned(of: Repository, *options: str, name: str = "clone") -> Repository:
        target = tmp_path / name
        subprocess.run(["git", "clone", "--quiet", *options, f"file://{of.root}", str(target)], check=True)
        return Repository(target)

    return cloned
