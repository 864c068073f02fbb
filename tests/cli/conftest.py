"""A small record on disk, a terminal that answers, and a server on this machine for the pages of others."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from macros.cli.__main__ import main
from tests.building import with_vocabularies
from tests.served import Server

TREES = Path(__file__).parent.parent / "trees"
GARDEN = "data/commitments/garden.yaml"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The good tree with the garden; commands run inside it, on the fixed day."""
    root = tmp_path / "project"
    shutil.copytree(TREES / "good", root)
    with_vocabularies(root)
    shutil.copyfile(TREES / "garden.yaml", root / GARDEN)
    monkeypatch.chdir(root)
    monkeypatch.setenv("TODAY", dt.date(2026, 11, 21).isoformat())
    return root


@pytest.fixture
def before(project: Path) -> Callable[[], dict[str, bytes]]:
    """All files of the record with their bytes."""

    def files() -> dict[str, bytes]:
        return {str(file.relative_to(project)): file.read_bytes() for file in project.rglob("*") if file.is_file()}

    return files


@dataclass
class Terminal:
    """Answers questions one after the other, and remembers what it was asked."""

    answers: list[str]
    asked: list[str] = field(default_factory=list)

    def __call__(self, question: str) -> str:
        self.asked.append(question)
        assert self.answers, f"no answer is left for {question!r}"
        return self.answers.pop(0)


@pytest.fixture
def run(project: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """Runs a command with its arguments; `answers` are what a person types. Nobody waits between requests."""
    monkeypatch.setattr("macros.cli.new.PAUSE", 0)

    def ran(*arguments: str, answers: list[str] | None = None) -> int:
        if answers is None:
            return main(arguments)
        terminal = Terminal(list(answers))
        done = main(arguments, terminal)
        assert not terminal.answers, f"nobody asked for {terminal.answers}"
        return done

    return ran


@pytest.fixture
def server(httpserver: HTTPServer) -> Server:
    """A server on this machine."""
    return Server(httpserver)
