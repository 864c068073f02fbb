"""What a record page offers at its end: how to cite it, follow it, take its data, and show its status elsewhere."""

from __future__ import annotations

import json
from dataclasses import dataclass

from macros.links import FOLDERS, address, file_address, outward, relative
from macros.publish import citing
from macros.render import Context

_FOLLOWED = ("commitment", "body", "theme")


@dataclass(frozen=True, slots=True)
class Follow:
    """Addresses from the page, and finished texts. `feed`, `calendar`, `badge` and `embed` are empty where none is."""

    citation: str
    bibtex: str
    csl: str
    feed: str
    calendar: str
    api: str
    table: str
    prose: str
    badge: str
    badge_text: str
    embed_page: str
    embed_badge: str


def of_record(context: Context, kind: str, record_id: str) -> Follow | None:
    """What the page of a record offers; None for pages of another kind."""
    if kind not in FOLDERS:
        return None
    page = address(context.tracker, kind, record_id)
    reference = citing.of_record(context, kind, record_id)

    def near(file: str) -> str:
        return relative(file_address(file, kind, record_id), page).rstrip("/")

    is_promise, known = kind == "commitment", bool(context.site.base)
    return Follow(
        citation=citing.text(context, reference),
        bibtex=citing.bibtex(context, reference),
        csl=json.dumps([citing.csl(reference)], ensure_ascii=False, indent=1),
        feed=near("feed") if kind in _FOLLOWED else "",
        calendar=near("calendar") if kind == "body" and _has_dates(context) else "",
        api=near("api"),
        table=relative(file_address("table", record_id=FOLDERS[kind]), page).rstrip("/"),
        prose=near("prose"),
        badge=near("badge") if is_promise else "",
        badge_text=f"Status on record: {citing.title_of(context, kind, record_id)}",
        embed_page=outward(context.site, page, "") if is_promise and known else "",
        embed_badge=outward(context.site, file_address("badge", kind, record_id), "") if is_promise and known else "",
    )


def _has_dates(context: Context) -> bool:
    return any(item.due or item.recommendation for item in context.tracker.commitments.values())
