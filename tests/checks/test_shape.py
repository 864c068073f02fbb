"""The models' own faults, in our words, at their line."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.read.problems import Problem

Judge = Callable[..., tuple[Problem, ...]]
COUNCIL = "data/bodies/mill-town-council.yaml"
FIGURE = "data/figures/library-visits.yaml"
BRIDGE = "data/commitments/bridge-repair.yaml"
SAYS = "says: The ground was broken.}"


def only(problems: tuple[Problem, ...]) -> Problem:
    (problem,) = problems
    return problem


def test_the_garden_is_faultless(garden: Judge) -> None:
    assert garden() == ()


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        # missing and unknown fields
        (("title: Plant a town garden\n", ""), "SHP010", "title"),
        (("lead_body: mill-town-council\n", ""), "SHP010", "lead_body"),
        (("title: Plant", "Title: x\ntitle: Plant"), "SHP011", "Title"),
        (("title: Plant", "status: delivered\ntitle: Plant"), "SHP011", "status"),
        (("    type: action", "    type: action\n    place: Mill"), "SHP011", "events[0].place"),
        # another kind of value
        (("Plant a town garden", "[Plant, a, garden]"), "SHP012", "title"),
        (("Plant a town garden", "{plant: garden}"), "SHP012", "title"),
        (("title: Plant a town garden", "title:"), "SHP012", "title"),
        (("title: Plant a town garden", "title: ~"), "SHP012", "title"),
        (("themes: [public-places]", "themes: public-places"), "SHP012", "themes"),
        (("themes: [public-places]", "themes: {a: b}"), "SHP012", "themes"),
        (("themes: [public-places]", "themes:"), "SHP012", "themes"),
        (("themes: [public-places]", "themes: [public-places, ]\nsearches: none"), "SHP012", "searches"),
        # another form
        (("Plant a town garden", "''"), "SHP013", "title"),
        (("Plant a town garden", "'   '"), "SHP013", "title"),
        (("made_date: 2025-03-10", "made_date: 10 March 2025"), "SHP013", "made_date"),
        (("made_date: 2025-03-10", "made_date: 2025-3"), "SHP013", "made_date"),
        (("made_date: 2025-03-10", "made_date: 2025-02-30"), "SHP013", "made_date"),
        (("made_date: 2025-03-10", "made_date: [2025]"), "SHP013", "made_date"),
        (("made_date: 2025-03-10", "made_date: 1815"), "SHP013", "made_date"),
        # lists that must not be empty
        (("themes: [public-places]", "themes: []"), "SHP014", "themes"),
        (("made_by: [mill-town-council]", "made_by: []"), "SHP014", "made_by"),
    ],
)
def test_fault_of_shape_is_one_problem_at_its_field(
    garden: Judge, change: tuple[str, str], code: str, field: str
) -> None:
    problem = only(garden(change))

    assert (problem.code, problem.place.field) == (code, field)
    assert problem.place.path == "data/commitments/garden.yaml"


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        (("id: planted", "id: Planted"), "SHP013", "done_when[0].id"),
        (("themes: [public-places]", "themes: [[public-places]]"), "SHP012", "themes[0]"),
        (("themes: [public-places]", "themes: ['']"), "SHP013", "themes[0]"),
        ((SAYS, "says: It was., quote: It was so}"), "SHP015", "events[0].evidence[0]"),
        ((", " + SAYS, "}"), "SHP015", "events[0].evidence[0]"),
        ((SAYS, "says: }"), "SHP015", "events[0].evidence[0]"),
        (("planted.", "planted.\n    public_instrument: yes"), "SHP013", "done_when[0].public_instrument"),
        (("planted.", "planted.\n    public_instrument: [true]"), "SHP013", "done_when[0].public_instrument"),
        (("    delivery: under-way\n", ""), "SHP010", "assessments[0].delivery"),
        (("  - id: planted\n    text:", "  - text:"), "SHP010", "done_when[0].id"),
        ((SAYS, "says: It was., page: 4}"), "SHP011", "events[0].evidence[0].page"),
        (
            ("recorded: 2026-11-21\n    delivery", "recorded: 2026-11\n    delivery"),
            "SHP013",
            "assessments[0].recorded",
        ),
        (("recorded: 2026-11-21\n    delivery", "recorded: today\n    delivery"), "SHP013", "assessments[0].recorded"),
        (("recorded: 2026-11-21\n    delivery", "recorded:\n    delivery"), "SHP013", "assessments[0].recorded"),
    ],
)
def test_a_faulty_item_does_not_make_its_list_too_short(
    garden: Judge, change: tuple[str, str], code: str, field: str
) -> None:
    problem = only(garden(change))

    assert (problem.code, problem.place.field) == (code, field)


@pytest.mark.parametrize(
    "typed", ["mill_town_council", "Mill-Town-Council", "-mill-town-council", "mill--town-council"]
)
def test_a_misspelt_id_is_answered_with_the_right_one(garden: Judge, typed: str) -> None:
    problems = {
        problem.code: problem.fix for problem in garden(("lead_body: mill-town-council", f"lead_body: {typed}"))
    }

    assert problems.keys() == {"SHP013", "REF001"}
    assert problems["REF001"] == "did you mean 'mill-town-council'?"


@pytest.mark.parametrize("flag", ["true", "false"])
def test_true_and_false_are_flags(garden: Judge, flag: str) -> None:
    assert garden(("planted.", f"planted.\n    public_instrument: {flag}")) == ()


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "https://example.org/",
        "https://example.org:8443/a/b.html?c=d&e=f#g",
        "https://example.org/a%20b",
        "https://www.example.org/~a/b_c-d,e;f=(g)",
        "https://example.org/?reference=utm",
    ],
)
def test_safe_address_is_accepted(judge: Judge, url: str) -> None:
    assert judge(COUNCIL, ("https://council.example.org/", f"'{url}'")) == ()


@pytest.mark.parametrize(
    "url",
    [
        *(
            "http://example.org/",
            "//example.org/",
            "example.org",
            "www.example.org",
            "/a/b",
            "#a",
            "https:",
            "https://",
        ),
        *(
            "javascript:alert(1)",
            "data:text/html,x",
            "ftp://example.org/",
            "file:///etc/passwd",
            "mailto:a@example.org",
        ),
        *(
            "https://user@example.org/",
            "https://user:word@example.org/",
            "https:///a",
            "https:/example.org",
            "https://?",
        ),
        *("https://example.org/a b", 'https://example.org/"a', "https://example.org/<b>", "https://example.org/`a`"),
        *(
            "https://example.org/?utm_source=x",
            "https://example.org/?a=b&utm_medium=x",
            "https://example.org/?fbclid=1",
        ),
        *(
            "https://example.org/?UTM_Source=x",
            "https://example.org/?gclid=1",
            "https://[::1",
            "https://example.org/\\a",
        ),
        *("See https://example.org/", "https://example.org/ ", " https://example.org/"),
    ],
)
def test_unsafe_address_is_refused(judge: Judge, url: str) -> None:
    problem = only(judge(COUNCIL, ("https://council.example.org/", "'" + url.replace("'", "''") + "'")))

    assert (problem.code, problem.place.field) == ("SHP013", "url")


@pytest.mark.parametrize("number", ["0", "9000", "2.77", "0.5", "1000000000"])
def test_number_as_the_source_gives_it_is_accepted(judge: Judge, number: str) -> None:
    assert judge(FIGURE, ("value: 2.77", f"value: {number}")) == ()


@pytest.mark.parametrize(
    "number",
    [
        *("nine", "9,000", "about 9", "", "-1", "NaN", "Infinity", "1/2", "£5", "5%", "0x10"),
        *("1e999999999", "9_000", "๙", "'  9  '", "+9", "9."),
    ],
)
def test_other_numbers_are_refused(judge: Judge, number: str) -> None:
    problems = judge(FIGURE, ("value: 2.77", f"value: {number}"))

    assert {problem.place.field for problem in problems} == {"values[1].value"}
    assert {problem.code for problem in problems} <= {"SHP012", "SHP013"}


@pytest.mark.parametrize("label", ["3", "6a", "113.6", "33.22(d)", "4(a)(i)", "IV", "A-2"])
def test_a_recommendation_may_be_called_as_reports_call_them(judge: Judge, label: str) -> None:
    assert judge(BRIDGE, ('label: "3"', f'label: "{label}"')) == ()


@pytest.mark.parametrize("label", ["-1", "3.", "#3", "(a", "3  4", "", "[3]", "a-label-that-is-too-long"])
def test_other_labels_are_refused(judge: Judge, label: str) -> None:
    problem = only(judge(BRIDGE, ('label: "3"', f"label: {label}" if label[:1] in ("[", "") else f'label: "{label}"')))

    assert problem.place.field == "recommendation.label"
    assert problem.code in ("SHP012", "SHP013")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("shortname", "short_name"), ("Name", "name"), ("classificaton", "classification"), ("named", "name")],
)
def test_a_mistyped_key_is_answered_with_the_right_one(judge: Judge, typed: str, meant: str) -> None:
    problems = judge(COUNCIL, ("short_name:", f"{typed}:"))

    assert f"did you mean {meant!r}?" in {problem.fix for problem in problems}


@pytest.mark.parametrize("key", ["9lives", "2025", "a[b]", "", "été", "*"])
def test_an_odd_key_inside_a_list_is_named(garden: Judge, key: str) -> None:
    problem = only(garden(("    type: action", f"    type: action\n    '{key}': x")))

    assert repr(key) in problem.found
    assert problem.place.line == 18  # its own line, below `type`


def test_every_fault_of_a_record_is_told_at_once(judge: Judge) -> None:
    problems = judge(
        COUNCIL, ("name: Mill Town Council\n", "names: Mill\n"), ("https:", "http:"), ("description: The", "x: The")
    )

    assert sorted(problem.code for problem in problems) == ["SHP010", "SHP011", "SHP011", "SHP013"]


def test_a_fault_of_shape_does_not_hide_the_other_files(judge: Judge) -> None:
    problems = judge(COUNCIL, ("https:", "http:"))

    assert {problem.place.path for problem in problems} == {COUNCIL}


FIXES = {
    "text for a list": ("made_by: [mill-town-council]", "made_by: mill-town-council"),
    "empty list": ("themes: [public-places]", "themes: []"),
    "yes for true": ("planted.", "planted.\n    public_instrument: yes"),
    "missing list": ("themes: [public-places]\n", ""),
}


@pytest.mark.parametrize("change", FIXES.values(), ids=FIXES)
def test_the_fix_shows_an_example_that_would_be_accepted(garden: Judge, change: tuple[str, str]) -> None:
    for problem in garden(change):
        example = problem.fix.rpartition(":")[2].strip(" `")

        assert example in ("true", "false") or re.fullmatch(r"\[[a-z-]+\]", example)


@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("data/reports/inspection-report.yaml", ("count: 9", "count: nine")),
        ("data/reports/inspection-report.yaml", ("count: 9", "count: 0")),
        (FIGURE, ("value: 2.77", "value: nine")),
        (COUNCIL, ("short_name: The council", "short_name: ''")),
        ("data/sources/undated-parish-digest.yaml", ("not-held", "somewhere")),
        ("data/helplines.yaml", ("checked_on: 2026-11-21", "checked_on: 2026-02-30")),
        ("data/helplines.yaml", ("checked_on: 2026-11-21", "checked_on: 2026-13-01")),
    ],
)
def test_the_words_are_ours(judge: Judge, path: str, change: tuple[str, str]) -> None:
    """What was found is named as it was typed."""
    problem = only(judge(path, change))

    assert change[1].partition(": ")[2] in problem.found
    assert "Input should" not in problem.found


@pytest.mark.parametrize("old", ["https://council.example.org/", "local-government"])
def test_a_long_value_is_not_repeated_in_full(judge: Judge, old: str) -> None:
    problems = judge(COUNCIL, (old, f"'{'long ' * 5000}'"))

    assert all(len(str(problem)) < 1000 for problem in problems)


def test_a_misspelt_key_is_one_fault(judge: Judge) -> None:
    (problem,) = judge(COUNCIL, ("description:", "descripton:"))

    assert (problem.code, problem.fix) == ("SHP011", "did you mean 'description'?")


@pytest.mark.parametrize(
    ("old", "new", "fix"),
    [
        ("    recorded: 2026-11-21\n", "", "add `recorded:` with the day on which you write the entry, as YYYY-MM-DD"),
        ("    reason: The ground was broken.\n", "", "add `reason:` in your own words"),
        ("reason: The ground was broken.", "reason:", "fill `reason:` in your own words"),
        ("made_date: 2025-03-10", "made_date: 10/3/2025", "write it like this: 2025-03-10"),
    ],
)
def test_a_fix_never_lays_words_or_days_into_the_record(garden: Judge, old: str, new: str, fix: str) -> None:
    """What only the writer can know is not given as an example: pasted, it would pass and be untrue."""
    text = (Path(__file__).parents[1] / "trees" / "garden.yaml").read_text(encoding="utf-8")
    at = text.rindex(old) if text.count(old) > 1 else text.index(old)
    whole = text[:at] + new + text[at + len(old) :]

    assert fix in {problem.fix for problem in garden((text, whole))}


def test_an_unknown_sign_of_a_code_is_answered_with_those_there_are(judge: Judge) -> None:
    (problem,) = [
        item for item in judge("data/codelists/delivery.yaml", ("shape: tick", "shape: flag")) if item.code == "SHP013"
    ]

    assert problem.expected.startswith("one of: tick, half")
