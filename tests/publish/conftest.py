"""What is published: of the good tree as values, and of the real record as two built sites that must be the same."""

from __future__ import annotations

import datetime as dt
import functools
import io
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from macros.checks import load
from macros.links import Site
from macros.model.tracker import Tracker
from macros.publish.bundle import Archive, pieces
from macros.publish.exports import exports
from macros.render import Context
from macros.site.archive import pack

ROOT = Path(__file__).resolve().parents[2]
TODAY = dt.date(2026, 11, 21)
BASE = "https://tracker.example/x/"
COMMIT = "0123456789abcdef0123456789abcdef01234567"
Published = dict[str, str | bytes]


def context_of(tracker: Tracker, today: dt.date = TODAY, base: str = BASE) -> Context:
    """What pages and files are drawn from."""
    return Context.of(tracker, today, Site(base=base, commit=COMMIT))


def gathered(context: Context) -> Published:
    """Every export by its address; bytes where it is a calendar or an archive."""
    found: dict[str, bytes] = {}

    def written(address: str) -> tuple[bytes]:
        return (found[address],)

    for address, content in exports(context, written):
        file = io.BytesIO()
        pack(content, written, file) if isinstance(content, Archive) else file.writelines(pieces(content))
        found[address] = file.getvalue()
    return {
        address: content if address.endswith((".ics", ".zip")) else content.decode()
        for address, content in found.items()
    }


@pytest.fixture(scope="session")
def context(tracker: Tracker) -> Context:
    """The good tree, ready to be drawn."""
    return context_of(tracker)


@pytest.fixture(scope="session")
def publish() -> Callable[..., Published]:
    """Draws every export of a tracker: `publish(tracker, today, base)`."""
    return lambda tracker, today=TODAY, base=BASE: gathered(context_of(tracker, today, base))


@pytest.fixture(scope="session")
def real_tracker() -> Tracker:
    return load(ROOT, TODAY)


@pytest.fixture(scope="session")
def published(context: Context) -> Published:
    """Every export of the good tree."""
    return gathered(context)


@pytest.fixture(scope="session")
def real(real_tracker: Tracker) -> Published:
    """Every export of the real record."""
    return gathered(context_of(real_tracker))


def copy_of_the_project(folder: Path) -> Path:
    """The project in another folder, without what is built or installed."""
    for name in ("macros", "docs", "data", "seeds"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


def build(project: Path, site: Path, **environment: str) -> Path:
    """Build a site in a process of its own."""
    said = {"TODAY": TODAY.isoformat(), "GITHUB_SHA": COMMIT, "GITHUB_REPOSITORY": "", "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(site)],
        cwd=project,
        env={**os.environ, **said, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return site


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built once for all tests of this folder."""
    project = copy_of_the_project(tmp_path_factory.mktemp("here"))
    environment = {"PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    return build(project, tmp_path_factory.mktemp("site") / "one", **environment)


@pytest.fixture(scope="session")
def other_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same commit on the same day: in another folder, with other hashes, in another locale and time zone."""
    project = copy_of_the_project(tmp_path_factory.mktemp("elsewhere"))
    environment = {"PYTHONHASHSEED": "2", "LC_ALL": "POSIX", "TZ": "Pacific/Auckland"}
    return build(project, tmp_path_factory.mktemp("other") / "two", **environment)


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files without a word."""

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    """The address at which the built site is served, without a slash at the end."""
    handler: Callable[..., _Quiet] = functools.partial(_Quiet, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
