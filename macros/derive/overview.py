"""All commitments at once: their states on a day, counted and grouped. Counts and names, never a percentage."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from macros.dates import PartialDate
from macros.derive.state import State, state_on
from macros.model.commitment import Commitment
from macros.model.tracker import Tracker


@dataclass(frozen=True)
class Overview:
    """The state of every commitment on one day, by id. Those that were withdrawn stand apart and are not counted."""

    day: dt.date
    states: Mapping[str, State]
    withdrawn: Mapping[str, State] = field(default_factory=dict)

    def state(self, name: str) -> State:
        """The state of one commitment, also of one that was withdrawn."""
        return self.states[name] if name in self.states else self.withdrawn[name]

    def of(self, ids: Iterable[str]) -> dict[str, State]:
        """The states of some commitments, in the order of the ids."""
        return {name: self.states[name] for name in ids}

    @property
    def newest_evidence(self) -> PartialDate | None:
        """The date of the newest event or response in the whole record."""
        dates = [state.newest_evidence for state in self.states.values() if state.newest_evidence]
        return max(dates, key=lambda date: date.sort_key, default=None)

    @property
    def newest_check(self) -> dt.date | None:
        """The newest day on which any commitment was checked."""
        return max((state.last_checked for state in self.states.values() if state.last_checked), default=None)


def overview(tracker: Tracker, day: dt.date) -> Overview:
    """The states of all commitments on a day, by id in alphabetical order."""
    states = {name: state_on(tracker, item, day) for name, item in sorted(tracker.commitments.items())}
    withdrawn = {name: state for name, state in states.items() if name not in tracker.counting}
    return Overview(day, {name: state for name, state in states.items() if name not in withdrawn}, withdrawn)


def recommendations(tracker: Tracker, report: str | None = None) -> dict[str, Commitment]:
    """The commitments that are numbered recommendations, in the order of their number."""
    numbered = [
        (item.recommendation.number, name)
        for name, item in tracker.counting.items()
        if item.recommendation and report in (None, item.recommendation.report)
    ]
    return {name: tracker.commitments[name] for _, name in sorted(numbered)}


def others(tracker: Tracker) -> dict[str, Commitment]:
    """The commitments that are not numbered recommendations, oldest promise first."""
    found = {name: item for name, item in tracker.counting.items() if not item.recommendation}
    return dict(sorted(found.items(), key=lambda item: (item[1].made_date.sort_key, item[0])))


def counts_by_delivery(tracker: Tracker, states: Iterable[State]) -> dict[str, int]:
    """How many have each delivery value, in the order of the codelist; values that nobody has are 0."""
    found = Counter(state.delivery for state in states)
    return {code: found[code] for code in tracker.codelists["delivery"].by_code}


def counts_by(states: Iterable[State], keys: Callable[[Commitment], Iterable[str]]) -> dict[str, int]:
    """How many commitments carry each key, such as each body, theme or kind; most frequent first."""
    found = Counter(key for state in states for key in set(keys(state.commitment)))
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def bodies_of(commitment: Commitment) -> tuple[str, ...]:
    """Every body that has to act: the lead body first."""
    return tuple(dict.fromkeys((commitment.lead_body, *commitment.supporting_bodies)))


def themes_of(commitment: Commitment) -> tuple[str, ...]:
    """The themes of a commitment."""
    return commitment.themes


def kinds_of(commitment: Commitment) -> tuple[str, ...]:
    """The kind of a commitment, as a list of one."""
    return (commitment.kind,)
