"""What is published: of the good tree and of the town as values, and of the town as a built site."""

from __future__ import annotations

import datetime as dt
import functools
import io
import sqlite3
import threading
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from macros.model.tracker import Tracker
from macros.publish import typed
from macros.publish.bundle import pieces
from macros.publish.exports import exports, name_in_archive
from macros.render.links import Site, file_address
from macros.render.page import Context
from macros.site.exports import pack
from tests.building import COMMIT, ELSEWHERE, town_project
from tests.conftest import build_town

TODAY = dt.date(2026, 11, 21)
BASE = "https://tracker.example/x/"
Published = dict[str, str | bytes]


def context_of(tracker: Tracker, today: dt.date = TODAY, base: str = BASE) -> Context:
    """What pages and files are drawn from."""
    return Context.of(tracker, today, Site(base=base, commit=COMMIT))


def gathered(context: Context) -> Published:
    """Every export by its address; bytes where it is a calendar or an archive."""
    found = {address: b"".join(pieces(content)) for address, content in exports(context)}
    slug = context.tracker.site.slug
    inside = {name: content for address, content in found.items() if (name := name_in_archive(address))}
    pack(((name, io.BytesIO(inside[name])) for name in sorted(inside)), archive := io.BytesIO(), slug)
    found[file_address("zip", record_id=slug)] = archive.getvalue()
    found[file_address("database", record_id=slug)] = in_memory(context).serialize()
    return {
        address: content if address.endswith((".ics", ".zip", ".db", ".xlsx")) else content.decode()
        for address, content in found.items()
    }


def in_memory(context: Context) -> sqlite3.Connection:
    """The database, filled."""
    database = sqlite3.connect(":memory:")
    typed.fill(context, database)
    return database


@pytest.fixture(scope="session")
def context(tracker: Tracker) -> Context:
    """The good tree, ready to be drawn."""
    return context_of(tracker)


@pytest.fixture(scope="session")
def publish() -> Callable[..., Published]:
    """Draws every export of a tracker: `publish(tracker, today, base)`."""
    return lambda tracker, today=TODAY, base=BASE: gathered(context_of(tracker, today, base))


@pytest.fixture(scope="session")
def published(context: Context) -> Published:
    """Every export of the good tree."""
    return gathered(context)


@pytest.fixture(scope="session")
def files(record: Tracker) -> Published:
    """Every export of a record of an ordinary size."""
    return gathered(context_of(record))


@pytest.fixture(scope="session")
def site(town_site: Path) -> Path:
    """The site of that record."""
    return town_site


@pytest.fixture(scope="session")
def other_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same commit on the same day, elsewhere."""
    project = town_project(tmp_path_factory.mktemp("elsewhere"))
    return build_town(project, tmp_path_factory.mktemp("other") / "two", **ELSEWHERE)


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files without a word."""

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    """The address at which the built site is served, without a slash at the end."""
    handler: Callable[..., _Quiet] = functools.partial(_Quiet, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
