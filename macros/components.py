"""What every template may use: links that fit its place, and the components of pages.

Pages that stand equally deep link alike, so all this is made once for each depth.
"""

from __future__ import annotations

import functools
from typing import Any

from macros import links
from macros.charts import Charts
from macros.derive.overview import Overview
from macros.derive.words import response_label, said
from macros.environment import environment
from macros.history.change import Change
from macros.history.wording import words
from macros.model.evidence import Evidence
from macros.model.tracker import Tracker

Names = dict[str, Any]
# In this order: each may use those before it.
_COMPONENTS = {
    "labels": "_labels",
    "mended": "_repairs",
    "parts": "_parts",
    "drawn": "_charts",
    "past": "_past",
    "find": "_find",
    "reported": "_reports",
}


def names(tracker: Tracker, overview: Overview, depth: int, shared: Names) -> Names:
    """Everything that a template of this depth may name, and `shared`."""
    found = {
        "tracker": tracker,
        "to": _to(tracker, depth),
        "passage": _passage(tracker),
        "charts": Charts(tracker, overview),
        "code": lambda codelist, code: tracker.codelists[codelist].meaning(code),
        "said": functools.partial(said, tracker),
        "title_of_said": functools.partial(response_label, tracker),
        "in_words": functools.partial(words, tracker),
        "place_of": _place_of(tracker, depth),
        **shared,
    }
    for name, file in _COMPONENTS.items():
        found[name] = _module(file, found)
    return found


def _module(file: str, known: Names) -> Any:
    return environment().get_template(f"fragments/{file}.html.jinja").make_module(known)


def _to(tracker: Tracker, depth: int) -> Any:
    def to(kind: str, record_id: str = "", anchor: str = "") -> str:
        return links.upward(links.address(tracker, kind, record_id, anchor), depth)

    return to


def _place_of(tracker: Tracker, depth: int) -> Any:
    def place_of(change: Change) -> str:
        return links.upward(links.place_of(tracker, change), depth)

    return place_of


def _passage(tracker: Tracker) -> Any:
    def passage(evidence: Evidence) -> str:
        return links.passage(tracker.sources[evidence.source], evidence.quote)

    return passage
