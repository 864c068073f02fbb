"""A year: steps of every kind in an order that a seed decides, each on its own day, each judged before the next one."""

from __future__ import annotations

import datetime as dt
import functools
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from unittest import mock

from macros.read.yaml import compose
from tests.year import accidents, additions, edits, newcomers, repairs, silent, together
from tests.year.kinds import ACCIDENTS, CHECK, COMPARISON, CONTRIBUTIONS, Kind
from tests.year.played import NotNow, Played
from tests.year.starts import STARTS, first_day

_PAUSES = (1, 1, 1, 2, 3)  # days between two steps
_KNOWN = (accidents, additions, edits, newcomers, repairs, silent, together)  # importing them made the lists of kinds


class Unexpected(AssertionError):
    """A contribution was refused, or an accident was not."""


@dataclass
class Told:
    """What a year was made of."""

    taken: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    builds: int = 0
    links: int = 0

    @property
    def missing(self) -> list[str]:
        """The kinds that were never played."""
        return [name for name in (*CONTRIBUTIONS, *ACCIDENTS) if not self.taken[name] + self.refused[name]]


Look = Callable[[Played, Told], None]


def play_year(start: str, seed: int, steps: int, folder: Path, look: Look, looks: int) -> Told:
    """Play a year with a record, and look at its site so many times, the last time at the end.

    Raises:
        Unexpected: a step was judged wrongly; it names the seed, and the step by its kind and day.
    """
    root = STARTS[start](folder / "record")
    told = Told()
    # A file that did not change is read as it was: it is the same text.
    with mock.patch("macros.read.files.compose", functools.lru_cache(maxsize=8192)(compose)):
        play = Played(root, folder / "before", Random(f"{start} {seed}"), first_day(root))
        marks = {steps * number // looks for number in range(1, looks + 1)}
        for number, kind in enumerate(_steps(play, steps, told), 1):
            play.day += dt.timedelta(days=play.rng.choice(_PAUSES))
            play.changed()
            try:
                _take(play, kind, told)
            except Exception as error:
                raise Unexpected(_said(start, seed, steps, number, kind, play, error)) from error
            if number in marks:
                look(play, told)
    return told


def _steps(play: Played, steps: int, told: Told) -> Iterator[Kind]:
    """Every kind in another order each time, until there were enough steps; what did not fit yet comes first again."""
    kinds = [*CONTRIBUTIONS.values(), *ACCIDENTS.values()]
    while steps > 0:
        known = told.taken + told.refused
        waiting = [kind for kind in kinds if not known[kind.name]] if known else []
        for kind in [*play.rng.sample(waiting, len(waiting)), *play.rng.sample(kinds, len(kinds))][:steps]:
            steps -= 1
            yield kind


def _take(play: Played, kind: Kind, told: Told) -> None:
    try:
        kind.take(play)
    except NotNow:
        play.undo()
        return
    by_check, by_comparison = play.faults()
    if not kind.refused_by:
        found = [*by_check, *by_comparison]
        assert not found, "\n".join(map(str, found))
        play.accept()
        told.taken[kind.name] += 1
        return
    refused = {CHECK: by_check, COMPARISON: by_comparison}[kind.refused_by]
    assert refused, f"the {kind.refused_by} let it pass: {', '.join(play.differing())}"
    play.undo()
    told.refused[kind.name] += 1


def _said(start: str, seed: int, steps: int, number: int, kind: Kind, play: Played, error: Exception) -> str:
    return (
        f"{start}, step {number} of {steps}, {kind.name}, {play.day}: {error}\n"
        f"Play it again: YEAR_SEED={seed} YEAR_STEPS={steps} .venv/bin/pytest tests/year -k {start}"
    )
