"""Finished HTML past Markdown: a macro leaves a marker in the page, and this extension puts headings and blocks there.

Nothing from a record is ever parsed as Markdown, HTML, snippets, fences, attribute lists or templates; yet headings are
real headings, seen by the table of contents, permalinks and the page's title.
"""

from __future__ import annotations

import itertools
import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator
from dataclasses import dataclass

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.util import AtomicString
from markupsafe import Markup

# A heading as `_heading.html.jinja` writes it, and nobody else: what comes from a record is escaped.
_HEADING = re.compile(r'<h([1-6]) id="([^"]*)">(.*?)</h\1>')
_MARKER = re.compile(r"@@slot-(\d+)@@")
_BEFORE_EVERYTHING = 200
_store: dict[int, Markup] = {}
_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a page: level 1 to 6, its id, which may be left open, and its escaped text."""

    level: int
    id: str
    text: str


def segments(html: str) -> Iterator[Heading | str]:
    """Cut finished HTML at its headings."""
    pieces = _HEADING.split(html)
    for index in range(0, len(pieces), 4):
        if block := pieces[index].strip():
            yield block
        if index + 3 < len(pieces):
            level, anchor, text = pieces[index + 1 : index + 4]
            yield Heading(int(level), anchor, text)


def put(html: Markup) -> str:
    """Store finished HTML and give the text that stands for it in a page."""
    number = next(_numbers)
    _store[number] = html
    return f"@@slot-{number}@@"


class SlotProcessor(BlockProcessor):
    """Swaps a marker that stands alone in its block for what was stored under its number."""

    def test(self, parent: etree.Element, block: str) -> bool:
        """Whether the block is a marker."""
        return block.startswith("@@slot-")

    def run(self, parent: etree.Element, blocks: list[str]) -> bool:
        """Put what was stored into the page; it is used once."""
        marker = _MARKER.fullmatch(blocks[0].strip())
        html = _store.pop(int(marker[1]), None) if marker else None
        if html is None:
            return False
        blocks.pop(0)
        stash = self.parser.md.htmlStash
        for segment in segments(html):
            if isinstance(segment, Heading):
                element = etree.SubElement(parent, f"h{segment.level}", {"id": segment.id} if segment.id else {})
                # Stashed, so that no later processor sees the text; the contents list and the title bring it back.
                element.text = AtomicString(stash.store(segment.text))
            else:
                etree.SubElement(parent, "p").text = stash.store(segment)
        return True


class SlotExtension(Extension):
    """Registers the processor ahead of all others."""

    def extendMarkdown(self, md: Markdown) -> None:  # the name is Python-Markdown's
        """Called by Python-Markdown once for each page."""
        md.parser.blockprocessors.register(SlotProcessor(md.parser), "slot", _BEFORE_EVERYTHING)
