"""One field of a form as one value of a record. What cannot be such a value is a fault in words for the reporter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from macros.checks.rule import did_you_mean
from macros.intake.form import Filled
from macros.model.base import is_tracking
from macros.model.dates import EXPECTED, PartialDate
from macros.model.tracker import Tracker

MAX_ID = 60


class Parts:
    """The values of a filled form, asked for one by one; every fault is kept, so that all are told at once."""

    def __init__(self, filled: Filled, tracker: Tracker) -> None:
        self.filled, self.tracker = filled, tracker
        self.faults: list[str] = []

    def text(self, name: str) -> str:
        """The text of a field as one line, as a record would hold it."""
        return " ".join(self.filled.values[name].split())

    def lines(self, name: str) -> list[str]:
        """The lines of a field, without the signs that people put before the items of a list."""
        lines = (re.sub(r"^\s*(?:[-*•]|\d+[.)])\s+", "", line).strip() for line in self.filled.values[name].split("\n"))
        return [line for line in lines if line]

    def date(self, name: str) -> str:
        """A date as the record writes it, or nothing."""
        text = self.text(name)
        try:
            return str(PartialDate(text)) if text else ""
        except ValueError:
            self._fault(name, f"is {text!r}; write {EXPECTED}")
            return ""

    def address(self, name: str) -> str:
        """An address without its tracking parameters and its fragment, or nothing."""
        text = self.filled.values[name].strip()
        try:
            parts = urlsplit(text)
        except ValueError:
            parts = urlsplit("")
        if not text:
            return ""
        if parts.scheme != "https" or not parts.hostname:
            self._fault(name, "is not an address that begins with https://")
            return ""
        kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not is_tracking(pair[0])]
        query = parts.query if len(kept) == len(parse_qsl(parts.query, keep_blank_values=True)) else urlencode(kept)
        return urlunsplit(parts._replace(query=query, fragment=""))

    def code(self, name: str, codelist: str) -> str:
        """The code whose title was chosen."""
        codes = {value.title: value.code for value in self.tracker.codelists[codelist].values}
        text = self.text(name)
        if text and text not in codes:
            self._fault(name, f"is {text!r}; choose one of the list")
        return codes.get(text, "")

    def id(self, name: str, records: Mapping[str, Any]) -> str:
        """The id of a record, also when the address of its page was pasted; or nothing."""
        text = self.text(name)
        found = text.rstrip("/").rsplit("/", 1)[-1].split("#")[0].lower()
        if text and found not in records:
            self._fault(name, f"is {text!r}, and there is no such record; {did_you_mean(found, records, _LOOK_UP)}")
            return ""
        return found if text else ""

    def _fault(self, name: str, found: str) -> None:
        label = next(field.label for field in self.filled.form.fields if field.id == name)
        self.faults.append(f"“{label}” {found}.".replace("?.", "?"))


_LOOK_UP = "copy the last part of the address of its page on the site"
_SMALL = frozenset(
    re.findall(r"\w+", "a an and are at by for from had has have in is it its of on or that the to was were will with")
)


def slug(text: str, words: int) -> str:
    """The first words that carry meaning, as an id would write them."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    found = [word for word in re.findall(r"[a-z0-9]+", plain.replace("'", "")) if word not in _SMALL]
    return "-".join(found[:words])


def unused(wanted: str, taken: Iterable[str]) -> str:
    """The id itself, or with the first number that makes it a new one."""
    taken = set(taken)
    short = (wanted if len(wanted) <= MAX_ID else wanted[: MAX_ID + 1].rpartition("-")[0]).strip("-") or "entry"
    numbered = (f"{short}-{number}" for number in range(2, len(taken) + 3))
    return short if short not in taken else next(name for name in numbered if name not in taken)
