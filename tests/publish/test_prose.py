"""Markdown for machines: what a record holds stays text, whatever it looks like."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from macros.model.tracker import Tracker
from macros.publish.prose import escaped

Published = dict[str, str | bytes]
Publish = Callable[..., Published]
PAGE = "commitments/library-hours/index.html.md"


def shown(text: str) -> str:
    """What a reader of the Markdown sees."""
    drawn = Markdown().convert(text)
    assert re.fullmatch(r"<p>[^<]*</p>|", drawn), drawn
    return html.unescape(drawn.removeprefix("<p>").removesuffix("</p>"))


@given(st.text(alphabet="ab1.)(#+-=*_`[]<>&;!|~\\ \n:lt/", max_size=30))
def test_text_is_shown_as_typed(text: str) -> None:
    assert shown(escaped(text)) == " ".join(text.split())


@pytest.mark.parametrize(
    "text", ["# Heading", "- item", "1. item", "[a](javascript:b)", "<script>x</script>", "> quote", "**bold**", "&lt;"]
)
def test_markup_in_a_record_is_no_markup(text: str) -> None:
    assert shown(escaped(text)) == text


def test_hostile_record_makes_neither_heading_nor_link(publish: Publish, tracker: Tracker) -> None:
    record = tracker.commitments["library-hours"].model_copy(
        update={"summary": "One.\n\n# Two\n\n[three](https://elsewhere.example) {{ 7*7 }}"}
    )
    text = publish(replace(tracker, commitments={**tracker.commitments, "library-hours": record}))[PAGE]
    assert r"One. # Two \[three\](https://elsewhere.example) {{ 7*7 }}".replace("*", r"\*") in text


def test_every_record_page_has_its_text(files: Published, record: Tracker) -> None:
    for folder in ("commitments", "events", "bodies", "themes", "sources", "figures"):
        for name in getattr(record, folder):
            text = files[f"{folder}/{name}/index.html.md"]
            assert isinstance(text, str)
            assert text.startswith("# ")
            assert "\n\n\n" not in text


def test_commitment_tells_status_reason_points_and_evidence(published: Published, tracker: Tracker) -> None:
    text = str(published[PAGE])
    record = tracker.commitments["library-hours"]
    assert "Part delivered, since 30 September 2025" in text
    for words in (record.assessments[-1].reason, *(point.text for point in record.done_when)):
        assert escaped(words) in text
    assert "(quote checked)" in text
    assert "(paraphrase)" in text


def test_every_link_leads_to_a_page_or_file(files: Published, record: Tracker) -> None:
    pages = {
        f"{folder}/{name}/"
        for folder in ("commitments", "events", "bodies", "themes", "sources", "figures")
        for name in getattr(record, folder)
    }
    texts = [str(text) for address, text in files.items() if address.endswith((".md", "llms.txt"))]
    targets = {target for text in texts for target in re.findall(r"\]\(https://tracker\.example/x/([^)]*)\)", text)}
    assert targets
    assert targets <= pages | {*files}


def test_index_names_every_text_of_what_counts(files: Published, record: Tracker) -> None:
    folders = ("commitments", "events", "figures", "sources")
    gone = {
        f"{folder}/{name}/" for folder in folders for name, item in getattr(record, folder).items() if item.withdrawn
    }
    gone |= {f"{name}/" for name in record.moved}
    index = str(files["llms.txt"])
    assert re.match(r"# .+\n\n> ", index)
    for address in files:
        if address.endswith("index.html.md") and address.removesuffix("index.html.md") not in gone:
            assert f"(https://tracker.example/x/{address})" in index


def test_every_commitment_of_a_body_is_a_line_of_its_own(files: Published, record: Tracker) -> None:
    for name in record.bodies:
        lines = str(files[f"bodies/{name}/index.html.md"]).splitlines()
        led = [item for item in record.counted.values() if item.lead_body == name]
        assert all(any(line.startswith(f"- [{escaped(item.title)}](") for line in lines) for item in led)


def test_every_commitment_of_a_theme_is_a_line_of_its_own(files: Published, record: Tracker) -> None:
    for name in record.themes:
        lines = str(files[f"themes/{name}/index.html.md"]).splitlines()
        ours = [item for item in record.counted.values() if name in item.themes]
        assert all(any(line.startswith(f"- [{escaped(item.title)}](") for line in lines) for item in ours)
