"""Copies in the Wayback Machine: looked for always, and asked for only when somebody agreed to it."""

from __future__ import annotations

import json
from urllib.parse import quote, urlsplit

from macros.visit import NotSeen, Visitor

LOOK_UP = "https://archive.org/wayback/available?url="
SAVE = "https://web.archive.org/save/"


def existing(visitor: Visitor, address: str, service: str = LOOK_UP) -> str:
    """The address of the newest copy, or nothing.

    Raises:
        NotSeen: the archive gave no answer that can be understood.
    """
    page = visitor.visit(service + quote(address, safe=""))
    try:
        closest = json.loads(page.text)["archived_snapshots"].get("closest", {})
        found = str(closest.get("url", "")) if closest.get("available") else ""
    except (ValueError, KeyError, TypeError, AttributeError):
        return ""
    return _safe(found)


def new_copy(visitor: Visitor, address: str, service: str = SAVE) -> str:
    """Ask for a copy; its address, or nothing when the archive does not name it.

    Raises:
        NotSeen: the archive did not make one.
    """
    return _safe(visitor.visit(service + address).address)


def _safe(address: str) -> str:
    """An address of the archive with https, which is the only kind that a record takes."""
    parts = urlsplit(address)
    is_copy = parts.hostname in ("web.archive.org", "archive.org") and "/web/" in parts.path
    return parts._replace(scheme="https", netloc=str(parts.hostname)).geturl() if is_copy else ""


__all__ = ["LOOK_UP", "SAVE", "NotSeen", "existing", "new_copy"]
