"""The kinds of records: what each is called, where its files stand, and what may become of them.

One table for every layer. The model of each kind is in `model.tracker`; its pages are in `publish`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RecordKind:
    """One kind of which there are many records: its folder in `data/`, which is also the tracker's field.

    `has_page` tells whether each record has a page of its own; `may_move`, whether one may be renamed and withdrawn.
    """

    name: str
    folder: str
    has_page: bool = True
    may_move: bool = True


KINDS = (
    RecordKind("commitment", "commitments"),
    RecordKind("event", "events"),
    RecordKind("report", "reports"),
    RecordKind("body", "bodies"),
    RecordKind("theme", "themes"),
    RecordKind("source", "sources"),
    RecordKind("figure", "figures"),
    RecordKind("background", "background", has_page=False),
    # The codes of a vocabulary stand in records and rules; its file has one name for ever.
    RecordKind("codelist", "codelists", has_page=False, may_move=False),
)
# The folder of each kind, and the kind of each folder.
FOLDERS: Mapping[str, str] = {kind.name: kind.folder for kind in KINDS}
KIND_OF: Mapping[str, str] = {kind.folder: kind.name for kind in KINDS}
# The folder, in the site's addresses, of each kind whose records have pages.
WITH_PAGE: Mapping[str, str] = {kind.name: kind.folder for kind in KINDS if kind.has_page}
MOVABLE = frozenset(kind.name for kind in KINDS if kind.may_move)
# The kinds of which there is one record, `data/<kind>.yaml`, with the field of the tracker that holds it.
_ONLY_ONE = ("site", "office-holders", "proper-names", "helplines", "glossary", "groups", "policy")
SINGLES: Mapping[str, str] = {kind: kind.replace("-", "_") for kind in _ONLY_ONE}
