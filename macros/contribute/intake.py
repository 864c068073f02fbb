"""From a filled form to a proposed change, and the answer that the reporter reads below the issue.

What a stranger typed is read as text and never as anything else. Nothing is written here, and what a form says is never
a status: the rules give that from the events. Blocks are made by the same functions as on the command line.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from macros.checks import load
from macros.contribute.assessments import with_assessments
from macros.contribute.edit import Unsafe, append, new_record, points, slug, unused
from macros.contribute.forms import Form, FormValues, Refused, form_of, forms, typed_in
from macros.contribute.github import escape_for_github
from macros.contribute.proposal import checked
from macros.model.commitment import Assessment, Commitment, Event
from macros.model.tracker import Tracker
from macros.model.vocabulary import A_PROMISE
from macros.read.problems import DataError, Problem, errors
from macros.read.quotes import level

Values = dict[str, Any]
_THANKS = "Thank you. "
_NOT_MENDED = (
    "If you cannot mend it, leave it as it is: a person reads every report. If you can, edit your report with the menu "
    "“…” above; it is read again."
)
_LEFT_TO_PEOPLE = (
    f"{_THANKS}Which entry of the record this is about could not be told, so a person will read it. It helps when "
    "“What the record says” holds one whole sentence as it stands on the page, and when the page that shows what is "
    "right is named with its publisher, title and kind."
)
# The fields of the form that a field of a record may have come from.
_FIELD_OF = {
    "what": ("what", "right", "summary"),
    "says": ("shows",),
    "quote": ("quote",),
    "locator": ("where",),
    "reason": ("right", "why", "shows"),
    "title": ("page-title", "name"),
    "summary": ("summary",),
    "text": ("done",),
    "publisher": ("publisher",),
    "date": ("date",),
    "issued": ("issued",),
    "url": ("link",),
}


@dataclass(frozen=True)
class Draft:
    """A proposed change: the record it is about, the texts by path, and the event that the status may follow from."""

    record: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    event: Values = field(default_factory=dict)


@dataclass(frozen=True)
class DraftContext:
    """What a draft is made from: the project, the record as it is, the day, and what was typed."""

    root: Path
    tracker: Tracker
    today: dt.date
    values: FormValues

    def appended(self, name: str, entries: str, entry: Values) -> dict[str, str]:
        """The file of a commitment with one entry more."""
        path = _path(name)
        return {path: append((self.root / path).read_text(encoding="utf-8"), "commitment", entries, entry, path)}

    def unused_event(self, name: str, wanted: str) -> str:
        """An id for a new event of a commitment."""
        return unused(wanted, [event.id for event in self.tracker.commitments[name].as_written.events])


def propose(root: Path, day: dt.date, body: str) -> dict[str, Any] | None:
    """What the job that may write needs: the form, the record, the texts of the files, and the answer.

    Nothing when the body is none of the forms.
    """
    form = form_of(body, forms(root))
    if form is None:
        return None
    made = Draft()
    try:
        made, answer = _drafted(root, day, form, body)
    except Refused as refused:
        answer = _refused(refused.reasons) if refused.reasons else _LEFT_TO_PEOPLE
    except Unsafe as unsafe:
        answer = _refused([str(unsafe)])
    except DataError as error:
        answer = _faulty(form, error.problems)
    return {"form": form.name, "record": made.record, "files": dict(made.files), "answer": answer}


def _drafted(root: Path, day: dt.date, form: Form, body: str) -> tuple[Draft, str]:
    """The draft that the form gives, once the rules have been asked; without its files when they find a fault."""
    typed, before = typed_in(form, body), load(root, day)
    context = DraftContext(root, before, day, FormValues(form, typed, before))
    made = _MAKERS[form.name](context)
    after, problems = checked(root, made.files, day)
    if made.event and made.record in after.commitments:
        path, reason = _path(made.record), made.event["what"]
        text = with_assessments(after, made.record, made.files[path], made.event, reason, day)
        if text != made.files[path]:
            made = Draft(made.record, {**made.files, path: text}, made.event)
            after, problems = checked(root, made.files, day)
    if wrong := errors(problems):
        return Draft(made.record), _faulty(form, wrong)
    return made, _ready(made, before, after)


def _path(name: str) -> str:
    return f"data/commitments/{name}.yaml"


# The draft of each form.


def _changed(context: DraftContext) -> Draft:
    values = context.values
    name = values.id("record", context.tracker.commitments)
    source, files = _source(context)
    event: Values = {"id": "", "date": values.date("date"), "type": values.code("event", "event-type")}
    event |= {"what": values.text("what"), "recorded": str(context.today), "evidence": [_evidence(context, source)]}
    values.refuse()
    event["id"] = context.unused_event(name, slug(event["what"], 5))
    return Draft(name, {**files, **context.appended(name, "events", event)}, event)


def _wrong(context: DraftContext) -> Draft:
    values = context.values
    if values.text("record").lower() == "site":
        raise Refused([])
    name = values.id("record", context.tracker.commitments)
    found = _entry(context.tracker.commitments[name], values.text("part")) if name else None
    if isinstance(found, Event):
        return _corrected_event(context, name, found)
    values.refuse()
    if found is None:
        raise Refused([])
    entry = _plain(found) | {"recorded": str(context.today), "reason": values.text("right")}
    entry["corrects"] = {"entry": found.key, "reason": values.text("why")}
    return Draft(name, context.appended(name, "assessments", entry))


def _corrected_event(context: DraftContext, name: str, wrong: Event) -> Draft:
    values = context.values
    source, files = _source(context)
    entry = _plain(wrong) | {"id": context.unused_event(name, f"{wrong.id}-corrected")}
    entry |= {"date": values.date("date") or str(wrong.date), "what": values.text("right")}
    values.refuse()
    if not source or not values.text("shows"):
        raise Refused([])
    entry |= {"recorded": str(context.today), "evidence": [_evidence(context, source)]}
    entry["corrects"] = {"entry": wrong.id, "reason": values.text("why")}
    return Draft(name, {**files, **context.appended(name, "events", entry)}, entry)


def _promise(context: DraftContext) -> Draft:
    values, tracker, day = context.values, context.tracker, str(context.today)
    maker = values.id("maker", tracker.bodies)
    lead = values.id("lead", tracker.bodies) or maker
    theme, kind = values.id("theme", tracker.themes), values.code("kind", "commitment-kind")
    source, files = _source(context)
    date = values.date("date")
    values.refuse()
    evidence = [_evidence(context, source)]
    name = unused(f"{maker}-{slug(values.text('name'), 5)}", tracker.commitments)
    announcement = tracker.codelists["event-type"].first(announces=True).code
    event = {"id": "promise", "date": date, "type": announcement, "what": values.text("summary"), "recorded": day}
    status = {"date": date, "recorded": day, "delivery": tracker.level_when(A_PROMISE).code, "rests_on": ["promise"]}
    record: Values = {"title": values.text("name"), "summary": values.text("summary"), "kind": kind, "made_by": [maker]}
    record |= {"stance": tracker.codelists["stance"].first(is_promise=True).code}
    record |= {"made_date": date, "made_evidence": evidence, "lead_body": lead, "themes": [theme]}
    record |= {"done_when": points(values.lines("done")), "events": [{**event, "evidence": evidence}]}
    record |= {"assessments": [{**status, "reason": values.text("shows")}]}
    return Draft(name, {**files, _path(name): new_record("commitment", record, _path(name))})


def _source(context: DraftContext) -> tuple[str, dict[str, str]]:
    """The id of the source with that address, and the file of a new one."""
    values, sources = context.values, context.tracker.sources
    url, kind, issued = values.address("link"), values.code("page-kind", "source-type"), values.date("issued")
    publisher, title = values.text("publisher"), values.text("page-title")
    known = next((name for name, source in sources.items() if url and source.url == url), "")
    if known or not (url and kind and publisher and title):
        return known, {}
    name = source_id(issued, publisher, title, sources)
    path = f"data/sources/{name}.yaml"
    record: Values = {"type": kind, "publisher": publisher, "title": title, "issued": issued, "url": url}
    return name, {path: new_record("source", {**record, "accessed": str(context.today), "text": "not-held"}, path)}


def source_id(issued: str, publisher: str, title: str, taken: Iterable[str]) -> str:
    """The id that a new source gets."""
    return unused(f"{issued or 'undated'}-{slug(publisher, 2)}-{slug(title, 4)}", taken)


def _evidence(context: DraftContext, source: str) -> Values:
    """The quote where it can be checked, else the paraphrase."""
    values, tracker = context.values, context.tracker
    quote, where = values.text("quote"), values.text("where")
    held = source in tracker.texts or source in tracker.fingerprints
    carried = {"quote": quote} if quote and held else {"says": values.text("shows")}
    return {"source": source, **carried} | ({"locator": where} if where else {})


def _entry(commitment: Commitment, words: str) -> Event | Assessment | None:
    """The one event or assessment whose words were copied; nothing when there is none or more than one."""
    wanted = level(words)
    found: list[Event | Assessment] = [item for item in commitment.events if wanted and wanted in level(item.what)]
    found += (item for item in commitment.assessments if wanted and wanted in level(item.reason))
    return found[0] if len(found) == 1 else None


def _plain(entry: Event | Assessment) -> Values:
    """The values of an entry as a file holds them, without what it corrects."""
    computed = type(entry).model_computed_fields
    return entry.model_dump(mode="json", exclude_defaults=True, exclude={"corrects", *computed})


_MAKERS = {"changed": _changed, "wrong": _wrong, "promise": _promise}


# The answer: plain sentences, with what was typed shown as it was typed.


def _ready(made: Draft, before: Tracker, after: Tracker) -> str:
    lines = [_THANKS + "A draft of your change is ready, and the checks find nothing wrong with it.", ""]
    lines += [f"- {line}" for line in _changes(made, before, after)]
    return "\n".join([*lines, "", "A person compares it with the page before anything appears on the site."])


def _changes(made: Draft, before: Tracker, after: Tracker) -> Iterable[str]:
    sources = (path for path in made.files if path.startswith("data/sources/"))
    yield from (f"New source: {escape_for_github(path[13:-5])}" for path in sources)
    commitment = after.commitments[made.record]
    if made.record not in before.commitments:
        yield f"New record: {escape_for_github(commitment.title)}"
        return
    yield f"Record: {escape_for_github(commitment.title)}"
    event = next((item for item in commitment.events if item.id == made.event.get("id")), None)
    if event:
        title = after.title_of("event-type", event.type).lower()
        sort = "Correction" if event.corrects else "New entry"
        yield f"{sort}, {title} of {event.date}: {escape_for_github(event.what)}"
    was, now = before.commitments[made.record].assessments[-1], commitment.assessments[-1]
    if was.delivery != now.delivery:
        titles = [after.title_of("delivery", item.delivery) for item in (was, now)]
        yield f"By the published rules the status goes from **{titles[0]}** to **{titles[1]}**."


def _refused(reasons: Iterable[str]) -> str:
    listed = "\n".join(f"- {escape_for_github(reason)}" for reason in reasons)
    return f"{_THANKS}No draft could be made of it yet:\n\n{listed}\n\n{_NOT_MENDED}"


def _faulty(form: Form, problems: Iterable[Problem]) -> str:
    """What the checks found in the draft, with what to do, by the labels of the form."""
    listed = "\n".join(f"- {_fault(form, problem)}" for problem in problems)
    return f"{_THANKS}The checks found something in the draft that was made of it:\n\n{listed}\n\n{_NOT_MENDED}"


def _fault(form: Form, problem: Problem) -> str:
    last = problem.place.field.split(".")[-1].split("[")[0]
    labels = {item.id: item.label for item in form.fields}
    label = next((labels[name] for name in _FIELD_OF.get(last, ()) if name in labels), "")
    where = f"“{label}”: " if label else ""
    found, expected = escape_for_github(problem.found), escape_for_github(problem.expected)
    fix = f" What helps: {escape_for_github(problem.fix)}." if problem.fix else ""
    return f"{where}{found}. Expected: {expected}.{fix} ({problem.code})"
