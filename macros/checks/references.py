"""References: nothing that is named is missing, and nothing that is there is left unused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from macros.checks.rule import Case, Fault, rule
from macros.checks.suggest import did_you_mean, one_of
from macros.compose import FieldPath
from macros.model.base import Refers
from macros.model.commitment import Commitment
from macros.model.fields import marked, parts, values_at
from macros.model.tracker import MODELS

_ONLY_WHEN_USED = {
    "source": "cite it as evidence, or remove the file",
    "body": "name it in a record, or remove the file",
    "theme": "name it in a record, or remove the file",
    "figure": "list it under `figures` of a commitment or background record, or remove the file",
}


@rule("REF001", "Every id that is named belongs to a record.")
def named_records_exist(case: Case) -> Iterator[Fault]:
    known = {kind: case.ids(kind) for kind in MODELS}
    sets = {kind: set(ids) for kind, ids in known.items()}
    for document in case.documents:
        for pattern, marker in marked(MODELS[document.kind]):
            if isinstance(marker, Refers):
                for path, value in values_at(document.data, pattern):
                    if value not in sets[marker.kind]:
                        fix = did_you_mean(value, known[marker.kind], f"add the {marker.kind} record first")
                        found = f"there is no {marker.kind} {value!r}"
                        yield Fault(document, path, found, f"the id of a {marker.kind} record", fix)


@rule("REF002", "Every source, body, theme and figure is used by another record.")
def records_are_used(case: Case) -> Iterator[Fault]:
    used = set(_named(case))
    for document in case.documents:
        fix = _ONLY_WHEN_USED.get(document.kind)
        if fix and (document.kind, document.id) not in used:
            yield Fault(document, (), f"no record names this {document.kind}", "at least one that does", fix)


def _named(case: Case) -> Iterator[tuple[str, str]]:
    for document in case.documents:
        for pattern, marker in marked(MODELS[document.kind]):
            if isinstance(marker, Refers):
                for _, value in values_at(document.data, pattern):
                    if (marker.kind, value) != (document.kind, document.id):
                        yield marker.kind, value


@rule("REF003", "A source marked as held has its text in seeds, and every stored text has its source.")
def held_texts_are_there(case: Case) -> Iterator[Fault]:
    for document in case.documents:
        if document.kind != "source":
            continue
        marked_held, stored = document.data.get("text") == "held", document.id in case.tracker.held
        if marked_held and not stored:
            expected = f"the file seeds/{document.id}.txt"
            yield Fault(
                document, ("text",), "the source is marked `held` and its text is missing", expected, "write `not-held`"
            )
        if stored and not marked_held:
            found = f"seeds/{document.id}.txt is there and the source is marked `not-held`"
            yield Fault(document, ("text",), found, "text: held", "write `text: held`")


@rule("REF004", "Ids inside a record are unique.")
def inner_ids_are_unique(case: Case) -> Iterator[Fault]:
    for document in case.documents:
        for name in ("done_when", "events"):
            seen: Counter[str] = Counter()
            for path, value in values_at(document.data, (name, "*", "id")):
                seen[value] += 1
                if seen[value] > 1:
                    yield Fault(document, path, f"the id {value!r} stands a second time", "each id once", "rename one")


@rule("REF005", "Points and events that an entry names exist in the same record.")
def inner_references_exist(case: Case) -> Iterator[Fault]:
    for name, commitment in case.tracker.commitments.items():
        points, events = [point.id for point in commitment.done_when], [event.id for event in commitment.events]
        for path, value, allowed in _inner_references(commitment, points, events):
            if value not in allowed:
                fix = did_you_mean(value, allowed, "add it to this record, or remove the reference")
                found = f"{value!r} is not an id of this record"
                yield Fault(
                    case.document("commitment", name), path, found, one_of(allowed) if allowed else "none yet", fix
                )


def _inner_references(
    commitment: Commitment, points: list[str], events: list[str]
) -> Iterator[tuple[FieldPath, str, list[str]]]:
    for path, part in parts(commitment):
        for field, allowed in (("meets", points), ("points", points), ("rests_on", events)):
            for index, value in enumerate(getattr(part, field, ())):
                yield (*path, field, index), value, allowed


@rule("REF006", "No commitment is part of itself, directly or through others.")
def nothing_is_part_of_itself(case: Case) -> Iterator[Fault]:
    wider = {name: commitment.part_of for name, commitment in case.tracker.commitments.items()}
    for name in wider:
        reached, todo = set[str](), list(wider[name])
        while todo:
            above = todo.pop()
            if above not in reached:
                reached.add(above)
                todo += wider.get(above, ())
        if name in reached:
            found = f"{name!r} comes back to itself"
            yield Fault(
                case.document("commitment", name), ("part_of",), found, "a wider commitment", "remove one of the links"
            )


RULES = (
    named_records_exist,
    records_are_used,
    held_texts_are_there,
    inner_ids_are_unique,
    inner_references_exist,
    nothing_is_part_of_itself,
)
