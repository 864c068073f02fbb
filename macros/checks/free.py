"""What may change without an edit, each with its reason. Whatever is not named here is protected."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from macros.checks.differences import Difference, canonical
from macros.checks.past import day_of
from macros.compose import Tree

Values = dict[str, Tree]
How = Callable[[Difference, Values, Values], bool]
# What lets a source carry or confirm more, or moves a status on: a code that has one of these makes a status easier.
_WEIGHTS = ("carries", "carries_with_second", "carries_without_instrument", "confirms", "primary", "closed", "rank")
_HOLDS_MORE = {"not-held": 0, "fingerprint": 1, "held": 2}


@dataclass(frozen=True, slots=True)
class Free:
    """A change that needs no edit. In `fields`, `*` stands for any item of a list."""

    kinds: str
    fields: str
    how: How
    reason: str


def _appears(difference: Difference, before: Values, after: Values) -> bool:
    return difference.before is None


def _grows(difference: Difference, before: Values, after: Values) -> bool:
    """Nothing that stood in the list is gone from it."""
    old, new = difference.before or [], difference.after or []
    is_list = isinstance(old, list) and isinstance(new, list)
    return is_list and not Counter(map(canonical, old)) - Counter(map(canonical, new))


def _only_order(difference: Difference, before: Values, after: Values) -> bool:
    return difference.is_order


def _anything(difference: Difference, before: Values, after: Values) -> bool:
    return True


def _later(difference: Difference, before: Values, after: Values) -> bool:
    old, new = (day_of(values.get("checked_on")) for values in (before, after))
    return old is not None and new is not None and old < new


def _without_weight(difference: Difference, before: Values, after: Values) -> bool:
    return difference.before is None and isinstance(difference.after, dict) and not {*_WEIGHTS} & {*difference.after}


def _holds_more(difference: Difference, before: Values, after: Values) -> bool:
    """More of the text is held; or less, and a new line under `redactions` says what was taken away and why."""
    old, new = (_HOLDS_MORE.get(str(value)) for value in (difference.before, difference.after))
    cut_before, cut_after = (len(values.get("redactions") or ()) for values in (before, after))
    return old is not None and new is not None and (old < new or cut_before < cut_after)


FREE: tuple[Free, ...] = (
    Free("commitment background figure", "caveats themes", _grows, "One thing more that a reader should know."),
    Free("commitment", "supporting_bodies part_of related figures", _grows, "One link more; what was linked stays."),
    Free("commitment", "short_title", _appears, "It is shown in narrow places, beside the title."),
    Free("commitment", "done_when", _only_order, "The order of the points says nothing."),
    Free(
        "commitment", "made_evidence.* recommendation.evidence.*", _appears, "One source more for what is said already."
    ),
    Free(
        "background", "bodies commitments figures often_confused_with", _grows, "One link more; what was linked stays."
    ),
    Free("background", "report told_apart_by", _appears, "It was not known before."),
    Free("figure", "not_comparable_with.*", _appears, "One warning more."),
    Free("commitment background figure", "conflicts.*", _appears, "One disagreement more that is shown."),
    Free("source", "url archive_url accessed issued licence", _appears, "It was not known before."),
    Free("source", "copy_of.title copy_of.url", _appears, "It was not known before."),
    Free("source", "notes", _grows, "One thing more that a reader should know."),
    Free("source", "redactions.*", _appears, "One cut more, with its reason."),
    Free("source", "text", _holds_more, "More is held than before, or a redaction says what was taken away."),
    Free("body", "short_name url", _appears, "It was not known before."),
    Free("codelist", "values.*", _without_weight, "No record uses a new code yet; one with a weight needs an edit."),
    Free("helplines", "helplines.*.seen", _appears, "Where the number was read; the number stays."),
    Free("helplines", "checked_on note", _later, "The list was reviewed again, and the note says what was looked at."),
    Free("glossary", "terms.*", _appears, "One word more is explained."),
    Free("glossary", "terms.*.also terms.*.sources", _grows, "One form or source more."),
    Free("glossary office-holders", "terms people", _only_order, "The alphabet orders them."),
    Free("groups", "groups.*", _appears, "It gathers what stood among the rest; no promise changes."),
    Free("office-holders", "people.* people.*.roles.*", _appears, "One more office-holder or role."),
    Free("office-holders", "people.*.roles.*.start people.*.roles.*.end", _appears, "The day was not known before."),
    Free("office-holders", "people.*.sources", _grows, "One source more."),
    Free("proper-names", "*", _anything, "It decides which words may stand; a name less makes the check stricter."),
    Free("commitment background figure source body theme", "withdrawn", _appears, "It is public, with day and reason."),
)


def why_free(kind: str, difference: Difference, before: Values, after: Values) -> str | None:
    """The reason why a change needs no edit; None when it needs one."""
    named = (free for free in FREE if kind in free.kinds.split() and _pattern(free.fields).fullmatch(difference.field))
    return next((free.reason for free in named if free.how(difference, before, after)), None)


@functools.cache
def _pattern(fields: str) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(field).replace(r"\*", r"[^.]+") for field in fields.split()))
