"""Each kind of record in the words of the API: what was typed beside what was computed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from macros.derive.overview import recommendations
from macros.derive.state import DueState, State
from macros.history.change import Change
from macros.publish import feeds, shapes
from macros.render.links import address, file_address, outward, place_of
from macros.render.page import Context


def commitment(context: Context, name: str, changes: Iterable[Change]) -> shapes.CommitmentFile:
    """The file of one commitment, with its changes."""
    return shapes.made(
        shapes.CommitmentFile,
        **_heads(context, "commitment", name),
        record=context.tracker.as_written("commitment", name),
        derived=derived(context.overview.state(name)),
        changes=tuple(change(context, item) for item in changes),
    )


def derived(state: State) -> shapes.Derived:
    """The state of a commitment in the words of the API."""
    slipped, response = state.slipped, state.response
    return shapes.made(
        shapes.Derived,
        as_of=state.day,
        delivery=state.delivery,
        since=state.since,
        response=response.response if response else None,
        response_date=response.date if response else None,
        responses=tuple(answers(state)),
        own_status_differs=bool(state.differing),
        points_met=tuple(state.met),
        points_unmet=tuple(point.id for point in state.unmet),
        dues=tuple(_due(due) for due in state.dues),
        date_moves=slipped.moves,
        days_moved=slipped.days,
        newest_evidence=state.newest_evidence,
        last_checked=state.last_checked,
        check_due=state.check_due,
        quiet_days=state.quiet_days,
        is_quiet=state.is_quiet,
        is_overdue=bool(state.overdue),
        is_due_a_check=state.is_due_a_check,
        is_disputed=state.is_disputed,
        is_closed=state.is_closed,
        went_back=state.went_back,
        one_source=state.one_source,
    )


def answers(state: State) -> Iterator[shapes.Answer]:
    """The newest answers in the words of the API, the lead body's first."""
    for addressee, item in state.responses.items():
        found = {"body": item.body, "date": item.date, "response": item.response, "entry": item.key}
        yield shapes.made(shapes.Answer, addressee=addressee, **found)


def _due(state: DueState) -> shapes.DueState:
    return shapes.made(
        shapes.DueState, announced=state.due.announced, date=state.due.date, outcome=str(state.outcome), days=state.days
    )


def line(context: Context, name: str, state: State) -> shapes.CommitmentLine:
    """One commitment as it stands in the list."""
    record = context.tracker.commitments[name]
    heads = _heads(context, "commitment", name)
    return shapes.made(
        shapes.CommitmentLine,
        id=heads.pop("id"),
        number=record.recommendation.number if record.recommendation else None,
        report=record.recommendation.report if record.recommendation else None,
        label=record.recommendation.label if record.recommendation else None,
        title=record.title,
        kind=record.kind,
        lead_body=record.lead_body,
        supporting_bodies=record.supporting_bodies,
        themes=record.themes,
        **heads,
        derived=derived(state),
    )


def change(context: Context, item: Change) -> shapes.ChangeLine:
    """A change in the words of the API."""
    return shapes.made(
        shapes.ChangeLine,
        id=feeds.id_of(context.tracker, item),
        kind=str(item.kind),
        record_kind=item.record_kind,
        record=item.record,
        date=item.date,
        recorded=item.recorded,
        before=item.before,
        after=item.after,
        days=item.days,
        body=item.body,
        why=item.why,
        corrects=item.corrects.key if item.corrects else None,
        corrected_by=item.corrected.key if item.corrected else None,
        evidence=item.evidence,
        page=outward(context.site, place_of(context.tracker, item), ""),
    )


def _heads(context: Context, kind: str, name: str) -> dict[str, Any]:
    """Id, page and file: what every record begins with."""
    page = address(context.tracker, kind, name)
    api = file_address("api", kind, name)
    return {"id": name, "page": outward(context.site, page, ""), "api": outward(context.site, api, "")}


def body(context: Context, name: str) -> shapes.BodyFile:
    """One body."""
    own = context.roles[name]
    return shapes.made(
        shapes.BodyFile,
        **_heads(context, "body", name),
        record=context.tracker.as_written("body", name),
        leads=tuple(own.leads),
        supports=tuple(own.supports),
        made=tuple(own.made),
    )


def report(context: Context, name: str) -> shapes.ReportFile:
    """One report with its recommendations."""
    record, own = context.tracker.as_written("report", name), tuple(recommendations(context.tracker, name))
    return shapes.made(shapes.ReportFile, **_heads(context, "report", name), record=record, recommendations=own)


def theme(context: Context, name: str) -> shapes.ThemeFile:
    """One theme."""
    using = tuple(key for key, item in context.tracker.active.items() if name in item.themes)
    record = context.tracker.as_written("theme", name)
    return shapes.made(shapes.ThemeFile, **_heads(context, "theme", name), record=record, commitments=using)


def source(context: Context, name: str) -> shapes.SourceFile:
    """One source."""
    by = tuple(sorted({f"{item.kind}/{item.record}" for item in context.citations[name]}))
    record = context.tracker.as_written("source", name)
    return shapes.made(shapes.SourceFile, **_heads(context, "source", name), record=record, cited_by=by)


def figure(context: Context, name: str) -> shapes.FigureFile:
    """One figure."""
    using = tuple(key for key, item in context.tracker.active.items() if name in item.figures)
    record = context.tracker.as_written("figure", name)
    return shapes.made(shapes.FigureFile, **_heads(context, "figure", name), record=record, commitments=using)


def background(context: Context, name: str) -> shapes.BackgroundFile:
    """One piece of background."""
    record = context.tracker.as_written("background", name)
    return shapes.made(shapes.BackgroundFile, **_heads(context, "background", name), record=record)


def codelist(context: Context, name: str) -> shapes.CodelistFile:
    """One codelist."""
    page = outward(context.site, address(context.tracker, "codelists", anchor=name), "")
    api = outward(context.site, file_address("api", "codelists", name), "")
    record = context.tracker.as_written("codelist", name)
    return shapes.made(shapes.CodelistFile, id=name, page=page, api=api, record=record)
