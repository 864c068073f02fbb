"""The record that a site shows now, from its address or from a file: what must not be lost when it is shown anew."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlsplit

from macros.checks.append_only import NoRecord, as_reading
from macros.read.files import Reading
from macros.read.problems import printable
from macros.visit import Kind, NotSeen, Visitor

_LOCAL = "127.0.0.1"
_MOST = 500_000_000  # bytes; far more than the largest record


class NothingPublished(Exception):
    """The address answers that there is nothing, as it does before the first deployment."""


class NotCompared(Exception):
    """It is not known what is published."""


def published(root: Path, where: str) -> tuple[Reading, str]:
    """What is published at an address or stands in a file, as an earlier reading, and how to speak of it.

    Raises:
        NothingPublished: the site says that there is no such page.
        NotCompared: the site was not reached, or what it shows is no record.
    """
    content = _visited(where) if where.startswith(("https://", "http://")) else _opened(where)
    try:
        whole = json.loads(content)
        reading = as_reading(root, whole)
    except (ValueError, RecursionError, NoRecord) as error:
        raise NotCompared(f"{printable(where)} is no record: {printable(str(error))}; nothing was compared") from None
    return (
        reading,
        f"what {printable(where)} shows, as of {printable(str(whole.get('as_of', 'a day that it does not say')))}",
    )


def _visited(address: str) -> bytes:
    is_local = urlsplit(address).hostname == _LOCAL
    if not is_local and not address.startswith("https://"):
        raise NotCompared(f"{printable(address)} does not begin with https://; nothing was compared")
    try:
        page = Visitor(allow_local=is_local, pause=0, most=_MOST).visit(address)
    except NotSeen as reason:
        if reason.kind is Kind.GONE:
            raise NothingPublished(f"nothing is published at {printable(address)} ({reason})") from None
        raise NotCompared(f"{printable(address)} was not reached, and nothing was compared: {reason}") from None
    return page.body


def _opened(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise NotCompared(f"{printable(path)} was not read, and nothing was compared: {reason}") from None
