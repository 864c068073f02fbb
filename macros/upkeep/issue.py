"""The text of the weekly issue, empty when nothing needs a look. Words of other servers stand in it as inert text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from macros.derive.state import Outcome, State
from macros.derive.worklist import Task, tasks
from macros.inert import inert
from macros.model.dates import in_words
from macros.upkeep.links import Drift, Finding

COMING_DAYS = 30
_MOST = 60


@dataclass(frozen=True, slots=True)
class Seen:
    """What the visits showed: dead links, pages that could not be looked at, drifted quotes, and how many links."""

    dead: tuple[Finding, ...]
    closed: tuple[Finding, ...]
    drifts: tuple[Drift, ...]
    links: int


def text(seen: Seen, states: Mapping[str, State], day: dt.date) -> str:
    """The whole issue, or nothing. Pages that only could not be looked at are no reason to open one."""
    due = [task for task in tasks(states) if task.is_due]
    coming, passed = list(_coming(states, day)), list(_passed(states, day))
    if not (seen.dead or seen.drifts or due or coming or passed):
        return ""
    parts = [
        f"As of {in_words(day)}. This issue is written anew every week, and closed when there is nothing to do.",
        *_section("Links without an answer", map(_finding, seen.dead)),
        *_section("Quotes that their page does not hold any longer", map(_drift, seen.drifts)),
        *_section("Due a check, longest first", map(_task, due)),
        *_section(f"Dates in the next {COMING_DAYS} days", coming),
        *_section("Dates that passed in the last week", passed),
        *_section("Could not be looked at by a program", map(_finding, seen.closed)),
        f"{seen.links} addresses were visited. How to go on: docs/contribute/review-a-change.md, “Every week”.",
    ]
    return "\n\n".join(parts) + "\n"


def _section(title: str, lines: Iterable[str]) -> Iterable[str]:
    lines = list(lines)
    if lines:
        rest = [f"- … and {len(lines) - _MOST} more"] if len(lines) > _MOST else []
        yield f"## {title} ({len(lines)})"
        yield "\n".join([*(f"- [ ] {line}" for line in lines[:_MOST]), *rest])


def _finding(finding: Finding) -> str:
    files = ", ".join(f"`{file}`" for file in finding.link.files)
    return f"{inert(finding.link.address)}: {inert(finding.reason)}. In {files}"


def _drift(drift: Drift) -> str:
    quotes = "; ".join(f"“{inert(quote, 160)}”" for quote in drift.quotes)
    return f"`data/sources/{drift.source}.yaml`, {inert(drift.address)}: {quotes}"


def _task(task: Task) -> str:
    since = f"since {in_words(task.due)}" if task.due else "never checked"
    return f"`data/commitments/{task.record}.yaml`, {since}: {inert(task.state.commitment.title)}"


def _coming(states: Mapping[str, State], day: dt.date) -> Iterable[str]:
    last = day + dt.timedelta(days=COMING_DAYS)
    found = [
        (due.due.date.last, f"{in_words(due.due.date)}: {inert(due.due.what)} (`{name}`)")
        for name, state in states.items()
        for due in state.dues
        if due.outcome is Outcome.AHEAD and day <= due.due.date.last <= last
    ]
    return [line for _, line in sorted(found)]


def _passed(states: Mapping[str, State], day: dt.date) -> Iterable[str]:
    found = [
        (due.due.date.last, f"{in_words(due.due.date)}: {inert(due.due.what)} (`{name}`)")
        for name, state in states.items()
        for due in state.dues
        if due.outcome is Outcome.PASSED and due.days <= 7
    ]
    return [line for _, line in sorted(found)]
