"""How to cite a page: as text, as BibTeX, and as CSL-JSON, with the commit that the page was built from.

A small picture of the status of each commitment, for other sites: words and a shape, in the reader's own font.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from itertools import chain
from typing import Any

from macros.model.dates import PartialDate, in_words
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
# What the Citation Style Language calls a type of source; all others are reports, as most of what bodies publish.
_CSL_TYPES = {
    "legislation": "legislation",
    "official-statistics": "dataset",
    "parliament": "hearing",
    **dict.fromkeys(("news", "legal-press", "opinion"), "article-newspaper"),
    "aggregator": "webpage",
}


@dataclass(frozen=True, slots=True)
class Reference:
    """What a citation names: a page of ours, or a source by those who published it.

    `issued` is the day of our newest entry, or when the source was published; `state` the day that statuses are about;
    `accessed` when a source was read. `record` is where our record of it is, and `commit` what that was built from.
    """

    id: str
    title: str
    author: str
    url: str
    issued: PartialDate | None
    type: str = "webpage"
    state: dt.date | None = None
    accessed: dt.date | None = None
    site: str = ""
    record: str = ""
    commit: str = ""

    @property
    def note(self) -> str:
        """What fits no field of a citation: the day of the statuses, or where we keep what we know of a source."""
        state = f"State of {in_words(self.state)}" if self.state else ""
        return state or (f"Record of it: {self.site}, {self.record}".rstrip(", ") if self.author != self.site else "")

    @property
    def date_parts(self) -> list[int]:
        """Year, month and day of issue, as far as they are known."""
        return [int(part) for part in str(self.issued).split("-")] if self.issued else []


def whole(context: Context) -> Reference:
    """The reference to the record as a whole."""
    name, newest = context.site.name, context.newest
    return Reference(
        id=context.tracker.site.slug,
        title=name,
        author=name,
        url=_known(context, ""),
        issued=PartialDate.of(newest) if newest else None,
        type="dataset",
        state=context.today,
        site=name,
        commit=context.site.commit,
    )


def _known(context: Context, target: str) -> str:
    """The whole address of a page; empty where the site's own is not known."""
    return outward(context.site, target, "") if context.site.base else ""


def of_record(context: Context, kind: str, record_id: str) -> Reference:
    """The reference to the page of one record; of a source, to the document itself."""
    url, written = _known(context, address(context.tracker, kind, record_id)), context.written.get((kind, record_id))
    if kind == "source":
        return _of_source(context, record_id, url)
    return Reference(
        id=f"{kind}-{record_id}",
        title=title_of(context, kind, record_id),
        author=context.site.name,
        url=url,
        issued=PartialDate.of(written) if written else None,
        state=context.today if kind in _WITH_STATES else None,
        site=context.site.name,
        commit=context.site.commit,
    )


def _of_source(context: Context, record_id: str, record: str) -> Reference:
    source = context.tracker.sources[record_id]
    return Reference(
        id=f"source-{record_id}",
        title=source.title,
        author=source.original_publisher,  # a copy is cited as what it copies
        url=source.url or source.archive_url or "",
        issued=source.issued,
        type=_CSL_TYPES.get(source.type, "report"),
        accessed=source.accessed,
        site=context.site.name,
        record=record,
        commit=context.site.commit,
    )


def title_of(context: Context, kind: str, record_id: str) -> str:
    """The title of a record."""
    record = getattr(context.tracker, WITH_PAGE[kind])[record_id]
    return str(getattr(record, "title", None) or record.name)


def text(item: Reference) -> str:
    """The citation as a sentence."""
    is_ours = item.author == item.site
    found = (
        f"{item.author} ({item.date_parts[0]})." if item.issued else f"{item.author} (no date).",
        f"“{item.title}”." if item.title != item.author else "",
        f"{item.note}." if is_ours and item.note else "",
        f"{'Last entry' if is_ours else 'Published'} {in_words(item.issued)}." if item.issued else "",
        f"Commit {item.commit[:12]}." if item.commit and is_ours else "",
        item.url,
        f"(read on {in_words(item.accessed)})" if item.accessed else "",
        "" if is_ours else f"{item.note}{f', commit {item.commit[:12]}' if item.commit else ''}",
    )
    return " ".join(" ".join(found).split())


def bibtex(item: Reference) -> str:
    """The citation for BibTeX."""
    year, month, *_ = (*item.date_parts, None, None)
    fields = {
        "author": f"{{{item.author.translate(_BIBTEX)}}}",
        "title": f"{{{item.title.translate(_BIBTEX)}}}",
        "year": year,
        "month": month,
        "url": item.url,
        "urldate": item.accessed,
        "note": ", ".join(filter(None, (item.note.translate(_BIBTEX), item.commit and f"commit {item.commit}"))),
    }
    lines = (f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return "\n".join((f"@misc{{{item.id},", ",\n".join(lines), "}"))


def csl(item: Reference) -> dict[str, Any]:
    """The citation as an item of CSL-JSON; what is not known is left out."""
    is_ours = item.author == item.site
    found: dict[str, Any] = {
        "id": item.id,
        "type": item.type,
        "title": item.title,
        "container-title": item.site if is_ours else item.author if item.type == "article-newspaper" else "",
        "author": [{"literal": item.author}],
        "publisher": "" if is_ours else item.author,
        "version": item.commit if is_ours else "",
        "URL": item.url,
        "note": item.note,
        "issued": {"date-parts": [item.date_parts]} if item.issued else None,
        "accessed": {"date-parts": [list(item.accessed.timetuple()[:3])]} if item.accessed else None,
    }
    return {key: value for key, value in found.items() if value}


def cff(context: Context) -> dict[str, Any]:
    """The citation of the whole after the Citation File Format 1.2.0, for which JSON is YAML enough."""
    item, site = whole(context), context.site
    found = {
        "cff-version": "1.2.0",
        "message": "Cite the page that you used, with the day of the status. Cite this for the record as a whole.",
        "type": "dataset",
        "title": item.title,
        "abstract": context.tracker.site.description,
        "authors": [{"name": f"{item.author} contributors"}],
        "version": release(context),
        "date-released": context.today.isoformat(),
        "url": item.url,
        "repository-code": site.repository,
        "commit": item.commit,
        "license": "CC-BY-4.0",
        "keywords": keywords(context),
    }
    return {key: value for key, value in found.items() if value}


def release(context: Context) -> str:
    """The number of the data of a day, as its release is called: `2026.11.21`."""
    return context.today.strftime("%Y.%m.%d")


def keywords(context: Context) -> list[str]:
    """What the record is about, in the words of its themes."""
    return sorted(theme.title for theme in context.tracker.themes.values() if not theme.withdrawn)


def files(context: Context) -> Files:
    """The citations of the whole and of every record page, in two files, and that of the whole for a repository."""
    pages = ((kind, name) for kind, folder in WITH_PAGE.items() for name in getattr(context.tracker, folder))
    references = [whole(context), *(of_record(context, kind, name) for kind, name in pages)]
    yield WHOLE["bibtex"], joined((bibtex(item).encode() for item in references), b"\n")
    yield WHOLE["citation"], json.dumps(cff(context), ensure_ascii=False, indent=1, default=str) + "\n"
    yield WHOLE["csl"], chain([b"["], joined(compact(csl(item)).encode() for item in references), [b"]"])


_LABEL = "Status on record"
_SIGN_WIDTH = 7.5  # pixels; wide enough where `textLength` is not known, which elsewhere makes any font fit
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
    status = f"{status} · {in_words(context.today)}"
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
