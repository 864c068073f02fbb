"""How the table stood on any day: what was said and what had happened by then, from nothing dated later.

Between two dated entries nothing changes, so each commitment is a short list of standings, and a day is looked up in
it. A whole table costs one look-up per commitment, however long the record grows.
"""

from __future__ import annotations

import calendar
import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile

from macros.dates import PartialDate
from macros.history.snapshots import known_on, written_on
from macros.model.commitment import Commitment, Due, Response
from macros.model.tracker import Tracker


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds of one commitment from `start` on, until its next standing starts.

    `delivery` and `since` are None before the first assessment; `dues` are the dates given and not moved since.
    """

    start: dt.date
    response: Response | None
    delivery: str | None
    since: PartialDate | None
    dues: tuple[Due, ...]

    def differs(self, other: Standing) -> bool:
        """Whether anything but the start is different."""
        return (self.response, self.delivery, self.since, self.dues) != (
            other.response,
            other.delivery,
            other.since,
            other.dues,
        )


Standings = Mapping[str, tuple[Standing, ...]]


def standings(tracker: Tracker) -> dict[str, tuple[Standing, ...]]:
    """Every standing of every commitment that counts, oldest first, by id; the first starts when it was promised."""
    return {name: standings_of(tracker.commitments[name]) for name in sorted(tracker.counting)}


def standings_of(commitment: Commitment) -> tuple[Standing, ...]:
    """The standings of one commitment, one for each day on which something in the table changed."""
    commitment = commitment.in_force()
    found: list[Standing] = []
    for day in _days(commitment):
        standing = _standing(commitment, day)
        if not found or standing.differs(found[-1]):
            found.append(standing)
    return tuple(found)


def _days(commitment: Commitment) -> list[dt.date]:
    made = commitment.made_date.first
    dates = [item.date for item in commitment.responses]
    dates += [item.date for item in commitment.assessments]
    dates += [item.announced for item in commitment.due]
    return sorted({made, *(date.first for date in dates if date.first > made)})


def _standing(commitment: Commitment, day: dt.date) -> Standing:
    begun = [item for item in commitment.assessments if item.date.has_begun(day)]
    delivery = begun[-1].delivery if begun else None
    run = takewhile(lambda item: item.delivery == delivery, reversed(begun))
    since = next(reversed([item.date for item in run]), None)
    return Standing(day, _response(commitment, day), delivery, since, _dues(commitment, day))


def _response(commitment: Commitment, day: dt.date) -> Response | None:
    """The newest answer of the lead body; when it gave none, the newest of any body."""
    given = [item for item in commitment.responses if item.date.has_begun(day)]
    own = [item for item in given if item.body == commitment.lead_body]
    return next(reversed(own or given), None)


def _dues(commitment: Commitment, day: dt.date) -> tuple[Due, ...]:
    given = [item for item in commitment.due if item.announced.has_begun(day)]
    moved = {item.replaces for item in given if item.replaces}
    return tuple(item for item in given if item.date not in moved)


def standing_on(history: tuple[Standing, ...], day: dt.date) -> Standing | None:
    """The standing in force at the end of the day; None before the promise was made."""
    index = bisect_right(history, day, key=lambda standing: standing.start)
    return history[index - 1] if index else None


def table_on(histories: Standings, day: dt.date) -> dict[str, Standing]:
    """The whole table at the end of the day: every commitment that had been made by then."""
    found = {name: standing_on(history, day) for name, history in histories.items()}
    return {name: standing for name, standing in found.items() if standing}


Known = Mapping[str, tuple[tuple[dt.date, tuple[Standing, ...]], ...]]


def known_standings(tracker: Tracker, histories: Standings) -> Known:
    """The standings of each commitment as they were known from each day on which something was written down.

    Before its first assessment was written, nothing was known of a commitment. What was known at last is the whole.
    """
    return {name: tuple(_known(tracker.commitments[name].as_written, history)) for name, history in histories.items()}


def _known(commitment: Commitment, whole: tuple[Standing, ...]) -> Iterator[tuple[dt.date, tuple[Standing, ...]]]:
    *earlier, last = written_on(commitment)
    for day in earlier:
        known = known_on(commitment, day)
        if known.assessments:
            yield day, standings_of(known)
    yield last, whole


def known_table(known: Known, day: dt.date) -> dict[str, Standing]:
    """The table of a day from what had been written down by the end of it; empty before the record was begun."""
    found: dict[str, Standing] = {}
    for name, steps in known.items():
        index = bisect_right(steps, day, key=lambda step: step[0])
        standing = standing_on(steps[index - 1][1], day) if index else None
        if standing:
            found[name] = standing
    return found


def begun(tracker: Tracker) -> dt.date | None:
    """The day on which the first assessment was written down: nothing was known to this record before."""
    written = (item.as_written for item in tracker.commitments.values())
    return min((entry.recorded for item in written for entry in item.assessments), default=None)


def changed_days(histories: Standings, first: dt.date, last: dt.date) -> tuple[dt.date, ...]:
    """The days on which the table changed, from the first to the last, oldest first."""
    starts = {standing.start for history in histories.values() for standing in history}
    return tuple(sorted(day for day in starts if first <= day <= last))


def repaired_days(tracker: Tracker) -> frozenset[PartialDate]:
    """The dates that the table told of before a record was put right or withdrawn: their addresses stay."""
    return frozenset(date for item in tracker.commitments.values() for date in _told_before(item.as_written))


def _told_before(written: Commitment) -> Iterator[PartialDate]:
    for entry in (*written.responses, *written.assessments, *written.due):
        if entry.corrected_by or written.withdrawn:
            yield entry.about
    yield from (PartialDate(edit.was) for edit in written.edits if edit.field == "made_date" and edit.was)
    if written.withdrawn:
        yield written.made_date


def first_month(tracker: Tracker) -> PartialDate | None:
    """The month in which the story of the tracked reports begins: the oldest event in what is told of them.

    Where no background record tells of a report, it is the month of the oldest promise.
    """
    reports = {item.recommendation.report for item in tracker.commitments.values() if item.recommendation}
    # What was corrected since began the story, too: its page stays.
    background = [item.as_written for item in tracker.background.values() if item.report in reports]
    told = [event.date for item in background for event in item.events]
    made = [item.made_date for item in tracker.commitments.values()]
    oldest = min(told or made, key=lambda date: date.sort_key, default=None)
    return month_of(oldest.first) if oldest else None


def month_of(day: dt.date) -> PartialDate:
    """The month of a day."""
    return PartialDate(f"{day.year:04}-{day.month:02}")


def months(first: PartialDate, today: dt.date) -> tuple[PartialDate, ...]:
    """Every month from the first to the current one, oldest first."""
    return tuple(_months(first.first, today))


def _months(start: dt.date, today: dt.date) -> Iterator[PartialDate]:
    while start <= today:
        yield month_of(start)
        start += dt.timedelta(days=calendar.monthrange(start.year, start.month)[1])


def end_of(month: PartialDate, today: dt.date) -> dt.date:
    """The last day of a month; today in the current one."""
    return min(month.last, today)


def months_after(day: dt.date, count: int) -> dt.date:
    """The same day of the month so many months later or, when negative, earlier; the last day where there is none."""
    month = day.year * 12 + day.month - 1 + count
    year, index = divmod(month, 12)
    return dt.date(year, index + 1, min(day.day, calendar.monthrange(year, index + 1)[1]))
