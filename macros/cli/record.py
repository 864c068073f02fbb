"""`tracker record <id> event|assessment|…`: add one entry to a record, and nothing else.

Here is also how every change is shown, agreed to and written.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from macros.checks import check
from macros.checks.rule import did_you_mean
from macros.cli import Ask, Session, Stop
from macros.cli.answers import Field, WithEvidence, answers, evidence, fields_of, options
from macros.clock import today
from macros.contribute.assessments import with_assessments
from macros.contribute.edit import Unsafe, append, slug, unused
from macros.contribute.proposal import checked, difference, faults_of, write
from macros.model.base import Record
from macros.model.entries import entry_lists
from macros.model.tracker import MODELS
from macros.read.kinds import FOLDERS
from macros.read.problems import DataError, errors, report

# What the command line calls an entry, and the list that it stands in.
LISTS = {
    "event": ("commitment", "events"),
    "assessment": ("commitment", "assessments"),
    "response": ("commitment", "responses"),
    "own-status": ("commitment", "own_status"),
    "search": ("commitment", "searches"),
    "due": ("commitment", "due"),
    "value": ("figure", "values"),
}
_TURN_THE_STATUS = ("event", "response")
_CORRECTS = (
    Field("corrects", "The entry that this one puts right: its key, the id of the event, or the date of the entry."),
    Field("because", "What was wrong with the entry that it corrects."),
    Field("number", "Which one, counted from 1, when several entries have that date."),
)
_REASON = Field("reason", "Why the status is a new one, when this entry turns it.")
AGREEMENT: list[click.Parameter] = [
    click.Option(["--yes"], is_flag=True, help="Ask nothing: take the options, and write."),
    click.Option(["--dry-run"], is_flag=True, help="Check and show, and write nothing."),
]


def model_for(word: str) -> type[Record]:
    """The model of the entry that the command line calls by this word."""
    kind, field = LISTS[word]
    return entry_lists(MODELS[kind])[field]


@click.group(subcommand_metavar=" | ".join(LISTS))
@click.argument("id_", metavar="ID")
@click.pass_context
def record(ctx: click.Context, id_: str) -> None:
    """Add one entry to a record.

    An event, assessment, response, own status, search, due date or value. ID is that of a commitment, such as
    bridge-repair, or of a figure.
    """
    ctx.meta["record"] = id_


def _command(word: str) -> click.Command:
    model = model_for(word)
    fields = [*fields_of(model), *_CORRECTS, *([_REASON] if word in _TURN_THE_STATUS else [])]

    @click.pass_context
    def run(ctx: click.Context, /, **given: Any) -> int:
        ask = ctx.obj.question(given["yes"])
        path, text = _changed(ctx.obj, ctx.meta["record"], word, given, ask)
        return propose(ctx.obj, {path: text}, given, ask)

    sort = WithEvidence if "evidence" in model.model_fields else click.Command
    return sort(word, callback=run, params=[*options(fields), *AGREEMENT], help=(model.__doc__ or "").strip())


for _word in LISTS:
    record.add_command(_command(_word))


def _changed(session: Session, name: str, word: str, given: Mapping[str, Any], ask: Ask) -> tuple[str, str]:
    """The path of the record, and its text with the entry.

    Raises:
        DataError: the file of the record cannot be used.
        Stop: there is no such record, an answer is missing or not allowed, or the file is laid out in an unusual way.
    """
    tracker, problems = check(session.root, today())
    kind, field = LISTS[word]
    records, path = getattr(tracker, FOLDERS[kind]), f"data/{FOLDERS[kind]}/{name}.yaml"
    if name not in records:
        if own := tuple(problem for problem in errors(problems) if problem.place.path == path):
            raise DataError(own)
        hint = did_you_mean(name, records, f"data/{FOLDERS[kind]}/ holds them")
        raise Stop(f"there is no {kind} {name!r}; {hint}")
    model = model_for(word)
    found = answers((*fields_of(model, tracker, records[name], today()), *_CORRECTS), given, ask)
    entry = _entry(model, found, records[name].as_written)
    if "evidence" in model.model_fields:
        entry["evidence"] = evidence(tracker, given["evidence"], ask)
    try:
        text = append((session.root / path).read_text(encoding="utf-8"), kind, field, entry, path)
    except Unsafe as unsafe:
        raise Stop(f"{path}: {unsafe}") from None
    if word in _TURN_THE_STATUS:
        reason = given["reason"] or entry.get("what") or entry.get("note") or "The answer of the body is on record."
        after, _ = checked(session.root, {path: text}, today())
        text = with_assessments(after, name, text, entry, _one_line(reason), today())
    return path, text


def _entry(model: type[Record], found: dict[str, Any], record: Any) -> dict[str, Any]:
    """The entry as a file would hold it: texts on one line, what is empty left out."""
    entry = {name: _one_line(found[name]) for name in model.model_fields if name in found}
    if "id" in entry and not entry["id"]:
        entry["id"] = unused(slug(entry["what"], 4), [event.id for event in record.events])
    if found["corrects"]:
        number = {"number": found["number"]} if found["number"] else {}
        entry["corrects"] = {"entry": found["corrects"], **number, "reason": found["because"]}
    return entry


def _one_line(value: Any) -> Any:
    """Text without line breaks and doubled spaces, as records hold it."""
    if isinstance(value, list):
        return [_one_line(item) for item in value]
    return " ".join(value.split()) if isinstance(value, str) else value


def propose(session: Session, texts: Mapping[str, str], given: Mapping[str, Any], ask: Ask) -> int:
    """Check, show and, when it is agreed to, write. 0 when it was written or declined, 1 when a rule is broken."""
    found = faults_of(session.root, texts, today())
    # That nothing names a new record yet comes next: it must be there before it can be named.
    wrong = tuple(item for item in found if item.code != "REF002" or item.place.path not in texts)
    print(difference(session.root, texts), end="")
    if wrong:
        print(report(wrong))
        print("Nothing was written: mend what is named above and try again")
        return 1
    is_wanted = given["yes"] or (ask is not None and not given["dry_run"] and agreed(ask("\nWrite it? [y/N] ")))
    if given["dry_run"] or not is_wanted:
        print("Nothing was written")
        return 0
    write(session.root, texts)
    print("Written: " + ", ".join(texts))
    for problem in found:
        print(f"Next: {problem.fix}; until then `tracker check` says that {problem.found}")
    return 0


def agreed(answer: str) -> bool:
    """Whether an answer is a yes."""
    return answer.strip().lower() in ("y", "yes")
