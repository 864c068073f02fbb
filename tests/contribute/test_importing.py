"""A spreadsheet becomes records, or each unclear cell is named; what is there stays, and nothing is made up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.checks import check
from macros.cli.__main__ import main
from macros.contribute.importing import COLUMNS, Plan, plan
from macros.derive.state import state_on
from macros.model.tracker import Tracker

TODAY = dt.date(2026, 11, 21)
ROW = {
    "report": "Report on public places",
    "label": "6a",
    "title": "Mend the town steps",
    "summary": "The council is asked to mend the steps.",
    "lead": "The council",
    "supporting": "Transport Office",
    "kind": "Service",
    "themes": "Public places",
    "answer": "Accepted with limits",
    "answer_date": "2025-10",
    "source": "2025-10-transport-letter",
    "locator": "page 3",
    "done_when": "The steps are mended. | A rail stands on both sides.",
    "note": "Subject to the budget.",
}
SILENT = {"answer": "", "answer_date": ""}
Sheet = Callable[..., Plan]


def text(*rows: dict[str, str], between: str = ",", start: str = "") -> bytes:
    names = [name for name in COLUMNS if any(name in row for row in rows)]
    lines = [names, *([row.get(name, "") for name in names] for row in rows)]
    return (start + "\r\n".join(between.join(f'"{cell}"' for cell in line) for line in lines)).encode()


@pytest.fixture
def sheet(tracker: Tracker) -> Sheet:
    """The plan for a spreadsheet with these rows, each the row above with some cells changed."""
    return lambda *rows: plan(tracker, "recommendations.csv", text(*({**ROW, **row} for row in rows)), TODAY)


def cells(made: Plan) -> list[str]:
    return [str(problem).partition(": ")[0] for problem in made.problems]


@pytest.fixture
def file(good: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A spreadsheet with one new row and one that is there, beside the good tree."""
    monkeypatch.chdir(good)
    monkeypatch.setenv("TODAY", TODAY.isoformat())
    (good / "new.csv").write_bytes(text(ROW, {**ROW, "label": "3"}, between=";", start="\ufeff"))
    return good / "new.csv"


def test_a_row_is_shown_then_written_once(file: Path, good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """From a spreadsheet as Excel writes it; names stand for ids, and are written as ids."""
    target = good / "data/commitments/inspection-report-06a.yaml"

    assert main(["import", "new.csv"]) == 0
    assert "+title: Mend the town steps" in capsys.readouterr().out
    assert not target.exists()
    assert main(["import", "new.csv", "--write"]) == 0
    assert "new.csv:3: left alone, bridge-repair is this recommendation" in capsys.readouterr().out
    before = target.read_bytes()
    assert main(["import", "new.csv", "--write"]) == 0
    assert "0 new, 2 left alone" in capsys.readouterr().out
    assert target.read_bytes() == before

    tracker, problems = check(good, TODAY)
    made = tracker.commitments["inspection-report-06a"]
    state = state_on(tracker, made, TODAY)
    assert [problem for problem in problems if problem.place.path.endswith(target.name)] == []
    assert (made.lead_body, made.supporting_bodies, made.made_by) == (
        *("mill-town-council", ("transport-office",), ("works-inspectorate",)),
    )
    assert [point.id for point in made.done_when] == ["steps-mended", "rail-stands-both"]
    assert state.response
    assert (state.response.response, state.delivery) == ("qualified", "planned")


def test_an_unknown_name_is_told_once_at_its_first_cell(sheet: Sheet) -> None:
    made = sheet(
        {"label": "7", "lead": "Ministry of Paint"}, {"label": "8", "lead": "Ministry of Paint", "kind": "art"}
    )

    assert cells(made) == ["recommendations.csv:2:lead", "recommendations.csv:3:kind"]
    assert "so in 1 more" in str(made.problems[0])
    assert "data/codelists/commitment-kind.yaml" in str(made.problems[1])
    assert made.texts == {}


@pytest.mark.parametrize(
    ("change", "columns"),
    [
        ({"title": " "}, ["title"]),
        ({"answer_date": "20/10/2025"}, ["answer_date"]),
        ({"source": ""}, ["source"]),
        ({"answer": "perhaps"}, ["answer"]),
        # silence needs a search, and a search is never made up
        (SILENT, ["found", "places", "words"]),
        ({"answer": "Declined"}, ["found", "places", "words"]),
        ({"label": "6 & a"}, ["label"]),
    ],
)
def test_what_is_unclear_is_named_by_its_cell(sheet: Sheet, change: dict[str, str], columns: list[str]) -> None:
    assert cells(sheet(change)) == [f"recommendations.csv:2:{column}" for column in columns]


def test_silence_takes_the_search_of_its_row(sheet: Sheet) -> None:
    made = sheet({**SILENT, "places": "pages of the council", "words": "steps | rail", "found": "Nothing was found."})
    (written,) = made.texts.values()

    assert made.problems == []
    assert "delivery: no-public-evidence" in written
    assert "words:\n      - steps\n      - rail" in written


def test_the_same_recommendation_twice_is_a_fault(sheet: Sheet) -> None:
    assert cells(sheet({}, {})) == ["recommendations.csv:3:label"]


def test_a_rule_that_a_row_breaks_is_told_at_the_cell(
    file: Path, good: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The digest can carry no promise."""
    file.write_bytes(text({**ROW, "summary": "Call me on 020 7946 0000."}))

    assert main(["import", "new.csv", "--write"]) == 1
    said = capsys.readouterr().out
    assert "new.csv:2:summary: PRV" in said
    assert "nothing was written" in said
    assert not (good / "data/commitments/inspection-report-06a.yaml").exists()


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (text({**ROW, "places": ""}).replace(b"places", b"colour"), "recommendations.csv:1:colour"),
        (text({name: cell for name, cell in ROW.items() if name != "lead"}), "recommendations.csv:1:lead"),
        (text(ROW).replace(b"steps", b"st\xe9ps"), "recommendations.csv:2"),
    ],
)
def test_a_sheet_that_cannot_be_read_is_named(tracker: Tracker, content: bytes, place: str) -> None:
    assert cells(plan(tracker, "recommendations.csv", content, TODAY)) == [place]


@pytest.mark.parametrize(("label", "other"), [("6a", "6A"), ("4(a)", "4.a")])
def test_no_row_takes_the_place_of_another(sheet: Sheet, label: str, other: str) -> None:
    made = sheet({"label": label}, {"label": other, "title": "Mend the town gate"})

    assert len(made.texts) + len(made.problems) == 2


@pytest.mark.parametrize("sign", ["\u202e", "\0", "\u200b"])
def test_a_sign_that_no_record_may_hold_is_told_by_its_cell(sheet: Sheet, sign: str) -> None:
    made = sheet({"summary": f"Mend {sign}the steps."})

    assert made.texts == {}
    assert cells(made) == ["recommendations.csv:2:summary"]


def test_a_file_that_is_no_table_is_told(tracker: Tracker) -> None:
    (problem,) = plan(tracker, "x.csv", text({**ROW, "title": "x" * 200_000}), TODAY).problems

    assert "this is no table" in problem.found


def test_rows_may_end_as_on_an_old_mac(tracker: Tracker) -> None:
    assert len(plan(tracker, "x.csv", text(ROW).replace(b"\r\n", b"\r"), TODAY).texts) == 1


def test_a_column_stands_once(tracker: Tracker) -> None:
    problems = plan(tracker, "x.csv", text(ROW).replace(b'"', b"").replace(b"label", b"title"), TODAY).problems

    assert "the column stands twice" in {problem.found for problem in problems}
