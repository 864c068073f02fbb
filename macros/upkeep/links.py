"""Every address in the record, with the files that name it, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from macros.model.tracker import Tracker
from macros.read.quotes import stands_in


@dataclass(frozen=True, slots=True)
class Link:
    """An address, and the paths of the files that name it."""

    address: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a link that a person should look at."""

    link: Link
    reason: str


@dataclass(frozen=True, slots=True)
class Drift:
    """Quotes of one source that its page does not hold any longer."""

    source: str
    address: str
    quotes: tuple[str, ...]


def links(tracker: Tracker) -> tuple[Link, ...]:
    """Every address once, in the order of addresses, so that a host is visited in one go."""
    found: dict[str, list[str]] = {}
    for address, file in _named(tracker):
        found.setdefault(address.partition("#")[0], []).append(file)
    return tuple(Link(address, tuple(dict.fromkeys(files))) for address, files in sorted(found.items()))


def _named(tracker: Tracker) -> Iterator[tuple[str, str]]:
    for name, source in tracker.sources.items():
        original = source.copy_of.url if source.copy_of else None
        for address in (source.url, source.archive_url, original):
            if address:
                yield address, f"data/sources/{name}.yaml"
    for name, body in tracker.bodies.items():
        if body.url:
            yield body.url, f"data/bodies/{name}.yaml"
    for helpline in tracker.helplines.helplines if tracker.helplines else ():
        yield helpline.url, "data/helplines.yaml"


def quotes_by_source(
    tracker: Tracker, quotes: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Source, address and quotes of each source whose text or fingerprint is held and whose page is known."""
    for name, found in quotes.items():
        source = tracker.sources[name]
        if source.text != "not-held" and source.url and found:
            yield name, source.url.partition("#")[0], found


def drifted(source: str, address: str, quotes: tuple[str, ...], words: str) -> Drift | None:
    """The quotes that the words of the page do not hold; nothing when all stand."""
    missing = tuple(quote for quote in quotes if not stands_in(quote, words))
    return Drift(source, address, missing) if missing else None
