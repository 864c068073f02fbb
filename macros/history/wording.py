"""Changes in words. Feeds, pages, `tracker diff` and the comment on a pull request all say what is said here.

`what` is a clause without a full stop, such as `Moved forward from Planned to Under way`; `why` is a sentence of the
record itself.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, get_args

from pydantic.fields import FieldInfo

from macros.history.change import DATES, JUDGED, Change, Kind
from macros.model.base import Coded
from macros.model.commitment import Assessment, Due, OwnStatus, Response
from macros.model.dates import PartialDate, in_words
from macros.model.entries import Entry
from macros.model.fields import markers_of, steps_to
from macros.model.records import Figure, Reply, Value
from macros.model.tracker import MODELS, Tracker
from macros.read.kinds import FOLDERS, SINGLES

# The codelist of the values of a change.
CODED = {Kind.ANSWERED: "response", Kind.HAPPENED: "event-type", **dict.fromkeys(JUDGED, "delivery")}
_CLAUSES = {
    Kind.PROMISED: "New in the record: {by} {body}",
    Kind.ANSWERED: "{body} answered: {after}{earlier}",
    Kind.OWN_STATUS: "{body} gives as its own status: “{after}”{earlier}",
    Kind.ASSESSED: "First status: {after}",
    Kind.FORWARD: "Moved forward from {before} to {after}",
    Kind.BACK: "Went back from {before} to {after}",
    Kind.CONFIRMED: "Still {after}, for a new reason",
    Kind.DELIVERED: "{after}{earlier}",
    Kind.CLOSED: "{after}{earlier}",
    Kind.DATED: "A deadline was given: {after}",
    Kind.SLIPPED: "Deadline moved {days} later, from {before} to {after}",
    Kind.EARLIER: "Deadline moved {days} earlier, from {before} to {after}",
    Kind.HAPPENED: "{told}, {date}",
    Kind.FIGURE: "{told}, {date}{earlier}",
    Kind.CHECKED: "Checked, nothing new found",
    Kind.ASKED_BEFORE: "Asked before: {told}, {date}",
    Kind.ASKED: "Asked by this project; {told}",
    Kind.EDITED: "Changed: {told}",
    Kind.STORED: "The stored text was replaced",
    Kind.WITHDRAWN: "Withdrawn; it no longer counts",
    Kind.MOVED: "Has a new id: {before} is now {after}",
}


@dataclass(frozen=True, slots=True)
class Words:
    """A change in words: the title of its record, what changed, why, its date, and what stood before and stands now."""

    title: str
    what: str
    why: str
    date: str
    before: str
    after: str


def words(tracker: Tracker, change: Change) -> Words:
    """The change in words; empty where there is nothing to say."""
    title = title_of(tracker, change.record_kind, change.record)
    if change.corrects and change.entry:
        before, after = described(tracker, change, change.corrects), described(tracker, change, change.entry)
        what = f"Corrected: {article(change.entry)} of {in_words(change.corrects.about)}"
    else:
        before, after = values(tracker, change)
        what = _what(tracker, change)
    return Words(title, what, change.why, in_words(change.date), before, after)


def title_of(tracker: Tracker, kind: str, record_id: str) -> str:
    """What a reader calls a record; one that was withdrawn is called so."""
    if kind in SINGLES:
        return kind.replace("-", " ").capitalize()
    record = getattr(tracker, FOLDERS[kind]).get(record_id)
    name = str(getattr(record, "title", None) or getattr(record, "name", None) or record_id)
    return f"{name} (withdrawn)" if getattr(record, "withdrawn", None) else name


def article(entry: Entry) -> str:
    """`the event`, `the due date`: an entry of its sort, with its article."""
    return f"the {entry.NOUN}"


def body_of(tracker: Tracker, name: str | None) -> str:
    """What tables call a body."""
    body = tracker.bodies.get(name or "")
    return (body.short_name or body.name) if body else name or ""


def values(tracker: Tracker, change: Change) -> tuple[str, str]:
    """What stood before and what stands now, as a reader knows it."""
    before, after = (_value(tracker, change, value) for value in (change.before, change.after))
    return before, after


def _value(tracker: Tracker, change: Change, value: str | None) -> str:
    if value is None:
        return ""
    if codelist := CODED.get(change.sort):
        return title_of_code(tracker, codelist, value)
    if change.sort is Kind.EDITED:
        return value_in_words(tracker, change.record_kind, change.entry.field, value)
    if change.sort in DATES:
        return in_words(PartialDate(value))
    return f"{Decimal(value):,f}" if change.sort is Kind.FIGURE else value


def title_of_code(tracker: Tracker, codelist: str, code: str) -> str:
    """What a reader sees for a code; the code itself where the list does not know it."""
    known = tracker.codelists.get(codelist)
    value = known.by_code.get(code) if known else None
    return value.title if value else code


def _by(tracker: Tracker, change: Change) -> str:
    """The words before the name of who asked for it, promised it, or says that it is done."""
    commitment = tracker.commitments.get(change.record) if change.sort is Kind.PROMISED else None
    return (tracker.stance(commitment).by or "").lower() if commitment else ""


def _what(tracker: Tracker, change: Change) -> str:
    """The clause of a change that corrects nothing."""
    before, after = values(tracker, change)
    quoted = "“{}”" if change.sort is Kind.OWN_STATUS else "{}"
    is_other = before and (before != after or change.sort is Kind.FIGURE)
    count = abs(change.days)
    return _CLAUSES[change.sort].format(
        by=_by(tracker, change),
        body=body_of(tracker, change.body),
        before=before,
        after=after,
        earlier=f" (before: {quoted.format(before)})" if is_other else "",
        days=f"{count:,} {'day' if count == 1 else 'days'}",
        date=in_words(change.date),
        told=_told(tracker, change, after),
    )


def _told(tracker: Tracker, change: Change, after: str) -> str:
    """What only one sort of change tells: of a happening, a figure, an earlier ask, a question, or an edited field."""
    if change.sort is Kind.FIGURE:
        return amount(tracker, tracker.figures[change.record], change.entry)
    if change.sort is Kind.ASKED_BEFORE:
        return title_of(tracker, "background", change.entry.background)
    if change.sort is Kind.ASKED:
        answered = change.entry.answered_on
        return f"it answered on {in_words(answered)}" if answered else "no answer so far"
    if change.sort is Kind.EDITED:
        return field_in_words(change.record_kind, change.entry.field)
    return after or "Background"


def field_in_words(kind: str, field: str) -> str:
    """The field of an edit by its title: `“Made on”`, `the test “duty-in-force”`, `“Conflicts” 1, “Why”`."""
    titles = [f"“{info.title or name}”" if info else name for name, info in steps_to(MODELS[kind], field)]
    if len(titles) > 1 and field.startswith("done_when."):
        titles[:2] = [f"the test “{field.split('.')[1]}”"]
    return ", ".join(titles)


def value_in_words(tracker: Tracker, kind: str, field: str, text: str) -> str:
    """A value of a field as a reader knows it: a date in words, the title of a code, the name of a record."""
    info = next((info for _, info in reversed(steps_to(MODELS[kind], field)) if info), None)
    if info is None or not text:
        return text
    return "; ".join(_known(tracker, info, part) for part in text.split("; "))


def _known(tracker: Tracker, info: FieldInfo, text: str) -> str:
    for marker in markers_of(info):
        if isinstance(marker, Coded):
            return title_of_code(tracker, marker.codelist, text)
        return title_of(tracker, marker.kind, text)
    try:
        return in_words(PartialDate(text)) if _is_date(info.annotation) else text
    except ValueError:
        return text


def _is_date(annotation: Any) -> bool:
    return annotation in (PartialDate, dt.date) or any(map(_is_date, get_args(annotation)))


def amount(tracker: Tracker, figure: Figure, item: Value) -> str:
    """A value with its qualifier and unit: `about 9,000 cases`, `£13,000,000`."""
    qualifier = tracker.codelists["qualifier"].meaning(item.qualifier)
    number = tracker.codelists["unit"].meaning(figure.unit).amount(f"{item.value:,f}")
    return number if qualifier.is_exact else f"{qualifier.title} {number}"


def described(tracker: Tracker, change: Change, entry: Entry) -> str:
    """What an entry says, in one line."""
    day = in_words(entry.about)
    if isinstance(entry, Assessment):
        return f"{title_of_code(tracker, 'delivery', entry.delivery)}, from {day}: {entry.reason}"
    if isinstance(entry, Response):
        note = f". {entry.note}" if entry.note else ""
        return f"{body_of(tracker, entry.body)}, {day}: {title_of_code(tracker, 'response', entry.response)}{note}"
    if isinstance(entry, OwnStatus):
        return f"{body_of(tracker, entry.body)}, {day}: “{entry.value}”"
    if isinstance(entry, Value):
        return f"{amount(tracker, tracker.figures[change.record], entry)}, {day}"
    if isinstance(entry, Due):
        return f"{entry.deadline} (given {day})"
    if isinstance(entry, Reply):
        return f"{day}: {entry.asked}" + (f" “{entry.quote}”" if entry.quote else "")
    return f"{day}: {getattr(entry, 'what', None) or getattr(entry, 'found', '')}"


def sentence(tracker: Tracker, change: Change) -> str:
    """The change as a line of text: the record, what changed, why, and on how much it rests."""
    told = words(tracker, change)
    moved = ""
    if told.after and (change.corrects or change.sort is Kind.EDITED):
        moved = f", from “{told.before}” to “{told.after}”" if told.before else f", now “{told.after}”"
    reason = f": {told.why}" if told.why else "."
    return f"{change.record}: {told.what}{moved}{reason}{_shown_by(change)}"


def _shown_by(change: Change) -> str:
    """On what it rests: ` (1 quote checked, 1 paraphrase)`."""
    quotes = sum(1 for item in change.evidence if item.quote)
    counts = ((quotes, "quote", " checked"), (len(change.evidence) - quotes, "paraphrase", ""))
    found = ", ".join(f"{count} {word}{'s' if count > 1 else ''}{more}" for count, word, more in counts if count)
    return f" ({found})" if found else ""
