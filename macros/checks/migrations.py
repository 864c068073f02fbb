"""Shapes change, facts do not: how a document of an earlier shape is led to the shape of today.

Each migration is a pure function from the values of one document to values, with a number and a sentence. It knows the
older shape when it sees it, and gives back what is newer as it is: so a revision of any age is taken through all of
them before it is compared. A migration is added with the change of shape, and never changed or removed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

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
    old = values.get("recommendation") if kind == "commitment" else None
    if not isinstance(old, dict) or "number" not in old or "label" in old:
        return values
    newer = {"label" if name == "number" else name: value for name, value in old.items()}
    if isinstance(report := old.get("report"), str):
        newer["report"] = _DATED.sub("", report)
    return {**values, "recommendation": newer}


# What the program knew of the first codes before their codelists said it, under a code that tells the codelist.
_KNOWN: dict[str, dict[str, str]] = {
    "accepted": {
        "awaiting": "is_promise=false needs_search=true", "declined": "is_promise=false",
        "accepted": "is_promise=true", "qualified": "is_promise=true",
    },
    "announcement": {
        "announcement": "announces=true", "action": "is_act=true meets_points=true",
        "finding": "meets_points=true", "reaction": "moves_nothing=true",
    },
    "under-way": {
        "superseded": "holds_when=stated needs_successor=true", "dropped": "holds_when=stated",
        "delivered": "holds_when=every-point", "part-delivered": "holds_when=a-point",
        "under-way": "holds_when=an-act", "planned": "holds_when=a-promise",
        "no-public-evidence": "holds_when=nothing-else needs_search=true",
    },
    "self-reported": {"independent": "rank=3", "public-record": "rank=2", "self-reported": "rank=1"},
    "aggregator": dict.fromkeys(("aggregator", "opinion", "unattributed-copy"), "is_lead=true"),
    "exactly": {"exactly": "is_exact=true"},
    "agreed": {"agreed": "is_certain=true", "one-list": "is_certain=false", "wording-not-seen": "is_certain=false"},
}  # fmt: skip


def _with_meaning(kind: str, values: Values) -> Values:
    items = [item for item in values.get("values") or () if isinstance(item, dict)] if kind == "codelist" else []
    codes = {str(item.get("code")) for item in items}
    known = next((meanings for code, meanings in _KNOWN.items() if code in codes), {})
    meant = {code: dict(part.split("=") for part in said.split()) for code, said in known.items()}
    if not meant or any(field in item for item in items for field in {*chain.from_iterable(meant.values())}):
        return values  # it is another list, or says so itself
    return {**values, "values": [{**item, **meant.get(str(item.get("code")), {})} for item in items]}


# How each licence was called when the terms of a source were free text, and its id. What stood behind the name stays as
# a note, but for that of publishers: it told how sources are used here.
_LICENCES = {
    "Open Government Licence v3.0": "OGL-UK-3.0",
    "Open Parliament Licence v3.0": "LicenseRef-Open-Parliament-3.0",
    "Publisher copyright": "LicenseRef-Publisher-Copyright",
}


def _licence_ids(kind: str, values: Values) -> Values:
    said = values.get("licence") if kind == "source" else None
    name = next((name for name in _LICENCES if isinstance(said, str) and said.startswith(name)), None)
    if not isinstance(said, str) or name is None:
        return values
    note = said.removeprefix(name).strip(" ;()") if "copyright" not in name else ""
    return {**values, "licence": _LICENCES[name], **({"licence_note": note} if note else {})}


MIGRATIONS: tuple[Migration, ...] = (
    Migration(1, "The first shape, of November 2026: what came into it since may be left out.", lambda _, same: same),
    Migration(2, "Reports are records of their own, and recommendations have a label.", _reports_of_their_own),
    Migration(3, "Codelists say themselves what follows from their codes; the program knew it before.", _with_meaning),
    Migration(4, "Licences are called by their SPDX ids; what else was said of one is a note.", _licence_ids),
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
