"""What one build must say alike in every form: page, Markdown, API, table, badge and feed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from macros.history.changes import changes, told_once
from macros.model.entries import DatedRecord, entry_lists
from macros.publish.feeds import id_of
from macros.read.kinds import WITH_PAGE
from macros.render.links import FILES
from tests.year.site import Site

_BOX = re.compile(r'<section class="box box--(\w+)".*?<p class="box__value">(.*?)</p>', re.DOTALL)
_ROW = re.compile(r'<tr data-item data-delivery="([^"]*)"')
_TAGS = re.compile(r"<[^>]+>|\s+")
_ENTRY_ID = re.compile(r"<entry><id>([^<]+)</id>")
_NEWEST = 100
_UNDER_ITS_NAME = "On its page"  # of a record whose name stands above
# Lists that are told in the Markdown of a record; of the others it says nothing.
_IN_PROSE = (
    *("responses", "own_status", "due", "events", "assessments", "searches", "values", "earlier_asks", "replies"),
)


def disagreements(site: Site) -> Iterator[str]:
    """Everything that is said in two ways, or is missing where it must be said."""
    yield from (f"dead link: {link}" for link in site.dead())
    yield from (f"id that stands twice: {place}" for place in site.repeated())
    for name in site.tracker.commitments:
        yield from _of_commitment(site, name)
    yield from _counts(site)
    for kind in WITH_PAGE:
        for name in getattr(site.tracker, WITH_PAGE[kind]):
            record = site.tracker.as_written(kind, name)
            yield from _corrected(site, kind, name, record)
            if getattr(record, "withdrawn", None):
                yield from _withdrawn(site, kind, name)
    yield from _old_ids(site)
    yield from _newest_in_feed(site)


def _of_commitment(site: Site, name: str) -> Iterator[str]:
    derived = site.json(f"api/v1/commitments/{name}.json")["derived"]
    page, prose = site.text(f"commitments/{name}/index.html"), site.text(f"commitments/{name}/index.html.md")
    title = site.tracker.title_of("delivery", derived["delivery"]) if derived["delivery"] else "Not assessed yet"
    boxes = {word: _bare(value) for word, value in _BOX.findall(page)}
    said = {
        "page": boxes["happened"],
        "Markdown": prose.split("## What has happened\n\n")[1].partition("\n")[0].partition(". ")[0],
        "badge": _bare(site.text(f"badges/{name}.svg")),
    }
    withdrawn = site.tracker.commitments[name].withdrawn
    for form, words in said.items():
        wanted = "Withdrawn" if withdrawn and form == "badge" else title
        if wanted not in words:
            yield f"commitments/{name}: the {form} says {words!r}, the API {wanted!r}"
    met = page.count('class="point point--met"'), prose.count("\n- Met: "), len(derived["points_met"])
    if len(set(met)) > 1:
        yield f"commitments/{name}: points met on page, in Markdown and API: {met}"
    if derived["response"] and site.tracker.title_of("response", derived["response"]) != boxes["said"]:
        yield f"commitments/{name}: the page gives the answer {boxes['said']!r}, the API {derived['response']!r}"
    if not withdrawn:
        yield from _row(name, derived, site.derived.get(name, {}))


def _row(name: str, derived: dict[str, Any], row: dict[str, str]) -> Iterator[str]:
    for field, cell in row.items():
        if field in derived and cell != _cell(derived[field]):
            yield f"commitments/{name}: {field} is {cell!r} in the table and {derived[field]!r} in the API"
    if not row:
        yield f"commitments/{name}: not in the table"


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return " | ".join(map(str, value))
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _bare(html: str) -> str:
    return _TAGS.sub(" ", html).strip()


def _counts(site: Site) -> Iterator[str]:
    """How many have each status: in the list of the site, in the API, in the table and for a day of the past."""
    of_page = sorted(_ROW.findall(site.text("commitments/index.html")))
    listed = [item for item in site.json("api/v1/commitments.json")["items"] if not item["restates"]]
    of_api = sorted(item["derived"]["delivery"] or "" for item in listed)
    of_table = sorted(row["delivery"] for name, row in site.derived.items() if name in site.tracker.counted)
    counting = len(site.tracker.counted)
    if not of_page == of_api == of_table or len(of_api) != counting:
        yield f"counts: {len(of_page)} on the page, {len(of_api)} in the API, {len(of_table)} in the table, {counting}"
    listed = site.json("api/v1/index.json")["items"]
    for item in listed:
        items = site.json(f"api/v1/{item['name']}.json")["items"]
        if len(items) != item["count"]:
            yield f"api/v1/{item['name']}.json holds {len(items)}, its count is {item['count']}"


def _corrected(site: Site, kind: str, name: str, record: DatedRecord) -> Iterator[str]:
    """Each entry that was corrected is marked on the page, in the Markdown, in the API and in the table."""
    folder = WITH_PAGE[kind]
    wrong = {item.key: item for item in record.entries() if item.corrected_by}
    if not wrong:
        return
    page = site.text(f"{folder}/{name}/index.html")
    for key in wrong:
        place = page.find(f'id="{key}"')
        if place < 0 or "Corrected on" not in page[place : page.find(' id="', place + 1200)]:
            yield f"{folder}/{name}#{key}: the page does not mark it as corrected"
    in_api = site.json(f"api/v1/{folder}/{name}.json")["record"]
    for field in entry_lists(type(record)):
        marked = {item["key"] for item in in_api.get(field, ()) if item.get("corrected_by")}
        of_list = {item.key for item in getattr(record, field) if item.corrected_by}
        if marked != of_list:
            yield f"{folder}/{name}: {field} corrected in the API: {marked}, in the record: {of_list}"
        rows = site.table(f"{folder}_{field}") if of_list else []
        in_table = {row["key"] for row in rows if row[f"{kind}_id"] == name and row["corrected_by"]}
        if in_table != of_list:
            yield f"{folder}/{name}: {field} corrected in the table: {in_table}, in the record: {of_list}"
    told = sum(1 for field in _IN_PROSE for item in getattr(record, field, ()) if item.corrected_by)
    prose = site.text(f"{folder}/{name}/index.html.md").count("**Corrected on")
    if prose != told:
        yield f"{folder}/{name}: {told} corrected entries, {prose} of them marked in the Markdown"


def _withdrawn(site: Site, kind: str, name: str) -> Iterator[str]:
    """What was withdrawn says so on its page and in its Markdown, and wherever a page names it."""
    address = f"{WITH_PAGE[kind]}/{name}/"
    for form in ("index.html", "index.html.md"):
        if "Withdrawn on" not in site.text(address + form):
            yield f"{address}{form} does not say that the record was withdrawn"
    link = re.compile(rf'<a (?:[^>]*\s)?href="[./]*{re.escape(address)}"[^>]*>(.*?)</a>(.{{0,80}})', re.DOTALL)
    for page in site.ids:
        if page.endswith(".html") and not page.startswith(address):
            for words, behind in link.findall(site.text(page)):
                if "withdrawn" not in f"{words}{behind}".lower() and words != _UNDER_ITS_NAME:
                    yield f"{page} names {address} and does not call it withdrawn: {_bare(words)!r}"


def _old_ids(site: Site) -> Iterator[str]:
    """A record that has a new id answers under every old one, in every form."""
    for path in site.tracker.moved:
        folder, _, old = path.partition("/")
        now = site.tracker.now_called(folder, old)
        for form in ("api", "prose", "feed", "calendar", "badge"):
            there, here = (FILES[form].format(folder=folder, id=name) for name in (old, now))
            if here in site.files and (there not in site.files or site.text(there) != site.text(here)):
                yield f"{there} does not say what {here} says"
        if folder in WITH_PAGE.values():
            page = site.files.get(f"{folder}/{old}/index.html")
            if page is None or f"{folder}/{now}/" not in page.read_text(encoding="utf-8"):
                yield f"{folder}/{old}/ does not lead to {folder}/{now}/"


def _newest_in_feed(site: Site) -> Iterator[str]:
    wanted = [id_of(site.tracker, change) for change in reversed(told_once(site.tracker, changes(site.tracker)))][
        :_NEWEST
    ]
    found = _ENTRY_ID.findall(site.text("feeds/all.atom"))
    if found != wanted:
        missing, more = [item for item in wanted if item not in found], [item for item in found if item not in wanted]
        yield f"feeds/all.atom lacks {missing} and has {more}; or its order is another"
