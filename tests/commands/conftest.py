"""A small record on disk, a terminal that answers, and a server on this machine for the pages of others."""

from __future__ import annotations

import datetime as dt
import http.server
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from macros.__main__ import COMMANDS, _parser

TREES = Path(__file__).parent.parent / "trees"
GARDEN = "data/commitments/garden.yaml"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The good tree with the garden; commands run inside it, on the fixed day."""
    root = tmp_path / "project"
    shutil.copytree(TREES / "good", root)
    shutil.copytree(TREES.parent.parent / "data" / "codelists", root / "data" / "codelists")
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
def run(project: Path) -> Callable[..., int]:
    """Runs a command with its arguments; `answers` are what a person at the terminal types."""

    def ran(*arguments: str, answers: list[str] | None = None) -> int:
        parsed = _parser().parse_args(arguments)
        command = COMMANDS[parsed.command]
        if answers is None:
            return int(command.run(project, parsed))
        terminal = Terminal(list(answers))
        done = int(command.run(project, parsed, terminal))
        assert not terminal.answers, f"nobody asked for {terminal.answers}"
        return done

    return ran


@dataclass
class Server:
    """A web server on this machine: pages by path, and what was asked of it."""

    address: str
    pages: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)


@pytest.fixture
def server() -> Iterator[Server]:
    """Answers until the test ends. A path without a page is answered 404."""
    made = Server("")

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append(self.path)
            status, headers, body = made.pages.get(self.path, (404, {}, b""))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing on the terminal."""

    host = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.address = f"http://127.0.0.1:{host.server_address[1]}"
    thread = threading.Thread(target=host.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    host.shutdown()
    thread.join()
    host.server_close()
