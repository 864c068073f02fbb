"""House style: calm titles, plain sentences, neutral words, help for editors. Titles block; the rest is advice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from macros.checks.rule import Breach, RecordContext, advice, rule
from macros.read.yaml import FieldPath

TITLE_LENGTH = 70
SHORT_TITLE_LENGTH = 36
SENTENCE_WORDS = 35
_ALARMING = re.compile(r"\b(rap(?:e|ed|ist)\w*|horrif\w+|shock\w+|evil|vile|monster\w*|paedophil\w*)\b", re.IGNORECASE)
# Stems of words that judge. Looked for as plain text first: that is much quicker than the pattern.
_LOADED_STEMS = (
    "damning", "shame", "shock", "scandal", "shambl", "botch", "sham", "whitewash", "cover-up", "heroic", "landmark",
    "groundbreaking", "world-leading", "finally", "at last", "unacceptabl", "disgrac",
)  # fmt: skip
# Only the endings of these words: `sham` is not meant in `shampoo`.
_ENDINGS = "e|ed|es|s|d|y|ing|ingly|ful|fully|eful|efully|less|ous|ously|ic|ically|ally"
_LOADED = re.compile(rf"\b({'|'.join(_LOADED_STEMS)})({_ENDINGS})?\b", re.IGNORECASE)
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
_HEAVY_WORDS = {heavy: re.compile(rf"\b{heavy}[sd]?\b", re.IGNORECASE) for heavy in _HEAVY}
_TITLED = ("commitment", "background", "figure", "theme")
_OURS = (
    "summary", "what", "reason", "text", "says", "description", "definition", "found", "why", "we_use", "caveats",
    "note", "notes", "settled_by", "basis", "told_apart_by", "rest", "about", "scope",
)  # fmt: skip


def _title(case: RecordContext, field: str = "title") -> str:
    title = case.document.data.get(field)
    return title if case.document.kind in _TITLED and isinstance(title, str) else ""


@rule("STY001", f"A title has at most {TITLE_LENGTH} characters and no full stop.")
def titles_are_short(case: RecordContext) -> Iterator[Breach]:
    title = _title(case)
    if len(title) > TITLE_LENGTH or title.endswith("."):
        found = f"the title has {len(title)} characters" + (" and a full stop" if title.endswith(".") else "")
        yield Breach(("title",), found, f"at most {TITLE_LENGTH}, no full stop", "shorten it")


@rule("STY002", "A title is calm enough for a browser tab that others can see.")
def titles_are_calm(case: RecordContext) -> Iterator[Breach]:
    if match := _ALARMING.search(_title(case)):
        yield Breach(("title",), f"the title holds {match[0]!r}", "a plain, calm title", "say it in other words")


def _sentences(case: RecordContext) -> Iterator[tuple[FieldPath, str]]:
    """Texts in our own words; a quote is not ours."""
    for path, text in case.texts:
        if path[-1] in _OURS or (len(path) > 1 and path[-2] in _OURS):
            yield path, text


@rule("STY006", f"A short title has at most {SHORT_TITLE_LENGTH} characters and is calm too.")
def short_titles_are_short_and_calm(case: RecordContext) -> Iterator[Breach]:
    title, match = _title(case, "short_title"), _ALARMING.search(_title(case, "short_title"))
    if match or len(title) > SHORT_TITLE_LENGTH:
        found = f"the short title holds {match[0]!r}" if match else f"the short title has {len(title)} characters"
        expected = f"at most {SHORT_TITLE_LENGTH} characters, calm words"
        yield Breach(("short_title",), found, expected, "use two to four plain words")


def _holds(case: RecordContext, words: Iterable[str]) -> bool:
    lowered = case.joined.lower()
    return any(word in lowered for word in words)


@rule("STY003", "Our own words take no side.")
def words_take_no_side(case: RecordContext) -> Iterator[Breach]:
    for path, text in _sentences(case) if _holds(case, _LOADED_STEMS) else ():
        if match := _LOADED.search(text):
            fix = "say what happened and leave the judgement to the reader; a source's own words go into `quote`"
            yield Breach(path, f"{match[0]!r} judges", "neutral words", fix)


@advice("STY004", f"Sentences have at most {SENTENCE_WORDS} words.")
def sentences_are_short(case: RecordContext) -> Iterator[Breach]:
    for path, text in _sentences(case):
        if text.count(" ") < SENTENCE_WORDS:
            continue
        longest = max((len(sentence.split()) for sentence in re.split(r"(?<=[.!?;:])\s", text)), default=0)
        if longest > SENTENCE_WORDS:
            found = f"a sentence has {longest} words"
            yield Breach(path, found, f"at most {SENTENCE_WORDS}", "make two of it")


@advice("STY005", "Plain words stand where heavy ones are not needed.")
def words_are_plain(case: RecordContext) -> Iterator[Breach]:
    for path, text in _sentences(case) if _holds(case, _HEAVY) else ():
        for heavy, pattern in _HEAVY_WORDS.items():
            if pattern.search(text):
                yield Breach(path, f"{heavy!r}", "plain English", f"instead: {_HEAVY[heavy]}")


@advice("STY007", "The first line of a file names the schema that editors help with.")
def editors_are_helped(case: RecordContext) -> Iterator[Breach]:
    document = case.document
    folder = "schema" if document.path.count("/") == 1 else "../schema"
    wanted = f"# yaml-language-server: $schema={folder}/{document.kind}.schema.json"
    if document.first_line != wanted:
        found = "the first line does not name the schema of this kind of record"
        yield Breach((), found, "a comment by which editors complete fields and mark mistakes", f"put first: {wanted}")
