"""House style: calm titles, plain sentences, neutral words, help for editors. Titles block; the rest is advice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from macros.checks.rule import Breach, RecordContext, RuleContext, advice, rule
from macros.read.yaml import FieldPath

# The endings of English words: `sham` is not meant in `shampoo`.
_ENDINGS = "e|ed|es|s|d|y|ing|ingly|ful|fully|eful|efully|less|ous|ously|ic|ically|ally"
_TITLED = ("commitment", "background", "figure", "theme")
_OURS = (
    "summary", "what", "reason", "text", "says", "description", "definition", "found", "why", "we_use", "caveats",
    "note", "notes", "settled_by", "basis", "told_apart_by", "rest", "about", "scope",
)  # fmt: skip


@dataclass(frozen=True)
class _Words:
    """The lists of words of the policy as patterns."""

    alarming: re.Pattern[str]
    judging: re.Pattern[str]
    heavy: Mapping[str, tuple[re.Pattern[str], str]]


def _of_policy(whole: RuleContext) -> _Words:
    policy = whole.tracker.policy
    heavy = {item.word: (_pattern((item.word,), "s|d"), item.instead) for item in policy.heavy_words}
    return _Words(_pattern(policy.alarming_words), _pattern(policy.judging_words), heavy)


def _pattern(words: Iterable[str], endings: str = _ENDINGS) -> re.Pattern[str]:
    """Any of the words; none matches where there are none."""
    ended = (re.escape(word[:-1]) + r"\w*" if word[-1] == "*" else f"{re.escape(word)}(?:{endings})?" for word in words)
    return re.compile(rf"\b(?:{'|'.join(ended) or '(?!)'})\b", re.IGNORECASE)


def _title(case: RecordContext, field: str = "title") -> str:
    title = case.document.data.get(field)
    return title if case.document.kind in _TITLED and isinstance(title, str) else ""


@rule("STY001", "A title is no longer than the policy allows, and has no full stop.")
def titles_are_short(case: RecordContext) -> Iterator[Breach]:
    title, most = _title(case), case.tracker.policy.title_length
    if len(title) > most or title.endswith("."):
        found = f"the title has {len(title)} characters" + (" and a full stop" if title.endswith(".") else "")
        yield Breach(("title",), found, f"at most {most}, no full stop", "shorten it")


@rule("STY002", "A title is calm enough for a browser tab that others can see.")
def titles_are_calm(case: RecordContext) -> Iterator[Breach]:
    if match := case.whole.cached(_of_policy).alarming.search(_title(case)):
        yield Breach(("title",), f"the title holds {match[0]!r}", "a plain, calm title", "say it in other words")


def _sentences(case: RecordContext) -> Iterator[tuple[FieldPath, str]]:
    """Texts in our own words; a quote is not ours."""
    for path, text in case.texts:
        if path[-1] in _OURS or (len(path) > 1 and path[-2] in _OURS):
            yield path, text


@rule("STY006", "A short title is no longer than the policy allows, and is calm too.")
def short_titles_are_short_and_calm(case: RecordContext) -> Iterator[Breach]:
    title, most = _title(case, "short_title"), case.tracker.policy.short_title_length
    match = case.whole.cached(_of_policy).alarming.search(title)
    if match or len(title) > most:
        found = f"the short title holds {match[0]!r}" if match else f"the short title has {len(title)} characters"
        expected = f"at most {most} characters, calm words"
        yield Breach(("short_title",), found, expected, "use two to four plain words")


def _holds(case: RecordContext, words: Iterable[str]) -> bool:
    """Whether any of the words stands in the record as plain text: that is much quicker than the pattern."""
    lowered = case.joined.lower()
    return any(word.lower().rstrip("*") in lowered for word in words)


@rule("STY003", "Our own words take no side.")
def words_take_no_side(case: RecordContext) -> Iterator[Breach]:
    judging = case.whole.cached(_of_policy).judging
    for path, text in _sentences(case) if _holds(case, case.tracker.policy.judging_words) else ():
        if match := judging.search(text):
            fix = "say what happened and leave the judgement to the reader; a source's own words go into `quote`"
            yield Breach(path, f"{match[0]!r} judges", "neutral words", fix)


@advice("STY004", "Sentences have no more words than the policy advises.")
def sentences_are_short(case: RecordContext) -> Iterator[Breach]:
    most = case.tracker.policy.sentence_words
    for path, text in _sentences(case):
        longest = max((len(sentence.split()) for sentence in re.split(r"(?<=[.!?;:])\s", text)), default=0)
        if longest > most:
            yield Breach(path, f"a sentence has {longest} words", f"at most {most}", "make two of it")


@advice("STY005", "Plain words stand where heavy ones are not needed.")
def words_are_plain(case: RecordContext) -> Iterator[Breach]:
    for heavy, (pattern, instead) in case.whole.cached(_of_policy).heavy.items():
        for path, text in _sentences(case) if _holds(case, (heavy,)) else ():
            if pattern.search(text):
                yield Breach(path, f"{heavy!r}", "plain English", f"instead: {instead}")


@advice("STY007", "The first line of a file names the schema that editors help with.")
def editors_are_helped(case: RecordContext) -> Iterator[Breach]:
    document = case.document
    folder = "schema" if document.path.count("/") == 1 else "../schema"
    wanted = f"# yaml-language-server: $schema={folder}/{document.kind}.schema.json"
    if document.first_line != wanted:
        found = "the first line does not name the schema of this kind of record"
        yield Breach((), found, "a comment by which editors complete fields and mark mistakes", f"put first: {wanted}")
