"""Characters that no text of the record may hold: those that nobody sees, and letters that only look like others.

What a reader sees and what a program compares must be the same. A space that is none, a mark that turns the direction
of writing, or a Cyrillic letter in an English word makes two texts look alike that are not, and carries a name or a
number past a check. Letters with accents, and whole words in other scripts, are letters like any other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Control characters; those without width; spaces that fill a place; variation selectors; marks of direction; tags.
_UNSEEN = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# Letters and digits drawn as symbols: small capitals, Roman numerals, circled, raised, full-width, of phonetics and of
# mathematics; and digits of other scripts, which a reader takes for letters or for other numbers.
_DRAWN = (
    "\u1d00-\u1d7f\u2102\u210a-\u2113\u2115\u2119-\u211d\u2124\u2128\u212a\u212c-\u2138\u2160-\u2188\u24b6-\u24e9"
    "\u0250-\u02af\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u1040-\u1049\u2070-\u209c\ua730\ua731\U0001fbf0-\U0001fbf9"
    "\uff01-\uff9f\uffe0-\uffef\U0001d400-\U0001d7ff\U0001f110-\U0001f189"
)
_LATIN = "A-Za-z\u00c0-\u024f\u1e00-\u1eff"
# Scripts whose letters are easily taken for Latin ones: Greek, Cyrillic, Armenian, Cherokee, Coptic, Lisu.
_OTHERS = "\u0370-\u03ff\u0400-\u052f\u0531-\u0586\u13a0-\u13fd\u1c80-\u1c8a\u1f00-\u1fff\u2c80-\u2cff\ua4d0-\ua4fd"
_OTHERS += "\ua640-\ua69d\uab70-\uabbf"
# Those among them that are drawn as a Latin letter is: a word of nothing else is taken for an English one.
_TWINS = "АВЕКМНОРСТХЅІЈаеорсухѕіјһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧονρυ"
_SUSPECT = re.compile(f"[{_UNSEEN}{_DRAWN}{_OTHERS}]")
_UNSEEN_SIGN, _DRAWN_SIGN = re.compile(f"[{_UNSEEN}]"), re.compile(f"[{_DRAWN}]")
_WORD = re.compile(r"\w+(?:[\u0300-\u036f]\w*)*")
_LATIN_LETTER, _OTHER_LETTER = re.compile(f"[{_LATIN}]"), re.compile(f"[{_OTHERS}]")
_TWINS_ONLY = re.compile(f"[{_TWINS}]+")
UNSEEN_FOUND = "the text holds an invisible control character"
UNSEEN_FIX = "type the text anew"


@dataclass(frozen=True, slots=True)
class Unfit:
    """One character that may not stand, where it is in the text, and the smallest change that mends it."""

    index: int
    found: str
    fix: str


def unfit(text: str) -> Unfit | None:
    """The first character of the text that no record may hold; line ends and tabs are for its reader to judge."""
    suspect = _SUSPECT.search(text)
    if suspect is None:
        return None
    mixed = _mixed(text)
    found = [mixed] if mixed else []
    if sign := _UNSEEN_SIGN.search(text):
        found.append(Unfit(sign.start(), UNSEEN_FOUND, UNSEEN_FIX))
    if sign := _DRAWN_SIGN.search(text):
        words = f"the text holds a symbol that looks like a letter or digit ({_code(sign[0])})"
        found.append(Unfit(sign.start(), words, "type the plain letter or digit"))
    return min(found, key=lambda item: item.index, default=None)


def without_unseen(text: str) -> str:
    """The text of a page as a reader sees it: without soft hyphens and whatever else nobody sees, lines kept."""
    return _UNSEEN_SIGN.sub(lambda sign: "\n" if sign[0] in "\x85\u2028\u2029" else "", text)


def _mixed(text: str) -> Unfit | None:
    """A word of two scripts, or one that has only letters with a Latin twin and stands among Latin words."""
    if not _OTHER_LETTER.search(text):
        return None
    for word in _WORD.finditer(text):
        other = _OTHER_LETTER.search(word[0])
        if other and _LATIN_LETTER.search(word[0]):
            found = f"the word {ascii(word[0])[:80]} holds a letter of another script ({_code(other[0])})"
            return Unfit(word.start() + other.start(), found, "type the word anew, with Latin letters only")
        if other and _TWINS_ONLY.fullmatch(word[0]) and _LATIN_LETTER.search(_line_around(text, word.start())):
            found = f"a word looks Latin and is written with letters of another script ({_code(other[0])})"
            return Unfit(word.start(), found, "type the word anew, with Latin letters only")
    return None


def _line_around(text: str, index: int) -> str:
    end = text.find("\n", index)
    return text[text.rfind("\n", 0, index) + 1 : len(text) if end < 0 else end]


def _code(sign: str) -> str:
    return f"U+{ord(sign):04X}"
