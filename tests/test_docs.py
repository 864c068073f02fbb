"""The documentation is held against the code: what exists is written up, and every example runs."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
import shlex
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from macros import define_env
from macros.checks import FAMILIES, check
from macros.checks.rule import Rule
from macros.checks.shape import STATEMENTS
from macros.cli.__main__ import main
from macros.cli.__main__ import tracker as command
from macros.contribute.edit import insert
from macros.derive.state import state_on
from macros.model.fields import model_of
from macros.model.tracker import MODELS, Tracker
from macros.publish.pages import VIEWS, view
from macros.read.problems import errors, report
from macros.read.yaml import compose
from macros.render.links import PAGES
from macros.render.page import Context

PROJECT = Path(__file__).parent.parent
CONTRIBUTE = PROJECT / "docs" / "contribute"
GUIDES = sorted(CONTRIBUTE.glob("*.md"))
PAGES_OF_DOCS = sorted((PROJECT / "docs").rglob("*.md"))
REFUSED = "review-a-change"  # its example shows what a reviewer sends back
_BLOCK = re.compile(r"(?P<before>[^\n]*(?:\n[^\n]+)*)\n\n```(?P<kind>\w+)\n(?P<text>.*?)```", re.DOTALL)
_APPENDED = re.compile(r"`(\w+)`\s+in\s+`data/(commitments)/([\w-]+)\.yaml`")
_NEW_FILE = re.compile(r"`(data/[\w/-]+\.yaml)`:\Z")


def blocks(name: str) -> Iterator[tuple[str, str, str]]:
    """Every example of a guide: the paragraph before it, its kind and its text."""
    for match in _BLOCK.finditer((CONTRIBUTE / f"{name}.md").read_text()):
        yield match["before"].strip(), match["kind"], match["text"]


def follow(root: Path, name: str, change: Callable[[str], str] = str) -> None:
    """Do what a guide says, example by example."""
    done = 0
    for before, kind, text in blocks(name):
        if kind != "yaml":
            continue
        appended, new_file = _APPENDED.search(before), _NEW_FILE.search(before)
        assert appended or new_file, f"{name}.md does not say where this belongs:\n{text}"
        if appended:
            append(root / f"data/commitments/{appended[3]}.yaml", appended[1], change(text))
        elif new_file:
            (root / new_file[1]).write_text(change(text))
        done += 1
    assert done, f"{name}.md has no example"


def append(file: Path, field: str, text: str) -> None:
    """Put an entry into a list, as a person would in an editor."""
    tree = compose(f"{field}:\n{text}", "").data
    assert isinstance(tree, dict)
    (entry,) = tree[field]
    file.write_text(insert(file.read_text(), "commitment", field, text.rstrip("\n").split("\n"), entry))


def with_yaml() -> list[str]:
    """The guides that show records or entries."""
    return sorted(file.stem for file in GUIDES if any(kind == "yaml" for _, kind, _ in blocks(file.stem)))


@pytest.fixture(scope="module")
def drawn(tracker: Tracker, today: dt.date) -> Callable[[str], str]:
    """The words and marks of a view, as a reader gets them."""

    def words(name: str) -> str:
        return view(Context.of(tracker, today), name, f"{name}/")

    return words


def test_every_place_with_an_example_of_a_record_is_known() -> None:
    """Each is planted by a test below; a new page with examples needs one too."""
    shown = [page for page in (*PAGES_OF_DOCS, *PROJECT.glob("*.md")) if "```yaml" in page.read_text()]

    assert {page.stem for page in shown} == {*with_yaml(), "due", "CONTRIBUTING"}
    assert len(with_yaml()) > 3


@pytest.mark.parametrize("name", [name for name in with_yaml() if name != REFUSED])
def test_every_example_of_a_guide_passes_the_checks_without_even_advice(name: str, good: Path, today: dt.date) -> None:
    follow(good, name)

    assert report(check(good, today)[1]) == "0 errors"


def test_example_of_the_work_list_is_an_entry_of_any_record(good: Path, today: dt.date) -> None:
    (text,) = re.findall(r"```yaml\n(.*?)```", (PROJECT / "docs" / "due.md").read_text(), re.DOTALL)
    for file in sorted((good / "data" / "commitments").iterdir()):
        append(file, "searches", textwrap.dedent(text))

    assert report(check(good, today)[1]) == "0 errors"


def test_following_the_guide_changes_the_status(good: Path, today: dt.date) -> None:
    follow(good, "change-a-status")
    tracker, _ = check(good, today)
    state = state_on(tracker, tracker.commitments["library-hours"], today)

    assert state.delivery == "delivered"
    assert [event.id for event in state.commitment.events][-1] == "book-van-seen"


def test_message_in_the_guide_is_the_one_that_is_read(good: Path, today: dt.date) -> None:
    """The guide shows what the check says when the new assessment has another value."""
    before = [text for _, kind, text in blocks("change-a-status") if kind == "yaml"]
    files = [before[0], before[1], before[2].replace("delivery: delivered", "delivery: under-way")]
    (good / "data/sources/2026-11-18-works-inspectorate-book-van.yaml").write_text(files[0])
    record = good / "data/commitments/library-hours.yaml"
    append(record, "events", files[1])
    append(record, "assessments", files[2])
    (shown,) = [text for _, kind, text in blocks("change-a-status") if kind == "text"]

    assert shown in report(check(good, today)[1])


def test_example_of_a_review_is_refused_with_the_words_shown(good: Path, today: dt.date) -> None:
    follow(good, "review-a-change")
    (shown,) = [text for _, kind, text in blocks("review-a-change") if kind == "text"]

    assert shown.strip() in report(check(good, today)[1])


def test_what_the_review_offers_instead_passes(good: Path, today: dt.date) -> None:
    follow(good, "review-a-change", lambda text: text.replace("  meets: [book-van]\n", ""))

    assert report(errors(check(good, today)[1])) == "0 errors"


def commands(name: str) -> Iterator[list[str]]:
    """The commands of a guide, each as its words."""
    for _, kind, text in blocks(name):
        for line in text.replace("\\\n", " ").splitlines() if kind == "console" else ():
            if line.startswith("$ "):
                yield shlex.split(line)[1:]


def run_all(name: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    monkeypatch.setenv("TODAY", "2026-11-21")
    found = list(commands(name))
    assert found
    for program, *arguments in found:
        assert program == "tracker"
        arguments, file = _parted(arguments)
        with Path(*file).open("w") if file else contextlib.nullcontext(sys.stdout) as out, redirect_stdout(out):
            status = main(arguments)
        assert status == 0, f"{name}.md: tracker {shlex.join(arguments)}"


def _parted(arguments: list[str]) -> tuple[list[str], list[str]]:
    """The arguments, and the file behind `>` into which the shell would write."""
    end = arguments.index(">") if ">" in arguments else len(arguments)
    return arguments[:end], arguments[end + 1 :]


def under_git(root: Path) -> None:
    for arguments in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=T", "-c", "user.email=t@e", "commit", "-qm", "B"],
    ):
        subprocess.run(["git", *arguments], cwd=root, check=True)


def test_commands_change_the_status_as_the_editor_does(
    good: Path, today: dt.date, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    under_git(good)
    source = next(text for _, kind, text in blocks("change-a-status") if kind == "yaml")
    (good / "data/sources/2026-11-18-works-inspectorate-book-van.yaml").write_text(source)
    run_all("change-a-status", good, monkeypatch)
    tracker, problems = check(good, today)

    assert report(errors(problems)) == "0 errors"
    assert state_on(tracker, tracker.commitments["library-hours"], today).delivery == "delivered"
    assert "library-hours" in capsys.readouterr().out


def test_command_adds_the_source(good: Path, today: dt.date, monkeypatch: pytest.MonkeyPatch) -> None:
    page = "<title>Trees for the river</title><p>The council will plant trees on both banks of the river.</p>"
    (good / "trees.html").write_text(page)
    run_all("add-a-source", good, monkeypatch)
    tracker, problems = check(good, today)
    (made,) = [source for source in tracker.sources.values() if source.title == "Trees for the river"]

    assert made.url == "https://council.example.org/news/trees"
    assert [problem.code for problem in errors(problems)] == ["REF002"]  # until a statement rests on it


def test_command_adds_the_promise(good: Path, today: dt.date, monkeypatch: pytest.MonkeyPatch) -> None:
    source = next(text for _, kind, text in blocks("add-a-promise") if kind == "yaml")
    (good / "data/sources/2026-11-10-mill-town-council-trees.yaml").write_text(source)
    run_all("add-a-promise", good, monkeypatch)
    tracker, problems = check(good, today)

    assert report(errors(problems)) == "0 errors"
    assert state_on(tracker, tracker.commitments["river-trees"], today).delivery == "planned"


def test_commands_of_a_second_reader_compare_a_sheet(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run_all("review-a-change", good, monkeypatch)


def test_commands_begin_a_record(good: Path, today: dt.date, monkeypatch: pytest.MonkeyPatch) -> None:
    run_all("begin-a-record", good, monkeypatch)

    assert check(good.parent / "mill-record", today)[1] == ()


def test_example_of_a_check_finds_its_fault(good: Path, today: dt.date, monkeypatch: pytest.MonkeyPatch) -> None:
    made: dict[str, Any] = {}
    (code,) = [text for _, kind, text in blocks("work-on-the-code") if kind == "python"]
    exec(compile(code, "work-on-the-code.md", "exec"), made)
    (found,) = [item for item in made.values() if isinstance(item, Rule)]
    record = good / "data" / "commitments" / "bridge-repair.yaml"
    title = "title: Repair the mill bridge\n"
    record.write_text(
        record.read_text().replace("summary: The transport office will pay for the repair of the bridge.\n", "")
    )
    record.write_text(record.read_text().replace(title, f"{title}summary: Repair the mill bridge.\n"))
    monkeypatch.setitem(FAMILIES, "house style", (*FAMILIES["house style"], found))
    shown = next(text for _, kind, text in blocks("work-on-the-code") if "STY099" in text and kind == "text")

    assert report(check(good, today)[1]) == f"{shown.strip()}\n1 error"


def spans() -> list[str]:
    """Every command that stands in a sentence of a guide; the changelog also tells of what is refused."""
    named = [PROJECT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")]
    pages = (*PAGES_OF_DOCS, *named, *(PROJECT / ".github").rglob("*.md"))
    return sorted({span for page in pages for span in re.findall(r"`(tracker [^`<]+)`", page.read_text())})


# What is written into a record needs the record: these run in the tests of their guides, as they are printed.
IN_GUIDES = ["add-a-promise", "add-a-source", "begin-a-record", "change-a-status", "review-a-change"]
# In a sentence they are mere names: they cannot be called without arguments.
NAMES = ["agreement", "import", "init", "intake", "new", "new source", "record", "show"]


def test_every_page_with_commands_is_followed_by_a_test() -> None:
    shown = [page for page in (*PAGES_OF_DOCS, *PROJECT.glob("*.md")) if re.search(r"^\$ ", page.read_text(), re.M)]

    assert [page.stem for page in shown] == IN_GUIDES


@pytest.mark.parametrize("span", spans())
def test_command_in_a_sentence_runs_as_printed(span: str, good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a record under git; `weekly` visits the whole record and is told to stay at home."""
    under_git(good)
    monkeypatch.chdir(good)
    monkeypatch.setenv("TODAY", "2026-11-21")
    _, *arguments = shlex.split(span)
    if " ".join(arguments) in NAMES:
        assert main([*arguments, "--help"]) == 0
    else:
        assert main([*arguments, "--offline"] if arguments == ["weekly"] else arguments) == 0


def record_of_contributing() -> str:
    (text,) = re.findall(r"```yaml\n(.*?)```", (PROJECT / "CONTRIBUTING.md").read_text(), re.DOTALL)
    return text


def test_record_in_contributing_passes_the_checks(good: Path, today: dt.date) -> None:
    (good / "data" / "commitments" / "river-path.yaml").write_text(record_of_contributing())

    assert report(check(good, today)[1]) == "0 errors"


def test_record_in_contributing_has_every_field_that_is_needed() -> None:
    """The page of fields has all of them."""
    tree = compose(record_of_contributing(), "").data
    assert isinstance(tree, dict)

    assert {name for name, info in MODELS["commitment"].model_fields.items() if info.is_required()} <= set(tree)


def test_contributing_is_short() -> None:
    assert len((PROJECT / "CONTRIBUTING.md").read_text().splitlines()) <= 120


@pytest.mark.parametrize("name", command.commands)
def test_every_command_is_written_up(name: str) -> None:
    assert f"| `tracker {name}` |" in (CONTRIBUTE / "work-on-the-code.md").read_text()


def test_no_command_is_written_up_that_does_not_exist() -> None:
    text = "".join(page.read_text() for page in PAGES_OF_DOCS)

    assert set(re.findall(r"`tracker ([a-z]+)", text)) <= set(command.commands)


def test_every_target_of_make_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):.*## ", (PROJECT / "Makefile").read_text(), re.MULTILINE))
    text = "".join(page.read_text() for page in (*PAGES_OF_DOCS, PROJECT / "CONTRIBUTING.md", PROJECT / "README.md"))

    assert set(re.findall(r"(?:^|`)make ([a-z]+)", text, re.MULTILINE)) <= targets


@pytest.mark.parametrize("kind", MODELS)
def test_every_field_is_on_the_page_of_fields(kind: str, drawn: Callable[[str], str]) -> None:
    page = drawn("fields")
    for name, field in fields_of(MODELS[kind]):
        assert f"<code>{name}</code>" in page, f"{kind}: {name}"
        assert field.description, f"{kind}: {name}"


def fields_of(model: Any) -> Iterator[tuple[str, Any]]:
    for name, field in model.model_fields.items():
        yield name, field
        inner = model_of(field.annotation)
        if inner:
            yield from fields_of(inner)


def test_every_value_of_every_codelist_is_on_its_page(tracker: Tracker, drawn: Callable[[str], str]) -> None:
    page = drawn("codelists")
    for codelist in tracker.codelists.values():
        for value in codelist.values:
            assert f"<code>{value.code}</code>" in page


def test_every_check_is_on_its_page(drawn: Callable[[str], str]) -> None:
    page = drawn("checks")
    codes = [*STATEMENTS, *(rule.code for rules in FAMILIES.values() for rule in rules)]

    assert not [code for code in codes if code not in page]


def test_every_macro_is_written_up() -> None:
    found: list[str] = []

    class Environment:
        def macro(self, function: Any) -> Any:
            found.append(function.__name__)
            return function

    define_env(Environment())
    text = (CONTRIBUTE / "work-on-the-code.md").read_text()

    assert found
    assert not [name for name in found if f'`{name}("' not in text]


def test_every_view_is_called_by_a_page_and_every_call_has_its_view() -> None:
    called = {name for page in PAGES_OF_DOCS for name in re.findall(r'view\("([\w-]+)"\)', page.read_text())}

    assert called - {"name"} == set(VIEWS)


def test_every_page_of_links_is_a_page_of_docs() -> None:
    there = {re.sub(r"(index)?\.md$", "", page.relative_to(PROJECT / "docs").as_posix()) for page in PAGES_OF_DOCS}

    assert {address.rstrip("/") for address in PAGES.values()} <= {name.rstrip("/") for name in there}


@pytest.mark.parametrize("file", GUIDES, ids=lambda file: file.stem)
def test_every_guide_is_reached_from_the_first_page_and_the_navigation(file: Path) -> None:
    assert file.name == "index.md" or f"({file.name})" in (CONTRIBUTE / "index.md").read_text()
    assert f"contribute/{file.name}" in (PROJECT / "mkdocs.yml").read_text()


@pytest.mark.parametrize("file", GUIDES, ids=lambda file: file.stem)
def test_codes_and_values_in_a_guide_exist(file: Path, tracker: Tracker) -> None:
    known = {rule.code for rules in FAMILIES.values() for rule in rules} | set(STATEMENTS) | {"STY099"}
    named = set(re.findall(r"\b[A-Z]{3}\d{3}\b", file.read_text()))

    assert named <= known


def test_headings_are_drawn_for_the_reference_pages(tracker: Tracker, today: dt.date) -> None:
    for name in ("fields", "codelists", "checks"):
        assert "<h2 id=" in view(Context.of(tracker, today), name, f"{name}/")
