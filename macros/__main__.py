"""The door for people: the command `tracker`."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from pathlib import Path

from macros.checks import check
from macros.problems import errors, report


def today() -> dt.date:
    """The day to judge by: the environment variable TODAY when set, else the clock."""
    return dt.date.fromisoformat(os.environ["TODAY"]) if os.environ.get("TODAY") else dt.date.today()  # noqa: DTZ011


def main() -> int:
    root = Path.cwd()
    _, problems = check(root, today())
    print(report(problems))
    return 1 if errors(problems) else 0


if __name__ == "__main__":
    sys.exit(main())
