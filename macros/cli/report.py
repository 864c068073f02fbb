"""What the record says, in plain text: `tracker show`, `stats`, `due` and `diff`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict

import click

from macros.checks import check, load
from macros.checks.append_only import changed_fields
from macros.checks.rule import did_you_mean
from macros.cli import Session, Stop
from macros.cli.revision import NothingToCompare, checked_out
from macros.clock import today
from macros.derive.compare import Compared, compared
from macros.derive.overview import Overview, counts_by, counts_by_delivery, others, overview, recommendations
from macros.derive.state import State, state_on
from macros.derive.words import response_label, said
from macros.derive.worklist import Task, tasks
from macros.history.since import Told, since
from macros.model.dates import in_words
from macros.model.evidence import Evidence
from macros.model.fields import parts
from macros.model.tracker import Tracker
from macros.read.files import read
from macros.read.problems import errors


@click.command()
@click.argument("id_", metavar="ID")
@click.pass_obj
def show(session: Session, id_: str) -> None:
    """Print the state of one commitment.

    ID is that of a commitment, such as bridge-repair.
    """
    tracker = load(session.root, today())
    if moved := tracker.moved.get(f"commitments/{id_}"):
        raise Stop(f"{id_} has moved: `tracker show {moved.moved_to}`", 1)
    if id_ not in tracker.commitments:
        hint = did_you_mean(id_, tracker.commitments, "`tracker stats` counts them; data/commitments/ holds them")
        raise Stop(f"There is no commitment {id_!r}; {hint}", 1)
    print("\n".join(_state(tracker, state_on(tracker, tracker.commitments[id_], today()))))


def _state(tracker: Tracker, state: State) -> Iterable[str]:
    commitment = state.commitment
    number = f"{commitment.recommendation.label}. " if commitment.recommendation else ""
    yield f"{number}{commitment.title}"
    if commitment.withdrawn:
        yield f"Withdrawn on {in_words(commitment.withdrawn.date)}; it no longer counts. {commitment.withdrawn.reason}"
    yield commitment.summary
    yield ""
    words = response_label(tracker, said(tracker, commitment, state.response))
    yield f"What they said:     {words}" + (f", {in_words(state.response.date)}" if state.response else "")
    for answer in state.further:
        answered = f"{tracker.title_of('response', answer.response)}, {in_words(answer.date)}"
        yield f"                    {answer.body}: {answered}"
    for own in state.own_status:
        yield f"Their own status:   {own.body}, {in_words(own.date)}: “{own.value}”"
    happened = tracker.title_of("delivery", state.delivery) if state.delivery else "Not assessed yet"
    yield f"What has happened:  {happened}" + (f", since {in_words(state.since)}" if state.since else "")
    if state.assessment:
        yield f"Because:            {state.assessment.reason}"
    yield ""
    yield "Done when:"
    yield from (f"  [{'x' if point.id in state.met else ' '}] {point.text}" for point in commitment.done_when)
    yield from (f"{due.due.deadline} ({due.outcome})" for due in state.dues)
    yield f"Last reported:      {in_words(state.newest_evidence) if state.newest_evidence else 'none'}"
    yield f"Last checked:       {in_words(state.last_checked) if state.last_checked else 'never'}"


@click.command()
@click.pass_obj
def stats(session: Session) -> None:
    """Print the counts of the record.

    By delivery, kind, theme and body; and how large it is.
    """
    tracker = load(session.root, today())
    print("\n".join(_counts(tracker, overview(tracker, today()))))


def _counts(tracker: Tracker, seen: Overview) -> Iterable[str]:
    numbered = seen.of(recommendations(tracker)).values()
    newest = seen.newest_evidence
    yield f"As of {in_words(seen.day)}; newest evidence {in_words(newest) if newest else 'none'}"
    yield from _size(tracker)
    yield from _table("The numbered recommendations", _titled(tracker, counts_by_delivery(tracker, numbered)))
    yield from _table("The others", _titled(tracker, counts_by_delivery(tracker, seen.of(others(tracker)).values())))
    yield from _table("By kind", counts_by(seen.states.values(), lambda item: (item.kind,)))
    yield from _table("By theme", counts_by(seen.states.values(), lambda item: item.themes))
    yield from _table("By body, leading or supporting", counts_by(seen.states.values(), lambda item: item.addressees))


def _size(tracker: Tracker) -> Iterable[str]:
    records = (*tracker.commitments.values(), *tracker.figures.values(), *tracker.background.values())
    evidence = [part for record in records for _, part in parts(record) if isinstance(part, Evidence)]
    events = {event.shared or (name, event.key) for name, item in tracker.counted.items() for event in item.events}
    quotes = sum(1 for item in evidence if item.quote)
    withdrawn = len(tracker.commitments) - len(tracker.active)
    aside = {"that give another one again": len(tracker.active) - len(tracker.counted), "withdrawn": withdrawn}
    more = "".join(f"; {count} {what}" for what, count in aside.items() if count)
    yield f"{len(tracker.counted)} commitments{more}"
    yield f"{len(events)} events, each counted once"
    yield f"{len(tracker.sources)} sources, {len(tracker.texts)} of them with their text held"
    yield f"{len(evidence)} pieces of evidence, {quotes} of them quotes that were checked"


def _titled(tracker: Tracker, counts: Mapping[str, int]) -> dict[str, int]:
    return {tracker.title_of("delivery", code): count for code, count in counts.items()}


def _table(title: str, counts: Mapping[str, int]) -> Iterable[str]:
    yield ""
    yield title
    yield from (f"{count:5}  {name}" for name, count in counts.items())


@click.command()
@click.option("--all", "whole", is_flag=True, help="Also what is not due yet.")
@click.pass_obj
def due(session: Session, whole: bool) -> None:
    """Print what is due a check, oldest first.

    And how to write down that nothing new was found.
    """
    found = tasks(overview(load(session.root, today()), today()).states)
    print("\n".join(_tasks([task for task in found if whole or task.is_due])))


def _tasks(found: list[Task]) -> Iterator[str]:
    for task in found:
        yield f"{task.record}: {task.state.commitment.title}"
        yield f"  {_when(task)}"
        if task.search:
            yield f"  looked last at {'; '.join(task.search.places)}, for {'; '.join(task.search.words)}"
    yield "Nothing new found? Write it down: tracker record <id> search" if found else "Nothing is due a check"


def _when(task: Task) -> str:
    if task.due is None:
        return "never checked"
    if task.is_due:
        return f"due since {in_words(task.due)}, {task.days} {'day' if task.days == 1 else 'days'} ago"
    return f"due after {in_words(task.due)}"


@click.command()
@click.argument("revision", default="HEAD")
@click.option("--exact", is_flag=True, help="Compare with the revision itself.")
@click.option("--format", "format_", type=click.Choice(("text", "json")), default="text", help="Text or JSON.")
@click.pass_obj
def diff(session: Session, revision: str, exact: bool, format_: str) -> None:
    """Tell what changed for a reader.

    In sentences, with the cards before and after, since a git revision. REVISION is compared with where this branch
    left it; without one, HEAD: what is not committed yet.
    """
    said, told, cards = _changes(session, revision, exact)
    if format_ == "json":
        changes, both = [asdict(item) for item in told], [asdict(item) for item in cards]
        whole = {"version": 1, "since": said, "changes": changes, "cards": both}
        print(json.dumps(whole, indent=2, ensure_ascii=False))
    else:
        print("\n".join(_text(said, told, cards)))


def _changes(session: Session, revision: str, exact: bool) -> tuple[str, tuple[Told, ...], list[Compared]]:
    """With what was compared, the sentences, and the cards. Faults in the data are for `tracker check` to tell."""
    present, problems = check(session.root, today())
    if wrong := len(errors(problems)):
        print(f"{wrong} errors, told by `tracker check`; what could be read is compared", file=sys.stderr)
    try:
        with checked_out(session.root, revision, exact=exact) as past:
            before, _ = check(past.root, today(), is_earlier=True)
            fields = changed_fields(read(past.root), read(session.root), today())
            return past.said, since(before, present, fields), list(compared(before, present, today()))
    except NothingToCompare as nothing:
        return f"nothing: {nothing}", (), []


def _text(said: str, told: tuple[Told, ...], cards: list[Compared]) -> Iterator[str]:
    yield f"Since {said}:" if told else f"Nothing changed for a reader since {said}."
    yield from (f"- {item.sentence}" for item in told)
    for card in cards:
        yield ""
        yield f"{card.record}: {card.title}"
        for label, before, after in _rows(card):
            yield f"  {label}: {after}" if before == after else f"  {label}: {before} → {after}"


def _rows(card: Compared) -> Iterator[tuple[str, str, str]]:
    """What differs on the card, and always what has happened; for a new record, all of it."""
    before, after = card.before or {}, card.after or {}
    for label in after or before:
        old, new = before.get(label, "–"), after.get(label, "–")
        if label != "Title" and (old != new or label == "What has happened"):
            yield label, old, new
