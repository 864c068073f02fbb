"""Files to documents: a strict subset of YAML in which every value stays the text that was typed.

Only this module opens data files. Nothing is typed implicitly: `no`, `1.10` and `2026-03-01` are text, and
only an empty value, `~` or `null` is nothing. Line and column of a field are looked up again when a fault
needs them, so that ten thousand good records do not carry their positions in memory.
"""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from macros.read.characters import unfit
from macros.read.kinds import KIND_OF, MOVABLE, SINGLES
from macros.read.problems import Place, Problem, repeated
from macros.read.yaml import FieldPath, Tree, compose, dotted

MAX_BYTES = 256 * 1024
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_NOT_RECORDS = ("README.md", "schema")
TEXT, FINGERPRINT = ".txt", ".fingerprint"


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML file: what kind of record it holds, its id (the file name), and its values as text.

    `first_line` is what it begins with: a comment there tells editors what the file may hold.
    """

    kind: str
    id: str
    path: str
    file: Path
    data: dict[str, Tree]
    first_line: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read below one root: the documents, the stored texts by source id, and the faults.

    `unread` is kind and id of each file that is there and holds no record that can be read.
    """

    root: Path
    documents: tuple[Document, ...]
    seeds: dict[str, str]
    problems: tuple[Problem, ...]
    fingerprints: dict[str, str] = field(default_factory=dict)
    unread: tuple[tuple[str, str], ...] = ()


def read(root: Path) -> Reading:
    """Read `data/` and `seeds/` below the root. Faults are collected, never raised."""
    _marks.cache_clear()  # the files may have changed since the last reading
    documents: list[Document] = []
    unread: list[tuple[str, str]] = []
    problems: list[Problem] = []
    for kind, file in _record_files(root, problems):
        document, faults = _document(root, kind, file)
        problems += faults
        if document:
            documents.append(document)
        else:
            unread.append((kind, file.stem))
    seeds = _seeds(root, problems)
    return Reading(root, tuple(documents), seeds[TEXT], tuple(problems), seeds[FINGERPRINT], tuple(unread))


def place(document: Document, path: FieldPath) -> Place:
    """Where a field stands in its file; for a missing field, where its nearest existing parent stands."""
    marks = _marks(document.file) if path else {}
    line, column = next((marks[path[:end]] for end in range(len(path), 0, -1) if path[:end] in marks), (1, 1))
    return Place(document.path, line, column, dotted(path))


@functools.lru_cache(maxsize=32)
def _marks(file: Path) -> dict[FieldPath, tuple[int, int]]:
    text, _ = _text(file, file.name)
    return compose(text or "", file.name, with_marks=True).marks


def _document(root: Path, kind: str, file: Path) -> tuple[Document | None, list[Problem]]:
    path = _path(root, file)
    text, problems = _text(file, path)
    if text is None:
        return None, problems
    composed = compose(text, path)
    if not isinstance(composed.data, dict):
        expected = "lines of `key: value`, beginning with `title:` or the first field of this kind of record"
        fix = "copy an existing file of the same folder and change its values"
        missing = Problem(Place(path), "SHP001", "the file holds no record", expected, fix)
        return None, list(composed.problems) or [missing]
    name, first = file.stem, text.partition("\n")[0].rstrip()
    if "moved_to" in composed.data and kind in MOVABLE:  # a pointer that a renamed record left
        kind, name = "moved", f"{file.parent.name}/{file.stem}"
    return Document(kind, name, path, file, composed.data, first), list(composed.problems)


def _text(file: Path, path: str) -> tuple[str | None, list[Problem]]:
    """The text of one file, without a byte-order mark, or the reason why it is not read."""
    try:
        size = file.stat().st_size
        raw = file.read_bytes() if size <= MAX_BYTES else b""
    except OSError as error:
        return None, [_no_access(path, error)]
    if size > MAX_BYTES:
        found = f"the file has {size:,} bytes"
        return None, [_unreadable(path, found, f"at most {MAX_BYTES:,} bytes", "split the record")]
    try:
        return raw.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        found = f"byte 0x{raw[error.start]:02x} is not UTF-8"
        return None, [_unreadable(path, found, "text in UTF-8", "save the file as UTF-8", line)]


def _no_access(path: str, error: OSError) -> Problem:
    found = f"the computer does not let it be read ({error.strerror or type(error).__name__})"
    return _unreadable(path, found, "a file or folder that may be read", "give yourself the right to read it")


def _unreadable(path: str, found: str, expected: str, fix: str, line: int = 1) -> Problem:
    return Problem(Place(path, line), "SHP002", found, expected, fix)


def _record_files(root: Path, problems: list[Problem]) -> Iterator[tuple[str, Path]]:
    """Every record file with its kind, in the order of folder and name."""
    data = root / "data"
    if not data.is_symlink() and not data.is_dir():
        expected, fix = "a folder data/ with the records", "run the command in the folder that holds data/"
        problems.append(Problem(Place("data"), "SHP001", "there is no folder data/ here", expected, fix))
    for entry in _entries(root, data, problems):
        name = entry.name
        if name in _NOT_RECORDS:
            continue
        if name in KIND_OF and entry.is_dir():
            yield from ((KIND_OF[name], file) for file in _files(root, entry, (".yaml",), problems))
        elif entry.stem in SINGLES and _is_ours(root, entry, (".yaml",), problems):
            yield entry.stem, entry
        elif entry.stem not in SINGLES and not _is_link(root, entry, problems):
            problems.append(_stray(root, entry, f"one of the folders {', '.join(KIND_OF)}", _nearest_entry(entry)))


def _nearest_entry(entry: Path) -> str:
    near = difflib.get_close_matches(entry.name, KIND_OF, 1)
    if near and entry.is_dir():
        return f"rename it, for example {near[0]!r}"
    return f"move {entry.name!r} into one of these folders, or remove it"


def _seeds(root: Path, problems: list[Problem]) -> dict[str, dict[str, str]]:
    """The stored texts and the fingerprints, by the ending of their files and the id of their source."""
    found = {TEXT: dict[str, str](), FINGERPRINT: dict[str, str]()}
    for file in _files(root, root / "seeds", (TEXT, FINGERPRINT), problems):
        text, faults = _text(file, _path(root, file))
        problems += faults
        if text is not None and not text.isascii() and (sign := unfit(text)):
            line = text.count("\n", 0, sign.index) + 1
            expected = "signs that can be seen and told apart"
            problems.append(_unreadable(_path(root, file), sign.found, expected, sign.fix, line))
        if text is not None:
            found[file.suffix][file.stem] = text
    return found


def _entries(root: Path, folder: Path, problems: list[Problem]) -> list[Path]:
    """What is in a folder of the project, in the order of the names; a link to a folder is not followed."""
    try:
        found = [] if _is_link(root, folder, problems) or not folder.is_dir() else sorted(folder.iterdir())
        for item in found[:1]:
            item.lstat()  # a folder may be listed, and what is in it still not be looked at
        return found
    except OSError as error:
        problems.append(_no_access(_path(root, folder), error))
        return []


def _path(root: Path, file: Path) -> str:
    return file.relative_to(root).as_posix()


def _is_link(root: Path, path: Path, problems: list[Problem]) -> bool:
    if path.is_symlink():
        problems.append(_unreadable(_path(root, path), "a symbolic link", "a plain file or folder", "remove it"))
    return path.is_symlink()


def _files(root: Path, folder: Path, endings: tuple[str, ...], problems: list[Problem]) -> Iterator[Path]:
    for file in _entries(root, folder, problems):
        if file.name != "README.md" and _is_ours(root, file, endings, problems):
            yield file


def _is_ours(root: Path, file: Path, endings: tuple[str, ...], problems: list[Problem]) -> bool:
    """Whether the file may be read: a plain file inside the project whose name is an id with the right ending."""
    if _is_link(root, file, problems):
        return False
    if file.is_file() and file.suffix in endings and ID.fullmatch(file.stem):
        return True
    expected = f"small letters, digits and single hyphens, ending in {' or '.join(endings)}"
    problems.append(_stray(root, file, expected, _better_name(file, endings)))
    return False


def _better_name(file: Path, endings: tuple[str, ...]) -> str:
    stem = file.name.removesuffix(file.suffix)
    name = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-") + (file.suffix if file.suffix in endings else endings[0])
    if not ID.fullmatch(Path(name).stem) or name == file.name:
        return "remove it"
    return f"remove it, or name it {name!r}" if file.name.startswith(".") else f"rename it, for example {name!r}"


def _stray(root: Path, file: Path, expected: str, fix: str) -> Problem:
    found = f"the name {repeated(file.name)} is not one that is read"
    if not file.is_file() and not file.is_symlink() and file.suffix:
        found = f"{repeated(file.name)} is not a plain file"
    return Problem(Place(_path(root, file)), "SHP003", found, expected, fix)
