"""The command `tracker`, for people and for workflows: one module for each kind of command.

__main__   the command with all its subcommands, and the exit statuses
check      `check`: the rules, and the comparison with what the record said before
report     `show`, `stats`, `due`, `diff`: what the record says
record     `record`: one entry more; and how every change is shown, agreed to and written
new        `new source`, `new commitment`
whole      `init`, `import`: a new project, a spreadsheet of recommendations
jobs       `schema`, `intake`, `weekly`: what maintainers and workflows run
answers    questions at the terminal, and the same answers by options
revision   the record as git knows it at another revision
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO, Any

import click

Ask = Callable[[str], str] | None


class Stop(click.ClickException):
    """The command ends here; the message says why. Status 1: a fault in data or request, 2: not understood."""

    def __init__(self, message: object, status: int = 2) -> None:
        super().__init__(str(message))
        self.exit_code = status  # type: ignore[misc] # click declares it for the class and sets it so itself

    def show(self, file: IO[Any] | None = None) -> None:
        """The message alone, on the error stream."""
        print(self.message, file=file or sys.stderr)


@dataclass
class Session:
    """One run of the command. `ask` puts a question to a person; without it, the terminal is asked, if there is one."""

    ask: Ask = None

    @cached_property
    def root(self) -> Path:
        """The project: the nearest folder, from here upwards, that holds `data/commitments`.

        Raises:
            Stop: there is none.
        """
        start = Path.cwd()
        for folder in (start, *start.parents):
            if (folder / "data" / "commitments").is_dir():
                return folder
        raise Stop(f"{start} is not inside a project: no folder data/commitments here or above", 1)

    def question(self, yes: bool) -> Ask:
        """How to ask: not at all in a script, nor with `--yes`."""
        return self.ask or (input if sys.stdin.isatty() and not yes else None)
