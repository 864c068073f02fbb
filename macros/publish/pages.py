"""Which pages there are: one per record, and the views that the hand-written pages call for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from macros.links import FOLDERS, address
from macros.model.tracker import Tracker
from macros.publish import explain, finding, views
from macros.render import Context, Segment, page


@dataclass(frozen=True, slots=True)
class RecordPage:
    """A page that is made for one record: where it stands, from which file, and which section it belongs to."""

    kind: str
    id: str
    address: str
    file: str
    parent: str


def record_pages(tracker: Tracker) -> Iterator[RecordPage]:
    """One page for each commitment, body, theme, source and figure."""
    for kind, folder in FOLDERS.items():
        for record_id in getattr(tracker, folder):
            file = f"data/{folder}/{record_id}.yaml"
            yield RecordPage(kind, record_id, address(tracker, kind, record_id), file, folder)


def record(context: Context, kind: str, record_id: str) -> tuple[Segment, ...]:
    """Draw the page of one record."""
    where = address(context.tracker, kind, record_id)
    return page(context, kind, where, **_RECORD_VIEWS[kind](context, record_id))


def view(context: Context, name: str, where: str) -> tuple[Segment, ...]:
    """Draw what a hand-written page asks for by name.

    Raises:
        KeyError: there is no view of that name.
    """
    return page(context, name, where, **VIEWS[name](context))


_RECORD_VIEWS: dict[str, Callable[[Context, str], dict[str, Any]]] = {
    "commitment": views.commitment,
    "body": views.body,
    "theme": views.theme,
    "source": views.source,
    "figure": views.figure,
}
VIEWS: dict[str, Callable[[Context], dict[str, Any]]] = {
    "home": views.home,
    "recommendations": views.recommendations,
    "commitments": finding.commitments,
    "bodies": views.bodies,
    "themes": views.themes,
    "sources": views.sources,
    "figures": views.figures,
    "timeline": finding.timeline,
    "background": views.background,
    "casey-reports": views.casey_reports,
    "method": views.method,
    "fields": views.fields,
    "codelists": views.codelists,
    "checks": views.checks,
    "help": views.helplines,
    "glossary": explain.glossary,
    "components": explain.components,
}
