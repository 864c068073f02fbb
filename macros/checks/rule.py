"""What a rule is: a generator of faults in one document, with a code and a sentence that says what must hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, Protocol, TypeVar

from macros.compose import FieldPath
from macros.model.base import Record
from macros.model.commitment import Commitment
from macros.model.evidence import Evidence
from macros.model.fields import marked, parts, texts, values_at
from macros.model.source import Source
from macros.model.tracker import MODELS, Tracker
from macros.problems import Problem, Severity
from macros.read import Document, place

Key = tuple[str, str]
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Fault:
    """One place where a rule does not hold. `fix` is the smallest change that mends it."""

    path: FieldPath
    found: str
    expected: str
    fix: str = ""


@dataclass(frozen=True, eq=False)
class Whole:
    """Everything that was read: the documents as typed, the records that have the right shape, and the day."""

    documents: tuple[Document, ...]
    records: Mapping[Key, Record]
    tracker: Tracker
    today: dt.date
    unread: tuple[Key, ...] = ()
    _found: dict[Any, Any] = field(default_factory=dict)

    def once(self, derive: Callable[[Whole], Found]) -> Found:
        """What a rule derives from everything, worked out for the first case and let go of with this."""
        if derive not in self._found:
            self._found[derive] = derive(self)
        found: Found = self._found[derive]
        return found

    @cached_property
    def ids(self) -> Mapping[str, Mapping[str, None]]:
        """All ids of each kind, in order, also of files that have faults of shape or cannot be read."""
        found: dict[str, dict[str, None]] = {kind: {} for kind in MODELS}
        for kind, name in self.unread:
            found[kind][name] = None
        for document in self.documents:
            found[document.kind][document.id] = None
        return found

    @cached_property
    def named(self) -> frozenset[Key]:
        """Every record that another record names."""
        return frozenset(key for document in self.documents for key in named_by(document))

    @cached_property
    def first_of_kind(self) -> Mapping[str, Document]:
        """The first document of each kind: where a fault of all of them is told once."""
        return {document.kind: document for document in reversed(self.documents)}


def named_by(document: Document) -> Iterator[Key]:
    """Kind and id of every other record that the document names."""
    for pattern, marker in marked(MODELS[document.kind]):
        kind = getattr(marker, "kind", "")
        for _, value in values_at(document.data, pattern) if kind else ():
            if (kind, value) != (document.kind, document.id):
                yield kind, value


@dataclass(frozen=True, eq=False)
class Case:
    """One document held against the rules, with everything around it."""

    whole: Whole
    document: Document

    @property
    def tracker(self) -> Tracker:
        """All records that have the right shape."""
        return self.whole.tracker

    @cached_property
    def record(self) -> Record | None:
        """The record in the document, when it has the right shape."""
        return self.whole.records.get((self.document.kind, self.document.id))

    @property
    def commitment(self) -> Commitment | None:
        """The same, when it is a commitment."""
        return self.record if isinstance(self.record, Commitment) else None

    @cached_property
    def in_force(self) -> Commitment | None:
        """The commitment with only the entries that count."""
        return self.commitment.in_force() if self.commitment else None

    @property
    def source(self) -> Source | None:
        """The same, when it is a source."""
        return self.record if isinstance(self.record, Source) else None

    @cached_property
    def texts(self) -> tuple[tuple[FieldPath, str], ...]:
        """Every text of the document as typed, with its path."""
        return tuple(texts(self.document.data))

    @cached_property
    def joined(self) -> str:
        """All texts, parted by a zero byte, which none may hold: a quick look whether a pattern occurs at all."""
        return "\0\n".join(text for _, text in self.texts)

    @cached_property
    def parts(self) -> tuple[tuple[FieldPath, Record], ...]:
        """The record and every record inside it, with their paths."""
        return tuple(parts(self.record))

    @cached_property
    def can_be_judged(self) -> bool:
        """Whether every source and code that a status is derived from is known; else another rule tells what is wrong.

        Without this, one mistake in a source would be told again for each record that cites it.
        """
        types, sources = self.tracker.codelists["source-type"].by_code, self.tracker.sources
        cited = [sources.get(evidence.source) for _, evidence in self.evidence]
        return all(source and source.type in types for source in cited) and self._has_known_codes()

    def _has_known_codes(self) -> bool:
        lists, commitment = self.tracker.codelists, self.commitment
        if commitment is None:
            return True
        return (
            commitment.kind in lists["commitment-kind"].by_code
            and all(event.type in lists["event-type"].by_code for event in commitment.events)
            and all(response.response in lists["response"].by_code for response in commitment.responses)
        )

    @cached_property
    def evidence(self) -> tuple[tuple[FieldPath, Evidence], ...]:
        """Every piece of evidence in the record, with its path."""
        # Its own type, and not `isinstance`: pydantic answers that twenty times as slowly.
        return tuple((path, part) for path, part in self.parts if type(part) is Evidence)


class Judged(Protocol):
    """What a rule looks at: something that knows the document in which a fault is told."""

    @property
    def document(self) -> Document:
        """Where the faults are."""


Subject = TypeVar("Subject", bound=Judged)


@dataclass(frozen=True, slots=True)
class Rule(Generic[Subject]):
    """A named rule. The statement says what must hold; the name is that of its function."""

    code: str
    name: str
    statement: str
    severity: Severity
    test: Callable[[Subject], Iterator[Fault]]

    def problems(self, subject: Subject) -> Iterator[Problem]:
        """Every fault of this rule, with its place in the file."""
        for fault in self.test(subject):
            where = place(subject.document, fault.path)
            yield Problem(where, self.code, fault.found, fault.expected, fault.fix, self.severity)


_made: dict[str, list[Rule[Any]]] = {}


def rule(
    code: str, statement: str, severity: Severity = Severity.ERROR
) -> Callable[[Callable[[Subject], Iterator[Fault]]], Rule[Subject]]:
    """Make a rule of a generator of faults, and a part of the family of its module."""

    def make(test: Callable[[Subject], Iterator[Fault]]) -> Rule[Subject]:
        made = Rule(code, getattr(test, "__name__", code).replace("_", "-"), statement, severity, test)
        _made.setdefault(test.__module__, []).append(made)
        return made

    return make


def advice(code: str, statement: str) -> Callable[[Callable[[Subject], Iterator[Fault]]], Rule[Subject]]:
    """Make a rule whose faults are shown and never block."""
    return rule(code, statement, Severity.ADVICE)


def family(*modules: str) -> tuple[Rule[Any], ...]:
    """Every rule that stands in the modules of these names, in the order of their codes."""
    return tuple(sorted((made for name in modules for made in _made.get(name, ())), key=lambda made: made.code))
