"""`tracker record <id> event|assessment|response|search|due|value`: add one entry to a record, and nothing else."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from macros.checks import check
from macros.checks.rule import did_you_mean
from macros.clock import today
from macros.commands.asking import Unanswered, add_options, answers
from macros.commands.entries import CORRECTS, LISTS, correction_of, fields_for, model_for
from macros.commands.evidence import add_evidence, evidence_of
from macros.commands.status import with_status
from macros.commands.writing import propose
from macros.edit import Unsafe, append
from macros.intake.parts import slug, unused
from macros.read.problems import DataError, errors

HELP = "add an event, assessment, response, search, due date or value to a record"
_FOLDERS = {"commitment": "commitments", "figure": "figures"}
_TURN_THE_STATUS = ("event", "response")


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments: the record, and the options of each kind of entry."""
    parser.add_argument("record", metavar="id", help="the id of a commitment, such as casey-05, or of a figure")
    kinds = parser.add_subparsers(dest="entry", required=True, metavar="entry")
    for word in LISTS:
        made = kinds.add_parser(word, help=(model_for(word).__doc__ or "").strip())
        add_options(made, fields_for(word))
        if "evidence" in model_for(word).model_fields:
            add_evidence(made)
        add_options(made, CORRECTS)
        if word in _TURN_THE_STATUS:
            made.add_argument("--reason", default="", help="Why the status is a new one, when this entry turns it.")
        add_agreement(made)


def add_agreement(parser: argparse.ArgumentParser) -> None:
    """The options of every command that writes."""
    parser.add_argument("--yes", action="store_true", help="ask nothing: take the options, and write")
    parser.add_argument("--dry-run", action="store_true", help="check and show, and write nothing")


def run(root: Path, arguments: argparse.Namespace, ask: Callable[[str], str] | None = None) -> int:
    """Ask, check, show and write: 0 when all is well, 1 for a fault, 2 for a missing or unknown option."""
    ask = ask or question(arguments)
    try:
        path, text = _changed(root, arguments, ask)
    except (Unanswered, Unsafe) as error:
        print(error, file=sys.stderr)
        return 2
    return propose(root, {path: text}, today(), agreement(arguments, ask))


def question(arguments: argparse.Namespace) -> Callable[[str], str] | None:
    """How to ask: at the terminal, and not at all in a script or with `--yes`."""
    return input if sys.stdin.isatty() and not arguments.yes else None


def agreement(arguments: argparse.Namespace, ask: Callable[[str], str] | None) -> Callable[[], bool]:
    """Whether to write: `--yes` says so, `--dry-run` says no, and else the terminal is asked."""
    if arguments.dry_run:
        return lambda: False
    if ask is None or arguments.yes:
        return lambda: bool(arguments.yes)
    return lambda: ask("\nWrite it? [y/N] ").strip().lower() in ("y", "yes")


def _changed(root: Path, arguments: argparse.Namespace, ask: Callable[[str], str] | None) -> tuple[str, str]:
    """The path of the record, and its text with the entry.

    Raises:
        DataError: the file of the record cannot be used.
        Unanswered: there is no such record, or an answer is missing or not allowed.
    """
    tracker, problems = check(root, today())
    kind, field = LISTS[arguments.entry]
    records = getattr(tracker, _FOLDERS[kind])
    if arguments.record not in records:
        file = f"data/{_FOLDERS[kind]}/{arguments.record}.yaml"
        if own := tuple(problem for problem in errors(problems) if problem.place.path == file):
            raise DataError(own)
        hint = did_you_mean(arguments.record, records, f"data/{_FOLDERS[kind]}/ holds them")
        raise Unanswered(f"there is no {kind} {arguments.record!r}; {hint}")
    fields = fields_for(arguments.entry, tracker, records[arguments.record], today())
    found = answers((*fields, *CORRECTS), arguments, ask)
    entry = _entry(arguments.entry, found, records[arguments.record].as_written)
    if "evidence" in model_for(arguments.entry).model_fields:
        entry["evidence"] = evidence_of(tracker, arguments, ask)
    path = f"data/{_FOLDERS[kind]}/{arguments.record}.yaml"
    text = append((root / path).read_text(encoding="utf-8"), kind, field, entry, path)
    if arguments.entry in _TURN_THE_STATUS:
        reason = arguments.reason or entry.get("what") or entry.get("note") or "The answer of the body is on record."
        text = with_status(root, arguments.record, text, entry, one_line(reason), today())
    return path, text


def _entry(word: str, found: dict[str, Any], record: Any) -> dict[str, Any]:
    """The entry as a file would hold it: texts on one line, what is empty left out."""
    names = model_for(word).model_fields
    entry = {name: one_line(found[name]) for name in names if name in found}
    if "id" in names and not entry["id"]:
        entry["id"] = unused(slug(entry["what"], 4), [event.id for event in record.events])
    return {**entry, "corrects": correction_of(found)}


def one_line(value: Any) -> Any:
    """Text without line breaks and doubled spaces, as records hold it."""
    if isinstance(value, list):
        return [one_line(item) for item in value]
    return " ".join(value.split()) if isinstance(value, str) else value
