"""One short search entry per record: title and summary, escaped as the theme's own entries are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from macros.model.tracker import Tracker
from macros.render.links import address
from macros.site.pages import context_of

Entry = dict[str, Any]
# A page longer than this is a list of what other entries already hold; only its title is worth finding.
_LONG_PAGE = 40_000


def _entries_of(config: MkDocsConfig) -> list[Entry]:
    """The theme's own list of entries; a theme with another search gets a list that nobody reads."""
    plugin: Any = config.plugins.get("material/search") or config.plugins.get("search")
    index = getattr(plugin, "search_index", None)
    found: list[Entry] = index.entries if index is not None else []
    return found


def add(config: MkDocsConfig) -> None:
    """Append our entries to the theme's index."""
    _entries_of(config).extend(entries(context_of(config).tracker))


def shorten(page: Page, config: MkDocsConfig) -> None:
    """Index a long hand-written page by its title alone, before the theme indexes it whole."""
    if "search" not in page.meta and len(page.content or "") > _LONG_PAGE:
        page.meta["search"] = {"exclude": True}
        _entries_of(config).append({"location": page.url, "title": str(escape(page.title or "")), "text": ""})


def entries(tracker: Tracker) -> Iterator[Entry]:
    """One entry for each commitment, body, theme, source and figure."""
    for kind, record_id, title, text in _texts(tracker):
        yield {"location": address(tracker, kind, record_id), "title": str(escape(title)), "text": str(escape(text))}


def _texts(tracker: Tracker) -> Iterator[tuple[str, str, str, str]]:
    for name, commitment in tracker.commitments.items():
        number = commitment.recommendation.label if commitment.recommendation else ""
        title = f"{number}. {commitment.title}" if number else commitment.title
        yield "commitment", name, title, commitment.summary
    for name, report in tracker.reports.items():
        yield "report", name, report.name, " ".join((report.short_name, *report.called))
    for name, body in tracker.bodies.items():
        yield "body", name, body.name, f"{body.short_name or ''} {body.description}".strip()
    for name, theme in tracker.themes.items():
        yield "theme", name, theme.title, theme.description
    for name, source in tracker.sources.items():
        yield "source", name, source.title, source.publisher
    for name, figure in tracker.figures.items():
        yield "figure", name, figure.title, figure.definition
