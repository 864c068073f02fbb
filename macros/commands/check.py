"""`tracker check`: hold the record against every rule, and, when asked, against what it said before."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from macros.checks import check
from macros.checks.append_only import compare
from macros.checks.selection import touched
from macros.checks.suggest import did_you_mean
from macros.clock import today
from macros.commands.formats import as_github, as_json
from macros.problems import Problem, errors, in_order, report
from macros.read import Document, read
from macros.revision import NothingToCompare, UnknownRevision, checked_out

HELP = "check the records in data/ and seeds/"
FORMATS = ("text", "github", "json")


class NoSuchFile(Exception):
    """A path was given that is no file of the record, and that no record names."""


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("paths", nargs="*", help="only these files or folders, and the records that depend on them")
    parser.add_argument("--format", choices=FORMATS, default="text", help="text, annotations for GitHub, or JSON")
    parser.add_argument("--against", metavar="REV", help="also compare with a git revision: nothing may be lost")
    parser.add_argument(
        "--exact", action="store_true", help="compare with REV itself, not with where this branch left it"
    )
    parser.add_argument("--no-advice", action="store_true", help="show errors only")


def run(root: Path, arguments: argparse.Namespace) -> int:
    """Print every fault; 1 when there is an error, 2 when a path or revision is unknown."""
    try:
        problems, said = _problems(root, arguments)
    except (NoSuchFile, UnknownRevision) as error:
        print(error, file=sys.stderr)
        return 2
    wrong = errors(problems)
    _print(wrong if arguments.no_advice else problems, arguments.format, said)
    return 1 if wrong else 0


def _problems(root: Path, arguments: argparse.Namespace) -> tuple[tuple[Problem, ...], str | None]:
    _, problems = check(root, today())
    said = None
    if arguments.against:
        lost, said = _lost(root, arguments.against, arguments.exact)
        problems = in_order([*problems, *lost])
    return _of_paths(root, arguments.paths, problems) if arguments.paths else problems, said


def _lost(root: Path, revision: str, exact: bool) -> tuple[tuple[Problem, ...], str]:
    """What was lost since the revision, and with what it was compared."""
    try:
        with checked_out(root, revision, exact=exact) as past:
            return compare(read(past.root), read(root), today(), past.between), past.said
    except NothingToCompare as nothing:
        return (), f"nothing: {nothing}"


def _of_paths(root: Path, given: list[str], problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    documents = read(root).documents
    paths = [path for name in given for path in _files(root, name, documents, problems)]
    wanted = touched(documents, paths)
    return tuple(problem for problem in problems if problem.place.path in wanted)


def _files(root: Path, name: str, documents: tuple[Document, ...], problems: tuple[Problem, ...]) -> list[str]:
    """The files of the record that a path from the command line means, as paths from the project's folder.

    Raises:
        NoSuchFile: there is none, and it is none that was removed while other records still name it.
    """
    full = Path.cwd() / name
    path = (
        full.resolve().relative_to(root.resolve()).as_posix() if full.resolve().is_relative_to(root.resolve()) else ""
    )
    if full.is_dir():
        return [
            item.relative_to(root.resolve()).as_posix() for item in sorted(full.resolve().rglob("*")) if item.is_file()
        ]
    was_removed = path.startswith(("data/", "seeds/")) and touched(documents, [path]) - {path}
    if full.is_file() or was_removed or any(problem.place.path == path for problem in problems):
        return [path]
    hint = did_you_mean(
        name, [document.path for document in documents], "paths look like data/commitments/casey-05.yaml"
    )
    raise NoSuchFile(f"there is no file {name!r}; {hint}")


def _print(problems: tuple[Problem, ...], format_: str, said: str | None) -> None:
    if format_ == "json":
        print(as_json(problems, said))
        return
    if format_ == "github" and problems:
        print(as_github(problems))
    if said:
        print(f"Compared with {said}")
    print(report(problems) if format_ == "text" else report(problems).splitlines()[-1])
