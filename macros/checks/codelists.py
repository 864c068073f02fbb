"""Coded values: every one is in its codelist, and the codelists agree with each other."""

from __future__ import annotations

from collections.abc import Iterator

from macros.checks.rule import Case, Fault, rule
from macros.checks.suggest import did_you_mean, one_of
from macros.model.base import Coded
from macros.model.codelist import Codelist
from macros.model.fields import Pattern, marked, values_at
from macros.model.tracker import MODELS
from macros.problems import repeated


def _coded(case: Case) -> Iterator[tuple[Pattern, str]]:
    """Every place of the document that holds a coded value, with the name of its codelist."""
    for pattern, marker in marked(MODELS[case.document.kind]):
        if isinstance(marker, Coded):
            yield pattern, marker.codelist


@rule("COD001", "Every coded value is in its codelist.")
def coded_values_exist(case: Case) -> Iterator[Fault]:
    for pattern, name in _coded(case):
        codelist = case.tracker.codelists.get(name)
        for path, value in values_at(case.document.data, pattern) if codelist else ():
            if codelist and value not in codelist.by_code:
                found = f"{repeated(value)} is not in the codelist {name!r}"
                hint = did_you_mean(value, codelist.by_code, "choose one of these")
                yield Fault(path, found, one_of(codelist.by_code), hint)


@rule("COD002", "Every codelist that the models name exists.")
def codelists_exist(case: Case) -> Iterator[Fault]:
    if case.whole.first_of_kind[case.document.kind] is not case.document:
        return
    for name in dict.fromkeys(name for _, name in _coded(case)):
        if name not in case.whole.ids["codelist"]:
            expected = f"the file data/codelists/{name}.yaml"
            yield Fault((), f"the codelist {name!r} is missing", expected, "restore the file")


@rule("COD003", "A code and its title stand once in a codelist.")
def codes_are_unique(case: Case) -> Iterator[Fault]:
    if isinstance(case.record, Codelist):
        for field in ("code", "title"):
            names = [str(getattr(value, field)).lower() for value in case.record.values]
            for index, name in enumerate(names):
                if name in names[:index]:
                    found = f"{getattr(case.record.values[index], field)!r} stands twice"
                    yield Fault(("values", index, field), found, f"each {field} once", "remove one, or name it apart")


@rule("COD004", "The rungs of a kind are delivery values, and every kind has them.")
def rungs_are_delivery_values(case: Case) -> Iterator[Fault]:
    delivery = case.tracker.codelists.get("delivery")
    if case.document.id != "commitment-kind" or not isinstance(case.record, Codelist) or not delivery:
        return
    for index, kind in enumerate(case.record.values):
        if not kind.rungs or kind.check_days is None:
            yield Fault(("values", index), f"the kind {kind.code!r} lacks rungs or check_days", "both", "add them")
        for code in kind.rungs or {}:
            if code not in delivery.by_code:
                hint = did_you_mean(code, delivery.by_code, "remove it")
                yield Fault(("values", index, "rungs", code), f"{code!r} is no rung", one_of(delivery.by_code), hint)
