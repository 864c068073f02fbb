"""The same pages as plain Markdown: what MkDocs with Material alone would build from hand-written files."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import yaml

_BLOCKS = {"p", "li", "dt", "dd", "tr", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "caption"}
_SILENT = {"svg", "script", "style"}


_OURS = ("hooks", "watch", "extra", "not_in_nav", "exclude_docs")


class _Loader(yaml.SafeLoader):
    """Reads mkdocs.yml without looking at the environment."""


_Loader.add_constructor("!ENV", lambda loader, node: "")


def settings(mkdocs_yml: Path) -> str:
    """The site's own settings, with the same theme, navigation and extensions, and without anything of ours."""
    found: dict[str, Any] = yaml.load(mkdocs_yml.read_text("utf-8"), Loader=_Loader)
    kept = {key: value for key, value in found.items() if key not in _OURS}
    kept["theme"] = {key: value for key, value in found["theme"].items() if key != "custom_dir"}
    kept["plugins"] = ["search"]
    kept["nav"] = _built(found["nav"])
    kept["not_in_nav"] = "/*"
    kept["validation"] = {"links": {"not_found": "ignore", "anchors": "ignore", "unrecognized_links": "ignore"}}
    return yaml.safe_dump(kept)


def _built(nav: Any) -> Any:
    """The navigation with each page where `write` puts it: `method.md` as `method/index.md`."""
    if isinstance(nav, str):
        return nav if nav.endswith("index.md") else re.sub(r"\.md$", "/index.md", nav)
    if isinstance(nav, list):
        return [_built(item) for item in nav]
    return {title: _built(item) for title, item in nav.items()}


class _Words(HTMLParser):
    """Turns a page's article into Markdown: headings, paragraphs, list items, table rows and links."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self._line: list[str] = []
        self._silent = 0
        self._prefix = ""
        self._href: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag in _BLOCKS:
            self._end()
            self._prefix = {"li": "- ", "blockquote": "> "}.get(tag, "#" * int(tag[1]) + " " if tag[0] == "h" else "")
        elif tag in ("td", "th"):
            self._line.append("| ")
        elif tag == "a":
            self._href.append(dict(attrs).get("href") or "")
            self._line.append("[")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent -= 1
        elif tag in _BLOCKS:
            self._end()
        elif tag == "a" and self._href:
            href = self._href.pop()
            self._line.append(f"]({href})" if href.startswith("https://") else "]")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._line.append(data)

    def _end(self) -> None:
        text = " ".join("".join(self._line).split())
        if text:
            self.lines.append(f"{self._prefix}{text}\n")
        self._line, self._prefix = [], ""


def write(site: Path, target: Path) -> int:
    """Write one Markdown file below `target/docs` for each built page; returns their number."""
    pages = sorted(site.rglob("index.html"))
    for page in pages:
        words = _Words()
        words.feed(_article(page.read_text("utf-8")))
        words.close()
        file = target / "docs" / page.parent.relative_to(site) / "index.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("\n".join(words.lines) + "\n", encoding="utf-8")
    return len(pages)


def _article(html: str) -> str:
    start = html.index("<article")
    return html[start : html.index("</article>", start)]
