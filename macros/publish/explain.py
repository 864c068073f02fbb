"""Views that explain: the glossary, and the page on which every component is shown once."""

from __future__ import annotations

from itertools import chain
from typing import Any

from macros.derive.overview import counts_by_delivery, recommendations
from macros.derive.timeline import Moment, moments
from macros.model.evidence import Evidence
from macros.publish.repair_views import edits_of_one
from macros.render import Context

View = dict[str, Any]


def glossary(context: Context) -> View:
    """Every explained word once, in alphabetical order."""
    words = {word.id: word for word in context.words.forms.values()}
    ordered = sorted(words.values(), key=lambda word: word.term.lower())
    return {"words": ordered, "edits": edits_of_one(context, "glossary")}


def components(context: Context) -> View:
    """One live example of each component, taken from the record."""
    states = context.overview.of(recommendations(context.tracker))
    everything = context.overview.states.values()
    found = moments(context.tracker)
    return {
        "deliveries": list(context.tracker.codelists["delivery"].by_code),
        "states": states,
        "counts": counts_by_delivery(context.tracker, states.values()),
        "names": {
            code: [name for name, state in states.items() if state.delivery == code]
            for code in context.tracker.codelists["delivery"].by_code
        },
        "evidence": _one_of_each(found),
        "moments": _one_of_each_type(found),
        "flagged": max(everything, key=_number_of_flags, default=None),
        "met": next((item for item in context.overview.states.items() if item[1].met and item[1].unmet), None),
        "conflict": next((item for state in everything for item in state.commitment.conflicts), None),
        "figure": next(iter(context.tracker.figures), None),
    }


def _one_of_each(found: tuple[Moment, ...]) -> list[Evidence]:
    """One quote and one paraphrase."""
    evidence = list(chain.from_iterable(moment.evidence for moment in found))
    quote = next((item for item in evidence if item.quote), None)
    says = next((item for item in evidence if item.says), None)
    return [item for item in (quote, says) if item]


def _one_of_each_type(found: tuple[Moment, ...]) -> list[Moment]:
    """The newest moment of each type, oldest first."""
    newest = {moment.type: moment for moment in found}
    return sorted(newest.values(), key=lambda moment: moment.date.sort_key)


def _number_of_flags(state: Any) -> int:
    flags = (state.overdue, state.slipped.moves, state.went_back, state.is_disputed, state.is_quiet, state.one_source)
    return sum(map(bool, flags))
