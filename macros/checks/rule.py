"""What a rule is: a generator of faults in one document, with a code and a sentence that says what must hold.

With it stands what rules share: the document that they look at and everything around it, the hints `did you mean …?`
and `one of: …`, and which documents a set of files touches.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any, Generic, Protocol, Self, TypeVar

from macros.model.base import Coded, Record
from macros.model.commitment import Commitment
from macros.model.evidence import Evidence, Source
from macros.model.fields import marked, parts, texts, values_at
from macros.model.levels import can_be_judged
from macros.model.tracker import MODELS, Tracker
from macros.read.files import Document, place
from macros.read.kinds import FOLDERS
from macros.read.problems import Problem, Severity
from macros.read.yaml import FieldPath

_NUMBER = re.compile(r"\d+")
# Every text is held against these.
_FOR_ALL = frozenset({"data/office-holders.yaml", "data/proper-names.yaml", "data/policy.yaml"})
Key = tuple[str, str]
Found = TypeVar("Found")


def one_of(values: Iterable[str]) -> str:
    """The allowed values, in their order; a long list is cut."""
    values = list(values)
    shown = ", ".join(values[:24])
    return f"one of: {shown}" + (f", … ({len(values)} in all)" if len(values) > 24 else "")


def _differs_by_number(found: str, value: str) -> bool:
    """Whether two ids are alike but for a number: `bridge-10` is never what was meant by `bridge-05`."""
    return found != value and _NUMBER.search(found) is not None and _NUMBER.sub("", found) == _NUMBER.sub("", value)


def did_you_mean(found: str, values: Iterable[str], otherwise: str) -> str:
    """The allowed value that is closest to what was typed, or another hint when none is close."""
    folded = {value.lower().replace("_", "-"): value for value in values if not _differs_by_number(found, value)}
    near = difflib.get_close_matches(found.lower().replace("_", "-").replace(" ", "-"), folded, 1, 0.6)
    return f"did you mean {folded[near[0]]!r}?" if near else otherwise


@dataclass(frozen=True, slots=True)
class Breach:
    """One place where a rule does not hold. `fix` is the smallest change that mends it."""

    path: FieldPath
    found: str
    expected: str
    fix: str = ""


class Context:
    """Keeps what several rules derive from it, and lets go of that with itself."""

    @cached_property
    def _found(self) -> dict[Any, Any]:
        return {}

    def cached(self, derive: Callable[[Self], Found]) -> Found:
        """What is derived from this, worked out for the first rule that asks."""
        if derive not in self._found:
            self._found[derive] = derive(self)
        found: Found = self._found[derive]
        return found


@dataclass(frozen=True, eq=False)
class RuleContext(Context):
    """Everything that was read: the documents as typed, the records that have the right shape, and the day."""

    documents: tuple[Document, ...]
    records: Mapping[Key, Record]
    tracker: Tracker
    today: dt.date
    unread: tuple[Key, ...] = ()

    @cached_property
    def ids(self) -> Mapping[str, Mapping[str, None]]:
        """All ids of each kind, in order, also of files that have faults of shape or cannot be read."""
        found: dict[str, dict[str, None]] = {kind: {} for kind in MODELS}
        for kind, name in (*self.unread, *((document.kind, document.id) for document in self.documents)):
            found[kind][name] = None
        return found

    @cached_property
    def named(self) -> frozenset[Key]:
        """Every record that another record names."""
        return frozenset(key for document in self.documents for key in named_by(document))

    @cached_property
    def first_of_kind(self) -> Mapping[str, Document]:
        """The first document of each kind: where a fault of all of them is given once."""
        return {document.kind: document for document in reversed(self.documents)}


def named_by(document: Document) -> Iterator[Key]:
    """Kind and id of every other record that the document names."""
    for pattern, marker in marked(MODELS[document.kind]):
        kind = getattr(marker, "kind", "")
        for _, value in values_at(document.data, pattern) if kind else ():
            if (kind, value) != (document.kind, document.id):
                yield kind, value


@dataclass(frozen=True, eq=False)
class RecordContext:
    """One document held against the rules, with everything around it."""

    whole: RuleContext
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
        """The commitment with only the entries that count, and with the events that it shares with others."""
        return self.tracker.commitments[self.document.id].in_force() if self.commitment else None

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
        return self.commitment is not None and can_be_judged(self.tracker, self.commitment)

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
    test: Callable[[Subject], Iterator[Breach]]

    def problems(self, subject: Subject) -> Iterator[Problem]:
        """Every fault of this rule, with its place in the file."""
        for fault in self.test(subject):
            where = place(subject.document, fault.path)
            yield Problem(where, self.code, fault.found, fault.expected, fault.fix, self.severity)


_made: list[Rule[Any]] = []


def rule(
    code: str, statement: str, severity: Severity = Severity.ERROR
) -> Callable[[Callable[[Subject], Iterator[Breach]]], Rule[Subject]]:
    """Make a rule of a generator of faults, and a part of the family of its letters."""

    def make(test: Callable[[Subject], Iterator[Breach]]) -> Rule[Subject]:
        made = Rule(code, getattr(test, "__name__", code).replace("_", "-"), statement, severity, test)
        _made.append(made)
        return made

    return make


def advice(code: str, statement: str) -> Callable[[Callable[[Subject], Iterator[Breach]]], Rule[Subject]]:
    """Make a rule whose faults are shown and never block."""
    return rule(code, statement, Severity.ADVICE)


def family(letters: str) -> tuple[Rule[Any], ...]:
    """Every rule whose code begins with these letters, in the order of their codes."""
    return tuple(sorted((made for made in _made if made.code.startswith(letters)), key=lambda made: made.code))


def touched(documents: Iterable[Document], paths: Iterable[str]) -> frozenset[str]:
    """The paths themselves, the record of each stored text among them, and every record that names one of these."""
    documents, given = tuple(documents), set(paths)
    given |= {f"data/sources/{PurePosixPath(path).stem}.yaml" for path in given if path.startswith("seeds/")}
    keys = {path.removeprefix("data/").removesuffix(".yaml") for path in given}
    return frozenset(given).union(
        document.path for document in documents if given & _FOR_ALL or keys & _depends_on(document)
    )


def _depends_on(document: Document) -> set[str]:
    """Folder and id of everything that the document names, its vocabularies included."""
    named = {f"{FOLDERS[kind]}/{name}" for kind, name in named_by(document) if kind in FOLDERS}
    marks = (marker for _, marker in marked(MODELS[document.kind]))
    return named | {f"codelists/{marker.codelist}" for marker in marks if isinstance(marker, Coded)}
