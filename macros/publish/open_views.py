"""What the pages on open matters show: questions, conflicts, the work list, recurrence, and what a body owes.

What the pages show on which a reader finds and compares: the table of all commitments, and the timeline.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from macros.derive.facets import facets, facets_of_timeline, subjects
from macros.derive.overview import counts_by_delivery, others, recommendations
from macros.derive.overview import recommendations as numbered
from macros.derive.reports import recurrences, without_an_ask
from macros.derive.state import State
from macros.derive.timeline import TimelineEntry, by_year, years_of
from macros.derive.worklist import OpenQuestion, by_body, credited, inquiries, tasks
from macros.model.evidence import Conflict
from macros.model.tracker import Tracker
from macros.publish.record_views import View
from macros.render.environment import LONGEST, cut
from macros.render.page import Context


def asked_ids(context: Context) -> Iterator[tuple[str, str]]:
    """Every generated page of this module, as kind and body."""
    yield from (("open-questions", name) for name in by_body(_inquiries(context)))


def _inquiries(context: Context) -> dict[str, OpenQuestion]:
    return inquiries(context.tracker, _ordered(context))


def _ordered(context: Context) -> dict[str, State]:
    """All states: numbered recommendations first, then the other promises, oldest first."""
    return context.overview.of([*numbered(context.tracker), *others(context.tracker)])


def questions(context: Context) -> View:
    """The open questions by the body that leads, in short."""
    found = by_body(_inquiries(context))
    return {"bodies": found, "size": sum(len(items) for items in found.values())}


def questions_of(context: Context, body: str) -> View:
    """The open questions about what one body leads, with requests that a reader may send."""
    states = {name: state for name, state in _ordered(context).items() if state.commitment.lead_body == body}
    record = context.tracker.bodies[body]
    ways = context.tracker.codelists["body-classification"][record.classification].requests
    return {
        "name": body,
        "body": record,
        "inquiries": inquiries(context.tracker, states),
        "ways": record.requests if record.requests is not None else ways,
    }


def conflicts(context: Context) -> View:
    """Every disagreement between sources with its record, open or settled, and between a body's own status and ours."""
    return {
        "conflicts": list(_conflicts(context, False)),
        "settled": list(_conflicts(context, True)),
        "differing": {name: state for name, state in _ordered(context).items() if state.differing},
    }


def _conflicts(context: Context, is_settled: bool) -> Iterator[tuple[str, str, Any, list[Conflict]]]:
    tracker = context.tracker
    records: tuple[tuple[str, dict[str, Any]], ...] = (
        ("commitment", dict(tracker.active)),
        ("figure", {name: item for name, item in tracker.figures.items() if not item.withdrawn}),
        ("background", {name: item for name, item in tracker.background.items() if not item.withdrawn}),
    )
    for kind, items in records:
        for name, item in items.items():
            if found := [conflict for conflict in item.conflicts if (conflict.settled is not None) is is_settled]:
                yield kind, name, item, found


def due(context: Context) -> View:
    """The work list: what is due a check, what comes next, and the checks that found nothing new."""
    found = tasks(context.overview.states)
    return {
        "due": [task for task in found if task.is_due],
        "ahead": [task for task in found if not task.is_due],
        "done": sorted(credited(context.past.changes), key=lambda change: change.recorded, reverse=True),
    }


def recurrence(context: Context) -> View:
    """The same ask in earlier reports."""
    return {"rows": recurrences(context.tracker), "without": without_an_ask(context.tracker)}


def owed_by(context: Context, body: str) -> View:
    """What one body leads and has not shown to be done, and what it answered."""
    leads = context.roles[body].leads
    still_open = {name: state for name, state in leads.items() if not state.is_closed}
    replies = context.tracker.bodies[body].replies
    return {
        "to_show": still_open,
        "unanswered": [name for name, state in leads.items() if _is_unanswered(context.tracker, state, body)],
        "replies": replies,
        "answered": lambda reply: any(other.answered_on and other.asked == reply.asked for other in replies),
    }


def _is_unanswered(tracker: Tracker, state: State, body: str) -> bool:
    """Whether neither a body nor who answers for it has answered what somebody else asked of it."""
    return tracker.stance(state.commitment).awaits_answer and body not in state.responses


def commitments(context: Context) -> View:
    """Every commitment in one table: the numbered recommendations first."""
    numbered, rest = (context.overview.of(found(context.tracker)) for found in (recommendations, others))
    states = {**numbered, **rest}
    shown = tuple(cut(states.values()))  # what the controls count is what they can find on the page
    return {
        "states": states,
        "again": context.overview.again,
        "numbered": counts_by_delivery(context.tracker, numbered.values()) if numbered else None,
        "rest": counts_by_delivery(context.tracker, rest.values()) if rest else None,
        "facets": facets(context.tracker, shown),
        "overdue": sum(bool(state.overdue) for state in shown),
        "due_a_check": sum(state.is_due_a_check for state in shown),
    }


def years(context: Context) -> Iterator[tuple[str, str]]:
    """The page of each year, as kind and year."""
    yield from (("timeline", str(year)) for year in years_of(context.tracker))


def timeline(context: Context) -> View:
    """The newest year of everything with a date, and the way to the other years."""
    found = by_year(context.timeline)
    return _year(context, found, next(iter(found), context.today.year))


def timeline_of(context: Context, year: str) -> View:
    """The same for any year."""
    return _year(context, by_year(context.timeline), int(year)) | {"is_front": False}


def _year(context: Context, years: Mapping[int, tuple[TimelineEntry, ...]], year: int) -> View:
    """The entries of a year with what each is about. The controls name what any year has, so that they fit them all."""
    about = {key: [subjects(context.tracker, moment) for moment in found] for key, found in years.items()}
    everywhere = [item for found in about.values() for item in found]
    return {
        "is_front": True,
        "year": year,
        "years": {key: len(found) for key, found in years.items()},
        "entries": list(zip(years.get(year, ()), about.get(year, ()), strict=True)),
        "facets": facets_of_timeline(context.tracker, about.get(year, [])[-LONGEST:], everywhere),
    }


# By the name with which a page of docs/ calls for each.
VIEWS: dict[str, Callable[[Context], View]] = {
    "commitments": commitments,
    "timeline": timeline,
    "questions": questions,
    "conflicts": conflicts,
    "due": due,
    "recurrence": recurrence,
}
