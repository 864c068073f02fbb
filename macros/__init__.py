"""The corridor from facts to pages: read → model → check → derive → render → publish.

This is also the door for mkdocs-macros, which looks for `define_env` here.
"""

from __future__ import annotations

from typing import Any


def define_env(env: Any) -> None:
    """Register the macros that pages call. Imported late, so that the corridor loads without a site."""
    from macros.site.macro_door import register  # see the docstring

    register(env)
