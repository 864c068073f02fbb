"""`tracker check`: hold the record against every rule, and, when asked, against what it said before."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from macros.checks import check
from macros.checks.append_only import compare
from macros.checks.rule import did_you_mean, touched
from macros.clock import today
from macros.commands.formats import as_github, as_json
from macros.commands.published import NotCompared, NothingPublished, published
from macros.read.files import Document, read
from macros.read.problems import Problem, errors, in_order, report
from macros.revision import NewBranch, NothingToCompare, UnknownRevision, checked_out

HELP = "check the records in data/ and seeds/"
FORMATS = ("text", "github", "json")
_PATHS = "paths look like data/commitments/casey-05.yaml"


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
    parser.add_argument(
        "--against-published",
        metavar="FILE|ADDRESS",
        help="also compare with the record that a site shows, its data/records.json: nothing published may be lost",
    )
    parser.add_argument(
        "--first",
        action="store_true",
        help="it is right that there is nothing to compare with: the first push of a branch (REV is all zeros), or the "
        "first deployment (ADDRESS answers that there is no such page); without it, that is an error",
    )
    parser.add_argument("--no-advice", action="store_true", help="show errors only")


def run(root: Path, arguments: argparse.Namespace) -> int:
    """Print every fault; 1 when there is an error, 2 when a path is unknown or there is nothing to compare with."""
    try:
        problems, said = _problems(root, arguments)
    except (NoSuchFile, UnknownRevision, NotCompared) as error:
        print(error, file=sys.stderr)
        return 2
    wrong = errors(problems)
    _print(wrong if arguments.no_advice else problems, arguments.format, said)
    return 1 if wrong else 0


def _problems(root: Path, arguments: argparse.Namespace) -> tuple[tuple[Problem, ...], str | None]:
    _, problems = check(root, today())
    said: list[str] = []
    if arguments.against is not None:
        lost, what = _lost(root, arguments.against, arguments.exact, arguments.first)
        problems, said = in_order([*problems, *lost]), [*said, what]
    if arguments.against_published is not None:
        lost, what = _unpublished(root, arguments.against_published, arguments.first)
        problems, said = in_order([*problems, *lost]), [*said, what]
    shown = _of_paths(root, arguments.paths, problems) if arguments.paths else problems
    return shown, " and with ".join(said) or None


def _lost(root: Path, revision: str, exact: bool, first: bool) -> tuple[tuple[Problem, ...], str]:
    """What was lost since the revision, and with what it was compared.

    Raises:
        UnknownRevision: no revision was named, or it is one of zeros and nobody said that this is right.
    """
    if not revision.strip():
        raise UnknownRevision("--against names no revision: what stands behind it is empty, and nothing was compared")
    try:
        with checked_out(root, revision, exact=exact) as past:
            return compare(read(past.root), read(root), today(), past.between), past.said
    except NewBranch as nothing:
        if not first:
            hint = "when that is right, as at its first push, say so with --first"
            raise UnknownRevision(f"nothing to compare: {nothing}; {hint}") from None
        return (), f"nothing: {nothing}"
    except NothingToCompare as nothing:
        return (), f"nothing: {nothing}"


def _unpublished(root: Path, where: str, first: bool) -> tuple[tuple[Problem, ...], str]:
    """What would be lost of what is published, and with what it was compared.

    Raises:
        NotCompared: it is not known what is published, or nothing is and nobody said that this is right.
    """
    try:
        shown, said = published(root, where)
    except NothingPublished as nothing:
        if not first:
            raise NotCompared(f"{nothing}; before the very first deployment, say so with --first") from None
        return (), f"nothing: {nothing}"
    return compare(shown, read(root), today(), between=None), said


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
    try:
        full, top = (Path.cwd() / name).resolve(), root.resolve()
        path = full.relative_to(top).as_posix() if full.is_relative_to(top) else ""
        if full.exists() and not full.is_relative_to(top):
            raise NoSuchFile(f"{name!r} lies outside the project {root}; {_PATHS}")
        if full.is_dir():
            return [item.relative_to(top).as_posix() for item in sorted(full.rglob("*")) if item.is_file()]
    except OSError as error:
        raise NoSuchFile(f"{name!r} cannot be read: {error.strerror or type(error).__name__}") from None
    was_removed = path.startswith(("data/", "seeds/")) and touched(documents, [path]) - {path}
    if full.is_file() or was_removed or any(problem.place.path == path for problem in problems):
        return [path]
    hint = did_you_mean(name, [document.path for document in documents], _PATHS)
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
