"""Which documents a set of files touches: their own, and those that depend on them."""

from __future__ import annotations

from collections.abc import Iterable

from macros.checks.rule import named_by
from macros.model.base import Coded
from macros.model.fields import marked
from macros.model.tracker import MODELS
from macros.read import FOLDERS, Document

_FOLDER_OF = {kind: folder for folder, kind in FOLDERS.items()}
# Every text is held against these.
_FOR_ALL = ("data/office-holders.yaml", "data/proper-names.yaml")


def touched(documents: Iterable[Document], paths: Iterable[str]) -> frozenset[str]:
    """The paths themselves, the record of each stored text among them, and every record that names one of these."""
    documents, given = tuple(documents), set(paths)
    if given & set(_FOR_ALL):
        return frozenset(given | {document.path for document in documents})
    given |= {_record_of(path) for path in given}
    keys = {_key(path) for path in given}
    depending = {document.path for document in documents if keys & _depends_on(document)}
    return frozenset(given | depending)


def _record_of(path: str) -> str:
    """The source record of a stored text; any other path as it is."""
    folder, _, name = path.partition("/")
    return f"data/sources/{name.rpartition('.')[0]}.yaml" if folder == "seeds" else path


def _key(path: str) -> tuple[str, str]:
    folder, _, name = path.removeprefix("data/").partition("/")
    return folder, name.removesuffix(".yaml")


def _depends_on(document: Document) -> set[tuple[str, str]]:
    """Folder and id of everything that the document names, its vocabularies included."""
    named = {(_FOLDER_OF[kind], name) for kind, name in named_by(document) if kind in _FOLDER_OF}
    marks = (marker for _, marker in marked(MODELS[document.kind]))
    return named | {("codelists", marker.codelist) for marker in marks if isinstance(marker, Coded)}
