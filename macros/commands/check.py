"""`tracker check`: hold the record against every rule."""

from __future__ import annotations

import argparse
from pathlib import Path

from macros.checks import check
from macros.clock import today
from macros.problems import errors, report

HELP = "check the records in data/ and seeds/"


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("--no-advice", action="store_true", help="show errors only")


def run(root: Path, arguments: argparse.Namespace) -> int:
    """Print every fault; 1 when there is an error."""
    _, problems = check(root, today())
    wrong = errors(problems)
    print(report(wrong if arguments.no_advice else problems))
    return 1 if wrong else 0
