"""Contributions that add: searches, sources, events, statuses, answers and dates, as the guides teach them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from macros.derive.state import Outcome, State, state_on
from macros.model.commitment import Commitment
from macros.model.levels import expected_delivery
from tests.year.cited import (
    CLOSED,
    DELIVERED,
    OPEN,
    PART_DELIVERED,
    PLANNED,
    UNDER_WAY,
    first_of,
    late_day,
    source,
    types,
    with_rungs,
)
from tests.year.kinds import contribution
from tests.year.played import NotNow, Played


@contribution
def search(play: Played) -> None:
    name, _ = play.pick(play.commitments())
    words = ("--places", "pages of the body", "--words", "progress", "--found", "Nothing new was found.")
    play.run("record", name, "search", "--yes", "--date", play.today, *words)


# Sources, each with the event that rests on it: a source that nothing names is a fault.


@contribution
def source_without_its_text(play: Played) -> None:
    name = _read(play, "not-held", CLOSED)
    _told_by(play, name, ("--says", "The page tells what happened."))


@contribution
def source_with_its_text_and_a_quote(play: Played) -> None:
    name = _read(play, "held", OPEN)
    _told_by(play, name, ("--quote", f"the work of step {play.number} has gone on as it was planned"))


@contribution
def source_with_a_fingerprint_and_a_quote(play: Played) -> None:
    name = _read(play, "fingerprint", CLOSED)
    _told_by(play, name, ("--quote", f"the work of step {play.number} has gone on as it was planned"))


def page(number: int) -> str:
    """What a page says."""
    return f"Notes of day {number}\n\nIn this week the work of step {number} has gone on as it was planned.\n"


def _read(play: Played, text: str, licence: str) -> str:
    number = play.next()
    file = play.root / "page.txt"
    file.write_text(page(number), encoding="utf-8")
    kind = play.pick(types(play, least=UNDER_WAY))
    named = ("--type", kind, "--publisher", f"Publisher {number}", "--title", f"Notes on step {number}")
    options = ("--issued", play.today, "--text", text, "--licence", licence, "--archive", "none")
    known = set(play.tracker.sources)
    address = f"https://pages.example/{number}"
    play.run("new", "source", address, "--file", str(file), "--yes", *named, *options)
    file.unlink()
    (name,) = set(play.tracker.sources) - known
    return name


def _told_by(play: Played, name: str, words: tuple[str, str]) -> None:
    record, _ = play.pick(play.commitments())
    what = f"A page told of step {play.number}."
    options = ("--date", play.today, "--type", "finding", "--what", what, "--source", name, *words)
    play.run("record", record, "event", "--yes", *options)


# Events and what they do to a status.


def record_event(play: Played, name: str, kind: str, *, day: dt.date, meets: tuple[str, ...] = (), **found: Any) -> str:
    """Add an event by the command, and with it the status that follows; its id."""
    cited = source(play, **found)
    event = f"step-{play.number}"
    words = ("--what", f"Step {play.number} was taken.", "--reason", f"Step {play.number} was taken and shown.")
    options = ("--id", event, "--date", day.isoformat(), "--type", kind, *words)
    points = [part for point in meets for part in ("--meets", point)]
    shown = ("--source", cited, "--says", "The page tells of the step.")
    play.run("record", name, "event", "--yes", *options, *points, *shown)
    return event


@contribution
def event_that_changes_no_status(play: Played) -> None:
    name, item = play.pick(play.commitments())
    record_event(play, name, "finding", day=late_day(play, item), least="")


@contribution
def status_up_to_under_way(play: Played) -> None:
    found = (pair for pair in with_rungs(play, UNDER_WAY) if pair[1].assessments[-1].delivery == PLANNED)
    name, item = first_of(found)
    record_event(play, name, "action", day=late_day(play, item), least=UNDER_WAY)
    assert play.tracker.commitments[name].assessments[-1].delivery == UNDER_WAY


@contribution
def status_up_by_a_point(play: Played) -> None:
    for name, item in with_rungs(play, PART_DELIVERED, DELIVERED):
        unmet = state_on(play.tracker, item, play.day).unmet
        if unmet and not play.tracker.level(item.assessments[-1].delivery).off_ladder:
            event = record_event(play, name, "finding", day=late_day(play, item), meets=(unmet[0].id,), least=DELIVERED)
            assert event in play.tracker.commitments[name].assessments[-1].rests_on
            return
    raise NotNow


@contribution
def status_down_to_dropped(play: Played) -> None:
    name, item = first_of(iter(play.commitments()))
    _left_the_ladder(play, name, item, {"delivery": "dropped"})


@contribution
def status_down_to_superseded(play: Played) -> None:
    name, item = first_of(iter(play.commitments()))
    other = play.pick(key for key, _ in play.commitments() if key != name)
    _left_the_ladder(play, name, item, {"delivery": "superseded", "successor": other})


def _left_the_ladder(play: Played, name: str, item: Commitment, judged: dict[str, Any]) -> None:
    day = late_day(play, item)
    event = record_event(play, name, "reaction", day=day, least=PLANNED, primary=True)
    entry = {"date": day.isoformat(), "recorded": play.today, **judged, "reason": "The body says so."}
    play.append("commitment", name, "assessments", {**entry, "rests_on": [event]})


@contribution
def status_taken_up_again(play: Played) -> None:
    """A promise that was dropped is given again; the rules say where it stands."""
    for name, item in play.commitments(still_open=False):
        if item.assessments[-1].delivery == "dropped":
            day = late_day(play, item)
            event = record_event(play, name, "action", day=day, least=UNDER_WAY)
            wanted = expected_delivery(play.tracker, play.tracker.commitments[name], day)
            if wanted not in (PLANNED, UNDER_WAY):
                raise NotNow
            entry = {"date": day.isoformat(), "recorded": play.today, "delivery": wanted, "rests_on": [event]}
            play.append("commitment", name, "assessments", {**entry, "reason": "It was taken up again."})
            return
    raise NotNow


@contribution
def status_confirmed_for_a_new_reason(play: Played) -> None:
    name, item = first_of(pair for pair in play.commitments() if pair[1].assessments[-1].rests_on)
    last = item.assessments[-1]
    event = record_event(play, name, "finding", day=late_day(play, item), least=DELIVERED)
    now = play.tracker.commitments[name].assessments[-1]
    if now.key != last.key:
        return
    entry = {"date": play.today, "recorded": play.today, "delivery": last.delivery, "confirmed_by": last.confirmed_by}
    rests_on = [*last.rests_on, event]
    play.append("commitment", name, "assessments", {**entry, "reason": "A newer page shows it.", "rests_on": rests_on})


# Answers.


def answer(play: Played, name: str, body: str, response: str) -> None:
    """Add an answer by the command, and with it the status that follows."""
    cited = source(play, least=PLANNED)
    shown = ("--source", cited, "--says", "The page gives the answer.", "--reason", "The body answered.")
    play.run(
        *("record", name, "response", "--yes", "--date", play.today, "--body", body),
        *("--response", response, "--note", f"Said in step {play.number}.", *shown),
    )


_SAID = ("accepted", "qualified", "declined")


@contribution
def first_answer(play: Played) -> None:
    name, item = first_of(pair for pair in play.commitments() if not pair[1].responses)
    answer(play, name, item.lead_body, play.pick(_SAID))


@contribution
def changed_answer(play: Played) -> None:
    name, item = first_of(pair for pair in play.commitments() if pair[1].responses)
    last = item.responses[-1]
    answer(play, name, last.body, play.pick(code for code in _SAID if code != last.response))


@contribution
def answer_of_another_body(play: Played) -> None:
    for name, item in play.commitments():
        answered = {response.body for response in item.responses}
        others = [body for body in (item.lead_body, *item.supporting_bodies) if body not in answered]
        if answered and others:
            answer(play, name, others[0], play.pick(_SAID))
            return
    raise NotNow


@contribution
def answer_of_a_body_that_need_not_act(play: Played) -> None:
    """It is shown and moves no status."""
    for name, item in play.commitments():
        heard = {above for body in item.addressees for above in (body, play.tracker.bodies[body].parent)}
        others = [body for body, record in play.tracker.bodies.items() if not record.withdrawn and body not in heard]
        if others:
            answer(play, name, play.pick(others), "accepted")
            after = play.tracker.commitments[name]
            assert after.assessments == item.assessments
            assert state_on(play.tracker, after, play.day).response == state_on(play.tracker, item, play.day).response
            return
    raise NotNow


@contribution
def two_answers_on_one_day(play: Played) -> None:
    name, item = play.pick(play.commitments())
    answer(play, name, item.lead_body, "qualified")
    answer(play, name, item.lead_body, "accepted")


@contribution
def own_status_given(play: Played) -> None:
    """What a body says of itself is told, and moves no status."""
    name, item = play.pick(play.commitments())
    cited = source(play, least=PLANNED)
    shown = ("--source", cited, "--says", "The body calls it complete.", "--amounts-to", DELIVERED)
    words = ("--date", play.today, "--body", item.lead_body, "--value", "Complete")
    play.run("record", name, "own-status", "--yes", *words, *shown)
    assert play.tracker.commitments[name].assessments == item.assessments


# Dates.


def give_date(play: Played, name: str, day: dt.date, *more: str) -> None:
    """Add a due date by the command."""
    cited = source(play, least=PLANNED)
    shown = ("--source", cited, "--says", "The page gives the day.")
    what = ("--date", day.isoformat(), "--what", f"What step {play.number} is for is done.")
    play.run("record", name, "due", "--yes", "--announced", play.today, *what, *more, *shown)


@contribution
def date_given(play: Played) -> None:
    name, item = play.pick(play.commitments())
    give_date(play, name, play.day + dt.timedelta(days=play.rng.randrange(2, 40)), "--body", item.lead_body)


@contribution
def date_given_for_one_point(play: Played) -> None:
    name, item = play.pick(play.commitments())
    point = play.pick(item.done_when).id
    give_date(play, name, play.day + dt.timedelta(days=play.rng.randrange(20, 200)), "--points", point)


def _ahead(play: Played) -> tuple[str, Any]:
    """A date that lies at least two days ahead and was given as a day; a new one when there is none."""
    for name, item in play.commitments():
        for due in state_on(play.tracker, item, play.day).dues:
            if due.outcome is Outcome.AHEAD and due.due.date.is_exact and due.due.date.first > _soon(play):
                return name, due.due
    name, _ = play.pick(play.commitments())
    give_date(play, name, play.day + dt.timedelta(days=play.rng.randrange(10, 60)))
    return name, play.tracker.commitments[name].due[-1]


def _soon(play: Played) -> dt.date:
    return play.day + dt.timedelta(days=2)


@contribution
def date_moved_later(play: Played) -> None:
    name, due = _ahead(play)
    day = due.date.first + dt.timedelta(days=play.rng.randrange(1, 90))
    give_date(play, name, day, "--replaces", str(due.date), "--reason", "More time is needed.")


@contribution
def date_moved_earlier(play: Played) -> None:
    name, due = _ahead(play)
    give_date(play, name, due.date.first - dt.timedelta(days=1), "--replaces", str(due.date))


def _open_dues(play: Played, name: str, item: Commitment) -> State:
    return state_on(play.tracker, item, play.day)


@contribution
def date_kept(play: Played) -> None:
    """Every point that falls due is met before the day."""
    for name, item in with_rungs(play, PART_DELIVERED, DELIVERED):
        for due in _open_dues(play, name, item).dues:
            points = due.due.points or tuple(point.id for point in item.done_when)
            if due.outcome is Outcome.AHEAD and due.due.date.first > play.day:
                record_event(play, name, "action", day=late_day(play, item), meets=points, least=DELIVERED)
                after = state_on(play.tracker, play.tracker.commitments[name], play.day)
                assert Outcome.KEPT in [found.outcome for found in after.dues]
                return
    raise NotNow


@contribution
def date_passed_and_nothing_found(play: Played) -> None:
    for name, item in play.commitments():
        if _open_dues(play, name, item).overdue:
            words = ("--places", "pages of the body", "--words", "whether it was kept")
            play.run("record", name, "search", "--yes", "--date", play.today, *words, "--found", "Nothing shows it.")
            return
    raise NotNow


@contribution
def date_met_late(play: Played) -> None:
    for name, item in with_rungs(play, PART_DELIVERED, DELIVERED):
        overdue = _open_dues(play, name, item).overdue
        if overdue:
            points = overdue[0].due.points or tuple(point.id for point in item.done_when)
            record_event(play, name, "finding", day=late_day(play, item), meets=points, least=DELIVERED)
            return
    raise NotNow
