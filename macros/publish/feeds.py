"""Changes as news: an id that no rebuild alters, and whom each concerns.

Atom feeds of what changed (RFC 4287): of everything, of a commitment, body or theme, and of three kinds of change.

An entry is a change; its id and its day come from the record, so a rebuild without new facts makes no new entry. The
standard library writes the XML, so that every value is escaped; the content of an entry is drawn by a template.
"""

from __future__ import annotations

import datetime as dt
import functools
import xml.etree.ElementTree as etree
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from macros.derive.overview import bodies_of
from macros.history import wording
from macros.history.change import COMMITMENT, Change, Kind
from macros.model.tracker import Tracker
from macros.publish.bundle import Files
from macros.publish.citing import title_of
from macros.read.kinds import FOLDERS, WITH_PAGE
from macros.render.links import ON_ONE_PAGE, WHOLE, address, file_address, outward, place_of
from macros.render.page import Context, macros_of


def tag(tracker: Tracker, path: str) -> str:
    """An id after RFC 4151 that does not depend on where the site is published: it stays if the site moves."""
    return f"tag:{tracker.site.slug},{tracker.site.since}:{path}"


def id_of(tracker: Tracker, change: Change) -> str:
    """The id of a change; it stays when the record gets a new id, for readers would take every entry for a new one."""
    kind, record = change.record_kind, change.record
    first = tracker.first_called(FOLDERS[kind], record) if kind in FOLDERS else record
    return tag(tracker, f"{kind}/{first}/{change.key}")


def bodies_concerned(tracker: Tracker, change: Change) -> frozenset[str]:
    """Every body that a follower would expect to hear of it: who made, leads, supports or answered it."""
    own = {change.body} if change.body else set()
    if change.record_kind == "body":
        return frozenset({*own, change.record})
    if change.record_kind != COMMITMENT or change.record not in tracker.commitments:
        return frozenset(own)
    commitment = tracker.commitments[change.record]
    return frozenset({*own, *commitment.made_by, *bodies_of(commitment)})


def themes_concerned(tracker: Tracker, change: Change) -> tuple[str, ...]:
    """The themes of the record; a theme concerns itself."""
    if change.record_kind == "theme":
        return (change.record,)
    folder = {**WITH_PAGE, **{kind: kind for kind in ON_ONE_PAGE}}.get(change.record_kind)
    record = getattr(tracker, folder).get(change.record) if folder else None
    return tuple(getattr(record, "themes", ()))


def _reports_concerned(tracker: Tracker, change: Change) -> tuple[str, ...]:
    """The report that a recommendation is of; a report concerns itself."""
    if change.record_kind == "report":
        return (change.record,)
    commitment = tracker.commitments.get(change.record) if change.record_kind == COMMITMENT else None
    return (commitment.recommendation.report,) if commitment and commitment.recommendation else ()


_ATOM = "http://www.w3.org/2005/Atom"
_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
_MOST = 100  # entries of a feed; readers keep what they have seen
_KEPT = 1024  # entries
KINDS = {Kind.BACK: "Went back", Kind.SLIPPED: "Due date moved later", Kind.DELIVERED: "Delivered"}


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed: where it stands, which page it belongs to, and its newest changes, newest first."""

    address: str
    page: str
    title: str
    changes: Sequence[Change]


def files(context: Context) -> Files:
    """Each feed but those of commitments, by its address."""
    draw = drawer(context)
    return (draw(feed) for feed in feeds(context))


def feeds(context: Context) -> Iterator[Feed]:
    """Every feed but those of commitments."""
    tracker, name = context.tracker, context.site.name
    shelves = _shelves(context)
    yield Feed(WHOLE["feed"], "", name, context.news[: -_MOST - 1 : -1])
    for change, title in KINDS.items():
        where = file_address("changes-feed", record_id=str(change))
        yield Feed(where, "", f"{name}: {title}", shelves["kind", str(change)])
    for kind in ("body", "theme", "report"):
        for record_id in getattr(tracker, WITH_PAGE[kind]):
            yield _feed(context, kind, record_id, shelves[kind, record_id])


def of_commitment(context: Context, record_id: str, changes: Sequence[Change]) -> Feed:
    """The feed of a commitment, from its changes, oldest first."""
    return _feed(context, "commitment", record_id, changes[: -_MOST - 1 : -1])


def _shelves(context: Context) -> dict[tuple[str, str], list[Change]]:
    """The newest changes by whom or what they concern: a kind of change, or a body, theme or report. In one pass."""
    found: dict[tuple[str, str], list[Change]] = defaultdict(list)
    for change in reversed(context.news):
        concerned = [("kind", str(change.kind))]
        concerned += (("body", name) for name in bodies_concerned(context.tracker, change))
        concerned += (("theme", name) for name in themes_concerned(context.tracker, change))
        concerned += (("report", name) for name in _reports_concerned(context.tracker, change))
        for key in concerned:
            if len(found[key]) < _MOST:
                found[key].append(change)
    return found


def _feed(context: Context, kind: str, record_id: str, changes: Sequence[Change]) -> Feed:
    title = f"{context.site.name}: {title_of(context, kind, record_id)}"
    return Feed(file_address("feed", kind, record_id), address(context.tracker, kind, record_id), title, changes)


def drawer(context: Context) -> Callable[[Feed], tuple[str, str]]:
    """What writes feeds out. Feeds that lie in folders equally deep share their entries, so the last ones are kept."""
    began = min((change.recorded for change in context.changes), default=dt.date.min)
    entry = functools.lru_cache(_KEPT)(functools.partial(_entry, context, macros_of(context, "feeds/entry.html.jinja")))

    def draw(feed: Feed) -> tuple[str, str]:
        root = _head(context, feed, began)
        root[-1].tail = "\n"
        root.extend(entry(outward(context.site, "", feed.address), change) for change in feed.changes)
        return feed.address, f"{_DECLARATION}{etree.tostring(root, encoding='unicode')}\n"

    return draw


def _head(context: Context, feed: Feed, began: dt.date) -> etree.Element:
    root = etree.Element("feed", {"xmlns": _ATOM, "xml:lang": "en-GB"})
    _add(root, "id", tag(context.tracker, feed.address))
    _add(root, "title", feed.title)
    _add(root, "updated", _moment(max((change.updated for change in feed.changes), default=began)))
    _add(etree.SubElement(root, "author"), "name", context.site.name)
    _link(root, "alternate", "text/html", outward(context.site, feed.page, feed.address))
    _link(root, "self", "application/atom+xml", outward(context.site, feed.address, feed.address))
    return root


def _entry(context: Context, drawn: Any, up: str, change: Change) -> etree.Element:
    """A change as an entry; `up` is the way from the feed to the top of the site, and `drawn` draws what it says."""
    entry, words = etree.Element("entry"), wording.words(context.tracker, change)
    entry.tail = "\n"
    _add(entry, "id", id_of(context.tracker, change))
    _add(entry, "title", f"{words.what}: {words.title}")
    _add(entry, "published", _moment(change.recorded))
    _add(entry, "updated", _moment(change.updated))
    etree.SubElement(entry, "category", {"term": str(change.kind)})
    _link(entry, "alternate", "text/html", up + place_of(context.tracker, change))
    _add(entry, "content", str(drawn.content(change, words, _to_source(context, up))).strip(), type="html")
    return entry


def _to_source(context: Context, up: str) -> Callable[[str], str]:
    return lambda name: up + address(context.tracker, "source", name)


def _add(parent: etree.Element, name: str, text: str, **attributes: str) -> None:
    etree.SubElement(parent, name, attributes).text = text


def _link(parent: etree.Element, rel: str, kind: str, target: str) -> None:
    etree.SubElement(parent, "link", {"rel": rel, "type": kind, "href": target})


def _moment(day: dt.date) -> str:
    """A day as Atom writes moments: its beginning in UTC."""
    return f"{day}T00:00:00Z"
