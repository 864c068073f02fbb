"""Coded values: every one is in its codelist, and the codelists agree with each other."""

from __future__ import annotations

from collections.abc import Iterator

from macros.checks.rule import Case, Fault, rule
from macros.checks.suggest import did_you_mean, one_of
from macros.model.base import Coded
from macros.model.fields import marked, values_at
from macros.model.tracker import MODELS


@rule("COD001", "Every coded value is in its codelist.")
def coded_values_exist(case: Case) -> Iterator[Fault]:
    known = {name: list(codelist.by_code) for name, codelist in case.tracker.codelists.items()}
    for document in case.documents:
        for pattern, marker in marked(MODELS[document.kind]):
            if not isinstance(marker, Coded) or marker.codelist not in known:
                continue
            codes = known[marker.codelist]
            for path, value in values_at(document.data, pattern):
                if value not in codes:
                    found = f"{value!r} is not in the codelist {marker.codelist!r}"
                    yield Fault(document, path, found, one_of(codes), did_you_mean(value, codes, "choose one of these"))


@rule("COD002", "Every codelist that the models name exists.")
def codelists_exist(case: Case) -> Iterator[Fault]:
    present = set(case.ids("codelist"))
    seen: set[str] = set()
    for document in case.documents:
        for _, marker in marked(MODELS[document.kind]):
            if isinstance(marker, Coded) and marker.codelist not in present | seen:
                seen.add(marker.codelist)
                expected = f"the file data/codelists/{marker.codelist}.yaml"
                yield Fault(document, (), f"the codelist {marker.codelist!r} is missing", expected, "restore the file")


@rule("COD003", "A code stands once in its codelist.")
def codes_are_unique(case: Case) -> Iterator[Fault]:
    for name, codelist in case.tracker.codelists.items():
        codes = [value.code for value in codelist.values]
        for index, code in enumerate(codes):
            if code in codes[:index]:
                path = ("values", index, "code")
                yield Fault(
                    case.document("codelist", name), path, f"{code!r} stands twice", "each code once", "remove one"
                )


@rule("COD004", "The rungs of a kind are delivery values, and every kind has them.")
def rungs_are_delivery_values(case: Case) -> Iterator[Fault]:
    kinds, delivery = case.tracker.codelists.get("commitment-kind"), case.tracker.codelists.get("delivery")
    for index, kind in enumerate(kinds.values if kinds and delivery else ()):
        document, path = case.document("codelist", "commitment-kind"), ("values", index)
        if not kind.rungs or kind.check_days is None:
            yield Fault(document, path, f"the kind {kind.code!r} lacks rungs or check_days", "both", "add them")
        for code in kind.rungs or {}:
            if delivery and code not in delivery.by_code:
                hint = did_you_mean(code, delivery.by_code, "remove it")
                yield Fault(document, (*path, "rungs", code), f"{code!r} is no rung", one_of(delivery.by_code), hint)


RULES = (coded_values_exist, codelists_exist, codes_are_unique, rungs_are_delivery_values)
