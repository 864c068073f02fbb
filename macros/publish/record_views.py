"""What the pages show of mistakes that were put right, and of records that moved.

What each page shows: values picked and ordered for its template.

What a record page offers at its end: how to cite it, follow it, take its data, and show its status elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from macros.derive.overview import (
    Overview,
    bodies_of,
    counts_by,
    counts_by_delivery,
    gathered,
    reports_in_order,
    themes_of,
)
from macros.derive.overview import (
    recommendations as recommendations_of,
)
from macros.derive.reports import Followed, follow, followed, marks, whole_title
from macros.derive.state import DueState, Outcome, State
from macros.derive.timeline import Citation, timeline_of
from macros.derive.worklist import rungs_above
from macros.history.change import Change, Kind
from macros.history.changes import corrections
from macros.history.snapshots import old_anchors, replaced
from macros.model.evidence import Source
from macros.model.reports import FormerPage, Report
from macros.publish import citing
from macros.read.kinds import WITH_PAGE
from macros.render.links import address, file_address, outward, relative
from macros.render.page import Context

View = dict[str, Any]
# The lists whose anchors were numbers before each entry had its key.
_NUMBERED = {
    "commitment": (("events", "event"), ("responses", "response"), ("due", "due")),
    "figure": (("values", "value"),),
}


def repaired(context: Context) -> View:
    """Everything that was put right in the whole record, the newest first."""
    return {"repairs": corrections(context.changes)}


def history_of(context: Context, kind: str, name: str) -> View:
    """All entries of one record, those that no longer count by key, and what was put right."""
    written = context.tracker.as_written(kind, name)
    found = context.corrections.get((kind, name), ())
    return {
        "repairs": found,
        "edits": tuple(change for change in found if change.kind is Kind.EDITED),
        "written": written,
        "replaced": replaced(written),
    }


def with_old_anchors(context: Context, kind: str, name: str) -> View:
    """The same, with the anchors of before."""
    history = history_of(context, kind, name)
    old = {field: old_anchors(word, getattr(history["written"], field)) for field, word in _NUMBERED[kind]}
    return {**history, "old": old}


def edits_of_one(context: Context, kind: str) -> tuple[Change, ...]:
    """What was changed in the one record of a kind, the newest first."""
    return context.corrections.get((kind, kind), ())


def moved(context: Context, path: str) -> View:
    """What stands at the old address of a record or page that moved."""
    page = next((page for page in context.tracker.site.former_pages if page.was == path), None)
    return _moved_page(page) if page else _moved_record(context, path)


def _moved_page(page: FormerPage) -> View:
    return {"pointer": page, "kind": page.now, "path": page.was, "now": "", "record": None}


def _moved_record(context: Context, path: str) -> View:
    folder, _, old = path.partition("/")
    now = context.tracker.now_called(folder, old)
    return {
        "pointer": context.tracker.moved[path],
        "kind": next(kind for kind, name in WITH_PAGE.items() if name == folder),
        "path": path,
        "now": now,
        "record": getattr(context.tracker, folder)[now],
    }


_LATEST = 6


def home(context: Context) -> View:
    """The state of things: the numbered recommendations, the other promises, what is overdue or due a check."""
    everything = context.overview.states
    return {
        "reports": [_followed(context, item) for item in followed(context.tracker, context.overview)],
        "groups": gathered(context.tracker),
        "overdue": _overdue(everything),
        "slipped": {name: state for name, state in everything.items() if state.slipped.moves},
        "late": [
            (name, due) for name, state in everything.items() for due in state.dues if due.outcome is Outcome.LATE
        ],
        "due_a_check": {name: state for name, state in everything.items() if state.is_due_a_check},
        "latest": _latest(context),
    }


def _overdue(states: Mapping[str, State]) -> list[tuple[DueState, list[str]]]:
    """Every deadline that has passed without anything that shows it met, once, with its commitments; oldest first."""
    found: dict[str, tuple[DueState, list[str]]] = {}
    for name, state in states.items():
        for due in state.overdue:
            found.setdefault(due.due.deadline, (due, []))[1].append(name)
    return sorted(found.values(), key=lambda item: item[0].due.date.sort_key)


def _by_delivery(context: Context, states: Mapping[str, State]) -> dict[str, list[str]]:
    codes = context.tracker.codelists["delivery"].by_code
    return {code: [name for name, state in states.items() if state.delivery == code] for code in codes}


def _latest(context: Context) -> list[Any]:
    """The newest dated entries, newest first."""
    return list(reversed(context.timeline))[:_LATEST]


def recommendations(context: Context) -> View:
    """The reports with their recommendations; of the only one, each recommendation in short."""
    found = [_followed(context, item) for item in followed(context.tracker, context.overview)]
    return {"title": whole_title(context.tracker), "reports": found}


def _followed(context: Context, item: Followed) -> View:
    """A report with what its pages count."""
    these = Overview(context.today, item.states)
    return {
        "name": item.name,
        "report": item.report,
        "states": item.states,
        "answers": item.answers,
        "counts": counts_by_delivery(context.tracker, item.states.values()),
        "names": _by_delivery(context, item.states),
        "newest": these.newest_evidence,
        "checked": these.newest_check,
    }


def report(context: Context, name: str) -> View:
    """One report: what it is, what was answered to it, and how its recommendations stand."""
    tracker = context.tracker
    source = tracker.reports[name].source
    return {
        **_followed(context, follow(tracker, context.overview, name)),
        **history_of(context, "report", name),
        "is_only": len(reports_in_order(tracker)) == 1,
        "marks": [mark for mark in marks(tracker, context.today) if mark.report == name],
        "background": {key: item for key, item in tracker.background.items() if source and item.report == source},
    }


def commitment(context: Context, name: str) -> View:
    """One commitment with its state and everything around it."""
    relations = context.relations
    history = with_old_anchors(context, "commitment", name)
    return {
        **history,
        "name": name,
        "commitment": context.tracker.commitments[name],
        "state": context.overview.state(name),
        "moments": timeline_of(name, history["written"]),
        "higher": rungs_above(context.tracker, context.overview.state(name)),
        "report": _report_of(context, name),
        "again": context.tracker.again.get(name, ()),
        "parts_of_it": relations.parts_of.get(name, ()),
        "related": relations.related_to.get(name, ()),
        "background": {key: context.tracker.background[key] for key in relations.background_of.get(name, ())},
    }


def _report_of(context: Context, name: str) -> Report | None:
    recommendation = context.tracker.commitments[name].recommendation
    return context.tracker.reports[recommendation.report] if recommendation else None


def bodies(context: Context) -> View:
    """Every body with the number of its commitments."""
    counts = counts_by(context.overview.states.values(), bodies_of)
    ordered = sorted(context.tracker.bodies, key=lambda name: (-counts.get(name, 0), name))
    return {"bodies": {name: context.tracker.bodies[name] for name in ordered}, "counts": counts}


def body(context: Context, name: str) -> View:
    """One body: what it leads, what it supports, what it asked for or promised."""
    own = context.roles[name]
    figures = {key: item for key, item in context.tracker.figures.items() if item.body == name}
    return {
        **history_of(context, "body", name),
        "name": name,
        "body": context.tracker.bodies[name],
        "leads": own.leads,
        "supports": own.supports,
        "made": own.made,
        "answers": own.answers,
        "overdue": _overdue(own.leads),
        "counts": counts_by_delivery(context.tracker, own.leads.values()),
        "figures": figures,
        "reports": {key: item for key, item in reports_in_order(context.tracker).items() if item.body == name},
        "parts_of_it": [key for key, item in context.tracker.bodies.items() if item.parent == name],
        "background": {key: item for key, item in context.tracker.background.items() if name in item.bodies},
    }


def themes(context: Context) -> View:
    """Every theme with the number of its commitments."""
    return {"themes": context.tracker.themes, "counts": counts_by(context.overview.states.values(), themes_of)}


def theme(context: Context, name: str) -> View:
    """One theme: its commitments, figures and background."""
    states = {key: state for key, state in context.overview.states.items() if name in state.commitment.themes}
    return {
        **history_of(context, "theme", name),
        "name": name,
        "theme": context.tracker.themes[name],
        "states": states,
        "counts": counts_by_delivery(context.tracker, states.values()),
        "figures": {key: item for key, item in context.tracker.figures.items() if name in item.themes},
        "background": {key: item for key, item in context.tracker.background.items() if name in item.themes},
    }


def sources(context: Context) -> View:
    """Every source by type and publisher, the busiest publisher first, its newest document first."""
    codes = context.tracker.codelists["source-type"].by_code
    ordered = sorted(context.tracker.sources.items(), key=lambda item: item[0], reverse=True)
    by_type = {code: _by_publisher([(name, item) for name, item in ordered if item.type == code]) for code in codes}
    publishers = {item.publisher for _, item in ordered}
    return {"by_type": {code: items for code, items in by_type.items() if items}, "publishers": len(publishers)}


def _by_publisher(sources: list[tuple[str, Source]]) -> dict[str, dict[str, Source]]:
    found: dict[str, dict[str, Source]] = {}
    for name, source in sources:
        found.setdefault(source.publisher, {})[name] = source
    return dict(sorted(found.items(), key=lambda item: (-len(item[1]), item[0].lower())))


def source(context: Context, name: str) -> View:
    """One source and every statement that rests on it."""
    return {
        **history_of(context, "source", name),
        "name": name,
        "source": context.tracker.sources[name],
        "statements": _by_record(context.citations[name]),
        "people": [
            person
            for person in (context.tracker.office_holders.people if context.tracker.office_holders else ())
            if name in person.sources
        ],
    }


def _by_record(statements: tuple[Citation, ...]) -> dict[tuple[str, str], list[Citation]]:
    found: dict[tuple[str, str], list[Citation]] = {}
    for item in statements:
        found.setdefault((item.kind, item.record), []).append(item)
    return found


def event(context: Context, name: str) -> View:
    """One event that bears on several commitments, and what it means for each."""
    tracker = context.tracker
    own = {bearing.commitment: tracker.commitments[bearing.commitment] for bearing in tracker.events[name].bears_on}
    return {
        **history_of(context, "event", name),
        "event": tracker.events[name],
        "told": {key: next((item for item in found.events if item.shared == name), None) for key, found in own.items()},
    }


def figures(context: Context) -> View:
    """Every figure with its newest value."""
    return {"figures": context.tracker.figures}


def figure(context: Context, name: str) -> View:
    """One figure, its values, and where it is used."""
    tracker, relations = context.tracker, context.relations
    return {
        **with_old_anchors(context, "figure", name),
        "name": name,
        "figure": tracker.figures[name],
        "commitments": relations.commitments_with_figure.get(name, ()),
        "background": {key: tracker.background[key] for key in relations.background_with_figure.get(name, ())},
    }


def background(context: Context) -> View:
    """Earlier reports and inspections, oldest first."""
    ordered = sorted(context.tracker.background.items(), key=lambda item: item[1].events[0].date.sort_key)
    return _with_histories(context, dict(ordered))


def _with_histories(context: Context, found: View) -> View:
    return {"background": found, "histories": {name: history_of(context, "background", name) for name in found}}


def told_apart(context: Context) -> View:
    """The reports that are easily taken for one another, oldest first, and those that this site follows."""
    alike = {key: item for key, item in background(context)["background"].items() if item.often_confused_with}
    return _with_histories(context, alike) | {"reports": reports_in_order(context.tracker)}


_TABLES = {"figure": "figures_values"}  # the table in which a reader finds what the page shows
_FOLLOWED = ("commitment", "report", "body", "theme")


@dataclass(frozen=True, slots=True)
class Follow:
    """Addresses from the page, and finished texts. `feed`, `calendar`, `badge` and `embed` are empty where none is."""

    citation: str
    bibtex: str
    csl: str
    feed: str
    calendar: str
    api: str
    table: str
    prose: str
    badge: str
    badge_text: str
    embed_page: str
    embed_badge: str


def of_record(context: Context, kind: str, record_id: str) -> Follow | None:
    """What the page of a record offers; None for pages of another kind."""
    if kind not in WITH_PAGE:
        return None
    page = address(context.tracker, kind, record_id)
    reference = citing.of_record(context, kind, record_id)

    def near(file: str) -> str:
        return relative(file_address(file, kind, record_id), page).rstrip("/")

    is_promise, known = kind == "commitment", bool(context.site.base)
    return Follow(
        citation=citing.text(reference),
        bibtex=citing.bibtex(reference),
        csl=json.dumps([citing.csl(reference)], ensure_ascii=False, indent=1),
        feed=near("feed") if kind in _FOLLOWED else "",
        calendar=near("calendar") if _has_calendar(context, kind, record_id) else "",
        api=near("api"),
        table=relative(file_address("table", record_id=_TABLES.get(kind, WITH_PAGE[kind])), page).rstrip("/"),
        prose=near("prose"),
        badge=near("badge") if is_promise else "",
        badge_text=f"Status on record: {citing.title_of(context, kind, record_id)}",
        embed_page=outward(context.site, page, "") if is_promise and known else "",
        embed_badge=outward(context.site, file_address("badge", kind, record_id), "") if is_promise and known else "",
    )


def _has_calendar(context: Context, kind: str, name: str) -> bool:
    marked = {key for key, report in reports_in_order(context.tracker).items() if report.published.is_exact}
    if kind == "report":
        return name in marked or any(item.due for item in recommendations_of(context.tracker, name).values())
    concerned = (item for item in context.tracker.active.values() if name in bodies_of(item))
    return kind == "body" and (bool(marked) or any(item.due for item in concerned))


# By the name with which a page of docs/ calls for each.
VIEWS: dict[str, Callable[[Context], View]] = {
    "home": home,
    "recommendations": recommendations,
    "bodies": bodies,
    "themes": themes,
    "sources": sources,
    "figures": figures,
    "background": background,
    "told-apart": told_apart,
    "corrections": repaired,
    **dict.fromkeys(("about", "scope"), lambda _: {}),  # what these show stands in data/site.yaml
}
