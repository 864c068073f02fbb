"""No private contact detail, and nobody is named who does not hold a public role."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from macros.read.problems import Problem

Judge = Callable[..., tuple[Problem, ...]]
REASON = "reason: The ground was broken."
MINUTES, SEED = "data/sources/2025-03-10-council-minutes.yaml", "seeds/2025-03-10-council-minutes.txt"


def found(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    return [(problem.code, problem.place.field) for problem in problems]


def reason(text: str) -> tuple[str, str]:
    return (REASON, f'reason: "{text}"')


PHONES = [
    *("01632 960 001", "01632 960001", "01632960001", "0161 496 0123", "07700 900123", "07700900123", "0808 157 0123"),
    *(
        "+44 1632 960001",
        "+44 (0)1632 960 001",
        "+44 20 7946 0123",
        "call 0161-496-0123 now",
        "020 7946 0123",
        "029 2018 0123",
    ),
    "(020) 7946 0123",
    *("0161.496.0123", "Tel.01632 960001", "01632 96 00 01"),
    *("+44.1632.960001", "+1 212 555 0123", "0044 1632 960001"),
]
NO_PHONES = [
    *("in 2025 and 2026", "from 2025-03-10 to 2026-11-21", "about 9,000 of 12,000", "£0.5m", "0.125 per 1,000"),
    *(
        "section 4",
        "25 and 26 Geo. 5",
        "rates of 2.77, 1.3 and 1.79",
        "call 999 or 101",
        "page 0123",
        "ISBN 978-0-306-40615-7",
    ),
    *("https://example.org/0161 4960123"[:27], "a sum of 100000000 pounds", "UTC+01:00", "question 01234"),
]


@pytest.mark.parametrize("text", PHONES)
def test_a_phone_number_is_found(garden: Judge, text: str) -> None:
    assert found(garden(reason(f"The ground was broken; {text}."))) == [("PRV001", "assessments[0].reason")]


@pytest.mark.parametrize("text", NO_PHONES)
def test_other_numbers_are_no_phone_number(garden: Judge, text: str) -> None:
    assert "PRV001" not in [code for code, _ in found(garden(reason(f"The ground was broken; {text}.")))]


def test_the_message_does_not_repeat_a_phone_number(garden: Judge) -> None:
    (problem,) = garden(reason("The ground was broken; 01632 960 001."))

    assert "960" not in str(problem)


def test_a_helpline_has_its_number(judge: Judge) -> None:
    """In its own file, and nowhere else."""
    assert judge("data/helplines.yaml", ("audience: everybody", "audience: everybody, also on 01632 960 001")) == ()


MAILS = ["a@example.org", "a.b-c+d@mail.example.org", "mailto:a_b@example.org", "<a@example.org>", "a@example.co.uk,"]


@pytest.mark.parametrize("text", MAILS)
def test_an_email_address_is_found(garden: Judge, text: str) -> None:
    problems = garden(reason(f"The ground was broken; {text}."))

    assert found(problems) == [("PRV002", "assessments[0].reason")]
    assert "example" not in str(problems[0])


@pytest.mark.parametrize("text", ["@example", "a @ b", "at example.org", "5 @ £3", "a@b", "user@"])
def test_other_signs_are_no_email_address(garden: Judge, text: str) -> None:
    assert "PRV002" not in [code for code, _ in found(garden(reason(f"The ground was broken; {text}")))]


@pytest.mark.parametrize("field", ["title: Minutes of the council, 10 March 2025", "why: Private contact detail"])
def test_a_source_holds_no_contact_detail(judge: Judge, field: str) -> None:
    assert [code for code, _ in found(judge(MINUTES, (field, f"{field} a@example.org")))] == ["PRV002"]


@pytest.mark.parametrize("field", ["publisher: Mill Town Council", "licence_note: as its first page says"])
def test_no_field_of_a_source_holds_a_contact_detail(judge: Judge, field: str) -> None:
    assert [code for code, _ in found(judge(MINUTES, (field, f"{field} a@example.org")))] == ["PRV002"]


@pytest.mark.parametrize("text", ["Telephone: 01632 960 001.", "Write to clerk@example.org.", "+44 1632 960001"])
def test_a_stored_text_holds_no_contact_detail(judge: Judge, text: str) -> None:
    (problem,) = judge(SEED, ("took the chair.", f"took the chair.\n{text}"))

    assert (problem.code, problem.place.path) == ("PRV003", MINUTES)
    assert "line 4 of seeds/" in problem.found
    assert text not in str(problem)


KNOWN = [
    *("the Mayor, Ada Quill, said so", "Ada Quill’s council", "Mill Town", "the Mill Town Council", "Mayor Quill"),
    *("the Bridges Act", "Mill News", "the Works Inspectorate", "Transport Office", "the Transport Office’s letter"),
    *("The ground was broken. The council said so", "Nothing", "A garden", "Garden Council"),
    *("In March 2025", "On Monday", "Since Easter 2025"),
]
UNKNOWN = [
    *("Zeno Vetch", "by Zeno Vetch of the town", "Zeno Vetch’s garden", "Zeno Ada Vetch", "Ada Vetch", "Zeno Quill"),
    *(
        "Mrs Vetch",
        "Mr. Vetch",
        "Dame Zeno Vetch",
        "Cllr Vetch",
        "PC Vetch",
        "Zeno O’Vetch",
        "Zeno Vetch-Quill",
        "Zoé Vétch",
    ),
    *("Z Vetch", "Z. Vetch", "Zeno X. Vetch", "Zeno van Vetch"),
    *("Zeno\\nVetch", "Zeno  Vetch", "Zeno\\u00a0Vetch", "Łena Šarec"),
    *("Vetch, Zeno", "Zeno – Vetch"),
    *("Zeno of Vetch", "Council of Zenoburg", "Zeno and Vetch"),
]


@pytest.mark.parametrize("text", KNOWN)
def test_known_names_may_stand(garden: Judge, text: str) -> None:
    assert garden(reason(f"It was so: {text}.")) == ()


@pytest.mark.parametrize("text", UNKNOWN)
def test_an_unknown_name_is_found(garden: Judge, text: str) -> None:
    problems = garden(reason(f"It was so: {text}."))

    assert set(found(problems)) == {("PRV004", "assessments[0].reason")}
    assert "remove the name" in problems[0].fix


@pytest.mark.parametrize(
    ("path", "old", "new", "field"),
    [
        (
            "data/commitments/bridge-repair.yaml",
            "title: Repair the mill bridge",
            "title: Repair for Zeno Vetch",
            "title",
        ),
        ("data/commitments/bridge-repair.yaml", "mill bridge payment", "Zeno Vetch", "searches[0].words[0]"),
        ("data/commitments/library-hours.yaml", "The number of staff", "Zeno Vetch", "caveats[0]"),
        ("data/sources/undated-parish-digest.yaml", "Old bridges of the parish", "Zeno Vetch", "title"),
        ("data/figures/library-visits.yaml", "note: Per person.", "note: By Zeno Vetch.", "values[1].note"),
        ("data/background/bridge-of-1890.yaml", "It was built of wood.", "Zeno Vetch built it.", "told_apart_by"),
        ("data/bodies/transport-office.yaml", "for roads and bridges", "of Zeno Vetch", "description"),
        ("data/themes/public-places.yaml", "Buildings and roads", "Zeno Vetch", "description"),
        ("data/glossary.yaml", "The villages around", "Zeno Vetch and", "terms[1].definition"),
    ],
)
def test_every_text_of_every_record_is_read(judge: Judge, path: str, old: str, new: str, field: str) -> None:
    assert ("PRV004", field) in found(judge(path, (old, new)))


def test_a_name_inside_a_quote_is_found_too(judge: Judge, garden: Judge) -> None:
    judge(SEED, ("took the chair.", "took the chair. A letter of Zeno Vetch was read."))
    held, quote = "the book van shall call at every village", "A letter of Zeno Vetch was read"

    assert found(garden((held, quote))) == [("PRV004", "made_evidence[0].quote")]


def test_an_office_holder_may_be_named(judge: Judge, garden: Judge) -> None:
    person = "  - name: Zeno Vetch\n    roles: [{title: Clerk, body: mill-town-council}]\n"
    judge("data/office-holders.yaml", ("people:\n", f"people:\n{person}    sources: [2025-03-10-council-minutes]\n"))

    assert garden(reason("It was so: Zeno Vetch.")) == ()


@pytest.mark.parametrize("address", ["https://example.org/people/zeno/vetch", "https://zeno.vetch.example.org/"])
def test_an_address_does_not_make_a_name_common(judge: Judge, garden: Judge, address: str) -> None:
    judge("data/sources/undated-parish-digest.yaml", ("url: null", f"url: {address}"))

    assert [code for code, _ in found(garden(reason("It was so: Zeno Vetch.")))] == ["PRV004"]


LONG = [
    pytest.param("x" * 200_000, id="one word"),
    pytest.param("a." * 100_000, id="dots"),
    pytest.param("Ab " * 60_000, id="capitals"),
    pytest.param("+44 " * 50_000, id="plus signs"),
    pytest.param("a@" * 100_000, id="at signs"),
    pytest.param("x" * 28_000 + " @", id="one word and an at sign"),
    pytest.param("a." * 20_000 + " @", id="dots and an at sign"),
    pytest.param("A’" * 12_000, id="capitals and apostrophes"),
]


@pytest.mark.parametrize("text", LONG)
def test_a_long_text_does_not_hang_the_check(garden: Judge, text: str) -> None:
    started = time.process_time()
    garden(reason(text))

    assert time.process_time() - started < 1.5


@pytest.mark.parametrize(("field", "faulty"), [("publisher", False), ("title", True)])
def test_a_publisher_is_no_name_before_it_was_edited_either(judge: Judge, field: str, faulty: bool) -> None:
    edits = f"edits: [{{field: {field}, was: The Quill Room, reason: A slip., recorded: 2026-11-21}}]"
    problems = judge(MINUTES, ("type: local-government", f"type: local-government\n{edits}"))

    assert (("PRV004", "edits[0].was") in found(problems)) == faulty


def test_an_id_does_not_make_a_name_common(judge: Judge, garden: Judge) -> None:
    """A file that is named after somebody would let everybody of that name stand in every text."""
    judge("data/themes/doeson.yaml", text="title: Rivers\ndescription: About rivers.\n")
    judge("data/commitments/bridge-repair.yaml", ("themes: [public-places]", "themes: [public-places, doeson]"))

    assert ("PRV004", "assessments[0].reason") in found(garden(reason("It was read by Jane Doeson.")))


def test_an_edit_of_the_known_names_is_no_name(judge: Judge) -> None:
    edit = "{recorded: 2026-11-21, field: places, was: '[]', reason: A place was missing.}"
    old = "places: [Mill Town]\n"

    assert judge("data/proper-names.yaml", (old, f"{old}edits: [{edit}]\n")) == ()
