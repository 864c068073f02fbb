"""Every rule in order, and the one way from files to a tracker that can be trusted."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from macros.checks import chronology, codelists, evidence, house_style, privacy, references, shape, status
from macros.checks.rule import Case, Rule
from macros.model.tracker import Tracker
from macros.problems import DataError, Problem, errors, in_order
from macros.read import Reading, read

FAMILIES: dict[str, tuple[Rule, ...]] = {
    "codelists": codelists.RULES,
    "references": references.RULES,
    "chronology": chronology.RULES,
    "evidence": evidence.RULES,
    "status": status.RULES,
    "privacy": privacy.RULES,
    "house style": house_style.RULES,
}
_SINGLES = {"office_holders": "office-holders", "proper_names": "proper-names", "helplines": "helplines"}
_MANY = {
    "commitments": "commitment",
    "background": "background",
    "sources": "source",
    "bodies": "body",
    "themes": "theme",
    "figures": "figure",
    "codelists": "codelist",
}
# Without these the rules on status and evidence have nothing to go by.
_NEEDED_CODELISTS = ("delivery", "commitment-kind", "source-type", "event-type", "response", "confirmation")


def check(root: Path, today: dt.date) -> tuple[Tracker, tuple[Problem, ...]]:
    """Read everything below the root and hold it against every rule. All faults come at once, sorted."""
    reading = read(root)
    records, problems = shape.built(reading.documents)
    tracker = _tracker(records, reading)
    case = Case(reading.documents, {(item.kind, item.id): item for item in reading.documents}, tracker, today)
    found = [*reading.problems, *problems]
    for name, rules in FAMILIES.items():
        if name in ("codelists", "references") or _has_vocabulary(tracker):
            found += [problem for rule in rules for problem in rule.problems(case)]
    return tracker, in_order(found)


def load(root: Path, today: dt.date) -> Tracker:
    """The tracker below the root.

    Raises:
        DataError: at least one rule is broken; it carries every fault that was found.
    """
    tracker, problems = check(root, today)
    if errors(problems):
        raise DataError(errors(problems))
    return tracker


def _has_vocabulary(tracker: Tracker) -> bool:
    return all(name in tracker.codelists for name in _NEEDED_CODELISTS)


def _tracker(records: dict[str, dict[str, Any]], reading: Reading) -> Tracker:
    many: dict[str, Any] = {field: records[kind] for field, kind in _MANY.items()}
    singles: dict[str, Any] = {field: records[kind].get(kind) for field, kind in _SINGLES.items()}
    return Tracker(**many, **singles, held=reading.seeds)
