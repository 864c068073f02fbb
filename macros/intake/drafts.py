"""The fields of a form as new blocks of records, made by the same functions as the command line.

A draft holds whole texts of files by their path. Nothing is written here, and what a form says is never a status: the
rules give that from the events.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from macros.edit import append, new_record
from macros.edit.judgement import assessment_for
from macros.intake.form import Filled
from macros.intake.parts import Parts, slug, unused
from macros.model.commitment import Assessment, Commitment, Event, Response
from macros.model.tracker import Tracker
from macros.read.quotes import level

Values = dict[str, Any]


class Refused(Exception):
    """The form cannot become a draft; `reasons` says why, in words for the reporter."""

    def __init__(self, reasons: list[str]) -> None:
        self.reasons = reasons
        super().__init__("; ".join(reasons))


class LeftToPeople(Exception):
    """The form is in order, and what to make of it needs a person."""


@dataclass(frozen=True)
class Draft:
    """A proposed change: the record it is about, the texts by path, and the event that the status may follow from."""

    record: str
    files: Mapping[str, str] = field(default_factory=dict)
    event: str = ""


@dataclass(frozen=True)
class Desk:
    """What a draft is made from: the record as it is, the texts of its files by path, and the day."""

    tracker: Tracker
    texts: Mapping[str, str]
    today: dt.date


def draft(desk: Desk, filled: Filled) -> Draft:
    """The change that a filled form proposes.

    Raises:
        Refused: a field cannot be understood.
        LeftToPeople: the form names no entry that a correction could follow.
        DataError: a block would break a rule of shape.
    """
    return _MAKERS[filled.form.name](desk, Parts(filled, desk.tracker))


def _changed(desk: Desk, parts: Parts) -> Draft:
    name = parts.id("record", desk.tracker.commitments)
    source, files = _source(desk, parts)
    event = _event(parts, desk, source)
    _refuse(parts)
    entry = {**event, "id": unused(slug(event["what"], 5), _event_ids(desk, name))}
    return Draft(name, {**files, **_appended(desk, name, "events", entry)}, entry["id"])


def _wrong(desk: Desk, parts: Parts) -> Draft:
    if parts.text("record").lower() == "site":
        raise LeftToPeople
    name = parts.id("record", desk.tracker.commitments)
    found = _entry(desk.tracker.commitments[name], parts.text("part")) if name else ("", {}, "")
    if found[0] == "events":
        return _corrected_event(desk, parts, name, found[1])
    _refuse(parts)
    if found[0] == "assessments":
        entry = {**found[1], "recorded": desk.today.isoformat(), "reason": parts.text("right")}
        entry["corrects"] = {"entry": found[2], "reason": parts.text("why")}
        return Draft(name, _appended(desk, name, "assessments", entry))
    raise LeftToPeople


def _corrected_event(desk: Desk, parts: Parts, name: str, wrong: Values) -> Draft:
    source, files = _source(desk, parts)
    evidence = _evidence(desk, parts, source) if source else {}
    date = parts.date("date") or wrong["date"]
    _refuse(parts)
    if not source or not parts.text("shows"):
        raise LeftToPeople
    corrects = {"entry": wrong["id"], "reason": parts.text("why")}
    entry = {**wrong, "id": unused(f"{wrong['id']}-corrected", _event_ids(desk, name)), "date": date}
    entry |= {"what": parts.text("right"), "recorded": desk.today.isoformat(), "evidence": [evidence]}
    changed = _appended(desk, name, "events", {**entry, "corrects": corrects})
    for judged in _resting_on(desk, name, wrong["id"], entry["id"], parts.text("why")):
        changed = _appended(Desk(desk.tracker, {**desk.texts, **changed}, desk.today), name, "assessments", judged)
    return Draft(name, {**files, **changed}, entry["id"])


def _resting_on(desk: Desk, name: str, wrong: str, right: str, why: str) -> list[Values]:
    """The assessments that rest on an event which is corrected, corrected in turn to rest on the new event."""
    commitment = desk.tracker.commitments[name]
    judged = [item for item in commitment.assessments if any(_is(entry, wrong) for entry in commitment.basis(item))]
    return [
        {
            **_plain(item),
            "recorded": desk.today.isoformat(),
            "rests_on": [right if event in (wrong, f"event-{wrong}") else event for event in item.rests_on],
            "corrects": {"entry": item.key, "reason": why},
        }
        for item in judged
    ]


def _is(entry: Event | Response, name: str) -> bool:
    return isinstance(entry, Event) and entry.id == name


def _promise(desk: Desk, parts: Parts) -> Draft:
    maker = parts.id("maker", desk.tracker.bodies)
    lead = parts.id("lead", desk.tracker.bodies) or maker
    theme, kind = parts.id("theme", desk.tracker.themes), parts.code("kind", "commitment-kind")
    source, files = _source(desk, parts)
    date = parts.date("date")
    _refuse(parts)
    evidence = [_evidence(desk, parts, source)]
    day = desk.today.isoformat()
    name = unused(f"{maker}-{slug(parts.text('name'), 5)}", desk.tracker.commitments)
    event = {"id": "promise", "date": date, "type": "announcement", "what": parts.text("summary")}
    assessment = {"date": date, "recorded": day, "delivery": "planned", "rests_on": ["promise"]}
    values: Values = {"title": parts.text("name"), "summary": parts.text("summary"), "kind": kind, "made_by": [maker]}
    values |= {"made_date": date, "made_evidence": evidence, "lead_body": lead, "themes": [theme]}
    values |= {
        "done_when": _points(parts.lines("done")),
        "assessments": [{**assessment, "reason": parts.text("shows")}],
    }
    values |= {"events": [{**event, "recorded": day, "evidence": evidence}]}
    path = f"data/commitments/{name}.yaml"
    return Draft(name, {**files, path: new_record("commitment", values, path)})


def _points(lines: list[str]) -> list[Values]:
    points: list[Values] = []
    for line in lines:
        points.append({"id": unused(slug(line, 4), [point["id"] for point in points]), "text": line})
    return points


def _source(desk: Desk, parts: Parts) -> tuple[str, dict[str, str]]:
    """The id of the source with that address, and the file of a new one."""
    url, kind, issued = parts.address("link"), parts.code("page-kind", "source-type"), parts.date("issued")
    publisher, title = parts.text("publisher"), parts.text("page-title")
    known = next((name for name, source in desk.tracker.sources.items() if url and source.url == url), "")
    if known or not (url and kind and publisher and title):
        return known, {}
    name = unused(f"{issued or 'undated'}-{slug(publisher, 2)}-{slug(title, 4)}", desk.tracker.sources)
    path = f"data/sources/{name}.yaml"
    values: Values = {"type": kind, "publisher": publisher, "title": title, "issued": issued, "url": url}
    values |= {"accessed": desk.today.isoformat(), "text": "not-held"}
    return name, {path: new_record("source", values, path)}


def _event(parts: Parts, desk: Desk, source: str) -> Values:
    event: Values = {"id": "", "date": parts.date("date"), "type": parts.code("event", "event-type")}
    event |= {"what": parts.text("what"), "recorded": desk.today.isoformat()}
    return {**event, "evidence": [_evidence(desk, parts, source)]}


def _evidence(desk: Desk, parts: Parts, source: str) -> Values:
    """The quote where it can be checked, else the paraphrase."""
    quote, where = parts.text("quote"), parts.text("where")
    held = source in desk.tracker.texts or source in desk.tracker.fingerprints
    carried = {"quote": quote} if quote and held else {"says": parts.text("shows")}
    return {"source": source, **carried, **({"locator": where} if where else {})}


def _entry(commitment: Commitment, words: str) -> tuple[str, Values, str]:
    """The one event or assessment whose words were copied; nothing when there is none or more than one."""
    wanted = level(words)
    events = [("events", item) for item in commitment.events if wanted and wanted in level(item.what)]
    judged = [("assessments", item) for item in commitment.assessments if wanted and wanted in level(item.reason)]
    found: list[tuple[str, Event | Assessment]] = [*events, *judged]
    if len(found) != 1:
        return "", {}, ""
    return found[0][0], _plain(found[0][1]), found[0][1].key


def _plain(entry: Event | Assessment) -> Values:
    """The values of an entry as a file holds them, without what it corrects."""
    return entry.model_dump(
        mode="json", exclude_defaults=True, exclude={"corrects", *type(entry).model_computed_fields}
    )


def _appended(desk: Desk, name: str, field_name: str, entry: Values) -> dict[str, str]:
    path = f"data/commitments/{name}.yaml"
    return {path: append(desk.texts[path], "commitment", field_name, entry, path)}


def _event_ids(desk: Desk, name: str) -> list[str]:
    return [event.id for event in desk.tracker.commitments[name].as_written.events]


def _refuse(parts: Parts) -> None:
    if parts.faults:
        raise Refused(parts.faults)


def with_status(made: Draft, tracker: Tracker, today: dt.date) -> Draft:
    """The draft with the assessment that the rules ask for once its event is there; the tracker holds the draft."""
    commitment = tracker.commitments.get(made.record)
    event = next((item for item in commitment.events if item.id == made.event), None) if commitment else None
    entry = assessment_for(tracker, made.record, event.date, {"id": event.id}, event.what) if event else None
    if entry is None:
        return made
    path = f"data/commitments/{made.record}.yaml"
    text = append(made.files[path], "commitment", "assessments", {**entry, "recorded": str(today)}, path)
    return Draft(made.record, {**made.files, path: text}, made.event)


_MAKERS = {"changed": _changed, "wrong": _wrong, "promise": _promise}
