"""Each kind of record in the words of the API: what was typed beside what was computed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from macros.derive.overview import recommendations
from macros.derive.state import DueState, State
from macros.history.change import Change
from macros.model.base import Record
from macros.publish import feeds, shapes
from macros.read.kinds import FOLDERS, KIND_OF
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
        last_reported=state.newest_evidence,
        last_act=state.last_act,
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
        stance=record.stance,
        made_by=record.made_by,
        restates=record.restates,
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


def _heads(context: Context, kind: str, name: str) -> dict[str, str]:
    """Id, page and file: what every record begins with."""
    on_page = ("codelists", "", name) if kind == "codelist" else (kind, name)
    page, api = address(context.tracker, *on_page), file_address("api", FOLDERS[kind], name)
    return {"id": name, "page": outward(context.site, page, ""), "api": outward(context.site, api, "")}


def record(context: Context, folder: str, name: str) -> Record:
    """A record of any other kind: as it was typed, with what was computed."""
    (shape, computed), kind = RECORDS[folder], KIND_OF[folder]
    written = context.tracker.as_written(kind, name)
    return shapes.made(shape, **_heads(context, kind, name), record=written, **computed(context, name))


def _parts_of(context: Context, body: str) -> dict[str, Any]:
    own = context.roles[body]
    return {"leads": tuple(own.leads), "supports": tuple(own.supports), "made": tuple(own.made)}


def _citing(context: Context, source: str) -> dict[str, Any]:
    return {"cited_by": tuple(sorted({f"{item.kind}/{item.record}" for item in context.citations[source]}))}


def _made_by(context: Context, report: str) -> dict[str, Any]:
    return {"recommendations": tuple(recommendations(context.tracker, report))}


def _using(field: str) -> Callable[[Context, str], dict[str, Any]]:
    """The commitments that name a record in one of their lists."""
    return lambda context, name: {
        "commitments": tuple(key for key, item in context.tracker.active.items() if name in getattr(item, field))
    }


# The list of the events of commitments has the name of the folder of those that they share.
LISTED_AS = {"events": "shared-events"}
# The shape of each folder, and what is computed for it.
RECORDS: dict[str, tuple[type[Record], Callable[[Context, str], dict[str, Any]]]] = {
    "events": (shapes.EventFile, lambda *_: {}),
    "reports": (shapes.ReportFile, _made_by),
    "sources": (shapes.SourceFile, _citing),
    "bodies": (shapes.BodyFile, _parts_of),
    "themes": (shapes.ThemeFile, _using("themes")),
    "figures": (shapes.FigureFile, _using("figures")),
    "background": (shapes.BackgroundFile, lambda *_: {}),
    "codelists": (shapes.CodelistFile, lambda *_: {}),
}
