"""`tracker diff [REV]`: what changed for a reader since a revision, in sentences, with the cards before and after."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from macros.checks import check
from macros.checks.append_only import changed_fields
from macros.clock import today
from macros.derive.cards import Compared, compared
from macros.history.since import Told, since
from macros.inert import inert
from macros.read.files import read
from macros.read.problems import errors
from macros.revision import NothingToCompare, UnknownRevision, checked_out

HELP = "tell what changed for a reader since a git revision"
FORMATS = ("text", "markdown", "json")


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument(
        "revision",
        nargs="?",
        default="HEAD",
        help="compare with where this branch left it; HEAD: what is not committed",
    )
    parser.add_argument("--exact", action="store_true", help="compare with the revision itself")
    parser.add_argument("--format", choices=FORMATS, default="text", help="text, Markdown or JSON")


def run(root: Path, arguments: argparse.Namespace) -> int:
    """Print the changes: 0, also when there are none; 2 for an unknown revision."""
    try:
        said, told, cards = _changes(root, arguments)
    except UnknownRevision as error:
        print(error, file=sys.stderr)
        return 2
    lines = {"text": _text, "markdown": _markdown, "json": _json}[arguments.format](said, told, cards)
    print("\n".join(lines))
    return 0


def _changes(root: Path, arguments: argparse.Namespace) -> tuple[str, tuple[Told, ...], list[Compared]]:
    """With what was compared, the sentences, and the cards. Faults in the data are for `tracker check` to tell."""
    present, problems = check(root, today())
    if wrong := len(errors(problems)):
        print(f"{wrong} errors, told by `tracker check`; what could be read is compared", file=sys.stderr)
    try:
        with checked_out(root, arguments.revision, exact=arguments.exact) as past:
            before, _ = check(past.root, today())
            fields = changed_fields(read(past.root), read(root), today())
            told = since(before, present, fields)
            return past.said, told, list(compared(before, present, today()))
    except NothingToCompare as nothing:
        return f"nothing: {nothing}", (), []


def _text(said: str, told: tuple[Told, ...], cards: list[Compared]) -> Iterator[str]:
    yield f"Since {said}:" if told else f"Nothing changed for a reader since {said}."
    yield from (f"- {item.sentence}" for item in told)
    for card in cards:
        yield ""
        yield f"{card.record}: {card.title}"
        for label, before, after in _rows(card):
            yield f"  {label}: {after}" if before == after else f"  {label}: {before} → {after}"


def _rows(card: Compared) -> Iterator[tuple[str, str, str]]:
    """What differs on the card, and always what has happened; for a new record, all of it."""
    before, after = card.before or {}, card.after or {}
    for label in after or before:
        old, new = before.get(label, "–"), after.get(label, "–")
        if label != "Title" and (old != new or label == "What has happened"):
            yield label, old, new


def _markdown(said: str, told: tuple[Told, ...], cards: list[Compared]) -> Iterator[str]:
    """The same for a comment: what the record says is shown as it is typed, never as Markdown."""
    yield f"Since {inert(said)}:" if told else f"Nothing changed for a reader since {inert(said)}."
    yield ""
    yield from (f"- {inert(item.sentence)}" for item in told)
    for card in cards:
        yield from ("", f"**{inert(card.title)}** ({inert(card.record)})", "", "| | before | after |", "|---|---|---|")
        yield from (f"| {inert(label)} | {inert(before)} | {inert(after)} |" for label, before, after in _rows(card))


def _json(said: str, told: tuple[Told, ...], cards: list[Compared]) -> Iterator[str]:
    whole = {
        "version": 1,
        "since": said,
        "changes": [asdict(item) for item in told],
        "cards": [asdict(item) for item in cards],
    }
    yield json.dumps(whole, indent=2, ensure_ascii=False)
