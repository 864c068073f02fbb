"""The entry: every dated thing in a record. It has an identity of its own, and it is corrected, never changed.

The key of an entry follows from its own values, so it stays the same however many entries come after it. It is the
anchor on the page, the id in API, feeds, CSV and calendar, and what `corrects` and `rests_on` name. Two entries of one
record with the same values are told apart by a number after the key, counted in the order of the list; `check
--against` keeps that order, so the number stays, too. A mistake outside the lists of entries is put right by an edit, a
withdrawal, a move, or another stored text.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Any, ClassVar, Self, TypeVar

from pydantic import Field, PrivateAttr, computed_field

from macros.model.base import Day, Id, Record, Text, described, optional
from macros.model.dates import PartialDate
from macros.model.fields import model_of

_IN_KEY = re.compile(r"\{(\w+)\}")
_NOT_IN_A_KEY = re.compile(r"[^a-z0-9.]+")


class Correction(Record):
    """Which entry of the same list this one corrects. The corrected entry stays, and no longer counts."""

    entry: Text = described(
        "Entry",
        "The key of the entry, as its anchor on the page shows it; also the id of an event, or the date of an entry as "
        "it is typed there.",
        "event-royal-assent",
    )
    number: int | None = optional(
        "Number", "Which one, counted from 1, when several entries have that date.", 2, ge=1, le=999
    )
    reason: Text = described("Reason", "What was wrong.", "The page gives the day of the vote, not of Royal Assent.")


class Entry(Record):
    """One dated thing in a record.

    `KEY` makes its key from its values, `NOUN` is what people call it, `DATED_BY` names the field that dates it.
    """

    KEY: ClassVar[str] = ""
    NOUN: ClassVar[str] = "entry"
    DATED_BY: ClassVar[str] = "date"

    @computed_field(  # type: ignore[prop-decorator]  # pydantic's own way to publish a property
        title="Key", description="Names the entry within its record, for ever. Derived.", examples=["event-vote"]
    )
    @functools.cached_property
    def key(self) -> str:
        """What names the entry within its record, which sets it; empty for an entry that stands in no record."""
        return ""

    @computed_field(  # type: ignore[prop-decorator]  # pydantic's own way to publish a property
        title="Corrected by",
        description="The key of the entry that counts instead; null where this one counts. Derived.",
        examples=["event-vote-corrected"],
    )
    @functools.cached_property
    def corrected_by(self) -> str | None:
        """The key of the entry of the same list that corrects this one; its record sets it."""
        return None

    @property
    def about(self) -> PartialDate:
        """The date that the entry is about."""
        date = getattr(self, self.DATED_BY)
        return date if isinstance(date, PartialDate) else PartialDate.of(date)

    @property
    def written(self) -> dt.date:
        """The day on which the entry was written; its own date where it names no other."""
        day: dt.date = getattr(self, "recorded", None) or self.about.first
        return day

    @property
    def correction(self) -> Correction | None:
        """What the entry corrects, if it does."""
        return getattr(self, "corrects", None)


AnyEntry = TypeVar("AnyEntry", bound=Entry)


class DatedRecord(Record):
    """A record with lists of entries. Once it is read, each entry knows its key and what corrects it."""

    _written: Self | None = PrivateAttr(None)

    def model_post_init(self, context: Any, /) -> None:
        """Name the entries of each list, and mark those that another one corrects."""
        super().model_post_init(context)
        self.name_entries({})

    def name_entries(self, first_ids: Mapping[str, Mapping[str, str]]) -> None:
        """Give each entry its key; `first_ids` are, by field, ids that stay in keys for ids of today."""
        for name in entry_lists(type(self)):
            if entries := getattr(self, name):
                _identify(entries, first_ids)

    def in_force(self) -> Self:
        """This record with only the entries that count: those that no other entry corrects."""
        kept = {name: in_force(getattr(self, name)) for name in entry_lists(type(self))}
        changed = {name: entries for name, entries in kept.items() if entries is not getattr(self, name)}
        return self.replacing(changed) if changed else self

    def replacing(self, fields: Mapping[str, Any]) -> Self:
        """This record with other values in some fields; `as_written` stays what it is."""
        found = self.model_copy(update=dict(fields))
        found._written = self.as_written
        return found

    @property
    def as_written(self) -> Self:
        """This record with every entry that was ever written into it."""
        return self._written or self

    def entries(self) -> Iterator[Entry]:
        """Every entry of every list, in the order of the file."""
        for name in entry_lists(type(self)):
            yield from getattr(self, name)


@functools.cache
def entry_lists(model: type[Record]) -> Mapping[str, type[Entry]]:
    """The lists of entries of a kind of record, by field, in the order of the model."""
    inner = {name: model_of(info.annotation) for name, info in model.model_fields.items()}
    return {name: found for name, found in inner.items() if found and issubclass(found, Entry)}


def _identify(entries: Sequence[Entry], first_ids: Mapping[str, Mapping[str, str]]) -> None:
    """Set what the entries cannot know by themselves; nothing else about them ever changes."""
    for entry, key in zip(entries, keys_of(type(entries[0]), entries, first_ids), strict=True):
        entry.__dict__.update(key=key, corrected_by=None)
    for index, meant in targets(entries):
        if len(meant) == 1 and entries[meant[0]].corrected_by is None:
            entries[meant[0]].__dict__["corrected_by"] = entries[index].key


def keys_of(
    model: type[Entry], entries: Iterable[Any], first_ids: Mapping[str, Mapping[str, str]] | None = None
) -> tuple[str, ...]:
    """The key of each entry of a list; works on entries and on the plain values of a file."""
    seen: Counter[str] = Counter()
    taken: set[str] = set()
    found: list[str] = []
    for entry in entries:
        base = _key(model, entry, first_ids or {})
        seen[base] += 1
        key = base if seen[base] == 1 else f"{base}-{seen[base]}"
        while key in taken:  # another base may end in a number
            seen[base] += 1
            key = f"{base}-{seen[base]}"
        taken.add(key)
        found.append(sys.intern(key))
    return tuple(found)


def _key(model: type[Entry], entry: Any, first_ids: Mapping[str, Mapping[str, str]]) -> str:
    def part(name: re.Match[str]) -> str:
        text = _text(entry, name[1])
        return first_ids[name[1]].get(text, text) if name[1] in first_ids else text

    made = _IN_KEY.sub(part, model.KEY)
    return _NOT_IN_A_KEY.sub("-", made.lower()).strip("-")


def _text(entry: Any, name: str) -> str:
    value = entry.get(name) if isinstance(entry, Mapping) else getattr(entry, name, None)
    return "" if value is None else str(value)


def name_of(model: type[Entry], entry: Any) -> str:
    """What people may call an entry besides its key: the id of an event, else its date as it was typed."""
    return _text(entry, "id") or _text(entry, model.DATED_BY)


def targets(entries: Sequence[Entry]) -> Iterator[tuple[int, list[int]]]:
    """Each entry that corrects another one, with the entries that its words may mean; one, when all is well."""
    for index, entry in enumerate(entries):
        if correction := entry.correction:
            keys = [item.key for item in entries]
            found = meant_by(type(entry), entries, keys, correction.entry, correction.number)
            yield index, there_before(index, found, [item.written for item in entries])


def there_before(index: int, found: Iterable[int], written: Sequence[dt.date]) -> list[int]:
    """Which of the entries that a correction at `index` may mean were there before it: no other can be meant."""
    others = [other for other in found if other != index]
    return [other for other in others if (written[other], other) < (written[index], index)] or others


def meant_by(
    model: type[Entry], entries: Sequence[Any], keys: Sequence[str], name: str, number: int | None = None
) -> list[int]:
    """The places of the entries that a name may mean: the one of that key, else all that are called so.

    Works on entries and on the plain values of a file; `keys` are those of the entries.
    """
    if name in keys:
        return [keys.index(name)]
    found = [index for index, entry in enumerate(entries) if name_of(model, entry) == name]
    return found if number is None else found[number - 1 : number]


def in_force(entries: tuple[AnyEntry, ...]) -> tuple[AnyEntry, ...]:
    """The entries that no other entry of the same list corrects."""
    if all(entry.corrected_by is None for entry in entries):
        return entries
    here = {entry.key for entry in entries}
    return tuple(entry for entry in entries if entry.corrected_by not in here)


_NAMED_BY = ("id", "code", "name", "term")
_NOT_IN_A_NAME = re.compile(r"[^a-z0-9]+")
_RECORDED = ("Recorded", "The day on which this entry was written into the record.", "2026-11-21")
EDITS = (
    "Edits",
    "Values that were changed, oldest first: what was there, and why it was changed.",
    [{"field": "summary", "was": "The duty aplies.", "reason": "A missing letter.", "recorded": "2026-11-24"}],
)
WITHDRAWN = ("Withdrawn", "Set when the record was a mistake as a whole.", None)


class Edit(Entry):
    """A value of the record that was changed in the open. It stands on the page of the record with its reason."""

    KEY: ClassVar[str] = "edit-{recorded}-{field}"
    NOUN: ClassVar[str] = "edit"
    DATED_BY: ClassVar[str] = "recorded"

    recorded: Day = described(*_RECORDED)
    field: Annotated[str, Field(pattern=r"^[a-z_]+(\.[A-Za-z0-9_-]+)*$")] = described(
        "Field",
        "The field, and behind dots the part of it: `summary`, `recommendation.label`, `done_when.duty-in-force` for "
        "the text of that point, `done_when.duty-in-force.public_instrument`.",
        "done_when.duty-in-force",
    )
    was: Text | None = described(
        "Was",
        "The value before, as it was typed; a list or a group of fields as JSON; null where nothing was there.",
        "The duty aplies to every partner.",
    )
    reason: Text = described("Reason", "Why it was changed.", "A missing letter.")


class Withdrawal(Record):
    """Why a record no longer counts. It stays, and its page says so."""

    date: Day = described("Date", "The day on which it was withdrawn.", "2026-11-21")
    reason: Text = described("Reason", "Why.", "The same promise stands in another record.")


class Moved(Record):
    """What stays of a record that has a new id: old links lead to it for ever."""

    moved_to: Id = described("Moved to", "The new id, in the same folder.", "bridge-repair")
    date: Day = described("Date", "The day of the move.", "2026-11-21")
    reason: Text = described("Reason", "Why.", "The number of the recommendation became known.")


class Stored(Entry):
    """One version of the text, or of the fingerprint, that `seeds/` holds."""

    KEY: ClassVar[str] = "stored-{recorded}"
    NOUN: ClassVar[str] = "stored text"
    DATED_BY: ClassVar[str] = "recorded"

    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] = described(
        "SHA-256", "The hash of the file in `seeds/`; `tracker check` names it when it differs.", "9f86d081…"
    )
    recorded: Day = described(*_RECORDED)
    reason: Text = described("Reason", "Why the text was stored or changed.", "Stored as found on the page.")


def value_at(record: Any, field: str) -> Any:
    """What stands at the field that an edit names, in a record or in the plain values of a file; None for nothing.

    An item of a list is named by its `id` or `code`, by its `name` or `term` in small letters and hyphens, or by its
    place, from 1. A point alone, `done_when.duty-in-force`, means its text.
    """
    value = record
    for part in field.split("."):
        value = _inside(value, part)
    return _inside(value, "text") if field.count(".") == 1 and field.startswith("done_when.") else value


def _inside(value: Any, part: str) -> Any:
    if isinstance(value, (list, tuple)):
        named = {name_in_list(item, place): item for place, item in enumerate(value, 1)}
        return named.get(part)
    return value.get(part) if isinstance(value, Mapping) else getattr(value, part, None)


def name_in_list(item: Any, place: int) -> str:
    """What names an item of a list in the field of an edit."""
    found = (item.get(key) if isinstance(item, Mapping) else getattr(item, key, None) for key in _NAMED_BY)
    name = next((str(value) for value in found if value), "") if not isinstance(item, str) else ""
    return _NOT_IN_A_NAME.sub("-", name.lower()).strip("-") or str(place)
