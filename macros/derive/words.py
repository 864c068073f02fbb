"""Words that a page explains where it first uses them: those of the glossary, and the short names of bodies.

And one word for what they said: their answer, their own promise or claim, or that no answer is on record.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from macros.model.commitment import Commitment, Response
from macros.model.tracker import Tracker


@dataclass(frozen=True, slots=True)
class Word:
    """One explained word. `body` is the id of the body whose name it is, or empty."""

    id: str
    term: str
    definition: str
    body: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text; `word` is set where the text uses an explained word for the first time."""

    text: str
    word: Word | None = None


@dataclass(frozen=True)
class Words:
    """Every explained word, by each form in which it may stand in a text."""

    forms: Mapping[str, Word]

    @functools.cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """All forms as one pattern, longest first, so that a longer name is not cut by a shorter one."""
        forms = "|".join(re.escape(form) for form in sorted(self.forms, key=len, reverse=True))
        return re.compile(rf"\b(?:{forms})\b") if forms else None


class FirstUse:
    """Marks each word once on a page, from top to bottom."""

    def __init__(self, words: Words) -> None:
        """Begin a page on which nothing has been explained yet."""
        self._words = words
        self._seen: set[str] = set()

    def begin(self) -> None:
        """Begin another page."""
        self._seen.clear()

    def pieces(self, text: str) -> Iterator[Piece]:
        """The text cut where it uses a word that the page has not explained yet."""
        end = 0
        for match in self._words.pattern.finditer(text) if self._words.pattern else ():
            word = self._words.forms[match[0]]
            if word.id not in self._seen:
                self._seen.add(word.id)
                yield from (Piece(text[end : match.start()]), Piece(match[0], word))
                end = match.end()
        yield Piece(text[end:])


def words(tracker: Tracker) -> Words:
    """The glossary and the short names of bodies. Words of more than one kind of letter must match exactly."""
    forms: dict[str, Word] = {}
    for term in tracker.glossary.terms if tracker.glossary else ():
        name = re.sub(r"[^a-z0-9]+", "-", term.term.lower()).strip("-")
        word = Word(name, term.term, term.definition, sources=term.sources)
        for form in (term.term, *term.also):
            forms[form] = word
            forms.setdefault(form[0].upper() + form[1:], word)
    for name, body in tracker.bodies.items():
        if body.short_name and body.short_name.isupper():
            forms[body.short_name] = Word(f"body-{name}", body.name, body.description, name)
    return Words(forms)


# Not a code of a list: it stands where somebody was asked and no answer is on record.
NO_ANSWER = "none"


def said(tracker: Tracker, commitment: Commitment, response: Response | None) -> str:
    """The code of the answer; without one, of who says what, or that there is no answer to what was asked for."""
    if response:
        return response.response
    return NO_ANSWER if tracker.stance(commitment).awaits_answer else commitment.stance


def response_label(tracker: Tracker, code: str) -> str:
    """What a reader sees for it."""
    if code == NO_ANSWER:
        return "No answer recorded"
    answers = tracker.codelists["response"]
    return answers[code].title if code in answers.by_code else tracker.title_of("stance", code)


def told_by(tracker: Tracker, commitment: Commitment, response: Response | None) -> tuple[str, ...]:
    """Whose words these are, where no answer stands: who promised it, or says that it is done."""
    is_own = response is None and not tracker.stance(commitment).awaits_answer
    return commitment.made_by if is_own else ()
