"""Atom feeds of what changed (RFC 4287): of everything, of a commitment, body or theme, and of three kinds of change.

An entry is a change; its id and its day come from the record, so a rebuild without new facts makes no new entry. The
standard library writes the XML, so that every value is escaped; the content of an entry is drawn by a template.
"""

from __future__ import annotations

import datetime as dt
import xml.etree.ElementTree as etree
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from macros.derive.changes import COMMITMENT, Change, Kind
from macros.links import WHOLE, address, file_address, outward, relative
from macros.model.tracker import Tracker
from macros.publish import news
from macros.render import Context, html

_ATOM = "http://www.w3.org/2005/Atom"
_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
_END = "</feed>"
_MOST = 100  # entries of a feed; readers keep what they have seen
KINDS = {Kind.BACK: "Went back", Kind.SLIPPED: "Due date moved later", Kind.DELIVERED: "Delivered"}


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed: where it stands, which page it belongs to, and its changes, newest first."""

    address: str
    page: str
    title: str
    changes: tuple[Change, ...]


def feeds(context: Context, changes: tuple[Change, ...]) -> Iterator[Feed]:
    """Every feed there is."""
    tracker, name = context.tracker, context.site.name
    latest = tuple(reversed(changes))
    yield Feed(WHOLE["feed"], "", name, latest)
    for kind, title in KINDS.items():
        found = tuple(change for change in latest if change.kind is kind)
        yield Feed(file_address("changes-feed", record_id=str(kind)), "", f"{name}: {title}", found)
    own, concerned, themed = _by_record(tracker, latest)
    for record_id, commitment in tracker.commitments.items():
        yield _feed(context, "commitment", record_id, commitment.title, own[record_id])
    for record_id, body in tracker.bodies.items():
        yield _feed(context, "body", record_id, body.name, concerned[record_id])
    for record_id, theme in tracker.themes.items():
        yield _feed(context, "theme", record_id, theme.title, themed[record_id])


_Shelf = defaultdict[str, list[Change]]


def _by_record(tracker: Tracker, changes: Iterable[Change]) -> tuple[_Shelf, _Shelf, _Shelf]:
    """The changes by commitment, by body and by theme, in one pass."""
    own: _Shelf = defaultdict(list)
    concerned: _Shelf = defaultdict(list)
    themed: _Shelf = defaultdict(list)
    for change in changes:
        if change.record_kind == COMMITMENT:
            own[change.record].append(change)
        for body in news.bodies_concerned(tracker, change):
            concerned[body].append(change)
        for theme in news.themes_concerned(tracker, change):
            themed[theme].append(change)
    return own, concerned, themed


def _feed(context: Context, kind: str, record_id: str, title: str, changes: Iterable[Change]) -> Feed:
    page = address(context.tracker, kind, record_id)
    return Feed(file_address("feed", kind, record_id), page, f"{context.site.name}: {title}", tuple(changes))


def files(context: Context, changes: tuple[Change, ...]) -> Iterator[tuple[str, str]]:
    """The text of each feed by its address."""
    began = min((change.recorded for change in changes), default=dt.date.min)
    drawn: dict[tuple[str, str], str] = {}
    for feed in feeds(context, changes):
        entries = [_drawn(context, feed, change, drawn) for change in feed.changes[:_MOST]]
        head = _text(_head(context, feed, began))
        yield feed.address, f"{_DECLARATION}{head.removesuffix(_END)}\n{''.join(entries)}{_END}\n"


def _drawn(context: Context, feed: Feed, change: Change, drawn: dict[tuple[str, str], str]) -> str:
    """An entry, written out once for all feeds from which its links are the same."""
    folder = feed.address.rpartition("/")[0]
    key = (news.id_of(change), "" if context.site.base else relative("", f"{folder}/"))
    if key not in drawn:
        drawn[key] = _text(_entry(context, feed, change)) + "\n"
    return drawn[key]


def _text(element: etree.Element) -> str:
    return etree.tostring(element, encoding="unicode")


def _content(context: Context, change: Change, feed: Feed) -> str:
    def source(record_id: str) -> str:
        return outward(context.site, address(context.tracker, "source", record_id), feed.address)

    words = news.words(context.tracker, change)
    drawn = html(context, "feeds/entry.html.jinja", feed.address, change=change, words=words, source_at=source)
    return drawn.strip()


def _head(context: Context, feed: Feed, began: dt.date) -> etree.Element:
    root = etree.Element("feed", {"xmlns": _ATOM, "xml:lang": "en-GB"})
    _add(root, "id", news.tag(feed.address))
    _add(root, "title", feed.title)
    _add(root, "updated", _moment(max((change.recorded for change in feed.changes), default=began)))
    _add(etree.SubElement(root, "author"), "name", context.site.name)
    _link(root, "alternate", "text/html", outward(context.site, feed.page, feed.address))
    _link(root, "self", "application/atom+xml", outward(context.site, feed.address, feed.address))
    return root


def _entry(context: Context, feed: Feed, change: Change) -> etree.Element:
    entry = etree.Element("entry")
    _add(entry, "id", news.id_of(change))
    _add(entry, "title", news.headline(context, change))
    _add(entry, "published", _moment(change.recorded))
    _add(entry, "updated", _moment(change.recorded))
    etree.SubElement(entry, "category", {"term": str(change.kind)})
    _link(entry, "alternate", "text/html", outward(context.site, news.where(context.tracker, change), feed.address))
    _add(entry, "content", _content(context, change, feed), type="html")
    return entry


def _add(parent: etree.Element, name: str, text: str, **attributes: str) -> None:
    etree.SubElement(parent, name, attributes).text = text


def _link(parent: etree.Element, rel: str, kind: str, target: str) -> None:
    etree.SubElement(parent, "link", {"rel": rel, "type": kind, "href": target})


def _moment(day: dt.date) -> str:
    """A day as Atom writes moments: its beginning in UTC."""
    return f"{day}T00:00:00Z"
