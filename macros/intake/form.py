"""The body of an issue as fields: which form was filled in, and what stands in each field.

A body can be edited by hand, so it is read as hostile: a heading counts only when it is the label of a field, every
label must stand exactly once, and what nobody can see is dropped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from macros.inert import seen
from macros.read.yaml import Tree

MAX_BODY = 30_000
_MAX_LENGTHS = {"input": 500, "textarea": 2_000, "dropdown": 100, "checkboxes": 1_000}
_NOTHING = "_No response_"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form: its id, the label that people see, its kind, and whether it must be filled in."""

    id: str
    label: str
    kind: str
    required: bool


@dataclass(frozen=True, slots=True)
class Form:
    """One form: the name of its file, and its fields in order."""

    name: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """A form with what was typed, by the id of the field; an empty field holds an empty text."""

    form: Form
    values: Mapping[str, str]


class Unreadable(Exception):
    """The body is a form, but not one that can be read; `reasons` says why, in words for the reporter."""

    def __init__(self, form: Form, reasons: list[str]) -> None:
        self.form, self.reasons = form, reasons
        super().__init__("; ".join(reasons))


def form_of(name: str, tree: Tree) -> Form:
    """The form that a file of .github/ISSUE_TEMPLATE describes."""
    body = tree.get("body") if isinstance(tree, dict) else None
    return Form(name, tuple(_field(item) for item in body or () if isinstance(item, dict) and "id" in item))


def _field(item: dict[str, Tree]) -> Field:
    attributes, validations = item["attributes"], item.get("validations")
    label = attributes["label"] if isinstance(attributes, dict) else ""
    required = isinstance(validations, dict) and validations.get("required") == "true"
    return Field(str(item["id"]), str(label), str(item["type"]), required)


def read_form(forms: tuple[Form, ...], body: str) -> Filled | None:
    """What was typed into which form, or nothing when the body is none of the forms.

    Raises:
        Unreadable: it is one of the forms, but a label stands twice, a text is too long or a field is empty.
    """
    lines = seen(body).splitlines()
    heads = [line[4:].strip() for line in lines if line.startswith("### ")]
    form = next((form for form in forms if form.fields and all(field.label in heads for field in form.fields)), None)
    if form is None:
        return None
    values = dict(_values(form, lines))
    faults = [*_repeated(form, heads), *(text for field in form.fields for text in _faults(field, values[field.id]))]
    if len(body) > MAX_BODY:
        faults.append(f"The report is longer than {MAX_BODY:,} characters.")
    if faults:
        raise Unreadable(form, faults)
    return Filled(form, values)


def _values(form: Form, lines: list[str]) -> Iterator[tuple[str, str]]:
    """The lines below each label, up to the next label."""
    labels = {field.label: field.id for field in form.fields}
    found: dict[str, list[str]] = {field.id: [] for field in form.fields}
    here: list[str] = []
    for line in lines:
        label = labels.get(line[4:].strip()) if line.startswith("### ") else None
        if label:
            here = found[label]
        else:
            here.append(line)
    for name, text in found.items():
        value = "\n".join(text).strip()
        yield name, "" if value == _NOTHING else value


def _repeated(form: Form, heads: list[str]) -> Iterator[str]:
    for field in form.fields:
        if heads.count(field.label) > 1:
            yield f"The line “### {field.label}” stands more than once. Remove it from the text of the other fields."
    if [head for head in dict.fromkeys(heads) if head in {field.label for field in form.fields}] != [
        field.label for field in form.fields
    ]:
        yield "The fields are not in their order. Leave the lines that begin with “###” as the form made them."


def _faults(field: Field, value: str) -> Iterator[str]:
    if field.required and not value:
        yield f"“{field.label}” is empty."
    if len(value) > _MAX_LENGTHS.get(field.kind, 0):
        yield f"“{field.label}” is longer than {_MAX_LENGTHS[field.kind]:,} characters."
    if field.kind in ("input", "dropdown") and "\n" in value:
        yield f"“{field.label}” has more than one line."
    if field.kind == "checkboxes" and "- [ ]" in value:
        yield f"A box below “{field.label}” is not ticked."
