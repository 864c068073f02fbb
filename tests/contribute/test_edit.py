"""A block is added and nothing else changes: every line that was there stays, in its order, with its comments."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from macros.contribute.edit import DataError, Unsafe, append, block, new_record, put
from macros.model.entries import entry_lists
from macros.model.tracker import MODELS
from macros.read.characters import unfit
from macros.read.yaml import compose

GARDEN = """\
# A garden.
title: Plant a town garden  # calm
summary: The council will plant a garden.
kind: service
made_by: [mill-town-council]
stance: promised
made_date: 2025-03-10
lead_body: mill-town-council
themes: [public-places]
done_when:
  - id: planted
    text: The garden is planted.

# What happened.
events:
  # The first one.
  - id: ground-broken
    date: 2025-09-30
    type: action
    what: The ground was broken.
    recorded: 2026-11-21
    evidence:
      - {source: 2025-09-30-inspection-report, says: The ground was broken.}
    # Still the first one.

  # The second one.
  -
    id: seeded
    date: 2025-11
    type: action
    what: >-
      It was
      sown.
    recorded: 2026-11-21
    evidence: [{source: 2025-09-30-inspection-report, says: It was sown.}]

# Our judgement.
assessments:
- date: 2025-09-30
  recorded: 2026-11-21
  delivery: under-way
  reason: The ground was broken.
  rests_on: [ground-broken]
# The end.
"""


def event(date: str = "2025-10-01", **more: str) -> dict:
    evidence = [{"source": "2025-09-30-inspection-report", "says": "It was found."}]
    return {
        "id": "new",
        "date": date,
        "type": "finding",
        "what": "New.",
        "recorded": "2026-11-21",
        **more,
        "evidence": evidence,
    }


def added(old: str, new: str) -> list[str]:
    """The lines that are new; nothing may have gone."""
    changes = list(difflib.ndiff(old.splitlines(), new.splitlines()))
    assert not [line for line in changes if line.startswith("- ")]
    return [line[2:] for line in changes if line.startswith("+ ")]


def names(text: str) -> list[str]:
    return [item["id"] for item in compose(text, "").data["events"]]


@pytest.mark.parametrize(
    ("date", "place"),
    [
        ("2025-01-01", 0), ("2025-09-29", 0), ("2025", 0), ("2025-09-30", 1), ("2025-10", 1), ("2025-11", 2),
        ("2025-11-01", 2), ("2026", 2),
    ],
)  # fmt: skip
def test_an_entry_stands_where_its_date_belongs(date: str, place: int) -> None:
    """After every entry of the same or an earlier first day."""
    text = append(GARDEN, "commitment", "events", event(date))

    assert names(text).index("new") == place
    assert len(added(GARDEN, text)) == 8


def test_comments_stay_with_what_they_are_about() -> None:
    text = append(GARDEN, "commitment", "events", event("2025-10-01"))

    assert "    # Still the first one.\n\n  - id: new\n" in text
    assert "        says: It was found.\n  # The second one.\n  -\n" in text


def test_the_last_entry_stands_before_the_comment_of_what_follows() -> None:
    text = append(GARDEN, "commitment", "events", event("2026"))

    assert text.index("- id: new") < text.index("\n\n# Our judgement.\nassessments:")


def test_a_list_that_stands_at_the_margin_is_continued_there() -> None:
    entry = {"date": "2025-10-01", "recorded": "2026-11-21", "delivery": "under-way", "reason": "Still."}
    text = append(GARDEN, "commitment", "assessments", entry)

    assert "\n- date: 2025-10-01\n  recorded: 2026-11-21\n" in text
    assert text.endswith("# The end.\n")


@pytest.mark.parametrize(
    "empty",
    ["", "searches: []\n", "searches:\n", "searches: ~\n", "searches: null # none yet\n", "searches:  # none yet\n"],
)
def test_a_list_that_was_empty_is_begun(empty: str) -> None:
    old = GARDEN.replace("# The end.\n", empty)
    entry = {"date": "2026-11-01", "places": ["a page"], "words": ["garden"], "found": "Nothing was found."}
    text = append(old, "commitment", "searches", entry)

    assert compose(text, "").data["searches"] == [entry]
    assert ("# none yet" in text) == ("# none yet" in empty)
    assert text.startswith(old.partition("searches")[0])


def test_a_new_list_stands_at_its_usual_place() -> None:
    entry = {"date": "2025-03-10", "body": "mill-town-council", "response": "accepted", "recorded": "2026-11-21"}
    text = append(GARDEN, "commitment", "responses", {**entry, "evidence": event()["evidence"]})

    assert list(compose(text, "").data).index("responses") == list(compose(text, "").data).index("done_when") - 1


@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
def test_line_ends_stay(end: str) -> None:
    old = GARDEN.replace("\n", end) if end else GARDEN.rstrip("\n")
    text = append(old, "commitment", "events", event())

    assert ("\r\n" in text) == (end == "\r\n")
    assert text.replace("\r\n", "").count("\n") == (0 if end == "\r\n" else text.count("\n"))
    assert names(text) == ["ground-broken", "new", "seeded"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("themes: [public-places]\n", "searches: [{date: 2026-11-01, places: [a], words: [b], found: None.}]\n"),
        ("themes: [public-places]\n", "searches: none\n"),
    ],
)
def test_a_list_on_one_line_is_left_to_people(old: str, new: str) -> None:
    entry = {"date": "2026-11-01", "places": ["a page"], "words": ["garden"], "found": "Nothing was found."}

    with pytest.raises(Unsafe):
        append(GARDEN.replace(old, new), "commitment", "searches", entry)


@pytest.mark.parametrize("text", ["", "title: *x\n", "- a list\n", "{title: A, summary: B}\n", "  title: A\n"])
def test_what_is_no_plain_record_is_left_alone(text: str) -> None:
    with pytest.raises((DataError, Unsafe)):
        append(text, "commitment", "events", event())


def test_a_bad_entry_is_refused_in_the_words_of_the_check() -> None:
    with pytest.raises(DataError) as raised:
        append(
            GARDEN,
            "commitment",
            "events",
            {**event(), "date": "soon", "tpye": "action"},
            "data/commitments/garden.yaml",
        )

    codes = {problem.code: problem for problem in raised.value.problems}
    assert codes.keys() == {"SHP011", "SHP013"}
    assert codes["SHP011"].fix == "did you mean 'type'?"
    assert all(problem.place.path == "data/commitments/garden.yaml" for problem in raised.value.problems)


def test_a_field_is_put_in_once() -> None:
    value = {"date": "2026-11-21", "reason": "It stands in another record."}
    text = put(GARDEN, "commitment", "withdrawn", value)

    assert added(GARDEN, text) == ["withdrawn:", "  date: 2026-11-21", "  reason: It stands in another record."]
    with pytest.raises(Unsafe, match="already"):
        put(text, "commitment", "withdrawn", value)


def test_every_invented_commitment_can_be_added_to(town: Path) -> None:
    for file in sorted((town / "data" / "commitments").glob("*.yaml")):
        old = file.read_text(encoding="utf-8").replace("events: []\n", "")
        if "moved_to:" in old:
            continue
        text = append(old, "commitment", "events", event("2026-11-20"))

        assert len(added(old, text)) in (8, 9), file
        assert names(text)[-1] == "new", file


def test_every_list_of_entries_has_a_date() -> None:
    for model in MODELS.values():
        for entry in entry_lists(model).values():
            assert entry.DATED_BY in entry.model_fields


def test_a_new_record_is_written_in_the_order_of_its_fields() -> None:
    values = {
        "url": None,
        "text": "not-held",
        "title": "A page",
        "issued": "",
        "publisher": "Mill News",
        "type": "news",
    }

    assert new_record("source", values) == (
        "# yaml-language-server: $schema=../schema/source.schema.json\n"
        "type: news\npublisher: Mill News\ntitle: A page\nissued: null\nurl: null\ntext: not-held\n"
    )


seen = st.characters(exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp", "Cn", "Co"))
hard = st.one_of(
    st.sampled_from(
        [
            "no", "yes", "null", "~", "1.10", "2026-11-21", "0x1f", "1e3", "- a", "a: b", "a #b", "# a", "[a]", "{a}",
            "'a'", '"a"', "a'b", 'a "b"', "!a", "&a", "*a", "%a", "@a", "`a", "|", ">", "a:", ":a", "?", "? a", "<<",
            "=", "---", "...", "--- a", "a  b", "\\n", "é “x” — …", "a\u00a0b", "%", "a b " * 60 + "c", "x" * 300,
            "word # " * 40, "word: " * 40, "- " * 100 + "x",
        ]
    ),
    st.text(seen, min_size=1, max_size=200).map(str.strip).filter(lambda text: text and not unfit(text)),
)  # fmt: skip


@given(hard)
def test_any_text_comes_back_as_it_was_given(text: str) -> None:
    entry = {"date": "2026-11-01", "places": [text], "words": [text, "b"], "found": text}
    changed = append(GARDEN, "commitment", "searches", entry)

    assert compose(changed, "").data["searches"] == [entry]


@given(hard)
def test_other_readers_of_yaml_take_it_for_text_too(text: str) -> None:
    assert yaml.safe_load("\n".join(block({"a": text, "b": [text]}))) == {"a": text, "b": [text]}


@given(st.text(max_size=300))
def test_text_that_a_record_cannot_hold_is_refused_and_never_written_otherwise(text: str) -> None:
    entry = {"date": "2026-11-01", "places": ["a"], "words": ["b"], "found": text}
    try:
        changed = append(GARDEN, "commitment", "searches", entry)
    except (DataError, Unsafe):
        return

    assert compose(changed, "").data["searches"] == [entry]
