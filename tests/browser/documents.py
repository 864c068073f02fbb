"""What a built page holds, read from its file: headings, ids, links."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

_POINTING = {"href", "src", "action", "popovertarget", "poster", "data"}


@dataclass
class Document(HTMLParser):
    """One parsed page. `links` are the values of every attribute that points somewhere, in order."""

    headings: list[int] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    styled: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag says."""
        found = dict(attrs)
        if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            self.headings.append(int(tag[1]))
        if "id" in found:
            self.ids.append(found["id"] or "")
        if "style" in found or any(name.startswith("on") for name in found):
            self.styled.append(f"{tag} {found}")
        self.links += [value or "" for name, value in attrs if name in _POINTING]


def read(file: Path) -> Document:
    """Parse a file."""
    document = Document()
    document.feed(file.read_text(encoding="utf-8"))
    return document
