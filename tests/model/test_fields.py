"""Questions about the shape of the models: which field stands where, and what it is marked with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from macros.model.base import Coded, Record, Refers
from macros.model.commitment import Commitment, Event
from macros.model.evidence import Evidence, Source
from macros.model.fields import field_at, marked, model_of, parts, texts, values_at
from macros.model.records import Background, Body, Figure, OfficeHolders
from macros.model.tracker import MODELS, Tracker
from macros.read.yaml import FieldPath


@pytest.mark.parametrize(
    ("annotation", "model"),
    [
        (Event, Event),
        (tuple[Event, ...], Event),
        (Event | None, Event),
        (tuple[Event, ...] | None, Event),
        (str, None),
        (tuple[str, ...], None),
        (dict[str, str], None),
        (None, None),
    ],
)
def test_the_record_inside_an_annotation_is_found(annotation: Any, model: type[Record] | None) -> None:
    assert model_of(annotation) is model


@pytest.mark.parametrize(
    ("model", "path", "title"),
    [
        (Commitment, ("title",), "Title"),
        (Commitment, ("events", 0, "date"), "Date"),
        (Commitment, ("events", 0, "evidence", 1, "quote"), "Quote"),
        (Commitment, ("recommendation", "label"), "Label"),
        (Commitment, ("conflicts", 0, "accounts", 1, "evidence", 0, "source"), "Source"),
        (Commitment, ("no_such_field",), None),
        (Commitment, ("events", 0, "no_such_field"), None),
        (Commitment, ("title", "deeper"), None),
        (Commitment, (), None),
        (Figure, ("values", 0, "value"), "Value"),
    ],
)
def test_a_path_leads_to_its_field(model: type[Record], path: FieldPath, title: str | None) -> None:
    found = field_at(model, path)

    assert (found.title if found else None) == title


@pytest.mark.parametrize(
    ("model", "pattern", "marker"),
    [
        (Commitment, ("kind",), Coded("commitment-kind")),
        (Commitment, ("made_by", "*"), Refers("body")),
        (Commitment, ("lead_body",), Refers("body")),
        (Commitment, ("part_of", "*"), Refers("commitment")),
        (Commitment, ("events", "*", "type"), Coded("event-type")),
        (Commitment, ("events", "*", "evidence", "*", "source"), Refers("source")),
        (Commitment, ("responses", "*", "response"), Coded("response")),
        (Commitment, ("assessments", "*", "delivery"), Coded("delivery")),
        (Commitment, ("assessments", "*", "confirmed_by"), Coded("confirmation")),
        (Commitment, ("assessments", "*", "successor"), Refers("commitment")),
        (Commitment, ("recommendation", "report"), Refers("report")),
        (Commitment, ("recommendation", "numbering"), Coded("numbering")),
        (Commitment, ("conflicts", "*", "accounts", "*", "evidence", "*", "source"), Refers("source")),
        (Figure, ("values", "*", "qualifier"), Coded("qualifier")),
        (Figure, ("not_comparable_with", "*", "figure"), Refers("figure")),
        (Background, ("often_confused_with", "*"), Refers("background")),
        (Body, ("parent",), Refers("body")),
        (Source, ("type",), Coded("source-type")),
        (OfficeHolders, ("people", "*", "roles", "*", "body"), Refers("body")),
        (MODELS["codelist"], ("values", "*", "carries"), Coded("delivery")),
    ],
)
def test_coded_values_and_references_are_known(
    model: type[Record], pattern: tuple[str, ...], marker: Coded | Refers
) -> None:
    assert marked(model).count((pattern, marker)) == 1


@pytest.mark.parametrize("kind", MODELS)
def test_marks_name_kinds_that_exist(kind: str) -> None:
    assert {marker.kind for _, marker in marked(MODELS[kind]) if isinstance(marker, Refers)} <= set(MODELS)


TREE = {"a": "x", "list": ["y", None, {"b": "z"}], "inner": {"b": "w"}, "none": None}


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        (("a",), [(("a",), "x")]),
        (("list", "*"), [(("list", 0), "y")]),
        (("list", "*", "b"), [(("list", 2, "b"), "z")]),
        (("inner", "b"), [(("inner", "b"), "w")]),
        (("a", "*"), []),
        (("a", "b"), []),
        (("inner", "*"), []),
        (("none",), []),
        (("missing", "*", "b"), []),
        (("list",), []),
    ],
)
def test_values_at_a_pattern_pass_over_what_is_misshapen(
    pattern: tuple[str, ...], found: list[tuple[FieldPath, str]]
) -> None:
    assert list(values_at(TREE, pattern)) == found


def test_every_text_of_a_tree_is_given_with_its_path() -> None:
    assert dict(texts(TREE)) == {("a",): "x", ("list", 0): "y", ("list", 2, "b"): "z", ("inner", "b"): "w"}


def test_parts_are_the_record_and_every_record_inside(tracker: Tracker) -> None:
    found = dict(parts(tracker.commitments["bridge-repair"]))

    assert found[()] is tracker.commitments["bridge-repair"]
    assert {path for path, part in found.items() if isinstance(part, Evidence)} == {
        ("recommendation", "evidence", 0),
        ("responses", 0, "evidence", 0),
        ("due", 0, "evidence", 0),
        ("due", 1, "evidence", 0),
        ("conflicts", 0, "accounts", 0, "evidence", 0),
        ("conflicts", 0, "accounts", 1, "evidence", 0),
    }


def models_of(model: type[Record]) -> Iterator[type[Record]]:
    """A model and every model inside it."""
    yield model
    for info in model.model_fields.values():
        if inner := model_of(info.annotation):
            yield from models_of(inner)


MODELS_INSIDE = {inner.__name__: inner for model in MODELS.values() for inner in models_of(model)}


@pytest.mark.parametrize("name", MODELS_INSIDE)
def test_every_field_is_described(name: str) -> None:
    """A title, a meaning that ends as a sentence, and an example."""
    for field, info in MODELS_INSIDE[name].model_fields.items():
        assert info.title, field
        assert (info.description or "").rstrip("…")[-1:] in (".", "?", "!", " "), field
        assert info.examples, field


@pytest.mark.parametrize("name", MODELS_INSIDE)
def test_records_refuse_unknown_keys_and_never_change(name: str) -> None:
    assert MODELS_INSIDE[name].model_config.get("extra") == "forbid"
    assert MODELS_INSIDE[name].model_config.get("frozen") is True
    assert MODELS_INSIDE[name].__doc__
