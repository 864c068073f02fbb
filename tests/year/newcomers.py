"""Contributions that add whole records, and words, codes and names that records may use."""

from __future__ import annotations

from typing import Any

from tests.year.additions import answer, record_event
from tests.year.cited import DELIVERED, PLANNED, UNDER_WAY, evidence, source
from tests.year.kinds import contribution
from tests.year.played import Played


def any_body(play: Played) -> str:
    """A body that was not withdrawn."""
    return play.pick(name for name, item in play.tracker.bodies.items() if not item.withdrawn)


def any_theme(play: Played) -> str:
    """A theme that was not withdrawn."""
    return play.pick(name for name, item in play.tracker.themes.items() if not item.withdrawn)


def any_kind(play: Played) -> str:
    """A kind of commitment for which a promise has a meaning."""
    kinds = play.tracker.codelists["commitment-kind"].values
    return play.pick(item.code for item in kinds if "planned" in (item.rungs or {}))


def promise(play: Played, **other: Any) -> str:
    """A new commitment by hand, as the guide shows it; its id."""
    shown = evidence(play, least="planned")
    number, body = play.number, any_body(play)
    event = {"id": "promise", "date": play.today, "type": "announcement", "what": f"Step {number} was announced."}
    judged = {"date": play.today, "recorded": play.today, "delivery": "planned", "rests_on": ["promise"]}
    values = {
        "title": f"Take step {number}",
        "summary": f"The body will take step {number}.",
        "kind": any_kind(play),
        "made_by": [body],
        "stance": "asked" if "recommendation" in other else "promised",
        "made_date": play.today,
        "made_evidence": [shown],
        "lead_body": body,
        "themes": [any_theme(play)],
        "done_when": [{"id": "taken", "text": f"Step {number} is taken."}, {"id": "shown", "text": "All can see it."}],
        "events": [{**event, "recorded": play.today, "evidence": [shown]}],
        "assessments": [{**judged, "reason": "It was announced."}],
    }
    return play.make("commitment", f"step-{number}", {**values, **other})


@contribution
def new_promise(play: Played) -> None:
    cited = source(play, least="planned")
    number, body = play.number, any_body(play)
    play.run(
        *("new", "commitment", f"step-{number}", "--yes", "--kind", any_kind(play), "--themes", any_theme(play)),
        *("--title", f"Take step {number}", "--summary", f"The body will take step {number}."),
        *("--made-by", body, "--made-date", play.today, "--lead-body", body, "--stance", "promised"),
        *("--point", f"Step {number} is taken.", "--point", f"What step {number} showed is published."),
        *("--source", cited, "--says", f"The page promises step {number}."),
    )


@contribution
def new_ask_that_nobody_promised(play: Played) -> None:
    ask(play)


def ask(play: Played) -> str:
    """A new commitment that somebody asks for, by the command; its id."""
    cited = source(play, least="planned")
    number = play.number
    play.run(
        *("new", "commitment", f"ask-{number}", "--yes", "--kind", any_kind(play), "--themes", any_theme(play)),
        *("--title", f"Do what step {number} asks", "--summary", f"It is asked that step {number} be taken."),
        *("--made-by", any_body(play), "--made-date", play.today, "--lead-body", any_body(play)),
        *("--stance", "asked", "--point", f"Step {number} is taken.", "--source", cited),
        *("--says", f"The page asks for step {number}.", "--place", "pages of the body"),
        *("--word", "answer", "--found", "No answer was found."),
    )
    return f"ask-{number}"


@contribution
def new_body(play: Played) -> None:
    number = play.next()
    classes = play.tracker.codelists["body-classification"].values
    values = {
        "name": f"Office {number}",
        "classification": play.pick(classes).code,
        "description": f"An office that takes step {number}.",
    }
    name = play.make("body", f"office-{number}", values)
    promise(play, made_by=[name], lead_body=name)


def report(play: Played) -> str:
    """A new report; its id."""
    number = play.next()
    values = {"name": f"Report of step {number}", "short_name": f"report {number}", "noun": "report"}
    return play.make("report", f"report-{number}", {**values, "body": any_body(play), "published": play.today})


@contribution
def new_report(play: Played) -> None:
    report(play)


@contribution
def new_recommendation(play: Played) -> None:
    """Of a new report, under a label that is no number."""
    made = {"report": report(play), "label": play.pick(("6a", "113.6", "4(a)(i)")), "numbering": "agreed"}
    promise(play, recommendation={**made, "evidence": [evidence(play)]})


@contribution
def new_theme(play: Played) -> None:
    number = play.next()
    name = f"subject-{number}"
    play.make("theme", name, {"title": f"Subject {number}", "description": f"What belongs to step {number}."})
    promise(play, themes=[name])


def figure(play: Played, unit: str) -> str:
    """A new figure with its first value; its id."""
    shown = evidence(play, least="planned")
    number = play.number
    value = {"date": play.today, "value": str(number), "qualifier": "exactly", "recorded": play.today}
    values = {
        "title": f"Steps taken in round {number}",
        "definition": f"Steps of round {number}, counted by the body.",
        "unit": unit,
        "scope": "The whole area",
        "body": any_body(play),
        "themes": [any_theme(play)],
        "values": [{**value, "evidence": [shown]}],
    }
    return play.make("figure", f"steps-{number}", values)


@contribution
def new_figure(play: Played) -> None:
    unit = play.pick(play.tracker.codelists["unit"].values).code
    promise(play, figures=[figure(play, unit)])


@contribution
def new_value_of_a_figure(play: Played) -> None:
    name = play.pick(name for name, item in play.tracker.figures.items() if not item.withdrawn)
    cited = source(play, least="planned")
    play.run(
        *("record", name, "value", "--yes", "--date", play.today, "--value", str(play.number)),
        *("--qualifier", "exactly", "--source", cited, "--says", "The page gives the number."),
    )


@contribution
def new_background(play: Played) -> None:
    shown = evidence(play, least="planned")
    number = play.number
    event = {"id": "report", "date": play.today, "what": f"Report {number} was published.", "recorded": play.today}
    values = {
        "title": f"Report {number}",
        "summary": f"A report on step {number}.",
        "bodies": [any_body(play)],
        "themes": [any_theme(play)],
        "commitments": [play.pick(play.commitments())[0]],
        "events": [{**event, "evidence": [shown]}],
    }
    play.make("background", f"report-{number}", values)


@contribution
def new_earlier_ask(play: Played) -> None:
    name, _ = play.pick(play.commitments())
    background = play.pick(key for key, item in play.tracker.background.items() if not item.withdrawn)
    shown = evidence(play, least="planned")
    entry = {"background": background, "date": play.today, "what": f"It asked for step {play.number}."}
    play.append("commitment", name, "earlier_asks", {**entry, "recorded": play.today, "evidence": [shown]})


@contribution
def new_word_of_the_glossary(play: Played) -> None:
    number = play.next()
    play.add_item("glossary", "", "terms", {"term": f"round {number}", "definition": f"The round of step {number}."})


@contribution
def new_office_holder(play: Played) -> None:
    number = play.next()
    cited = play.pick(play.tracker.sources)
    role = {"title": "Clerk", "body": any_body(play), "start": str(play.day.year), "end": None}
    person = {"name": f"Robin Ferry{'abcdefghij'[number % 10]}", "roles": [role], "sources": [cited]}
    play.add_item("office-holders", "", "people", person)


# A code added to a codelist, and used on the same day. One from which a status follows is added in the open.


def _added(play: Played, codelist: str, at: int | None = None, **meaning: Any) -> str:
    number = play.next()
    code = f"sort-{number}"
    value = {"code": code, "title": f"Sort {number}", "description": f"What step {number} brought.", **meaning}
    play.add_item("codelist", codelist, "values", value, at)
    return code


def _weighty(play: Played, codelist: str, at: int | None = None, **meaning: Any) -> str:
    code = _added(play, codelist, at, **meaning)
    play.edited("codelist", codelist, f"values.{code}", None, "A status follows from it.")
    play.changed()
    return code


@contribution
def new_unit(play: Played) -> None:
    promise(play, figures=[figure(play, _added(play, "unit", singular="sort"))])


@contribution
def new_kind_of_commitment(play: Played) -> None:
    rungs = dict.fromkeys(("planned", "under-way", "part-delivered", "delivered"), "As far as this.")
    promise(play, kind=_added(play, "commitment-kind", check_days="90", rungs=rungs, published_in="On its pages."))


@contribution
def new_class_of_body(play: Played) -> None:
    code = _added(play, "body-classification", requests=["letter"])
    name = f"board-{play.number}"
    values = {"name": f"Board {play.number}", "classification": code, "description": "A board of its own class."}
    play.make("body", name, values)
    promise(play, supporting_bodies=[name])


@contribution
def new_type_of_source(play: Played) -> None:
    code = _weighty(play, "source-type", carries="planned")
    name, _ = play.pick(play.commitments())
    cited = source(play)
    play.replace(f"data/sources/{cited}.yaml", ("type",), code)
    _told(play, name, cited, "finding")


@contribution
def new_type_of_event(play: Played) -> None:
    """The first act that carries a promise out is of the new type."""
    code = _weighty(play, "event-type", is_act="true", shape="dot")
    name = promise(play)
    play.changed()
    record_event(play, name, code, day=play.day, least=UNDER_WAY)
    assert play.tracker.commitments[name].assessments[-1].delivery == UNDER_WAY


@contribution
def new_event_that_moves_nothing(play: Played) -> None:
    name, _ = play.pick(play.commitments())
    _told(play, name, source(play), _added(play, "event-type", moves_nothing="true", shape="ring"))


@contribution
def new_sort_of_answer(play: Played) -> None:
    """What was only asked for is promised by an answer of the new sort."""
    code = _weighty(play, "response", is_promise="true")
    name = ask(play)
    answer(play, name, play.tracker.commitments[name].lead_body, code)
    assert play.tracker.commitments[name].assessments[-1].delivery == PLANNED


@contribution
def new_level_of_delivery(play: Played) -> None:
    """It stands above the level of an act, and a new kind has it as a rung in its place."""
    levels = list(play.tracker.codelists["delivery"].by_code)
    asks = {"question": "Is it on trial?", "needs": "An act.", "holds_when": "an-act", "rank": "2", "shape": "ring"}
    level = _weighty(play, "delivery", levels.index(UNDER_WAY), **asks)
    rungs = dict.fromkeys((PLANNED, level, DELIVERED), "As far as this.")
    kind = _added(play, "commitment-kind", check_days="90", rungs=rungs, published_in="On its pages.")
    name = promise(play, kind=kind)
    play.changed()
    record_event(play, name, "action", day=play.day, least=UNDER_WAY)
    assert play.tracker.commitments[name].assessments[-1].delivery == level


@contribution
def new_qualifier(play: Played) -> None:
    code = _added(play, "qualifier")
    name = play.pick(name for name, item in play.tracker.figures.items() if not item.withdrawn)
    shown = evidence(play, least="planned")
    entry = {"date": play.today, "value": str(play.number), "qualifier": code, "recorded": play.today}
    play.append("figure", name, "values", {**entry, "evidence": [shown]})


def _told(play: Played, name: str, cited: str, kind: str) -> None:
    event = {"id": f"step-{play.number}", "date": play.today, "type": kind, "what": f"Step {play.number} was told."}
    shown = [{"source": cited, "says": "The page tells of it."}]
    play.append("commitment", name, "events", {**event, "recorded": play.today, "evidence": shown})
