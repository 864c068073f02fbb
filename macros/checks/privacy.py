"""Privacy: no private contact detail, and nobody is named who does not hold a public role.

Names are guarded by a list of what is known, not by guessing what looks like a person: two or more capitalised words
in a row must be made of known names. Complainants in sexual-offence cases have anonymity for life (Sexual Offences
(Amendment) Act 1992), so an unknown name stops the build.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

from macros.checks.rule import Breach, RecordContext, RuleContext, rule
from macros.model.entries import entry_lists
from macros.model.fields import texts
from macros.model.tracker import Tracker
from macros.read.files import ID
from macros.read.yaml import FieldPath

_APART = r"[\s.()-]{0,3}"
# A British number has ten or eleven digits and begins with 0; one of another country begins with + or 00.
_PHONE = re.compile(
    r"[+0](?<![\w,£/-].)(?<!\d\..)"
    rf"(?:(?:(?<=\+)|0)[1-9](?:{_APART}\d){{8,13}}|(?<=0)[1-9](?:{_APART}\d){{8,9}})(?!\w)"
)
_EMAIL = re.compile(r"[\w.+-]@[\w-]+\.\w")
_CAPITALS = "".join(letter for letter in map(chr, range(0x2000)) if letter.isupper())
# Each pattern begins with the letters it looks for, and none may begin inside a word: a long text takes no long time.
_CAPITAL = rf"[{_CAPITALS}](?<![\w’'-].)(?:\.|[\w’'-]*)"
_GAP = r"(?:(?<=\.)\s{0,3}|,?\s{1,3}|\s{0,3}[–—]\s{0,3}|\s{1,3}-\s{1,3})"
_PARTICLES = "al|an|and|bin|da|de|del|den|der|di|du|el|for|ibn|in|la|le|of|on|the|van|von|&"
_RUN = re.compile(rf"{_CAPITAL}(?:{_GAP}(?:(?:{_PARTICLES})\s{{1,3}}){{0,3}}{_CAPITAL})+")
_TITLED = re.compile(
    r"(?:Mr|Mrs|Ms|Miss|Sir|Dame|Lord|Lady|Baroness|Dr|Prof|Professor|Cllr|Councillor)\b\.?\s{1,3}"
    rf"([{_CAPITALS}][\w’'-]+)"
)
_LOWER = re.compile(r"\b[a-z][a-z'’-]+\b")
_ADDRESS = re.compile(r"https?://\S+")
_WORD = re.compile(r"[\w’'-]+")
_ADDRESSES = ("url", "archive_url", "source", "id", "number")
_NOT_PROSE = (*_ADDRESSES, "publisher", "licence")
_CALENDAR = frozenset([*calendar.month_name, *calendar.day_name, "Christmas", "Easter"])
# With a capital they only begin a sentence.
_FIRST_WORDS = frozenset(
    re.findall(r"\w+", "After Although As At Before Between By During From If In Since Until When While")
)
_SHOWN = 80
_NO_NAMES = ("codelist", "helplines", "office-holders", "proper-names")


def _field(case: RecordContext, path: FieldPath) -> str | int:
    """The field that a text stands in; for what stood there before an edit, the field that was edited."""
    edits = case.document.data.get("edits")
    if path[-1] == "was" and isinstance(edits, list) and path[0] == "edits" and isinstance(path[1], int):
        edit = edits[path[1]]
        return str(edit.get("field")).rpartition(".")[2] if isinstance(edit, dict) else "was"
    return path[-1]


@rule("PRV001", "No text holds a phone number; helplines have a file of their own.")
def no_phone_numbers(case: RecordContext) -> Iterator[Breach]:
    if case.document.kind == "helplines" or not _PHONE.search(case.joined):
        return
    for path, text in case.texts:
        if path[-1] not in _ADDRESSES and (match := _PHONE.search(text)):
            found = f"this looks like a phone number: {match[0][:4]}…"
            yield Breach(path, found, "no private contact detail", "remove it")


@rule("PRV002", "No text holds an e-mail address.")
def no_email_addresses(case: RecordContext) -> Iterator[Breach]:
    for path, text in case.texts if "@" in case.joined else ():
        if path[-1] not in _ADDRESSES and _EMAIL.search(text):
            yield Breach(path, "this holds an e-mail address", "no private contact detail", "remove it")


def holds_contact_detail(line: str) -> bool:
    """Whether a line of a text that we would store holds a phone number or an e-mail address."""
    return bool(_PHONE.search(line) or _EMAIL.search(line))


@rule("PRV003", "Stored texts hold no phone number and no e-mail address.")
def stored_texts_hold_no_contact_details(case: RecordContext) -> Iterator[Breach]:
    text = case.tracker.texts.get(case.document.id, "") if case.document.kind == "source" else ""
    for number, line in enumerate(text.splitlines(), 1):
        if holds_contact_detail(line):
            found = f"line {number} of seeds/{case.document.id}.txt holds a phone number or an e-mail address"
            fix = "cut the line and say so under `redactions`"
            yield Breach(("text",), found, "no private contact detail", fix)


@rule("PRV004", "Only office-holders are named; every other capitalised name is a known one.")
def only_known_names(case: RecordContext) -> Iterator[Breach]:
    if case.document.kind in _NO_NAMES or not any(_unknown_names(case.joined, case.whole)):
        return
    for path, text in case.texts:
        for name in _unknown_names(text, case.whole) if _field(case, path) not in _NOT_PROSE else ():
            expected = "an office-holder, a body, or a name in data/proper-names.yaml"
            fix = (
                "for a private person: remove the name; for an office-holder: add the public role to "
                "data/office-holders.yaml; for a place, law or title: add it to data/proper-names.yaml"
            )
            yield Breach(path, f"{name[:_SHOWN]!r} is not a known name", expected, fix)


def _unknown_names(text: str, whole: RuleContext) -> Iterator[str]:
    known = whole.cached(known_words)
    for match in _RUN.finditer(text):
        words = [_bare(word) for word in _WORD.findall(match[0]) if len(word) > 1 and not word[0].islower()]
        unknown = [word for word in words if word not in known]
        if unknown and not whole.cached(common_words).issuperset(map(str.lower, unknown)):
            yield match[0]
    for match in _TITLED.finditer(text):
        if _bare(match[1]) not in known:
            yield match[0]


def _bare(word: str) -> str:
    return re.sub(r"[’']s?$", "", word)


def known_words(whole: RuleContext) -> frozenset[str]:
    """Every word of a name that may stand in a record."""
    return _CALENDAR | _FIRST_WORDS | {_bare(word) for name in _names(whole.tracker) for word in _WORD.findall(name)}


def _names(tracker: Tracker) -> Iterator[str]:
    yield tracker.site.name
    for report in tracker.reports.values():
        yield from (report.name, report.short_name, *report.called)
    for body in tracker.bodies.values():
        yield from (body.name, body.short_name or "")
    for person in tracker.office_holders.people if tracker.office_holders else ():
        yield from (person.name, *(role.title for role in person.roles))
    if tracker.proper_names:
        for group in type(tracker.proper_names).model_fields.keys() - entry_lists(type(tracker.proper_names)):
            yield from getattr(tracker.proper_names, group)


def common_words(whole: RuleContext) -> frozenset[str]:
    """Words that this project also writes without a capital; a name that begins a sentence is not made of them."""
    found: set[str] = set()
    for document in whole.documents:
        for path, text in texts(document.data):
            if path[-1] not in _NOT_PROSE and not ID.fullmatch(text):  # a name in an id is no common word
                found.update(_LOWER.findall(_ADDRESS.sub(" ", text)))
    return frozenset(found)
