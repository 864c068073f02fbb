"""What changed for a reader between two states of the record, one sentence each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from macros.dates import in_words
from macros.history.changes import changes
from macros.history.wording import sentence, title_of
from macros.model.tracker import FOLDERS, Tracker


@dataclass(frozen=True, slots=True)
class Told:
    """One change: of which record, what sort (`slipped`, `went-back`, `corrected` …), and the sentence."""

    record: str
    sort: str
    sentence: str


def since(before: Tracker, after: Tracker) -> tuple[Told, ...]:
    """Every change that is in the later state and not in the earlier one, by record.

    Codes are named as the later state names them; a record that moved is the same record.
    """
    earlier = replace(before, codelists=before.codelists or after.codelists)
    known = {(kind, _now(after, kind, record), key) for kind, record, key in (item.id for item in changes(earlier))}
    new = (change for change in changes(after) if change.id not in known)
    told = [Told(change.record, change.kind, sentence(after, change)) for change in new]
    return tuple(sorted([*told, *_gone(before, after), *_added(before, after)], key=lambda item: item.record))


def _now(after: Tracker, kind: str, record: str) -> str:
    return after.now_called(FOLDERS[kind], record) if kind in FOLDERS else record


def _gone(before: Tracker, after: Tracker) -> Iterator[Told]:
    for folder in FOLDERS.values():
        for name in getattr(before, folder):
            if after.now_called(folder, name) not in getattr(after, folder):
                yield Told(name, "removed", f"{name} is not in the record any longer.")


def _added(before: Tracker, after: Tracker) -> Iterator[Told]:
    """Records that are new; a new commitment is told by its promise."""
    for kind, folder in FOLDERS.items():
        there = {after.now_called(folder, name) for name in getattr(before, folder)}
        for name in getattr(after, folder) if kind != "commitment" else ():
            if name not in there:
                yield Told(name, kind, f"{name} was added as a {kind}: {_called(after, kind, name)}")


def _called(tracker: Tracker, kind: str, name: str) -> str:
    title = title_of(tracker, kind, name)
    if kind != "source":
        return title
    source = tracker.sources[name]
    return f"{title} ({source.publisher}, {in_words(source.issued) if source.issued else 'undated'})"
