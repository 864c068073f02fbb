"""The whole record in memory: every checked record by its kind and id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from macros.model.base import Record
from macros.model.commitment import Bearing, Commitment, Event, SharedEvent
from macros.model.entries import DatedRecord, Moved
from macros.model.evidence import Source
from macros.model.records import (
    Background,
    Body,
    Figure,
    Glossary,
    Groups,
    Helplines,
    OfficeHolders,
    ProperNames,
    Theme,
)
from macros.model.reports import UNNAMED, Report, SiteWords
from macros.model.vocabulary import Codelist, CodelistValue, Policy
from macros.read.kinds import FOLDERS

MODELS: Mapping[str, type[Record]] = {
    "commitment": Commitment,
    "event": SharedEvent,
    "report": Report,
    "background": Background,
    "source": Source,
    "body": Body,
    "theme": Theme,
    "figure": Figure,
    "codelist": Codelist,
    "site": SiteWords,
    "office-holders": OfficeHolders,
    "proper-names": ProperNames,
    "helplines": Helplines,
    "glossary": Glossary,
    "groups": Groups,
    "policy": Policy,
    "moved": Moved,
}


# The fields of entries whose keys hold the id of a record, with the folder of that record.
FIRST_IDS_IN_KEYS: Mapping[str, str] = {"body": "bodies", "background": "background", "commitment": "commitments"}


@dataclass(frozen=True)
class Tracker:
    """Records by id. `held` is the stored text of each source that has one, `fingerprints` the hashes of others.

    `moved` are the pointers that renamed records left, by folder and old id, such as `commitments/bridge`.
    """

    commitments: Mapping[str, Commitment] = field(default_factory=dict)
    events: Mapping[str, SharedEvent] = field(default_factory=dict)
    reports: Mapping[str, Report] = field(default_factory=dict)
    background: Mapping[str, Background] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    bodies: Mapping[str, Body] = field(default_factory=dict)
    themes: Mapping[str, Theme] = field(default_factory=dict)
    figures: Mapping[str, Figure] = field(default_factory=dict)
    codelists: Mapping[str, Codelist] = field(default_factory=dict)
    site: SiteWords = UNNAMED
    office_holders: OfficeHolders | None = None
    proper_names: ProperNames | None = None
    helplines: Helplines | None = None
    glossary: Glossary | None = None
    groups: Groups | None = None
    policy: Policy = None  # type: ignore[assignment]  # COD002 sees to it that there is one
    texts: Mapping[str, str] = field(default_factory=dict)
    fingerprints: Mapping[str, str] = field(default_factory=dict)
    moved: Mapping[str, Moved] = field(default_factory=dict)

    def in_force(self) -> Tracker:
        """This tracker with only the entries that count in each record; `as_written` of a record has all of them.

        A commitment that gives another one again has the assessments of that one.
        """
        records: dict[str, Mapping[str, DatedRecord]] = {name: getattr(self, name) for name in FOLDERS.values()}
        kept: dict[str, dict[str, Any]] = {
            name: {key: item.in_force() for key, item in found.items()} for name, found in records.items()
        }
        for name, item in kept["commitments"].items():
            if other := kept["commitments"].get(item.restates or ""):
                kept["commitments"][name] = item.replacing({"assessments": other.assessments})
        return replace(self, **kept)  # type: ignore[arg-type]  # each field keeps its kind of record

    def as_written(self, kind: str, record_id: str) -> DatedRecord:
        """A record with every entry that was ever written into it; KeyError when it does not exist."""
        record: DatedRecord = getattr(self, FOLDERS[kind])[record_id]
        return record.as_written

    def now_called(self, folder: str, record_id: str) -> str:
        """The id under which a record that moved, perhaps more than once, is to be found today."""
        return now_called(self._pointers, f"{folder}/{record_id}").partition("/")[2]

    def once_called(self, folder: str, record_id: str) -> tuple[str, ...]:
        """The ids that a record had before, the oldest first."""
        return self._old_ids.get(f"{folder}/{record_id}", ())

    @cached_property
    def _old_ids(self) -> Mapping[str, tuple[str, ...]]:
        return old_ids(self._pointers)

    @cached_property
    def _pointers(self) -> Mapping[str, tuple[str, str]]:
        return {path: (item.moved_to, item.date.isoformat()) for path, item in self.moved.items()}

    @cached_property
    def first_ids(self) -> Mapping[str, Mapping[str, str]]:
        """What stays in keys of entries when a record that they name gets a new id."""
        return first_ids(self._pointers)

    def first_called(self, folder: str, record_id: str) -> str:
        """The first id of a record: what was named after it keeps its name when the record gets a new id."""
        return next(iter(self.once_called(folder, record_id)), record_id)

    @cached_property
    def active(self) -> Mapping[str, Commitment]:
        """The commitments that stand: all but those that were withdrawn, whose pages stay and say so."""
        return {name: item for name, item in self.commitments.items() if not item.withdrawn}

    @cached_property
    def counted(self) -> Mapping[str, Commitment]:
        """Those of them that are counted: a commitment that gives another one again is not, as that one is."""
        return {name: item for name, item in self.active.items() if not item.restates}

    @cached_property
    def again(self) -> Mapping[str, tuple[str, ...]]:
        """The commitments that give another one again, by the id of that one."""
        found: dict[str, tuple[str, ...]] = {}
        for name, item in sorted(self.active.items()):
            if item.restates:
                found[item.restates] = (*found.get(item.restates, ()), name)
        return found

    def title_of(self, codelist: str, code: str) -> str:
        """What a reader sees for a coded value; KeyError when it does not exist."""
        return self.codelists[codelist][code].title

    def level(self, delivery: str | None) -> CodelistValue:
        """What follows from a delivery value; nothing where there is none, or it is not known."""
        return self.codelists["delivery"].meaning(delivery)

    def level_when(self, holds_when: str) -> CodelistValue:
        """The first delivery value that answers a question; COD006 sees to it that there is one."""
        return self.codelists["delivery"].first(holds_when=holds_when)

    def event_type(self, event: Event) -> CodelistValue:
        """What follows from the type of an event."""
        return self.codelists["event-type"].meaning(event.type)

    def stance(self, commitment: Commitment) -> CodelistValue:
        """What follows from who says what: whether it was asked for, promised, or said to be done."""
        return self.codelists["stance"].meaning(commitment.stance)

    def rank_of(self, delivery: str | None) -> int:
        """How far on a delivery value is: 0 for none, more for what is further; values off the ladder count as 0."""
        return self.level(delivery).rank or 0


def with_shared_events(commitments: Mapping[str, Commitment], events: Mapping[str, SharedEvent]) -> dict[str, Any]:
    """The commitments with the events that they share with others, each in its place by date."""
    found: dict[str, list[tuple[str, SharedEvent, Bearing]]] = {}
    for name, shared in sorted(events.items()):
        for bearing in () if shared.withdrawn else shared.in_force().bears_on:
            found.setdefault(bearing.commitment, []).append((name, shared, bearing))
    return {name: _with(item, found[name]) if name in found else item for name, item in commitments.items()}


def _with(commitment: Commitment, shared: list[tuple[str, SharedEvent, Bearing]]) -> Commitment:
    own = {event.key: event for event in commitment.events}
    for name, _, bearing in shared:
        told = own.get(bearing.told_by or "")
        while told and told.shared != name:  # and what counts instead of it since
            told.__dict__["shared"] = name
            told = own.get(told.corrected_by or "")
    added = [item.event_for(name, bearing) for name, item, bearing in shared if bearing.told_by is None]
    if not added:
        return commitment
    events = sorted((*commitment.events, *added), key=lambda event: event.date.sort_key)
    copy = commitment.model_copy(update={"events": tuple(events)})
    copy.name_entries({})
    return copy


def now_called(pointers: Mapping[str, tuple[str, str]], path: str) -> str:
    """Where a chain of pointers ends. Each has, by folder and old id, the new id and the day of the move."""
    folder, seen = path.partition("/")[0], {path}
    while path in pointers and (there := f"{folder}/{pointers[path][0]}") not in seen:
        path = there
        seen.add(there)
    return path


def old_ids(pointers: Mapping[str, tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """The ids that each record had before, the oldest first, by folder and the id of today."""
    found: dict[str, tuple[str, ...]] = {}
    for path in sorted(pointers, key=lambda path: (pointers[path][1], path)):
        now = now_called(pointers, path)
        found[now] = (*found.get(now, ()), path.partition("/")[2])
    return found


def first_ids(pointers: Mapping[str, tuple[str, str]]) -> dict[str, dict[str, str]]:
    """The first id of each record that moved, by its id of today and the field of an entry whose key holds it."""
    before = {path.partition("/"): ids[0] for path, ids in old_ids(pointers).items()}
    return {
        name: {now: first for (there, _, now), first in before.items() if there == folder}
        for name, folder in FIRST_IDS_IN_KEYS.items()
    }
