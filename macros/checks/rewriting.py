"""Nothing is rewritten in silence: a field changes only by an entry under `edits`, in the open.

What may change without one is named here, each with its reason; whatever is not named is protected. To compare, today's
values are taken back through the new edits, the newest first. What comes out must be what stood there before, but for
what is free: so each edit leads to the next, and the last one to the text of today.
"""

from __future__ import annotations

import difflib
import functools
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from macros.checks.differences import (
    Difference,
    TakenBack,
    at,
    differences,
    edited,
    field_of,
    names,
    parts,
    shown,
    unmatched,
    written,
)
from macros.checks.earlier import RevisionContext, day_of, items_of
from macros.checks.migrations import led
from macros.checks.rule import Breach, rule
from macros.model.tracker import MODELS
from macros.read.problems import Severity
from macros.read.yaml import FieldPath, Tree

Values = dict[str, Tree]
How = Callable[[Difference, Values, Values], bool]
# What lets a source carry or confirm more, or moves a status on: a code that has one of these makes a status easier.
_WEIGHTS = (
    "carries", "carries_with_second", "carries_without_instrument", "confirms", "primary", "closed", "rank",
    "is_promise", "is_act", "announces", "meets_points", "holds_when",
)  # fmt: skip
_HOLDS_MORE = {"not-held": 0, "fingerprint": 1, "held": 2}


@dataclass(frozen=True, slots=True)
class Free:
    """A change that needs no edit. In `fields`, `*` stands for any item of a list."""

    kinds: str
    fields: str
    how: How
    reason: str


def _appears(difference: Difference, *_: Values) -> bool:
    return difference.before is None


def _grows(difference: Difference, *_: Values) -> bool:
    """Nothing that stood in the list is gone from it."""
    old, new = difference.before or [], difference.after or []
    return isinstance(old, list) and isinstance(new, list) and not unmatched(old, new)


def _only_order(difference: Difference, *_: Values) -> bool:
    return difference.is_order


def _anything(difference: Difference, *_: Values) -> bool:
    return True


def _later(difference: Difference, before: Values, after: Values) -> bool:
    old, new = (day_of(values.get("checked_on")) for values in (before, after))
    return old is not None and new is not None and old < new


def _without_weight(difference: Difference, *_: Values) -> bool:
    return difference.before is None and isinstance(difference.after, dict) and not {*_WEIGHTS} & {*difference.after}


def _holds_more(difference: Difference, before: Values, after: Values) -> bool:
    """More of the text is held; or less, and a new line under `redactions` says what was taken away and why."""
    old, new = (_HOLDS_MORE.get(str(value)) for value in (difference.before, difference.after))
    cut_before, cut_after = (len(values.get("redactions") or ()) for values in (before, after))
    return old is not None and new is not None and (old < new or cut_before < cut_after)


FREE: tuple[Free, ...] = (
    Free("commitment background figure", "caveats themes", _grows, "One thing more that a reader should know."),
    Free("commitment", "supporting_bodies part_of related figures", _grows, "One link more; what was linked stays."),
    Free("commitment", "stance", _appears, "It was not said before who says what."),
    Free("commitment", "short_title", _appears, "It is shown in narrow places, beside the title."),
    Free("commitment", "done_when", _only_order, "The order of the points says nothing."),
    Free(
        "commitment", "made_evidence.* recommendation.evidence.*", _appears, "One source more for what is said already."
    ),
    Free("commitment", "recommendation.wording.*", _appears, "It could be read; each quote is held against its text."),
    Free(
        "background", "bodies commitments figures often_confused_with", _grows, "One link more; what was linked stays."
    ),
    Free("background", "report told_apart_by", _appears, "It was not known before."),
    Free("figure", "not_comparable_with.*", _appears, "One warning more."),
    Free("commitment background figure", "conflicts.*", _appears, "One disagreement more that is shown."),
    Free(
        "source",
        "url archive_url accessed issued licence licence_note copy_of.title copy_of.url",
        _appears,
        "It was not known before.",
    ),
    Free("source body", "identifiers.*", _appears, "One name more by which it is known elsewhere."),
    Free("source", "notes", _grows, "One thing more that a reader should know."),
    Free("source", "redactions.*", _appears, "One cut more, with its reason."),
    Free("source", "text", _holds_more, "More is held than before, or a redaction says what was taken away."),
    Free("body", "short_name url", _appears, "It was not known before."),
    Free("codelist", "values.*", _without_weight, "No record uses a new code yet; one with a weight needs an edit."),
    Free(
        "codelist",
        "values.*.shape values.*.words values.*.information_law values.*.singular values.*.before values.*.after "
        "values.*.address values.*.sites values.*.is_unread",
        _appears,
        "It was not said before, and moves no status.",
    ),
    Free("policy", "alarming_words judging_words heavy_words", _grows, "One word more; the check gets stricter."),
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
    Free("report", "called", _grows, "One name more; what was there stays."),
    Free("report", "source count numbering", _appears, "It became known."),
    Free(
        "commitment event report background figure source body theme",
        "withdrawn",
        _appears,
        "It is public, with day and reason.",
    ),
)


def why_free(kind: str, difference: Difference, before: Values, after: Values) -> str | None:
    """The reason why a change needs no edit; None when it needs one."""
    named = (free for free in FREE if kind in free.kinds.split() and _pattern(free.fields).fullmatch(difference.field))
    return next((free.reason for free in named if free.how(difference, before, after)), None)


@functools.cache
def _pattern(fields: str) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(field).replace(r"\*", r"[^.]+") for field in fields.split()))


# Not in the policy: what guards the record is not loosened by the record.
_ALIKE, _SHORT, _LONG = 0.75, 4, 2000
_WORDS = re.compile(r"\w+")


def fields_changed(then: RevisionContext) -> Iterator[Difference]:
    """Every field that is not as it was, protected or free, outside the lists of entries."""
    for found in differences(_fields(then, then.old), _fields(then, then.new)):
        yield Difference(edited(found.field), found.path, found.before, found.after)


def _fields(then: RevisionContext, values: dict[str, Tree]) -> dict[str, Tree]:
    return {name: value for name, value in values.items() if name not in then.lists}


def covering(undone: TakenBack, difference: Difference) -> tuple[int, dict[str, Tree]] | None:
    """The first new edit of the field, of what it stands in, or of a part of it."""
    steps = parts(difference.field)
    for index, edit in undone.edits:
        named = parts(field_of(edit))
        shorter = min(len(named), len(steps))
        if named[:shorter] == steps[:shorter]:
            return index, edit
    return None


def _taken_back(then: RevisionContext) -> TakenBack:
    return TakenBack(MODELS[then.before.kind], then.new, then.new_entries("edits"), then.lists, then.old)


def _protected(then: RevisionContext) -> Iterator[Difference]:
    """What is left to explain once the edits are taken back: what stood there, what their way leads to, and where."""
    if then.after is None or then.is_new or then.before.kind == "moved":
        return
    before, after = _fields(then, then.old), then.cached(_taken_back).values
    # What an old edit says stood there is in the shape of its day, too.
    values = led(then.before.kind, after) if isinstance(after, dict) else {}
    for found in differences(before, values):
        is_point = found.field.startswith("done_when.") and found.field.count(".") == 1
        is_gone = is_point and found.after is None
        is_free = why_free(then.before.kind, found, before, values)
        if not is_free and not is_gone and not (found.field.startswith("withdrawn") and before.get("withdrawn")):
            yield found


@rule("APP004", "Every field of a record changes only with an entry under `edits`, unless it is named as free.")
def fields_change_with_an_edit(then: RevisionContext) -> Iterator[Breach]:
    undone = then.cached(_taken_back)
    for found in _protected(then):
        if covering(undone, found) is None:
            field = edited(found.field)
            what = f"the order of `{field}` was changed" if found.is_order else f"`{field}` was changed"
            fix = f"restore it, or add under `edits:`, at the end: - {entry_for(then, field, found.before)}"
            yield Breach(_place(then, found.path), what, f"as it was merged: {shown(found.before)}", fix)


def entry_for(then: RevisionContext, field: str, was: Tree) -> str:
    """The edit that would say so, ready to paste; only the reason is left to write."""
    text = "null" if was is None else json.dumps(written(was), ensure_ascii=False)
    return f"{{recorded: {then.comparison.today}, field: {field}, was: {text}, reason: …}}"


def _place(then: RevisionContext, path: FieldPath) -> FieldPath:
    """The same place in the file of today, as far as it is there."""
    here: Any = then.after.data if then.after else {}
    for end, step in enumerate(path):
        inside = step in here if isinstance(here, dict) else isinstance(here, list) and int(step) < len(here)
        if not inside:
            return path[: max(end, 1)]
        here = here[step]
    return path


@rule("APP006", "An edit says what stood there: each `was` leads to the next edit, and the last to today.")
def edits_say_what_stood_there(then: RevisionContext) -> Iterator[Breach]:
    if then.after is None:
        return
    undone = then.cached(_taken_back)
    for left in _protected(then):
        if cover := covering(undone, left):
            index, edit = cover
            field, said = edited(left.field), shown(edit.get("was"))
            found = f"the edit of `{field_of(edit)}` says that this stood there: {said}"
            fix = f"write `was: {json.dumps(written(left.before), ensure_ascii=False)}`"
            if parts(field_of(edit)) != parts(field):
                fix = f"write what the whole of `{field_of(edit)}` was"
            yield Breach(("edits", index, "was"), found, f"`{field}` as it was merged: {shown(left.before)}", fix)


@rule("APP005", "An edit that changes more than spelling is looked at by a reviewer.", Severity.ADVICE)
def edits_mend_spelling(then: RevisionContext) -> Iterator[Breach]:
    seen: set[str] = set()
    for index, edit in then.new_entries("edits") if then.after else ():
        field = field_of(edit)
        if not field or field in seen:
            continue
        seen.add(field)
        named = [item for item in items_of(then.new, "edits") if field_of(item) == field]
        first, now = named[0].get("was"), at(then.new, parts(field))
        ask = "look whether it moves what was asked for or makes a status easier, and whether its reason says so"
        if then.is_new:
            found = f"the record is new, and `{field}` has been edited already"
            yield Breach(
                ("edits", index), found, "a new record without edits", "look whether the text ever stood there"
            )
        elif len([item for _, item in then.new_entries("edits") if field_of(item) == field]) > 1:
            found = f"`{field}` has several new edits: what stood between them is in no revision that was compared"
            yield Breach(("edits", index), found, "one edit of a field", "look whether the text ever stood there")
        elif not _is_spelling(first, now):
            found = f"the edit of `{field}` changes more than spelling: {shown(first)} → {shown(now)}"
            yield Breach(("edits", index), found, "the same words", ask)


def _is_spelling(was: Tree, now: Tree) -> bool:
    """The same number of words, each the same or nearly so; a short word or a number is never another one."""
    if not isinstance(was, str) or not isinstance(now, str) or " " not in was or len(was) + len(now) > _LONG:
        return False
    old, new = _WORDS.findall(was), _WORDS.findall(now)
    return len(old) == len(new) and all(map(_is_nearly, old, new))


def _is_nearly(old: str, new: str) -> bool:
    if old.lower() == new.lower():
        return True
    is_word = old.isalpha() and new.isalpha() and min(len(old), len(new)) >= _SHORT
    return is_word and difflib.SequenceMatcher(None, old, new, autojunk=False).ratio() >= _ALIKE


@rule("APP007", "A point of `done_when` is never taken away, and keeps its id: the goalposts stay.")
def points_stay(then: RevisionContext) -> Iterator[Breach]:
    if then.after is None or then.is_new:
        return
    now = set(names(items_of(then.new, "done_when")))
    for name in names(items_of(then.old, "done_when")):
        if name not in now:
            was = at(then.old, ["done_when", name, "text"])
            fix = "put it back; its text changes only in public, with an entry under `edits`"
            yield Breach(("done_when",), f"the point {name!r} is gone", f"as it was merged: {shown(was)}", fix)
