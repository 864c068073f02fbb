"""What makes a rule: a code, a name, a sentence, and a generator of faults in one document."""

from __future__ import annotations

import datetime as dt
import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from macros import checks
from macros.checks import FAMILIES, HISTORY
from macros.checks.rule import Breach, RecordContext, Rule, RuleContext, advice, rule
from macros.model.tracker import Tracker
from macros.read.files import Document, read
from macros.read.problems import Severity


@rule("TST001", "Titles are there.")
def titles_are_there(case: RecordContext) -> Iterator[Breach]:
    yield Breach(("title",), "no title", "a title", "add one")


@advice("TST002", "Titles are kind.")
def titles_are_kind(case: RecordContext) -> Iterator[Breach]:
    yield Breach((), "unkind", "kind")


@pytest.fixture
def whole(good: Path) -> RuleContext:
    return RuleContext(read(good).documents, {}, Tracker(), dt.date(2026, 11, 21))


def theme(whole: RuleContext) -> Document:
    return next(document for document in whole.documents if document.kind == "theme")


def test_a_rule_is_named_for_what_must_hold() -> None:
    assert (titles_are_there.code, titles_are_there.name) == ("TST001", "titles-are-there")
    assert titles_are_there.statement == "Titles are there."


@pytest.mark.parametrize(
    ("tested", "severity"), [(titles_are_there, Severity.ERROR), (titles_are_kind, Severity.ADVICE)]
)
def test_a_rule_blocks_and_advice_does_not(whole: RuleContext, tested: Rule, severity: Severity) -> None:
    (problem,) = tested.problems(RecordContext(whole, theme(whole)))

    assert problem.severity is tested.severity is severity


def test_a_fault_becomes_a_problem_at_its_line(whole: RuleContext) -> None:
    (problem,) = titles_are_there.problems(RecordContext(whole, theme(whole)))

    assert str(problem).splitlines() == [
        "data/themes/public-places.yaml:2:1: title: TST001 no title",
        "  expected: a title",
        "  fix: add one",
    ]


def test_ids_hold_every_file_that_was_read(whole: RuleContext) -> None:
    assert list(whole.ids["commitment"]) == ["bridge-repair", "library-hours"]
    assert list(whole.ids["theme"]) == ["public-places"]


def test_a_document_without_a_record_has_no_parts(whole: RuleContext) -> None:
    """A rule that asks for parts or evidence of a misshapen record finds none."""
    case = RecordContext(whole, theme(whole))

    assert (case.record, case.commitment, case.source) == (None, None, None)
    assert case.evidence == ()


def test_every_text_of_a_document_is_given_as_typed(whole: RuleContext) -> None:
    texts = dict(RecordContext(whole, theme(whole)).texts)

    assert texts == {("title",): "Public places", ("description",): "Buildings and roads that everybody uses."}


@pytest.mark.parametrize("family", FAMILIES)
def test_codes_of_a_family_share_their_letters(family: str) -> None:
    assert len({rule.code[:3] for rule in FAMILIES[family]}) == 1
    assert all(rule.code[3:].isdigit() for rule in FAMILIES[family])


def test_no_rule_stands_in_a_module_that_is_not_asked() -> None:
    """A rule is asked because it is there; a whole module could still be left out."""
    modules = [
        importlib.import_module(f"macros.checks.{found.name}") for found in pkgutil.iter_modules(checks.__path__)
    ]
    written = {item.code for module in modules for item in vars(module).values() if isinstance(item, Rule)}

    asked = [*FAMILIES.values(), *HISTORY.values()]

    assert written == {item.code for family in asked for item in family}
