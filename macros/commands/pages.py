"""What a page says about itself, read by trafilatura: an optional extra, so that building the site stays light."""

from __future__ import annotations

import importlib
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

_NOT_HERE = "this needs the extra `fetch`: .venv/bin/pip install -e '.[fetch]'"
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
PUBLISHERS_OWN = "Publisher copyright; linked, and quoted in short passages only"


class NoReader(Exception):
    """The extra `fetch` is not installed."""


@dataclass(frozen=True, slots=True)
class Found:
    """What could be read; empty where the page does not say it."""

    title: str
    publisher: str
    issued: str
    text: str


def found_in(content: bytes, address: str) -> Found:
    """Title, publisher, date and text of a page, or of a plain text whose first line is its title.

    Raises:
        NoReader: the page is HTML and trafilatura is not there.
    """
    if not _MARKED_UP.search(content[:4096]):
        text = content.decode("utf-8", errors="replace").strip()
        return Found(" ".join(text.partition("\n")[0].split())[:200], "", "", text)
    document = _read(content, address)
    if document is None:
        return Found("", "", "", "")
    day = str(document.date or "")
    name = document.sitename or document.hostname or ""
    return Found(_line(document.title), _line(name), day if _DAY.fullmatch(day) else "", (document.text or "").strip())


def _line(text: str | None) -> str:
    return " ".join((text or "").split())


def _read(content: bytes, address: str) -> Any:
    try:
        trafilatura = importlib.import_module("trafilatura")
    except ModuleNotFoundError:
        raise NoReader(_NOT_HERE) from None
    return trafilatura.bare_extraction(
        content,
        url=address or None,
        with_metadata=True,
        include_comments=False,
        favor_recall=True,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )


def licence_of(address: str) -> str:
    """The licence of a site that is known to be open; of any other, that of a publisher who keeps the rights."""
    host = urlsplit(address).hostname or ""
    return next((licence for site, licence in _OPEN_LICENCES if site.search(host)), PUBLISHERS_OWN)


def allows_the_text(licence: str) -> bool:
    """Whether the text may be kept as it is; else only its fingerprint."""
    return bool(_ALLOWS_THE_TEXT.search(licence)) and not re.search(r"\bN[CD]\b", licence)
