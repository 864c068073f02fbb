"""Contributions that put right: corrections of each kind of entry, by each name that an entry has, and stored texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from macros.model.commitment import Commitment
from macros.model.entries import Entry, name_of
from macros.model.levels import expected_delivery
from macros.read import fingerprint
from macros.read.kinds import FOLDERS
from tests.year.additions import page
from tests.year.cited import OPEN, PART_DELIVERED, PLANNED, UNDER_WAY, evidence
from tests.year.kinds import contribution
from tests.year.played import NotNow, Played, active, path_of

Wrong = tuple[str, str, str, Any]
Call = Callable[[tuple[Entry, ...], Entry], "dict[str, Any] | None"]


def by_key(entries: tuple[Entry, ...], entry: Entry) -> dict[str, Any] | None:
    """The key of the entry."""
    return {"entry": entry.key}


def by_id(entries: tuple[Entry, ...], entry: Entry) -> dict[str, Any] | None:
    """The id of an event."""
    return {"entry": entry.id} if hasattr(entry, "id") else None


def by_date(entries: tuple[Entry, ...], entry: Entry) -> dict[str, Any] | None:
    """The date, where no other entry has it."""
    name = name_of(type(entry), entry)
    same = [other for other in entries if name_of(type(other), other) == name]
    return {"entry": name} if len(same) == 1 and not hasattr(entry, "id") else None


def by_date_and_number(entries: tuple[Entry, ...], entry: Entry) -> dict[str, Any] | None:
    """The date, and which of the entries of that date it is."""
    if hasattr(entry, "id"):
        return None
    name = name_of(type(entry), entry)
    same = [other for other in entries if name_of(type(other), other) == name]
    return {"entry": name, "number": str(next(at for at, item in enumerate(same, 1) if item is entry))}


CALLS = (by_key, by_id, by_date, by_date_and_number)


def standing(play: Played, kind: str, field: str) -> Iterator[Wrong]:
    """Entries that count, in records that count: kind and id of the record, the list, and the entry."""
    records = getattr(play.tracker, FOLDERS[kind])
    for name in play.shuffled(records):
        record = play.tracker.as_written(kind, name)
        if not record.withdrawn:
            yield from ((kind, name, field, entry) for entry in play.shuffled(active(getattr(record, field))))


def correct(play: Played, wrong: Wrong, called: dict[str, Any], **right: Any) -> str:
    """Append the entry anew with what is right, and with it what rests on the wrong one; the key of the new entry."""
    kind, name, field, entry = wrong
    written = getattr(play.tracker.as_written(kind, name), field)
    values = dict(play.data(path_of(kind, name))[field][written.index(entry)])
    reason = f"A slip, seen in step {play.next()}."
    values |= {"recorded": play.today, "corrects": {**called, "reason": reason}, **right}
    if "id" in values:
        values["id"] = f"right-{play.number}"
    play.append(kind, name, field, values)
    known = {item.key for item in written}
    new = next(item for item in getattr(play.tracker.as_written(kind, name), field) if item.key not in known)
    if isinstance(play.tracker.as_written(kind, name), Commitment):
        _follow(play, name, {entry.key, getattr(entry, "id", entry.key)}, getattr(new, "id", new.key))
    return str(new.key)


def _follow(play: Played, name: str, wrong: set[str], right: str) -> None:
    """Every assessment that rests on a wrong entry, anew, resting on the right one."""
    written = play.tracker.as_written("commitment", name)
    assert isinstance(written, Commitment)
    files = play.data(path_of("commitment", name))["assessments"]
    for item, values in zip(written.assessments, files, strict=True):
        if item.corrected_by is None and wrong.intersection(item.rests_on):
            corrects = {"entry": item.key, "reason": "It rested on an entry that was corrected."}
            rests_on = [right if part in wrong else part for part in item.rests_on]
            play.append(
                *("commitment", name, "assessments"),
                {**values, "recorded": play.today, "rests_on": rests_on, "corrects": corrects},
            )


def _some(play: Played, kind: str, field: str) -> tuple[Wrong, dict[str, Any]]:
    """An entry, and one of the ways to name it."""
    for wrong in standing(play, kind, field):
        entries = getattr(play.tracker.as_written(kind, wrong[1]), field)
        for call in play.shuffled(CALLS):
            if called := call(entries, wrong[3]):
                return wrong, called
    raise NotNow


@contribution
def correction_of_an_answer(play: Played) -> None:
    correct(play, *_some(play, "commitment", "responses"), note="The note had a slip.")


@contribution
def correction_of_an_own_status(play: Played) -> None:
    wrong, called = _some(play, "commitment", "own_status")
    before = play.tracker.commitments[wrong[1]].assessments
    correct(play, wrong, called, value="Nearly complete", amounts_to=None)
    assert play.tracker.commitments[wrong[1]].assessments == before


@contribution
def correction_of_a_due_date(play: Played) -> None:
    correct(play, *_some(play, "commitment", "due"), what="What is due had a slip.")


@contribution
def correction_of_the_day_of_a_due_date(play: Played) -> None:
    """The day itself was wrong, and no later date names it."""
    for wrong in standing(play, "commitment", "due"):
        dues = play.tracker.commitments[wrong[1]].due
        if not any(due.replaces == wrong[3].date for due in dues):
            correct(play, wrong, {"entry": wrong[3].key}, date=str(wrong[3].date.last.replace(day=28)))
            return
    raise NotNow


@contribution
def correction_of_an_event(play: Played) -> None:
    correct(play, *_some(play, "commitment", "events"), what="What happened had a slip.")


@contribution
def correction_of_an_event_that_decides_a_status(play: Played) -> None:
    for wrong in standing(play, "commitment", "events"):
        judged = play.tracker.commitments[wrong[1]].assessments
        if any(wrong[3].id in item.rests_on for item in judged):
            correct(play, wrong, {"entry": wrong[3].id}, what="What decided it had a slip.")
            return
    raise NotNow


@contribution
def correction_by_the_command(play: Played) -> None:
    """The command takes what rests on the event along."""
    for kind, name, _, entry in standing(play, "commitment", "events"):
        judged = play.tracker.as_written(kind, name).assessments  # type: ignore[attr-defined]  # a commitment
        if any(entry.id in item.rests_on for item in judged):
            shown = evidence(play, least="delivered")
            points = [part for point in entry.meets for part in ("--meets", point)]
            corrects = ("--corrects", play.pick((entry.id, entry.key)), "--because", "The words had a slip.")
            play.run(
                *("record", name, "event", "--yes", "--id", f"right-{play.number}", "--date", str(entry.date)),
                *("--type", entry.type, "--what", "It happened in other words.", *points, *corrects),
                *("--source", shown["source"], "--says", shown["says"]),
            )
            return
    raise NotNow


@contribution
def correction_that_lowers_a_status(play: Played) -> None:
    """What had met the last points did not happen so; the status of that day is put right with it."""
    for wrong in standing(play, "commitment", "events"):
        _, name, _, event = wrong
        last = play.tracker.commitments[name].assessments[-1]
        if event.meets and play.tracker.level(last.delivery).is_met and last.date.first == event.date.first:
            new = correct(play, wrong, {"entry": event.key}, meets=[], what="It was not as it had been told.")
            if _lowered(play, name, new.removeprefix("event-")):
                return
            play.undo()
    raise NotNow


def _lowered(play: Played, name: str, event: str) -> bool:
    item = play.tracker.commitments[name]
    last = item.assessments[-1]
    wanted = expected_delivery(play.tracker, item, last.date.first)
    if wanted not in (PLANNED, UNDER_WAY, PART_DELIVERED) or wanted == last.delivery:
        return False
    judged = {"date": str(last.date), "recorded": play.today, "delivery": wanted, "reason": "Less is shown than told."}
    corrects = {"entry": last.key, "reason": "It rested on an event that was corrected."}
    more = {"confirmed_by": last.confirmed_by} if play.tracker.level(wanted).is_met else {}
    play.append(
        *("commitment", name, "assessments"),
        {**judged, **more, "rests_on": [event], "corrects": corrects},
    )
    return not any(play.faults())


@contribution
def correction_of_an_assessment(play: Played) -> None:
    correct(play, *_some(play, "commitment", "assessments"), reason="The reason had a slip.")


@contribution
def correction_of_a_search(play: Played) -> None:
    correct(play, *_some(play, "commitment", "searches"), found="What was found had a slip.")


@contribution
def correction_of_an_earlier_ask(play: Played) -> None:
    correct(play, *_some(play, "commitment", "earlier_asks"), what="What was asked had a slip.")


@contribution
def correction_of_a_value(play: Played) -> None:
    wrong, called = _some(play, "figure", "values")
    correct(play, wrong, called, value=str(wrong[3].value + 1))


@contribution
def correction_of_a_background_event(play: Played) -> None:
    correct(play, *_some(play, "background", "events"), what="What happened had a slip.")


@contribution
def correction_of_a_reply(play: Played) -> None:
    correct(play, *_some(play, "body", "replies"), asked="What was asked had a slip.")


@contribution
def correction_of_a_correction(play: Played) -> None:
    for kind, field in play.shuffled((("commitment", "events"), ("commitment", "assessments"), ("figure", "values"))):
        for wrong in standing(play, kind, field):
            if wrong[3].correction:
                text = {"events": "what", "assessments": "reason", "values": "note"}[field]
                correct(play, wrong, {"entry": wrong[3].key}, **{text: "It had a second slip."})
                return
    raise NotNow


def _named(play: Played, call: Call) -> None:
    for kind, field in play.shuffled((("commitment", "events"), ("commitment", "assessments"), ("commitment", "due"))):
        for wrong in standing(play, kind, field):
            if called := call(getattr(play.tracker.as_written(kind, wrong[1]), field), wrong[3]):
                correct(play, wrong, called, **{"reason" if field != "events" else "what": "It had a slip."})
                return
    raise NotNow


@contribution
def correction_named_by_key(play: Played) -> None:
    _named(play, by_key)


@contribution
def correction_named_by_event_id(play: Played) -> None:
    _named(play, by_id)


@contribution
def correction_named_by_date(play: Played) -> None:
    _named(play, by_date)


@contribution
def correction_named_by_date_and_number(play: Played) -> None:
    _named(play, by_date_and_number)


# Stored texts. What is quoted from a text stays in it.


def _kept(play: Played, text: str) -> str:
    found = (name for name, item in play.tracker.sources.items() if item.text == text and not item.withdrawn)
    return play.pick(found)


def _stored(play: Played, name: str, sha256: str) -> None:
    entry = {"sha256": sha256, "recorded": play.today, "reason": f"Read again in step {play.number}."}
    play.append("source", name, "stored", entry)


@contribution
def stored_text_replaced(play: Played) -> None:
    name = _kept(play, "held")
    text = play.tracker.texts[name] + f"\nA line that was left out, seen in step {play.next()}.\n"
    _stored(play, name, play.hold(name, text))


@contribution
def fingerprint_replaced(play: Played) -> None:
    """The page of a step was longer than what had been read of it."""
    found = (name for name, item in play.tracker.sources.items() if item.text == "fingerprint" and not item.withdrawn)
    name = play.pick(key for key in found if key.rpartition("-")[2].isdecimal())
    text = page(int(name.rpartition("-")[2])) + f"\nAnd more, seen in step {play.next()}.\n"
    _stored(play, name, play.hold(name, fingerprint.make(name, text), ".fingerprint"))


@contribution
def text_kept_of_a_source_without_one(play: Played) -> None:
    """The licence turns out to allow it: how the text is kept, and the terms, are changed in the open."""
    found = (name for name, item in play.tracker.sources.items() if item.text == "not-held" and not item.withdrawn)
    name = play.pick(found)
    was = play.data(path_of("source", name))
    play.replace(path_of("source", name), ("text",), "held")
    play.edited("source", name, "text", "not-held", "The licence allows it.")
    if "licence" in was:
        play.replace(path_of("source", name), ("licence",), OPEN)
    else:
        play.put("source", name, "licence", OPEN)
    play.edited("source", name, "licence", was.get("licence"), "The terms were read.")
    _stored(play, name, play.hold(name, page(play.next())))
