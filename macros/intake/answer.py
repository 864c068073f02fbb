"""What the reporter reads below the issue: plain sentences, with what was typed shown as inert text."""

from __future__ import annotations

from collections.abc import Iterable

from macros.inert import inert
from macros.intake.drafts import Draft
from macros.intake.form import Form
from macros.model.tracker import Tracker
from macros.read.problems import Problem

_THANKS = "Thank you. "
_NOT_MENDED = (
    "If you cannot mend it, leave it as it is: a person reads every report. If you can, edit your report with the menu "
    "“…” above; it is read again."
)
# The label of the form, for the field of a record that it became.
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


def drafted(made: Draft, before: Tracker, after: Tracker) -> str:
    """What the draft would change, for whoever reads the issue."""
    lines = [_THANKS + "A draft of your change is ready, and the checks find nothing wrong with it.", ""]
    lines += [f"- {line}" for line in _changes(made, before, after)]
    return "\n".join([*lines, "", "A person compares it with the page before anything appears on the site."])


def _changes(made: Draft, before: Tracker, after: Tracker) -> Iterable[str]:
    yield from (f"New source: {inert(path[13:-5])}" for path in made.files if path.startswith("data/sources/"))
    commitment = after.commitments[made.record]
    if made.record not in before.commitments:
        yield f"New record: {inert(commitment.title)}"
        return
    yield f"Record: {inert(commitment.title)}"
    event = next((item for item in commitment.events if item.id == made.event), None)
    if event:
        title = after.title_of("event-type", event.type).lower()
        yield f"{'Correction' if event.corrects else 'New entry'}, {title} of {event.date}: {inert(event.what)}"
    was, now = before.commitments[made.record].assessments[-1], commitment.assessments[-1]
    if was.delivery != now.delivery:
        titles = [after.title_of("delivery", item.delivery) for item in (was, now)]
        yield f"By the published rules the status goes from **{titles[0]}** to **{titles[1]}**."


def refused(reasons: Iterable[str]) -> str:
    """Why the form could not be read."""
    listed = "\n".join(f"- {inert(reason)}" for reason in reasons)
    return f"{_THANKS}No draft could be made of it yet:\n\n{listed}\n\n{_NOT_MENDED}"


def faulty(form: Form, problems: Iterable[Problem]) -> str:
    """What the checks found in the draft, with what to do, by the labels of the form."""
    listed = "\n".join(f"- {_fault(form, problem)}" for problem in problems)
    return f"{_THANKS}The checks found something in the draft that was made of it:\n\n{listed}\n\n{_NOT_MENDED}"


def _fault(form: Form, problem: Problem) -> str:
    label = _label(form, problem.place.field)
    where = f"“{label}”: " if label else ""
    fix = f" What helps: {inert(problem.fix)}." if problem.fix else ""
    return f"{where}{inert(problem.found)}. Expected: {inert(problem.expected)}.{fix} ({problem.code})"


def _label(form: Form, field: str) -> str:
    last = field.split(".")[-1].split("[")[0]
    labels: dict[str, str] = {item.id: item.label for item in form.fields}
    return next((labels[name] for name in _FIELD_OF.get(last, ()) if name in labels), "")


def left_to_people() -> str:
    """A correction whose place in the record could not be found."""
    return (
        f"{_THANKS}Which entry of the record this is about could not be told, so a person will read it. It helps when "
        "“What the record says” holds one whole sentence as it stands on the page, and when the page that shows what "
        "is right is named with its publisher, title and kind."
    )
