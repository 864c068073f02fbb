"""What the pages show on which a reader finds and compares: the table of all commitments, and the timeline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from macros.derive.facets import facets, facets_of_moments, subjects
from macros.derive.overview import counts_by_delivery, others, recommendations
from macros.derive.timeline import Moment, by_year, moments, years_of
from macros.environment import LONGEST, cut
from macros.render import Context

View = dict[str, Any]


def commitments(context: Context) -> View:
    """Every commitment in one table: the numbered recommendations first."""
    states = context.overview.of([*recommendations(context.tracker), *others(context.tracker)])
    shown = tuple(cut(states.values()))  # what the controls count is what they can find on the page
    return {
        "states": states,
        "counts": counts_by_delivery(context.tracker, states.values()),
        "facets": facets(context.tracker, shown),
        "overdue": sum(bool(state.overdue) for state in shown),
        "due_a_check": sum(state.is_due_a_check for state in shown),
    }


def years(context: Context) -> Iterator[tuple[str, str]]:
    """The page of each year, as kind and year."""
    yield from (("timeline", str(year)) for year in years_of(context.tracker))


def timeline(context: Context) -> View:
    """The newest year of everything with a date, and the way to the other years."""
    found = by_year(moments(context.tracker))
    return _year(context, found, next(iter(found), context.today.year))


def timeline_of(context: Context, year: str) -> View:
    """The same for any year."""
    return _year(context, by_year(moments(context.tracker)), int(year)) | {"is_front": False}


def _year(context: Context, years: Mapping[int, tuple[Moment, ...]], year: int) -> View:
    """The entries of a year with what each is about. The controls name what any year has, so that they fit them all."""
    about = {key: [subjects(context.tracker, moment) for moment in found] for key, found in years.items()}
    everywhere = [item for found in about.values() for item in found]
    return {
        "is_front": True,
        "year": year,
        "years": {key: len(found) for key, found in years.items()},
        "entries": list(zip(years.get(year, ()), about.get(year, ()), strict=True)),
        "facets": facets_of_moments(context.tracker, about.get(year, [])[-LONGEST:], everywhere),
    }
