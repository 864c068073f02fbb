"""The command as a whole: its exit statuses, and that it never shows a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.cli.__main__ import INTERRUPTED, main, tracker


@pytest.mark.parametrize("arguments", [[], *([name] for name in tracker.commands), ["new", "source"]])
def test_every_command_tells_how_it_is_used(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Also outside a project, and when nothing can be read."""
    assert main([*arguments, "--help"]) == 0
    assert capsys.readouterr().out.startswith("Usage: tracker")


@pytest.mark.parametrize(
    "arguments",
    [["chek"], ["check", "--colour"], ["check", "--format", "xml"], ["show"], ["record", "garden"], ["intake", "none"]],
)
def test_what_is_not_understood_is_status_2(arguments: list[str], run: Callable[..., int]) -> None:
    assert run(*arguments) == 2


def test_outside_a_project_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(["check"]) == 1
    assert capsys.readouterr().err == f"{tmp_path} is not inside a project: no folder data/commitments here or above\n"


def test_a_wrong_day_is_told(
    run: Callable[..., int], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TODAY", "tomorrow")

    assert run("check") == 1
    assert capsys.readouterr().err == "TODAY is 'tomorrow'; write it like 2026-11-21\n"


@pytest.mark.parametrize("end", [KeyboardInterrupt, EOFError])
def test_who_leaves_at_a_question_leaves_quietly(
    end: type[BaseException], project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ctrl-C, and Ctrl-D."""

    def leaving(_: str) -> str:
        raise end

    assert main(["record", "garden", "search"], leaving) == INTERRUPTED
    assert capsys.readouterr().err.strip() == ""


def test_a_reader_that_has_seen_enough_is_no_fault(project: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as closed:
        command = [sys.executable, "-m", "macros.cli", "stats"]
        done = subprocess.run(command, cwd=project, stdout=closed, stderr=subprocess.PIPE, check=False)

    assert (done.returncode, done.stderr) == (0, b"")
