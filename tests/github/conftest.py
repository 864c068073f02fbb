"""The workflows as data, their steps as scripts, a repository to run them in, and a stand-in for GitHub."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import werkzeug
import yaml
from pytest_httpserver import HTTPServer

from tests.building import with_vocabularies

PROJECT = Path(__file__).parent.parent.parent
WORKFLOWS = sorted((PROJECT / ".github" / "workflows").glob("*.yml"))
GIT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "Tester",
    "GIT_AUTHOR_EMAIL": "tester@example.org",
    "GIT_COMMITTER_NAME": "Tester",
    "GIT_COMMITTER_EMAIL": "tester@example.org",
}
_EXPRESSION = re.compile(r"\$\{\{\s*([\w.-]+(?:\s*\|\|\s*[\w.-]+)*)\s*\}\}")
Reply = Callable[[str, str, Any], Any]


def _workflow(name: str) -> dict[str, Any]:
    """A workflow, every scalar as the text that was typed (`on` is no boolean here)."""
    return yaml.load((PROJECT / ".github" / "workflows" / f"{name}.yml").read_text(), Loader=yaml.BaseLoader)


def _step(name: str, job: str, step_name: str) -> dict[str, Any]:
    """The step of that name."""
    return next(item for item in _workflow(name)["jobs"][job]["steps"] if item.get("name") == step_name)


def _resolved(text: str, context: dict[str, Any]) -> str:
    """A value with its expressions replaced; only dotted names and `||` are known, and nothing else is used."""

    def value(match: re.Match[str]) -> str:
        return next((found for name in match[1].split("||") if (found := _looked_up(name.strip(), context))), "")

    result = _EXPRESSION.sub(value, text)
    assert "${{" not in result, f"{text!r} holds an expression that the tests cannot work out"
    return result


def _looked_up(name: str, context: dict[str, Any]) -> str:
    here: Any = context
    for part in name.split("."):
        here = here.get(part) if isinstance(here, dict) else None
    return "" if here is None else str(here)


@dataclass
class Checkout:
    """A git repository with the good tree, in which the steps of a workflow can be run."""

    root: Path

    def git(self, *arguments: str) -> str:
        """What git prints."""
        done = subprocess.run(
            ["git", *arguments], cwd=self.root, env={**os.environ, **GIT}, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    def commit(self, message: str) -> str:
        """Commit everything; the hash."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)
        return self.git("rev-parse", "HEAD")

    def run(self, found: dict[str, Any], event: dict[str, Any], **more: str) -> subprocess.CompletedProcess[str]:
        """Run a step as GitHub does: its script in a file, what it needs in the environment."""
        folder = self.root.parent / "runner"
        folder.mkdir(exist_ok=True)
        (folder / "event.json").write_text(json.dumps(event))
        (folder / "output").write_text("")
        (folder / "step.sh").write_text(found["run"])
        context = {"github": {"event": event, "token": "token-of-the-test"}}
        given = {name: _resolved(value, context) for name, value in found.get("env", {}).items()}
        # `make` only says what it would do: the environment is the one that runs this test.
        ours = {
            "GITHUB_EVENT_NAME": "pull_request" if "pull_request" in event else "push",
            "GITHUB_EVENT_PATH": str(folder / "event.json"),
            "GITHUB_OUTPUT": str(folder / "output"),
            "MAKEFLAGS": "n",
        }
        path = f"{PROJECT / '.venv' / 'bin'}:{os.environ['PATH']}"
        environment = {**os.environ, **GIT, "TODAY": "2026-11-21", "PATH": path, **ours, **given, **more}
        script = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(folder / "step.sh")]
        return subprocess.run(script, cwd=self.root, env=environment, capture_output=True, text=True, timeout=120)

    @property
    def outputs(self) -> dict[str, str]:
        """What the last step handed on."""
        lines = (self.root.parent / "runner" / "output").read_text().splitlines()
        return dict(line.split("=", 1) for line in lines)


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """The good tree with this project's code, forms and tool settings, as a repository with one commit."""
    root = tmp_path / "checkout"
    shutil.copytree(PROJECT / "tests" / "trees" / "good", root)
    with_vocabularies(root)
    for name in ("Makefile", "pyproject.toml", "requirements.txt", "requirements-dev.txt", "mkdocs.yml"):
        shutil.copy2(PROJECT / name, root / name)  # with its time, or `make` would install anew
    (root / ".gitignore").write_text(".venv\n__pycache__/\ncompanion/\nweekly/\nintake/\n")
    for name in (".github", ".venv", "macros"):
        (root / name).symlink_to(PROJECT / name)
    made = Checkout(root)
    made.git("init", "--quiet", "--initial-branch", "main")
    made.commit("Begin")
    return made


@dataclass
class StandIn:
    """A server that answers like GitHub, and remembers what it was asked."""

    address: str
    replies: dict[tuple[str, str], Any] = field(default_factory=dict)
    asked: list[tuple[str, str, Any]] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)

    def sent(self, method: str, path: str) -> list[Any]:
        """The bodies of all such calls."""
        return [body for asked, where, body in self.asked if asked == method and where == path]

    @property
    def writes(self) -> list[tuple[str, str]]:
        """Every call that changes something."""
        return [(method, path) for method, path, _ in self.asked if method != "GET"]


@pytest.fixture
def github(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> StandIn:
    """The stand-in on this machine; what is not set answers with an empty list."""
    found = StandIn(f"http://127.0.0.1:{httpserver.port}")

    def answer(request: werkzeug.Request) -> werkzeug.Response:
        path = request.path.removeprefix("/repos/mill/bridges")
        found.tokens.add(request.headers["Authorization"])
        found.asked.append((request.method, path, json.loads(request.data or b"null")))
        reply = found.replies.get((request.method, path), [] if request.method == "GET" else {})
        status, content = reply if isinstance(reply, tuple) else (200, reply)
        return werkzeug.Response(json.dumps(content), status)

    httpserver.expect_request(re.compile(".*")).respond_with_handler(answer)
    monkeypatch.setenv("GITHUB_API_URL", found.address)
    monkeypatch.setenv("GITHUB_REPOSITORY", "mill/bridges")
    return found


def _filled(form: str, **typed: str) -> str:
    """The body of an issue as GitHub makes it of a form; fields that are not given stay empty."""
    tree = _form(form)
    return "\n\n".join(
        f"### {item['attributes']['label']}\n\n{_typed(item, typed)}" for item in tree["body"] if "id" in item
    )


@cache
def _form(name: str) -> Any:
    return yaml.safe_load((PROJECT / ".github" / "ISSUE_TEMPLATE" / f"{name}.yml").read_text())


def _typed(item: dict[str, Any], typed: dict[str, str]) -> str:
    if item["type"] == "checkboxes":
        return "\n".join(f"- [X] {option['label']}" for option in item["attributes"]["options"])
    return typed.get(item["id"].replace("-", "_")) or "_No response_"


@pytest.fixture(scope="session")
def workflow() -> Callable[[str], dict[str, Any]]:
    """Reads a workflow by its name."""
    return _workflow


@pytest.fixture(scope="session")
def step() -> Callable[[str, str, str], dict[str, Any]]:
    """Finds a step by the names of workflow, job and step."""
    return _step


@pytest.fixture(scope="session")
def filled() -> Callable[..., str]:
    """Fills in a form."""
    return _filled


@pytest.fixture
def changed(filled: Callable[..., str]) -> Callable[..., str]:
    """The form "Something has changed" about a made-up town, with some fields filled in otherwise."""
    usual = {
        "record": "library-hours",
        "link": "https://council.example.org/news/book-van",
        "publisher": "Mill Town Council",
        "page_title": "The book van runs again",
        "page_kind": "Local government",
        "issued": "2026-11-18",
        "event": "Act",
        "date": "2026-11-17",
        "what": "The book van called at two villages.",
        "shows": "The council says that the van called at two villages on 17 November 2026.",
    }
    return lambda **other: filled("changed", **{**usual, **other})
