"""Time: lists run from old to new, nothing lies in the future, and no source is older than what it shows."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from macros.checks.rule import Breach, RecordContext, rule
from macros.model.commitment import Due
from macros.model.dates import PartialDate
from macros.model.entries import entry_lists
from macros.model.fields import fields_among
from macros.model.records import Body

_HAPPENED = (
    *("date", "announced", "recorded", "made_date", "issued", "published"),
    *("accessed", "checked_on", "answered_on", "settled"),
)
_MORE_EXACT = re.compile(r"[0-9]{2}-")


@rule("CHR001", "Dated lists run from the oldest entry to the newest.")
def lists_run_forward(case: RecordContext) -> Iterator[Breach]:
    record = case.record
    for name, model in entry_lists(type(record)).items() if record else ():
        for index, (before, here) in enumerate(pairwise(getattr(record, name)), 1):
            if here.about.first < before.about.first:
                found = f"{here.about} stands after {before.about}"
                yield Breach((name, index, model.DATED_BY), found, "the oldest entry first", "move the entry up")


@rule("CHR002", "Nothing that has happened lies in the future.")
def nothing_is_in_the_future(case: RecordContext) -> Iterator[Breach]:
    today = case.whole.today
    for path, part in case.parts:
        for name in fields_among(type(part), _HAPPENED):
            day = _first(getattr(part, name))
            if day and day > today and not (name == "date" and isinstance(part, Due)):
                found, fix = (
                    f"{getattr(part, name)} lies after today, {today}",
                    "correct the year; a promised date belongs under `due`",
                )
                yield Breach((*path, name), found, "a date up to today", fix)


@rule("CHR003", "An entry is recorded on or after the date that it is about.")
def recorded_after_it_happened(case: RecordContext) -> Iterator[Breach]:
    for path, part in case.parts:
        if fields_among(type(part), ("recorded",)):
            recorded: dt.date | None = part.recorded  # type: ignore[attr-defined] # told apart by its fields
            about = _first(part.announced if isinstance(part, Due) else getattr(part, "date", None))
            if about and recorded and recorded < about:
                found = f"recorded on {recorded}, before {about}"
                yield Breach((*path, "recorded"), found, "the day on which it was written", "correct one of the dates")


@rule("CHR004", "A source's id begins with its date of issue, or with `undated`.")
def ids_of_sources_begin_with_their_date(case: RecordContext) -> Iterator[Breach]:
    if not case.source:
        return
    name, wanted = case.document.id, str(case.source.issued) if case.source.issued else "undated"
    rest = name.removeprefix(f"{wanted}-")
    if rest == name or _MORE_EXACT.match(rest):
        expected = f"an id that begins with {wanted}-"
        yield Breach(("issued",), f"issued is {wanted}", expected, "rename the file or correct the date")


@rule("CHR005", "A source is not older than what it is evidence of.")
def sources_are_not_older_than_their_event(case: RecordContext) -> Iterator[Breach]:
    for path, part in case.parts:
        if isinstance(part, Due) or len(fields_among(type(part), ("date", "evidence"))) < 2:
            continue
        happened = _first(getattr(part, "date", None))
        for index, item in enumerate(getattr(part, "evidence", ())):
            source = case.tracker.sources.get(item.source)
            if happened and source and source.issued and source.issued.last < happened:
                found = f"the source was issued on {source.issued}, before {happened}"
                fix = "correct the date, or cite a later source"
                yield Breach((*path, "evidence", index, "source"), found, "a source of that date or later", fix)


@rule("CHR006", "A due date that replaces another one names a date that was given before and still counts.")
def replaced_dates_were_given(case: RecordContext) -> Iterator[Breach]:
    dues = case.commitment.due if case.commitment else ()
    for index, due in enumerate(dues):
        earlier = [str(item.date) for item in dues[:index] if item.corrected_by is None]
        if due.replaces and due.corrected_by is None and str(due.replaces) not in earlier:
            expected = f"one of: {', '.join(earlier)}" if earlier else "an earlier entry; this is the first"
            found = f"{due.replaces} was not given before"
            yield Breach(("due", index, "replaces"), found, expected, "correct it or remove the line")


@rule("CHR007", "A body's answer to our question has its day and its words, and comes after the question.")
def answers_follow_questions(case: RecordContext) -> Iterator[Breach]:
    for index, reply in enumerate(case.record.replies if isinstance(case.record, Body) else ()):
        if (reply.answered_on is None) != (reply.quote is None):
            found = "an answer without its day" if reply.quote else "a day without an answer"
            expected = "both `answered_on` and `quote`, or neither"
            yield Breach(("replies", index), found, expected, "add the other one, or remove both")
        elif reply.answered_on and reply.answered_on < reply.date:
            found = f"answered on {reply.answered_on}, before it was asked on {reply.date}"
            path = ("replies", index, "answered_on")
            yield Breach(path, found, "a day on or after the question", "correct one of the dates")


def _first(value: Any) -> dt.date | None:
    if isinstance(value, PartialDate):
        return value.first
    return value if isinstance(value, dt.date) else None
