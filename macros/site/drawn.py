"""Pages that come finished: MkDocs links, lists and writes them, and need not read them as Markdown.

The file of such a page holds the call of a macro, so that any other builder can draw it the usual way. This class calls
the same function itself, without a Markdown parser, an extension or a template engine between: for a thousand pages
that is a third of the time. A test compares both ways.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Any

from markdown.extensions.toc import slugify, unique
from markupsafe import Markup, escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from macros.environment import fragment
from macros.publish.pages import RecordPage, record
from macros.render import Context, Heading, Segment

_SHELL = "shell.html"
# The same for every such page, of which a large site has many thousands; nobody changes it.
_META = {"search": {"exclude": True}, "template": _SHELL}


class DrawnPage(Page):
    """A page of a record, a day or a month."""

    def __init__(self, drawn: RecordPage, file: File, config: MkDocsConfig) -> None:
        """Stand for the file, and know which page to draw."""
        super().__init__(None, file, config)
        self.drawn = drawn

    def read_source(self, config: MkDocsConfig) -> None:
        """There is nothing to read; one short search entry of ours stands for the page."""
        self.markdown = ""
        self.meta = _META

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Put the drawing off: MkDocs renders all pages before it writes the first, and would hold them all."""
        self.content = ""
        self.links_to_anchors = {}

    def draw(self, context: Context) -> None:
        """Draw the page, and list its headings as MkDocs does for others."""
        headings, self.content = _html(record(context, self.drawn.kind, self.drawn.id))
        self.toc = get_toc(_nested(headings))
        self._title_from_render = str(escape(headings[0].text)) if headings else None
        self.present_anchor_ids = _shared(frozenset(heading.id for heading in headings))

    def forget(self) -> None:
        """Let go of the headings."""
        self.toc = get_toc([])


def draw(page: Page, config: MkDocsConfig) -> None:
    """Draw a page that comes finished; others are drawn by now."""
    if isinstance(page, DrawnPage):
        page.draw(config.extra["context"])


def forget(page: Page) -> None:
    """Let go of what a page holds, once it is about to be written: MkDocs would keep it all until the end."""
    page.content = ""
    if isinstance(page, DrawnPage):
        page.forget()


def _html(segments: Iterable[Segment]) -> tuple[list[Heading], str]:
    """The headings with their final ids, and everything as one text."""
    headings: list[Heading] = []
    used: set[str] = set()
    pieces: list[str] = []
    for segment in segments:
        if isinstance(segment, Heading):
            anchor = unique(segment.id or slugify(segment.text, "-"), used)
            headings.append(Heading(segment.level, anchor, segment.text))
            pieces.append(_heading(segment.level, anchor, segment.text))
        else:
            pieces.append(segment.html)
    return headings, "\n".join(pieces)


@functools.lru_cache(maxsize=1024)  # MkDocs keeps them until the end, and most pages have the same
def _shared(anchors: frozenset[str]) -> set[str]:
    return set(anchors)


@functools.lru_cache(maxsize=256)  # "What they said" stands on every page
def _heading(level: int, anchor: str, text: str) -> Markup:
    return fragment("_heading", level=level, anchor=anchor, text=text)


def _nested(headings: Iterable[Heading]) -> list[Any]:
    """The headings as MkDocs' table of contents takes them: each below the nearest one of a higher rank."""
    top: list[Any] = []
    open_ones: list[Any] = []
    for heading in headings:
        token = {"name": str(escape(heading.text)), "id": heading.id, "level": heading.level, "children": []}
        while open_ones and open_ones[-1]["level"] >= heading.level:
            open_ones.pop()
        (open_ones[-1]["children"] if open_ones else top).append(token)
        open_ones.append(token)
    return top
