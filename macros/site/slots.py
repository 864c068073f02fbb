"""Finished HTML past Markdown: a macro leaves markers in the page, and this extension puts headings and blocks there.

Nothing from a record is ever parsed as Markdown, HTML, snippets, fences, attribute lists or templates; yet headings are
real headings, seen by the table of contents, permalinks and the page's title.
"""

from __future__ import annotations

import itertools
import re
import xml.etree.ElementTree as etree
from collections.abc import Iterable

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.util import AtomicString
from markupsafe import escape

from macros.render import Heading, Segment

_MARKER = re.compile(r"@@slot-(\d+)@@")
_BEFORE_EVERYTHING = 200
_store: dict[int, Segment] = {}
_numbers = itertools.count(1)


def put(segments: Iterable[Segment]) -> str:
    """Store finished segments and give the text that stands for them in a page."""
    return "\n\n".join(_marker(segment) for segment in segments)


def _marker(segment: Segment) -> str:
    number = next(_numbers)
    _store[number] = segment
    return f"@@slot-{number}@@"


class SlotProcessor(BlockProcessor):
    """Swaps a marker that stands alone in its block for what was stored under its number."""

    def test(self, parent: etree.Element, block: str) -> bool:
        """Whether the block is a marker."""
        return block.startswith("@@slot-")

    def run(self, parent: etree.Element, blocks: list[str]) -> bool:
        """Put the stored segment into the page; each is used once."""
        marker = _MARKER.fullmatch(blocks[0].strip())
        segment = _store.pop(int(marker[1]), None) if marker else None
        if segment is None:
            return False
        blocks.pop(0)
        self._draw(parent, segment)
        return True

    def _draw(self, parent: etree.Element, segment: Segment) -> None:
        stash = self.parser.md.htmlStash
        if isinstance(segment, Heading):
            element = etree.SubElement(parent, f"h{segment.level}", {"id": segment.id} if segment.id else {})
            # Stashed, so that no later processor sees the text; the contents list and the title bring it back.
            element.text = AtomicString(stash.store(str(escape(segment.text))))
        else:
            etree.SubElement(parent, "p").text = stash.store(segment.html)


class SlotExtension(Extension):
    """Registers the processor ahead of all others."""

    def extendMarkdown(self, md: Markdown) -> None:  # the name is Python-Markdown's
        """Called by Python-Markdown once for each page."""
        md.parser.blockprocessors.register(SlotProcessor(md.parser), "slot", _BEFORE_EVERYTHING)
