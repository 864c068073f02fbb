"""Each kind of record in the words of the API: what was typed beside what was computed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

from macros.derive.overview import recommendations
from macros.derive.state import DueState, State
from macros.history import wording
from macros.history.change import DATES, Change, Kind
from macros.model.base import Record
from macros.model.commitment import Commitment
from macros.publish import feeds, shapes
from macros.read.kinds import FOLDERS, KIND_OF
from macros.render.links import address, file_address, outward, place_of
from macros.render.page import Context

_NUMBERS = {Kind.FIGURE: "number"}


def commitment(context: Context, name: str, changes: Iterable[Change], at: str) -> shapes.CommitmentItem:
    """One commitment with its changes. `at` is, here and below, the address of the file that holds it."""
    return shapes.made(
        shapes.CommitmentItem,
        **_heads(context, "commitment", name, at),
        record=context.tracker.as_written("commitment", name),
        derived=derived(context.overview.state(name)),
        changes=tuple(change(context, item, at) for item in changes),
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
        has_differing_own_status=bool(state.differing),
        points_met=tuple(state.met),
        points_unmet=tuple(point.id for point in state.unmet),
        due=tuple(_due(due) for due in state.dues),
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
        has_gone_back=state.went_back,
        has_one_source=state.one_source,
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


def line(context: Context, name: str, state: State, at: str) -> shapes.CommitmentLine:
    """One commitment as it stands in the list."""
    record = context.tracker.commitments[name]
    heads = _heads(context, "commitment", name, at)
    return shapes.made(
        shapes.CommitmentLine,
        id=heads.pop("id"),
        number=record.recommendation.number if record.recommendation else None,
        **numbered(record),
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


def status(context: Context, name: str, state: State) -> shapes.StatusLine:
    """One commitment in the table to begin with."""
    tracker, record = context.tracker, context.tracker.commitments[name]
    overdue = min((due.due.date for due in state.overdue), key=lambda date: date.sort_key, default=None)
    return shapes.made(
        shapes.StatusLine,
        id=name,
        **numbered(record),
        title=record.title,
        short_title=record.short_title,
        lead_body=record.lead_body,
        lead_body_name=tracker.bodies[record.lead_body].name,
        delivery=state.delivery,
        status=tracker.title_of("delivery", state.delivery) if state.delivery else None,
        since=state.since,
        answer=tracker.title_of("response", state.response.response) if state.response else None,
        next_deadline=state.next_due.due.date if state.next_due else None,
        is_overdue=bool(state.overdue),
        overdue_deadline=overdue,
        last_reported=state.newest_evidence,
        last_checked=state.last_checked,
        as_of=state.day,
        page=_heads(context, "commitment", name, file_address("table", record_id="status"))["page"],
    )


def change(context: Context, item: Change, at: str) -> shapes.ChangeLine:
    """A change in the words of the API."""
    return shapes.made(
        shapes.ChangeLine,
        id=feeds.id_of(context.tracker, item),
        change=str(item.kind),
        record_kind=item.record_kind,
        record_id=item.record,
        date=item.date,
        recorded=item.recorded,
        before=item.before,
        after=item.after,
        value_type=_value_type(item),
        days=item.days if item.sort in DATES else None,
        body=item.body,
        why=item.why,
        corrects_entry=item.corrects.key if item.corrects else None,
        corrected_by=item.corrected.key if item.corrected else None,
        evidence=item.evidence,
        page=outward(context.site, place_of(context.tracker, item), at),
    )


def _value_type(item: Change) -> str | None:
    if item.before is None and item.after is None:
        return None
    return wording.CODED.get(item.sort) or ("date" if item.sort in DATES else _NUMBERS.get(item.sort, "text"))


def numbered(record: Commitment) -> dict[str, str | None]:
    """The report that made a recommendation, and what it calls it; of other promises nothing."""
    made = record.recommendation
    return {"report": made.report, "label": made.label} if made else {"report": None, "label": None}


def _heads(context: Context, kind: str, name: str, at: str) -> dict[str, str]:
    """Id, page and file: what every record begins with."""
    on_page = ("codelists", "", name) if kind == "codelist" else (kind, name)
    page, api = address(context.tracker, *on_page), file_address("api", FOLDERS[kind], name)
    return {"id": name, "page": outward(context.site, page, at), "api": outward(context.site, api, at)}


def record(context: Context, folder: str, name: str, at: str) -> Record:
    """A record of any other kind: as it was typed, with what was computed."""
    (shape, computed), kind = RECORDS[folder], KIND_OF[folder]
    written = context.tracker.as_written(kind, name)
    return shapes.made(shape, **_heads(context, kind, name, at), record=written, **computed(context, name))


def _parts_of(context: Context, body: str) -> dict[str, Any]:
    own = context.roles[body]
    return {"leads": tuple(own.leads), "supports": tuple(own.supports), "made": tuple(own.made)}


def _citing(context: Context, source: str) -> dict[str, Any]:
    found = sorted({(item.kind, item.record) for item in context.citations[source]})
    named = (shapes.made(shapes.RecordName, record_kind=kind, record_id=name) for kind, name in found)
    return {"cited_by": tuple(named)}


def _measured(context: Context, figure: str) -> dict[str, Any]:
    values = context.tracker.figures[figure].values
    numbers = (
        shapes.made(shapes.NumberLine, entry=item.key, date=item.date, value=plain(item.value)) for item in values
    )
    return {"numbers": tuple(numbers), **_using("figures")(context, figure)}


def plain(number: Decimal) -> int | float:
    """A number as programs know it."""
    return int(number) if number == number.to_integral_value() else float(number)


def _made_by(context: Context, report: str) -> dict[str, Any]:
    return {"recommendations": tuple(recommendations(context.tracker, report))}


def _using(field: str) -> Callable[[Context, str], dict[str, Any]]:
    """The commitments that name a record in one of their lists."""
    return lambda context, name: {
        "commitments": tuple(key for key, item in context.tracker.active.items() if name in getattr(item, field))
    }


# The shape of each folder, and what is computed for it.
RECORDS: dict[str, tuple[type[Record], Callable[[Context, str], dict[str, Any]]]] = {
    "events": (shapes.EventItem, lambda *_: {}),
    "reports": (shapes.ReportItem, _made_by),
    "sources": (shapes.SourceItem, _citing),
    "bodies": (shapes.BodyItem, _parts_of),
    "themes": (shapes.ThemeItem, _using("themes")),
    "figures": (shapes.FigureItem, _measured),
    "background": (shapes.BackgroundItem, lambda *_: {}),
    "codelists": (shapes.CodelistItem, lambda *_: {}),
}
