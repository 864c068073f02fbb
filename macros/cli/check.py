"""`tracker check`: hold the record against every rule, and, when asked, against what it said before."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from urllib.parse import urlsplit

import click

from macros.checks import check as check_all
from macros.checks.append_only import as_reading, compare
from macros.checks.rule import did_you_mean, touched
from macros.cli import Session, Stop
from macros.cli.revision import NewBranch, NothingToCompare, checked_out
from macros.clock import today
from macros.contribute.fetch import HttpClient, Kind, NotFetched
from macros.read.files import Document, read
from macros.read.problems import Problem, Severity, errors, in_order, printable, report

FORMATS = ("text", "github", "json")
_PATHS = "paths look like data/commitments/bridge-repair.yaml"
_LEVELS = {Severity.ERROR: "error", Severity.ADVICE: "notice"}
_LOCAL = "127.0.0.1"
_MOST = 500_000_000  # bytes; far more than the largest record
_NOT_COMPARED = "nothing was compared"
Compared = tuple[tuple[Problem, ...], str]


@click.command()
@click.argument("paths", nargs=-1)
@click.option(
    "--format", "format_", type=click.Choice(FORMATS), default="text", help="Text, annotations for GitHub, or JSON."
)
@click.option("--against", metavar="REV", help="Also compare with a git revision: nothing may be lost.")
@click.option("--exact", is_flag=True, help="Compare with REV itself, not with where this branch left it.")
@click.option(
    "--against-published",
    metavar="FILE|ADDRESS",
    help="Also compare with the record that a site shows, its data/records.json: nothing published may be lost.",
)
@click.option(
    "--first",
    is_flag=True,
    help="It is right that there is nothing to compare with: the first push of a branch (REV is all zeros), or the "
    "first deployment (ADDRESS answers that there is no such page). Without it, that is an error.",
)
@click.option("--no-advice", is_flag=True, help="Show errors only.")
@click.pass_obj
def check(
    session: Session,
    paths: tuple[str, ...],
    format_: str,
    against: str | None,
    exact: bool,
    against_published: str | None,
    first: bool,
    no_advice: bool,
) -> int:
    """Check the records in data/ and seeds/.

    Every fault is told with its place and what mends it. PATHS are files or folders; then only they are checked,
    and the records that depend on them.
    """
    root = session.root
    _, problems = check_all(root, today())
    compared = [_lost(root, against, exact, first)] if against is not None else []
    compared += [_unpublished(root, against_published, first)] if against_published is not None else []
    problems = in_order([*problems, *(problem for lost, _ in compared for problem in lost)])
    shown = _of_paths(root, paths, problems) if paths else problems
    wrong = errors(shown)
    _print(wrong if no_advice else shown, format_, " and with ".join(said for _, said in compared) or None)
    return 1 if wrong else 0


def _lost(root: Path, revision: str, exact: bool, first: bool) -> Compared:
    """What was lost since the revision, and with what it was compared.

    Raises:
        Stop: no revision was named, or it is one of zeros and nobody said that this is right.
    """
    if not revision.strip():
        raise Stop(f"--against names no revision: what stands behind it is empty, and {_NOT_COMPARED}")
    try:
        with checked_out(root, revision, exact=exact) as past:
            return compare(read(past.root), read(root), today(), past.between), past.said
    except NothingToCompare as nothing:
        if isinstance(nothing, NewBranch) and not first:
            hint = "when that is right, as at its first push, say so with --first"
            raise Stop(f"nothing to compare: {nothing}; {hint}") from None
        return (), f"nothing: {nothing}"


def _unpublished(root: Path, where: str, first: bool) -> Compared:
    """What would be lost of what is published at an address or stands in a file, and how to speak of that.

    Raises:
        Stop: it is not known what is published, or nothing is and nobody said that this is right.
    """
    content = _fetched(where) if where.startswith(("https://", "http://")) else _opened(where)
    if content is None:
        nothing = f"nothing is published at {printable(where)}"
        if not first:
            raise Stop(f"{nothing} (there is no such page); before the very first deployment, say so with --first")
        return (), f"nothing: {nothing}"
    try:
        whole = json.loads(content)
        shown = as_reading(root, whole)
    except (ValueError, RecursionError) as error:
        raise Stop(f"{printable(where)} is no record: {printable(str(error))}; {_NOT_COMPARED}") from None
    day = printable(str(whole.get("as_of", "a day that it does not say")))
    return compare(shown, read(root), today(), between=None), f"what {printable(where)} shows, as of {day}"


def _fetched(address: str) -> bytes | None:
    """What an address shows; nothing when it says that there is no such page."""
    is_local = urlsplit(address).hostname == _LOCAL
    if not is_local and not address.startswith("https://"):
        raise Stop(f"{printable(address)} does not begin with https://; {_NOT_COMPARED}")
    try:
        return HttpClient(allow_local=is_local, pause=0, max_bytes=_MOST).get(address).body
    except NotFetched as why:
        if why.kind is Kind.GONE:
            return None
        raise Stop(f"{printable(address)} was not reached, and {_NOT_COMPARED}: {why}") from None


def _opened(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Stop(f"{printable(path)} was not read, and {_NOT_COMPARED}: {reason}") from None


def _of_paths(root: Path, given: Iterable[str], problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    documents = read(root).documents
    paths = [path for name in given for path in _files(root, name, documents, problems)]
    wanted = touched(documents, paths)
    return tuple(problem for problem in problems if problem.place.path in wanted)


def _files(root: Path, name: str, documents: tuple[Document, ...], problems: tuple[Problem, ...]) -> list[str]:
    """The files of the record that a path from the command line means, as paths from the project's folder.

    Raises:
        Stop: there is none, and it is none that was removed while other records still name it.
    """
    try:
        full, top = (Path.cwd() / name).resolve(), root.resolve()
        path = full.relative_to(top).as_posix() if full.is_relative_to(top) else ""
        if full.exists() and not full.is_relative_to(top):
            raise Stop(f"{name!r} lies outside the project {root}; {_PATHS}")
        if full.is_dir():
            return [item.relative_to(top).as_posix() for item in sorted(full.rglob("*")) if item.is_file()]
    except OSError as error:
        raise Stop(f"{name!r} cannot be read: {error.strerror or type(error).__name__}") from None
    was_removed = path.startswith(("data/", "seeds/")) and touched(documents, [path]) - {path}
    if full.is_file() or was_removed or any(problem.place.path == path for problem in problems):
        return [path]
    hint = did_you_mean(name, [document.path for document in documents], _PATHS)
    raise Stop(f"there is no file {name!r}; {hint}")


def _print(problems: tuple[Problem, ...], format_: str, compared_with: str | None) -> None:
    if format_ == "json":
        print(as_json(problems, compared_with))
        return
    if format_ == "github" and problems:
        print(as_github(problems))
    if compared_with:
        print(f"Compared with {compared_with}")
    print(report(problems) if format_ == "text" else report(problems).splitlines()[-1])


def as_github(problems: Iterable[Problem]) -> str:
    """One workflow command a fault; GitHub shows it at the changed line, and only the first ten of each kind a step."""
    return "\n".join(map(_annotation, problems))


def _annotation(problem: Problem) -> str:
    where = problem.place
    properties = {"file": where.path, "line": where.line, "col": where.column, "title": problem.code}
    listed = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in properties.items())
    words = [f"{where.field}: {problem.found}" if where.field else problem.found, f"expected: {problem.expected}"]
    message = "\n".join([*words, f"fix: {problem.fix}"] if problem.fix else words)
    return f"::{_LEVELS[problem.severity]} {listed}::{_escaped(message)}"


def _escaped(text: str, more: str = "") -> str:
    """Text in a workflow command, which a line break would end so that another one begins."""
    return "".join(f"%{ord(char):02X}" if char in "%\r\n" + more else char for char in text)


def as_json(problems: Iterable[Problem], compared_with: str | None) -> str:
    """The faults in their order. The shape is promised: fields may be added, and none changes or goes in version 1."""
    told = [
        asdict(item.place) | {name: getattr(item, name) for name in ("code", "severity", "found", "expected", "fix")}
        for item in problems
    ]
    advice = sum(item["severity"] == Severity.ADVICE for item in told)
    head = {"version": 1, "errors": len(told) - advice, "advice": advice, "compared_with": compared_with}
    return json.dumps({**head, "problems": told}, indent=2, ensure_ascii=False)
