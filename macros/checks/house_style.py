"""House style: calm titles, plain sentences, neutral words. Titles block; the rest is advice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.checks.rule import Case, Fault, advice, rule
from macros.compose import FieldPath
from macros.model.fields import texts
from macros.read import Document

TITLE_LENGTH = 70
SENTENCE_WORDS = 35
_ALARMING = re.compile(r"\b(rap(?:e|ed|ist)\w*|horrif\w+|shock\w+|evil|vile|monster\w*|paedophil\w*)\b", re.IGNORECASE)
_LOADED = re.compile(
    r"\b(damning|shameful|shocking|scandal\w*|shambl\w*|botched|sham|whitewash\w*|cover-up|heroic|landmark|"
    r"historic victory|groundbreaking|world-leading|finally|at last|unacceptabl\w+|disgrace\w*)\b",
    re.IGNORECASE,
)
_HEAVY = {
    "utilise": "use",
    "commence": "begin",
    "prior to": "before",
    "in order to": "to",
    "with regard to": "about",
    "stakeholders": "say who",
    "going forward": "remove it",
    "robust": "say what it does",
    "deliverables": "say what they are",
}
_TITLED = ("commitment", "background", "figure", "theme")
_OURS = ("summary", "what", "reason", "text", "says", "description", "definition", "found", "why", "we_use", "caveats")


def _titles(case: Case) -> Iterator[tuple[Document, str]]:
    for document in case.documents:
        title = document.data.get("title")
        if document.kind in _TITLED and isinstance(title, str):
            yield document, title


@rule("STY001", f"A title has at most {TITLE_LENGTH} characters and no full stop.")
def titles_are_short(case: Case) -> Iterator[Fault]:
    for document, title in _titles(case):
        if len(title) > TITLE_LENGTH or title.endswith("."):
            found = f"the title has {len(title)} characters" + (" and a full stop" if title.endswith(".") else "")
            yield Fault(document, ("title",), found, f"at most {TITLE_LENGTH}, no full stop", "shorten it")


@rule("STY002", "A title is calm enough for a browser tab that others can see.")
def titles_are_calm(case: Case) -> Iterator[Fault]:
    for document, title in _titles(case):
        if match := _ALARMING.search(title):
            yield Fault(
                document, ("title",), f"the title holds {match[0]!r}", "a plain, calm title", "say it in other words"
            )


def _sentences(case: Case) -> Iterator[tuple[Document, FieldPath, str]]:
    for document in case.documents:
        for path, text in texts(document.data):
            if any(part in _OURS for part in path[-2:]):
                yield document, path, text


@rule("STY003", "Our own words take no side.")
def words_take_no_side(case: Case) -> Iterator[Fault]:
    for document, path, text in _sentences(case):
        if match := _LOADED.search(text):
            fix = "say what happened and leave the judgement to the reader; a source's own words go into `quote`"
            yield Fault(document, path, f"{match[0]!r} judges", "neutral words", fix)


@advice("STY004", f"Sentences have at most {SENTENCE_WORDS} words.")
def sentences_are_short(case: Case) -> Iterator[Fault]:
    for document, path, text in _sentences(case):
        longest = max((len(sentence.split()) for sentence in re.split(r"(?<=[.!?;:])\s", text)), default=0)
        if longest > SENTENCE_WORDS:
            found = f"a sentence has {longest} words"
            yield Fault(document, path, found, f"at most {SENTENCE_WORDS}", "make two of it")


@advice("STY005", "Plain words stand where heavy ones are not needed.")
def words_are_plain(case: Case) -> Iterator[Fault]:
    for document, path, text in _sentences(case):
        for heavy, plain in _HEAVY.items():
            if heavy in text.lower():
                yield Fault(document, path, f"{heavy!r}", "plain English", f"instead: {plain}")


RULES = (titles_are_short, titles_are_calm, words_take_no_side, sentences_are_short, words_are_plain)
