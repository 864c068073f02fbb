"""The one Jinja environment: every value escaped, every undefined name a failure.

Pages and pieces of pages are drawn from it; what they are drawn from is not its concern.

What every template may use: links that fit its place, and the components of pages.

Pages that stand equally deep link alike, so all this is made once for each depth.
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import inspect
import os
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeVar

import jinja2
from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from macros.derive.overview import Overview
from macros.derive.words import response_label, said, told_by
from macros.history.change import Change
from macros.history.wording import words
from macros.model.dates import PartialDate, in_words
from macros.model.evidence import Evidence
from macros.model.tracker import Tracker
from macros.render import links
from macros.render.charts import Charts

TEMPLATES = Path(__file__).parent.parent / "templates"
_COMPILED = TEMPLATES.parent.parent / ".cache" / "templates"  # where no watcher looks
# A page shows so many rows of one list; the rest is in the data. A longer page would take a phone too long.
LONGEST = 500

Item = TypeVar("Item")


@functools.cache
def environment() -> Environment:
    """The environment of pages, made once."""
    made = templates(__name__, autoescape=True)
    made.filters.update(date=_date, words=functools.lru_cache(maxsize=4096)(in_words), number=_number, plural=_plural)
    made.filters.update(cut=cut)
    made.globals.update(heading=_heading, longest=LONGEST)
    return made


def templates(module: str, **options: Any) -> Environment:
    """An environment over our templates, with the options of its kind of text; `module` is the file that sets them."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=compiled(module),
        **options,
    )


def compiled(module: str) -> FileSystemBytecodeCache | None:
    """Where the templates of an environment are kept compiled, as Python keeps its modules; None if nothing can be.

    A compiled template holds the options of its environment: other code in `module` or here, or another Jinja, makes
    other files. Measured on the real record: 2.3 seconds of processor time, and 2.7 in the first build of a copy.
    """
    version = hashlib.sha256(jinja2.__version__.encode())
    for name in (module, __name__):
        version.update(inspect.getsource(sys.modules[name]).encode())
    try:
        _COMPILED.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    pattern = f"{module.rpartition('.')[2]}-{version.hexdigest()[:8]}-%s"
    return FileSystemBytecodeCache(str(_COMPILED), pattern) if os.access(_COMPILED, os.W_OK) else None


def fragment(name: str, **values: Any) -> Markup:
    """Draw a fragment that needs nothing but its values."""
    return Markup(environment().get_template(f"fragments/{name}.html.jinja").render(values).strip())


def cut(items: Iterable[Item]) -> Iterator[Item]:
    """The first items of a list, as many as a page shows."""
    return islice(items, LONGEST)


def _heading(level: int, anchor: str, text: str) -> Markup:
    """A heading, whose text is shown as typed; without an anchor, the site makes one of the text."""
    return Markup(f'<h{level} id="{escape(anchor)}">{escape(" ".join(str(text).split()))}</h{level}>')


# The same few hundred dates stand on every page. Measured at 1,000 commitments, with the words above and the two in
# `links`: 12.0 seconds of processor time, and 12.9 without.
@functools.lru_cache(maxsize=4096)
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


Names = dict[str, Any]
# In this order: each may use those before it.
_COMPONENTS = {
    "labels": "_labels",
    "mended": "_repairs",
    "parts": "_parts",
    "drawn": "_charts",
    "past": "_past",
    "find": "_find",
    "reported": "_reports",
}


def names(tracker: Tracker, overview: Overview, depth: int, shared: Names) -> Names:
    """Everything that a template of this depth may name, and `shared`."""
    found = {
        "tracker": tracker,
        "to": _to(tracker, depth),
        "passage": _passage(tracker),
        "speakers": _speakers(tracker),
        "charts": Charts(tracker, overview),
        "code": lambda codelist, code: tracker.codelists[codelist].meaning(code),
        "said": functools.partial(said, tracker),
        "told_by": functools.partial(told_by, tracker),
        "title_of_said": functools.partial(response_label, tracker),
        "in_words": functools.partial(words, tracker),
        "place_of": _place_of(tracker, depth),
        **shared,
    }
    for name, file in _COMPONENTS.items():
        found[name] = environment().get_template(f"fragments/{file}.html.jinja").make_module(found)
        if name == "labels":
            found[name] = _kept(found[name])
    return found


def _kept(module: Any) -> Any:
    """The macros of a module, each of which is drawn once for the same names.

    Measured at 1,000 commitments: 11.2 seconds of processor time, and 12.2 without.
    """
    keep = functools.lru_cache(maxsize=4096)
    return SimpleNamespace(**{name: keep(macro) for name, macro in vars(module).items() if callable(macro)})


def _to(tracker: Tracker, depth: int) -> Any:
    def to(kind: str, record_id: str = "", anchor: str = "") -> str:
        return links.upward(links.address(tracker, kind, record_id, anchor), depth)

    return to


def _place_of(tracker: Tracker, depth: int) -> Any:
    def place_of(change: Change) -> str:
        return links.upward(links.place_of(tracker, change), depth)

    return place_of


def _speakers(tracker: Tracker) -> Any:
    def speakers(items: Iterable[Evidence]) -> list[Evidence]:
        """One piece of evidence of each original publisher: two prints of one statement are one source."""
        found: dict[str, Evidence] = {}
        for item in items:
            found.setdefault(tracker.sources[item.source].original_publisher, item)
        return list(found.values())

    return speakers


def _passage(tracker: Tracker) -> Any:
    def passage(evidence: Evidence) -> str:
        return links.passage(tracker.sources[evidence.source], evidence.quote)

    return passage
