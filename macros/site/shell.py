"""The theme's frame, drawn once for pages that differ only in a few places.

Header, menu, search and footer of a page depend on its depth, its section and its list of headings. The first page of
each kind is drawn by the theme with marks where the pages differ; for all others the marks are filled. The bytes are
the same as if the theme had drawn each page; a test compares them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import jinja2
import mkdocs
from markupsafe import escape
from mkdocs.structure.toc import AnchorLink, TableOfContents

from macros.environment import compiled
from macros.site.drawn import DrawnPage

# No page holds these characters: records cannot, and the theme does not.
_OPEN, _CLOSE = "\x02", "\x03"
_MARK = re.compile(f"{_OPEN}([a-z_]+){_CLOSE}")
_FRAME = "main.html"
_KEPT = 64  # frames; pages whose headings nobody else has would fill the memory with theirs


class _StandIn:
    """A page whose own texts are marks, and which is like the real page otherwise."""

    def __init__(self, page: DrawnPage) -> None:
        self._page = page
        self.title = _mark("title")
        self.content = _Content(_mark("content"))
        self.canonical_url = _mark("canonical_url") if page.canonical_url else None
        self.edit_url = _mark("edit_url") if page.edit_url else None
        self.toc = _without_title(page.toc)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._page, name)


class _Content(str):
    """A mark that says yes when the theme looks whether the page has a heading of its own."""

    __slots__ = ()

    def __contains__(self, key: object) -> bool:
        return True


def _mark(name: str) -> str:
    return f"{_OPEN}{name}{_CLOSE}"


def _without_title(toc: TableOfContents) -> TableOfContents:
    """The same headings, with marks for the first, which is the page's title."""
    first, *rest = list(toc) or [AnchorLink("", "", 1)]
    marked = AnchorLink(_mark("title"), _mark("anchor"), first.level)
    marked.children = first.children
    return TableOfContents([marked, *rest])


class Shells:
    """The frames that one build has drawn, the newest of them."""

    def __init__(self, environment: jinja2.Environment) -> None:
        """Use the theme's own templates."""
        self._template = environment.get_template(_FRAME)
        self._frames: dict[tuple[Any, ...], list[str]] = {}

    def draw(self, context: jinja2.runtime.Context) -> str:
        """The page of the context in its frame."""
        page: DrawnPage = context["page"]
        key = _key(page)
        if key not in self._frames:
            if len(self._frames) == _KEPT:
                del self._frames[next(iter(self._frames))]
            self._frames[key] = _MARK.split(self._frame(context, page))
        return _filled(self._frames[key], page, context)

    def _frame(self, context: jinja2.runtime.Context, page: DrawnPage) -> str:
        values = {**context.get_all(), "page": _StandIn(page), "for_machines": _mark("for_machines")}
        return self._template.render(values)


def _key(page: DrawnPage) -> tuple[Any, ...]:
    """What the frame depends on: section, depth, whether there are addresses, and the headings below the title."""
    below = tuple(str(entry) for first in page.toc for entry in first.children)
    return (page.drawn.kind, page.url.count("/"), bool(page.edit_url), bool(page.canonical_url), len(page.toc), below)


def _filled(frame: list[str], page: DrawnPage, context: jinja2.runtime.Context) -> str:
    values: dict[str, Callable[[], str]] = {
        "title": lambda: page.title or "",
        "content": lambda: page.content or "",
        "canonical_url": lambda: str(escape(page.canonical_url or "")),
        "edit_url": lambda: str(escape(page.edit_url or "")),
        "anchor": lambda: next(iter(page.toc)).id,
        "for_machines": lambda: context["for_machines"],
    }
    return "".join(values[piece]() if index % 2 else piece for index, piece in enumerate(frame))


def install(environment: jinja2.Environment) -> None:
    """Give the theme's templates the function `shell`, and keep them compiled for the next build."""
    environment.bytecode_cache = compiled(f"theme-{mkdocs.__version__}")
    shells = Shells(environment)

    @jinja2.pass_context
    def shell(context: jinja2.runtime.Context) -> str:
        return shells.draw(context)

    environment.globals["shell"] = shell
