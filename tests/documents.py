"""What a built page holds, read from its file: headings, ids, links."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

_LOADED = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "prefetch", "preconnect", "dns-prefetch"}
_POINTING = {"href", "src", "action", "poster", "data"}


@dataclass
class Document(HTMLParser):
    """One parsed page. `links` are the values of every attribute that points somewhere, in order.

    `anchors` are those that a reader can follow, `loads` what a browser asks for without being told to, and `scripts`
    the texts of inline scripts.
    """

    headings: list[int] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    policy: str = ""
    _in_script: bool = False
    anchors: list[str] = field(default_factory=list)
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
        if tag == "meta" and found.get("http-equiv") == "Content-Security-Policy":
            self.policy = found.get("content") or ""
        if tag == "link" and _LOADED & set((found.get("rel") or "").split()):
            self.loads.append(found.get("href") or "")
        self.loads += [found[name] or "" for name in ("src", "srcset", "poster", "data") if name in found]
        self._in_script = tag == "script" and "src" not in found and "json" not in (found.get("type") or "")
        self.links += [value or "" for name, value in attrs if name in _POINTING]
        self.links += [f"#{found[name]}" for name in ("popovertarget", "aria-controls") if name in found]
        if tag == "a":
            self.anchors.append(found.get("href") or "")

    def handle_data(self, data: str) -> None:
        """Keep the text of inline scripts."""
        if self._in_script:
            self.scripts.append(data)
            self._in_script = False


def read(file: Path) -> Document:
    """Parse a file."""
    document = Document()
    document.feed(file.read_text(encoding="utf-8"))
    return document
