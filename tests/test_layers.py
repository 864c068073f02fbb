"""The layers of macros/ are one list in pyproject.toml, which import-linter holds against the imports.

What it cannot see stands here: only the ends touch files and the clock, a module is short and has a name, and
templates have lines that can be read.
"""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.building import PROJECT

MACROS = PROJECT / "macros"
TREES = {file.relative_to(MACROS).as_posix(): ast.parse(file.read_bytes()) for file in sorted(MACROS.rglob("*.py"))}
ENDS = ("hooks", "cli", "contribute")
OPENERS = {"open", "fdopen", "read_text", "read_bytes", "write_text", "write_bytes"}
CLOCKS = {"today", "now", "utcnow", "time_ns", "localtime", "gmtime"}
MAX_LINES = 420
MAX_COLUMNS = 120
Calling = Callable[[set[str]], set[str]]


@pytest.fixture(scope="module")
def callers() -> Calling:
    """The modules and packages that call something of these names, such as `open()` or `path.open()`."""
    called = {name: frozenset(map(_name_of, filter(_is_call, ast.walk(tree)))) for name, tree in TREES.items()}
    return lambda names: {Path(file).parts[0].removesuffix(".py") for file, found in called.items() if found & names}


def _is_call(node: ast.AST) -> bool:
    return isinstance(node, ast.Call)


def _name_of(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as main; main()", "--no-cache"]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


def test_imports_keep_the_contracts() -> None:
    done = lint(PROJECT)

    assert done.returncode == 0, done.stdout


def test_a_wrong_import_is_named(tmp_path: Path) -> None:
    """Also one that is late, goes through the root, makes a circle or asks the host, and a module without a place."""
    shutil.copytree(MACROS, tmp_path / "macros", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "pyproject.toml", tmp_path)
    wrong = {
        "model/dates": "def late():\n    import macros.checks",
        "read/quotes": "from macros.model.base import Id",
        "read/yaml": "from macros import define_env",
        "site/csp": "from macros.clock import today",
        "render/page": "import mkdocs.plugins",
        "model/base": "from macros.model import tracker",
        "mislaid": "",
    }
    for name, line in wrong.items():
        with (tmp_path / "macros" / f"{name}.py").open("a", encoding="utf-8") as file:
            file.write(f"\n{line}\n")
    expected = (
        "macros.model.dates -> macros.checks ",
        "macros.read.quotes -> macros.model.base ",
        "macros.read.yaml -> macros ",
        "macros.site.csp -> macros.clock ",
        "macros.render.page -> mkdocs ",
        "- .base -> .tracker ",
        "- macros.mislaid\n",
    )

    said = lint(tmp_path).stdout

    assert [line for line in expected if line not in said] == []


def test_only_the_ends_touch_files(callers: Calling) -> None:
    """`read` opens what is read, and the ends write; all between maps values to values."""
    assert callers(OPENERS) <= {"read", "site", *ENDS}


def test_only_the_clock_tells_the_day(callers: Calling) -> None:
    assert callers(CLOCKS) <= {"clock", *ENDS}


def test_a_call_is_seen(callers: Calling) -> None:
    assert {"read", "clock"} <= callers(OPENERS | CLOCKS)


def test_modules_are_short_enough_to_be_read_in_one_go() -> None:
    lengths = {file: len((MACROS / file).read_bytes().splitlines()) for file in TREES}

    assert {file: length for file, length in lengths.items() if length > MAX_LINES} == {}


def test_lines_of_templates_have_at_most_120_columns() -> None:
    """As many as a line of Python: a break stands where white space does not show."""
    folders = (MACROS / "templates", MACROS / "theme")
    files = (file for folder in folders for file in sorted(folder.rglob("*")) if file.is_file())
    lines = ((file, row, line) for file in files for row, line in enumerate(file.read_text("utf-8").splitlines(), 1))

    assert [f"{file.relative_to(PROJECT)}:{row}" for file, row, line in lines if len(line) > MAX_COLUMNS] == []


def test_modules_say_what_they_are_for() -> None:
    assert [file for file, tree in TREES.items() if tree.body and not ast.get_docstring(tree)] == []


def test_every_thing_has_a_home_with_a_name() -> None:
    homeless = ("util", "helper", "common", "misc", "manager")

    assert [file for file in TREES if any(word in file for word in homeless)] == []
