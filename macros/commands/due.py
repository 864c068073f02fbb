"""`tracker due`: which open commitments are due a check, the one that waits longest first."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from macros.checks import load
from macros.clock import today
from macros.derive.overview import overview
from macros.derive.worklist import Task, tasks
from macros.model.dates import in_words

HELP = "print the work list: what is due a check, oldest first"


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("--all", action="store_true", help="also what is not due yet")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="text or JSON")


def run(root: Path, arguments: argparse.Namespace) -> int:
    """Print the list, and how to write down a search that found nothing new."""
    tracker = load(root, today())
    found = [task for task in tasks(overview(tracker, today()).states) if arguments.all or task.is_due]
    if arguments.format == "json":
        print(json.dumps({"version": 1, "tasks": [_fields(task) for task in found]}, indent=2, ensure_ascii=False))
    else:
        print("\n".join(_lines(found)))
    return 0


def _fields(task: Task) -> dict[str, Any]:
    search = task.search
    return {
        "record": task.record,
        "title": task.state.commitment.title,
        "due": str(task.due) if task.due else None,
        "days": task.days,
        "is_due": task.is_due,
        "last_checked": str(task.state.last_checked) if task.state.last_checked else None,
        "places": list(search.places) if search else [],
        "words": list(search.words) if search else [],
    }


def _lines(found: list[Task]) -> Iterator[str]:
    for task in found:
        yield f"{task.record}: {task.state.commitment.title}"
        yield f"  {_when(task)}"
        if task.search:
            yield f"  looked last at {'; '.join(task.search.places)}, for {'; '.join(task.search.words)}"
    if not found:
        yield "Nothing is due a check"
    else:
        yield "Nothing new found? Write it down: tracker record <id> search"


def _when(task: Task) -> str:
    if task.due is None:
        return "never checked"
    if task.is_due:
        return f"due since {in_words(task.due)}, {task.days} {'day' if task.days == 1 else 'days'} ago"
    return f"due after {in_words(task.due)}"
