"""`tracker new commitment <id>`: one promise with what it asks for, and the status that the rules give it."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from macros.commands.asking import Field, Unanswered, add_options, answers
from macros.commands.entries import fields_of
from macros.commands.evidence import add_evidence, evidence_of
from macros.edit import new_record
from macros.intake.parts import slug, unused
from macros.model.commitment import Commitment
from macros.model.tracker import Tracker
from macros.read.files import ID

HELP = "write down one promise with its points and its first status"
_ASKED = ("title", "summary", "kind", "made_by", "made_date", "lead_body", "supporting_bodies", "themes", "part_of")
_POINTS = Field(
    "point", "A state of the world that must be in effect: a sentence that can be tested.", many=True, needed=True
)
_PLACE = Field("place", "Where was looked for evidence that it was carried out.", many=True, needed=True)
_WORDS = Field("word", "What was looked for.", many=True, needed=True)
_FOUND = Field("found", "What the search showed, in a sentence.", needed=True)
_PROMISE = Field(
    "promised",
    "Whether the body itself promised it, or it was only asked for.",
    (
        ("yes", "its own announcement is among the evidence"),
        ("no", "somebody else asks for it, and no answer is on record"),
    ),
    needed=True,
)


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("id", help="the id: whose it is or where it comes from, then its subject, such as met-training")
    add_options(parser, (*_own(None), _POINTS, _PROMISE))
    add_evidence(parser)
    add_options(parser, (_PLACE, _WORDS, _FOUND))


def _own(tracker: Tracker | None) -> list[Field]:
    return [field for field in fields_of(Commitment, tracker) if field.name in _ASKED]


def texts(
    tracker: Tracker, arguments: argparse.Namespace, ask: Callable[[str], str] | None, today: dt.date
) -> Mapping[str, str]:
    """The file of the new commitment.

    Raises:
        Unanswered: the id is taken or not an id, or an answer is missing or not allowed.
        DataError: a value breaks a rule of shape.
    """
    if not ID.fullmatch(arguments.id) or arguments.id in tracker.commitments:
        taken = arguments.id in tracker.commitments
        why = "is taken" if taken else "is no id: small letters, digits and single hyphens"
        raise Unanswered(f"{arguments.id!r} {why}")
    found = answers((*_own(tracker), _POINTS, _PROMISE), arguments, ask)
    shown = list(evidence_of(tracker, arguments, ask))
    searched = found["promised"] == "no"
    found |= answers((_PLACE, _WORDS, _FOUND), arguments, ask) if searched else {}
    values = {name: found[name] for name in _ASKED} | {"made_evidence": shown, "done_when": _points(found["point"])}
    values |= _unanswered(found, today) if searched else _promised(found, shown, today)
    path = f"data/commitments/{arguments.id}.yaml"
    return {path: new_record("commitment", values, path)}


def _points(sentences: list[str]) -> list[dict[str, str]]:
    points: list[dict[str, str]] = []
    for sentence in sentences:
        points.append({"id": unused(slug(sentence, 3), [point["id"] for point in points]), "text": sentence})
    return points


def _promised(found: dict[str, Any], shown: list[dict[str, str]], today: dt.date) -> dict[str, Any]:
    """The announcement as its first event, and the status that follows from it."""
    event = {"id": "promise", "date": found["made_date"], "type": "announcement", "what": found["summary"]}
    reason = "It was announced; no act that carries it out is on record."
    return {
        "events": [{**event, "recorded": str(today), "evidence": shown}],
        "assessments": [_assessment(found, "planned", reason, today) | {"rests_on": ["promise"]}],
    }


def _unanswered(found: dict[str, Any], today: dt.date) -> dict[str, Any]:
    """A logged search, and the status that nothing is to be seen."""
    search = {"date": str(today), "places": found["place"], "words": found["word"], "found": found["found"]}
    return {"searches": [search], "assessments": [_assessment(found, "no-public-evidence", found["found"], today)]}


def _assessment(found: dict[str, Any], delivery: str, reason: str, today: dt.date) -> dict[str, Any]:
    return {"date": found["made_date"], "recorded": str(today), "delivery": delivery, "reason": reason}
