"""Each record page as Markdown, and `llms.txt`, for programs that read prose (https://llmstxt.org).

Every value that a template shows is escaped on the way out, so a record can neither make a heading nor a link; only
what this module marks as finished passes as it is.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from typing import Any

from jinja2 import Environment

from macros.derive.reports import follow
from macros.history.wording import words
from macros.model.dates import PartialDate, in_words
from macros.model.evidence import Evidence
from macros.publish.citing import title_of
from macros.publish.record_views import history_of
from macros.read.kinds import WITH_PAGE
from macros.render import links
from macros.render.environment import templates
from macros.render.links import WHOLE, address, file_address, outward
from macros.render.page import Context

_KEPT = 1024  # links
_SPECIAL = re.compile(r"[\\`*_\[\]]")
# Dialects differ in what a backslash may stand before; an entity is understood by all.
_AS_ENTITY = str.maketrans({"<": "&lt;", ">": "&gt;", "~": "&#126;"})
_LIKE_AN_ENTITY = re.compile(r"&(?=#?\w+;)")
_EMPTY_LINES = re.compile(r"\n{3,}")
_TO_ESCAPE = re.compile(r"^[#+\-\d]|[\\`*_\[\]<>~&]")
_AT_THE_START = re.compile(r"^(?:([#+-])|(\d+)([.)]))")


class Finished(str):
    """Markdown that is not escaped again."""

    __slots__ = ()


def escaped(value: Any) -> str:
    """A value as text that Markdown shows as it was typed, on one line."""
    if isinstance(value, Finished):
        return value
    text = " ".join(str(value).split())
    if not _TO_ESCAPE.search(text):
        return text
    text = _LIKE_AN_ENTITY.sub("&amp;", text)
    return _AT_THE_START.sub(_escape_start, _SPECIAL.sub(r"\\\g<0>", text).translate(_AS_ENTITY))


def _escape_start(found: re.Match[str]) -> str:
    return f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}"


def files(context: Context) -> Iterator[tuple[str, str]]:
    """The Markdown of every record page but those of commitments, the index of it all, and what the archive says."""
    text = drawer(context)
    for kind, folder in WITH_PAGE.items():
        if kind != "commitment":
            yield from (text(kind, name) for name in getattr(context.tracker, folder))
    for file, template in {"prose": "llms.txt", "read-me": "read-me.md", "licence": "licence.txt"}.items():
        yield WHOLE[file], _draw(f"prose/{template}.jinja", _names(context, WHOLE[file]))


def drawer(context: Context) -> Callable[[str, str], tuple[str, str]]:
    """What draws the Markdown of a record page, with its address. All of them lie equally deep, so they link alike."""
    names = _names(context, file_address("prose", "commitment", "any"))

    def draw(kind: str, record_id: str) -> tuple[str, str]:
        values = _VALUES[kind](context, record_id) | history_of(context, kind, record_id)
        text = _draw(f"prose/{kind}.md.jinja", names | values)
        return file_address("prose", kind, record_id), text

    return draw


def _report(context: Context, name: str) -> dict[str, Any]:
    item = follow(context.tracker, context.overview, name)
    return {"report": item.report, "answers": item.answers, "states": item.states}


def _theme(context: Context, name: str) -> dict[str, Any]:
    states = {key: state for key, state in context.overview.states.items() if name in state.commitment.themes}
    figures = [key for key, item in context.tracker.figures.items() if name in item.themes]
    return {"theme": context.tracker.themes[name], "states": states, "figures": figures}


_VALUES: dict[str, Callable[[Context, str], dict[str, Any]]] = {
    "commitment": lambda context, name: {
        "commitment": context.tracker.commitments[name],
        "state": context.overview.state(name),
    },
    "event": lambda context, name: {"event": context.tracker.events[name]},
    "report": _report,
    "body": lambda context, name: {"body": context.tracker.bodies[name], "own": context.roles[name]},
    "theme": _theme,
    "source": lambda context, name: {
        "source": context.tracker.sources[name],
        "statements": context.citations[name],
    },
    "figure": lambda context, name: {"figure": context.tracker.figures[name]},
}


@functools.cache
def _environment() -> Environment:
    # Markdown, not HTML: `finalize` escapes every value.
    environment = templates(__name__, autoescape=False, finalize=escaped)
    environment.filters.update(date=_date)
    return environment


def _date(value: PartialDate | None) -> str:
    return in_words(value) if value else "not known"


def _draw(template: str, values: dict[str, Any]) -> str:
    text = _environment().get_template(template).render(values)
    return _EMPTY_LINES.sub("\n\n", text).strip() + "\n"


def _names(context: Context, where: str) -> dict[str, Any]:
    """What every template may use; links fit the place of the text."""
    tracker = context.tracker

    @functools.lru_cache(_KEPT)
    def link(kind: str, record_id: str, form: str = "") -> Finished:
        target = file_address(form, kind, record_id) if form else address(tracker, kind, record_id)
        return Finished(f"[{escaped(title_of(context, kind, record_id))}]({outward(context.site, target, where)})")

    def at(file: str) -> Finished:
        zipped = file_address("zip", record_id=tracker.site.slug)
        return Finished(outward(context.site, zipped if file == "zip" else WHOLE[file], where))

    def passage(item: Evidence) -> Finished:
        return Finished(f"<{links.passage(tracker.sources[item.source], item.quote)}>")

    def web(url: str) -> Finished:
        return Finished(f"<{url}>")

    def delivery(code: str | None) -> str:
        return tracker.title_of("delivery", code) if code else "Not assessed yet"

    known: dict[str, Any] = {"context": context, "tracker": tracker, "today": context.today}
    known |= {"link": link, "at": at, "passage": passage, "web": web, "delivery": delivery}
    known["in_words"] = functools.partial(words, tracker)
    return known | _parts(known)


def _parts(known: dict[str, Any]) -> dict[str, Callable[..., Finished]]:
    """What several templates hold, as functions."""
    drawn: Any = _environment().get_template("prose/_parts.md.jinja").make_module(known)
    return {
        "evidence": lambda items: Finished(drawn.evidence(items)),
        "line": lambda key, state: Finished(drawn.line(key, state)),
        "became": lambda entry, found: Finished(drawn.became(entry, found)),
        "identifiers": lambda items: Finished(drawn.identifiers(items)),
        "withdrawn": lambda record: Finished(drawn.withdrawn(record)),
        "repaired": lambda found: Finished(drawn.repaired(found)),
    }
