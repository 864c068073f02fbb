"""`tracker weekly`: visit every address of the record once, and print what needs a look."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from macros.checks import load
from macros.clock import today
from macros.derive.overview import overview
from macros.derive.timeline import citations
from macros.model.tracker import Tracker
from macros.upkeep.issue import Seen, text
from macros.upkeep.links import Drift, Finding, drifted, links, quotes_by_source
from macros.visit import Kind, NotSeen, Page, Visitor, words

HELP = "visit every address once; print dead links, drifted quotes, due checks and coming dates"


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("--offline", action="store_true", help="visit nothing; only checks and dates")
    parser.add_argument("--allow-local", action="store_true", help="also visit addresses on this machine")


def run(root: Path, arguments: argparse.Namespace) -> int:
    """Print the text of the weekly issue; nothing when nothing needs a look."""
    tracker = load(root, today())
    visitor = Visitor(allow_local=arguments.allow_local)
    seen = Seen((), (), (), 0) if arguments.offline else _seen(tracker, visitor)
    print(text(seen, overview(tracker, today()).states, today()), end="")
    return 0


def _seen(tracker: Tracker, visitor: Visitor) -> Seen:
    pages: dict[str, Page] = {}
    dead: list[Finding] = []
    closed: list[Finding] = []
    found = links(tracker)
    for link in found:
        try:
            pages[link.address] = visitor.visit(link.address)
            print(f"seen: {link.address}", file=sys.stderr)
        except NotSeen as not_seen:
            print(f"{not_seen.kind}: {link.address}: {not_seen}", file=sys.stderr)
            kept = dead if not_seen.kind in (Kind.GONE, Kind.SILENT) else closed
            kept.append(Finding(link, str(not_seen)))
    return Seen(tuple(dead), tuple(closed), tuple(_drifts(tracker, pages)), len(found))


def _drifts(tracker: Tracker, pages: dict[str, Page]) -> Iterator[Drift]:
    """Only whole pages of text can be held against their quotes; a PDF or a cut page shows nothing."""
    quotes = {
        name: tuple(dict.fromkeys(item.evidence.quote for item in cited if item.evidence.quote))
        for name, cited in citations(tracker).items()
    }
    for name, address, found in quotes_by_source(tracker, quotes):
        page = pages.get(address)
        if page and page.whole and page.type.startswith(("text/html", "text/plain", "application/xhtml")):
            drift = drifted(name, address, found, words.of(page.text) if "html" in page.type else page.text)
            if drift:
                yield drift
