"""What the pages of past days show: as of a day, two days compared, the marks since a report, and the ledger.

What the pages of months show: what changed, which dates ended, what was put right, and what nobody checked.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from markupsafe import Markup

from macros.derive import compare as comparing
from macros.derive.as_of import Snapshot, known_table, neighbours, table_on
from macros.derive.overview import others, reports_in_order
from macros.derive.overview import recommendations as numbered
from macros.derive.reports import marks as marks_since
from macros.derive.reports import next_mark
from macros.derive.worklist import Entry, by_outcome, unchecked
from macros.history.change import REPAIRS, Change, Kind
from macros.history.changes import corrections
from macros.model.dates import PartialDate, end_of, month_of, months_after
from macros.publish.record_views import View
from macros.render.environment import LONGEST, cut
from macros.render.page import Context, html

# Above this size a page of one day shows only what moved since the month before, and points to the month's table: the
# days with a page grow with the record, so whole tables would grow with its square.
WHOLE_TABLES = 200
LONGEST_CHART = 100
_SPANS = (1, 3, 6, 12)


def dated_ids(context: Context) -> Iterator[tuple[str, str]]:
    """Every generated page of this module, as kind and date."""
    yield from (("as-of", str(date)) for date in context.past.pages)
    yield from (("changes", str(month)) for month in context.past.months)


def as_of(context: Context, date_text: str) -> View:
    """The table at the end of a day or month, what moved in it, and what was known then."""
    past, date = context.past, PartialDate(date_text)
    day = past.day(date)
    table = table_on(past.histories, day)
    shown = _shown(context, date, table)
    before = dt.timedelta(days=1)
    return {
        "date": date,
        "day": day,
        "counts": _counts(context, table.values()),
        "tables": _tables(context, shown),
        "size": len(table),
        "shown": len(shown),
        "moves": comparing.compare(past.histories, date.first - before, day),
        "month": month_of(day),
        "begun": past.begun,
        "known": _known(context, day, table),
        "cite_as": f"{context.site.base.rstrip('/')}/as-of/{date}/",
        **_slider(context, date),
    }


def _shown(context: Context, date: PartialDate, table: Mapping[str, Snapshot]) -> dict[str, Snapshot]:
    """The rows of the table; on the page of one day in a large record, those that moved since the month before."""
    if not date.is_exact or len(table) <= WHOLE_TABLES:
        return dict(table)
    eve = month_of(date.first).first - dt.timedelta(days=1)
    moved = {move.record for move in comparing.compare(context.past.histories, eve, date.first)}
    return {name: standing for name, standing in table.items() if name in moved}


def _tables(context: Context, table: Mapping[str, Snapshot]) -> list[tuple[str, list[str], list[Markup]]]:
    """Numbered recommendations, and other promises, oldest first: with a title, the ids, and as many rows as fit."""
    reports = reports_in_order(context.tracker)
    each = (f"Recommendations: {item.name}" for item in reports.values())
    titles = ("The recommendations",) if len(reports) == 1 else each
    own = zip(titles, (numbered(context.tracker, name) for name in reports), strict=True)
    parts = (*own, ("The other promises", others(context.tracker)))
    found = [(title, [name for name in names if name in table]) for title, names in parts]
    return [
        (title, names, [_row(context, name, table[name]) for name in cut(names)]) for title, names in found if names
    ]


def _row(context: Context, name: str, standing: Snapshot) -> Markup:
    """One row, drawn once for the days in a row on which the standing holds: it reads the same from all their pages."""
    start, row = context.rows.get(name, (None, Markup()))
    if start != standing.start:
        row = _drawn(context, "as-of/day/", name, standing, anchor=True)
        context.rows[name] = (standing.start, row)
    return row


def _drawn(context: Context, where: str, name: str, standing: Snapshot, *, anchor: bool) -> Markup:
    row = html(context, "fragments/_standing.html.jinja", where, name=name, standing=standing, anchor=anchor)
    return Markup(row.strip())


def _counts(context: Context, table: Iterable[Snapshot]) -> dict[str, int]:
    found = Counter(standing.delivery for standing in table)
    return {code: found[code] for code in context.tracker.codelists["delivery"].by_code}


def _known(context: Context, day: dt.date, table: Mapping[str, Snapshot]) -> tuple[comparing.Move, ...] | None:
    """How the table differs from what had been written down by then; None before the record was begun."""
    if context.past.begun is None or day < context.past.begun:
        return None
    return comparing.between(known_table(context.past.known, day), table)


def _slider(context: Context, date: PartialDate) -> View:
    past = context.past
    before, after = neighbours(past.pages, date)
    month = month_of(past.day(date))
    days = [day for day in past.days if month_of(day.first) == month]
    return {"before": before, "after": after, "years": _years(past.months), "days": days}


def _years(months: Iterable[PartialDate]) -> dict[int, list[PartialDate]]:
    years: dict[int, list[PartialDate]] = {}
    for month in months:
        years.setdefault(month.first.year, []).append(month)
    return years


def days(context: Context) -> View:
    """Every day that has a page, by month, newest first, with the counts at the end of each month."""
    past = context.past
    rows = []
    for month in reversed(past.months):
        table = table_on(past.histories, past.day(month))
        with_page = [day for day in past.days if month_of(day.first) == month]
        rows.append((month, _counts(context, table.values()), len(table), with_page))
    names = [*numbered(context.tracker), *others(context.tracker)]
    codes = context.tracker.codelists["delivery"].by_code
    return {"rows": rows, "codes": codes, "names": names, "shown": names[:LONGEST_CHART]}


def compare(context: Context) -> View:
    """What moved over the last months and since the reports, and every single move for any two days."""
    past = context.past
    starts = [(f"{count} months" if count > 1 else "month", months_after(past.today, -count)) for count in _SPANS]
    spans = [(words, start, comparing.compare(past.histories, start, past.today)) for words, start in starts]
    moves, begins, is_cut = _newest_moves(context)
    ends = sorted({day for date in past.pages if (day := past.day(date)) >= begins})
    marks = [mark.day for mark in marks_since(context.tracker, past.today) if mark.day in ends]
    return {
        "spans": spans,
        "moves": moves,
        "begins": begins,
        "is_cut": is_cut,
        "ends": ends,
        "chosen": marks[0] if marks else ends[0],
    }


def _newest_moves(context: Context) -> tuple[list[tuple[dt.date, comparing.Move]], dt.date, bool]:
    """The newest moves of whole days, newest first, the day from whose end on they make up every comparison, and
    whether older ones were left out."""
    past, first = context.past, context.past.months[0].first
    moves = [item for item in reversed(comparing.every_move(past.histories, past.today)) if item[0] >= first]
    if len(moves) <= LONGEST:
        return moves, first, False
    begins = moves[LONGEST][0]
    return [item for item in moves[:LONGEST] if item[0] > begins], begins, True


def marks(context: Context) -> View:
    """The state on the six-month and yearly marks since each report, and what moved since."""
    past = context.past
    found = []
    for mark in marks_since(context.tracker, past.today):
        names = numbered(context.tracker, mark.report)
        table = {name: standing for name, standing in table_on(past.histories, mark.day).items() if name in names}
        rows = [_drawn(context, "marks/", name, table[name], anchor=False) for name in names if name in table]
        moves = [move for move in comparing.compare(past.histories, mark.day, past.today) if move.record in names]
        found.append(
            (mark, context.tracker.reports[mark.report], rows, _counts(context, table.values()), len(rows), moves)
        )
    is_only = len(reports_in_order(context.tracker)) == 1
    return {"marks": found, "is_only": is_only, "next": next_mark(context.tracker, past.today), "begun": past.begun}


def slippage(context: Context) -> View:
    """Every date that was ever promised, by what became of it."""
    found = context.ledger
    slipped = [state.slipped for state in context.overview.states.values()]
    return {
        "outcomes": by_outcome(found),
        "size": len(found),
        "moves": sum(item.moves for item in slipped),
        "days": sum(item.days for item in slipped),
    }


GROUPS: dict[str, tuple[Kind, ...]] = {
    "moved forward": (Kind.FORWARD, Kind.DELIVERED),
    "went back": (Kind.BACK,),
    "slipped": (Kind.SLIPPED,),
    "newly promised": (Kind.PROMISED,),
    "closed": (Kind.CLOSED,),
    "answered": (Kind.ANSWERED,),
    "own status": (Kind.OWN_STATUS,),
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
        "repairs": corrections(change for change in context.changes if month.first <= change.recorded <= month.last),
        "unchecked": _unchecked(context, month),
        "written": len(past.written_in(month)),
        "begun": past.begun,
        "before": before,
        "after": after,
    }


def _fell_due(context: Context, month: PartialDate) -> tuple[Entry, ...]:
    """The promised dates that ended in a month and have passed, with what became of them."""
    return tuple(
        entry for entry in context.ledger if month.first <= entry.first.due.date.last <= context.past.day(month)
    )


def _unchecked(context: Context, month: PartialDate) -> tuple[str, ...] | None:
    """Open commitments that nobody checked in a month; None for months that ended before the record was begun."""
    past = context.past
    if past.begun is None or month.last < past.begun:
        return None
    closed = {code for code, value in context.tracker.codelists["delivery"].by_code.items() if value.closed}
    table = table_on(past.histories, end_of(month, past.today))
    still_open = [name for name, standing in table.items() if standing.delivery not in closed]
    return unchecked(still_open, month, past.written_in(month))


# By the name with which a page of docs/ calls for each.
VIEWS: dict[str, Callable[[Context], View]] = {
    "days": days,
    "compare": compare,
    "months": months,
    "marks": marks,
    "slippage": slippage,
}
