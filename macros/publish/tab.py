"""What a page is called in a browser tab, in the history and on a share card: plain words that others may see."""

from __future__ import annotations

from collections.abc import Callable

from macros.dates import in_words
from macros.model.tracker import Tracker


def tab_title(tracker: Tracker, kind: str, name: str) -> str:
    """A calm name for the page of a record; empty for other pages, which are named by us anyway.

    The titles of sources are their publishers' and may alarm, so a source is called by its publisher and date.
    """
    return _TITLES[kind](tracker, name) if kind in _TITLES else ""


def _commitment(tracker: Tracker, name: str) -> str:
    record = tracker.commitments[name]
    title = record.short_title or record.title
    return f"{record.recommendation.number}. {title}" if record.recommendation else title


def _source(tracker: Tracker, name: str) -> str:
    source = tracker.sources[name]
    return f"{source.publisher}, {in_words(source.issued) if source.issued else 'no date'}"


def _figure(tracker: Tracker, name: str) -> str:
    body = tracker.bodies[tracker.figures[name].body]
    return f"Figure: {body.short_name or body.name}"


_TITLES: dict[str, Callable[[Tracker, str], str]] = {
    "commitment": _commitment,
    "source": _source,
    "figure": _figure,
    "body": lambda tracker, name: tracker.bodies[name].short_name or tracker.bodies[name].name,
    "theme": lambda tracker, name: tracker.themes[name].title,
}
