"""Nothing that is named is missing, and nothing that is there is left unused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from macros.read.problems import Problem

Judge = Callable[..., tuple[Problem, ...]]
BRIDGE, HOURS = "data/commitments/bridge-repair.yaml", "data/commitments/library-hours.yaml"
INSPECTED = "data/sources/2025-09-30-inspection-report.yaml"
ADDRESS = "https://inspectorate.example.org/reports/7"
THEME, BODY, SOURCE = (
    f"# yaml-language-server: $schema=../schema/{kind}.schema.json\n" for kind in ("theme", "body", "source")
)
LETTER, COUNCIL = "data/sources/2025-10-transport-letter.yaml", "data/bodies/mill-town-council.yaml"


def found(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    return [(problem.code, problem.place.field) for problem in problems]


@pytest.mark.parametrize(
    ("path", "old", "new", "field", "fix"),
    [
        (BRIDGE, "lead_body: transport-office", "lead_body: transport-ofice", "lead_body", "'transport-office'"),
        (
            BRIDGE,
            "supporting_bodies: [mill-town-council]",
            "supporting_bodies: [mill]",
            "supporting_bodies[0]",
            "add the body",
        ),
        (BRIDGE, "part_of: [library-hours]", "part_of: [libary-hours]", "part_of[0]", "'library-hours'"),
        (
            BRIDGE,
            "report: inspection-report",
            "report: inspections-report",
            "recommendation.report",
            "'inspection-report'",
        ),
        (HOURS, "themes: [public-places]", "themes: [public-places, rivers]", "themes[1]", "add the theme record"),
        (HOURS, "figures: [library-visits]", "figures: [library-visits, x]", "figures[1]", "add the figure record"),
        ("data/background/bridge-of-1890.yaml", "[bridge-repair]", "[bridge]", "commitments[0]", "'bridge-repair'"),
        (
            "data/office-holders.yaml",
            "body: mill-town-council",
            "body: town",
            "people[0].roles[0].body",
            "add the body",
        ),
        (
            "data/office-holders.yaml",
            "[2025-03-10-council-minutes]",
            "[2025]",
            "people[0].sources[0]",
            "add the source",
        ),
        ("data/bodies/works-inspectorate.yaml", "parent: transport-office", "parent: x-y", "parent", "add the body"),
    ],
)
def test_a_named_record_exists(judge: Judge, path: str, old: str, new: str, field: str, fix: str) -> None:
    problems = [problem for problem in judge(path, (old, new)) if problem.code == "REF001"]

    assert found(tuple(problems)) == [("REF001", field)]
    assert fix in problems[0].fix


@pytest.mark.parametrize(
    "text",
    ["title: [x\n", "title: x\n\tdescription: y\n", "title: *x\n", "title: caf\xe9\n".encode("latin-1")],
    ids=["bracket", "tab", "alias", "latin-1"],
)
def test_a_record_that_cannot_be_read_is_not_missing(judge: Judge, text: str | bytes) -> None:
    problems = judge("data/themes/public-places.yaml", text=text)

    assert {problem.code for problem in problems} == {"SHP002"}


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("data/themes/rivers.yaml", THEME + "title: Rivers\ndescription: Water.\n"),
        (
            "data/bodies/ferry.yaml",
            BODY + "name: Ferry\nclassification: public-body\ndescription: A ferry.\nparent: ferry\n",
        ),
        (
            "data/sources/2026-memo.yaml",
            SOURCE + "type: news\npublisher: A\ntitle: A\nissued: 2026\nurl: null\ntext: not-held\n",
        ),
    ],
)
def test_a_record_that_nothing_names_is_told(judge: Judge, path: str, text: str) -> None:
    """Naming itself does not count."""
    (problem,) = judge(path, text=text)

    assert (problem.code, problem.place.path, problem.place.field) == ("REF002", path, "")
    assert "remove the file only if it was never merged" in problem.fix


@pytest.mark.parametrize("kind", ["commitments", "background"])
def test_promises_and_background_stand_on_their_own(judge: Judge, good: Path, kind: str) -> None:
    for file in (good / "data" / kind).iterdir():
        text = file.read_text(encoding="utf-8").replace('label: "3"', 'label: "4"')

        assert judge(f"data/{kind}/{file.stem}-again.yaml", text=text) == ()


@pytest.mark.parametrize("label", ["3", "03"])
def test_a_recommendation_stands_once_however_it_is_written(judge: Judge, good: Path, label: str) -> None:
    text = (good / BRIDGE).read_text(encoding="utf-8").replace('label: "3"', f'label: "{label}"')

    assert ("REF008", "recommendation.label") in found(judge("data/commitments/a-second.yaml", text=text))


@pytest.mark.parametrize(
    ("text", "stored", "faulty"),
    [("held", True, False), ("not-held", False, False), ("held", False, True), ("not-held", True, True)],
)
def test_a_source_is_held_when_its_text_is_stored(
    judge: Judge, good: Path, text: str, stored: bool, faulty: bool
) -> None:
    if stored:
        (good / "seeds" / "2025-10-transport-letter.txt").write_text("The office accepts.\n", encoding="utf-8")
    problems = judge(LETTER, ("text: not-held", f"text: {text}"))

    assert (("REF003", "text") in found(problems)) is faulty


def test_a_stored_text_without_a_source_is_told(judge: Judge) -> None:
    problems = judge("seeds/2024-letter.txt", text="Call 01632 960 001.\n")

    assert "REF003" in {problem.code for problem in problems if problem.place.path == "seeds/2024-letter.txt"}


@pytest.mark.parametrize(
    ("path", "old", "new", "field"),
    [
        (HOURS, "id: book-van", "id: six-days", "done_when[1].id"),
        (HOURS, "id: inspected", "id: vote", "events[2].id"),
        (
            "data/background/bridge-of-1890.yaml",
            "events:",
            "events:\n  - id: taken-down\n    date: 1920",
            "events[1].id",
        ),
    ],
)
def test_ids_inside_a_record_are_unique(judge: Judge, path: str, old: str, new: str, field: str) -> None:
    assert ("REF004", field) in found(judge(path, (old, new)))


def test_a_point_and_an_event_may_share_an_id(garden: Judge) -> None:
    assert garden(("id: ground-broken", "id: planted"), ("[ground-broken]", "[planted]")) == ()


@pytest.mark.parametrize(
    ("path", "old", "new", "field", "fix"),
    [
        (HOURS, "meets: [six-days]", "meets: [six-days, sixdays]", "events[2].meets[1]", "'six-days'"),
        (HOURS, "rests_on: [inspected]", "rests_on: [inspected, x]", "assessments[2].rests_on[1]", "add it"),
        (HOURS, "rests_on: [inspected]", "rests_on: [inspected, six-days]", "assessments[2].rests_on[1]", "add it"),
        (BRIDGE, "points: [paid]", "points: [payed]", "due[1].points[0]", "'paid'"),
    ],
)
def test_points_and_events_that_are_named_exist(
    judge: Judge, path: str, old: str, new: str, field: str, fix: str
) -> None:
    problems = [problem for problem in judge(path, (old, new)) if problem.code == "REF005"]

    assert found(tuple(problems)) == [("REF005", field)]
    assert fix in problems[0].fix


@pytest.mark.parametrize(
    ("part_of", "faulty"),
    [("library-hours", False), ("library-hours, bridge-repair", False), ("garden", True), ("bridge-repair", False)],
)
def test_a_commitment_is_not_part_of_itself(garden: Judge, part_of: str, faulty: bool) -> None:
    problems = garden(("done_when:", f"part_of: [{part_of}]\ndone_when:"))

    assert found(problems) == ([("REF006", "part_of")] if faulty else [])


def test_every_link_of_a_circle_is_told(judge: Judge) -> None:
    problems = judge(HOURS, ("figures:", "part_of: [bridge-repair]\nfigures:"))

    assert {(problem.code, problem.place.path) for problem in problems} == {("REF006", HOURS), ("REF006", BRIDGE)}


@pytest.mark.parametrize(
    ("old", "new"),
    [("term: parish", "term: minutes"), ("term: parish", "term: the Minutes"), ("the minutes", "Parish")],
)
def test_a_word_is_explained_once(judge: Judge, old: str, new: str) -> None:
    assert found(judge("data/glossary.yaml", (old, new))) == [("REF007", "terms[1]")]


def test_an_id_is_not_the_key_of_another_entry(garden: Judge) -> None:
    """What names the other one, such as `rests_on`, would mean this one as well."""
    event = "  - id: ground-broken\n"
    again = (
        "  - id: event-ground-broken\n    date: 2025-09-30\n    type: finding\n    what: It was seen.\n"
        "    recorded: 2026-11-21\n    evidence: [{source: 2025-09-30-inspection-report, says: It was seen.}]\n"
    )
    problems = garden((event, again + event))

    assert "REF004" in {problem.code for problem in problems}


def test_a_body_that_an_edit_took_away_may_stay(judge: Judge) -> None:
    """It was merged, so it can't be removed, and nothing names it any longer."""
    body = "# yaml-language-server: $schema=../schema/body.schema.json\nname: Mill Town Council\n"
    judge("data/bodies/ferry.yaml", text=body + "classification: council\ndescription: A ferry.\n")
    edit = "edits:\n  - {recorded: 2026-11-21, field: lead_body, was: ferry, reason: It was another body.}\n"
    problems = judge(
        "data/commitments/bridge-repair.yaml", ("themes: [public-places]\n", f"themes: [public-places]\n{edit}")
    )

    assert "REF002" not in {problem.code for problem in problems}


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("https://www.legislation.gov.uk/cy/ukpga/2004/31", "https://www.legislation.gov.uk/ukpga/2004/31"),
        ("https://www.legislation.gov.uk/ukpga/2004/31/data.akn", "https://www.legislation.gov.uk/ukpga/2004/31"),
        ("https://www.legislation.gov.uk/cy/ukpga/2004/31/data.xml", "https://www.legislation.gov.uk/ukpga/2004/31"),
        ("https://www.gov.uk/api/content/government/a", "https://www.gov.uk/government/a"),
        ("https://www.gov.uk/search/news.atom?by=day", "https://www.gov.uk/search/news?by=day"),
        ("https://news.example.org/town.RSS", "the address of the page that leads to it, or null"),
    ],
)
@pytest.mark.parametrize("field", ["url: {}", "url: null\ncopy_of: {{publisher: The Office, url: '{}'}}"])
def test_an_address_that_is_no_page_is_told_with_the_page(judge: Judge, address: str, page: str, field: str) -> None:
    (problem,) = judge(INSPECTED, (f"url: {ADDRESS}", field.format(address)))

    assert (problem.code, problem.fix) == ("REF012", f"write {page}")


@pytest.mark.parametrize(
    "address",
    [
        *("https://www.legislation.gov.uk/cymru/a", "https://www.legislation.gov.uk/ukpga/2004/31/section/16LC"),
        *("https://example.org/cy/a", "https://example.org/data.html", "https://example.org/a?file=b.xml"),
    ],
)
def test_other_addresses_are_those_of_pages(judge: Judge, address: str) -> None:
    assert judge(INSPECTED, (ADDRESS, address)) == ()
