"""The door for people: the command `tracker`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from macros.clock import WrongDay
from macros.commands import check, diff, due, intake, merge, new, record, schema, show, stats, weekly
from macros.commands.project import NoProject, find_root
from macros.read.problems import DataError

COMMANDS: dict[str, ModuleType] = {
    "check": check,
    "stats": stats,
    "show": show,
    "schema": schema,
    "new": new,
    "record": record,
    "due": due,
    "diff": diff,
    "merge": merge,
    "intake": intake,
    "weekly": weekly,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command: 0 when all is well, 1 for a fault in the data or the request, 2 when it was not understood."""
    parsed = _parser().parse_args(arguments)
    try:
        return int(COMMANDS[parsed.command].run(find_root(Path.cwd()), parsed))
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (DataError, NoProject, WrongDay) as error:
        print(error, file=sys.stderr)
        return 1
    except FileNotFoundError as error:  # a name that somebody typed
        print(f"there is no file {error.filename}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tracker", description="Read and check the record of commitments.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    for name, module in COMMANDS.items():
        module.add(commands.add_parser(name, help=module.HELP, description=module.HELP))
    return parser


if __name__ == "__main__":
    sys.exit(main())
