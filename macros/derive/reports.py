"""Each report with its recommendations, and what was answered to them.

What is counted from reports stands here, too: the marks since one, six months after it and each year after it; the same
ask in earlier reports; and figures that are easily taken for one another, gathered from what the records say is not
comparable.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from macros.derive.overview import Overview, recommendations, reports_in_order
from macros.derive.state import State
from macros.model.commitment import Commitment, EarlierAsk
from macros.model.dates import PartialDate, months_after
from macros.model.reports import Report
from macros.model.tracker import Tracker

_IN_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def count_in_words(count: int) -> str:
    """A small number as a word: `twelve`; a larger one in digits."""
    return _IN_WORDS[count - 1] if 0 < count <= len(_IN_WORDS) else f"{count:,}"


def sentence_case(text: str) -> str:
    """The text as a sentence begins."""
    return text[:1].upper() + text[1:]


@dataclass(frozen=True)
class Answers:
    """What was answered to the recommendations of a report: the newest answer to each that is in the record."""

    total: int
    recorded: int
    codes: Mapping[str, int]
    dates: tuple[PartialDate, ...]

    @property
    def unanswered(self) -> int:
        """To how many no answer is recorded."""
        return self.recorded - sum(self.codes.values())

    @property
    def of_all(self) -> str:
        """The one answer that all of them got; empty where they differ, or where not all are in the record."""
        is_whole = self.total == self.recorded and not self.unanswered
        return next(iter(self.codes)) if is_whole and len(self.codes) == 1 else ""


@dataclass(frozen=True)
class Followed:
    """A report with the state of each of its recommendations, in their order, and the answers to them."""

    name: str
    report: Report
    states: Mapping[str, State]
    answers: Answers


def followed(tracker: Tracker, overview: Overview) -> tuple[Followed, ...]:
    """Every report that counts and has a recommendation in the record."""
    return tuple(item for name in reports_in_order(tracker) if (item := follow(tracker, overview, name)).states)


def follow(tracker: Tracker, overview: Overview, name: str) -> Followed:
    """One report."""
    report, states = tracker.reports[name], overview.of(recommendations(tracker, name))
    known = tracker.codelists["response"].by_code
    # An answer that needs a search says that there is none.
    answers = [state.response for state in states.values() if state.response]
    given = [answer for answer in answers if not known[answer.response].needs_search]
    found = Counter(response.response for response in given)
    codes = {code: found[code] for code in known if found[code]}
    dates = tuple(sorted({response.date for response in given}, key=lambda date: date.sort_key))
    return Followed(name, report, states, Answers(report.count or len(states), len(states), codes, dates))


def in_the_menu(tracker: Tracker) -> dict[str, str]:
    """What the menu calls each of several reports; none where there is only one, which has a page of its own there."""
    found = {name: sentence_case(report.short_name) for name, report in reports_in_order(tracker).items()}
    return found if len(found) > 1 else {}


def short_title(tracker: Tracker) -> str:
    """What the menu calls the page of the recommendations: `The twelve` of the only report."""
    names = reports_in_order(tracker)
    if len(names) != 1:
        return "Recommendations"
    name, report = next(iter(names.items()))
    return f"The {count_in_words(report.count or len(recommendations(tracker, name)))}"


def whole_title(tracker: Tracker) -> str:
    """The title of that page: `The twelve recommendations`."""
    title = short_title(tracker)
    return title if title == "Recommendations" else f"{title} recommendation{'s' if title != 'The one' else ''}"


_HALF_A_YEAR = 6
_YEAR = 12


@dataclass(frozen=True, slots=True)
class Mark:
    """One day to look back on, so many months after a report."""

    report: str
    months: int
    day: dt.date

    @property
    def years(self) -> int:
        """Whole years since the report: 0 for the mark of half a year."""
        return self.months // _YEAR


def marks(tracker: Tracker, today: dt.date) -> tuple[Mark, ...]:
    """The marks of every report with numbered recommendations, up to today, newest first."""
    reached = (itertools.takewhile(lambda mark: mark.day <= today, every) for every in _of_reports(tracker))
    return tuple(sorted(itertools.chain(*reached), key=lambda mark: mark.day, reverse=True))


def next_mark(tracker: Tracker, today: dt.date) -> Mark | None:
    """The nearest mark that lies ahead; None where no report has numbered recommendations."""
    ahead = (next(mark for mark in every if mark.day > today) for every in _of_reports(tracker))
    return min(ahead, key=lambda mark: mark.day, default=None)


def _of_reports(tracker: Tracker) -> Iterator[Iterator[Mark]]:
    """The marks of each report whose day of publication is known."""
    for name, report in reports_in_order(tracker).items():
        made = any(item.recommendation and item.recommendation.report == name for item in tracker.commitments.values())
        if report.published.is_exact and made:  # also by one that was withdrawn: what was published stays
            yield _marks(name, report.published.first)


def _marks(report: str, issued: dt.date) -> Iterator[Mark]:
    counts = itertools.chain([_HALF_A_YEAR], itertools.count(_YEAR, _YEAR))
    return (Mark(report, count, months_after(issued, count)) for count in counts)


@dataclass(frozen=True, slots=True)
class Recurrence:
    """One commitment with its earlier asks, oldest first."""

    record: str
    commitment: Commitment
    asks: tuple[EarlierAsk, ...]


def recurrences(tracker: Tracker) -> tuple[Recurrence, ...]:
    """The commitments with an earlier ask on record, the longest asked for first."""
    found = [
        Recurrence(name, item, tuple(sorted(item.earlier_asks, key=lambda ask: ask.date.sort_key)))
        for name, item in tracker.active.items()
        if item.earlier_asks
    ]
    return tuple(sorted(found, key=lambda row: (row.asks[0].date.sort_key, row.record)))


def without_an_ask(tracker: Tracker) -> tuple[str, ...]:
    """Background records, oldest first, that no earlier ask names and that no commitment carries out by number."""
    named = {ask.background for item in tracker.active.values() for ask in item.earlier_asks}
    reports = {report.source for report in tracker.reports.values()} - {None}
    left = {name: item for name, item in tracker.background.items() if name not in named and item.report not in reports}
    return tuple(sorted(left, key=lambda name: left[name].events[0].date.sort_key))


def lookalikes(tracker: Tracker) -> tuple[tuple[str, ...], ...]:
    """Groups of figures that are linked as not comparable, directly or through others; the largest group first.

    Figures that were withdrawn are in none.
    """
    counting = {name: figure for name, figure in tracker.figures.items() if not figure.withdrawn}
    links: dict[str, set[str]] = {name: set() for name in counting}
    for name, figure in counting.items():
        for other in figure.not_comparable_with:
            if other.figure in links:
                links[name].add(other.figure)
                links[other.figure].add(name)
    groups: list[tuple[str, ...]] = []
    while links:
        found = {min(links)}
        while wider := set().union(*(links[name] for name in found)) - found:
            found |= wider
        links = {name: others for name, others in links.items() if name not in found}
        groups.append(tuple(sorted(found)))
    return tuple(sorted((group for group in groups if len(group) > 1), key=lambda group: (-len(group), group)))
