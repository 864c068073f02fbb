"""The issue forms: the body of an issue as values of a record, and the lists that the forms offer.

A body can be edited by hand, so it is read as hostile: a heading counts only when it is the label of a field, every
label must stand exactly once, and what nobody can see is dropped.

A form names a codelist after `options:`, and holds the titles of its values. GitHub reads them in the form itself, so
they are written there by a command, and a test compares them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from macros.checks.rule import did_you_mean
from macros.contribute.github import visible
from macros.model.base import without_tracking
from macros.model.dates import EXPECTED, PartialDate
from macros.model.tracker import Tracker
from macros.model.vocabulary import Codelist
from macros.read.yaml import Tree, compose

FORMS = ("changed", "wrong", "promise")
MAX_BODY = 30_000
_MAX_LENGTHS = {"input": 500, "textarea": 2_000, "dropdown": 100, "checkboxes": 1_000}
_NOTHING = "_No response_"
_LOOK_UP = "copy the last part of the address of its page on the site"


class Field(NamedTuple):
    """One field of a form: its id, the label that people see, its kind, and whether it must be filled in."""

    id: str
    label: str
    kind: str
    required: bool


class Form(NamedTuple):
    """One form: the name of its file, and its fields in order."""

    name: str
    fields: tuple[Field, ...]


class Refused(Exception):
    """The form cannot become a draft. `reasons` says why, in words for the reporter; none: it needs a person."""

    def __init__(self, reasons: list[str]) -> None:
        self.reasons = reasons
        super().__init__("; ".join(reasons) or "it needs a person")


def forms(root: Path) -> tuple[Form, ...]:
    """The issue forms of this project."""
    folder = root / ".github" / "ISSUE_TEMPLATE"
    trees = {name: compose((folder / f"{name}.yml").read_text(encoding="utf-8"), name).data for name in FORMS}
    bodies = {name: tree.get("body") if isinstance(tree, dict) else () for name, tree in trees.items()}
    return tuple(
        Form(name, tuple(_field(item) for item in body or () if isinstance(item, dict) and "id" in item))
        for name, body in bodies.items()
    )


def _field(item: dict[str, Tree]) -> Field:
    attributes, validations = item["attributes"], item.get("validations")
    label = attributes["label"] if isinstance(attributes, dict) else ""
    required = isinstance(validations, dict) and validations.get("required") == "true"
    return Field(str(item["id"]), str(label), str(item["type"]), required)


def form_of(body: str, known: tuple[Form, ...]) -> Form | None:
    """The form that was filled in, or nothing when the body is none of them."""
    heads = _heads(visible(body).splitlines())
    return next((form for form in known if form.fields and all(field.label in heads for field in form.fields)), None)


def typed_in(form: Form, body: str) -> dict[str, str]:
    """What was typed, by the id of the field; an empty field holds an empty text.

    Raises:
        Refused: a label stands twice, a text is too long or a field is empty.
    """
    lines = visible(body).splitlines()
    values = _values(form, lines)
    faults = [*_misplaced(form, _heads(lines))]
    faults += (text for field in form.fields for text in _faults(field, values[field.id]))
    if len(body) > MAX_BODY:
        faults.append(f"The report is longer than {MAX_BODY:,} characters.")
    if faults:
        raise Refused(faults)
    return values


def _heads(lines: list[str]) -> list[str]:
    return [line[4:].strip() for line in lines if line.startswith("### ")]


def _values(form: Form, lines: list[str]) -> dict[str, str]:
    """The lines below each label, up to the next label."""
    found: dict[str, list[str]] = {field.label: [] for field in form.fields}
    here: list[str] = []
    for line in lines:
        label = line[4:].strip() if line.startswith("### ") else ""
        if label in found:
            here = found[label]
        else:
            here.append(line)
    typed = ("\n".join(text).strip() for text in found.values())
    return {field.id: "" if text == _NOTHING else text for field, text in zip(form.fields, typed, strict=True)}


def _misplaced(form: Form, heads: list[str]) -> Iterator[str]:
    labels = [field.label for field in form.fields]
    for label in labels:
        if heads.count(label) > 1:
            yield f"The line “### {label}” stands more than once. Remove it from the text of the other fields."
    if [head for head in dict.fromkeys(heads) if head in labels] != labels:
        yield "The fields are not in their order. Leave the lines that begin with “###” as the form made them."


def _faults(field: Field, value: str) -> Iterator[str]:
    most = _MAX_LENGTHS.get(field.kind, 0)
    if field.required and not value:
        yield f"“{field.label}” is empty."
    if len(value) > most:
        yield f"“{field.label}” is longer than {most:,} characters."
    if field.kind in ("input", "dropdown") and "\n" in value:
        yield f"“{field.label}” has more than one line."
    if field.kind == "checkboxes" and "- [ ]" in value:
        yield f"A box below “{field.label}” is not ticked."


class FormValues:
    """The values of a filled form, asked for one by one; every fault is kept, so that all are told at once."""

    def __init__(self, form: Form, typed: Mapping[str, str], tracker: Tracker) -> None:
        self.form, self.tracker, self._typed = form, tracker, typed
        self.faults: list[str] = []

    def refuse(self) -> None:
        """End here when a field asked for so far was not understood.

        Raises:
            Refused: with all the faults.
        """
        if self.faults:
            raise Refused(self.faults)

    def text(self, name: str) -> str:
        """The text of a field as one line, as a record would hold it."""
        return " ".join(self._typed[name].split())

    def lines(self, name: str) -> list[str]:
        """The lines of a field, without the marks that people put before the items of a list."""
        lines = (re.sub(r"^\s*(?:[-*•]|\d+[.)])\s+", "", line).strip() for line in self._typed[name].split("\n"))
        return [line for line in lines if line]

    def date(self, name: str) -> str:
        """A date as the record writes it, or nothing."""
        text = self.text(name)
        try:
            return str(PartialDate(text)) if text else ""
        except ValueError:
            return self._fault(name, f"is {text!r}; write {EXPECTED}")

    def address(self, name: str) -> str:
        """An address without its tracking parameters and its fragment, or nothing."""
        text = self._typed[name].strip()
        try:
            parts = urlsplit(text)
            is_address = parts.scheme == "https" and bool(parts.hostname)
        except ValueError:
            is_address = False
        if text and not is_address:
            return self._fault(name, "is not an address that begins with https://")
        return without_tracking(text) if text else ""

    def code(self, name: str, codelist: str) -> str:
        """The code whose title was chosen."""
        codes = {value.title: value.code for value in self.tracker.codelists[codelist].values}
        text = self.text(name)
        is_known = text in codes or not text
        return codes.get(text, "") if is_known else self._fault(name, f"is {text!r}; choose one of the list")

    def id(self, name: str, records: Mapping[str, Any]) -> str:
        """The id of a record, also when the address of its page was pasted; or nothing."""
        text = self.text(name)
        found = text.rstrip("/").rsplit("/", 1)[-1].split("#")[0].lower()
        if text and found not in records:
            hint = did_you_mean(found, records, _LOOK_UP)
            return self._fault(name, f"is {text!r}, and there is no such record; {hint}")
        return found if text else ""

    def _fault(self, name: str, found: str) -> str:
        label = next(field.label for field in self.form.fields if field.id == name)
        self.faults.append(f"“{label}” {found}.".replace("?.", "?"))
        return ""


FOLDER_OF_FORMS = ".github/ISSUE_TEMPLATE"
_OPTIONS = re.compile(r"^( *)options: # data/codelists/([a-z-]+)\.yaml\n(?:\1  - .*\n)*", re.MULTILINE)
_PLAIN = re.compile(r"(?!(?:yes|no|on|off|true|false|null)$)[A-Za-z][\w ()’'/-]*", re.IGNORECASE)


def filled(text: str, codelists: Mapping[str, Codelist]) -> str:
    """The text of a form, with the titles of today in each of its lists. KeyError for a codelist that is not there."""

    def listed(match: re.Match[str]) -> str:
        indent, name = match.groups()
        titles = (value.title for value in codelists[name].values)
        typed = (title if _PLAIN.fullmatch(title) else json.dumps(title, ensure_ascii=False) for title in titles)
        items = "".join(f"{indent}  - {title}\n" for title in typed)
        return f"{match[0].partition(chr(10))[0]}\n{items}"

    return _OPTIONS.sub(listed, text)


def with_choices(root: Path, codelists: Mapping[str, Codelist]) -> dict[Path, str]:
    """The text of every form below the root by its file, with the titles of today."""
    files = sorted((root / FOLDER_OF_FORMS).glob("*.yml"))
    return {file: filled(file.read_text(encoding="utf-8"), codelists) for file in files}
