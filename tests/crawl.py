"""A built site as it lies in its folder: every address that is named in it leads to a file, and to a place in it.

No browser and no server: pages, their twins in Markdown, feeds, calendars and the API are read as they were written.
"""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as etree
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

_TAG = re.compile(r"<[a-zA-Z][^<>]*>")
_ID = re.compile(r"\sid=\"?([^\s\">]+)")
_LINK = re.compile(r"\s(?:href|src)=(?:\"([^\"]*)\"|([^\s\">]+))")
_MARKDOWN_LINK = re.compile(r"\]\(<?([^)\s>]+)>?\)")
_CALENDAR_LINK = re.compile(r"^URL(?:;[^:]*)?:(.+)$", re.MULTILINE)
_NOT_FOUND = "404.html"  # its links begin at the root of the host
_IN_JSON = ("page", "api")
# Places that a page can be sent to without an id of their own.
_NO_PLACE = ("", "top")
Link = tuple[str, str]


class Crawl:
    """The files below a folder, published at `base`."""

    def __init__(self, site: Path, base: str) -> None:
        self.site, self.base = site, base
        self.links = 0

    @cached_property
    def files(self) -> dict[str, Path]:
        """Every file by its address from the top of the site."""
        found = (file for file in sorted(self.site.rglob("*")) if file.is_file())
        return {file.relative_to(self.site).as_posix(): file for file in found}

    @cached_property
    def ids(self) -> dict[str, Counter[str]]:
        """How often each id stands on each page."""
        pages = (name for name in self.files if name.endswith((".html", ".svg")))
        return {name: Counter(_ids(self.text(name))) for name in pages}

    def text(self, name: str) -> str:
        """The text of a file."""
        return self.files[name].read_text(encoding="utf-8")

    def repeated(self) -> list[str]:
        """Ids that stand twice on a page."""
        return [f"{name}#{key}" for name, ids in self.ids.items() for key, count in ids.items() if count > 1]

    def dead(self) -> list[str]:
        """Links that lead nowhere, each with the file that holds it."""
        links = dict.fromkeys(self.named())
        self.links += len(links)
        return [f"{name}: {target}" for name, target in links if not self.leads_somewhere(name, target)]

    def leads_somewhere(self, name: str, target: str) -> bool:
        """Whether an address that a file names is outside, or is a file with that place."""
        whole = urljoin(f"{self.base}{name}", target)
        if not whole.startswith(self.base):
            return True
        parts = urlsplit(whole[len(self.base) :])
        found = unquote(parts.path)
        page = next((path for path in (found, f"{found}index.html") if path in self.files), None)
        return page is not None and (parts.fragment in _NO_PLACE or self._holds(page, parts.fragment))

    def _holds(self, page: str, fragment: str) -> bool:
        return fragment.startswith(":~:") or page not in self.ids or unquote(fragment) in self.ids[page]

    def named(self) -> Iterator[Link]:
        """Every address that is named in any file, with that file."""
        for name in self.files:
            if name != _NOT_FOUND:
                yield from ((name, target) for target in self._in(name))

    def _in(self, name: str) -> Iterable[str]:
        if name.endswith(".html"):
            return _html_links(self.text(name))
        if name.endswith((".md", "llms.txt")):
            return _MARKDOWN_LINK.findall(self.text(name))
        if name.endswith(".atom"):
            return _feed_links(self.text(name))
        if name.endswith(".ics"):
            return (link.strip() for link in _CALENDAR_LINK.findall(unfolded(self.text(name))))
        if name == "sitemap.xml":
            return (item.text or "" for item in etree.fromstring(self.text(name)).iter() if item.tag.endswith("}loc"))
        return _json_links(json.loads(self.text(name))) if name.startswith("api/") and name.endswith(".json") else ()


def _ids(text: str) -> Iterator[str]:
    for tag in _TAG.findall(text):
        if found := _ID.search(tag):
            yield unescape(found[1])


def _html_links(text: str) -> Iterator[str]:
    for tag in _TAG.findall(text):
        for quoted, bare in _LINK.findall(tag):
            yield unescape(quoted or bare)


def _feed_links(text: str) -> Iterator[str]:
    for item in etree.fromstring(text).iter():
        if "href" in item.attrib:
            yield item.attrib["href"]
        if item.tag.endswith("}content"):
            yield from _html_links(item.text or "")


def _json_links(value: Any) -> Iterator[str]:
    """What the API says under `page` and `api`; a form of address with a place for an id is none."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key in _IN_JSON and isinstance(item, str) and "{" not in item:
                yield item
            yield from _json_links(item)
    elif isinstance(value, list):
        for item in value:
            yield from _json_links(item)


def unfolded(text: str) -> str:
    """A calendar with each property on one line."""
    return re.sub(r"\r?\n[ \t]", "", text)
