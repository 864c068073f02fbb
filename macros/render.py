"""Values to HTML: one Jinja environment, every value escaped, every undefined name a failure.

A template gives finished HTML in which headings are marked, so that the site builder can make real headings of them:
nothing from a record ever passes a Markdown parser or a second template engine.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from macros import links
from macros.charts.atlas import Atlas
from macros.dates import PartialDate, in_words
from macros.derive.changes import Change, changes
from macros.derive.citations import Citation, citations
from macros.derive.overview import Overview, overview, recommendations
from macros.derive.past import Past, past
from macros.derive.relations import Relations, relations
from macros.derive.words import FirstUse, Words, words
from macros.model.commitment import Commitment
from macros.model.evidence import Evidence
from macros.model.tracker import Tracker

TEMPLATES = Path(__file__).parent / "templates"
# A record cannot hold this character: YAML forbids it.
_MARK = "\x1e"
_HEADING = re.compile(f"{_MARK}([1-6])\x1f([^{_MARK}\x1f]*)\x1f([^{_MARK}\x1f]*){_MARK}")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a page: level 1 to 6, its id, and its plain text."""

    level: int
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """Finished HTML between two headings."""

    html: str


Segment = Heading | Block


@dataclass(frozen=True, repr=False)  # whoever prints the settings must not print the whole record
class Context:
    """What every page is drawn from: the record, its state on the day, and where the site is published."""

    tracker: Tracker
    today: dt.date
    site: links.Site
    overview: Overview
    citations: Mapping[str, tuple[Citation, ...]]
    words: Words

    @classmethod
    def of(cls, tracker: Tracker, today: dt.date, site: links.Site | None = None) -> Context:
        """Derive once what many pages share."""
        return cls(tracker, today, site or links.Site(), overview(tracker, today), citations(tracker), words(tracker))

    @functools.cached_property
    def numbered(self) -> Mapping[str, Commitment]:
        """The numbered recommendations in their order."""
        return recommendations(self.tracker)

    @functools.cached_property
    def relations(self) -> Relations:
        """Which records name each other."""
        return relations(self.tracker)

    @functools.cached_property
    def changes(self) -> tuple[Change, ...]:
        """Every change in the order in which it was written down, oldest first."""
        return changes(self.tracker)

    @functools.cached_property
    def past(self) -> Past:
        """The record by day."""
        return past(self.tracker, self.today, self.changes)

    @functools.cached_property
    def shared(self) -> dict[object, Markup]:
        """HTML that several pages hold in the same form, by what it was drawn from; filled by those who draw it."""
        return {}


def page(context: Context, template: str, address: str, **values: Any) -> tuple[Segment, ...]:
    """Draw one page. `address` is where it will stand, so that links can be relative."""
    return segments(html(context, f"pages/{template}.html.jinja", address, **values))


def html(context: Context, template: str, address: str, **values: Any) -> str:
    """Draw one template to text."""
    drawn = _environment().get_template(template)
    return drawn.render(**_globals(context, address), **values)


def fragment(name: str, **values: Any) -> Markup:
    """Draw a fragment that needs nothing but its values."""
    return Markup(_environment().get_template(f"fragments/{name}.html.jinja").render(**values).strip())


def segments(drawn: str) -> tuple[Segment, ...]:
    """Cut drawn HTML at its marked headings."""
    found: list[Segment] = []
    pieces = _HEADING.split(drawn)
    for index in range(0, len(pieces), 4):
        if pieces[index].strip():
            found.append(Block(pieces[index].strip()))
        if index + 3 < len(pieces):
            level, anchor, text = pieces[index + 1 : index + 4]
            found.append(Heading(int(level), anchor, str(Markup(text).unescape())))
    return tuple(found)


@functools.cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters.update(
        date=_date, words=functools.lru_cache(maxsize=4096)(in_words), number=_number, plural=_plural
    )
    environment.globals.update(heading=_heading)
    return environment


def _globals(context: Context, address: str) -> dict[str, Any]:
    tracker = context.tracker

    def to(kind: str, record_id: str = "", anchor: str = "") -> str:
        return links.relative(links.address(tracker, kind, record_id, anchor), address)

    def passage(evidence: Evidence) -> str:
        return links.passage(tracker.sources[evidence.source], evidence.quote)

    named: dict[str, Any] = {
        "tracker": tracker,
        "context": context,
        "today": context.today,
        "site": context.site,
        "to": to,
        "passage": passage,
        "charts": Atlas(tracker, context.overview),
        "code": _code_of(tracker),
        "explained": FirstUse(context.words).pieces,
    }
    return named


def _code_of(tracker: Tracker) -> Callable[[str, str], Any]:
    def code(codelist: str, value: str) -> Any:
        return tracker.codelists[codelist][value]

    return code


def _heading(level: int, anchor: str, text: str) -> Markup:
    """Mark a heading; its text is escaped here and shown as typed."""
    return Markup(f"{_MARK}{level}\x1f{escape(anchor)}\x1f{escape(' '.join(str(text).split()))}{_MARK}")


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
