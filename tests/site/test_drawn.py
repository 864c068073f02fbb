"""Pages that come finished: the same HTML as through Markdown, for any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.extensions.toc import TocExtension
from markupsafe import escape

from macros.render import Block, Heading, Segment
from macros.site import slots
from macros.site.drawn import _html, _nested

_TITLES = st.text(
    st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp"), blacklist_characters="\u00a0"), min_size=1
)
_HOSTILE = (
    "{{ 7*7 }}",
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "| a | b |",
    "# not a heading",
    "**bold** _it_ `code`",
    "{: onclick=alert(1) }",
    "@@slot-1@@",
    "&amp; & &#39;",
    "--8<-- 'secret'",
    "```\nfence\n```",
)


def through_markdown(segments: list[Segment]) -> str:
    """What the page becomes when a macro puts its segments into Markdown."""
    toc = TocExtension(permalink=True, permalink_title="Link to this section")
    return Markdown(extensions=["attr_list", "tables", "def_list", toc, slots.SlotExtension()]).convert(
        slots.put(segments)
    )


@pytest.mark.parametrize("text", _HOSTILE)
def test_the_short_way_gives_what_markdown_gives(text: str) -> None:
    title = " ".join(text.split())
    segments: list[Segment] = [
        Heading(1, "", title),
        Block(f"<p>{escape(text)}</p>"),
        Heading(2, "said", title),
        Block(f"<ul><li>{escape(text)}</li></ul>"),
    ]

    _, html = _html(segments)

    assert html == through_markdown(segments)


@given(_TITLES)
def test_a_title_is_shown_as_typed(title: str) -> None:
    headings, html = _html([Heading(1, "", title)])

    assert f">{escape(title)}<a" in html
    assert headings[0].text == title


def test_equal_headings_get_different_ids() -> None:
    headings, _ = _html([Heading(2, "", "Dates"), Heading(2, "", "Dates")])

    assert [heading.id for heading in headings] == ["dates", "dates_1"]


def test_headings_stand_below_the_nearest_one_of_a_higher_rank() -> None:
    levels = [1, 2, 3, 2, 4, 2]

    tree = _nested(Heading(level, f"h{index}", str(index)) for index, level in enumerate(levels))

    assert [token["id"] for token in tree] == ["h0"]
    assert [token["id"] for token in tree[0]["children"]] == ["h1", "h3", "h5"]
    assert [token["id"] for token in tree[0]["children"][0]["children"]] == ["h2"]
