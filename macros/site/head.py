"""What a page says to machines: other forms of it, what it is about, when it was last changed, and how search finds it.

A record has one short search entry: title and summary, escaped as the theme's own entries are.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from markupsafe import Markup, escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from macros.model.tracker import Tracker
from macros.publish import linked_data
from macros.publish.linked_data import tab_title
from macros.publish.pages import record_pages
from macros.read.kinds import KIND_OF
from macros.render.environment import fragment
from macros.render.links import address
from macros.site.pages import context_of

_DATA_PAGE = "data/"
# Inside a script element nothing may look like markup.
_SAFE = str.maketrans({"<": r"\u003c", ">": r"\u003e", "&": r"\u0026"})


def set_dates(files: Files, config: MkDocsConfig) -> None:
    """Date each page by the newest entry that it rests on, so that the site map says nothing of the build."""
    context = context_of(config)
    own = {page.address: context.written.get((page.kind, page.id)) for page in record_pages(context.tracker)}
    newest = context.newest or context.today
    for file in files.documentation_pages():
        if isinstance(file.page, Page):
            file.page.update_date = (own.get(file.url) or newest).isoformat()


def draw(page: Page, config: MkDocsConfig) -> str:
    """The page's name in a tab and on a share card, the links to other forms of it, and what it is about."""
    context = context_of(config)
    kind, name = _record(context.tracker, page.url)
    node = None
    if kind:
        node = linked_data.of_record(context, kind, name)
    elif page.url == _DATA_PAGE:
        node = linked_data.dataset(context)
    links = linked_data.alternates(context, kind, name, page.url)
    tab = tab_title(context.tracker, kind, name) or _own_title(page)
    return fragment("_head", site=context.site, tab=tab, links=links, data=_script(node) if node else "")


def _own_title(page: Page) -> str:
    """The title of a page that we wrote, as plain text; nothing for the front page, which bears the site's name."""
    return "" if page.is_homepage else str(Markup(page.title or "").striptags())


def _record(tracker: Tracker, url: str) -> tuple[str, str]:
    """Kind and id of the record whose page stands at an address; both empty for other pages."""
    folder, _, name = url.rstrip("/").partition("/")
    kind = KIND_OF.get(folder, "")
    return (kind, name) if kind and name in getattr(tracker, folder) else ("", "")


def _script(node: dict[str, Any]) -> Markup:
    return Markup(json.dumps(node, ensure_ascii=False, separators=(",", ":")).translate(_SAFE))


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
