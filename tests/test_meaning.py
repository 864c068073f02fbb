"""A code added in data works in rules, pages, charts and schema, and no line of the program knows it."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import pytest

from macros.checks import check, load
from macros.derive.state import state_on
from macros.model.schema import schemas
from macros.model.tracker import Tracker
from macros.read.problems import report
from macros.render.charts import state_chart
from tests.building import PROJECT, built, equip

GARDEN = "data/commitments/garden.yaml"
ADDED = {
    "response": "{code: in-principle, title: In principle, description: The aim is shared., is_promise: true}",
    "event-type": "{code: opening, title: Opening, description: It was opened., is_act: true, shape: dot}",
    "delivery": (
        "{code: tried-out, title: Tried out, description: It is on trial., question: Is it on trial?, needs: An act.,"
        " holds_when: an-act, rank: 2, shape: ring}"
    ),
    "commitment-kind": (
        "{code: hut, title: Hut, description: A hut., check_days: 10,"
        " rungs: {planned: Drawn., tried-out: Up for a day., delivered: Up.}}"
    ),
    "source-type": "{code: log-book, title: Log book, description: What the keeper wrote., carries: under-way}",
    "confirmation": "{code: sworn, title: Sworn, description: Somebody swore to it., rank: 4}",
    "unit": "{code: beds, title: beds, description: Flower beds., singular: bed}",
    "numbering": "{code: guessed, title: Guessed, description: Nobody wrote it down., is_certain: false}",
    "qualifier": "{code: some, title: some, description: The source is vague.}",
    "body-classification": "{code: club, title: Club, description: A club., requests: [postcard]}",
    "request": (
        "{code: postcard, title: Postcard, description: It has a stamp., words: {greeting: 'Dear {body}', opening: "
        "'I ask about {title}:', point: 'Is this so: {text}', due: 'By {date}: {text}'}}"
    ),
}  # fmt: skip


def put(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
    (root / path).write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def grown(good: Path, garden_text: str) -> Path:
    """The good tree with one more code in every codelist, and a garden that uses them all."""
    for name, value in ADDED.items():
        file = good / "data" / "codelists" / f"{name}.yaml"
        text = file.read_text(encoding="utf-8")
        end = text.index("  - code: under-way") if name == "delivery" else len(text)  # questions are asked in order
        file.write_text(f"{text[:end]}  - {value}\n{text[end:]}", encoding="utf-8")
    (good / GARDEN).write_text(garden_text, encoding="utf-8")
    put(good, GARDEN, "kind: service", "kind: hut")
    put(good, GARDEN, "type: action", "type: opening")
    put(good, GARDEN, "delivery: under-way", "delivery: tried-out")
    answer = "date: 2025-04-01, body: mill-town-council, response: in-principle, recorded: 2026-11-21"
    cited = "evidence: [{source: 2025-10-transport-letter, says: It was said.}]"
    put(good, GARDEN, "events:\n", f"responses:\n  - {{{answer}, {cited}}}\nevents:\n")
    said = "date: 2025-04-01, recorded: 2026-11-21, delivery: planned, reason: It was said."
    put(good, GARDEN, "assessments:\n", f"assessments:\n  - {{{said}}}\n")
    put(
        good,
        GARDEN,
        "source: 2025-09-30-inspection-report, says: The ground",
        "source: 2025-09-30-diary, says: The ground",
    )
    diary = (
        "type: log-book\npublisher: The keeper\ntitle: Diary\nissued: 2025-09-30\nurl: https://keeper.example.org/\n"
    )
    first = "# yaml-language-server: $schema=../schema/source.schema.json\n"
    (good / "data/sources/2025-09-30-diary.yaml").write_text(f"{first}{diary}text: not-held\n", encoding="utf-8")
    put(good, "data/bodies/mill-town-council.yaml", "classification: local-government", "classification: club")
    put(good, "data/figures/library-visits.yaml", "unit: reports", "unit: beds")
    put(good, "data/figures/library-visits.yaml", "qualifier: about", "qualifier: some")
    put(good, "data/commitments/bridge-repair.yaml", "numbering: agreed", "numbering: guessed")
    return good


def test_the_rules_follow_what_the_new_codes_mean(grown: Path, today: dt.date) -> None:
    assert report(check(grown, today)[1]) == "0 errors"


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("delivery: tried-out", "delivery: planned", "'tried-out'"),
        ("delivery: planned", "delivery: tried-out", "'planned'"),
        ("response: in-principle", "response: declined", "'no-public-evidence'"),
        ("type: opening", "type: announcement", "'planned'"),
        ("source: 2025-09-30-diary", "source: 2026-02-10-mill-news-bridge", "'planned'"),
    ],
)
def test_a_status_follows_from_the_new_codes(grown: Path, today: dt.date, old: str, new: str, wanted: str) -> None:
    put(grown, GARDEN, old, new)
    found = [problem.found for problem in check(grown, today)[1] if problem.code == "STA001"]

    assert any(text.endswith(f"give {wanted}") for text in found), found


def test_the_state_follows_from_the_new_codes(grown: Path, today: dt.date) -> None:
    tracker = load(grown, today)
    state = state_on(tracker, tracker.commitments["garden"], today)

    assert state.delivery == "tried-out"
    assert state.is_quiet  # an act long ago
    assert state.check_due == dt.date(2026, 12, 1)  # after the days of its kind
    assert state_chart(tracker, ["garden"], today).codes == ("tried-out", "planned")


@pytest.mark.slow
def test_the_site_shows_the_new_codes(grown: Path, today: dt.date, tmp_path: Path) -> None:
    site = built(equip(grown), tmp_path / "site", today.isoformat())
    page, method, asked, figure = (
        (site / name / "index.html").read_text(encoding="utf-8")
        for name in ("commitments/garden", "method", "open-questions/mill-town-council", "figures/library-visits")
    )
    for title in ("In principle", "Opening", "Tried out", "Hut"):
        assert title in page
    assert 'status--tried-out ink--done">' in page
    for title in ("In principle", "Tried out", "Up for a day.", "Log book", "Sworn"):
        assert title in method
    assert "Dear Mill Town" in asked
    assert "some 9,000 beds" in figure
    assert "Tried out" in (site / "badges" / "garden.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["commitment", "source", "body", "figure"])
def test_the_schemas_allow_the_new_codes(grown: Path, today: dt.date, kind: str) -> None:
    allowed = json.loads(schemas(load(grown, today).codelists)[kind])
    added = {"commitment": ["hut", "opening", "in-principle", "tried-out", "sworn", "guessed"], "source": ["log-book"]}
    added |= {"body": ["club", "postcard"], "figure": ["beds", "some"]}

    assert all(f'"{code}"' in json.dumps(allowed) for code in added[kind])


def test_no_code_stands_in_python_or_in_a_template(tracker: Tracker) -> None:
    """Nothing is held against a code; what follows from it, its codelist says."""
    codes = {value.code for codelist in tracker.codelists.values() for value in codelist.values}
    files = [file for suffix in ("py", "jinja") for file in (PROJECT / "macros").rglob(f"*.{suffix}")]
    compared = re.compile(r"""(?:==|!=|\bin [({[]) ?["']([\w-]+)["']""")

    found = [(file.name, code) for file in files for code in compared.findall(file.read_text("utf-8"))]

    assert found
    assert [place for place in found if place[1] in codes] == []
