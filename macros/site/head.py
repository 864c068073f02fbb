"""What the head of a page says to machines: other forms of it, what it is about, and when it was last changed."""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from macros.model.tracker import Tracker
from macros.publish import linked_data
from macros.publish.linked_data import tab_title
from macros.publish.pages import record_pages
from macros.read.kinds import KIND_OF
from macros.render.environment import fragment
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
