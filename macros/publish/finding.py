"""What the pages show on which a reader finds and compares: the table of all commitments, and the timeline."""

from __future__ import annotations

from typing import Any

from macros.derive.facets import facets, facets_of_moments, subjects
from macros.derive.overview import counts_by_delivery, others, recommendations
from macros.derive.timeline import by_year, moments
from macros.environment import cut
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


def timeline(context: Context) -> View:
    """Everything with a date, by year, newest year first, and what each entry is about."""
    years = {
        year: [(moment, subjects(context.tracker, moment)) for moment in found]
        for year, found in by_year(moments(context.tracker)).items()
    }
    about = [item for entries in years.values() for _, item in entries]
    return {"years": years, "facets": facets_of_moments(context.tracker, about)}
