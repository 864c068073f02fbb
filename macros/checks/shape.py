"""The shape of records: the models' own faults, in our words and at their line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, get_args

from pydantic import ValidationError

from macros.checks.rule import did_you_mean, one_of
from macros.model.base import Record
from macros.model.fields import field_at, model_of
from macros.model.tracker import MODELS
from macros.read.files import Document, place
from macros.read.problems import Place, Problem, repeated
from macros.read.yaml import FieldPath, dotted

STATEMENTS = {
    "SHP001": "A file holds one record: keys with values.",
    "SHP002": "A file is plain YAML in UTF-8: no tabs, tags, anchors or repeated keys.",
    "SHP003": "A file's name is its id: small letters, digits and hyphens, and .yaml or .txt.",
    "SHP010": "Every required field is there.",
    "SHP011": "There is no field that the model does not know.",
    "SHP012": "A field holds the kind of value that it is made for.",
    "SHP013": "A value is written in its form: dates, ids, addresses, numbers.",
    "SHP014": "A list that must not be empty has an item.",
    "SHP015": "Evidence has either a quote or a paraphrase, and not both.",
}
_Words = tuple[str, str, str, str]
_OWN_WORDS = ("reason", "what", "found", "says", "note", "title", "summary", "text", "asked", "definition")
_BRITISH = re.compile(r"(0?[1-9]|[12]\d|3[01])[/.](0?[1-9]|1[0-2])[/.](\d{4})")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")


def built(documents: tuple[Document, ...]) -> tuple[dict[str, dict[str, Record]], list[Problem]]:
    """The records of the right shape by kind and id, and the faults of the others."""
    records: dict[str, dict[str, Record]] = {kind: {} for kind in MODELS}
    problems: list[Problem] = []
    for document in documents:
        try:
            records[document.kind][document.id] = MODELS[document.kind].model_validate(document.data)
        except ValidationError as error:
            faults = _faults(MODELS[document.kind], error)
            problems += [Problem(place(document, path), *words) for path, words in faults]
    return records, problems


def faults_of(model: type[Record], values: Mapping[str, Any], path: str) -> tuple[Record | None, list[Problem]]:
    """The part of a record that the values make, or what is wrong with them; `path` says where they come from."""
    try:
        return model.model_validate(values), []
    except ValidationError as error:
        return None, [Problem(Place(path, field=dotted(at)), *words) for at, words in _faults(model, error)]


def _faults(model: type[Record], error: ValidationError) -> Iterator[tuple[FieldPath, _Words]]:
    found = error.errors(include_url=False)
    for item in found:
        path = tuple(item["loc"])
        if item["type"] == "too_short" and any(other["loc"][: len(path)] == path != other["loc"] for other in found):
            continue  # the list is only short of the items that have faults of their own
        if item["type"] == "missing" and _is_misspelt(path, found):
            continue  # the key is there, and the fault of its spelling says so
        yield path, _WORDS.get(item["type"], _other)(model, path, dict(item))


def _is_misspelt(path: FieldPath, found: Iterable[Mapping[str, Any]]) -> bool:
    """Whether an unknown key beside the missing one is most likely the missing one."""
    beside = [item["loc"] for item in found if item["type"] == "extra_forbidden" and item["loc"][:-1] == path[:-1]]
    return any(did_you_mean(str(loc[-1]), [str(path[-1])], "") for loc in beside)


def _missing(model: type[Record], path: FieldPath, _: Mapping[str, Any]) -> _Words:
    return "SHP010", f"the field {path[-1]!r} is missing", _meaning(model, path), _to_add(model, path, "add")


def _meaning(model: type[Record], path: FieldPath) -> str:
    info = field_at(model, path)
    return (info.description if info else "") or ""


def _to_add(model: type[Record], path: FieldPath, verb: str) -> str:
    """How to fill a field. What only its writer can know is never given as an example: pasted, it would be a lie."""
    name = path[-1] if path else ""
    if name == "recorded":
        return f"{verb} `recorded:` with the day on which you write the entry, as YYYY-MM-DD"
    if name in _OWN_WORDS:
        return f"{verb} `{name}:` in your own words"
    return f"{verb} `{name}:{_for_example(model, path)}`"


def _unknown(model: type[Record], path: FieldPath, _: Mapping[str, Any]) -> _Words:
    parent = field_at(model, path[:-1])
    inner = model_of(parent.annotation) if parent else model
    fields = list((inner or model).model_fields)
    hint = did_you_mean(str(path[-1]), fields, "remove it, or move its text to a field that exists")
    return "SHP011", f"the key {repeated(path[-1])} is not known here", one_of(fields), hint


def _empty_list(model: type[Record], path: FieldPath, _: Mapping[str, Any]) -> _Words:
    example = _for_example(model, path)
    fix = f"write it like this:{example}" if example else "add an item"
    return "SHP014", "the list is too short", "at least one item, two for accounts", fix


def _one_of_two(_model: type[Record], _path: FieldPath, item: Mapping[str, Any]) -> _Words:
    expected = "exactly one of `quote` (word for word) and `says` (in our words)"
    return "SHP015", f"the evidence has {item['msg']}", expected, "keep the quote if the text is held, else `says`"


def _form(model: type[Record], path: FieldPath, item: Mapping[str, Any]) -> _Words:
    info, typed = field_at(model, path), item["input"]
    expected, fix = _meaning(model, path), "write it like this:" + _for_example(model, path)
    found = f"{repeated(typed)} is not written as it must be"
    if path and path[-1] in ("recorded", *_OWN_WORDS) and not str(typed or "").strip():
        found, fix = "the field is empty", _to_add(model, path, "fill")
    elif typed is None:
        found = "the field is empty"
    elif meant := _meant(str(typed)):
        fix = f"write it like this: {meant}"
    elif item["type"] == "value_error":  # raised by our own models, in our words
        found = item["msg"].removeprefix("Value error, ").replace(repr(typed), repeated(typed))
    elif info and item["type"] == "literal_error":
        expected = one_of(_literals(info.annotation))
    elif item["type"] == "string_pattern_mismatch" and str(typed).startswith("http"):
        fix = "an id belongs here, not an address; `tracker new source <address>` makes the record that has one"
    return "SHP013", found, expected, fix


def _literals(annotation: Any) -> Iterator[str]:
    """The allowed words inside an annotation such as `Literal["tick", "half"] | None`."""
    for part in get_args(annotation):
        yield from [part] if isinstance(part, str) else _literals(part)


def _meant(typed: str) -> str:
    """The same in the form of a record, where it is plain what was meant: 25/11/2026, or 1,234."""
    if british := _BRITISH.fullmatch(typed):
        return f"{british[3]}-{british[2]:0>2}-{british[1]:0>2}"
    return typed.replace(",", "") if _GROUPED.fullmatch(typed) else ""


def _other(model: type[Record], path: FieldPath, item: Mapping[str, Any]) -> _Words:
    info = field_at(model, path)
    found = "the field is empty" if item["input"] is None else f"{_kind(item['input'])} stands here"
    expected = f"{(info.title if info else '') or 'value'}: {_meaning(model, path)}"
    example = _for_example(model, path)
    if item["input"] is None and path and path[-1] in ("recorded", *_OWN_WORDS):
        return "SHP012", found, expected, _to_add(model, path, "fill")
    items = "begin each item on a line of its own with `- `, or each key with its name and a colon"
    return "SHP012", found, expected, f"write it like this:{example}" if example else items


def _kind(value: Any) -> str:
    if isinstance(value, str):
        return f"the text {repeated(value)}"
    return "a list" if isinstance(value, list) else "a record of keys"


def _for_example(model: type[Record], path: FieldPath) -> str:
    """The field's example as it is typed in a file; nothing when it is a record of keys."""
    info = field_at(model, path)
    example = info.examples[0] if info and info.examples else None
    if isinstance(example, list) and path and isinstance(path[-1], int):
        example = example[0] if example else None
    if isinstance(example, bool):
        return f" {str(example).lower()}"
    if isinstance(example, list) and example and all(isinstance(item, str) for item in example):
        return f" [{', '.join(example)}]"
    return f" {example}" if isinstance(example, (str, int, float)) else ""


_OF_FORM = (
    "value_error", "string_pattern_mismatch", "string_too_short", "greater_than_equal", "less_than_equal",
    "literal_error", "int_parsing",
)  # fmt: skip
_WORDS: dict[str, Callable[[type[Record], FieldPath, Mapping[str, Any]], _Words]] = {
    "missing": _missing,
    "extra_forbidden": _unknown,
    "too_short": _empty_list,
    "one_of_two": _one_of_two,
    **dict.fromkeys(_OF_FORM, _form),
}
