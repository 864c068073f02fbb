"""How to cite a page: as text, as BibTeX, and as CSL-JSON, with the commit that the page was built from.

A small picture of the status of each commitment, for other sites: words and a shape, in the reader's own font.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import chain
from typing import Any

from macros.model.dates import in_words
from macros.publish.bundle import Files, compact, joined
from macros.read.kinds import WITH_PAGE
from macros.render.links import WHOLE, address, file_address, outward
from macros.render.page import Context, html

_BIBTEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
        **{sign: f"\\{sign}" for sign in "{}#$%&_"},
    }
)


_WITH_STATES = ("commitment", "report", "body", "theme")


@dataclass(frozen=True, slots=True)
class Reference:
    """What a citation names. `written` is the day of the newest entry, `state` the day that statuses are about."""

    id: str
    title: str
    site: str
    url: str
    written: dt.date | None
    state: dt.date | None
    commit: str


def whole(context: Context) -> Reference:
    """The reference to the record as a whole."""
    url = outward(context.site, "", "") if context.site.base else ""
    name = context.site.name
    return Reference(context.tracker.site.slug, name, name, url, context.newest, context.today, context.site.commit)


def of_record(context: Context, kind: str, record_id: str) -> Reference:
    """The reference to the page of one record."""
    url = outward(context.site, address(context.tracker, kind, record_id), "") if context.site.base else ""
    written = context.written.get((kind, record_id))
    state = context.today if kind in _WITH_STATES else None
    key, title = f"{kind}-{record_id}", title_of(context, kind, record_id)
    if kind == "source":  # its title is a headline, which is not ours
        source = context.tracker.sources[record_id]
        title = f"Source: {source.publisher}" + (f", {in_words(source.issued)}" if source.issued else "")
    return Reference(key, title, context.site.name, url, written, state, context.site.commit)


def title_of(context: Context, kind: str, record_id: str) -> str:
    """The title of a record."""
    record = getattr(context.tracker, WITH_PAGE[kind])[record_id]
    return str(getattr(record, "title", None) or record.name)


def text(item: Reference) -> str:
    """The citation as a sentence."""
    found = (
        f"{item.site} ({item.written.year})." if item.written else f"{item.site}.",
        f"“{item.title}”." if item.title != item.site else "",
        f"State of {in_words(item.state)}." if item.state else "",
        f"Last entry {in_words(item.written)}." if item.written else "",
        f"Commit {item.commit[:12]}." if item.commit else "",
        item.url,
    )
    return " ".join(" ".join(found).split())


def bibtex(item: Reference) -> str:
    """The citation for BibTeX."""
    state = f", state of {in_words(item.state)}" if item.state else ""
    fields = {
        "author": f"{{{item.site.translate(_BIBTEX)}}}",
        "title": f"{{{item.title.translate(_BIBTEX)}}}",
        "year": item.written and item.written.year,
        "month": item.written and item.written.month,
        "url": item.url,
        "note": f"Record of commitments{state}{f', commit {item.commit}' if item.commit else ''}",
    }
    lines = (f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return "\n".join((f"@misc{{{item.id},", ",\n".join(lines), "}"))


def csl(reference: Reference) -> dict[str, Any]:
    """The citation as an item of CSL-JSON; what is not known is left out."""
    found: dict[str, Any] = {
        "id": reference.id,
        "type": "webpage",
        "title": reference.title,
        "container-title": reference.site,
        "author": [{"literal": reference.site}],
        "version": reference.commit,
        "URL": reference.url,
        "note": f"State of {in_words(reference.state)}" if reference.state else "",
    }
    if reference.written:
        day = reference.written
        found["issued"] = {"date-parts": [[day.year, day.month, day.day]]}
    return {key: value for key, value in found.items() if value}


def files(context: Context) -> Files:
    """The citations of the whole and of every record page, in two files."""
    pages = ((kind, name) for kind, folder in WITH_PAGE.items() for name in getattr(context.tracker, folder))
    references = [whole(context), *(of_record(context, kind, name) for kind, name in pages)]
    yield WHOLE["bibtex"], joined((bibtex(item).encode() for item in references), b"\n")
    yield WHOLE["csl"], chain([b"["], joined(compact(csl(item)).encode() for item in references), [b"]"])


_LABEL = "Status on record"
_SIGN_WIDTH = 6.5  # pixels; `textLength` makes the words fit whatever font draws them
_PADDING = 10
_SHAPE = 20


def of_commitment(context: Context, name: str) -> tuple[str, str]:
    """The badge of a commitment with its address."""
    return file_address("badge", "commitment", name), _drawn(context, name, *_status(context, name))


def _status(context: Context, name: str) -> tuple[str, str | None]:
    """The words of the badge, and the delivery value whose shape it shows; what was withdrawn has none."""
    if context.tracker.commitments[name].withdrawn:
        return "Withdrawn", None
    delivery = context.overview.state(name).delivery
    return context.tracker.title_of("delivery", delivery) if delivery else "Not assessed yet", delivery


def _drawn(context: Context, name: str, status: str, delivery: str | None) -> str:
    """One badge. Its text alternative says the same as the picture, and of what."""
    sizes = {"label_width": _width(_LABEL), "status_width": _width(status), "padding": _PADDING, "shape": _SHAPE}
    drawn = html(
        context,
        "badges/status.svg.jinja",
        "",
        title=context.tracker.commitments[name].title,
        label=_LABEL,
        status=status,
        sign=context.tracker.level(delivery).shape,
        **sizes,
    )
    return drawn.strip() + "\n"


def _width(words: str) -> int:
    return round(len(words) * _SIGN_WIDTH)
