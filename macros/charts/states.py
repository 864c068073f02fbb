"""The status of commitments, month by month: a row for each, a column for each month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from macros.charts.scale import Columns, columns
from macros.derive.as_of import Snapshot, snapshot_on, snapshots_of
from macros.model.dates import PartialDate
from macros.model.tracker import Tracker


@dataclass(frozen=True, slots=True)
class Run:
    """Months in a row that end with the same delivery value; `cells` are where its signs stand."""

    delivery: str
    x: float
    width: float
    cells: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A delivery value and the date from which it holds."""

    delivery: str
    since: PartialDate


@dataclass(frozen=True, slots=True)
class Row:
    """One commitment: its runs, and the same in words, oldest first."""

    name: str
    runs: tuple[Run, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class StateChart:
    """Rows over the same months, and the delivery values that occur in them, in the order of the codelist."""

    columns: Columns
    rows: tuple[Row, ...]
    codes: tuple[str, ...]


def state_chart(tracker: Tracker, names: Iterable[str], today: dt.date) -> StateChart:
    """The history of some commitments, from the month in which the first of them was made."""
    chosen = tuple(names)
    first = min((tracker.commitments[name].made_date.first for name in chosen), default=today)
    over = columns(first, today)
    rows = tuple(_row(tracker, name, over) for name in chosen)
    used = {run.delivery for row in rows for run in row.runs}
    return StateChart(over, rows, tuple(code for code in tracker.codelists["delivery"].by_code if code in used))


def _row(tracker: Tracker, name: str, over: Columns) -> Row:
    history = snapshots_of(tracker.commitments[name])
    standings = [snapshot_on(history, over.end(index)) for index in range(len(over.months))]
    values = [standing.delivery if standing else None for standing in standings]
    return Row(name, tuple(_runs(values, over)), _changes(history, over.today))


def _runs(values: list[str | None], over: Columns) -> Iterable[Run]:
    for delivery, group in groupby(range(len(values)), key=lambda index: values[index]):
        indices = list(group)
        if delivery:
            x = over.x(indices[0])
            cells = tuple(over.x(index) for index in indices)
            yield Run(delivery, x, round(over.x(indices[-1] + 1) - x, 1), cells)


def _changes(history: tuple[Snapshot, ...], today: dt.date) -> tuple[Change, ...]:
    begun = [item for item in history if item.start <= today]
    found = [Change(item.delivery, item.since) for item in begun if item.delivery and item.since]
    return tuple(dict.fromkeys(found))
