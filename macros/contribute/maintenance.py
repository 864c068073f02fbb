"""What needs a look, once a week: links that died, quotes that drifted, checks that are due, dates that come.

    look(tracker, client)      fetch every address of the record once
    text(seen, states, day)    the text of the weekly issue, empty when nothing needs a look

Words of other servers stand in the text as they were typed, and do nothing.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from macros.contribute.fetch import HttpClient, Kind, NotFetched, Page, words_of
from macros.contribute.github import escape_for_github
from macros.derive.state import DueState, Outcome, State
from macros.derive.timeline import citations
from macros.derive.worklist import Task, tasks
from macros.model.dates import in_words
from macros.model.tracker import Tracker
from macros.read.quotes import stands_in

_MOST = 60
_TEXTS = ("text/html", "text/plain", "application/xhtml")


class Link(NamedTuple):
    """An address, the paths of the files that name it, and why it was not fetched."""

    address: str
    files: tuple[str, ...]
    reason: str = ""


class Drift(NamedTuple):
    """Quotes of one source that its page does not hold any longer."""

    source: str
    address: str
    quotes: tuple[str, ...]


class Seen(NamedTuple):
    """What was found: dead links, pages that do not let programs in, drifted quotes, and how many links there are."""

    dead: tuple[Link, ...] = ()
    closed: tuple[Link, ...] = ()
    drifts: tuple[Drift, ...] = ()
    links: int = 0


def links(tracker: Tracker) -> tuple[Link, ...]:
    """Every address once, in the order of addresses, so that a host is asked in one go."""
    found: dict[str, list[str]] = {}
    for address, file in _named(tracker):
        if address:
            found.setdefault(address.partition("#")[0], []).append(file)
    return tuple(Link(address, tuple(dict.fromkeys(files))) for address, files in sorted(found.items()))


def _named(tracker: Tracker) -> Iterator[tuple[str | None, str]]:
    for name, source in tracker.sources.items():
        original = source.copy_of.url if source.copy_of else None
        yield from ((at, f"data/sources/{name}.yaml") for at in (source.url, source.archive_url, original))
    yield from ((body.url, f"data/bodies/{name}.yaml") for name, body in tracker.bodies.items())
    helplines = tracker.helplines.helplines if tracker.helplines else ()
    yield from ((helpline.url, "data/helplines.yaml") for helpline in helplines)


def look(tracker: Tracker, client: HttpClient) -> Seen:
    """Fetch every address once. What comes of each is told on the error stream."""
    pages: dict[str, Page] = {}
    dead, closed, found = list[Link](), list[Link](), links(tracker)
    for link in found:
        try:
            pages[link.address] = client.get(link.address)
            print(f"seen: {link.address}", file=sys.stderr)
        except NotFetched as why:
            print(f"{why.kind}: {link.address}: {why}", file=sys.stderr)
            kept = dead if why.kind in (Kind.GONE, Kind.SILENT) else closed
            kept.append(Link(link.address, link.files, str(why)))
    return Seen(tuple(dead), tuple(closed), tuple(_drifts(tracker, pages)), len(found))


def _drifts(tracker: Tracker, pages: Mapping[str, Page]) -> Iterator[Drift]:
    """Only whole pages of text can be held against their quotes; a PDF or a cut page shows nothing."""
    for name, cited in citations(tracker).items():
        source = tracker.sources[name]
        address = (source.url or "").partition("#")[0]
        page = pages.get(address)
        if source.text == "not-held" or page is None or not (page.whole and page.type.startswith(_TEXTS)):
            continue
        words = words_of(page.text) if "html" in page.type else page.text
        quotes = dict.fromkeys(item.evidence.quote for item in cited if item.evidence.quote)
        missing = tuple(quote for quote in quotes if not stands_in(quote, words))
        if missing:
            yield Drift(name, address, missing)


def text(seen: Seen, states: Mapping[str, State], day: dt.date, ahead: int) -> str:
    """The whole issue, with the dates of so many days ahead, or nothing.

    Pages that only do not let programs in are no reason to open one.
    """
    due = [task for task in tasks(states) if task.is_due]
    last = day + dt.timedelta(days=ahead)
    coming = _dates(states, lambda due: due.outcome is Outcome.AHEAD and day <= due.due.date.last <= last)
    passed = _dates(states, lambda due: due.outcome is Outcome.PASSED and due.days <= 7)
    if not (seen.dead or seen.drifts or due or coming or passed):
        return ""
    parts = [
        f"As of {in_words(day)}. This issue is written anew every week, and closed when there is nothing to do.",
        *_section("Links without an answer", map(_link, seen.dead)),
        *_section("Quotes that their page does not hold any longer", map(_drift, seen.drifts)),
        *_section("Due a check, longest first", map(_task, due)),
        *_section(f"Dates in the next {ahead} days", coming),
        *_section("Dates that passed in the last week", passed),
        *_section("Could not be looked at by a program", map(_link, seen.closed)),
        f"{seen.links} addresses were visited. How to go on: docs/contribute/review-a-change.md, “Every week”.",
    ]
    return "\n\n".join(parts) + "\n"


def _section(title: str, lines: Iterable[str]) -> Iterable[str]:
    lines = list(lines)
    if lines:
        rest = [f"- … and {len(lines) - _MOST} more"] if len(lines) > _MOST else []
        yield f"## {title} ({len(lines)})"
        yield "\n".join([*(f"- [ ] {line}" for line in lines[:_MOST]), *rest])


def _link(link: Link) -> str:
    files = ", ".join(f"`{file}`" for file in link.files)
    return f"{escape_for_github(link.address)}: {escape_for_github(link.reason)}. In {files}"


def _drift(drift: Drift) -> str:
    quotes = "; ".join(f"“{escape_for_github(quote, 160)}”" for quote in drift.quotes)
    return f"`data/sources/{drift.source}.yaml`, {escape_for_github(drift.address)}: {quotes}"


def _task(task: Task) -> str:
    since = f"since {in_words(task.due)}" if task.due else "never checked"
    return f"`data/commitments/{task.record}.yaml`, {since}: {escape_for_github(task.state.commitment.title)}"


def _dates(states: Mapping[str, State], is_told: Callable[[DueState], bool]) -> list[str]:
    found = [
        (due.due.date.last, f"{escape_for_github(due.due.deadline)} (`{name}`)")
        for name, state in states.items()
        for due in state.dues
        if is_told(due)
    ]
    return [line for _, line in sorted(found)]
