"""The one Jinja environment: every value escaped, every undefined name a failure, headings marked.

Pages and pieces of pages are drawn from it; what they are drawn from is not its concern.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from jinja2 import BytecodeCache, Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from macros.model.dates import PartialDate, in_words

TEMPLATES = Path(__file__).parent / "templates"
# A page shows so many rows of one list; the rest is in the data. A longer page would take a phone too long.
LONGEST = 500
# A record cannot hold these characters: YAML forbids them.
MARK, BETWEEN = "\x1e", "\x1f"

Item = TypeVar("Item")


@functools.cache
def environment() -> Environment:
    """The environment of pages, made once."""
    made = templates("pages", autoescape=True)
    made.filters.update(date=_date, words=functools.lru_cache(maxsize=4096)(in_words), number=_number, plural=_plural)
    made.filters.update(cut=cut)
    made.globals.update(heading=_heading, longest=LONGEST)
    return made


def templates(use: str, **options: Any) -> Environment:
    """An environment over our templates; `use` names it among those that read them with other options."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=compiled(use),
        **options,
    )


def compiled(use: str) -> BytecodeCache:
    """Where the next build finds the templates that this one has compiled: in the user's own temporary folder.

    Jinja compares their text and takes no folder that another user could write to. `use` keeps environments apart
    that read the same text in different ways.
    """
    return FileSystemBytecodeCache(pattern=f"casey-audit-tracker-{use}-%s.cache")


def fragment(name: str, **values: Any) -> Markup:
    """Draw a fragment that needs nothing but its values."""
    return Markup(environment().get_template(f"fragments/{name}.html.jinja").render(values).strip())


def cut(items: Iterable[Item]) -> Iterator[Item]:
    """The first items of a list, as many as a page shows."""
    return islice(items, LONGEST)


def _heading(level: int, anchor: str, text: str) -> Markup:
    """Mark a heading; its text is escaped here and shown as typed."""
    return Markup(f"{MARK}{level}{BETWEEN}{escape(anchor)}{BETWEEN}{escape(' '.join(str(text).split()))}{MARK}")


@functools.lru_cache(maxsize=4096)  # the same few hundred dates stand on every page
def _date(value: PartialDate | dt.date | None) -> Markup:
    """A date in words, marked up as a date; `not known` when there is none."""
    if value is None:
        return Markup("not known")
    return fragment("_date", iso=str(value), words=in_words(value))


def _number(value: Any) -> str:
    """A number with thousands separated: `9,000`, `2.77`."""
    return f"{value:,f}" if value % 1 else f"{int(value):,}"


def _plural(count: int, one: str, many: str = "") -> str:
    """A count with its noun: `1 source`, `2 sources`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
