"""The one place that looks at the clock; only the command line and the site ask it."""

from __future__ import annotations

import datetime as dt
import os


class WrongDay(ValueError):
    """The environment variable TODAY is set and is not a day."""


def today() -> dt.date:
    """The day to judge by: the environment variable TODAY, written YYYY-MM-DD, else the clock's day in UTC.

    Raises:
        WrongDay: TODAY is not a day.
    """
    text = os.environ.get("TODAY", "")
    try:
        return dt.date.fromisoformat(text) if text else dt.datetime.now(dt.UTC).date()
    except ValueError:
        raise WrongDay(f"TODAY is {text!r}; write it like 2026-11-21") from None
