"""The corridor runs one way: a module imports only from its left, and only its ends touch files, clock and host.

The imports are read from the text of the modules with `ast`, so nothing needs to be importable.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

MACROS = Path(__file__).parent.parent / "macros"
CORRIDOR = (
    ("inert",),
    ("read",),
    ("model",),
    ("fingerprint",),
    ("checks",),
    ("history", "edit"),
    ("derive",),
    ("intake", "upkeep"),
    ("links",),
    ("charts", "environment"),
    ("components",),
    ("render",),
    ("publish",),
    ("site",),
    ("clock", "revision", "visit"),  # so far to the right that only the doors can ask the day, or git
    ("__init__", "hooks", "__main__", "commands", "github"),
)
RANK = {name: rank for rank, names in enumerate(CORRIDOR) for name in names}
DOORS = CORRIDOR[-1]
HOSTS = {"mkdocs", "mkdocs_macros", "markdown", "material", "properdocs", "zensical"}
OPENERS = {"open", "fdopen", "read_text", "read_bytes", "write_text", "write_bytes"}
CLOCKS = {"today", "now", "utcnow", "time_ns", "localtime", "gmtime"}
MAX_LINES = 420
FILES = sorted(MACROS.rglob("*.py"))


def station(file: Path) -> str:
    """The place of a file in the corridor: its module, or the package it is in."""
    return file.relative_to(MACROS).with_suffix("").parts[0]


def imported(tree: ast.AST) -> Iterator[str]:
    """The full name of everything that a module imports, wherever the import stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def ours(tree: ast.AST) -> Iterator[str]:
    """The stations of the corridor that a module imports from."""
    for name in imported(tree):
        package, *rest = name.split(".")
        if package == "macros":
            known = rest and ((MACROS / rest[0]).is_dir() or (MACROS / f"{rest[0]}.py").exists())
            yield rest[0] if known else "__init__"


def wrong_ways(here: str, tree: ast.AST) -> list[str]:
    """The stations that a module at `here` must not import from."""
    return [there for there in ours(tree) if there != here and RANK[there] >= RANK[here] and here not in DOORS]


def called(tree: ast.AST) -> set[str]:
    """The last name of everything that is called: `open` of `open()` and of `path.open()`."""
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    names = {func.id for func in calls if isinstance(func, ast.Name)}
    return names | {func.attr for func in calls if isinstance(func, ast.Attribute)}


@pytest.fixture(params=FILES, ids=lambda file: file.relative_to(MACROS).as_posix())
def file(request: pytest.FixtureRequest) -> Path:
    return request.param


@pytest.fixture
def tree(file: Path) -> ast.AST:
    return ast.parse(file.read_text(encoding="utf-8"))


def test_module_has_its_place(file: Path) -> None:
    assert station(file) in RANK, "give the new module its place in CORRIDOR, left of everything that may import it"


def test_imports_point_left(file: Path, tree: ast.AST) -> None:
    assert wrong_ways(station(file), tree) == []


def test_imports_are_absolute(tree: ast.AST) -> None:
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level]


def test_only_hooks_and_site_know_the_host(file: Path, tree: ast.AST) -> None:
    hosts = {name.split(".")[0] for name in imported(tree)} & HOSTS

    assert not hosts or station(file) in ("hooks", "site")


def test_only_the_ends_touch_files(file: Path, tree: ast.AST) -> None:
    """`read` opens what is read, and the doors write; all between maps values to values."""
    assert not called(tree) & OPENERS or station(file) in ("read", "site", "revision", *DOORS)


def test_only_the_clock_tells_the_day(file: Path, tree: ast.AST) -> None:
    assert not called(tree) & CLOCKS or station(file) in ("clock", *DOORS)


def test_module_is_short(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= MAX_LINES


def test_module_says_what_it_is_for(file: Path, tree: ast.AST) -> None:
    assert isinstance(tree, ast.Module)
    assert not tree.body or ast.get_docstring(tree)


@pytest.mark.parametrize("word", ["util", "helper", "common", "misc", "manager"])
def test_every_thing_has_a_home_with_a_name(word: str) -> None:
    assert not [file for file in FILES if word in file.relative_to(MACROS).as_posix()]


def test_packages_have_no_circles() -> None:
    """Inside a package too, two modules never need each other."""
    graph = {name_of(file): set(modules(file)) for file in FILES}
    while leaves := {name for name, needed in graph.items() if not needed & graph.keys()}:
        graph = {name: needed for name, needed in graph.items() if name not in leaves}

    assert not graph, f"these import each other: {sorted(graph)}"


def name_of(file: Path) -> str:
    return ".".join(("macros", *file.relative_to(MACROS).with_suffix("").parts)).removesuffix(".__init__")


def modules(file: Path) -> Iterator[str]:
    names = {name_of(other) for other in FILES}
    for name in imported(ast.parse(file.read_text(encoding="utf-8"))):
        found = name if name in names else name.rpartition(".")[0]
        if found in names and found != name_of(file) and name_of(file) != "macros":
            yield found


@pytest.mark.parametrize(
    ("here", "line", "wrong"),
    [
        ("read", "from macros.checks import check", ["checks"]),
        ("read", "import macros.checks.shape", ["checks"]),
        ("read", "def late():\n    from macros import checks", ["checks"]),
        ("read", "from macros.model.base import Id", ["model"]),
        ("checks", "from macros.model.levels import MET", []),
        ("checks", "from macros.checks.rule import Rule", []),
        ("derive", "from macros import define_env", ["__init__"]),
        ("site", "from macros.clock import today", ["clock"]),
        ("hooks", "from macros.clock import today", []),
    ],
)
def test_the_guard_sees_the_wrong_way(here: str, line: str, wrong: list[str]) -> None:
    assert wrong_ways(here, ast.parse(line)) == wrong
