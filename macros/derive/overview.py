"""All commitments at once: their states on a day, counted and grouped. Counts and names, never a percentage.

Here is also when something was last written into the record, which dates a page, a feed or a citation; and how the
promises that are not numbered recommendations are gathered for the front page.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from macros.derive.state import State, state_on
from macros.model.commitment import Commitment
from macros.model.dates import PartialDate
from macros.model.entries import DatedRecord
from macros.model.records import Group
from macros.model.reports import Report
from macros.model.tracker import Tracker
from macros.read.kinds import WITH_PAGE


@dataclass(frozen=True)
class Overview:
    """The state of every commitment on one day, by id.

    `states` are counted. Those that give another one again stand apart in `again`, and so do those that were withdrawn.
    """

    day: dt.date
    states: Mapping[str, State]
    again: Mapping[str, State] = field(default_factory=dict)
    withdrawn: Mapping[str, State] = field(default_factory=dict)

    def state(self, name: str) -> State:
        """The state of one commitment, also of one that is not counted."""
        return next(found[name] for found in (self.states, self.again, self.withdrawn) if name in found)

    @property
    def standing(self) -> dict[str, State]:
        """All that stand, counted or not, by id in alphabetical order."""
        return dict(sorted({**self.states, **self.again}.items()))

    def of(self, ids: Iterable[str]) -> dict[str, State]:
        """The states of some commitments, in the order of the ids."""
        return {name: self.state(name) for name in ids}

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
    withdrawn = {name: state for name, state in states.items() if name not in tracker.active}
    again = {name: state for name, state in states.items() if name in tracker.active and state.commitment.restates}
    counted = {name: state for name, state in states.items() if name in tracker.counted}
    return Overview(day, counted, again, withdrawn)


def reports_in_order(tracker: Tracker) -> dict[str, Report]:
    """The reports that count: in the order that they say, else as they came out."""
    counting = {name: report for name, report in tracker.reports.items() if not report.withdrawn}
    return dict(sorted(counting.items(), key=lambda item: (item[1].order or 1000, item[1].published.sort_key, item[0])))


def recommendations(tracker: Tracker, report: str | None = None) -> dict[str, Commitment]:
    """The commitments that are recommendations of a report: by report, and in each in the order of their labels."""
    places = {name: place for place, name in enumerate(reports_in_order(tracker))}
    found = [
        (places.get(item.recommendation.report, len(places)), item.recommendation.place, name)
        for name, item in tracker.active.items()
        if item.recommendation and report in (None, item.recommendation.report)
    ]
    return {name: tracker.commitments[name] for *_, name in sorted(found)}


def others(tracker: Tracker) -> dict[str, Commitment]:
    """The commitments that are counted and not numbered recommendations, the oldest first."""
    found = {name: item for name, item in tracker.counted.items() if not item.recommendation}
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
    return commitment.addressees


def themes_of(commitment: Commitment) -> tuple[str, ...]:
    """The themes of a commitment."""
    return commitment.themes


def written(tracker: Tracker) -> dict[tuple[str, str], dt.date]:
    """By kind and id, the newest day on which anything was written that the page of the record rests on; where known.

    A source rests on the day of its reading as well, and a body, theme or report on the commitments that it concerns.
    """
    found = {
        (kind, name): [*_days(tracker.as_written(kind, name))]
        for kind, folder in WITH_PAGE.items()
        for name in getattr(tracker, folder)
    }
    for name, source in tracker.sources.items():
        found["source", name] += [source.accessed] if source.accessed else []
    for name, item in tracker.commitments.items():
        concerned = [("theme", theme) for theme in item.themes]
        concerned += [("body", body) for body in {*bodies_of(item), *item.made_by}]
        concerned += [("report", item.recommendation.report)] if item.recommendation else []
        for key in concerned:
            found[key] += found["commitment", name]
    return {key: max(days) for key, days in found.items() if days}


def _days(record: DatedRecord) -> Iterator[dt.date]:
    """The day of each entry, corrected ones and edits included, and of the withdrawal."""
    yield from (entry.written for entry in record.entries())
    if withdrawn := getattr(record, "withdrawn", None):
        yield withdrawn.date


REST = "rest"


@dataclass(frozen=True, slots=True)
class Gathered:
    """One group with the ids of its commitments, oldest promise first."""

    id: str
    title: str
    description: str
    commitments: tuple[str, ...]


def gathered(tracker: Tracker) -> tuple[Gathered, ...]:
    """Every promise in the first group that fits it, and what fits none in the last; empty groups are left out."""
    rules = tracker.groups.groups if tracker.groups else ()
    placed = {name: _group_of(rules, item) for name, item in others(tracker).items()}
    groups = [
        *((group.id, group.title, group.description) for group in rules),
        (REST, tracker.groups.rest if tracker.groups else "Other promises", ""),
    ]
    found = (Gathered(*group, tuple(name for name, id in placed.items() if id == group[0])) for group in groups)
    return tuple(group for group in found if group.commitments)


def _group_of(rules: tuple[Group, ...], commitment: Commitment) -> str:
    made, themes = commitment.made_date.first, set(commitment.themes)
    for group in rules:
        if themes & {*group.themes} or any(time.first <= made <= time.last for time in group.made):
            return group.id
    return REST
