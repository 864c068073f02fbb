"""Evidence at the terminal: `--source a --quote "…" --source b --says "…"`, in the order in which it is given."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import Any

from macros.checks.rule import did_you_mean
from macros.commands.asking import Field, Unanswered, answers
from macros.model.tracker import Tracker

_WORDS = {
    "source": "The id of a source that shows it. Repeat it, with its own words behind it, for several.",
    "quote": "The source's own words, word for word, where its text or fingerprint is held.",
    "says": "What the source says, in our words, where neither is held.",
    "locator": "Where to look: page, paragraph, column or heading.",
}


class _Next(argparse.Action):
    """Begins a new piece of evidence at `--source`, and adds to the last one at the other options."""

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, values: Any, option: str | None = None
    ) -> None:
        pieces: list[dict[str, str]] = list(namespace.evidence or [])
        if self.metavar == "SOURCE":
            pieces.append({})
        elif not pieces:
            parser.error(f"{option} stands before the first --source")
        pieces[-1] = {**pieces[-1], str(self.metavar).lower(): " ".join(str(values).split())}
        namespace.evidence = pieces


def add_evidence(parser: argparse.ArgumentParser) -> None:
    """The four options of evidence."""
    for name, words in _WORDS.items():
        parser.add_argument(f"--{name}", dest="evidence", action=_Next, metavar=name.upper(), default=[], help=words)


def evidence_of(
    tracker: Tracker, given: argparse.Namespace, ask: Callable[[str], str] | None
) -> Sequence[dict[str, str]]:
    """The pieces of evidence: from the options, else asked for one by one until no source is named.

    Raises:
        Unanswered: there is none, or a source is not known.
    """
    pieces = list(given.evidence)
    while ask and (not pieces or not given.evidence):
        piece = _asked(tracker, ask, is_first=not pieces)
        if piece is None:
            break
        pieces.append(piece)
    if not pieces:
        raise Unanswered(f"--source is needed: {_WORDS['source']}")
    for piece in pieces:
        if piece["source"] not in tracker.sources:
            hint = did_you_mean(piece["source"], tracker.sources, "`tracker new source` adds one")
            raise Unanswered(f"--source {piece['source']!r} is no source; {hint}")
    return pieces


def _asked(tracker: Tracker, ask: Callable[[str], str], *, is_first: bool) -> dict[str, str] | None:
    nothing = argparse.Namespace(source="", quote="", says="", locator="")
    found = answers([Field("source", _WORDS["source"] if is_first else "Another source, or nothing.")], nothing, ask)
    if not found["source"]:
        return None
    if found["source"] in tracker.texts or found["source"] in tracker.fingerprints:
        found |= answers([Field("quote", _WORDS["quote"])], nothing, ask)
    if not found.get("quote"):
        found |= answers([Field("says", _WORDS["says"], needed=True)], nothing, ask)
    found |= answers([Field("locator", _WORDS["locator"])], nothing, ask)
    return {name: " ".join(value.split()) for name, value in found.items() if value}
