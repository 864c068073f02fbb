"""Corrections: what puts a mistake right says what it puts right, and what is stored is what was said to be stored."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from macros.checks.rule import Case, Fault, rule
from macros.checks.suggest import did_you_mean, one_of
from macros.model.corrections import Moved, in_force, targets
from macros.model.entries import APPEND_ONLY, name_of


@rule("COR001", "A correction names one other entry of its list, and one that does not correct it in turn.")
def corrections_name_one_entry(case: Case) -> Iterator[Fault]:
    for field in APPEND_ONLY.get(case.document.kind, ()) if case.record else ():
        entries: tuple[Any, ...] = getattr(case.record, field)
        meant = dict(targets(field, entries))
        for index, others in meant.items():
            path = (field, index, "corrects", "entry")
            typed = entries[index].corrects.entry
            if len(others) != 1:
                yield Fault(path, *_not_one(field, entries, index, typed, len(others)))
            elif index in meant.get(others[0], []):
                found = f"this entry and {typed!r} correct each other"
                yield Fault(path, found, "one of the two", "remove `corrects` from the older one")


def _not_one(field: str, entries: tuple[Any, ...], index: int, typed: str, count: int) -> tuple[str, str, str]:
    names = list(dict.fromkeys(name_of(field, item) for other, item in enumerate(entries) if other != index))
    if count:
        return f"{count} entries are called {typed!r}", "one of them", "add `number:` and which of them, counted from 1"
    found = f"no other entry of `{field}` is called {typed!r}"
    return found, one_of(names), did_you_mean(typed, names, "write the id of the event, or the date of the entry")


@rule("COR002", "A correction is recorded on or after the day of the entry that it corrects.")
def corrections_come_later(case: Case) -> Iterator[Fault]:
    for field in APPEND_ONLY.get(case.document.kind, ()) if case.record else ():
        entries: tuple[Any, ...] = getattr(case.record, field)
        for index, others in targets(field, entries):
            here, there = (_written_on(entries[at]) for at in (index, others[0] if others else index))
            if here < there:
                found = f"recorded on {here}, before the entry that it corrects ({there})"
                yield Fault(
                    (field, index, "corrects"), found, "the newer entry corrects the older one", "turn it round"
                )


def _written_on(entry: Any) -> Any:
    return entry.recorded if hasattr(entry, "recorded") else entry.date


@rule("COR003", "A moved record names the record that it became, in the same folder.")
def moved_records_lead_somewhere(case: Case) -> Iterator[Fault]:
    if not isinstance(case.record, Moved):
        return
    folder, _, _ = case.document.id.partition("/")
    there = [item.path.split("/")[-1].removesuffix(".yaml") for item in case.whole.documents if _is_in(item, folder)]
    if case.record.moved_to not in there:
        found = f"there is no record {case.record.moved_to!r} in data/{folder}"
        fix = did_you_mean(case.record.moved_to, there, "write the id of the record that it became")
        yield Fault(("moved_to",), found, "an id of the same folder", fix)


def _is_in(document: Any, folder: str) -> bool:
    return bool(document.path.startswith(f"data/{folder}/") and document.kind != "moved")


@rule("COR004", "A stored text is the one whose hash its source names last.")
def stored_texts_have_their_hash(case: Case) -> Iterator[Fault]:
    if not case.source or not case.source.stored:
        return
    text = case.tracker.held.get(case.document.id) or case.tracker.fingerprints.get(case.document.id)
    here, named = sha256_of(text or ""), case.source.stored[-1].sha256
    if text is not None and here != named:
        found = f"the file in seeds has the hash {here}, and {named[:12]}… is named"
        fix = "restore the file; or, if the change is right, add an entry with this hash and the reason"
        yield Fault(("stored", len(case.source.stored) - 1, "sha256"), found, "the hash of the file", fix)


@rule("COR005", "An assessment that counts rests on events that count.")
def assessments_rest_on_what_counts(case: Case) -> Iterator[Fault]:
    if not case.commitment:
        return
    counting = {event.id for event in in_force("events", case.commitment.events)}
    corrected = {event.id for event in case.commitment.events} - counting
    judged = in_force("assessments", case.commitment.assessments) if corrected else ()
    for index, assessment in enumerate(case.commitment.assessments):
        for number, event in enumerate(assessment.rests_on if assessment in judged else ()):
            if event in corrected:
                found = f"{event!r} has been corrected by another event"
                fix = "add an assessment that corrects this one and rests on the correcting event"
                yield Fault(("assessments", index, "rests_on", number), found, "an event that counts", fix)


def sha256_of(text: str) -> str:
    """The hash by which a source names its stored text: of UTF-8 with plain line ends, on every system."""
    return hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()


RULES = (
    corrections_name_one_entry,
    corrections_come_later,
    moved_records_lead_somewhere,
    stored_texts_have_their_hash,
    assessments_rest_on_what_counts,
)
