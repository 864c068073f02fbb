"""Slots: finished HTML comes through Markdown as it is, for any text, and its headings are real headings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.extensions.toc import TocExtension
from markupsafe import Markup, escape

from macros.render.environment import environment
from macros.site import slots

_TITLES = st.text(
    st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp"), blacklist_characters="\u00a0"), min_size=1
)
_HOSTILE = (
    "{{ 7*7 }}",
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    '</h2><h2 id="x">y</h2>',
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
_PAGE = "{{ heading(1, '', text) }}<p>{{ text }}</p>{{ heading(2, 'said', text) }}\n<ul><li>{{ text }}</li></ul>\n"


def drawn(source: str, **values: object) -> Markup:
    return Markup(environment().from_string(source).render(values))


def through_markdown(html: Markup) -> Markdown:
    """What the page becomes when a macro puts finished HTML into Markdown; the page is its `lines`."""
    toc = TocExtension(permalink=True, permalink_title="Link to this section")
    markdown = Markdown(extensions=["attr_list", "tables", "def_list", toc, slots.SlotExtension()])
    markdown.lines = [markdown.convert(slots.put(html))]
    return markdown


@pytest.mark.parametrize("text", _HOSTILE)
def test_a_text_is_shown_as_typed_in_a_block_and_in_a_heading(text: str) -> None:
    title = escape(" ".join(text.split()))
    page = through_markdown(drawn(_PAGE, text=text)).lines[0]

    link = '<a class="headerlink" href="#{0}" title="Link to this section">&para;</a>'
    first, block, second, last = page.replace(str(escape(text)), "TEXT").replace(str(title), "TEXT").split("\n")
    assert first.endswith(f">TEXT{link.format(first.split(chr(34))[1])}</h1>")
    assert block == "<p>TEXT</p>"
    assert second == f'<h2 id="said">TEXT{link.format("said")}</h2>'
    assert last == "<ul><li>TEXT</li></ul>"


@given(_TITLES)
def test_a_title_stands_as_typed_in_the_contents(title: str) -> None:
    markdown = through_markdown(drawn("{{ heading(1, '', text) }}", text=title))

    assert markdown.toc_tokens[0]["name"] == str(escape(" ".join(title.split())))


def test_equal_headings_get_different_ids() -> None:
    markdown = through_markdown(drawn("{{ heading(2, '', 'Dates') }}{{ heading(2, '', 'Dates') }}"))

    assert [token["id"] for token in markdown.toc_tokens] == ["dates", "dates_1"]
