"""The only place that makes addresses: of records on the site, and of passages in sources."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

from macros.history.change import Change
from macros.model.dates import PartialDate
from macros.model.evidence import Source
from macros.model.tracker import Tracker
from macros.read.kinds import WITH_PAGE
from macros.read.quotes import parts_of

ON_ONE_PAGE = {"background": "background/"}
PAGES = {
    "home": "",
    "recommendations": "recommendations/",
    "commitments": "commitments/",
    "bodies": "bodies/",
    "themes": "themes/",
    "sources": "sources/",
    "figures": "figures/",
    "timeline": "timeline/",
    "background": "background/",
    "told-apart": "told-apart/",
    "method": "method/",
    "fields": "reference/fields/",
    "codelists": "reference/codelists/",
    "checks": "reference/checks/",
    "data": "data/",
    "api": "api/",
    "for-publishers": "for-publishers/",
    "contribute": "contribute/",
    "help": "help/",
    "glossary": "glossary/",
    "about": "about/",
    "accessibility": "about/accessibility/",
    "privacy": "about/privacy/",
    "corrections": "about/corrections/",
    "components": "contribute/components/",
    "as-of": "as-of/",
    "compare": "compare/",
    "changes": "changes/",
    "marks": "marks/",
    "slippage": "slippage/",
    "open-questions": "open-questions/",
    "due": "due/",
    "conflicts": "conflicts/",
    "recurrence": "recurrence/",
}
# The page of what there is one record of.
_PAGE_OF_ONE = {"helplines": "help", "glossary": "glossary", "policy": "method"}
# Pages beside one of the above: one for a date, by how exactly it can be known, or one for a body.
DATED = {"as-of": ("month", "day"), "changes": ("month", "day"), "timeline": ("year",)}
OF_BODY = ("open-questions",)
# What is published beside the pages: of one record, and of the whole.
# In the API, `events` are those of commitments; those that they share have another name.
IN_API = {"events": "shared-events"}
FROM_API = {name: folder for folder, name in IN_API.items()}
FILES = {
    "api": "api/v1/{folder}/{id}.json",
    "prose": "{folder}/{id}/index.html.md",
    "feed": "feeds/{folder}/{id}.atom",
    "calendar": "calendar/{folder}/{id}.ics",
    "badge": "badges/{id}.svg",
    "table": "data/csv/{id}.csv",
    "changes-feed": "feeds/changes/{id}.atom",
    "as-of": "api/v1/as-of/{id}.json",
    "listing": "api/v1/{id}.json",
    "zip": "data/{id}.zip",
    "database": "data/{id}.db",
    "shape": "api/v1/schema/{id}.schema.json",
}
WHOLE = {
    "api": "api/v1/index.json",
    "openapi": "api/v1/openapi.json",
    "prose": "llms.txt",
    "bibtex": "data/cite.bib",
    "csl": "data/cite.json",
    "feed": "feeds/all.atom",
    "calendar": "calendar.ics",
    "package": "data/datapackage.json",
    "sheet": "data/status.xlsx",
    "read-me": "data/README.md",
    "licence": "data/LICENSE.txt",
    "citation": "data/CITATION.cff",
    "records": "data/records.json",
    "manifest": "manifest.sha256",
}
_LONG_PASSAGE = 60
_EDGE_WORDS = 5
_SIGNED_WORD = re.compile(r"\S*[\"'-]\S*")


class UnknownRecord(LookupError):
    """An address was asked for a record or page that does not exist."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where the site is published, where its files can be edited, and from which commit; empty when not known."""

    repository: str = ""
    branch: str = "main"
    base: str = ""
    commit: str = ""
    name: str = ""

    def edit(self, path: str) -> str:
        """The address at which a file can be edited in the browser, or nothing."""
        return f"{self.repository}/edit/{self.branch}/{path}" if self.repository else ""

    def view(self, path: str) -> str:
        """The address at which a file can be read, or nothing."""
        return f"{self.repository}/blob/{self.branch}/{path}" if self.repository else ""

    def report(self, form: str, record: str) -> str:
        """The address of a form in .github/ISSUE_TEMPLATE with the record already named, or nothing."""
        named = {"template": f"{form}.yml", "title": f"[{form}] {record}", "record": record}
        return f"{self.repository}/issues/new?{urlencode(named, quote_via=quote)}" if self.repository else ""


def address(tracker: Tracker, kind: str, record_id: str = "", anchor: str = "") -> str:
    """The address of a record or page from the top of the site, such as `commitments/bridge-repair/#event-opened`.

    Raises:
        UnknownRecord: there is no such record or page.
    """
    fragment = f"#{anchor}" if anchor else ""
    if not record_id and kind in PAGES:
        return PAGES[kind] + fragment
    if kind in DATED:
        return f"{PAGES[kind]}{_dated(kind, record_id)}/{fragment}"
    if kind in OF_BODY and record_id in tracker.bodies:
        return f"{PAGES[kind]}{record_id}/{fragment}"
    if kind == "moved" and (
        record_id in tracker.moved or any(page.was == record_id for page in tracker.site.former_pages)
    ):
        return f"{record_id}/"
    if record_id not in _records(tracker, kind):
        raise UnknownRecord(f"there is no {kind} {record_id!r} to link to")
    if kind in ON_ONE_PAGE:
        return f"{ON_ONE_PAGE[kind]}#{record_id}{f'-{anchor}' if anchor else ''}"
    return f"{WITH_PAGE[kind]}/{record_id}/{fragment}"


def place_of(tracker: Tracker, change: Change) -> str:
    """The address of what tells of a change; what has no page of its own stands among the corrections."""
    kind, record = change.record_kind, change.record
    if kind == "codelist":
        return address(tracker, "codelists", anchor=f"{record}-{change.key}")
    if kind in _PAGE_OF_ONE:
        return address(tracker, _PAGE_OF_ONE[kind], anchor=change.key)
    if record not in _records(tracker, kind):
        return address(tracker, "corrections")
    return address(tracker, kind, record, change.anchor)


@functools.lru_cache(maxsize=4096)  # every page of a past day links the same months
def _dated(kind: str, date: str) -> str:
    """The date, when it is written like one that can have a page."""
    try:
        precision = PartialDate(date).precision
    except ValueError:
        precision = ""
    if precision not in DATED[kind]:
        raise UnknownRecord(f"there is no page of {kind} for {date!r}")
    return date


def file_address(file: str, kind: str = "", record_id: str = "") -> str:
    """The address of a published file, such as `feeds/bodies/council.atom`; of the whole when no record is named.

    Raises:
        KeyError: there is no such file.
    """
    folder = WITH_PAGE.get(kind, kind)
    named = IN_API.get(folder, folder) if file == "api" else folder
    return FILES[file].format(folder=named, id=record_id) if record_id else WHOLE[file]


def outward(site: Site, target: str, page: str) -> str:
    """An address for readers elsewhere: a whole one where the site's own address is known, else the way from `page`."""
    if site.base:
        return f"{site.base.rstrip('/')}/{target}"
    return "../" * page.count("/") + target or "./"


def _records(tracker: Tracker, kind: str) -> Mapping[str, object]:
    field = WITH_PAGE.get(kind) or (kind if kind in ON_ONE_PAGE else "")
    records: Mapping[str, object] = getattr(tracker, field) if field else {}
    return records


def relative(target: str, page: str) -> str:
    """The way from one page to an address, both from the top of the site: up to the top, then down."""
    return upward(target, page.count("/"))


def upward(target: str, depth: int) -> str:
    """The way to an address from any page that stands so deep."""
    path = target.partition("#")[0]
    return "../" * depth + target if path or depth else f"./{target}"


def passage(source: Source, words: str | None) -> str:
    """The address of a source; for a quote, one that opens at the passage in browsers that can.

    The fragment follows the text-fragment syntax of the Web Incubator Community Group
    (https://wicg.github.io/scroll-to-text-fragment/); browsers that do not know it open the page.
    """
    return _passage(source.url, words) if source.url and words else source.url or ""


@functools.lru_cache(maxsize=4096)  # a quote is linked from several pages and files
def _passage(url: str, words: str) -> str:
    parts = urlsplit(url)
    directive = "&".join(f"text={_text_directive(part)}" for part in parts_of(words))
    return urlunsplit(parts._replace(fragment=f"{parts.fragment}:~:{directive}"))


def _text_directive(part: str) -> str:
    """The longest run of words without quotation marks, apostrophes and dashes: browsers compare those as they stand,
    and we have levelled them."""
    run = max((piece.strip() for piece in _SIGNED_WORD.split(part)), key=len)
    words = (run or part).split()
    if len(run) <= _LONG_PASSAGE or len(words) <= 2 * _EDGE_WORDS:
        return _encoded(run or part)
    return f"{_encoded(' '.join(words[:_EDGE_WORDS]))},{_encoded(' '.join(words[-_EDGE_WORDS:]))}"


def _encoded(text: str) -> str:
    return quote(text, safe="").replace("-", "%2D")
