"""Accidents that leave no trace in the record itself: only the comparison with what it said before can see them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from macros.model.entries import entry_lists
from macros.model.tracker import MODELS
from macros.read.kinds import FOLDERS
from tests.year.accidents import any_list, rewrite, silently
from tests.year.edits import rename
from tests.year.kinds import COMPARISON, accident
from tests.year.played import NotNow, Played, path_of

LISTS = tuple((kind, field) for kind in FOLDERS for field in entry_lists(MODELS[kind]))


@accident(COMPARISON)
def new_entry_dated_back(play: Played) -> None:
    """It says that it was written weeks before it was."""
    name, item = play.pick(play.commitments())
    day = max(entry.written for entry in item.entries()) - dt.timedelta(days=20)
    found = {"places": ["pages of the body"], "words": ["progress"], "found": "Nothing was found."}
    play.append("commitment", name, "searches", {"date": day.isoformat(), **found, "recorded": day.isoformat()})


@accident(COMPARISON)
def entries_of_one_day_reordered(play: Played) -> None:
    path, field, at = _same_day(play)

    def turn(data: dict[str, Any]) -> None:
        data[field][at], data[field][at + 1] = data[field][at + 1], data[field][at]

    rewrite(play, path, turn)


@accident(COMPARISON)
def entry_inserted_before_an_old_one_of_its_day(play: Played) -> None:
    path, field = any_list(play)
    if field in ("edits", "stored"):
        raise NotNow

    def insert(data: dict[str, Any]) -> None:
        copy = {**data[field][0], "recorded": play.today}
        copy.pop("corrects", None)
        data[field].insert(0, {**copy, "id": f"early-{play.next()}"} if "id" in copy else copy)

    rewrite(play, path, insert)


def _same_day(play: Played) -> tuple[str, str, int]:
    for kind, field in play.shuffled(LISTS):
        dated = entry_lists(MODELS[kind])[field].DATED_BY
        for name in play.shuffled(getattr(play.tracker, FOLDERS[kind])):
            entries = play.data(path_of(kind, name)).get(field) or []
            for at in range(len(entries) - 1):
                if entries[at][dated] == entries[at + 1][dated] and not any("corrects" in item for item in entries):
                    return path_of(kind, name), field, at
    raise NotNow


@accident(COMPARISON)
def quote_of_the_promise_retyped(play: Played) -> None:
    for name, item in play.commitments():
        for place, shown in enumerate(item.made_evidence):
            words = (shown.quote or "").split()
            if len(words) > 6 and shown.source in play.tracker.texts:
                place_of_it = ("made_evidence", place, "quote")
                play.replace(path_of("commitment", name), place_of_it, " ".join(words[:-1]))
                return
    raise NotNow


@accident(COMPARISON)
def goalpost_that_leaves_nothing_public(play: Played) -> None:
    """From now on the body's own word would do."""
    for name, item in play.commitments():
        for at, point in enumerate(item.done_when):
            if point.public_instrument and not any(point.id in event.meets for event in item.events):
                rewrite(
                    *(play, path_of("commitment", name)),
                    lambda data, at=at: data["done_when"][at].update(public_instrument="false"),  # type: ignore[misc]
                )
                return
    raise NotNow


@accident(COMPARISON)
def lead_body_changed_in_silence(play: Played) -> None:
    silently(play, "commitment", "lead_body", lambda was: play.pick(key for key in play.tracker.bodies if key != was))


@accident(COMPARISON)
def maker_changed_in_silence(play: Played) -> None:
    silently(
        play, "commitment", "made_by", lambda was: [play.pick(key for key in play.tracker.bodies if key not in was)]
    )


@accident(COMPARISON)
def day_of_the_promise_changed_in_silence(play: Played) -> None:
    silently(play, "commitment", "made_date", lambda was: "2000" if was != "2000" else "2001")


@accident(COMPARISON)
def kind_changed_in_silence(play: Played) -> None:
    """To a kind with the same rungs, so that the status still follows."""
    kinds = play.tracker.codelists["commitment-kind"].by_code
    for name, item in play.commitments():
        same = [code for code, other in kinds.items() if set(other.rungs or ()) == set(kinds[item.kind].rungs or ())]
        if others := [code for code in same if code != item.kind]:
            play.replace(path_of("commitment", name), ("kind",), play.pick(others))
            return
    raise NotNow


@accident(COMPARISON)
def type_of_a_source_changed_in_silence(play: Played) -> None:
    """To a type of the same weight, so that every status still follows."""
    types = play.tracker.codelists["source-type"].by_code
    for name, item in play.shuffled(play.tracker.sources.items()):
        weight = types[item.type].model_dump(exclude={"code", "title", "description"})
        same = [
            code
            for code, other in types.items()
            if other.model_dump(exclude={"code", "title", "description"}) == weight
        ]
        if others := [code for code in same if code != item.type]:
            play.replace(path_of("source", name), ("type",), play.pick(others))
            return
    raise NotNow


@accident(COMPARISON)
def unit_of_a_figure_changed_in_silence(play: Played) -> None:
    codes = [value.code for value in play.tracker.codelists["unit"].values]
    silently(play, "figure", "unit", lambda was: play.pick(code for code in codes if code != was))


@accident(COMPARISON)
def definition_of_a_figure_changed_in_silence(play: Played) -> None:
    silently(play, "figure", "definition", lambda was: f"{was} Or about that.")


@accident(COMPARISON)
def address_of_a_source_changed_in_silence(play: Played) -> None:
    silently(play, "source", "url", lambda was: f"https://elsewhere.example/{play.next()}")


@accident(COMPARISON)
def ceiling_of_a_type_of_source_raised_in_silence(play: Played) -> None:
    """What nobody cites yet could carry more from tomorrow on."""
    used = {item.type for item in play.tracker.sources.values()}
    values = play.tracker.codelists["source-type"].values
    at = play.pick(at for at, value in enumerate(values) if value.code not in used and value.carries != "delivered")
    rewrite(play, path_of("codelist", "source-type"), lambda data: data["values"][at].update(carries="delivered"))


@accident(COMPARISON)
def meaning_of_a_code_changed_in_silence(play: Played) -> None:
    values = play.tracker.codelists["delivery"].values
    place = ("values", play.rng.randrange(len(values)), "description")
    play.replace(path_of("codelist", "delivery"), place, "It means something else from today on.")


@accident(COMPARISON)
def code_taken_away(play: Played) -> None:
    values = play.tracker.codelists["unit"].values
    used = {item.unit for item in play.tracker.figures.values()}
    at = play.pick(at for at, value in enumerate(values) if value.code not in used)
    rewrite(play, path_of("codelist", "unit"), lambda data: data["values"].pop(at))


@accident(COMPARISON)
def withdrawal_taken_back(play: Played) -> None:
    for kind in play.shuffled(("commitment", "background")):
        for name, item in play.shuffled(getattr(play.tracker, FOLDERS[kind]).items()):
            if item.withdrawn:
                rewrite(play, path_of(kind, name), lambda data: data.pop("withdrawn"))
                return
    raise NotNow


@accident(COMPARISON)
def withdrawal_with_another_reason(play: Played) -> None:
    for name, item in play.shuffled(play.tracker.commitments.items()):
        if item.withdrawn:
            play.replace(path_of("commitment", name), ("withdrawn", "reason"), "For some other reason.")
            return
    raise NotNow


@accident(COMPARISON)
def pointer_turned(play: Played) -> None:
    path = play.pick(play.tracker.moved)
    folder, _, old = path.partition("/")
    others = [name for name in getattr(play.tracker, folder) if name != play.tracker.now_called(folder, old)]
    play.replace(f"data/{path}.yaml", ("moved_to",), play.pick(others))


@accident(COMPARISON)
def rename_back(play: Played) -> None:
    """The old id would mean two things in old links."""
    path = play.pick(path for path in play.tracker.moved if path.startswith("commitments/"))
    old = path.partition("/")[2]
    new = play.tracker.now_called("commitments", old)
    play.remove(f"data/{path}.yaml")
    rename(play, "commitment", new, old)


@accident(COMPARISON)
def helpline_changed_in_silence(play: Played) -> None:
    play.replace("data/helplines.yaml", ("helplines", 0, "hours"), f"on the day of step {play.next()}")
