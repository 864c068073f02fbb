"""The good tree, the ways to break it, and the fixed day on which invented records are judged.

No test outside `tests/record/` knows the real record, and none knows what it says: see there.

`pytest --update-expected` rewrites each expected.txt below tests/trees/broken; read the result with `git diff`.
`HYPOTHESIS_PROFILE=explore pytest` looks further than the fixed examples of a normal run; `make quick` tries 20 each.
"""

from __future__ import annotations

import datetime as dt
import gc
import os
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import HealthCheck, settings

from macros.checks import check, load
from macros.model.tracker import Tracker
from macros.read.problems import Problem
from macros.read.yaml import compose
from tests.building import BASE, HERE, PROJECT, ROOT, TREES, built, once, plant
from tests.building import town_project as make_town_project
from tests.chromium import browser, contexts  # noqa: F401 - fixtures

TESTS = PROJECT / "tests"
TODAY = dt.date(2026, 11, 21)
Judge = Callable[..., tuple[Problem, ...]]

settings.register_profile("fixed", derandomize=True, deadline=None, database=None, max_examples=50)
settings.register_profile("quick", settings.get_profile("fixed"), max_examples=20)
settings.register_profile("explore", max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck))
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fixed"))


# With these a test needs a whole site, the browser or the steps of a workflow.
SLOW_FIXTURES = {"browser", "checkout", "hostile", "other_site", "site", "town_site", "town_site_at_root"}
# The files that take longest, the longest first: begun at once, so that both processes end at about the same time.
LONGEST = (
    "browser/test_every_type.py",
    "browser/test_accessibility.py",
    "year/test_town.py",
    "browser/test_hostile.py",
    "record/test_tomorrow.py",
    "browser/test_find.py",
    "browser/test_quiet.py",
    "year/test_real.py",
    "browser/test_without_script.py",
    "record/test_site.py",
    "github/test_intake.py",
    "test_site.py",
    "github/test_companion.py",
    "browser/test_addresses.py",
    "publish/test_another_inquiry.py",
    "browser/test_html.py",
    "record/test_built.py",
    "record/test_published.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is slow, and let it come first."""
    rank = {TESTS / name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: rank.get(item.path, len(rank)))
    for item in items:
        if SLOW_FIXTURES & {*getattr(item, "fixturenames", ())}:
            item.add_marker("slow")


def pytest_collection_finish() -> None:
    """Look less often for what nothing refers to, and never among what was imported: a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-expected", action="store_true", help="rewrite every expected.txt instead of comparing")


@pytest.fixture(scope="session", autouse=True)
def each_text_read_once() -> Iterator[None]:
    """A file of an invented tree stands in a thousand copies: the same text under the same path is read only once."""
    with mock.patch("macros.read.files.compose", lru_cache(maxsize=8192)(compose)):
        yield


@pytest.fixture(scope="session")
def project() -> Path:
    """The root of this project."""
    return PROJECT


@pytest.fixture(scope="session")
def today() -> dt.date:
    """The day on which the good tree and the town have no problem."""
    return TODAY


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """The root of a fresh copy of the good tree."""
    return plant(tmp_path)


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """The root of a fresh copy of the good tree and the town laid over it: a record of an ordinary size."""
    return plant(tmp_path, TREES / "town")


@pytest.fixture
def broken(tmp_path: Path) -> Callable[[str], Path]:
    """Plants the good tree with the overlay of that name."""
    return lambda name: plant(tmp_path, TREES / "broken" / name)


@pytest.fixture(scope="session")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One copy of the good tree for many generated examples: a test may only add or replace its own file."""
    return plant(tmp_path_factory.mktemp("lasting"))


@pytest.fixture(scope="session")
def tracker(tmp_path_factory: pytest.TempPathFactory) -> Tracker:
    """The good tree, loaded."""
    return load(plant(tmp_path_factory.mktemp("good")), TODAY)


@pytest.fixture(scope="session")
def record(tmp_path_factory: pytest.TempPathFactory) -> Tracker:
    """A record of an ordinary size: the town, loaded. In `tests/record/` it is the real one."""
    return load(plant(tmp_path_factory.mktemp("town"), TREES / "town"), TODAY)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this run share; see `once`."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "shared"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def town_project(shared: Path) -> Path:
    """A whole project whose record is the town. Nobody may change it: see `copied`."""
    return once(shared / "town", make_town_project)


@pytest.fixture(scope="session")
def town_site(shared: Path, town_project: Path) -> Path:
    """The site of the town, built once for all tests."""
    return once(shared / "town-site", lambda target: build_town(town_project, target))


@pytest.fixture(scope="session")
def town_site_at_root(shared: Path, town_project: Path) -> Path:
    """The same for publication at the root of a host, and of a project that is in no repository."""
    settings = {"SITE_URL": ROOT, "GITHUB_REPOSITORY": ""}
    return once(shared / "town-at-root", lambda target: build_town(town_project, target, **settings))


def build_town(project: Path, target: Path, builder: str = "mkdocs", **environment: str) -> Path:
    """Build the site of the town as all tests know it, but for that environment."""
    settings = {"SITE_URL": BASE, "GITHUB_REPOSITORY": "owner/tracker", **HERE, **environment}
    return built(project, target, TODAY.isoformat(), builder, **settings)


@pytest.fixture
def judge(good: Path) -> Judge:
    """Checks the good tree after changes `(old, new)` in one file; `text` is a whole new file."""

    def judged(path: str, *changes: tuple[str, str], text: str | bytes | None = None) -> tuple[Problem, ...]:
        file = good / path
        content = file.read_bytes() if text is None else text.encode() if isinstance(text, str) else text
        for old, new in changes:
            assert content.count(old.encode()) == 1, f"{old!r} stands {content.count(old.encode())} times in {path}"
            content = content.replace(old.encode(), new.encode())
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        return check(good, TODAY)[1]

    return judged


@pytest.fixture(scope="session")
def garden_text() -> str:
    """A whole, valid commitment that the good tree does not hold."""
    return (TREES / "garden.yaml").read_text(encoding="utf-8")


@pytest.fixture
def garden(judge: Judge, garden_text: str) -> Judge:
    """Checks the good tree with that commitment, after changes in it."""
    return lambda *changes: judge("data/commitments/garden.yaml", *changes, text=garden_text)
