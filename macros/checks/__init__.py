"""Every rule in order, and the one way from files to a tracker that can be trusted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from macros.checks import (
    append_only,
    chronology,
    corrections,
    evidence,
    house_style,
    privacy,
    references,
    shape,
    status,
)
from macros.checks.migrations import carried
from macros.checks.rule import RecordContext, Rule, RuleContext, family
from macros.model.tracker import Tracker, with_shared_events
from macros.model.vocabulary import Codelist
from macros.read.files import Reading, read
from macros.read.kinds import KIND_OF, SINGLES
from macros.read.problems import DataError, Problem, errors, in_order

# A rule is asked because it stands in one of these.
_MODULES = (references, chronology, evidence, status, corrections, privacy, house_style)
_LETTERS = {
    "codelists": "COD",
    "references": "REF",
    "chronology": "CHR",
    "evidence": "EVD",
    "status": "STA",
    "corrections": "COR",
    "privacy": "PRV",
    "house style": "STY",
}
FAMILIES: dict[str, tuple[Rule[RecordContext], ...]] = {title: family(letters) for title, letters in _LETTERS.items()}
# Held against an earlier revision, by `tracker check --against`.
HISTORY: dict[str, tuple[Rule[Any], ...]] = {"append-only": append_only.RULES}
_MANY = {**KIND_OF, "moved": "moved"}
_WITHOUT_VOCABULARY = ("codelists", "references")
# Without these the rules on status and evidence have nothing to go by.
_NEEDED_CODELISTS = ("delivery", "commitment-kind", "source-type", "event-type", "response", "confirmation", "stance")


def check(root: Path, today: dt.date, *, is_earlier: bool = False) -> tuple[Tracker, tuple[Problem, ...]]:
    """Read everything below the root and hold it against every rule. All faults come at once, sorted.

    The records of the tracker hold the entries in force; their `as_written` has the corrected ones, too. A revision
    that `is_earlier` is led to the shape of today first.
    """
    reading = carried(read(root)) if is_earlier else read(root)
    records, problems = shape.built(reading.documents)
    tracker = _tracker(records, reading)
    dated = (*tracker.commitments.values(), *tracker.events.values())
    for record in dated if any(tracker.first_ids.values()) else ():
        record.name_entries(tracker.first_ids)  # a key that names another record keeps the first id of that record
    by_key = {(kind, name): record for kind, items in records.items() for name, record in items.items()}
    whole = RuleContext(reading.documents, by_key, tracker, today, reading.unread)
    return tracker.in_force(), in_order([*reading.problems, *problems, *_broken_rules(whole)])


def _broken_rules(whole: RuleContext) -> Iterator[Problem]:
    ready = _has_vocabulary(whole.tracker)
    rules = [rule for name, family in FAMILIES.items() if ready or name in _WITHOUT_VOCABULARY for rule in family]
    for document in whole.documents:
        case = RecordContext(whole, document)
        for rule in rules:
            yield from rule.problems(case)
    yield from references.texts_without_a_source(whole)
    yield from references.site_has_words(whole)


def load(root: Path, today: dt.date) -> Tracker:
    """The tracker below the root.

    Raises:
        DataError: at least one rule is broken; it carries every fault that was found.
    """
    tracker, problems = check(root, today)
    if errors(problems):
        raise DataError(errors(problems))
    return tracker


def vocabularies(root: Path) -> dict[str, Codelist]:
    """The codelists below the root, whatever is wrong with the records.

    Raises:
        DataError: one of them cannot be read, or does not have its shape.
    """
    reading = read(root)
    records, problems = shape.built(tuple(item for item in reading.documents if item.kind == "codelist"))
    unread = [problem for problem in reading.problems if problem.place.path.startswith("data/codelists/")]
    if wrong := errors(in_order([*unread, *problems])):
        raise DataError(wrong)
    return cast(dict[str, Codelist], records["codelist"])


def _has_vocabulary(tracker: Tracker) -> bool:
    """Whether every code that a status follows from is there and has a meaning."""
    return tracker.policy is not None and all(
        name in tracker.codelists and references.is_complete(tracker.codelists[name], name)
        for name in _NEEDED_CODELISTS
    )


def _tracker(records: dict[str, dict[str, Any]], reading: Reading) -> Tracker:
    many: dict[str, Any] = {field: records[kind] for field, kind in _MANY.items()}
    many["commitments"] = with_shared_events(many["commitments"], many["events"])
    singles: dict[str, Any] = {field: records[kind][kind] for kind, field in SINGLES.items() if records[kind]}
    return Tracker(**many, **singles, texts=reading.seeds, fingerprints=reading.fingerprints)
