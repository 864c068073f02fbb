"""Status: an assessment gives the first delivery value whose question is answered yes, on evidence that carries it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from macros.checks.rule import Breach, RecordContext, advice, one_of, rule
from macros.model.commitment import Assessment, Commitment, Event, Response
from macros.model.levels import (
    assessment_on,
    carried_rank,
    confirmation,
    expected_delivery,
    is_stronger,
    met_points,
    weakest,
)
from macros.model.vocabulary import A_PROMISE, NOTHING_ELSE, CodelistValue
from macros.read.yaml import FieldPath


def _judged(case: RecordContext) -> Iterator[tuple[FieldPath, Commitment, Assessment, CodelistValue]]:
    """Each assessment in force with its place in the file, the commitment with the entries in force, and its level."""
    if case.commitment is None or case.in_force is None:
        return
    for number, assessment in enumerate(case.commitment.assessments):
        level = case.tracker.codelists["delivery"].by_code.get(assessment.delivery)
        if level and assessment in case.in_force.assessments:
            yield ("assessments", number), case.in_force, assessment, level


@rule("STA001", "On every date, the status is the first delivery value whose question is answered yes.")
def first_yes_wins(case: RecordContext) -> Iterator[Breach]:
    commitment, told = case.in_force, ""
    if commitment is None or case.commitment is None or not _can_be_held_against(case, commitment):
        return
    if commitment.restates or not commitment.assessments:
        return  # it has the status of another one; or STA012 says that there is none
    entries: tuple[Event | Response | Assessment, ...]
    entries = (*commitment.events, *commitment.responses, *commitment.assessments)
    for day in sorted({entry.date.first for entry in entries}):
        wanted = expected_delivery(case.tracker, commitment, day)
        assessment = assessment_on(commitment, day)
        given = assessment.delivery if assessment else case.tracker.level_when(NOTHING_ELSE).code
        if given not in case.tracker.codelists["delivery"].by_code:
            continue  # the codelist has no such value, and says so
        wrong = wanted + given if given != wanted and not case.tracker.level(given).off_ladder else ""
        if wrong and wrong != told:
            yield _wrong_rung(case.commitment, day, wanted, assessment)
        told = wrong


def _can_be_held_against(case: RecordContext, commitment: Commitment) -> bool:
    """Whether its events can decide a status; a point met by a mere word is told by another rule."""
    meeting = case.tracker.event_type
    return case.can_be_judged and not any(item.meets and not meeting(item).meets_points for item in commitment.events)


def _wrong_rung(commitment: Commitment, day: dt.date, wanted: str, assessment: Assessment | None) -> Breach:
    given = assessment.delivery if assessment else "no assessment yet"
    found = f"on {day} the record says {given!r}; its events and responses give {wanted!r}"
    expected = "the first value, in the order of the delivery codelist, whose question is answered yes"
    if assessment and assessment.date.first == day:
        path: FieldPath = ("assessments", commitment.assessments.index(assessment), "delivery")
        return Breach(path, found, expected, f"write {wanted!r}, or correct the events it rests on")
    return Breach(("assessments",), found, expected, f"add an assessment dated {day} with {wanted!r}")


@rule("STA002", "A delivery value has a rung for the kind of commitment.")
def values_have_a_rung(case: RecordContext) -> Iterator[Breach]:
    kinds = case.tracker.codelists["commitment-kind"].by_code
    values = case.tracker.codelists["delivery"].values
    everywhere = [value.code for value in values if value.off_ladder or value.holds_when == NOTHING_ELSE]
    for path, commitment, assessment, _ in _judged(case):
        kind = kinds.get(commitment.kind)
        allowed = [*(kind.rungs or {}), *everywhere] if kind else []
        if kind and assessment.delivery not in allowed:
            found = f"{assessment.delivery!r} has no meaning for the kind {commitment.kind!r}"
            yield Breach((*path, "delivery"), found, one_of(allowed), "choose one of these, or correct the kind")


@rule("STA003", "An assessment rests on events that had happened by its date.")
def rests_on_what_had_happened(case: RecordContext) -> Iterator[Breach]:
    for path, commitment, assessment, _ in _judged(case):
        basis = commitment.basis(assessment)
        later = [entry for entry in basis if not entry.date.has_begun(assessment.date.first)]
        for number, name in enumerate(assessment.rests_on):
            if any(name in (entry.key, getattr(entry, "id", "")) for entry in later):
                found, fix = f"{name!r} happened after {assessment.date}", "correct the date or remove it"
                yield Breach((*path, "rests_on", number), found, "an event up to that date", fix)


@rule("STA004", "A status above no public evidence rests on an event; planned may rest on a response.")
def statuses_rest_on_events(case: RecordContext) -> Iterator[Breach]:
    for path, commitment, assessment, level in _judged(case):
        by_response = level.holds_when == A_PROMISE and commitment.responses
        if not assessment.rests_on and level.holds_when != NOTHING_ELSE and not by_response:
            found, fix = f"{assessment.delivery!r} rests on nothing", "add `rests_on: [event-id]`"
            yield Breach((*path, "rests_on"), found, "the ids of the events that decide it", fix)


@rule("STA005", "The events that a status rests on carry it together.")
def evidence_carries_the_status(case: RecordContext) -> Iterator[Breach]:
    tracker = case.tracker
    for path, commitment, assessment, level in _judged(case):
        basis = commitment.basis(assessment)
        if level.off_ladder or level.is_met or not basis or not case.can_be_judged:
            continue
        carried = max(carried_rank(tracker, entry.evidence) for entry in basis)
        if carried < tracker.rank_of(assessment.delivery):
            found = f"the events it rests on cannot carry {assessment.delivery!r}"
            expected = "a source type strong enough, or two independent publishers for one event"
            yield Breach((*path, "rests_on"), found, expected, "rest it on a stronger event, or lower the value")


@rule("STA006", "Delivered and part delivered alone say who confirms it, and claim no more than is shown.")
def confirmation_is_shown(case: RecordContext) -> Iterator[Breach]:
    for path, commitment, assessment, level in _judged(case):
        if level.is_met and _can_be_held_against(case, commitment):
            yield from _confirmed_too_much(case, path, commitment, assessment)
        elif not level.is_met and assessment.confirmed_by:
            found, fix = f"a confirmation is named for {assessment.delivery!r}", "remove it, or correct the delivery"
            met = case.tracker.codelists["delivery"].that(is_met=True)
            yield Breach((*path, "confirmed_by"), found, " or ".join(f"`{value.code}`" for value in met), fix)


def _confirmed_too_much(
    case: RecordContext, path: FieldPath, commitment: Commitment, assessment: Assessment
) -> Iterator[Breach]:
    met = met_points(case.tracker, commitment, assessment.date.first)
    shown = weakest(case.tracker, (confirmation(case.tracker, event) for event in met.values()))
    if shown is None:
        return  # nothing shows it, so the value itself is too high: STA001 says so
    if assessment.confirmed_by is None:
        yield Breach(path, "nobody is named who confirms it", "`confirmed_by`", f"add `confirmed_by: {shown}`")
    elif is_stronger(case.tracker, assessment.confirmed_by, shown):
        found = f"{assessment.confirmed_by!r} is claimed and {shown!r} is shown"
        yield Breach((*path, "confirmed_by"), found, "what the evidence of every point shows", f"write {shown!r}")


@rule("STA007", "Superseded names its successor and rests on an event that says so.")
def superseded_names_its_successor(case: RecordContext) -> Iterator[Breach]:
    for path, _, assessment, level in _judged(case):
        if level.needs_successor and not (assessment.successor and assessment.rests_on):
            found = "the successor or the event that says so is missing"
            yield Breach(path, found, "`successor` and `rests_on`", "add both")
        if level.needs_successor and assessment.successor == case.document.id:
            found = "the commitment is named as its own successor"
            yield Breach((*path, "successor"), found, "another commitment", "name the one that took over")
        if assessment.successor and not level.needs_successor:
            found = f"a successor is named for {assessment.delivery!r}"
            expected = one_of(value.code for value in case.tracker.codelists["delivery"].that(needs_successor=True))
            yield Breach((*path, "successor"), found, expected, "remove it, or correct the delivery")


@rule("STA008", "Superseded and dropped rest on a source in which the body, the law or an inspector speaks.")
def endings_rest_on_primary_sources(case: RecordContext) -> Iterator[Breach]:
    types = case.tracker.codelists["source-type"].by_code
    for path, commitment, assessment, level in _judged(case):
        if not level.off_ladder or not assessment.rests_on or not case.can_be_judged:
            continue
        cited = [item.source for entry in commitment.basis(assessment) for item in entry.evidence]
        sources = [case.tracker.sources[name] for name in cited if name in case.tracker.sources]
        if not any(types[source.type].primary for source in sources if source.type in types):
            found = f"{assessment.delivery!r} rests on second-hand sources only"
            yield Breach((*path, "rests_on"), found, "a source in which the body itself speaks", "cite one")


@rule("STA009", "No public evidence needs a search within the days before it was recorded that the policy sets.")
def silence_was_searched(case: RecordContext) -> Iterator[Breach]:
    within = case.tracker.policy.search_days
    for path, commitment, assessment, level in _judged(case):
        days = _days_of_judgement(case, assessment)
        ages = [(day - search.date).days for search in commitment.searches for day in days]
        if level.needs_search and not any(0 <= age <= within for age in ages):
            found = f"no search is logged in the {within} days before {assessment.recorded}"
            fix = "search, and write down where and for what"
            yield Breach((*path, "delivery"), found, "an entry under `searches`", fix)


def _days_of_judgement(case: RecordContext, assessment: Assessment) -> list[dt.date]:
    """When the assessment was recorded, and when each one was that it corrects and that judged alike."""
    days = [assessment.recorded]
    for item in reversed(case.commitment.assessments if case.commitment and assessment.corrects else ()):
        if item.corrected_by == assessment.key and item.delivery == assessment.delivery:
            days += _days_of_judgement(case, item)
    return days


@rule("STA010", "Awaiting an answer needs a logged search.")
def awaiting_was_searched(case: RecordContext) -> Iterator[Breach]:
    said, commitment = case.tracker.codelists["response"], case.commitment
    for number, response in enumerate(commitment.responses if commitment and not commitment.searches else ()):
        if said.meaning(response.response).needs_search:
            path: FieldPath = ("responses", number, "response")
            yield Breach(path, "no search is logged", "an entry under `searches`", "search, and write it down")


@rule("STA012", "A commitment has an assessment; one that gives another again has an event, and none written since.")
def assessments_are_where_they_count(case: RecordContext) -> Iterator[Breach]:
    commitment = case.commitment
    if commitment and not commitment.restates and not commitment.assessments:
        fix = "add `date`, `recorded`, `delivery`, `reason` and `rests_on` under `assessments:`"
        yield Breach((), "there is no assessment", "at least one", fix)
    if commitment is None or not commitment.restates:
        return
    if not commitment.events and not commitment.assessments:
        fix = "add the event under `events:` by which it was said again"
        yield Breach((), "nothing tells when it was said again", "at least one event", fix)
    since = next((item.recorded for item in reversed(commitment.edits) if item.field == "restates"), dt.date.min)
    for index, item in enumerate(commitment.assessments):
        if item.recorded > since:
            found = f"it gives {commitment.restates!r} again, whose status it has"
            fix = f"write the assessment into {commitment.restates!r}"
            yield Breach(("assessments", index), found, "no status of its own", fix)


@rule("STA013", "A recommendation and a call were asked for; nobody promised them in the same words.")
def what_was_asked_for_is_no_promise(case: RecordContext) -> Iterator[Breach]:
    kinds, commitment = case.tracker.codelists["commitment-kind"].by_code, case.commitment
    if commitment is None or commitment.kind not in kinds or case.tracker.stance(commitment).awaits_answer:
        return
    rungs = kinds[commitment.kind].rungs or {}
    can_be_promised = any(case.tracker.level(code).holds_when == A_PROMISE for code in rungs)
    if commitment.recommendation or not can_be_promised:
        what = "a recommendation" if commitment.recommendation else f"the kind {commitment.kind!r}"
        asked = one_of(value.code for value in case.tracker.codelists["stance"].that(awaits_answer=True))
        fix = "write this, and the promise of those who have to act, if there is one, under `responses`"
        yield Breach(("stance",), f"{what} is marked {commitment.stance!r}", asked, fix)


@advice("STA011", "The reason of a status takes in what was written down since.")
def reasons_are_not_outrun(case: RecordContext) -> Iterator[Breach]:
    written, counting = case.commitment, case.in_force
    if written is None or counting is None or written.withdrawn or not counting.assessments:
        return
    newest, meaning = counting.assessments[-1], case.tracker.event_type
    events = [event for event in counting.events if not meaning(event).moves_nothing and _outruns(event, newest)]
    newer = [f"the event {event.id!r}" for event in events]
    newer += [f"the response of {answer.date}" for answer in counting.responses if _outruns(answer, newest)]
    if newer:
        path: FieldPath = ("assessments", written.assessments.index(newest), "reason")
        found = f"a newer entry exists than the reason of the status: {', '.join(newer)}"
        fix = "add an assessment, of the same value if it holds, whose reason takes it in; or leave a reason that holds"
        yield Breach(path, found, "a reason that knows the newest entry", fix)


def _outruns(entry: Event | Response, assessment: Assessment) -> bool:
    """Whether the entry was written down later than the assessment, and is about a later day."""
    is_known = isinstance(entry, Event) and {entry.id, entry.key} & {*assessment.rests_on}
    return not is_known and entry.recorded > assessment.recorded and entry.date.first > assessment.date.last
