"""What a rule is: a generator of faults with a code and a sentence that says what must hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from macros.compose import FieldPath
from macros.model.tracker import Tracker
from macros.problems import Problem, Severity
from macros.read import Document, place

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Fault:
    """One place where a rule does not hold. `fix` is the smallest change that mends it."""

    document: Document
    path: FieldPath
    found: str
    expected: str
    fix: str = ""


@dataclass(frozen=True)
class Case:
    """All that a rule may look at: the documents as typed, the records that have the right shape, and the day."""

    documents: tuple[Document, ...]
    by_key: Mapping[Key, Document]
    tracker: Tracker
    today: dt.date

    def document(self, kind: str, record_id: str) -> Document:
        """The file behind a record of the tracker."""
        return self.by_key[(kind, record_id)]

    def ids(self, kind: str) -> list[str]:
        """All ids of a kind, also of files that have faults of shape."""
        return [document.id for document in self.documents if document.kind == kind]


Test = Callable[[Case], Iterator[Fault]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named rule. The statement says what must hold; the name is that of its function."""

    code: str
    name: str
    statement: str
    severity: Severity
    test: Test

    def problems(self, case: Case) -> Iterator[Problem]:
        """Every fault of this rule, with its place in the file."""
        for fault in self.test(case):
            where = place(fault.document, fault.path)
            yield Problem(where, self.code, fault.found, fault.expected, fault.fix, self.severity)


def rule(code: str, statement: str, severity: Severity = Severity.ERROR) -> Callable[[Test], Rule]:
    """Make a rule of a generator of faults."""

    def make(test: Test) -> Rule:
        return Rule(code, getattr(test, "__name__", code).replace("_", "-"), statement, severity, test)

    return make


def advice(code: str, statement: str) -> Callable[[Test], Rule]:
    """Make a rule whose faults are shown and never block."""
    return rule(code, statement, Severity.ADVICE)
