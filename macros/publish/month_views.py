"""What the pages of months show: what changed, which dates ended, what was put right, and what nobody checked."""

from __future__ import annotations

from collections.abc import Iterable

from macros.dates import PartialDate
from macros.derive.as_of import end_of, table_on
from macros.derive.ledger import Entry, entries, ledger
from macros.derive.past import neighbours
from macros.derive.worklist import unchecked
from macros.history.change import REPAIRS, Change, Kind
from macros.history.changes import repairs
from macros.publish.views import View
from macros.render import Context

GROUPS: dict[str, tuple[Kind, ...]] = {
    "moved forward": (Kind.FORWARD, Kind.DELIVERED),
    "went back": (Kind.BACK,),
    "slipped": (Kind.SLIPPED,),
    "newly promised": (Kind.PROMISED,),
    "closed": (Kind.CLOSED,),
    "answered": (Kind.ANSWERED,),
    "dates": (Kind.DATED, Kind.EARLIER),
    "happened": (Kind.HAPPENED,),
    "confirmed": (Kind.CONFIRMED,),
    "checked without news": (Kind.CHECKED,),
    "asked before": (Kind.ASKED_BEFORE,),
}
# The first status of a promise comes with the promise; what was put right has a part of its own on each page.
_TOLD_ELSEWHERE = (Kind.ASSESSED, *(kind for kind in REPAIRS if kind is not Kind.CORRECTED))


def months(context: Context) -> View:
    """Every month, newest first, with how much of each kind changed in it."""
    rows = [(month, _sizes(context, month)) for month in reversed(context.past.months)]
    newest = next((month for month, sizes in rows if any(sizes.values())), None)
    return {"rows": rows, "groups": list(GROUPS), "newest": newest, "begun": context.past.begun}


def _sizes(context: Context, month: PartialDate) -> dict[str, int]:
    return {name: len(found) for name, found in _grouped(context.past.during(month)).items()}


def _grouped(changes: Iterable[Change]) -> dict[str, list[Change]]:
    """The changes by group; a kind that no group names has one of its own."""
    group_of = {kind: name for name, kinds in GROUPS.items() for kind in kinds}
    found: dict[str, list[Change]] = {name: [] for name in GROUPS}
    for change in changes:
        if change.sort not in _TOLD_ELSEWHERE:
            found.setdefault(group_of.get(change.sort, change.sort.replace("-", " ")), []).append(change)
    return found


def changes(context: Context, month_text: str) -> View:
    """What changed in a month, what was put right, and what nobody checked."""
    past, month = context.past, PartialDate(month_text)
    before, after = neighbours(past.months, month)
    return {
        "month": month,
        "day": past.day(month),
        "is_over": past.day(month) == month.last,
        "groups": {name: found for name, found in _grouped(past.during(month)).items() if found},
        "fell_due": _fell_due(context, month),
        "repairs": repairs(change for change in context.changes if month.first <= change.recorded <= month.last),
        "unchecked": _unchecked(context, month),
        "written": len(past.written_in(month)),
        "begun": past.begun,
        "before": before,
        "after": after,
    }


def _fell_due(context: Context, month: PartialDate) -> tuple[Entry, ...]:
    """The promised dates that ended in a month and have passed, with what became of them."""
    found = entries(ledger(context.overview.states))
    return tuple(entry for entry in found if month.first <= entry.first.due.date.last <= context.past.day(month))


def _unchecked(context: Context, month: PartialDate) -> tuple[str, ...] | None:
    """Open commitments that nobody checked in a month; None for months that ended before the record was begun."""
    past = context.past
    if past.begun is None or month.last < past.begun:
        return None
    closed = {code for code, value in context.tracker.codelists["delivery"].by_code.items() if value.closed}
    table = table_on(past.histories, end_of(month, past.today))
    still_open = [name for name, standing in table.items() if standing.delivery not in closed]
    return unchecked(still_open, month, past.written_in(month))
