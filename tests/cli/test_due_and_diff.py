"""`tracker due` and `tracker diff`: lists for people, and what changed for programs as well."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

GARDEN = "data/commitments/garden.yaml"


@pytest.fixture
def committed(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project under git, with one commit."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    for arguments in (("init", "--quiet"), ("add", "--all"), (*who, "commit", "--quiet", "--message", "Begin")):
        subprocess.run(["git", *arguments], cwd=project, check=True)
    return project


def test_the_oldest_check_comes_first(run: Callable, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    monkeypatch.setenv("TODAY", "2027-06-01")
    assert run("due") == 0
    text = capsys.readouterr().out
    days = [int(found) for found in re.findall(r"  due since .*, (\d+) days ago\n", text)]

    assert len(days) > 1
    assert days == sorted(days, reverse=True)
    assert text.endswith("tracker record <id> search\n")


def test_nothing_due_is_said(run: Callable, capsys) -> None:
    assert run("due") == 0
    assert capsys.readouterr().out == "Nothing is due a check\n"
    run("due", "--all")
    assert "due after " in capsys.readouterr().out


def test_nothing_changed_is_said(run: Callable, committed: Path, capsys) -> None:
    assert run("diff") == 0
    assert capsys.readouterr().out.startswith("Nothing changed for a reader since HEAD (")


def test_changes_are_sentences_with_the_card_before_and_after(run: Callable, committed: Path, capsys) -> None:
    done = ("--date", "2025-09-30", "--type", "finding", "--what", "The garden is planted.", "--meets", "planted")
    shown = ("--source", "2025-09-30-inspection-report", "--says", "It is planted.")
    run("record", "garden", "event", *done, *shown, "--reason", "Inspectors found it planted.", "--yes")
    capsys.readouterr()
    assert run("diff") == 0

    text = capsys.readouterr().out
    assert "- garden: Delivered (before: Under way): Inspectors found it planted. (1 paraphrase)\n" in text
    assert "\ngarden: Plant a town garden\n" in text
    assert "  What has happened: Under way → Delivered\n" in text
    assert run("diff", "--format", "json") == 0
    whole = json.loads(capsys.readouterr().out)
    assert list(whole) == ["version", "since", "changes", "cards"]
    assert whole["changes"][0]["sort"] == "delivered"
    assert whole["cards"][0]["record"] == "garden"


def test_a_record_with_faults_can_be_compared_too(run: Callable, committed: Path, capsys) -> None:
    (committed / GARDEN).write_text("title: *x\n", encoding="utf-8")

    assert run("diff") == 0
    assert "garden is not in the record any longer." in capsys.readouterr().out


def test_an_unknown_revision_is_told(run: Callable, committed: Path, capsys) -> None:
    assert run("diff", "nowhere") == 2
    assert "git does not know 'nowhere'" in capsys.readouterr().err


def test_a_first_commit_has_no_changes(run: Callable, committed: Path, capsys) -> None:
    assert run("diff", "HEAD~1") == 0
    assert capsys.readouterr().out == "Nothing changed for a reader since nothing: this is the first commit.\n"
