"""Contributions of several people: a body that is asked and answers, two changes of one record, and filled-in forms."""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from macros.contribute.edit import append
from macros.contribute.forms import forms
from macros.contribute.intake import propose
from macros.read.quotes import level
from tests.year.cited import evidence, late_day, types
from tests.year.kinds import contribution
from tests.year.newcomers import any_kind, any_theme
from tests.year.played import NotNow, Played, active, path_of

_HEADER = "### {}\n\n{}\n"
_CONFLICT = re.compile(r"<{7} [^\n]*\n(?P<ours>.*?)\|{7} [^\n]*\n.*?={7}\n(?P<theirs>.*?)>{7} [^\n]*\n", re.DOTALL)


@contribution
def question_to_a_body(play: Played) -> None:
    name, item = play.pick(play.commitments())
    asked = {"date": play.today, "asked": f"Whether step {play.next()} was taken.", "commitments": [name]}
    play.append("body", item.lead_body, "replies", {**asked, "recorded": play.today})


@contribution
def answer_of_a_body_to_a_question(play: Played) -> None:
    """An entry is never changed: what came back stands in a new entry, which counts instead of the question."""
    for name in play.shuffled(play.tracker.bodies):
        for reply in active(play.tracker.as_written("body", name).replies):  # type: ignore[attr-defined]  # a body
            if reply.answered_on is None:
                commitments = [play.tracker.now_called("commitments", key) for key in reply.commitments]
                asked = {"date": str(reply.date), "asked": reply.asked, "commitments": commitments}
                came = {"answered_on": play.today, "quote": f"We have taken step {play.next()}."}
                corrects = {"entry": reply.key, "reason": "The body answered."}
                play.append("body", name, "replies", {**asked, **came, "recorded": play.today, "corrects": corrects})
                return
    raise NotNow


# Two people, one record.


def _search(play: Played, who: str) -> dict[str, Any]:
    words = {
        "places": ["pages of the body"],
        "words": [who],
        "found": f"The {who} found nothing in step {play.next()}.",
    }
    return {"date": play.today, **words}


def _merged(play: Played, path: str, ours: str, theirs: str) -> None:
    """What a reviewer does when two branches added to one record: git merges, and of a conflict both blocks stay."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, name) for name in ("ours", "base", "theirs")]
        for file, text in zip(files, (ours, play.text(path), theirs), strict=True):
            file.write_text(text, encoding="utf-8", newline="")
        done = subprocess.run(["git", "merge-file", "--diff3", "--stdout", *files], capture_output=True, check=False)
    play.write(path, _CONFLICT.sub(_both, done.stdout.decode("utf-8")))


def _both(conflict: re.Match[str]) -> str:
    """What goes on with a list stands before what begins one; where both begin the same one, its name stands once."""
    first, second = sorted((conflict["ours"], conflict["theirs"]), key=lambda block: block[0] != " ")
    begun = re.match(r"[a-z_]+:\n", first)
    return first + second.removeprefix(begun[0] if begun else "")


@contribution
def two_searches_merged(play: Played) -> None:
    name, _ = play.pick(play.commitments())
    path = path_of("commitment", name)
    sides = [append(play.text(path), "commitment", "searches", _search(play, who), path) for who in ("first", "second")]
    _merged(play, path, *sides)
    assert play.data(path)["searches"][-1]["date"] == play.today


@contribution
def event_and_search_merged(play: Played) -> None:
    name, item = play.pick(play.commitments())
    path, shown = path_of("commitment", name), evidence(play, least="")
    event = {"id": f"step-{play.number}", "date": late_day(play, item).isoformat(), "type": "finding"}
    event |= {"what": f"Step {play.number} was seen.", "recorded": play.today, "evidence": [shown]}
    ours = append(play.text(path), "commitment", "events", event, path)
    theirs = append(play.text(path), "commitment", "searches", _search(play, "second"), path)
    _merged(play, path, ours, theirs)


@contribution
def edit_and_search_merged(play: Played) -> None:
    name, _ = play.pick(play.commitments())
    path, base = path_of("commitment", name), play.text(path_of("commitment", name))
    was = play.data(path)["summary"]
    play.replace(path, ("summary",), f"{was} So it was said.")
    play.edited("commitment", name, "summary", was, "A sentence was missing.")
    ours = play.text(path)
    play.write(path, base)
    _merged(play, path, ours, append(base, "commitment", "searches", _search(play, "second"), path))


# Forms.


def _form(play: Played, name: str, typed: dict[str, str]) -> None:
    """Send a form, and take over the draft that is made of it."""
    form = next(form for form in forms(play.root) if form.name == name)
    shown = {field.id: typed.get(field.id, "_No response_") for field in form.fields}
    ticked = {field.id: "- [x] yes" for field in form.fields if field.kind == "checkboxes"}
    body = "\n".join(_HEADER.format(field.label, {**shown, **ticked}[field.id]) for field in form.fields)
    proposal = propose(play.root, play.day, body)
    assert proposal, body
    assert proposal["files"], f"{body}\n{proposal['answer']}"
    for path, text in proposal["files"].items():
        play.write(path, text)


def _page(play: Played, *, least: str) -> dict[str, str]:
    number = play.next()
    kind = play.tracker.title_of("source-type", play.pick(_offered(play, types(play, least=least))))
    page = {"link": f"https://pages.example/{number}", "publisher": f"Publisher {number}", "page-kind": kind}
    return {
        **page,
        "page-title": f"Notes on step {number}",
        "issued": play.today,
        "shows": f"It tells of step {number}.",
    }


def _offered(play: Played, codes: list[str]) -> list[str]:
    """The codes that a form offers; one that was added to the list this year stands in no form yet."""
    return [code for code in codes if not code.startswith("sort-")]


@contribution
def form_something_has_changed(play: Played) -> None:
    name, item = play.pick(play.commitments())
    kind = play.tracker.title_of("event-type", play.pick(("finding", "announcement", "action")))
    typed = {"record": name, "event": kind, "date": late_day(play, item).isoformat(), **_page(play, least="under-way")}
    _form(play, "changed", {**typed, "what": f"Step {play.number} was taken."})


@contribution
def form_something_is_wrong_with_an_event(play: Played) -> None:
    for name, item in play.commitments():
        for event in item.events:
            texts = (*(other.what for other in item.events), *(other.reason for other in item.assessments))
            if sum(level(event.what) in level(text) for text in texts) == 1:
                typed = {"record": name, "part": event.what, "why": "The words had a slip."}
                page = _page(play, least="delivered")
                _form(play, "wrong", {**typed, **page, "right": f"It was step {play.number} that was taken."})
                return
    raise NotNow


@contribution
def form_something_is_wrong_with_a_reason(play: Played) -> None:
    for name, item in play.commitments():
        reason = item.assessments[-1].reason
        texts = (*(event.what for event in item.events), *(judged.reason for judged in item.assessments))
        if sum(level(reason) in level(text) for text in texts) == 1:
            typed = {"record": name, "part": reason, "right": f"It is as step {play.next()} says."}
            _form(play, "wrong", {**typed, "why": "The reason had a slip."})
            return
    raise NotNow


@contribution
def form_new_promise(play: Played) -> None:
    page = _page(play, least="planned")
    body = play.pick(name for name, item in play.tracker.bodies.items() if not item.withdrawn)
    kind = play.pick(_offered(play, [any_kind(play)]) or ["service"])
    typed = {"name": f"Take step {play.number}", "summary": f"The body will take step {play.number}.", "maker": body}
    typed |= {"kind": play.tracker.title_of("commitment-kind", kind), "theme": any_theme(play), "date": play.today}
    _form(play, "promise", {**typed, **page, "done": f"Step {play.number} is taken.\nAll can see it."})
