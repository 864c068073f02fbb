"""Shapes change, facts do not: how a document of an earlier shape is led to the shape of today.

Each migration is a pure function from the values of one document to values, with a number and a sentence. It knows the
older shape when it sees it, and gives back what is newer as it is: so a revision of any age is taken through all of
them before it is compared. A migration is added with the change of shape, and never changed or removed.
"""

from __future__ import annotations

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


def _as_it_is(kind: str, values: Values) -> Values:
    return values


MIGRATIONS: tuple[Migration, ...] = (
    Migration(1, "The first shape, of November 2026: what came into it since may be left out.", _as_it_is),
)


def carried(reading: Reading, migrations: Sequence[Migration] = MIGRATIONS) -> Reading:
    """An earlier reading, with every document in the shape of today."""
    documents = []
    for document in reading.documents:
        values = document.data
        for migration in migrations:
            values = migration.lead(document.kind, values)
        documents.append(replace(document, data=values))
    return replace(reading, documents=tuple(documents))
