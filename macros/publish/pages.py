"""Which pages there are: one per record, and the views that the hand-written pages call for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from macros.derive.overview import recommendations
from macros.derive.reports import in_the_menu
from macros.model.tracker import Tracker
from macros.publish import history_views, open_views, record_views, reference_views
from macros.read.kinds import WITH_PAGE
from macros.render.links import address
from macros.render.page import Context, page


@dataclass(frozen=True, slots=True)
class RecordPage:
    """A page that is made in memory: where it stands, from which file, if from one, and what the menu may call it."""

    kind: str
    id: str
    address: str
    file: str
    title: str = ""


def record_pages(tracker: Tracker) -> Iterator[RecordPage]:
    """One page for each commitment, shared event, report, body, theme, source and figure."""
    titles = in_the_menu(tracker)
    for kind, folder in WITH_PAGE.items():
        for record_id in getattr(tracker, folder):
            file = f"data/{folder}/{record_id}.yaml"
            title = titles.get(record_id, "") if kind == "report" else ""
            yield RecordPage(kind, record_id, address(tracker, kind, record_id), file, title)


def generated_pages(context: Context) -> Iterator[RecordPage]:
    """Every page without a file of its own: those of records, days, months, questions, and of moved records."""
    yield from record_pages(context.tracker)
    for path in context.tracker.moved:
        if path.partition("/")[0] in WITH_PAGE.values():  # an old address leads to the new one for ever
            yield RecordPage("moved", path, address(context.tracker, "moved", path), f"data/{path}.yaml")
    for former in context.tracker.site.former_pages:
        yield RecordPage("moved", former.was, address(context.tracker, "moved", former.was), "data/site.yaml")
    for ids in (open_views.years, history_views.dated_ids, open_views.asked_ids):
        for kind, name in ids(context):
            yield RecordPage(kind, name, address(context.tracker, kind, name), "")


def record(context: Context, kind: str, record_id: str) -> Markup:
    """Draw the page of one record."""
    where = address(context.tracker, kind, record_id)
    found = _RECORD_VIEWS[kind](context, record_id)
    return page(context, kind, where, follow=record_views.of_record(context, kind, record_id), **found)


def view(context: Context, name: str, where: str) -> Markup:
    """Draw what a hand-written page asks for by name.

    Raises:
        KeyError: there is no view of that name.
    """
    if name in _LISTS and not _LISTS[name][0](context):
        return page(context, "empty", where, title=_LISTS[name][1], noun=_LISTS[name][2])
    return page(context, name, where, **VIEWS[name](context))


_RECORD_VIEWS: dict[str, Callable[[Context, str], dict[str, Any]]] = {
    "commitment": record_views.commitment,
    "moved": record_views.moved,
    "event": record_views.event,
    "body": lambda context, name: {**record_views.body(context, name), "owed": open_views.owed_by(context, name)},
    "theme": record_views.theme,
    "report": record_views.report,
    "source": record_views.source,
    "figure": record_views.figure,
    "timeline": open_views.timeline_of,
    "as-of": history_views.as_of,
    "changes": history_views.changes,
    "open-questions": open_views.questions_of,
}
VIEWS = {**record_views.VIEWS, **history_views.VIEWS, **open_views.VIEWS, **reference_views.VIEWS}


def _promises(context: Context) -> Mapping[str, object]:
    return context.tracker.active


def _numbered(context: Context) -> Mapping[str, object]:
    return recommendations(context.tracker)


def _background(context: Context) -> Mapping[str, object]:
    return context.tracker.background


# What each page lists, its title where the page has none of its own, and what there is none of yet.
_PROMISE = "commitment"
_LISTS: dict[str, tuple[Callable[[Context], Mapping[str, object]], str, str]] = {
    "home": (_promises, "Where things stand", _PROMISE),
    "recommendations": (_numbered, "The recommendations", "numbered recommendation"),
    "commitments": (_promises, "All commitments", _PROMISE),
    "timeline": (_promises, "Timeline", _PROMISE),
    **dict.fromkeys(("days", "compare", "months", "slippage", "questions"), (_promises, "", _PROMISE)),
    **dict.fromkeys(("conflicts", "due", "recurrence", "components"), (_promises, "", _PROMISE)),
    "marks": (_numbered, "", "numbered recommendation"),
    "bodies": (lambda context: context.tracker.bodies, "Bodies", "body"),
    "themes": (lambda context: context.tracker.themes, "Themes", "theme"),
    "sources": (lambda context: context.tracker.sources, "Sources", "source"),
    "figures": (lambda context: context.tracker.figures, "Figures", "figure"),
    "background": (_background, "Background: earlier reports and inspections", "earlier report"),
    "glossary": (lambda context: context.words.forms, "Glossary", "explained word"),
}
