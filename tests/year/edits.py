"""Contributions that change a value in the open, withdraw a record, or give it a new id."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from macros.model.base import Refers
from macros.model.fields import marked, values_at
from macros.model.tracker import MODELS
from macros.read.kinds import FOLDERS
from tests.year.cited import evidence
from tests.year.kinds import contribution
from tests.year.newcomers import any_theme, promise
from tests.year.played import NotNow, Played, path_of
from tests.year.repairs import correct, standing

REASON = "It was not what the page says."


def edit(play: Played, kind: str, name: str, field: str, change: Callable[[Any], Any]) -> None:
    """Give a field that is there another value, and say so under `edits`. Parts of the field are behind dots."""
    path = path_of(kind, name)
    place = _place(play.data(path), field)
    was = play.data(path)
    for part in place:
        was = was[part]  # type: ignore[call-overload]  # a list is asked by number, a mapping by name
    play.replace(path, place, change(was))
    play.edited(kind, name, field, was if isinstance(was, str) else json.dumps(was, ensure_ascii=False), REASON)


def _place(data: Any, field: str) -> tuple[str | int, ...]:
    """Where in the file stands what an edit names; the items of a list are named by what tells them apart."""
    found: list[str | int] = []
    for part in field.split("."):
        if isinstance(data, list):
            at = next(at for at, item in enumerate(data) if part in map(_named, item.values()))
            found.append(at)
            data = data[at]
        else:
            found.append(part)
            data = data[part]
    return (*found, "text") if field.startswith("done_when.") and field.count(".") == 1 else tuple(found)


def _named(value: Any) -> str:
    return "-".join("".join(sign if sign.isalnum() else " " for sign in str(value).lower()).split())


def some(play: Played, kind: str, has: str = "") -> str:
    """A record that was not withdrawn, and that has a field."""
    records = getattr(play.tracker, FOLDERS[kind]).items()
    found = (name for name, item in records if not getattr(item, "withdrawn", None))
    return play.pick(name for name in found if not has or play.data(path_of(kind, name)).get(has))


def more(text: str) -> str:
    """A text with a word more, cut where it would grow too long for a title."""
    return f"{text[:54].rstrip(' .')} again"


@contribution
def edit_of_a_title(play: Played) -> None:
    kind = play.pick(("commitment", "figure", "background", "theme"))
    edit(play, kind, some(play, kind), "title", more)


@contribution
def edit_of_a_summary(play: Played) -> None:
    edit(play, "commitment", some(play, "commitment"), "summary", lambda text: f"{text} It said so again.")


@contribution
def edit_of_the_spelling_of_a_point(play: Played) -> None:
    name = some(play, "commitment")
    point = play.pick(play.tracker.commitments[name].done_when).id
    edit(play, "commitment", name, f"done_when.{point}", lambda text: f"{text.removesuffix('.')} then.")


@contribution
def edit_of_the_lead_body(play: Played) -> None:
    name = some(play, "commitment")
    edit(play, "commitment", name, "lead_body", lambda was: play.pick(b for b in play.tracker.bodies if b != was))


@contribution
def edit_of_the_day_of_a_promise(play: Played) -> None:
    """The day was known as a month only, or the other way round."""
    for name, item in play.commitments():
        if item.made_date.is_exact:
            edit(play, "commitment", name, "made_date", lambda was: was[:7])
            return
    raise NotNow


@contribution
def edit_of_the_label_of_a_recommendation(play: Played) -> None:
    name = play.pick(key for key, item in play.tracker.active.items() if item.recommendation)
    edit(play, "commitment", name, "recommendation.label", lambda was: f"{was}a" if was.isdecimal() else f"{was}.1")


@contribution
def edit_of_what_a_report_is_called(play: Played) -> None:
    edit(play, "report", some(play, "report"), "short_name", lambda was: f"new {was}")


@contribution
def edit_of_how_many_recommendations_a_report_made(play: Played) -> None:
    edit(play, "report", some(play, "report", "count"), "count", lambda was: str(int(was) + 1))


@contribution
def edit_of_the_words_of_the_site(play: Played) -> None:
    edit(play, "site", "site", "about", lambda was: f"{was} It is kept by the town.")


@contribution
def edit_of_the_themes(play: Played) -> None:
    name = some(play, "commitment")
    theme = play.pick(key for key in play.tracker.themes if key not in play.tracker.commitments[name].themes)
    edit(play, "commitment", name, "themes", lambda was: [*was, theme])


@contribution
def edit_of_a_publisher(play: Played) -> None:
    edit(play, "source", some(play, "source"), "publisher", more)


@contribution
def edit_of_the_type_of_a_source(play: Played) -> None:
    """A document that nothing but a finding without a point rests on was called something else."""
    from tests.year.additions import record_event
    from tests.year.cited import late_day, types

    name, item = play.pick(play.commitments())
    record_event(play, name, "finding", day=late_day(play, item), least="")
    cited = max(play.tracker.sources, key=lambda key: key.endswith(f"-{play.number}"))
    edit(play, "source", cited, "type", lambda was: play.pick(t for t in types(play, least="") if t != was))


@contribution
def edit_of_the_name_of_a_body(play: Played) -> None:
    edit(play, "body", some(play, "body"), "name", lambda name: f"{name} again")


@contribution
def edit_of_the_title_of_a_codelist(play: Played) -> None:
    edit(play, "codelist", play.pick(play.tracker.codelists), "title", more)


@contribution
def edit_of_the_title_of_a_code(play: Played) -> None:
    name = play.pick(key for key in play.tracker.codelists if key not in ("source-type", "event-type"))
    code = play.pick(play.tracker.codelists[name].values).code
    edit(play, "codelist", name, f"values.{_named(code)}.title", more)


@contribution
def edit_of_the_number_of_a_helpline(play: Played) -> None:
    lines = play.tracker.helplines
    helpline = play.pick(lines.helplines if lines else ())
    edit(play, "helplines", "", f"helplines.{_named(helpline.name)}.number", lambda _: f"0800 000 {play.next():03}")


@contribution
def edit_of_the_meaning_of_a_word(play: Played) -> None:
    term = play.pick(play.tracker.glossary.terms if play.tracker.glossary else ())
    edit(play, "glossary", "", f"terms.{_named(term.term)}.definition", lambda text: f"{text} It is said so often.")


@contribution
def edit_of_an_edited_value(play: Played) -> None:
    """The same field again: the second edit names what the first one wrote."""
    name = play.pick(key for key, item in play.tracker.active.items() if any(e.field == "summary" for e in item.edits))
    edit(play, "commitment", name, "summary", lambda text: f"{text} And once more.")


@contribution
def two_edits_on_one_day(play: Played) -> None:
    name = some(play, "commitment")
    for word in ("first", "second"):
        edit(play, "commitment", name, "summary", lambda text, word=word: f"{text} This was the {word}.")


# Withdrawals. What counts must not rest on what is withdrawn.


def withdraw(play: Played, kind: str, name: str) -> None:
    """Say that a record was a mistake as a whole."""
    play.put(kind, name, "withdrawn", {"date": play.today, "reason": f"It was a mistake; see step {play.next()}."})


def _bare(play: Played, kind: str) -> str:
    """A record of the kind that no other one names."""
    named = {value for document in play.reading().documents for value in names_in(document, kind)}
    records = getattr(play.tracker, FOLDERS[kind]).items()
    return play.pick(name for name, item in records if name not in named and not item.withdrawn)


def names_in(document: Any, kind: str) -> list[str]:
    """The ids of a kind of record that a file names."""
    return [value for _, value in places_in(document, kind)]


def places_in(document: Any, kind: str) -> list[tuple[tuple[str | int, ...], str]]:
    """Likewise, each with its place."""
    return [
        place
        for pattern, marker in marked(MODELS[document.kind])
        if isinstance(marker, Refers) and marker.kind == kind
        for place in values_at(document.data, pattern)
    ]


@contribution
def withdrawal_of_a_promise(play: Played) -> None:
    withdraw(play, "commitment", _bare(play, "commitment"))


@contribution
def withdrawal_of_background(play: Played) -> None:
    withdraw(play, "background", _bare(play, "background"))


@contribution
def withdrawal_of_a_figure(play: Played) -> None:
    """A promise had named the figure; now it names none."""
    for name, item in play.commitments(still_open=False):
        users = [
            key for key, other in play.tracker.commitments.items() if item.figures and item.figures[-1] in other.figures
        ]
        if users == [name] and not play.tracker.figures[item.figures[-1]].withdrawn:
            gone = item.figures[-1]
            edit(play, "commitment", name, "figures", lambda was, gone=gone: [key for key in was if key != gone])
            withdraw(play, "figure", gone)
            return
    raise NotNow


@contribution
def withdrawal_of_a_source(play: Played) -> None:
    """First what rests on the source is corrected; then nothing that counts rests on it."""
    for wrong in standing(play, "commitment", "events"):
        cited = {item.source for item in wrong[3].evidence}
        named = [d.id for d in play.reading().documents for name in names_in(d, "source") if name in cited]
        if len(cited) == 1 and named == [wrong[1]]:
            kind = play.tracker.sources[cited.copy().pop()].type
            better = evidence(play)
            play.replace(path_of("source", better["source"]), ("type",), kind)
            correct(play, wrong, {"entry": wrong[3].key}, evidence=[better])
            withdraw(play, "source", cited.pop())
            return
    raise NotNow


def _another_body(play: Played, name: str) -> str:
    return play.pick(other for other, item in play.tracker.bodies.items() if other != name and not item.withdrawn)


@contribution
def withdrawal_of_a_body(play: Played) -> None:
    number = play.next()
    classes = play.tracker.codelists["body-classification"].values
    values = {
        "name": f"Bureau {number}",
        "description": "A bureau that does not exist.",
        "classification": classes[0].code,
    }
    name = play.make("body", f"bureau-{number}", values)
    record = promise(play, supporting_bodies=[name])
    edit(play, "commitment", record, "supporting_bodies", lambda was: [_another_body(play, name)])
    withdraw(play, "body", name)


@contribution
def withdrawal_of_a_report(play: Played) -> None:
    """Nothing was recommended by it yet."""
    withdraw(play, "report", _bare(play, "report"))


@contribution
def withdrawal_of_a_theme(play: Played) -> None:
    number = play.next()
    play.make("theme", f"matter-{number}", {"title": f"Matter {number}", "description": "A subject that is none."})
    record = promise(play, themes=[any_theme(play), f"matter-{number}"])
    edit(play, "commitment", record, "themes", lambda was: was[:1])
    withdraw(play, "theme", f"matter-{number}")


# Renames.


def rename(play: Played, kind: str, old: str, new: str) -> None:
    """Give a record a new id: its file, its text, whatever names it, and a pointer at the old place."""
    for document in play.reading().documents:
        for place, value in places_in(document, kind) if document.kind != "moved" else ():
            if value == old:
                play.replace(document.path, place, new) if isinstance(place[-1], str) else _in_list(
                    play, document.path, place, new
                )
    play.write(path_of(kind, new), play.text(path_of(kind, old)))
    for ending in (".txt",) if kind == "source" and old in play.tracker.texts else ():
        play.hold(new, play.tracker.texts[old], ending)
        play.remove(f"seeds/{old}{ending}")
    play.remove(path_of(kind, old))
    pointer = {"moved_to": new, "date": play.today, "reason": f"A better name was found in step {play.next()}."}
    play.write(path_of(kind, old), "".join(f"{key}: {value}\n" for key, value in pointer.items()))
    for document in play.reading().documents:
        if (
            document.kind == "moved"
            and document.data["moved_to"] == old
            and document.path.split("/")[1] == FOLDERS[kind]
        ):
            play.replace(document.path, ("moved_to",), new)  # an earlier pointer follows the record


def _in_list(play: Played, path: str, place: tuple[str | int, ...], new: str) -> None:
    """Another value of a list of plain values: the whole list is written anew."""
    values: Any = play.data(path)
    for part in place[:-1]:
        values = values[part]
    play.replace(path, place[:-1], [new if at == place[-1] else item for at, item in enumerate(values)])


def _renamed(play: Played, kind: str) -> None:
    # An id of one word is among the words by which titles are told from names, and a title may need it.
    old = play.pick(name for name in play.shuffled(getattr(play.tracker, FOLDERS[kind])) if "-" in name)
    rename(play, kind, old, f"{old}-n{play.next()}")


@contribution
def rename_of_a_promise(play: Played) -> None:
    _renamed(play, "commitment")


@contribution
def rename_of_a_body(play: Played) -> None:
    _renamed(play, "body")


@contribution
def rename_of_a_theme(play: Played) -> None:
    _renamed(play, "theme")


@contribution
def rename_of_a_report(play: Played) -> None:
    _renamed(play, "report")


@contribution
def rename_of_a_figure(play: Played) -> None:
    _renamed(play, "figure")


@contribution
def rename_of_background(play: Played) -> None:
    _renamed(play, "background")


@contribution
def rename_of_a_source(play: Played) -> None:
    found = (name for name, item in play.tracker.sources.items() if item.text != "fingerprint" and not item.withdrawn)
    old = play.pick(found)
    rename(play, "source", old, f"{old}-n{play.next()}")


@contribution
def rename_again(play: Played) -> None:
    """A record that was renamed before gets a third name."""
    pointer = play.pick(path for path in play.tracker.moved if path.startswith("commitments/"))
    old = play.tracker.now_called("commitments", pointer.partition("/")[2])
    rename(play, "commitment", old, f"{old}-n{play.next()}")
