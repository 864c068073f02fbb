"""A fault in the data, as a contributor reads it, and the one exception that carries all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

LONGEST_REPEATED = 80


def printable(text: str) -> str:
    """The text with an escape for each character that nobody sees: what is repeated can forge no line of a report."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)


def repeated(value: object) -> str:
    """What was typed, in quotation marks, for a message; a long value is cut."""
    text = repr(value)
    return text if len(text) <= LONGEST_REPEATED else f"{text[:LONGEST_REPEATED]}…"


class Severity(StrEnum):
    """How much a fault matters: an error stops the build, advice is shown and never blocks."""

    ERROR = "error"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: a path relative to the project, a line and a column counted from 1.

    `field` is the dotted path inside the file, such as `events[1].date`; it is empty for the whole file.
    """

    path: str
    line: int = 1
    column: int = 1
    field: str = ""

    def __post_init__(self) -> None:
        """Names of files and keys are typed by people too."""
        object.__setattr__(self, "path", printable(self.path))
        object.__setattr__(self, "field", printable(self.field))

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}:"
        return f"{place} {self.field}:" if self.field else place


@dataclass(frozen=True, slots=True)
class Problem:
    """One broken rule: its code, what was found, what is expected, and the smallest change that mends it."""

    place: Place
    code: str
    found: str
    expected: str
    fix: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        lines = [f"{self.place} {self.code} {self.found}", f"  expected: {self.expected}"]
        if self.severity is Severity.ADVICE:
            lines[0] = f"{self.place} advice {self.code} {self.found}"
        return "\n".join(map(printable, [*lines, f"  fix: {self.fix}"] if self.fix else lines))


class DataError(Exception):
    """The data break at least one rule; `problems` holds every fault that was found, never only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__(report(self.problems))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort by file, line and column, and drop exact repeats."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: (problem.place, problem.code, problem.found)))


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Only the faults that stop a build."""
    return tuple(problem for problem in problems if problem.severity is Severity.ERROR)


def report(problems: Iterable[Problem]) -> str:
    """Word all faults, one after the other, and close with their number."""
    problems = tuple(problems)
    wrong = len(errors(problems))
    advice = len(problems) - wrong
    count = f"{wrong} {'error' if wrong == 1 else 'errors'}"
    count += f", {advice} of advice" if advice else ""
    return "\n".join([*map(str, problems), count])
