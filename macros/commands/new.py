"""`tracker new source <url>` and `tracker new commitment <id>`: a record that is checked and shown, then written."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from macros.checks import check
from macros.clock import today
from macros.commands import new_commitment, new_source
from macros.commands.asking import Unanswered
from macros.commands.pages import NoReader
from macros.commands.record import add_agreement, agreement, question
from macros.commands.writing import propose
from macros.edit import Unsafe
from macros.visit import NotSeen

HELP = "add a source or a commitment"
_KINDS = {"source": new_source, "commitment": new_commitment}


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments of each kind of record."""
    kinds = parser.add_subparsers(dest="new", required=True, metavar="kind")
    for word, module in _KINDS.items():
        made = kinds.add_parser(word, help=module.HELP, description=module.HELP)
        module.add(made)
        add_agreement(made)


def run(root: Path, arguments: argparse.Namespace, ask: Callable[[str], str] | None = None) -> int:
    """Ask, check, show and write: 0 when all is well, 1 for a fault, 2 when something is missing or not to be had."""
    ask = ask or question(arguments)
    tracker, _ = check(root, today())
    try:
        texts = _KINDS[arguments.new].texts(tracker, arguments, ask, today())
    except (Unanswered, Unsafe, NotSeen, NoReader) as error:
        print(error, file=sys.stderr)
        return 2
    return propose(root, texts, today(), agreement(arguments, ask))
