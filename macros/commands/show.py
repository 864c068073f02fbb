"""`tracker show <id>`: the state of one commitment in plain text."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from macros.checks import load
from macros.checks.rule import did_you_mean
from macros.clock import today
from macros.derive.state import State, state_on
from macros.derive.words import response_label, said
from macros.model.dates import in_words
from macros.model.tracker import Tracker

HELP = "print the state of one commitment"


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("id", help="the id of a commitment, such as casey-05")


def run(root: Path, arguments: argparse.Namespace) -> int:
    """Print the state; 1 when there is no such commitment."""
    tracker = load(root, today())
    if moved := tracker.moved.get(f"commitments/{arguments.id}"):
        print(f"{arguments.id} has moved: `tracker show {moved.moved_to}`")
        return 1
    if arguments.id not in tracker.commitments:
        hint = did_you_mean(
            arguments.id, tracker.commitments, "`tracker stats` counts them; data/commitments/ holds them"
        )
        print(f"There is no commitment {arguments.id!r}; {hint}")
        return 1
    for line in _lines(tracker, state_on(tracker, tracker.commitments[arguments.id], today())):
        print(line)
    return 0


def _lines(tracker: Tracker, state: State) -> Iterable[str]:
    commitment = state.commitment
    number = f"{commitment.recommendation.number}. " if commitment.recommendation else ""
    yield f"{number}{commitment.title}"
    if commitment.withdrawn:
        yield f"Withdrawn on {in_words(commitment.withdrawn.date)}; it no longer counts. {commitment.withdrawn.reason}"
    yield commitment.summary
    yield ""
    words = response_label(tracker, said(tracker, commitment, state.response))
    yield f"What they said:     {words}" + (f", {in_words(state.response.date)}" if state.response else "")
    happened = tracker.title_of("delivery", state.delivery) if state.delivery else "Not assessed yet"
    yield f"What has happened:  {happened}" + (f", since {in_words(state.since)}" if state.since else "")
    if state.assessment:
        yield f"Because:            {state.assessment.reason}"
    yield ""
    yield "Done when:"
    yield from (f"  [{'x' if point.id in state.met else ' '}] {point.text}" for point in commitment.done_when)
    yield from (f"Due {in_words(due.due.date)}: {due.due.what} ({due.outcome})" for due in state.dues)
    yield f"Newest evidence:    {in_words(state.newest_evidence) if state.newest_evidence else 'none'}"
    yield f"Last checked:       {in_words(state.last_checked) if state.last_checked else 'never'}"
