"""Evidence: quotes stand in the stored text, and what is cited can carry what is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from macros.checks.rule import Breach, RecordContext, advice, one_of, rule
from macros.model.commitment import Event, Point, SharedEvent
from macros.model.entries import Entry
from macros.model.evidence import Evidence
from macros.model.levels import carried_rank, meets
from macros.model.tracker import Tracker
from macros.model.vocabulary import A_PROMISE, EVERY_POINT
from macros.read import fingerprint
from macros.read.quotes import MIN_CHARACTERS, MIN_WORDS, is_long_enough, nearest, stands_in
from macros.read.yaml import FieldPath


@rule("EVD001", "A quote stands word for word in the stored text of its source.")
def quotes_stand_in_the_text(case: RecordContext) -> Iterator[Breach]:
    for path, evidence in case.evidence:
        text = case.tracker.texts.get(evidence.source)
        if evidence.quote and text is not None and not stands_in(evidence.quote, text):
            found = f"the quote is not in seeds/{evidence.source}.txt: {evidence.quote[:80]!r}"
            expected, fix = _where_it_differs(evidence.quote, text)
            yield Breach((*path, "quote"), found, expected, fix)


@rule("EVD008", "A quote stands word for word behind the fingerprint of its source.")
def quotes_stand_behind_the_fingerprint(case: RecordContext) -> Iterator[Breach]:
    for path, evidence in case.evidence:
        stored = case.tracker.fingerprints.get(evidence.source)
        if not evidence.quote or stored is None or not _is_readable(evidence.source, stored):
            continue
        if not fingerprint.is_long_enough(evidence.quote):
            found = f"the quote has a part of fewer than {fingerprint.RUN} words: {evidence.quote[:80]!r}"
            expected = f"at least {fingerprint.RUN} words in each part, because only hashes of such runs are held"
            yield Breach((*path, "quote"), found, expected, "quote the whole sentence, or write `says:`")
        elif not fingerprint.stands_in(evidence.quote, evidence.source, stored):
            found = f"the quote is not behind seeds/{evidence.source}.fingerprint: {evidence.quote[:80]!r}"
            yield Breach((*path, "quote"), found, *_how_far_it_stands(evidence.quote, evidence.source, stored))


def _is_readable(source: str, stored: str) -> bool:
    try:
        return bool(fingerprint.parsed(source, stored))
    except fingerprint.Unreadable:
        return False  # REF003 says so


def _how_far_it_stands(quote: str, source: str, stored: str) -> tuple[str, str]:
    count = fingerprint.standing_words(quote, source, stored)
    if not count:
        return "words of the page", "copy the passage from the page, or check the source id"
    expected = f"the page's words; the first {count} words of the part that differs stand there"
    return expected, f"compare the word after these {count} with the page"


def _where_it_differs(quote: str, text: str) -> tuple[str, str]:
    near = nearest(quote, text)
    if near is None:
        return "words of the stored text", "copy the passage from the file, or check the source id"
    expected = f"the nearest passage is {near.passage!r}"
    if not near.quoted or not near.stands:
        return expected, f"remove {near.quoted!r}" if near.quoted else f"add {near.stands!r}"
    return expected, f"write {near.stands!r} where the quote has {near.quoted!r}"


@rule("EVD002", f"A quote has at least {MIN_WORDS} words or {MIN_CHARACTERS} characters.")
def quotes_are_long_enough(case: RecordContext) -> Iterator[Breach]:
    for path, evidence in case.evidence:
        if evidence.quote and not is_long_enough(evidence.quote):
            found = f"the quote is too short to be sure of: {evidence.quote!r}"
            expected = f"at least {MIN_WORDS} words or {MIN_CHARACTERS} characters of the source"
            yield Breach((*path, "quote"), found, expected, "quote the whole sentence")


@rule("EVD003", "Only a source whose text or fingerprint is held is quoted.")
def quoted_texts_are_held(case: RecordContext) -> Iterator[Breach]:
    held = case.tracker.texts.keys() | case.tracker.fingerprints.keys()
    for path, evidence in case.evidence:
        if evidence.quote and evidence.source in case.tracker.sources and evidence.source not in held:
            found = f"the text of {evidence.source!r} is not held, so nobody can check this quote"
            fix = "write `says:` with the content in your own words"
            yield Breach((*path, "quote"), found, "a quote from a held text, or a paraphrase", fix)


def _was_written_before(case: RecordContext, path: FieldPath, evidence: Evidence) -> bool:
    """Whether the entry is older than the stored text: what was merged is not written anew."""
    entry, source = dict(case.parts).get(path[:2]), case.tracker.sources.get(evidence.source)
    stored = source.stored if source else ()  # a misshapen source is told of by another rule
    return isinstance(entry, Entry) and bool(stored) and entry.written < stored[0].recorded


@advice("EVD004", "A source whose text is held is quoted rather than paraphrased.")
def held_texts_are_quoted(case: RecordContext) -> Iterator[Breach]:
    for path, evidence in case.evidence:
        if evidence.says and evidence.source in case.tracker.texts and not _was_written_before(case, path, evidence):
            found = f"the text of {evidence.source!r} is held, and this is a paraphrase"
            yield Breach((*path, "says"), found, "a quote that can be checked", "quote the passage, if one fits")


@rule("EVD005", "Evidence names each source once.")
def sources_are_named_once(case: RecordContext) -> Iterator[Breach]:
    seen: set[tuple[FieldPath, str, str | None]] = set()
    for path, evidence in case.evidence:
        key = (path[:-1], evidence.source, evidence.quote)
        if key in seen:
            found = f"{evidence.source!r} is cited twice for one statement"
            yield Breach((*path, "source"), found, "each source once", "remove one of the two")
        seen.add(key)


@rule("EVD006", "What meets a point is an act or a finding, with evidence strong enough for it.")
def points_are_met_by_strong_evidence(case: RecordContext) -> Iterator[Breach]:
    for path, event, points in _meeting(case):
        if event.meets and not case.tracker.event_type(event).meets_points:
            found = f"an event of type {event.type!r} meets a point"
            expected = one_of(value.code for value in case.tracker.codelists["event-type"].that(meets_points=True))
            yield Breach(path, found, expected, "remove `meets`, or correct the type")
        for point_id in event.meets:
            if point_id in points and not meets(case.tracker, event, points[point_id]):
                yield Breach(path, *_too_weak(case.tracker, point_id, points[point_id].public_instrument))


def _meeting(case: RecordContext) -> Iterator[tuple[FieldPath, Event, Mapping[str, Point]]]:
    """Each event that may meet a point, with the place that says so and the points of its commitment."""
    if case.commitment and case.can_be_judged:
        points = {point.id: point for point in case.commitment.done_when}
        counting = ((number, event) for number, event in enumerate(case.commitment.events) if not event.corrected_by)
        yield from ((("events", number, "meets"), event, points) for number, event in counting)
    for number, bearing in enumerate(case.record.bears_on if isinstance(case.record, SharedEvent) else ()):
        if commitment := case.tracker.commitments.get(bearing.commitment):
            points = {point.id: point for point in commitment.done_when}
            yield ("bears_on", number, "meets"), case.record.event_for(case.document.id, bearing), points  # type: ignore[union-attr]


def _too_weak(tracker: Tracker, point_id: str, public_instrument: bool) -> tuple[str, str, str]:
    found = f"the sources of this event are too weak to show that {point_id!r} is met"
    wanted, types = tracker.level_when(EVERY_POINT).rank or 0, tracker.codelists["source-type"].values
    strong = [value.code for value in types if tracker.rank_of(value.carries) >= wanted]
    if not public_instrument:
        strong += [value.code for value in types if tracker.rank_of(value.carries_without_instrument) >= wanted]
    fix = "cite such a source, or remove the point from `meets` and keep the event"
    itself = any(tracker.rank_of(value.carries_as_the_thing) >= wanted for value in types)
    more = "; or the promised document itself, with `is_the_thing`" if itself else ""
    return found, f"a source of a strong type, {one_of(strong)}{more}", fix


@rule("EVD007", "A response is carried by a source that can carry a promise.")
def responses_have_a_source(case: RecordContext) -> Iterator[Breach]:
    promised, said = case.tracker.level_when(A_PROMISE).rank or 0, case.tracker.codelists["response"]
    for number, response in enumerate(case.commitment.responses if case.commitment and case.can_be_judged else ()):
        is_given = not said.meaning(response.response).needs_search
        if is_given and carried_rank(case.tracker, response.evidence) < promised:
            found = "only leads (a digest, an opinion or a copy of unknown origin) are cited for this response"
            path: FieldPath = ("responses", number, "evidence")
            yield Breach(path, found, "the body's own words or a named report", "cite a stronger source")


@advice("EVD009", "A promise is shown by a source of its own, by an answer, or by the report that asks for it.")
def promises_are_shown(case: RecordContext) -> Iterator[Breach]:
    commitment = case.commitment
    if commitment and not (commitment.made_evidence or commitment.responses or commitment.recommendation):
        found = "nothing shows the promise itself"
        fix = "add `made_evidence` with the source in which it was made"
        yield Breach(("made_date",), found, "a source that shows who promised it, and when", fix)


@rule("EVD010", "What counts does not rest on a source that was withdrawn.")
def nothing_rests_on_what_was_withdrawn(case: RecordContext) -> Iterator[Breach]:
    if getattr(case.record, "withdrawn", None):
        return
    holders = {path: part for path, part in case.parts if isinstance(part, Entry)} if case.evidence else {}
    for path, evidence in case.evidence:
        source, holder = case.tracker.sources.get(evidence.source), holders.get(path[:2])
        if source and source.withdrawn and not (holder and holder.corrected_by):
            found = f"{evidence.source!r} was withdrawn on {source.withdrawn.date}"
            fix = "correct the entry so that it rests on another source; then withdraw this one"
            yield Breach((*path, "source"), found, "a source that counts", fix)
