"""Files to documents: only plain files inside the project are read, and each other thing is named."""

from __future__ import annotations

import os
import time
import tracemalloc
from pathlib import Path

import pytest

from macros.read.files import MAX_BYTES, Document, Reading, place, read
from macros.read.kinds import KIND_OF, SINGLES
from macros.read.problems import Problem, report


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An empty project: `data/themes/` and `seeds/`."""
    (tmp_path / "data" / "themes").mkdir(parents=True)
    (tmp_path / "seeds").mkdir()
    return tmp_path


def write(root: Path, path: str, content: str | bytes) -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def read_theme(root: Path, content: str | bytes) -> tuple[Document | None, tuple[Problem, ...]]:
    """The document and the problems of the one file data/themes/a.yaml."""
    write(root, "data/themes/a.yaml", content)
    reading = read(root)
    return (reading.documents[0] if reading.documents else None), reading.problems


def test_each_folder_holds_its_kind(root: Path) -> None:
    for folder in KIND_OF:
        write(root, f"data/{folder}/one.yaml", "a: b\n")
    for single in SINGLES:
        write(root, f"data/{single}.yaml", "a: b\n")
    reading = read(root)

    assert reading.problems == ()
    assert {document.kind for document in reading.documents} == {*KIND_OF.values(), *SINGLES}


def test_document_knows_its_kind_id_and_path(root: Path) -> None:
    document, _ = read_theme(root, "title: A\n")

    assert document is not None
    assert (document.kind, document.id, document.path) == ("theme", "a", "data/themes/a.yaml")
    assert document.file == root / "data" / "themes" / "a.yaml"
    assert document.data == {"title": "A"}


def test_documents_come_in_the_order_of_their_names(root: Path) -> None:
    for name in ("b", "a-2", "a", "a-10"):
        write(root, f"data/themes/{name}.yaml", "a: b\n")

    assert [document.id for document in read(root).documents] == ["a-10", "a-2", "a", "b"]


def test_seeds_are_read_by_the_id_of_their_source(root: Path) -> None:
    write(root, "seeds/2025-minutes.txt", "“Words”\r\nand more\n")

    assert read(root).seeds == {"2025-minutes": "“Words”\r\nand more\n"}


@pytest.mark.parametrize("path", ["data/README.md", "data/themes/README.md", "seeds/README.md", "data/schema/x.json"])
def test_readme_and_schema_are_passed_over(root: Path, path: str) -> None:
    write(root, path, "words")

    assert read(root) == Reading(root, (), {}, ())


def test_a_folder_without_data_is_a_fault(tmp_path: Path) -> None:
    assert read(tmp_path).problems


@pytest.mark.parametrize(
    ("content", "data"),
    [
        (b"\xef\xbb\xbftitle: A\n", {"title": "A"}),
        (b"title: A\r\nlist:\r\n  - b\r\n", {"title": "A", "list": ["b"]}),
        (b"title: A", {"title": "A"}),
        ("title: é 中 🎉\n".encode(), {"title": "é 中 🎉"}),
        (b"# yaml-language-server: $schema=../schema/theme.schema.json\ntitle: A\n", {"title": "A"}),
        (b"title: no\nversion: 1.10\nday: 2026-11-21\n", {"title": "no", "version": "1.10", "day": "2026-11-21"}),
    ],
    ids=["byte-order mark", "CRLF", "no last line break", "UTF-8", "comment", "nothing typed implicitly"],
)
def test_text_is_read_rightly(root: Path, content: bytes, data: dict[str, object]) -> None:
    document, problems = read_theme(root, content)

    assert problems == ()
    assert document is not None
    assert document.data == data


@pytest.mark.parametrize(
    ("content", "place", "code", "found"),
    [
        (b"", "1:1", "SHP001", "no record"),
        (b"\n \n# words\n", "1:1", "SHP001", "no record"),
        (b"- a\n- b\n", "1:1", "SHP001", "no record"),
        (b"only words\n", "1:1", "SHP001", "no record"),
        (b"title: caf\xe9\n", "1:1", "SHP002", "byte 0xe9 is not UTF-8"),
        (b"a: b\nc: \xff\xfe\n", "2:1", "SHP002", "byte 0xff is not UTF-8"),
        ("title: A\n".encode("utf-16"), "1:1", "SHP002", "is not UTF-8"),
        (b"a: \xed\xa0\x80\n", "1:1", "SHP002", "is not UTF-8"),
        (b"\x00\x01\x02\x03", "1:1", "SHP002", "control character"),
        (b"a: 1\na: 2\n", "2:1", "SHP002", "second time"),
        (b"a: &x 1\n", "1:4", "SHP002", "anchor"),
        (b"title: " + b"x" * 5_000_000, "1:1", "SHP002", "the file has 5,000,007 bytes"),
        (b"x" * (MAX_BYTES + 1), "1:1", "SHP002", f"the file has {MAX_BYTES + 1:,} bytes"),
        (b"a: " + b"[" * 1000 + b"]" * 1000, "1:16", "SHP002", "levels of nesting"),
    ],
    ids=[
        *("empty", "only comments", "list", "words", "latin-1", "byte on line 2", "UTF-16", "half a character"),
        *("binary", "repeated key", "anchor", "5 MB", "one byte too many", "1,000 deep"),
    ],
)
def test_unreadable_file_is_one_clear_problem(root: Path, content: bytes, place: str, code: str, found: str) -> None:
    _, problems = read_theme(root, content)
    (problem,) = problems

    assert (problem.code, str(problem.place).rpartition("yaml:")[2][: len(place)]) == (code, place)
    assert found in problem.found
    assert problem.fix or found == "control character"


def test_unreadable_seed_is_one_clear_problem(root: Path) -> None:
    write(root, "seeds/2025-a.txt", b"caf\xe9")
    write(root, "seeds/2025-b.txt", "words")
    reading = read(root)

    assert report(reading.problems).startswith("seeds/2025-a.txt:1:1: SHP002 byte 0xe9 is not UTF-8")
    assert reading.seeds == {"2025-b": "words"}


def test_a_file_of_the_largest_size_is_read(root: Path) -> None:
    document, problems = read_theme(root, b"title: " + b"x" * (MAX_BYTES - 7))

    assert document is not None
    assert problems == ()


def test_a_huge_file_is_not_read_at_all(root: Path) -> None:
    """A sparse file of a terabyte costs neither time nor memory."""
    with (root / "data" / "themes" / "a.yaml").open("wb") as file:
        file.truncate(1 << 40)
    tracemalloc.start()
    started = time.process_time()
    (problem,) = read(root).problems
    took, (_, peak) = time.process_time() - started, tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert "1,099,511,627,776 bytes" in problem.found
    assert took < 1
    assert peak < 1024 * 1024


@pytest.mark.parametrize(
    ("path", "example"),
    [
        ("data/themes/Rivers.yaml", "rivers"),
        ("data/themes/town rivers.yaml", "town-rivers"),
        ("data/themes/town_rivers.yaml", "town-rivers"),
        ("data/themes/-rivers.yaml", "rivers"),
        ("data/themes/town--rivers.yaml", "town-rivers"),
        ("data/themes/rivières.yaml", "rivi-res"),
        ("data/themes/rivers.yml", "rivers"),
        ("data/themes/rivers.json", "rivers"),
        ("data/themes/rivers", "rivers"),
        ("data/themes/rivers.yaml.orig", "rivers-yaml"),
        ("data/themes/.rivers.yaml.swp", "rivers-yaml"),
        ("seeds/2025-Minutes.txt", "2025-minutes"),
        ("seeds/2025-minutes.md", "2025-minutes"),
        ("data/theme/rivers.yaml", "theme"),
        ("data/notes.txt", "notes"),
        ("data/office-holders.yml", "office-holders"),
    ],
)
def test_name_that_is_no_id_is_a_problem(root: Path, path: str, example: str) -> None:
    write(root, path, "title: A\n")
    (problem,) = read(root).problems

    assert problem.code == "SHP003"
    assert path.startswith(problem.place.path)
    assert example in problem.fix


@pytest.mark.parametrize(
    ("path", "fix"),
    [
        ("data/themes/rivers.yml", "'rivers.yaml'"),
        ("seeds/2025-minutes.md", "'2025-minutes.txt'"),
        ("data/theme/rivers.yaml", "'themes'"),
        ("data/themes/.DS_Store", "remove"),
    ],
)
def test_the_fix_of_a_name_works(root: Path, path: str, fix: str) -> None:
    write(root, path, "title: A\n")
    (problem,) = read(root).problems

    assert fix in problem.fix


def test_folder_in_place_of_a_file_is_a_problem(root: Path) -> None:
    (root / "data" / "themes" / "rivers.yaml").mkdir()

    assert [problem.code for problem in read(root).problems] == ["SHP003"]


def test_pipe_in_place_of_a_file_does_not_hang(root: Path) -> None:
    os.mkfifo(root / "data" / "themes" / "rivers.yaml")

    assert [problem.code for problem in read(root).problems] == ["SHP003"]


@pytest.mark.parametrize("path", ["data/themes/link.yaml", "seeds/link.txt", "data/helplines.yaml"])
@pytest.mark.parametrize("target", ["outside", "inside", "nowhere", "itself"])
def test_symbolic_link_is_never_followed(
    root: Path, tmp_path_factory: pytest.TempPathFactory, path: str, target: str
) -> None:
    secret = write(tmp_path_factory.mktemp("outside"), "secret.yaml", "title: secret\n")
    write(root, "data/themes/a.yaml", "title: A\n")
    links = {"outside": secret, "inside": root / "data/themes/a.yaml", "nowhere": "gone", "itself": root / path}
    (root / path).symlink_to(links[target])
    reading = read(root)

    assert [str(problem).splitlines()[0] for problem in reading.problems] == [f"{path}:1:1: SHP002 a symbolic link"]
    assert "secret" not in repr(reading.documents) + repr(reading.seeds)


@pytest.mark.parametrize("folder", ["data/themes", "seeds", "data"])
def test_folder_that_is_a_link_is_never_followed(
    root: Path, tmp_path_factory: pytest.TempPathFactory, folder: str
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    for path in ("secret.yaml", "secret.txt", "themes/secret.yaml"):
        write(outside, path, "title: secret\n")
    for part in (root / "data" / "themes", root / folder):
        if part.is_dir():
            part.rmdir()
    (root / folder).symlink_to(outside)
    reading = read(root)

    assert "secret" not in repr(reading.documents) + repr(reading.seeds)
    assert any("symbolic link" in problem.found for problem in reading.problems)


@pytest.mark.parametrize("name", [b"\xff.yaml", b"a\n::error::b.yaml", b"\x1b[2J.yaml"], ids=["byte", "line", "escape"])
def test_any_file_name_can_be_printed(root: Path, name: bytes) -> None:
    file = os.path.join(os.fsencode(root / "data" / "themes"), name)  # noqa: PTH118 # a name that is no text
    os.close(os.open(file, os.O_CREAT | os.O_WRONLY))
    lines = report(read(root).problems).encode().decode().split("\n")

    assert len(lines) == 4
    assert all(line.isprintable() for line in lines)


TEXT = """\
# yaml-language-server: $schema=../schema/theme.schema.json
title: A
events:
  - date: 2026
    evidence: [{source: b}]
"""


@pytest.mark.parametrize(
    ("path", "where"),
    [
        ((), "1:1:"),
        (("title",), "2:1: title:"),
        (("events", 0, "date"), "4:5: events[0].date:"),
        (("events", 0, "evidence", 0, "source"), "5:17: events[0].evidence[0].source:"),
        (("events", 0, "evidence", 0, "quote"), "5:16: events[0].evidence[0].quote:"),
        (("events", 3, "date"), "3:1: events[3].date:"),
        (("due", 0, "date"), "1:1: due[0].date:"),
    ],
)
def test_place_of_a_field_is_its_line_or_that_of_its_nearest_parent(
    root: Path, path: tuple[str | int, ...], where: str
) -> None:
    document, _ = read_theme(root, TEXT)

    assert document is not None
    assert str(place(document, path)) == f"data/themes/a.yaml:{where}"


def test_place_follows_an_edit_of_the_file(root: Path) -> None:
    before, _ = read_theme(root, "title: A\nb: c\n")
    assert before is not None
    assert place(before, ("b",)).line == 2
    after, _ = read_theme(root, "title: A\n\n\n\nb: c\n")
    assert after is not None

    assert place(after, ("b",)).line == 5


def test_good_records_stay_small_in_memory(root: Path) -> None:
    """Positions are looked up again when a fault needs them, and not kept."""
    for number in range(2000):
        write(root, f"data/themes/t-{number}.yaml", TEXT)
    tracemalloc.start()
    reading = read(root)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert len(reading.documents) == 2000
    assert peak < 10 * 1024 * 1024
