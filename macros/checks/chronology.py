"""Time: lists run from old to new, nothing lies in the future, and no source is older than what it shows."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from macros.checks.rule import Case, Fault, rule
from macros.compose import FieldPath
from macros.dates import PartialDate
from macros.model.base import Record
from macros.model.fields import parts
from macros.read import Document

_ORDERED_BY = {
    "responses": "date",
    "events": "date",
    "assessments": "date",
    "searches": "date",
    "values": "date",
    "due": "announced",
}
_HAPPENED = ("date", "announced", "recorded", "made_date", "issued", "accessed", "checked_on")
_MAY_LIE_AHEAD = ("Due",)
_MORE_EXACT = re.compile(r"[0-9]{2}-")


def _records(case: Case) -> Iterator[tuple[Document, Record]]:
    tracker = case.tracker
    for kind, records in (
        ("commitment", tracker.commitments),
        ("background", tracker.background),
        ("figure", tracker.figures),
        ("source", tracker.sources),
    ):
        for name, record in records.items():
            yield case.document(kind, name), record
    if tracker.helplines:
        yield case.document("helplines", "helplines"), tracker.helplines


@rule("CHR001", "Dated lists run from the oldest entry to the newest.")
def lists_run_forward(case: Case) -> Iterator[Fault]:
    for document, record in _records(case):
        for name, date in _ORDERED_BY.items():
            entries = getattr(record, name, None) or ()
            days = [_first(getattr(entry, date, None)) for entry in entries]
            for index in range(1, len(days)):
                before, here = days[index - 1], days[index]
                if before and here and here < before:
                    found = f"{getattr(entries[index], date)} stands after {getattr(entries[index - 1], date)}"
                    yield Fault(document, (name, index, date), found, "the oldest entry first", "move the entry up")


@rule("CHR002", "Nothing that has happened lies in the future.")
def nothing_is_in_the_future(case: Case) -> Iterator[Fault]:
    for document, record in _records(case):
        for path, part in parts(record):
            for name in _HAPPENED:
                day = _first(getattr(part, name, None))
                if day and day > case.today and not (name == "date" and type(part).__name__ in _MAY_LIE_AHEAD):
                    found = f"{getattr(part, name)} lies after today, {case.today}"
                    fix = "correct the year; a promised date belongs under `due`"
                    yield Fault(document, (*path, name), found, "a date up to today", fix)


@rule("CHR003", "An entry is recorded on or after the date that it is about.")
def recorded_after_it_happened(case: Case) -> Iterator[Fault]:
    for document, record in _records(case):
        for path, part in parts(record):
            recorded = getattr(part, "recorded", None)
            about = _first(getattr(part, "announced", None) or getattr(part, "date", None))
            if recorded and about and recorded < about:
                found = f"recorded on {recorded}, before {about}"
                yield Fault(
                    document, (*path, "recorded"), found, "the day on which it was written", "correct one of the dates"
                )


@rule("CHR004", "A source's id begins with its date of issue, or with `undated`.")
def ids_of_sources_begin_with_their_date(case: Case) -> Iterator[Fault]:
    for name, source in case.tracker.sources.items():
        wanted = str(source.issued) if source.issued else "undated"
        rest = name.removeprefix(f"{wanted}-")
        if rest == name or _MORE_EXACT.match(rest):
            document = case.document("source", name)
            yield Fault(
                document,
                ("issued",),
                f"issued is {wanted}",
                f"an id that begins with {wanted}-",
                "rename the file or correct the date",
            )


@rule("CHR005", "A source is not older than what it is evidence of.")
def sources_are_not_older_than_their_event(case: Case) -> Iterator[Fault]:
    for document, record in _records(case):
        for path, part in parts(record):
            happened = _first(getattr(part, "date", None))
            if not happened or type(part).__name__ in _MAY_LIE_AHEAD:
                continue
            for index, item in enumerate(getattr(part, "evidence", ())):
                source = case.tracker.sources.get(item.source)
                if source and source.issued and source.issued.last < happened:
                    yield _older(document, (*path, "evidence", index, "source"), str(source.issued), str(part.date))  # type: ignore[attr-defined] # parts are told apart by their fields


def _older(document: Document, path: FieldPath, issued: str, happened: str) -> Fault:
    found = f"the source was issued on {issued}, before {happened}"
    return Fault(document, path, found, "a source of that date or later", "correct the date, or cite a later source")


@rule("CHR006", "A due date that replaces another one names a date that was given before.")
def replaced_dates_were_given(case: Case) -> Iterator[Fault]:
    for name, commitment in case.tracker.commitments.items():
        for index, due in enumerate(commitment.due):
            earlier = [str(item.date) for item in commitment.due[:index]]
            if due.replaces and str(due.replaces) not in earlier:
                expected = f"one of: {', '.join(earlier)}" if earlier else "an earlier entry; this is the first"
                path = ("due", index, "replaces")
                yield Fault(
                    case.document("commitment", name),
                    path,
                    f"{due.replaces} was not given before",
                    expected,
                    "correct it or remove the line",
                )


def _first(value: Any) -> dt.date | None:
    if isinstance(value, PartialDate):
        return value.first
    return value if isinstance(value, dt.date) else None


RULES = (
    lists_run_forward,
    nothing_is_in_the_future,
    recorded_after_it_happened,
    ids_of_sources_begin_with_their_date,
    sources_are_not_older_than_their_event,
    replaced_dates_were_given,
)
