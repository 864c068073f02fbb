"""Which pages there are: one per record, and the views that the hand-written pages call for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from macros.links import FOLDERS, address
from macros.model.tracker import Tracker
from macros.publish import (
    data_views,
    explain,
    finding,
    follow,
    history_views,
    month_views,
    open_views,
    repair_views,
    views,
)
from macros.render import Context, Segment, page


@dataclass(frozen=True, slots=True)
class RecordPage:
    """A page that is made in memory: where it stands, from which file, if from one, and which section it belongs to."""

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


def generated_pages(context: Context) -> Iterator[RecordPage]:
    """Every page without a file of its own: those of records, days, months, questions, and of moved records."""
    yield from record_pages(context.tracker)
    for path in context.tracker.moved:
        if path.partition("/")[0] in FOLDERS.values():  # an old address leads to the new one for ever
            yield RecordPage(
                "moved", path, address(context.tracker, "moved", path), f"data/{path}.yaml", path.partition("/")[0]
            )
    for section, found in (
        ("timeline.md", finding.years),
        ("timeline.md", history_views.dated_ids),
        ("open-questions.md", open_views.asked_ids),
    ):
        for kind, name in found(context):
            yield RecordPage(kind, name, address(context.tracker, kind, name), "", section)


def record(context: Context, kind: str, record_id: str) -> tuple[Segment, ...]:
    """Draw the page of one record."""
    where = address(context.tracker, kind, record_id)
    found = _RECORD_VIEWS[kind](context, record_id)
    return page(context, kind, where, follow=follow.of_record(context, kind, record_id), **found)


def view(context: Context, name: str, where: str) -> tuple[Segment, ...]:
    """Draw what a hand-written page asks for by name.

    Raises:
        KeyError: there is no view of that name.
    """
    return page(context, name, where, **VIEWS[name](context))


_RECORD_VIEWS: dict[str, Callable[[Context, str], dict[str, Any]]] = {
    "commitment": views.commitment,
    "moved": repair_views.moved,
    "body": lambda context, name: {**views.body(context, name), "owed": open_views.owed_by(context, name)},
    "theme": views.theme,
    "source": views.source,
    "figure": views.figure,
    "timeline": finding.timeline_of,
    "as-of": history_views.as_of,
    "changes": month_views.changes,
    "open-questions": open_views.questions_of,
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
    "days": history_views.days,
    "compare": history_views.compare,
    "months": month_views.months,
    "marks": history_views.marks,
    "slippage": history_views.slippage,
    "questions": open_views.questions,
    "conflicts": open_views.conflicts,
    "due": open_views.due,
    "recurrence": open_views.recurrence,
    "glossary": explain.glossary,
    "components": explain.components,
    "downloads": data_views.downloads,
    "cite": data_views.cite,
    "api": data_views.api,
    "corrections": repair_views.repaired,
}
