"""The layers from facts to pages: read → model → checks → history → derive → render → publish → site.

This is also the entry point for mkdocs-macros, which looks for `define_env` here.
"""

from __future__ import annotations

from typing import Any


def define_env(env: Any) -> None:
    """Register the macros that pages call: `view` for a part of a hand-written page, `record` for a record's page.

    `env.conf.extra` holds the context that the hooks made. Imported late, so that the layers load without a site.
    """
    from macros.publish import pages  # see the docstring
    from macros.site import slots

    @env.macro  # type: ignore[untyped-decorator] # mkdocs-macros has no types
    def record(kind: str, record_id: str) -> str:
        """The whole page of one record."""
        return slots.put(pages.record(env.conf.extra["context"], kind, record_id))

    @env.macro  # type: ignore[untyped-decorator] # mkdocs-macros has no types
    def view(name: str) -> str:
        """The named view, with links that fit the page that calls it."""
        return slots.put(pages.view(env.conf.extra["context"], name, env.page.url))
