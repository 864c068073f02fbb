"""Shapes change, facts do not: how a document of an earlier shape is led to the shape of today.

Each migration is a pure function from the values of one document to values, with a number and a sentence. It knows the
older shape when it sees it, and gives back what is newer as it is: so a revision of any age is taken through all of
them before it is compared. A migration is added with the change of shape, and never changed or removed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from macros.read.files import Reading
from macros.read.yaml import Tree

Values = dict[str, Tree]


@dataclass(frozen=True, slots=True)
class Migration:
    """One change of shape. `lead` takes the kind of record and its values, and returns the values in the newer one."""

    number: int
    statement: str
    lead: Callable[[str, Values], Values]


_DATED = re.compile(r"^(?:undated|\d{4}(?:-\d{2}){0,2})-")


def _reports_of_their_own(kind: str, values: Values) -> Values:
    """A recommendation named its report by a source, and had a number only. The report is called as its source was."""
    recommendation = values.get("recommendation")
    if kind != "commitment" or not isinstance(recommendation, dict):
        return values
    if "number" in recommendation and "label" not in recommendation:
        report = _DATED.sub("", str(recommendation.get("report")))
        newer = {"label" if name == "number" else name: value for name, value in recommendation.items()}
        values = {**values, "recommendation": {**newer, "report": report}}
    return values


def _as_it_is(kind: str, values: Values) -> Values:
    return values


MIGRATIONS: tuple[Migration, ...] = (
    Migration(1, "The first shape, of November 2026: what came into it since may be left out.", _as_it_is),
    Migration(2, "Reports are records of their own, and recommendations have a label.", _reports_of_their_own),
)


def led(kind: str, values: Values, migrations: Sequence[Migration] = MIGRATIONS) -> Values:
    """The values of one document in the shape of today."""
    for migration in migrations:
        values = migration.lead(kind, values)
    return values


def carried(reading: Reading, migrations: Sequence[Migration] = MIGRATIONS) -> Reading:
    """An earlier reading, with every document in the shape of today."""
    documents = (replace(item, data=led(item.kind, item.data, migrations)) for item in reading.documents)
    return replace(reading, documents=tuple(documents))
