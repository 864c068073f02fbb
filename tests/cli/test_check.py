"""`tracker check`: only what was asked for, in the form that was asked for."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from macros.cli.check import as_github, as_json
from macros.read.problems import Place, Problem, Severity
from macros.read.yaml import compose

GARDEN = "data/commitments/garden.yaml"
HOURS = "data/commitments/library-hours.yaml"
MINUTES = "data/sources/2025-03-10-council-minutes.yaml"
SEED = "seeds/2025-03-10-council-minutes.txt"


def break_(project: Path, path: str, old: str, new: str) -> None:
    text = (project / path).read_text(encoding="utf-8")
    assert old in text
    (project / path).write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def faulty(project: Path) -> Path:
    """One fault in each of two records, and one in a stored text that a third one quotes."""
    break_(project, GARDEN, "kind: service", "kind: servce")
    break_(project, "data/bodies/transport-office.yaml", "name:", "nme:")
    break_(project, SEED, "six days of every week", "five days of every week")
    return project


def found(run: Callable, capsys: pytest.CaptureFixture[str], *paths: str) -> set[str]:
    """The files in which a check of these paths finds errors."""
    run("check", *paths, "--format", "json", "--no-advice")
    return {problem["path"] for problem in json.loads(capsys.readouterr().out)["problems"]}


def test_only_the_files_given_and_what_depends_on_them(
    run: Callable, faulty: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    everything = found(run, capsys)

    assert found(run, capsys, GARDEN) == {GARDEN}
    assert found(run, capsys, "data/themes") >= {GARDEN, HOURS}  # all of them name its theme
    assert HOURS in found(run, capsys, SEED)
    assert HOURS in found(run, capsys, MINUTES)
    assert GARDEN in found(run, capsys, "data/codelists/commitment-kind.yaml")
    assert found(run, capsys, "data/proper-names.yaml") == found(run, capsys, "data/policy.yaml") == everything
    assert found(run, capsys, "data/background/bridge-of-1890.yaml") == set()


def test_paths_are_read_from_where_one_stands(
    run: Callable, faulty: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(faulty / "data" / "commitments")

    assert found(run, capsys, "garden.yaml") == {GARDEN}
    assert found(run, capsys, str(faulty / GARDEN)) == {GARDEN}


def test_a_removed_file_that_is_still_named_may_be_given(
    run: Callable, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As a list of changed files has it."""
    (project / MINUTES).unlink()

    assert HOURS in found(run, capsys, MINUTES)


@pytest.mark.parametrize("path", ["data/commitments/gardn.yaml", "nothing.txt", "../elsewhere", "/etc/nothing"])
def test_a_path_that_is_no_file_is_told(path: str, run: Callable, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", path) == 2

    told = capsys.readouterr()
    assert f"there is no file {path!r}" in told.err
    assert told.out == ""
    assert ("did you mean 'data/commitments/garden.yaml'?" in told.err) == ("gardn" in path)


PROBLEM = Problem(Place("data/a,b:c.yaml", 3, 5, "events[0]"), "EVD001", "100% of\r\n::it", "two\nlines", "mend, it")
ADVICE = Problem(Place("data/x.yaml"), "STY004", "long", "short", severity=Severity.ADVICE)


def test_an_annotation_is_one_command_whatever_it_holds() -> None:
    assert as_github([PROBLEM, ADVICE]) == (
        "::error file=data/a%2Cb%3Ac.yaml,line=3,col=5,title=EVD001::events[0]: 100%25 of%0D%0A::it%0A"
        "expected: two%0Alines%0Afix: mend, it\n"
        "::notice file=data/x.yaml,line=1,col=1,title=STY004::long%0Aexpected: short"
    )


@pytest.mark.parametrize(
    "text", ["\n::stop-commands::x", "\r\n::set-output name=a::b", "%0A::error::x", "\x1b[31m", "::add-mask::a"]
)
def test_no_text_becomes_a_command_of_its_own(text: str) -> None:
    drawn = as_github([Problem(Place(f"data/{text}.yaml", 1, 1, text), "SHP001", text, text, text)])

    assert len(drawn.splitlines()) == 1
    assert drawn.startswith("::error file=")
    assert "%0A::error::x" not in drawn.replace("%250A", "")


def test_json_has_a_shape_that_is_promised() -> None:
    whole = json.loads(as_json([PROBLEM, ADVICE], "main (0123456789)"))

    assert list(whole) == ["version", "errors", "advice", "compared_with", "problems"]
    assert (whole["version"], whole["errors"], whole["advice"]) == (1, 1, 1)
    assert whole["problems"][0] == {
        "path": "data/a,b:c.yaml",
        "line": 3,
        "column": 5,
        "field": "events[0]",
        "code": "EVD001",
        "severity": "error",
        "found": "100% of\r\n::it",
        "expected": "two\nlines",
        "fix": "mend, it",
    }


def test_annotations_close_with_a_count(run: Callable, faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", GARDEN, "--format", "github", "--no-advice") == 1

    *commands, count = capsys.readouterr().out.splitlines()
    assert commands
    assert all(line.startswith("::error file=data/commitments/garden.yaml,line=") for line in commands)
    assert count == f"{len(commands)} errors" if len(commands) > 1 else "1 error"


@pytest.mark.parametrize("format_", ["text", "github"])
def test_without_a_fault_only_the_count_is_said(
    run: Callable, format_: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("check", "--format", format_) == 0
    assert capsys.readouterr().out == "0 errors\n"


def published(project: Path, folder: Path) -> Path:
    """What a site would show of the garden: the promise and its theme, with a field that was derived."""
    record = compose((project / GARDEN).read_text(encoding="utf-8"), GARDEN).data
    whole = {"as_of": "2026-11-21", "commitments": [{"id": "garden", "record": {**record, "derived": True}}]}
    file = folder / "records.json"
    file.write_text(json.dumps(whole), encoding="utf-8")
    return file


def test_what_is_published_is_not_lost(
    run: Callable, project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = published(project, tmp_path)
    assert run("check", "--no-advice", "--against-published", str(file)) == 0
    assert f"Compared with what {file} shows, as of 2026-11-21\n" in capsys.readouterr().out
    break_(project, GARDEN, "made_date: 2025-03-10", "made_date: 2025-03-09")
    assert run("check", "--no-advice", "--against-published", str(file)) == 1
    assert "made_date: APP004" in capsys.readouterr().out
    (project / GARDEN).unlink()
    assert run("check", "--no-advice", "--against-published", str(file)) == 1
    assert "APP002 the commitment 'garden' is gone" in capsys.readouterr().out


def test_a_site_is_asked_for_what_it_shows(
    run: Callable, project: Path, tmp_path: Path, server: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    address = f"{server.address}/data/records.json"
    server.pages["/data/records.json"] = (200, {}, published(project, tmp_path).read_bytes())
    assert run("check", "--no-advice", "--against-published", address) == 0
    assert run("check", "--no-advice", "--first", "--against-published", address) == 0
    break_(project, GARDEN, "kind: service", "kind: programme")
    assert run("check", "--no-advice", "--first", "--against-published", address) == 1
    assert "kind: APP004" in capsys.readouterr().out


def test_before_the_first_deployment_somebody_says_so(
    run: Callable, server: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    address = f"{server.address}/data/records.json"
    assert run("check", "--against-published", address) == 2
    told = capsys.readouterr()
    assert (told.out, "before the very first deployment, say so with --first" in told.err) == ("", True)
    assert run("check", "--first", "--against-published", address) == 0
    assert f"Compared with nothing: nothing is published at {address}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("status", "body"),
    [(500, b""), (403, b"{}"), (200, b"<html>"), (200, b"{}"), (200, b'{"commitments": []}'), (200, b"[" * 100_000)],
)
def test_a_site_that_shows_no_record_stops_everything(
    status: int, body: bytes, run: Callable, server: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also where somebody says that it is the first deployment: there is something, and it is not known what."""
    server.pages["/data/records.json"] = (status, {}, body)
    for more in ([], ["--first"]):
        assert run("check", *more, "--against-published", f"{server.address}/data/records.json") == 2
        assert "nothing was compared" in capsys.readouterr().err


@pytest.mark.parametrize(
    "where", ["no-such-file.json", "/", "http://example.org/data/records.json", "https://127.0.0.1:1/records.json", ""]
)
def test_what_is_not_reached_stops_everything(where: str, run: Callable, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", "--against-published", where) == 2
    assert "nothing was compared" in capsys.readouterr().err


@pytest.mark.parametrize("revision", ["", " ", "\n"])
def test_an_empty_revision_is_a_mistake_of_the_caller(
    revision: str, run: Callable, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("check", "--against", revision) == 2
    assert "--against names no revision" in capsys.readouterr().err


@pytest.mark.parametrize("path", ["..", "../..", "/etc/passwd", "/"])
def test_a_path_outside_the_project_is_told(path: str, run: Callable, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", path) == 2
    assert f"{path!r} lies outside the project" in capsys.readouterr().err


@pytest.mark.parametrize("denied", ["garden.yaml", "commitments", "seeds"])
def test_what_may_not_be_read_is_a_fault_with_its_path(
    denied: str, run: Callable, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(real: Callable) -> Callable:
        def asked(path: Path) -> Any:
            if path.name == denied:
                raise PermissionError(13, "Permission denied", str(path))
            return real(path)

        return asked

    monkeypatch.setattr(Path, "read_bytes", refusing(Path.read_bytes))
    monkeypatch.setattr(Path, "iterdir", refusing(Path.iterdir))
    assert run("check") == 1
    told = capsys.readouterr().out
    assert "SHP002 the computer does not let it be read (Permission denied)" in told
    assert f"{denied}:1:1:" in told


def test_a_new_branch_is_said_to_be_new(
    run: Callable, project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(project.parent))
    subprocess.run(["git", "init", "--quiet", str(project)], check=True)
    assert run("check", "--against", "0" * 40) == 2
    assert "the branch is new; when that is right, as at its first push, say so with --first" in capsys.readouterr().err
    assert run("check", "--first", "--against", "0" * 40) == 0
    assert "Compared with nothing: git names no earlier commit" in capsys.readouterr().out
