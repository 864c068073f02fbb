"""What a page says about itself, the words that a reader sees on it, its licence, and its copies in the archive.

Title, date and text are read by trafilatura, an optional extra, so that building the site stays light.
"""

from __future__ import annotations

import importlib
import json
import re
from html.parser import HTMLParser
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

from macros.contribute.fetch import HttpClient

LOOK_UP = "https://archive.org/wayback/available?url="
SAVE = "https://web.archive.org/save/"
PUBLISHERS_OWN = "Publisher copyright; linked, and quoted in short passages only"
_MARKED_UP = re.compile(rb"<(?:!doctype|html|head|body|p|div)\b", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# Sites whose texts are under a licence that allows us to keep them. Anything else is asked for, never guessed.
_OPEN_LICENCES = (
    (re.compile(r"(?:^|\.)parliament\.uk$"), "Open Parliament Licence v3.0"),
    (re.compile(r"(?:^|\.)(?:gov\.uk|legislation\.gov\.uk)$"), "Open Government Licence v3.0"),
)
_ALLOWS_THE_TEXT = re.compile(
    r"Open (?:Government|Parliament) Licence|\bCC0\b|\bCC[ -]BY(?:[ -]SA)?[ -]?\d|\bCC[ -]BY\b(?![ -](?:NC|ND|SA-NC))",
    re.IGNORECASE,
)
_UNSEEN = frozenset({"script", "style", "noscript", "template", "svg", "head"})
# Between these and their neighbours no space is seen.
_INLINE = frozenset(re.findall(r"\w+", "a abbr b bdi cite code em i mark q s small span strong sub sup u"))


class NoReader(Exception):
    """The extra `fetch` is not installed, or only a part of it."""


class Found(NamedTuple):
    """What could be read; empty where the page does not say it."""

    title: str = ""
    publisher: str = ""
    issued: str = ""
    text: str = ""


def found_in(content: bytes, address: str) -> Found:
    """Title, publisher, date and text of a page, or of a plain text whose first line is its title.

    Raises:
        NoReader: the page is HTML, and trafilatura is not there.
    """
    if not _MARKED_UP.search(content[:4096]):
        text = content.decode("utf-8", errors="replace").strip()
        return Found(title=" ".join(text.partition("\n")[0].split())[:200], text=text)
    document = _read(content, address)
    if document is None:
        return Found()
    day = str(document.date or "")
    title, name = (" ".join((text or "").split()) for text in (document.title, document.sitename or document.hostname))
    return Found(title, name, day if _DAY.fullmatch(day) else "", (document.text or "").strip())


def _read(content: bytes, address: str) -> Any:
    try:
        trafilatura = importlib.import_module("trafilatura")
    except ImportError as error:
        missing = str(error).partition("\n")[0].rstrip(".")
        raise NoReader(f"this needs the extra `fetch` ({missing}): .venv/bin/pip install -e '.[fetch]'") from None
    dates = {"original_date": True, "extensive_search": False}
    how = {"with_metadata": True, "include_comments": False, "favor_recall": True, "date_extraction_params": dates}
    return trafilatura.bare_extraction(content, url=address or None, **how)


def licence_of(address: str) -> str:
    """The licence of a site that is known to be open; of any other, that of a publisher who reserves the rights."""
    host = urlsplit(address).hostname or ""
    return next((licence for site, licence in _OPEN_LICENCES if site.search(host)), PUBLISHERS_OWN)


def allows_the_text(licence: str) -> bool:
    """Whether the text may be kept as it is; else only its fingerprint."""
    return bool(_ALLOWS_THE_TEXT.search(licence)) and not re.search(r"\bN[CD]\b", licence)


def words_of(html: str) -> str:
    """The words of a page, with a space where an element begins or ends that stands on its own."""
    found = _Words(convert_charrefs=True)
    found.feed(html)
    found.close()
    return " ".join("".join(found.parts).split())


class _Words(HTMLParser):
    """Gathers text; everything inside elements that no reader sees is left out."""

    def reset(self) -> None:
        super().reset()
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


def archived_copy(client: HttpClient, address: str, service: str = LOOK_UP) -> str:
    """The address of the newest copy in the Wayback Machine, or nothing.

    Raises:
        NotFetched: the archive gave no answer.
    """
    page = client.get(service + quote(address, safe=""))
    try:
        closest = json.loads(page.text)["archived_snapshots"].get("closest", {})
        found = str(closest.get("url", "")) if closest.get("available") else ""
    except (ValueError, KeyError, TypeError, AttributeError):
        return ""
    return _in_archive(found)


def new_copy(client: HttpClient, address: str, service: str = SAVE) -> str:
    """Ask for a copy; its address, or nothing when the archive does not name it. Only when somebody agreed to it.

    Raises:
        NotFetched: the archive did not make one.
    """
    return _in_archive(client.get(service + address).address)


def _in_archive(address: str) -> str:
    """An address of the archive with https, which is the only kind that a record takes."""
    parts = urlsplit(address)
    is_copy = parts.hostname in ("web.archive.org", "archive.org") and "/web/" in parts.path
    return parts._replace(scheme="https", netloc=str(parts.hostname)).geturl() if is_copy else ""
