"""Corrections: what puts a mistake right says what it puts right, and why, in words.

What an edit names is a field, and what is stored is what was said to be stored.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from macros.checks.differences import TakenBack, settled
from macros.checks.rule import Breach, RecordContext, did_you_mean, one_of, rule
from macros.model.entries import (
    Correction,
    DatedRecord,
    Edit,
    Entry,
    Moved,
    Stored,
    Withdrawal,
    entry_lists,
    name_of,
    targets,
)
from macros.model.reports import SiteWords
from macros.read.kinds import KIND_OF


def _lists(case: RecordContext) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    """Every list of entries of the record, by its name."""
    for field in entry_lists(type(case.record)) if isinstance(case.record, DatedRecord) else ():
        yield field, getattr(case.record, field)


@rule("COR001", "A correction names one entry of its list that no other one corrects, and that corrects nothing back.")
def corrections_name_one_entry(case: RecordContext) -> Iterator[Breach]:
    for field, entries in _lists(case):
        meant = dict(targets(entries))
        for index, others in meant.items():
            path = (field, index, "corrects", "entry")
            typed = entries[index].correction.entry  # type: ignore[union-attr]  # it corrects, or it would not be here
            if len(others) != 1:
                yield Breach(path, *_not_one(field, entries, index, typed, len(others)))
            elif (first := next(at for at, named in meant.items() if named == others)) != index:
                found = f"{typed!r} is corrected by {entries[first].key!r} already"
                fix = f"name {entries[first].key!r}, the entry that counts, instead"
                yield Breach(path, found, "an entry that nothing corrects yet", fix)
            elif index in _corrected_in_turn(index, meant):
                found = f"this entry and {typed!r} correct each other, directly or through others"
                yield Breach(path, found, "an entry that was there before", "remove `corrects` from the oldest of them")


def _corrected_in_turn(index: int, meant: dict[int, list[int]]) -> set[int]:
    """What an entry corrects, and what that corrects, and so on; an entry of a ring is among them itself."""
    found: set[int] = set()
    while len(meant.get(index, ())) == 1 and meant[index][0] not in found:
        index = meant[index][0]
        found.add(index)
    return found


def _not_one(field: str, entries: tuple[Entry, ...], index: int, typed: str, count: int) -> tuple[str, str, str]:
    others = [item for at, item in enumerate(entries) if at != index]
    called = [item.key for item in others if name_of(type(item), item) == typed]
    if count:
        return f"{count} entries are called {typed!r}", one_of(called), "write the key of the one that is meant"
    names = list(dict.fromkeys(name for item in others for name in (item.key, name_of(type(item), item))))
    found = f"no other entry of `{field}` is called {typed!r}"
    return found, one_of(names), did_you_mean(typed, names, "write the key of the entry")


@rule("COR002", "A correction is recorded on or after the day of the entry that it corrects.")
def corrections_come_later(case: RecordContext) -> Iterator[Breach]:
    for field, entries in _lists(case):
        for index, others in targets(entries):
            here, there = (entries[at].written for at in (index, others[0] if others else index))
            if here < there:
                found, path = (
                    f"recorded on {here}, before the entry that it corrects ({there})",
                    (field, index, "corrects"),
                )
                yield Breach(path, found, "the newer entry corrects the older one", "turn it round")


@rule("COR003", "A moved record names the record that it became, in the same folder.")
def moved_records_lead_somewhere(case: RecordContext) -> Iterator[Breach]:
    if not isinstance(case.record, Moved):
        return
    folder = case.document.id.partition("/")[0]
    there = case.whole.ids[KIND_OF[folder]]
    if case.record.moved_to not in there:
        found = f"there is no record {case.record.moved_to!r} in data/{folder}"
        fix = did_you_mean(case.record.moved_to, there, "write the id of the record that it became")
        yield Breach(("moved_to",), found, "an id of the same folder", fix)


@rule("COR004", "A stored text is the one whose hash its source names last.")
def stored_texts_have_their_hash(case: RecordContext) -> Iterator[Breach]:
    if not case.source or not case.source.stored:
        return
    text = case.tracker.texts.get(case.document.id) or case.tracker.fingerprints.get(case.document.id)
    here, named = sha256_of(text or ""), case.source.stored[-1].sha256
    if text is not None and here != named:
        found = f"the file in seeds has the hash {here}, and {named[:12]}… is named"
        fix = "restore the file; or, if the change is right, add an entry with this hash and the reason"
        yield Breach(("stored", len(case.source.stored) - 1, "sha256"), found, "the hash of the file", fix)


@rule("COR005", "An assessment that counts rests on events that count.")
def assessments_rest_on_what_counts(case: RecordContext) -> Iterator[Breach]:
    if not case.commitment or not case.in_force:
        return
    for index, assessment in enumerate(case.commitment.assessments):
        for number, name in enumerate(assessment.rests_on if assessment.corrected_by is None else ()):
            for entry in (*case.commitment.events, *case.commitment.responses):
                if entry.corrected_by is not None and name in (entry.key, getattr(entry, "id", "")):
                    found = f"{name!r} has been corrected by {entry.corrected_by!r}"
                    fix = "add an assessment that corrects this one and rests on the correcting entry"
                    yield Breach(("assessments", index, "rests_on", number), found, "an entry that counts", fix)


def sha256_of(text: str) -> str:
    """The hash by which a source names its stored text: of UTF-8 with plain line ends, on every system."""
    return hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()


_WORD = re.compile(r"[^\W\d_]{2,}")
_FEWEST_WORDS = 2
_WITH_A_REASON = frozenset({Edit, Correction, Withdrawal, Moved, Stored})


@rule("COR006", "Whoever puts something right says why, in words.")
def reasons_are_words(case: RecordContext) -> Iterator[Breach]:
    for path, part in case.parts:
        reason: str | None = part.reason if type(part) in _WITH_A_REASON else None  # type: ignore[attr-defined]
        if reason is not None and len(_WORD.findall(reason)) < _FEWEST_WORDS:
            expected = "a few words that say what was wrong"
            yield Breach((*path, "reason"), f"the reason is {reason!r}", expected, "write why it was changed")


@rule("COR007", "An edit names a field of the record, and what it was differs from what came after.")
def edits_change_something(case: RecordContext) -> Iterator[Breach]:
    record, typed = case.record, case.document.data.get("edits")
    if isinstance(record, DatedRecord) and isinstance(typed, list):
        model, values = type(record), settled(case.document.data, type(record))
        assert isinstance(values, dict)
        for index, found, expected in TakenBack(model, values, enumerate(typed), entry_lists(model)).unfounded:
            fix = "remove the edit, or name the field that it changed and what stood there"
            yield Breach(("edits", index), found, expected, fix)


@rule("COR008", "What every id is made of stays for ever; no edit changes it.")
def what_ids_are_made_of_stays(case: RecordContext) -> Iterator[Breach]:
    for index, edit in enumerate(case.record.edits if isinstance(case.record, SiteWords) else ()):
        if edit.field in ("slug", "since"):
            found = f"`{edit.field}` is part of every id in feeds, calendars and citations"
            fix = "restore it and take the edit away; the name of the site may change"
            yield Breach(("edits", index, "field"), found, "the value as it was first published", fix)
