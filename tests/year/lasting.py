"""What two builds must have in common: what was published once stays, but for what was put right in between."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.history.change import REPAIRS, Change
from macros.history.changes import changes
from macros.publish.feeds import id_of
from macros.read.kinds import FOLDERS
from tests.year.site import Site

_ROW = re.compile(r'<tr id="([^"]+)">(.*?)</tr>', re.DOTALL)
_STATUS = re.compile(r'status--[a-z-]+|datetime="[^"]*"')
_ENTRY = re.compile(r"<entry>(.*?)</entry>", re.DOTALL)
_FIXED = re.compile(r"<(id|published|updated)>([^<]*)<")
_MOST = 100  # entries of a feed
_HELD = ("delivery", "since", "response", "due")  # title and report are those of today
_PLACES = ("commitments/", "bodies/", "figures/", "sources/", "themes/", "background/")
# The places of entries and of what was put right; headings follow the words of today.
_LASTING = re.compile(
    r"(?:.+-)?(?:event|response|own-status|due|status|search|value|reply|edit|stored|asked|point)-|withdrawn$|recommendation$"
)


def losses(before: Site, after: Site) -> Iterator[str]:
    """Everything that an earlier build said and a later one does not say any longer, without a reason."""
    new = _new_changes(before, after)
    yield from _stream(before, after)
    yield from _past_days(before, after, new)
    yield from _feeds(
        before, after, {id_of(after.tracker, change).rpartition("/")[0] for change in new if change.kind in REPAIRS}
    )
    yield from _anchors(before, after)


def _now(site: Site, kind: str, name: str) -> str:
    return site.tracker.now_called(FOLDERS[kind], name) if kind in FOLDERS else name


def _id(site: Site, change: Change) -> tuple[str, str, str]:
    return change.record_kind, _now(site, change.record_kind, change.record), change.key


def _new_changes(before: Site, after: Site) -> list[Change]:
    known = {_id(after, change) for change in changes(before.tracker)}
    return [change for change in changes(after.tracker) if _id(after, change) not in known]


def _stream(before: Site, after: Site) -> Iterator[str]:
    """Changes stay in the stream with their days, but where something was put right; new ones were written since."""
    repaired = {change.record for change in _new_changes(before, after) if change.kind in REPAIRS}
    now = {_id(after, change): change for change in changes(after.tracker)}
    for change in changes(before.tracker):
        later = now.get(_id(after, change))
        if later is None:
            yield f"the change {id_of(before.tracker, change)} is told no longer"
        elif later.record not in repaired and _days(later) != _days(change):
            yield f"the change {id_of(before.tracker, change)} was {_days(change)}, now {_days(later)}"
    for change in _new_changes(before, after):
        if change.recorded.isoformat() <= before.day:
            yield f"the change {id_of(after.tracker, change)} is new and older than the build before: {change.recorded}"


def _days(change: Change) -> tuple[str, ...]:
    return str(change.recorded), str(change.date), change.sort


def _touched(site: Site, new: list[Change], day: str) -> set[str]:
    """Records of which a past day may be told in another way: put right since, or told of later."""
    return {
        change.record
        for change in new
        if change.kind in REPAIRS or change.date.first.isoformat() <= day or change.record_kind != "commitment"
    }


def _past_days(before: Site, after: Site, new: list[Change]) -> Iterator[str]:
    for page in before.files:
        if not re.fullmatch(r"as-of/[\d-]+/index\.html", page):
            continue
        day = page.split("/")[1]
        if page not in after.files:
            yield f"{page} is gone"
        elif (last := f"{day}-31"[:10]) < before.day:
            touched = _touched(after, new, last)
            yield from _rows(before, after, page, touched)
            yield from _items(before, after, f"api/v1/as-of/{day}.json", touched)


def _rows(before: Site, after: Site, page: str, touched: set[str]) -> Iterator[str]:
    then, now = (dict(_ROW.findall(site.text(page))) for site in (before, after))
    for name, row in then.items():
        key = _now(after, "commitment", name)
        if key not in touched and _said(now.get(key, "")) != _said(row):
            yield f"{page}: {name} was {_said(row)}, now {_said(now.get(key, ''))}"
    known = {_now(after, "commitment", name) for name in then}
    for name in now.keys() - known - touched:
        yield f"{page}: {name} is new in it"


def _items(before: Site, after: Site, name: str, touched: set[str]) -> Iterator[str]:
    """The same in the API: status, answer and dates of each commitment, as codes. A month has no file there."""
    if name not in before.files or name not in after.files:
        if name in before.files:
            yield f"{name} is gone"
        return
    then, now = ({item["id"]: item for item in site.json(name)["items"]} for site in (before, after))
    for record, item in then.items():
        key = _now(after, "commitment", record)
        told, held = ({name: found.get(name) for name in _HELD} for found in (now.get(key, {}), item))
        if key not in touched and told != held:
            yield f"{name}: {record} was {item}, now {now.get(key)}"


def _said(row: str) -> list[str]:
    """The status and the dates of a row. Its words are those of today: a title may be edited in the open."""
    return _STATUS.findall(row)


def _feeds(before: Site, after: Site, repaired: set[str]) -> Iterator[str]:
    """A feed has gained exactly what is new; what it had and still has room for is the same entry.

    Where a record was put right it may concern other bodies and themes, so its entries may be in other feeds.
    """
    for name in before.files:
        if not name.endswith(".atom"):
            continue
        if name not in after.files:
            yield f"{name} is gone"
            continue
        then, now = (_entries(site.text(name)) for site in (before, after))
        kept = [key for key in now if key in then]
        lost = [key for key in then if key not in now and key.rpartition("/")[0] not in repaired and len(now) < _MOST]
        if lost:
            yield f"{name} has lost {lost}"
        yield from (f"{name}: {key} was {then[key]}, now {now[key]}" for key in kept if not _lasts(then[key], now[key]))


def _lasts(then: tuple[str, str], now: tuple[str, str]) -> bool:
    """Whether an entry is the same; one that was corrected since says so, and is newer for it."""
    return then[0] == now[0] and then[1] <= now[1]


def _entries(feed: str) -> dict[str, tuple[str, str]]:
    found = (dict(_FIXED.findall(entry)) for entry in _ENTRY.findall(feed))
    return {entry["id"]: (entry["published"], entry["updated"]) for entry in found}


def _anchors(before: Site, after: Site) -> Iterator[str]:
    """Old links lead to the same places for ever, also under an id that a record had then."""
    for page, ids in before.ids.items():
        if page.startswith(_PLACES) and page.endswith(".html"):
            now = _page_now(after, page)
            gone = [key for key in ids if _LASTING.match(key) and key not in after.ids.get(now, ())]
            if gone:
                yield f"{page}: the places {gone} are gone from {now}"


def _page_now(site: Site, page: str) -> str:
    folder, *rest = page.split("/")
    if len(rest) < 2:
        return page
    return f"{folder}/{site.tracker.now_called(folder, rest[0])}/index.html"
