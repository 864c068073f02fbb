"""The words `did you mean …?` and `one of: …` in messages."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

_NUMBER = re.compile(r"\d+")


def one_of(values: Iterable[str]) -> str:
    """The allowed values, in their order; a long list is cut."""
    values = list(values)
    shown = ", ".join(values[:24])
    return f"one of: {shown}" + (f", … ({len(values)} in all)" if len(values) > 24 else "")


def _differs_by_number(found: str, value: str) -> bool:
    """Whether two ids are alike but for a number: `casey-10` is never what was meant by `casey-05`."""
    return found != value and _NUMBER.search(found) is not None and _NUMBER.sub("", found) == _NUMBER.sub("", value)


def did_you_mean(found: str, values: Iterable[str], otherwise: str) -> str:
    """The allowed value that is closest to what was typed, or another hint when none is close."""
    folded = {value.lower().replace("_", "-"): value for value in values if not _differs_by_number(found, value)}
    near = difflib.get_close_matches(found.lower().replace("_", "-").replace(" ", "-"), folded, 1, 0.6)
    return f"did you mean {folded[near[0]]!r}?" if near else otherwise
