"""Nothing is rewritten in silence: every field is protected, and an edit says in public what stood there."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.checks.append_only import changed_fields, compare
from macros.checks.differences import canonical, differences, put, settled, typed
from macros.checks.migrations import led
from macros.checks.rewriting import FREE
from macros.model.commitment import Commitment
from macros.model.entries import entry_lists
from macros.model.tracker import MODELS
from macros.read.files import Document, Reading
from macros.read.problems import report

GARDEN = "data/commitments/garden.yaml"
HOURS = "data/commitments/library-hours.yaml"
BRIDGE = "data/commitments/bridge-repair.yaml"
VISITS = "data/figures/library-visits.yaml"
OLD_BRIDGE = "data/background/bridge-of-1890.yaml"
MINUTES = "data/sources/2025-03-10-council-minutes.yaml"
REPORT = "data/sources/2025-09-30-inspection-report.yaml"
COUNCIL = "data/bodies/mill-town-council.yaml"
DELIVERY = "data/codelists/delivery.yaml"
TYPES = "data/codelists/source-type.yaml"
KINDS = "data/codelists/commitment-kind.yaml"
HELP = "data/helplines.yaml"
TODAY = dt.date(2026, 11, 21)
NOWHERE = Path("nowhere")
WITHDRAWN = "withdrawn: {date: 2026-11-21, reason: It was a mistake.}\n"


def line(text: str, start: str) -> str:
    """The one line of a file that begins so."""
    (found,) = [item for item in text.splitlines(keepends=True) if item.startswith(start)]
    return found


SILENT = {
    "who answers a report": (
        "data/reports/inspection-report.yaml",
        "answered_by:",
        "answered_by: [transport-office, mill-town-council, works-inspectorate]\n",
    ),
    "made date": (GARDEN, "made_date: ", "made_date: 2026-03-10\n"),
    "made by": (GARDEN, "made_by: ", "made_by: [works-inspectorate]\n"),
    "kind": (GARDEN, "kind: ", "kind: programme\n"),
    "lead body": (GARDEN, "lead_body: ", "lead_body: transport-office\n"),
    "title": (GARDEN, "title: ", "title: Talk about a garden\n"),
    "theme taken away": (GARDEN, "themes: ", ""),
    "short title": (HOURS, "short_title: ", "short_title: Book van\n"),
    "caveat reworded": (HOURS, "  - The number of staff", "  - The number of staff is known.\n"),
    "evidence of the promise": (HOURS, "    quote: the library shall", "    says: The library opens.\n"),
    "own word is enough from now on": (HOURS, "    public_instrument: false\n", ""),
    "source type": (REPORT, "type: ", "type: legislation\n"),
    "source publisher": (REPORT, "publisher: ", "publisher: Somebody else\n"),
    "source title": (REPORT, "title: ", "title: Another report\n"),
    "source address": (REPORT, "url: ", "url: https://other.example.org/\n"),
    "body name": (COUNCIL, "name: ", "name: Another council\n"),
    "body class": (COUNCIL, "classification: ", "classification: police\n"),
    "figure definition": (VISITS, "definition: ", "definition: Something else.\n"),
    "figure unit": (VISITS, "unit: ", "unit: cases\n"),
    "figure body": (VISITS, "body: ", "body: transport-office\n"),
    "background": (OLD_BRIDGE, "summary: ", "summary: Something else.\n"),
    "theme": ("data/themes/public-places.yaml", "description: ", "description: Something else.\n"),
    "helpline number": (HELP, "    number: ", "    number: 0808 157 0124\n"),
    "helpline address": (HELP, "    url: ", "    url: https://evil.example.org\n"),
    "group": ("data/groups.yaml", "    made: ", "    made: [2026-03]\n"),
    "title of the rest": ("data/groups.yaml", "rest: ", "rest: Kept promises\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", SILENT)
def test_no_field_changes_in_silence(repository, name: str) -> None:
    path, start, new = SILENT[name]
    repository.replace(line(repository.text(path), start), new, path)

    assert repository.wrong() == {"APP004"}


@pytest.mark.parametrize("path", [DELIVERY, TYPES, KINDS, HELP, "data/glossary.yaml", "data/groups.yaml"])
def test_no_vocabulary_and_no_list_of_the_site_goes(repository, path: str) -> None:
    repository.remove(path)

    assert repository.wrong() == {"APP002"}


CODES = {
    "ceiling of a source": (TYPES, "news", "carries: planned", "carries: delivered"),
    "title of a value": (DELIVERY, "planned", "title: Planned", "title: Delivered"),
    "rung": (KINDS, "service", "planned: ", "planned: It was talked about. "),
    "a promise": ("data/codelists/response.yaml", "declined", "is_promise: false", "is_promise: true"),
    "an act": ("data/codelists/event-type.yaml", "finding", "meets_points: true", "is_act: true"),
    "question": (DELIVERY, "delivered", "holds_when: every-point", "holds_when: a-point"),
    "strength": ("data/codelists/confirmation.yaml", "self-reported", "rank: 1", "rank: 4"),
    "days between checks": (KINDS, "service", "check_days: ", "check_days: 1"),
}


@pytest.mark.parametrize("name", CODES)
def test_what_a_code_means_changes_only_in_public(repository, name: str) -> None:
    path, code, old, new = CODES[name]
    text = repository.text(path)
    start = text.index(f"  - code: {code}\n")
    at = text.index(old, start)
    assert "  - code: " not in text[start + 4 : at]
    repository.write(text[:at] + new + text[at + len(old) :], path)

    assert repository.wrong() == {"APP004"}


def test_a_code_is_not_taken_away(repository) -> None:
    text = repository.text(DELIVERY)
    start, end = text.index("  - code: dropped\n"), text.index("  - code: delivered\n")
    repository.write(text[:start] + text[end:], DELIVERY)

    assert repository.wrong() == {"APP004"}


def test_the_order_in_which_values_are_asked_is_protected(repository) -> None:
    text = repository.text(DELIVERY)
    first, second, third = (text.index(f"  - code: {code}\n") for code in ("superseded", "dropped", "delivered"))
    repository.write(text[:first] + text[second:third] + text[first:second] + text[third:], DELIVERY)
    (problem,) = repository.lost()

    assert (problem.code, problem.found) == ("APP004", "the order of `values` was changed")
    names = [line.split()[-1] for line in text.splitlines() if line.startswith("  - code: ")]
    repository.edit("values", f"'{json.dumps(names)}'", DELIVERY)
    assert repository.wrong() == set()


def test_a_new_code_is_free_unless_it_has_a_weight(repository) -> None:
    code = "  - code: rumour\n    title: Rumour\n    description: Somebody heard it.\n"
    text = repository.text(TYPES)
    repository.write(text + code, TYPES)
    assert repository.wrong() == set()
    repository.write(text + code + "    carries: delivered\n", TYPES)
    assert repository.wrong() == {"APP004"}
    repository.edit("values.rumour", "null", TYPES)
    assert repository.wrong() == set()


@pytest.mark.parametrize("weight", ["is_promise: true", "is_act: true", "announces: true", "holds_when: a-promise"])
def test_a_new_code_from_which_a_status_follows_needs_an_edit(repository, weight: str) -> None:
    code = f"  - code: rumour\n    title: Rumour\n    description: Somebody heard it.\n    {weight}\n"
    repository.write(repository.text("data/codelists/response.yaml") + code, "data/codelists/response.yaml")

    assert repository.wrong() == {"APP004"}


POLICY = "data/policy.yaml"


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ("quiet_days: 180", "quiet_days: 400", {"APP004"}),
        ("alarming_words: [", "alarming_words: [dire, ", set()),
        ('alarming_words: ["rape*", ', "alarming_words: [", {"APP004"}),
    ],
)
def test_the_policy_changes_only_in_public(repository, old: str, new: str, codes: set[str]) -> None:
    repository.replace(old, new, POLICY)

    assert repository.wrong() == codes


ADDED = {
    "caveat": (HOURS, "caveats:\n", "caveats:\n  - Another caveat.\n"),
    "theme": (GARDEN, "themes: [public-places]", "themes: [bridges, public-places]"),
    "supporting body": (GARDEN, "themes:", "supporting_bodies: [transport-office]\nthemes:"),
    "related": (GARDEN, "themes:", "related: [bridge-repair]\nthemes:"),
    "part of": (GARDEN, "themes:", "part_of: [bridge-repair]\nthemes:"),
    "short title": (GARDEN, "themes:", "short_title: Garden\nthemes:"),
    "archived copy": (MINUTES, "text: ", "archive_url: https://archive.example.org/1\ntext: "),
    "note": (MINUTES, "text: ", "notes: [The page has no date.]\ntext: "),
    "identifier": (MINUTES, "text: ", "identifiers: [{scheme: uin, value: '1'}]\ntext: "),
    "wording": (BRIDGE, "  numbering:", f"  wording: [{{source: {REPORT[13:-5]}, says: Inspect it.}}]\n  numbering:"),
    "withdrawal": (GARDEN, "themes:", WITHDRAWN + "themes:"),
    "empty field": (GARDEN, "themes:", "due: []\nwithdrawn: null\nthemes:"),
    "what holds anyway": (GARDEN, "    text: The", "    public_instrument: true\n    text: The"),
    "review of the helplines": (HELP, "checked_on: 2026-11-21", "checked_on: 2026-11-22"),
}  # fmt: skip


@pytest.mark.parametrize("name", ADDED)
def test_what_is_named_as_free_needs_no_edit(repository, name: str) -> None:
    path, old, new = ADDED[name]
    repository.replace(old, new, path)

    assert repository.wrong() == set()


def test_every_freedom_has_its_reason_and_fits_a_kind() -> None:
    for free in FREE:
        assert set(free.kinds.split()) <= set(MODELS)
        assert free.reason[0].isupper()
        assert free.reason.endswith(".")


FLAG = "    public_instrument: false\n"
EDITED = {
    "title": (GARDEN, "title: Plant a town garden", "title: Plant a garden", "title", "Plant a town garden"),
    "point": (GARDEN, "garden is planted", "garden was planted", "done_when.planted", "The garden is planted."),
    "date": (GARDEN, "made_date: 2025-03-10", "made_date: 2025-03-11", "made_date", "2025-03-10"),
    "list": (GARDEN, "made_by: [mill-", "made_by: [works-inspectorate, mill-", "made_by", "'[\"mill-town-council\"]'"),
    "flag": (HOURS, FLAG, "", "done_when.six-days.public_instrument", '"false"'),
    "new flag": (GARDEN, "    text: The", f"{FLAG}    text: The", "done_when.planted.public_instrument", "null"),
    "helpline": (HELP, "0808 157 0123", "0808 157 0124", "helplines.town-helpline.number", "0808 157 0123"),
    "code": (TYPES, "title: News", "title: Press", "values.news.title", "News"),
    "source": (REPORT, "type: inspectorate", "type: audit", "type", "inspectorate"),
}  # fmt: skip


@pytest.mark.parametrize("name", EDITED)
def test_a_change_with_an_edit_is_public(repository, name: str) -> None:
    path, old, new, field, was = EDITED[name]
    repository.replace(old, new, path)
    assert repository.wrong() == {"APP004"}
    text = repository.text(path)
    repository.edit(field, "Something else.", path)
    assert repository.wrong() == {"APP006"}
    repository.write(text, path)
    repository.edit(field, was, path)
    assert repository.wrong() == set()
    repository.commit()
    repository.write(text, path)

    assert repository.wrong() == {"APP001"}  # the edit itself is an entry, and stays


def test_the_message_holds_the_edit_to_paste(repository) -> None:
    repository.replace("made_date: 2025-03-10", "made_date: 2025-03-11")
    (problem,) = repository.lost()

    assert report([problem]) == (
        "data/commitments/garden.yaml:7:1: made_date: APP004 `made_date` was changed\n"
        "  expected: as it was merged: 2025-03-10\n"
        "  fix: restore it, or add under `edits:`, at the end: - "
        '{recorded: 2026-11-21, field: made_date, was: "2025-03-10", reason: …}\n'
        "1 error"
    )
    entry = problem.fix.partition("at the end: - ")[2].replace("…", "The minutes give the day after.")
    repository.write(f"{repository.text()}edits:\n  - {entry}\n")
    assert repository.wrong() == set()


def test_an_old_edit_does_not_cover_a_new_change(repository) -> None:
    repository.replace(": Plant a town garden\n", ": Plant one town garden\n")
    repository.edit("title", "Plant a town garden")
    repository.commit()
    repository.replace(": Plant one town garden\n", ": Plant a town garden\n")

    assert repository.wrong() == {"APP004"}


def test_a_chain_of_edits_leads_from_text_to_text(repository) -> None:
    """Held against the revision before both, and told where one of them lies."""
    start = repository.git("rev-parse", "HEAD")
    for was, now in (("Plant a town garden", "Plant one garden"), ("Plant one garden", "Plant two gardens")):
        repository.replace(f"title: {was}\n", f"title: {now}\n")
        repository.edit("title", was)
        repository.commit()
    assert repository.wrong(start) == set()
    repository.replace("    was: Plant a town garden\n", "    was: Plan a garden\n")

    assert repository.wrong(start) == {"APP006"}


def test_words_are_not_laid_into_the_record(repository) -> None:
    repository.edit("title", "The council refuses every garden")

    assert repository.wrong() == {"APP006"}


ADVISED = {
    "in draft": ("The garden is in force.", "The garden is in draft."),
    "may be": ("The garden is planted.", "The garden may be planted."),
    "or": ("It is planted and fenced.", "It is planted or fenced."),
    "planned": ("The plan is published.", "The plan is planned."),
    "place": ("It holds in England and Wales.", "It holds in England."),
    "number": ("There are 12 beds.", "There are 11 beds."),
}


@pytest.mark.parametrize("name", ADVISED)
def test_an_edit_of_more_than_spelling_is_shown_to_a_reviewer(repository, name: str) -> None:
    was, now = ADVISED[name]
    repository.replace("The garden is planted.", was)
    repository.commit()
    repository.replace(was, now)
    repository.edit("done_when.planted", was)

    assert repository.codes() == ["APP005"]


def test_mended_spelling_is_not(repository) -> None:
    repository.replace("The garden is planted.", "The gardn is planted.")
    repository.commit()
    repository.replace("The gardn is planted.", "The garden is planted.")
    repository.edit("done_when.planted", "The gardn is planted.")

    assert repository.codes() == []


def test_a_text_cut_in_slices_is_held_against_the_first(repository) -> None:
    first, second, third = (
        "The harbour garden is planted.",
        "The harbours garden is planted.",
        "The harbours gardens is planted.",
    )
    for was, now in (("The garden is planted.", first), (first, second)):
        repository.replace(was, now)
        repository.edit("done_when.planted", was)
        repository.commit()
    repository.replace(f"    text: {second}", f"    text: {third}")
    repository.edit("done_when.planted", second)

    assert repository.codes() == ["APP005"]


@pytest.mark.parametrize("edited", [False, True], ids=["alone", "with an edit"])
def test_a_point_is_never_taken_away(repository, edited: bool) -> None:
    repository.replace("  - id: book-van\n    text: The book van calls at every village of the parish.\n", "", HOURS)
    if edited:
        repository.edit("done_when.book-van", "The book van calls at every village of the parish.", HOURS)

    assert "APP007" in repository.wrong()


@pytest.mark.parametrize("edited", [False, True], ids=["alone", "with an edit"])
def test_the_id_of_a_point_is_never_changed(repository, edited: bool) -> None:
    repository.replace(
        "  - id: planted\n    text: The garden is planted.\n", "  - id: talked\n    text: They talked.\n"
    )
    if edited:
        repository.edit("done_when.planted", "The garden is planted.")

    assert "APP007" in repository.wrong()


def test_a_second_point_of_the_same_id_hides_nothing(repository) -> None:
    repository.replace("  - id: planted\n", "  - {id: planted, text: They talked.}\n  - id: planted\n")

    assert repository.wrong() == {"APP004"}


@pytest.mark.parametrize("now", ["", "withdrawn: {date: 2026-11-21, reason: Another reason.}\n"])
def test_a_withdrawal_stays(repository, now: str) -> None:
    repository.write(repository.text() + WITHDRAWN)
    repository.commit()
    repository.replace(WITHDRAWN, now)
    repository.edit("withdrawn", "null")

    assert "APP013" in repository.wrong()


def test_two_records_do_not_swap_contents(repository) -> None:
    one, other = repository.text(MINUTES), repository.text(REPORT)
    repository.write(other, MINUTES)
    repository.write(one, REPORT)

    assert "APP004" in repository.wrong()


def test_a_conflict_is_not_taken_away(repository) -> None:
    text = repository.text(BRIDGE)
    repository.write(text[: text.index("conflicts:\n")], BRIDGE)

    assert repository.wrong() == {"APP004"}


def as_document(values: dict, kind: str = "commitment") -> Reading:
    made = Document(kind, "a", "data/commitments/a.yaml", NOWHERE, values)
    return Reading(NOWHERE, (made,), {}, ())


NAMES = [*Commitment.model_fields, "id", "code", "text", "date", "entry", "corrects", "number", "was", "field"]
TREES = st.recursive(
    st.none() | st.text(max_size=4) | st.sampled_from(["2026-11-21", "title", "event-a", "1"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=25,
)
LISTS = entry_lists(Commitment)
DOCUMENTS = st.dictionaries(st.sampled_from([*Commitment.model_fields]), TREES, max_size=6)


@given(before=DOCUMENTS, after=DOCUMENTS)
def test_any_two_trees_can_be_compared(before: dict, after: dict) -> None:
    """Whatever is in the files, a change is named, and nothing is raised. Both have the shape of today."""
    before, after = led("commitment", before), led("commitment", after)
    one, other = as_document(before), as_document(after)
    compare(one, other, TODAY)
    fields = [{name: value for name, value in tree.items() if name not in LISTS} for tree in (before, after)]
    old, new = (settled(values, Commitment) for values in fields)

    assert (old == new) == (list(changed_fields(one, other, TODAY)) == [])
    assert compare(one, one, TODAY) == ()
    assert all(canonical(found.before) != canonical(found.after) for found in differences(old, new))


@pytest.mark.parametrize(
    ("was", "like", "value"),
    [
        ("a", "b", "a"),
        ('["a"]', ["b"], ["a"]),
        ('["a"]', "b", '["a"]'),
        ('{"number": 5, "known": true}', {"a": "b"}, {"number": "5", "known": "true"}),
        ("[never closed", ["a"], "[never closed"),
        (None, "a", None),
    ],
)
def test_what_was_is_read_as_what_stood_there(was, like, value) -> None:
    assert typed(was, like) == value


def test_an_item_that_was_taken_away_is_put_back() -> None:
    tree = {"terms": [{"term": "Royal Assent"}]}

    assert put(tree, ["terms", "king"], {"term": "King"}) == {"terms": [{"term": "Royal Assent"}, {"term": "King"}]}


def test_every_changed_field_is_named_with_what_stood_there(repository, read_both: Callable) -> None:
    repository.replace("kind: service", "kind: programme")
    repository.replace("The garden is planted.", "The garden was planted.")
    repository.replace("0808 157 0123", "0808 157 0124", HELP)

    assert read_both(repository) == [
        ("commitment", "garden", "kind", "service", "programme"),
        ("commitment", "garden", "done_when.planted", "The garden is planted.", "The garden was planted."),
        ("helplines", "helplines", "helplines.town-helpline.number", "0808 157 0123", "0808 157 0124"),
    ]


def test_a_new_point_is_said_under_edits(repository) -> None:
    """What is asked for is not widened after the fact, either, without a word on the page."""
    point = "  - id: watered\n    text: The garden is watered.\n"
    repository.replace("    text: The garden is planted.\n", f"    text: The garden is planted.\n{point}")
    assert repository.wrong() == {"APP004"}
    repository.edit("done_when.watered", "null")

    assert repository.wrong() == set()


def test_a_new_helpline_is_said_under_edits(repository) -> None:
    help_ = "data/helplines.yaml"
    line = "  - {name: Another line, number: 0808 157 0000, audience: all, hours: always, url: https://example.org/}\n"
    repository.write(repository.text(help_) + line, help_)

    assert repository.wrong() == {"APP004"}
