"""Whatever a promise, a source or a body may hold is shown: a record with every field, made from the model."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Any, get_args, get_origin

import pytest

from macros.model.base import Record, Refers
from macros.model.fields import markers_of, model_of
from macros.model.tracker import FOLDERS, MODELS, Tracker
from macros.model.vocabulary import Codelist
from macros.publish.pages import record
from macros.publish.prose import drawer
from tests.browser.hostile import is_text

from .conftest import context_of

NAME = "everything"
# An entry that is corrected counts no more; a promise that is withdrawn, or that gives another one again, has another
# page: tests of their own.
# Evidence has a quote or `says`. That a text was stored anew is told where changes are.
ELSEWHERE = {"corrects", "edits", "withdrawn", "quote", "restates", "stored"}


def whole(model: type[Record], tracker: Tracker, path: tuple[str, ...] = ()) -> dict[str, Any]:
    """Every field of a model with a value that names its own place, or else its example."""
    fields = {name: info for name, info in model.model_fields.items() if name not in ELSEWHERE}
    return {name: value_of(info, tracker, (*path, name)) for name, info in fields.items()}


def value_of(info: Any, tracker: Tracker, path: tuple[str, ...]) -> Any:
    is_list = get_origin(info.annotation) is tuple
    found = info.examples[0][0] if is_list and info.examples[0] else info.examples[0]
    if inner := model_of(info.annotation):
        found = whole(inner, tracker, path)
    elif kind := next((mark.kind for mark in markers_of(info) if isinstance(mark, Refers)), ""):
        found = min(getattr(tracker, FOLDERS[kind]))
    elif is_text(info.metadata, info.annotation):
        found = mark(path)
    elif {Decimal} & {info.annotation, *get_args(info.annotation)}:
        found = str(70000 + sum(map(ord, "".join(path))))
    return [found] * max((getattr(limit, "min_length", 1) for limit in info.metadata), default=1) if is_list else found


def mark(path: tuple[str, ...]) -> str:
    return f"zq {' '.join(path).replace('_', ' ')} qz"


Draw = Callable[[Tracker, str], str]
Values = dict[str, Any]
KINDS = ["commitment", "source", "body"]


def page(tracker: Tracker, kind: str = "commitment") -> str:
    """What is read on the page, and where its links lead."""
    drawn = str(record(context_of(tracker), kind, NAME))
    return html.unescape(re.sub(r"<[^>]*>", "", drawn) + " ".join(re.findall(r'href="(https:[^"]*)"', drawn)))


def markdown(tracker: Tracker, kind: str = "commitment") -> str:
    return drawer(context_of(tracker))(kind, NAME)[1]


def holding(tracker: Tracker, values: Values, kind: str = "commitment") -> Tracker:
    """The tracker with one record more."""
    folder = FOLDERS[kind]
    records = {**getattr(tracker, folder), NAME: MODELS[kind].model_validate(values)}
    return replace(tracker, **{folder: records}).in_force()


def marks(value: Any) -> Iterator[str]:
    if isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from marks(item)
    elif (isinstance(value, int) and not isinstance(value, bool)) or str(value).startswith("zq "):
        yield str(value)


def without_one(model: type[Record], values: Values, path: str = "") -> Iterator[tuple[str, Values]]:
    """The values without each field that may be left out, one after the other."""
    for name, value in values.items():
        info, inner = model.model_fields[name], model_of(model.model_fields[name].annotation)
        if not info.is_required() and value not in (None, [], info.default) and name != "says":
            yield f"{path}{name}", {key: item for key, item in values.items() if key != name}
        first = value[0] if isinstance(value, list) else value
        for field, less in without_one(inner, first, f"{path}{name}.") if inner and first else ():
            yield field, {**values, name: [less, *value[1:]] if isinstance(value, list) else less}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("draw", [page, markdown])
def test_every_text_and_number_of_a_record_is_shown(draw: Draw, kind: str, tracker: Tracker) -> None:
    values = whole(MODELS[kind], tracker)
    shown = draw(holding(tracker, values, kind), kind).replace(",", "")

    assert sorted({mark for mark in marks(values) if mark not in shown} - NOT_SHOWN[draw]) == []


@pytest.mark.parametrize("draw", [page, markdown])
def test_what_gives_another_one_again_names_it_and_has_its_status(draw: Draw, tracker: Tracker) -> None:
    values = whole(MODELS["commitment"], tracker) | {
        "recommendation": None,
        "assessments": [],
        "restates": "bridge-repair",
    }
    other, found = tracker.commitments["bridge-repair"], holding(tracker, values)
    shown = draw(found)

    assert found.commitments[NAME].assessments == other.assessments
    assert other.title in shown
    assert found.title_of("delivery", other.assessments[-1].delivery) in shown
    assert NAME in found.again["bridge-repair"]
    assert NAME not in found.counted


def test_each_statement_in_markdown_has_a_line_of_its_own(tracker: Tracker) -> None:
    lines = markdown(holding(tracker, whole(MODELS["commitment"], tracker))).splitlines()

    assert [line for line in lines if " qz  - " in line or line.count("(paraphrase)") > 1] == []
    assert not [line for before, line in pairwise(lines) if line.startswith("#") and before]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("draw", [page, markdown])
def test_a_page_changes_with_every_field_of_a_record(draw: Draw, kind: str, tracker: Tracker) -> None:
    model = MODELS[kind]
    values = whole(model, tracker)
    shown = draw(holding(tracker, values, kind), kind)
    fields = [field for field, less in without_one(model, values) if draw(holding(tracker, less, kind), kind) == shown]

    assert sorted({*fields} - UNCHANGED[draw]) == []


@pytest.mark.parametrize("draw", [page, markdown])
def test_a_status_about_words_that_nobody_read_says_so(draw: Draw, tracker: Tracker) -> None:
    values = whole(MODELS["commitment"], tracker)
    values["recommendation"].pop("wording")
    numbering = tracker.codelists["numbering"]
    drawn = {}
    for unread in (False, True):
        every = tuple(value.model_copy(update={"is_unread": unread}) for value in numbering.values)
        lists = {**tracker.codelists, "numbering": Codelist(title="Numbering", description="How.", values=every)}
        drawn[unread] = draw(holding(replace(tracker, codelists=lists), values), "commitment")

    assert "We have not read its own words." in drawn[False]
    assert "Wording not read" in drawn[True]
    assert "Wording not read" not in drawn[False]


# Short names stand in narrow places, and how a body is asked, on the page of questions to it.
# Which points a date or an event is about shows in what becomes of them.
_NARROW = ("short_title", "short_name", "requests")
UNCHANGED: dict[Draw, set[str]] = {
    page: {*_NARROW, "due.points", "events.meets"},
    markdown: {
        *_NARROW,
        "due.points",
        "events.meets",
        "assessments.rests_on",
        "recommendation.evidence.locator",
        "recommendation.evidence.relays",
        "recommendation.evidence.is_the_thing",
    },
}
# How surely the number is known stands on the page.
_NUMBER = (("recommendation", "evidence", "says"), ("recommendation", "evidence", "locator"))
NOT_SHOWN: dict[Draw, set[str]] = {
    page: {mark((name,)) for name in _NARROW},
    markdown: {mark((name,)) for name in _NARROW} | {*map(mark, _NUMBER)},
}
