"""The faults of a check for other readers than people: annotations of GitHub, and JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from macros.read.problems import Problem, Severity, errors

_LEVELS = {Severity.ERROR: "error", Severity.ADVICE: "notice"}


def as_github(problems: Iterable[Problem]) -> str:
    """One workflow command a fault; GitHub shows it at the changed line, and only the first ten of each kind a step."""
    return "\n".join(map(_annotation, problems))


def _annotation(problem: Problem) -> str:
    where = problem.place
    properties = {"file": where.path, "line": where.line, "col": where.column, "title": problem.code}
    listed = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    words = [f"{where.field}: {problem.found}" if where.field else problem.found, f"expected: {problem.expected}"]
    message = "\n".join([*words, f"fix: {problem.fix}"] if problem.fix else words)
    return f"::{_LEVELS[problem.severity]} {listed}::{_data(message)}"


def _data(text: str) -> str:
    """Text behind `::`, in which a line break would end the command and begin another one."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_json(problems: Iterable[Problem], compared_with: str | None) -> str:
    """The faults in their order. The shape is promised: fields may be added, and none changes or goes in version 1."""
    problems = tuple(problems)
    wrong = len(errors(problems))
    whole: dict[str, Any] = {
        "version": 1,
        "errors": wrong,
        "advice": len(problems) - wrong,
        "compared_with": compared_with,
        "problems": [_fields(problem) for problem in problems],
    }
    return json.dumps(whole, indent=2, ensure_ascii=False)


def _fields(problem: Problem) -> dict[str, Any]:
    where = problem.place
    return {
        "path": where.path,
        "line": where.line,
        "column": where.column,
        "field": where.field,
        "code": problem.code,
        "severity": problem.severity.value,
        "found": problem.found,
        "expected": problem.expected,
        "fix": problem.fix,
    }
