"""A record in which every text is hostile, and the means to find those texts again in what was built from it.

Every text becomes all payloads together, between two marks that carry its number. The order of the payloads differs
from text to text, so that each stands first somewhere.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, get_args

from pydantic import BaseModel

WORD = "zebrafinch"  # stands in every text, and nowhere else
RAN = "hostile-text-was-run"
SECRET = "the-file-was-read"
# What a text may hold that some layer between the record and the screen could take for its own language.
PAYLOADS = (
    "{{ 7*7 }} {{7*'7'}}",
    f"{{{{ cycler.__init__.__globals__.os.popen('touch {RAN}').read() }}}}",
    f"{{{{ lipsum.__globals__['os'].popen('touch {RAN}').read() }}}}",
    "{% raw %} {% endraw %} {# gone #}",
    "{% for x in range(3) %}x{% endfor %}{% include 'secret.txt' %}",
    "<script>window.ran = 'script'</script>",
    "<img src=x onerror=\"window.ran = 'img'\">",
    "<svg onload=window.ran='svg'><a xlink:href='javascript:window.ran=1'>",
    "</title></textarea></style></script><script>window.ran = 'title'</script>",
    "\"><b onmouseover='window.ran=1'> ' onfocus=window.ran=1 autofocus x='",
    "[press](javascript:window.ran='link') <javascript:window.ran=1>",
    "[this][1]\n\n[1]: javascript:window.ran=1 'title'",
    "**strong** _emphasis_ `code` ~~gone~~ ==marked== ^up^ ++key++",
    "# heading\n\n## second {#id}\n\n---\n\n- item\n1. item\n> quote",
    "| a | b |\n| --- | --- |\n| 1 | 2 |",
    "```\nfence\n```\n\n~~~ python\nprint(1)\n~~~\n\n    indented",
    "{: onclick=\"window.ran='attributes'\" .md-button #main style='display:none' }",
    '--8<-- "secret.txt"\n\n;--8<-- "secret.txt"',
    "<!-- comment --> <!-- open",
    "&lt;b&gt; &amp; &#60;i&#62; &copy &notit; &#x27;",
    "@@slot-1@@\n\n@@slot-2@@\n\nwzxhzdk:0 klzzwxh:0001 HTML:0",
    ":smile: :material-alert: (c) -- --- ... 1/2 \"double\" 'single' \\* \\\\",
    "!!! danger\n    body\n\n[TOC]\n\n*[HTML]: abbreviation\n\nNote[^1]\n\n[^1]: foot",
    "naïve 漢字 العربية 🏳️‍🌈 e\u0301 \u202eback\u202c \u200bnothing",
    '=HYPERLINK("https://elsewhere.invalid") @SUM(1) +1 ]]> <![CDATA[ %0d%0a',
)
END = re.compile(r"⟪/(\d+)⟫")
# From the last beginning before an end: a page may also show the beginning alone, cut short.
_MARKED = re.compile(r"⟪(\d+)⟫((?:(?!⟪\1⟫).)*?)⟪/\1⟫", re.DOTALL)


def text(number: int) -> str:
    """The hostile text of that number."""
    first = number % len(PAYLOADS)
    joined = "\n\n".join((*PAYLOADS[first:], *PAYLOADS[:first]))
    return f"⟪{number}⟫ {WORD}\n\n{joined} ⟪/{number}⟫"


def level(words: str) -> str:
    """The text with its white space levelled, as HTML does."""
    return " ".join(words.split())


def found_in(shown: str) -> Iterator[tuple[int, str]]:
    """The number and the words of every hostile text that something shows as a whole."""
    for match in _MARKED.finditer(shown):
        yield int(match[1]), level(match[0])


class Poison:
    """Replaces texts, and remembers by number which field each stands in."""

    def __init__(self) -> None:
        self.fields: list[str] = []

    def tracker(self, tracker: Any) -> Any:
        """The same record with every text replaced."""
        changed = {
            field.name: self._anything(getattr(tracker, field.name))
            for field in dataclasses.fields(tracker)
            if field.name not in {"held", "fingerprints", "moved"}
        }
        return dataclasses.replace(tracker, **changed)

    def _anything(self, value: Any) -> Any:
        if isinstance(value, BaseModel):
            return value.model_copy(update=dict(self._fields(value)))
        if isinstance(value, tuple):
            return tuple(self._anything(item) for item in value)
        if isinstance(value, Mapping):
            return MappingProxyType({name: self._anything(item) for name, item in value.items()})
        return value

    def _fields(self, model: BaseModel) -> Iterator[tuple[str, Any]]:
        for name, info in type(model).model_fields.items():
            value = getattr(model, name)
            if not is_text(info.metadata, info.annotation):
                yield name, self._anything(value)
            elif isinstance(value, str):
                yield name, self._next(model, name)
            elif isinstance(value, tuple):
                yield name, tuple(self._next(model, name) for _ in value)

    def _next(self, model: BaseModel, name: str) -> str:
        self.fields.append(f"{type(model).__name__}.{name}")
        return text(len(self.fields) - 1)


def is_text(metadata: Any, annotation: Any) -> bool:
    """Whether a field holds free text: its only limit is to hold something that can be seen."""
    if any(getattr(limit, "pattern", None) == r"\S" for limit in flat(metadata)):
        return True
    inner = (*get_args(annotation), *getattr(annotation, "__metadata__", ()))
    return any(is_text([item], item) for item in inner if not isinstance(item, type))


def flat(metadata: Any) -> Iterator[Any]:
    """Limits, and the limits inside fields."""
    for item in metadata:
        yield item
        yield from getattr(item, "metadata", ())
