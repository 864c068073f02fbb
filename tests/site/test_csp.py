"""The policy of a page stands right behind its encoding, as a tag, and changes nothing else."""

from __future__ import annotations

from macros.site import csp

PAGE = '<html><head><meta charset="utf-8"><title>A &amp; B</title></head><body><script>go()</script></body></html>'


def test_the_policy_is_a_tag_and_the_page_stays_as_it_was() -> None:
    before, tag, after = csp.add(PAGE).partition(
        f'<meta http-equiv="Content-Security-Policy" content="{csp.policy(PAGE)}">'
    )

    assert tag
    assert before + after == PAGE
    assert before.endswith('<meta charset="utf-8">')
    assert type(csp.add(PAGE)) is str
