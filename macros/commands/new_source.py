"""`tracker new source <url>`: read one page, propose its record, and keep its fingerprint, or its text where it may."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from macros import fingerprint
from macros.checks.corrections import sha256_of
from macros.checks.privacy import holds_contact_detail
from macros.commands import archive
from macros.commands.asking import Field, Unanswered, add_options, answers
from macros.commands.pages import Found, allows_the_text, found_in, licence_of
from macros.edit import new_record
from macros.intake.parts import slug, unused
from macros.model.base import without_tracking
from macros.model.dates import PartialDate
from macros.model.tracker import Tracker
from macros.read.characters import without_unseen
from macros.visit import NotSeen, Visitor

HELP = "read one page, propose its record, and keep a fingerprint of its text"
Ask = Callable[[str], str] | None
_TEXTS = (
    ("fingerprint", "hashes of every run of six words: quotes can be checked, the text is not kept"),
    ("held", "the text itself; only where its licence allows it"),
    ("not-held", "neither"),
)


@dataclass(frozen=True, slots=True)
class Read:
    """The page as it was read: its address in the end, the way there, and what it says."""

    address: str
    way: tuple[str, ...]
    found: Found


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("url", nargs="?", default="", help="the address of the page")
    parser.add_argument("--file", type=Path, help="a saved HTML or text file; nothing is fetched")
    parser.add_argument("--allow-local", action="store_true", help="also pages on this machine or in a private network")
    parser.add_argument(
        "--archive",
        choices=("ask", "look", "make", "none"),
        default="ask",
        help="look for an archived copy and ask before one is made; only look; make one unasked; or none of it",
    )
    parser.add_argument("--archive-service", default=archive.LOOK_UP, help=argparse.SUPPRESS)
    parser.add_argument("--archive-save", default=archive.SAVE, help=argparse.SUPPRESS)
    add_options(parser, _fields(None, Read("", (), Found("", "", "", "")), None))


def texts(tracker: Tracker, arguments: argparse.Namespace, ask: Ask, today: dt.date) -> Mapping[str, str]:
    """The files of the new source: its record, and its fingerprint or text.

    Raises:
        Unanswered: an answer is missing or not allowed.
        NotSeen: the page was not seen, and why.
        NoReader: the extra for reading pages is not installed.
    """
    seen = _read(arguments)
    _refuse_known(tracker, seen)
    found = answers(_fields(tracker, seen, today), arguments, ask)
    name = found["id"] or _id(tracker, found)
    values = _values(found, seen, today)
    values["archive_url"] = _archived(arguments, seen, ask) if seen.address and not arguments.file else ""
    kept = _kept(name, found, seen.found.text, values, today)
    path = f"data/sources/{name}.yaml"
    return {path: new_record("source", values, path), **kept}


def _read(arguments: argparse.Namespace) -> Read:
    """The page, from the file or from where it stands."""
    if arguments.file:
        if not arguments.file.is_file():
            raise Unanswered(f"there is no file {str(arguments.file)!r}")
        address = without_tracking(arguments.url)
        return Read(address, (), found_in(arguments.file.read_bytes(), address))
    if not arguments.url:
        raise Unanswered("an address is needed, or --file with a saved page")
    page = Visitor(allow_local=arguments.allow_local, pause=1.0).visit(arguments.url)
    for step in page.way:
        print(f"{step} leads on")
    print(f"Read {page.address}, {len(page.body):,} bytes" + ("" if page.whole else ", and there is more"))
    return Read(without_tracking(page.address), page.way, found_in(page.body, page.address))


def _refuse_known(tracker: Tracker, seen: Read) -> None:
    known = [name for name, source in tracker.sources.items() if seen.address and source.url == seen.address]
    if known:
        raise Unanswered(f"that page is the source {known[0]!r} already")


def _fields(tracker: Tracker | None, seen: Read, today: dt.date | None) -> tuple[Field, ...]:
    types = tracker.codelists["source-type"].values if tracker else ()
    licence = licence_of(seen.address)
    return (
        Field("type", "What kind of document it is.", tuple((item.code, item.title) for item in types), needed=True),
        Field("publisher", "Who published the page.", needed=True, default=seen.found.publisher),
        Field("title", "The title on the page.", needed=True, default=seen.found.title),
        Field("issued", "The date of issue as the page gives it; empty when it shows none.", default=seen.found.issued),
        Field("licence", "The terms that apply to it.", default=licence),
        Field(
            "text", "What to keep of its text.", _TEXTS, default="held" if allows_the_text(licence) else "fingerprint"
        ),
        Field("copy_of", "When the page is a copy or digest: who published the original."),
        Field("id", "The id; made from date, publisher and title when it is empty."),
    )


def _id(tracker: Tracker, found: dict[str, Any]) -> str:
    words = f"{slug(found['publisher'], 2)}-{slug(found['title'], 4)}"
    return unused(f"{found['issued'] or 'undated'}-{words}", tracker.sources)


def _values(found: dict[str, Any], seen: Read, today: dt.date) -> dict[str, Any]:
    """The record as a file holds it, without what depends on its text."""
    if found["issued"]:
        try:
            PartialDate(found["issued"])
        except ValueError as error:
            raise Unanswered(f"--issued: {error}") from None
    return {
        "type": found["type"],
        "publisher": found["publisher"],
        "title": found["title"],
        "issued": found["issued"],
        "url": seen.address if seen.address.startswith("https://") else "",
        "accessed": str(today),
        "text": found["text"],
        "copy_of": {"publisher": found["copy_of"]} if found["copy_of"] else None,
        "licence": found["licence"],
    }


def _kept(name: str, found: dict[str, Any], text: str, values: dict[str, Any], today: dt.date) -> dict[str, str]:
    """The file in `seeds/`, and what the record says of it."""
    if found["text"] == "not-held":
        return {}
    if not text:
        raise Unanswered("no text was found in the page; use --text not-held, or save its text and give it as --file")
    if found["text"] == "held" and not allows_the_text(found["licence"]):
        raise Unanswered(f"--text held: the licence {found['licence']!r} does not allow it; use fingerprint")
    lines = without_unseen(text).splitlines()
    public = [line for line in lines if not holds_contact_detail(line)]
    if len(public) < len(lines):
        count = len(lines) - len(public)
        cut = f"{count} {'line' if count == 1 else 'lines'} with a phone number or an e-mail address"
        values["redactions"] = [{"what": cut, "why": "Private contact detail"}]
    stored, ending = "\n".join(public) + "\n", ".txt"
    if found["text"] == "fingerprint":
        stored, ending = fingerprint.make(name, stored), ".fingerprint"
    values["stored"] = [{"sha256": sha256_of(stored), "recorded": str(today), "reason": "As found on the page."}]
    return {f"seeds/{name}{ending}": stored}


def _archived(arguments: argparse.Namespace, seen: Read, ask: Ask) -> str:
    """The address of an archived copy, or nothing. A new one is asked for only when somebody agrees."""
    if arguments.archive == "none":
        return ""
    visitor = Visitor(allow_local=arguments.allow_local, pause=1.0)
    try:
        copy = archive.existing(visitor, seen.address, arguments.archive_service)
        if copy:
            print(f"An archived copy is there: {copy}")
            return copy
        agreed = arguments.archive == "make" or (
            arguments.archive == "ask"
            and ask
            and ask("No archived copy was found. Ask the Wayback Machine for one? [y/N] ").strip().lower()
            in ("y", "yes")
        )
        return archive.new_copy(visitor, seen.address, arguments.archive_save) if agreed else ""
    except NotSeen as error:
        print(f"The archive could not be asked: {error}")
        return ""
