"""The words of a page, as a reader sees them: enough to find a quote, and nothing more."""

from __future__ import annotations

from html.parser import HTMLParser

_UNSEEN = {"script", "style", "noscript", "template", "svg", "head"}
# Between these and their neighbours no space is seen.
_INLINE = {
    "a",
    "abbr",
    "b",
    "bdi",
    "cite",
    "code",
    "em",
    "i",
    "mark",
    "q",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "u",
}


class _Words(HTMLParser):
    """Gathers text; everything inside elements that no reader sees is left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self.unseen.append(tag)
        self._space(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.unseen:
            del self.unseen[self.unseen.index(tag) :]
        self._space(tag)

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.parts.append(data)

    def _space(self, tag: str) -> None:
        if tag not in _INLINE:
            self.parts.append(" ")


def of(html: str) -> str:
    """The words of a page, with a space where an element begins or ends that stands on its own."""
    found = _Words()
    found.feed(html)
    found.close()
    return " ".join("".join(found.parts).split())
