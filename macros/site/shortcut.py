"""A short cut for the pages of records, whose Markdown is nothing but one macro call.

MkDocs would read and render every page before it writes the first, and hold them all. A page that goes this way is
drawn when it is written, by the same function, past the macros plugin and the Markdown parser. Nothing else depends on
this module: without it (and its two calls, in `pages` and `hooks`) every file is the same, as a test proves.

Measured on the real record, of 452 pages: 3.4 seconds of processor time and 77 MiB, and 3.9 seconds and 94 MiB without;
at 1,000 commitments 102 MiB and 177.
"""

from __future__ import annotations

from typing import Any

from markdown.extensions.toc import nest_toc_tokens, slugify, unique
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from macros.publish.pages import RecordPage, record
from macros.site.slots import Heading, segments

_HEADING = (
    '<h{level} id="{id}">{text}<a class="headerlink" href="#{id}" title="Link to this section">&para;</a></h{level}>'
)


class ShortcutPage(Page):
    """A page that is drawn when it is written."""

    def __init__(self, drawn: RecordPage, file: File, config: MkDocsConfig) -> None:
        """Make itself the page of the file."""
        super().__init__(drawn.title or None, file, config)
        self._drawn = drawn

    def read_source(self, config: MkDocsConfig) -> None:
        """What the macros plugin and the search plugin need to leave the page alone."""
        self.markdown, self.meta = "", {"search": {"exclude": True}}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Nothing yet."""
        self.content, self.links_to_anchors = "", {}

    def draw(self, config: MkDocsConfig) -> None:
        """The page as the Markdown parser would leave it: headings with ids and links to themselves."""
        tokens: list[Any] = []
        used: set[str] = set()
        pieces: list[str] = []
        for segment in segments(record(config.extra["context"], self._drawn.kind, self._drawn.id)):
            if isinstance(segment, Heading):
                anchor = unique(segment.id or slugify(str(Markup(segment.text).unescape()), "-"), used)
                tokens.append({"level": segment.level, "id": anchor, "name": segment.text})
                segment = _HEADING.format(level=segment.level, id=anchor, text=segment.text)
            pieces.append(segment)
        self.content, self._title_from_render = "\n".join(pieces), tokens[0]["name"] if tokens else None
        self.toc = get_toc(nest_toc_tokens(tokens))


def draw(page: Page, config: MkDocsConfig) -> None:
    """Draw the page if it goes this way, and let the one before it go."""
    if isinstance(page, ShortcutPage):
        page.draw(config)
