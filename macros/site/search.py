"""One short search entry per record: title and summary, escaped as the theme's own entries are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig

from macros.links import address
from macros.model.tracker import Tracker
from macros.site.pages import context_of

Entry = dict[str, Any]


def add(config: MkDocsConfig) -> None:
    """Append our entries to the theme's index; a theme with another search is left alone."""
    plugin: Any = config.plugins.get("material/search") or config.plugins.get("search")
    index = getattr(plugin, "search_index", None)
    if index is not None:
        index.entries.extend(entries(context_of(config).tracker))


def entries(tracker: Tracker) -> Iterator[Entry]:
    """One entry for each commitment, body, theme, source and figure."""
    for kind, record_id, title, text in _texts(tracker):
        yield {"location": address(tracker, kind, record_id), "title": str(escape(title)), "text": str(escape(text))}


def _texts(tracker: Tracker) -> Iterator[tuple[str, str, str, str]]:
    for name, commitment in tracker.commitments.items():
        number = commitment.recommendation.number if commitment.recommendation else None
        title = f"{number}. {commitment.title}" if number else commitment.title
        yield "commitment", name, title, commitment.summary
    for name, body in tracker.bodies.items():
        yield "body", name, body.name, f"{body.short_name or ''} {body.description}".strip()
    for name, theme in tracker.themes.items():
        yield "theme", name, theme.title, theme.description
    for name, source in tracker.sources.items():
        yield "source", name, source.title, source.publisher
    for name, figure in tracker.figures.items():
        yield "figure", name, figure.title, figure.definition
