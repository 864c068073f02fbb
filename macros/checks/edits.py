"""What an edit and a reason must hold, whatever the record said before."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.checks.differences import settled
from macros.checks.rule import Case, Fault, rule
from macros.checks.taken_back import TakenBack
from macros.model.corrections import Edit, Moved, Stored, Withdrawal
from macros.model.entries import Correction, DatedRecord, entry_lists

_WORD = re.compile(r"[^\W\d_]{2,}")
_FEWEST_WORDS = 2
_WITH_A_REASON = frozenset({Edit, Correction, Withdrawal, Moved, Stored})


@rule("COR006", "Whoever puts something right says why, in words.")
def reasons_are_words(case: Case) -> Iterator[Fault]:
    for path, part in case.parts:
        reason: str | None = part.reason if type(part) in _WITH_A_REASON else None  # type: ignore[attr-defined]
        if reason is not None and len(_WORD.findall(reason)) < _FEWEST_WORDS:
            expected = "a few words that say what was wrong"
            yield Fault((*path, "reason"), f"the reason is {reason!r}", expected, "write why it was changed")


@rule("COR007", "An edit names a field of the record, and what it was differs from what came after.")
def edits_change_something(case: Case) -> Iterator[Fault]:
    record, typed = case.record, case.document.data.get("edits")
    if isinstance(record, DatedRecord) and isinstance(typed, list):
        model = type(record)
        values = settled(case.document.data, model)
        lists = entry_lists(model)
        taken = TakenBack(model, values if isinstance(values, dict) else {}, enumerate(typed), lists)
        for index, found, expected in taken.unfounded:
            fix = "remove the edit, or name the field that it changed and what stood there"
            yield Fault(("edits", index), found, expected, fix)
