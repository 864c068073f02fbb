"""References: nothing that is named is missing, and nothing that is there is left unused.

Coded values are references, too: each is in its codelist, and the codelists agree with each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from macros.checks.rule import Breach, RecordContext, RuleContext, did_you_mean, one_of, rule
from macros.model.base import Coded, Refers
from macros.model.commitment import Commitment, Recommendation, SharedEvent
from macros.model.entries import DatedRecord
from macros.model.fields import Pattern, fields_among, marked, values_at
from macros.model.records import Glossary
from macros.model.tracker import MODELS, Tracker
from macros.model.vocabulary import A_POINT, A_PROMISE, AN_ACT, EVERY_POINT, NOTHING_ELSE, Codelist, CodelistValue
from macros.read import fingerprint
from macros.read.kinds import FOLDERS
from macros.read.problems import Place, Problem, repeated
from macros.read.yaml import FieldPath

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ONLY_WHEN_USED = {"source": "cite it as evidence", "figure": "list it under `figures` of a record"}
_DATA = re.compile(r"(?:/data)?\.(?:xml|json|akn|rdf|rss|atom|feed)$", re.IGNORECASE)
# By site: what stands before the path of a page where the same is given in Welsh, or as data.
_BEFORE = {"www.legislation.gov.uk": re.compile(r"^/cy(?=/|$)"), "www.gov.uk": re.compile(r"^/api/content(?=/)")}
_ONLY_WHEN_USED |= dict.fromkeys(("body", "theme"), "name it in a record")


@rule("REF001", "Every id that is named belongs to a record.")
def named_records_exist(case: RecordContext) -> Iterator[Breach]:
    for pattern, marker in marked(MODELS[case.document.kind]):
        if not isinstance(marker, Refers):
            continue
        kind, known = marker.kind, case.whole.ids[marker.kind]
        for path, value in values_at(case.document.data, pattern):
            if value.strip() and value not in known and not value.startswith("http"):  # else a fault of shape
                pointer = case.tracker.moved.get(f"{FOLDERS[kind]}/{value}")
                hint = did_you_mean(value, known, f"add the {kind} record first")
                fix = f"it has moved: write {pointer.moved_to!r}" if pointer else hint
                yield Breach(path, f"there is no {kind} {repeated(value)}", f"the id of a {kind} record", fix)


@rule("REF002", "Every source, body, theme and figure is used by another record.")
def records_are_used(case: RecordContext) -> Iterator[Breach]:
    kind = case.document.kind
    if case.document.data.get("withdrawn") is not None or case.whole.unread:
        return  # a file that cannot be read may be the one that names it
    if case.document.id in case.whole.cached(_named_before_an_edit):
        return  # it stays, as what was changed in the open stays on the page
    if kind in _ONLY_WHEN_USED and (kind, case.document.id) not in case.whole.named:
        fix = f"{_ONLY_WHEN_USED[kind]}; remove the file only if it was never merged"
        yield Breach((), f"no record names this {kind}", "at least one that does", fix)


def _named_before_an_edit(whole: RuleContext) -> frozenset[str]:
    """Every id that an edit says was named before."""
    edits = (edit for document in whole.documents for edit in document.data.get("edits") or ())
    return frozenset(name for edit in edits if isinstance(edit, dict) for name in _ID.findall(str(edit.get("was"))))


@rule("REF003", "A source marked as held or fingerprint has its file in seeds, and the other way round.")
def held_texts_are_there(case: RecordContext) -> Iterator[Breach]:
    if case.document.kind != "source":
        return
    name, marked = case.document.id, case.document.data.get("text")
    for word, ending, files in _kept(case.tracker):
        file = f"seeds/{name}{ending}"
        if marked == word and name not in files:
            found = f"the source is marked `{word}` and its text is missing"
            yield Breach(("text",), found, f"the file {file}", "write `not-held`, or add the file")
        elif marked != word and name in files:
            found = f"{file} is there and the source is not marked `{word}`"
            yield Breach(("text",), found, f"text: {word}", f"write `text: {word}`")
    try:
        if name in case.tracker.fingerprints:
            fingerprint.parsed(name, case.tracker.fingerprints[name])
    except fingerprint.Unreadable as error:
        found = f"seeds/{name}.fingerprint cannot be read: {error}"
        yield Breach(("text",), found, "a file that `tracker new source` made", "make it anew from the page")


def _kept(tracker: Tracker) -> tuple[tuple[str, str, Mapping[str, str]], ...]:
    """How a source says that something of its text is stored, the ending of the file, and all that there are."""
    return (("held", ".txt", tracker.texts), ("fingerprint", ".fingerprint", tracker.fingerprints))


def texts_without_a_source(whole: RuleContext) -> Iterator[Problem]:
    """A stored text belongs to a source of the same name; without one nothing reads it."""
    for _, ending, files in _kept(whole.tracker):
        for name in files.keys() - whole.ids["source"].keys():
            found, fix = "a text is stored and no source has this id", "add the source record, or remove the file"
            yield Problem(Place(f"seeds/{name}{ending}"), "REF003", found, f"data/sources/{name}.yaml", fix)


@rule("REF004", "Ids inside a record are unique, and none is the key of an entry.")
def inner_ids_are_unique(case: RecordContext) -> Iterator[Breach]:
    keys = {entry.key for entry in case.record.entries()} if isinstance(case.record, DatedRecord) else set()
    for name in ("done_when", "events"):
        seen: set[str] = set()
        for path, value in values_at(case.document.data, (name, "*", "id")):
            if value in seen:
                yield Breach(path, f"the id {repeated(value)} stands a second time", "each id once", "rename one")
            elif value in keys:
                fix = "choose another id; what names that entry would mean this one"
                yield Breach(path, f"the id {repeated(value)} is the key of another entry", "an id of its own", fix)
            seen.add(value)


@rule("REF005", "Points and events that an entry names exist in the same record.")
def inner_references_exist(case: RecordContext) -> Iterator[Breach]:
    if not (commitment := case.commitment):
        return
    points, told = [point.id for point in commitment.done_when], case.tracker.commitments[case.document.id].events
    events = [*(event.id for event in told), *(entry.key for entry in (*told, *commitment.responses))]
    known = {"meets": points, "points": points, "rests_on": events}
    for path, part in case.parts:
        for name in fields_among(type(part), tuple(known)):
            for index, value in enumerate(getattr(part, name)):
                if value not in (allowed := known[name]):
                    found = f"{repeated(value)} is not an id of this record"
                    fix = did_you_mean(value, allowed, "add it to this record, or remove the reference")
                    expected = one_of(allowed) if allowed else "none yet"
                    yield Breach((*path, name, index), found, expected, fix)


@rule("REF006", "No commitment is part of itself, directly or through others.")
def nothing_is_part_of_itself(case: RecordContext) -> Iterator[Breach]:
    if not case.commitment:
        return
    known, reached = case.tracker.commitments, set(case.commitment.part_of)
    while wider := {above for name in reached if name in known for above in known[name].part_of} - reached:
        reached |= wider
    if case.document.id in reached:
        found = f"{case.document.id!r} comes back to itself"
        yield Breach(("part_of",), found, "a wider commitment", "remove one of the links")


@rule("REF007", "Each form of a word stands once in the glossary.")
def words_are_explained_once(case: RecordContext) -> Iterator[Breach]:
    seen: set[str] = set()
    for index, term in enumerate(case.record.terms if isinstance(case.record, Glossary) else ()):
        for form in (term.term, *term.also):
            if form.lower() in seen:
                found = f"{form!r} stands a second time"
                yield Breach(("terms", index), found, "each form once", "join the two, or drop one form")
            seen.add(form.lower())


@rule("REF008", "A recommendation of a report stands in one record.")
def recommendations_stand_once(case: RecordContext) -> Iterator[Breach]:
    own = _recommendation(case)
    first = case.whole.cached(_by_label).get((own.report, own.place), case.document.id) if own else ""
    if own and first != case.document.id:
        found = f"{first!r} is recommendation {own.label} of {own.report!r}, too"
        fix = "correct the label, or withdraw one of them"
        yield Breach(("recommendation", "label"), found, "each label once", fix)


@rule("REF010", "A shared event names points and entries that its commitments have, and bears on each of them once.")
def bearings_fit(case: RecordContext) -> Iterator[Breach]:
    shared = case.record if isinstance(case.record, SharedEvent) else None
    seen: set[str] = set()
    for index, bearing in enumerate(shared.bears_on if shared else ()):
        own = case.whole.records.get(("commitment", bearing.commitment))
        if not isinstance(own, Commitment) or bearing.corrected_by:
            continue
        path: FieldPath = ("bears_on", index)
        if bearing.commitment in seen:
            found = f"it bears on {bearing.commitment!r} a second time"
            yield Breach((*path, "commitment"), found, "each commitment once", "join the two")
        seen.add(bearing.commitment)
        names = [("meets", name, [point.id for point in own.done_when]) for name in bearing.meets]
        names += [("told_by", bearing.told_by, [event.key for event in own.events])] if bearing.told_by else []
        for field, name, allowed in names:
            if name not in allowed:
                found = f"{bearing.commitment!r} has no {repeated(name)}"
                fix = did_you_mean(name, allowed, "remove it")
                yield Breach((*path, field), found, one_of(allowed) if allowed else "none yet", fix)
        if not bearing.told_by and case.document.id in (event.id for event in own.events):
            found = f"{bearing.commitment!r} has an event {case.document.id!r} of its own"
            yield Breach(path, found, "the event once", f"add `told_by: event-{case.document.id}`")


@rule("REF011", "What a commitment gives again is another one that stands and does so itself; no recommendation does.")
def what_is_given_again_stands(case: RecordContext) -> Iterator[Breach]:
    again = case.commitment
    other = case.tracker.commitments.get(again.restates or "") if again else None
    if again is None or other is None:
        return
    found = "a numbered recommendation, which counts in its report" if again.recommendation else ""
    found = found or (f"{again.restates!r} gives another one again itself" if other.restates else "")
    found = found or (f"{again.restates!r} was withdrawn" if other.withdrawn else "")
    if found:
        fix = f"write {other.restates!r}" if other.restates and not again.recommendation else "remove the line"
        yield Breach(("restates",), found, "a commitment that is counted", fix)


def _recommendation(case: RecordContext) -> Recommendation | None:
    """Which recommendation the record is, while it counts."""
    return case.commitment.recommendation if case.commitment and not case.commitment.withdrawn else None


def _by_label(whole: RuleContext) -> dict[tuple[str, tuple[Any, ...]], str]:
    """The first commitment that is a recommendation, by report and label: 6a and 6A are one, and so are 3 and 03."""
    found: dict[tuple[str, tuple[Any, ...]], str] = {}
    for name, item in whole.tracker.active.items():
        if own := item.recommendation:
            found.setdefault((own.report, own.place), name)
    return found


@rule("REF009", "A recommendation that counts is of a report that counts.")
def reports_count(case: RecordContext) -> Iterator[Breach]:
    own = _recommendation(case)
    of = case.tracker.reports.get(own.report) if own else None
    if own and of and of.withdrawn:
        found = f"{own.report!r} was withdrawn on {of.withdrawn.date}"
        fix = "name another report, in the open under `edits`, or withdraw this record, too"
        yield Breach(("recommendation", "report"), found, "a report that counts", fix)


@rule("REF012", "The address of a source is that of a page that people read: no data file, and no twin in Welsh.")
def addresses_are_of_pages(case: RecordContext) -> Iterator[Breach]:
    for pattern in (("url",), ("copy_of", "url")) if case.document.kind == "source" else ():
        for path, address in values_at(case.document.data, pattern):
            page, is_sure = _page_of(address)
            if page != address:
                fix = f"write {page}" if is_sure else "write the address of the page that leads to it, or null"
                found = f"{repeated(address)} is a data file, or the Welsh twin of a page"
                yield Breach(path, found, "the page in English that people read", fix)


def _page_of(address: str) -> tuple[str, bool]:
    """The address without what makes it another one than that of a page, and whether its site is known to have that."""
    try:
        parts = urlsplit(address)
    except ValueError:  # a fault of shape
        return address, False
    before = _BEFORE.get(parts.netloc)
    path = _DATA.sub("", before.sub("", parts.path) if before else parts.path)
    return urlunsplit(parts._replace(path=path)) if path != parts.path else address, before is not None


def site_has_words(whole: RuleContext) -> Iterator[Problem]:
    """A site has its name and its words; without them every page would be nobody's."""
    if not whole.ids["site"]:
        fix = "write it: name, slug, since, summary, description, about, copyright"
        place, found = Place("data/site.yaml"), "there is no file data/site.yaml"
        yield Problem(place, "SHP001", found, "the words of the site", fix)


def _coded(case: RecordContext) -> Iterator[tuple[Pattern, str]]:
    """Every place of the document that holds a coded value, with the name of its codelist."""
    for pattern, marker in marked(MODELS[case.document.kind]):
        if isinstance(marker, Coded):
            yield pattern, marker.codelist


@rule("COD001", "Every coded value is in its codelist.")
def coded_values_exist(case: RecordContext) -> Iterator[Breach]:
    for pattern, name in _coded(case):
        codelist = case.tracker.codelists.get(name)
        for path, value in values_at(case.document.data, pattern) if codelist else ():
            if codelist and value not in codelist.by_code:
                found = f"{repeated(value)} is not in the codelist {name!r}"
                hint = did_you_mean(value, codelist.by_code, "choose one of these")
                yield Breach(path, found, one_of(codelist.by_code), hint)


@rule("COD002", "Every codelist that the models name exists, and the policy.")
def codelists_exist(case: RecordContext) -> Iterator[Breach]:
    if case.whole.first_of_kind[case.document.kind] is not case.document:
        return
    for name in dict.fromkeys(name for _, name in _coded(case)):
        if name not in case.whole.ids["codelist"]:
            expected = f"the file data/codelists/{name}.yaml"
            yield Breach((), f"the codelist {name!r} is missing", expected, "restore the file")
    if not case.whole.ids["policy"] and case.document is case.whole.documents[0]:
        yield Breach((), "the policy is missing", "the file data/policy.yaml", "restore the file")


@rule("COD003", "A code and its title stand once in a codelist.")
def codes_are_unique(case: RecordContext) -> Iterator[Breach]:
    if isinstance(case.record, Codelist):
        for field in ("code", "title"):
            names = [str(getattr(value, field)).lower() for value in case.record.values]
            for index, name in enumerate(names):
                if name in names[:index]:
                    found = f"{getattr(case.record.values[index], field)!r} stands twice"
                    yield Breach(("values", index, field), found, f"each {field} once", "remove one, or name it apart")


@rule("COD004", "The rungs of a kind are delivery values, and every kind has them.")
def rungs_are_delivery_values(case: RecordContext) -> Iterator[Breach]:
    delivery = case.tracker.codelists.get("delivery")
    if case.document.id != "commitment-kind" or not isinstance(case.record, Codelist) or not delivery:
        return
    for index, kind in enumerate(case.record.values):
        if not kind.rungs or kind.check_days is None:
            yield Breach(("values", index), f"the kind {kind.code!r} lacks rungs or check_days", "both", "add them")
        for code in kind.rungs or {}:
            if code not in delivery.by_code:
                hint = did_you_mean(code, delivery.by_code, "remove it")
                yield Breach(("values", index, "rungs", code), f"{code!r} is no rung", one_of(delivery.by_code), hint)


# By codelist: of each group of fields, a value gives at least one, so that rules and pages know what follows from it.
_MEANING: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "response": (("is_promise",),),
    "stance": (("awaits_answer", "is_promise", "says_done"), ("by",), ("heading",)),
    "event-type": (("is_act", "announces", "meets_points", "moves_nothing"), ("shape",)),
    "delivery": (("question",), ("needs",), ("holds_when",), ("rank",), ("shape",)),
    "confirmation": (("rank",),),
    "source-type": (("carries", "is_lead"),),
    "unit": (("singular", "before", "after"),),
    "numbering": (("is_certain",),),
    "request": (("words",),),
    "licence": (("allows_text",),),
}
# By codelist: a field, and what at least one value says in it, because the rules ask for it.
_ASKED: Mapping[str, tuple[str, tuple[object, ...]]] = {
    "delivery": ("holds_when", (EVERY_POINT, A_POINT, AN_ACT, A_PROMISE, NOTHING_ELSE)),
    "event-type": ("announces", (True,)),
    "response": ("is_promise", (True,)),
    "stance": ("awaits_answer", (True,)),
    "licence": ("allows_text", (False,)),
}


def is_complete(codelist: Codelist, name: str) -> bool:
    """Whether each of its values says what follows from it, and each question of the rules has an answer."""
    return not any(True for value in codelist.values for _ in _unsaid(name, value)) and not _unanswered(name, codelist)


def _unsaid(name: str, value: CodelistValue) -> Iterator[tuple[str, ...]]:
    """The groups of fields of which a value gives none; a flag that is `false` anyway says nothing."""
    given = {field for field, info in CodelistValue.model_fields.items() if getattr(value, field) != info.default}
    given |= {"rank"} if value.off_ladder else set()
    return (fields for fields in _MEANING.get(name, ()) if not given.intersection(fields))


def _unanswered(name: str, codelist: Codelist) -> list[str]:
    """What the rules ask, as it would be typed, and no value says."""
    field, wanted = _ASKED.get(name, ("code", ()))
    said = [getattr(value, field) for value in codelist.values]
    return [f"{field}: {str(item).lower()}" for item in wanted if item not in said]


@rule("COD005", "Every code says what follows from it.")
def codes_have_a_meaning(case: RecordContext) -> Iterator[Breach]:
    known = CodelistValue.model_fields
    for index, value in enumerate(case.record.values if isinstance(case.record, Codelist) else ()):
        for fields in _unsaid(case.document.id, value):
            found = f"nothing says what follows from the code {value.code!r}"
            expected = "; ".join(f"`{field}` ({known[field].description})" for field in fields)
            example = str((known[fields[0]].examples or [""])[0])
            fix = f"say so, for example `{fields[0]}: {example.lower() if example in ('True', 'False') else example}`"
            yield Breach(("values", index), found, expected, fix)


@rule("COD006", "Whatever the rules ask of a codelist, one of its codes says.")
def questions_have_a_code(case: RecordContext) -> Iterator[Breach]:
    for missing in _unanswered(case.document.id, case.record) if isinstance(case.record, Codelist) else ():
        yield Breach(("values",), f"no code says `{missing}`", "one that does", "restore it, or say so of another one")
