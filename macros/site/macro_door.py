"""The macros that pages call: `view` for a part of a hand-written page, `record` for the page of one record."""

from __future__ import annotations

from typing import Any

from macros.publish import pages
from macros.site import slots


def register(env: Any) -> None:
    """Register both macros with mkdocs-macros; `env.conf.extra` holds the context that the hooks made."""

    @env.macro  # type: ignore[untyped-decorator] # mkdocs-macros has no types
    def record(kind: str, record_id: str) -> str:
        """The whole page of one record."""
        return slots.put(pages.record(env.conf.extra["context"], kind, record_id))

    @env.macro  # type: ignore[untyped-decorator] # mkdocs-macros has no types
    def view(name: str) -> str:
        """The named view, with links that fit the page that calls it."""
        return slots.put(pages.view(env.conf.extra["context"], name, env.page.url))
