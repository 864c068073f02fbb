"""What changed for a reader between two states of the record, one sentence each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from macros.dates import PartialDate, in_words
from macros.derive.changes import COMMITMENT, Change, Kind, changes
from macros.derive.corrections import Repair, Sort, repairs
from macros.model.evidence import Evidence
from macros.model.tracker import Tracker


@dataclass(frozen=True, slots=True)
class Told:
    """One change: of which record, what sort (`slipped`, `went-back`, `corrected` …), and the sentence."""

    record: str
    sort: str
    sentence: str


def since(before: Tracker, after: Tracker) -> tuple[Told, ...]:
    """Every change that is in the later state and not in the earlier one, by record."""
    if not before.codelists:
        before = replace(before, codelists=after.codelists)
    put_right = [repair for repair in repairs(after) if repair not in set(repairs(before))]
    by_correction = {(repair.record, _key_of(repair)) for repair in put_right if repair.entry is not None}
    known = {(change.record_kind, change.record, change.key) for change in changes(before)}
    new = [change for change in changes(after) if (change.record_kind, change.record, change.key) not in known]
    told = [Told(repair.record, repair.sort, _repaired(repair)) for repair in put_right]
    told += [
        Told(change.record, change.kind, _sentence(after, change))
        for change in new
        if not any(change.record == record and change.key.startswith(key) for record, key in by_correction)
    ]
    return tuple(sorted([*told, *_gone(before, after), *_sources(before, after)], key=lambda item: item.record))


def _key_of(repair: Repair) -> str:
    """How the key of the change begins that tells of the correcting entry."""
    entry = repair.entry
    if repair.list == "due":
        return f"due-{entry.announced}-{entry.date}"
    detail = {"events": "id", "assessments": "delivery", "responses": "body", "values": "value"}.get(repair.list)
    word = {"events": "event", "assessments": "status", "responses": "response", "values": "value"}.get(repair.list)
    if repair.list in ("events", "responses"):
        tail = f"-{entry.date}" if repair.list == "responses" else ""
        return f"{word}-{getattr(entry, str(detail))}{tail}"
    return f"{word}-{entry.date}-{getattr(entry, detail)}" if detail else f"search-{entry.date}"


def _repaired(repair: Repair) -> str:
    words = {
        Sort.CORRECTED: f"{repair.record}: the {repair.what} was corrected, from “{repair.before}” to “{repair.after}”",
        Sort.EDITED: f"{repair.record}: the {repair.what} was mended, from “{repair.before}” to “{repair.after}”",
        Sort.STORED: f"{repair.record}: the stored text was replaced",
        Sort.WITHDRAWN: f"{repair.record} was withdrawn",
        Sort.MOVED: f"{repair.before} is now called {repair.after}",
    }
    return _because(words[repair.sort], repair.reason)


def _because(words: str, reason: str) -> str:
    """The sentence with its reason; reasons are sentences of their own and keep their capital letter."""
    return f"{words}, because: {reason}" if reason else words if words.endswith((".", "?", "!")) else f"{words}."


def _sentence(tracker: Tracker, change: Change) -> str:
    makers = {COMMITMENT: _of_commitment, "figure": _of_figure}
    words, reason = makers[change.record_kind](tracker, change)
    return _because(words, reason) + _shown_by(change.evidence)


def _of_figure(tracker: Tracker, change: Change) -> tuple[str, str]:
    title = tracker.figures[change.record].title
    before = f" (before: {change.before})" if change.before else ""
    return f"{change.record}: {title}: {change.after}, {in_words(change.date)}{before}", ""


def _of_commitment(tracker: Tracker, change: Change) -> tuple[str, str]:
    name, day = change.record, in_words(change.date)
    if change.kind in (Kind.DATED, Kind.SLIPPED, Kind.EARLIER):
        return _of_date(change), ""
    words = {
        Kind.PROMISED: (f"{name} was added: {tracker.commitments[name].title} ({day})", ""),
        Kind.ANSWERED: (f"{name}: {change.body} answered on {day}: {change.after}", change.why),
        Kind.HAPPENED: (f"{name}: {day}: {change.why}", ""),
        Kind.CHECKED: (f"{name} was checked on {day}: {change.why}", ""),
        Kind.ASSESSED: (f"{name} is {change.after} from {day}", change.why),
        Kind.CONFIRMED: (f"{name} stays {change.after}", change.why),
        Kind.BACK: (f"{name} went back from {change.before} to {change.after}", change.why),
    }
    return words.get(change.kind) or (f"{name} moved from {change.before or 'none'} to {change.after}", change.why)


def _of_date(change: Change) -> str:
    """A date that was given, or that moved."""
    name, day = change.record, in_words(change.date)
    before, after = (in_words(PartialDate(text)) if text else "no date" for text in (change.before, change.after))
    if change.kind is Kind.SLIPPED:
        return f"{name} slipped by {change.days} days, from {before} to {after}"
    if change.kind is Kind.EARLIER:
        return f"{name}: the date moved from {before} to {after}, earlier"
    return f"{name}: a date was given on {day}: {after}. {change.why}"


def _shown_by(evidence: tuple[Evidence, ...]) -> str:
    """On what it rests: ` (1 quote checked, 1 paraphrase)`."""
    quotes = sum(1 for item in evidence if item.quote)
    says = len(evidence) - quotes
    parts = [f"{quotes} {'quote' if quotes == 1 else 'quotes'} checked"] if quotes else []
    parts += [f"{says} {'paraphrase' if says == 1 else 'paraphrases'}"] if says else []
    return f" ({', '.join(parts)})" if parts else ""


def _gone(before: Tracker, after: Tracker) -> Iterator[Told]:
    for folder in ("commitments", "figures"):
        there, moved = getattr(after, folder), {path.partition("/")[2] for path in after.moved}
        for name in getattr(before, folder):
            if name not in there and name not in moved:
                yield Told(name, "removed", f"{name} is not in the record any longer.")


def _sources(before: Tracker, after: Tracker) -> Iterator[Told]:
    for name, source in after.sources.items():
        if name not in before.sources:
            issued = in_words(source.issued) if source.issued else "undated"
            yield Told(name, "source", f"{name} was added as a source: {source.title} ({source.publisher}, {issued})")
