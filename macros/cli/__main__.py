"""The command `tracker`: 0 when all is well, 1 for a fault in the data or the request, 2 when it was not understood."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from macros.cli import Ask, Session, Stop
from macros.cli.blind import agreement, blind
from macros.cli.check import check
from macros.cli.jobs import forms, intake, schema, weekly
from macros.cli.new import import_, init, new
from macros.cli.record import record
from macros.cli.report import diff, due, show, stats
from macros.clock import WrongDay
from macros.read.problems import DataError

INTERRUPTED = 130


class _Tracker(click.Group):
    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what is wrong with data or request is a message and never a traceback."""
        try:
            status = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:  # the reader, such as `head`, has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        except (DataError, WrongDay) as error:
            raise Stop(error, 1) from None
        except FileNotFoundError as error:  # a name that somebody typed
            raise Stop(f"there is no file {error.filename}") from None
        return status


@click.group(cls=_Tracker, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="casey-audit-tracker")
def tracker() -> None:
    """Read, check and add to the record of commitments."""


for command in (
    *(init, import_, check, show, stats, due, diff, new, record, blind, agreement),
    *(schema, forms, intake, weekly),
):
    tracker.add_command(command)


def main(arguments: Sequence[str] | None = None, ask: Ask = None) -> int:
    """Run one command; its exit status."""
    try:
        done = tracker.main(arguments, prog_name="tracker", standalone_mode=False, obj=Session(ask))
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:  # Ctrl-C, or the end of the input
        print(file=sys.stderr)
        return INTERRUPTED
    return int(done or 0)


if __name__ == "__main__":
    sys.exit(main())
