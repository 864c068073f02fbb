"""Accidents: what nobody may do to the record, by mistake or by intent. Each names what refuses it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from macros.contribute.edit import block
from macros.model.entries import entry_lists
from macros.model.tracker import MODELS
from macros.read.kinds import FOLDERS
from tests.year.edits import rename, some, withdraw
from tests.year.kinds import CHECK, COMPARISON, accident
from tests.year.played import NotNow, Played, path_of
from tests.year.repairs import correct, standing

_LISTS = tuple((kind, field) for kind in FOLDERS for field in entry_lists(MODELS[kind]))


def rewrite(play: Played, path: str, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the values of a file in any way, and write it anew."""
    data = play.data(path)
    change(data)
    play.write(path, "\n".join(block(data)) + "\n")


def any_list(play: Played, least: int = 1) -> tuple[str, str]:
    """The path of a record with so many entries in one of its lists, and the list."""
    for kind, field in play.shuffled(_LISTS):
        for name in play.shuffled(getattr(play.tracker, FOLDERS[kind])):
            if len(play.data(path_of(kind, name)).get(field) or ()) >= least:
                return path_of(kind, name), field
    raise NotNow


# Entries.


@accident(COMPARISON)
def entry_changed(play: Played) -> None:
    path, field = any_list(play)
    at = play.rng.randrange(len(play.data(path)[field]))
    entry = play.data(path)[field][at]
    word = play.pick(
        key for key in entry if key in ("what", "reason", "note", "found", "asked", "sha256") or key == "date"
    )
    wrong = "0" * 64 if word == "sha256" else "1990-01-01" if word == "date" else f"{entry[word]} Or not."
    play.replace(path, (field, at, word), wrong)


@accident(COMPARISON)
def entry_removed(play: Played) -> None:
    path, field = any_list(play, 2)
    rewrite(play, path, lambda data: data[field].pop(play.rng.randrange(len(data[field]))))


@accident(COMPARISON)
def entry_without_a_field_that_it_had(play: Played) -> None:
    for kind, name, field, entry in standing(play, "commitment", "responses"):
        if entry.note:
            at = play.tracker.as_written(kind, name).responses.index(entry)  # type: ignore[attr-defined]
            rewrite(play, path_of(kind, name), lambda data, at=at, field=field: data[field][at].pop("note"))  # type: ignore[misc]
            return
    raise NotNow


@accident(COMPARISON)
def entry_with_another_day_of_writing(play: Played) -> None:
    kind, name, _, entry = next(standing(play, "commitment", "events"))
    at = play.tracker.as_written(kind, name).events.index(entry)  # type: ignore[attr-defined]
    play.replace(path_of(kind, name), ("events", at, "recorded"), (entry.recorded + dt.timedelta(1)).isoformat())


@accident(COMPARISON)
def quote_retyped(play: Played) -> None:
    """Another passage that stands in the text, too, so that only the comparison can see it."""
    for kind, name, field, entry in standing(play, "commitment", "events"):
        for place, item in enumerate(entry.evidence):
            words = (item.quote or "").split()
            if len(words) > 6 and item.source in play.tracker.texts:
                at = play.tracker.as_written(kind, name).events.index(entry)  # type: ignore[attr-defined]
                shorter = " ".join(words[:-1])
                play.replace(path_of(kind, name), (field, at, "evidence", place, "quote"), shorter)
                return
    raise NotNow


# Goalposts, and whatever else may change only in the open.


@accident(COMPARISON)
def goalpost_weakened(play: Played) -> None:
    name = some(play, "commitment")
    point = play.rng.randrange(len(play.tracker.commitments[name].done_when))
    place = ("done_when", point, "text")
    play.replace(path_of("commitment", name), place, "Some of it is looked at again.")


@accident(COMPARISON)
def goalpost_taken_away(play: Played) -> None:
    for name, item in play.commitments():
        named = {
            point
            for entry in (*item.events, *item.due)
            for point in getattr(entry, "meets", entry.__dict__.get("points", ()))
        }
        for at, point in enumerate(item.done_when):
            if len(item.done_when) > 1 and point.id not in named:
                rewrite(play, path_of("commitment", name), lambda data, at=at: data["done_when"].pop(at))  # type: ignore[misc]
                return
    raise NotNow


def silently(play: Played, kind: str, field: str, value: Callable[[Any], Any]) -> None:
    """Give a field another value, and say nothing of it."""
    name = some(play, kind, field)
    path = path_of(kind, name)
    play.replace(path, (field,), value(play.data(path)[field]))


@accident(COMPARISON)
def title_changed_in_silence(play: Played) -> None:
    silently(play, play.pick(("commitment", "figure", "background")), "title", lambda _: "Another title")


@accident(COMPARISON)
def edit_whose_was_is_not_what_stood_there(play: Played) -> None:
    name = some(play, "commitment")
    play.replace(path_of("commitment", name), ("summary",), f"It says something else since step {play.next()}.")
    play.edited("commitment", name, "summary", "Nobody ever wrote this.", "A slip.")


@accident(COMPARISON)
def edit_taken_back(play: Played) -> None:
    name = play.pick(key for key, item in play.tracker.commitments.items() if item.edits)
    rewrite(play, path_of("commitment", name), lambda data: data["edits"].pop())


# Days and corrections.


@accident(CHECK)
def entry_of_tomorrow(play: Played) -> None:
    name, _ = play.pick(play.commitments())
    found = {"places": ["pages of the body"], "words": ["progress"], "found": "Nothing was found."}
    play.append("commitment", name, "searches", {"date": (play.day + dt.timedelta(1)).isoformat(), **found})


@accident(CHECK)
def correction_of_what_was_corrected(play: Played) -> None:
    for kind in ("commitment", "figure"):
        for name in play.shuffled(getattr(play.tracker, FOLDERS[kind])):
            field = {"commitment": "events", "figure": "values"}[kind]
            for entry in getattr(play.tracker.as_written(kind, name), field):
                if entry.corrected_by:
                    correct(play, (kind, name, field, entry), {"entry": entry.key})
                    return
    raise NotNow


@accident(CHECK)
def correction_of_no_entry(play: Played) -> None:
    wrong = next(standing(play, "commitment", "events"))
    values = dict(play.data(path_of("commitment", wrong[1]))["events"][0])
    values |= {"id": f"right-{play.next()}", "recorded": play.today}
    corrects = {"entry": "event-that-never-was", "reason": "A slip."}
    play.append("commitment", wrong[1], "events", {**values, "corrects": corrects})


@accident(CHECK)
def corrections_in_a_ring(play: Played) -> None:
    name, _ = play.pick(play.commitments())
    found = {"date": play.today, "places": ["pages of the body"], "words": ["progress"]}
    count = len([s for s in play.tracker.as_written("commitment", name).searches if str(s.date) == play.today])  # type: ignore[attr-defined]
    keys = [f"search-{play.today}" + (f"-{at}" if at > 1 else "") for at in (count + 1, count + 2)]
    for entry, text in zip(reversed(keys), ("one", "other"), strict=True):
        corrects = {"entry": entry, "reason": "It was the other way round."}
        play.append("commitment", name, "searches", {**found, "found": f"The {text} search.", "corrects": corrects})


@accident(CHECK)
def status_that_does_not_follow(play: Played) -> None:
    name, item = play.pick(pair for pair in play.commitments() if pair[1].assessments[-1].delivery != "delivered")
    judged = {"date": play.today, "recorded": play.today, "delivery": "delivered", "confirmed_by": "independent"}
    play.append(
        "commitment",
        name,
        "assessments",
        {**judged, "reason": "Somebody says so.", "rests_on": [item.events[-1].id] if item.events else []},
    )


# Files.


@accident(COMPARISON)
def record_deleted(play: Played) -> None:
    """One that no other names, so that nothing dangles."""
    kind = play.pick(("commitment", "background"))
    play.remove(path_of(kind, play.pick(getattr(play.tracker, FOLDERS[kind]))))


@accident(COMPARISON)
def stored_text_changed_without_a_reason(play: Played) -> None:
    """Its hash is made to fit, in the entry that is there."""
    name = play.pick(key for key in play.tracker.texts if play.tracker.sources[key].stored)
    sha256 = play.hold(name, play.tracker.texts[name] + "A line more.\n")
    at = len(play.data(path_of("source", name))["stored"]) - 1
    play.replace(path_of("source", name), ("stored", at, "sha256"), sha256)


@accident(CHECK)
def stored_text_changed_alone(play: Played) -> None:
    name = play.pick(key for key in play.tracker.texts if play.tracker.sources[key].stored)
    play.hold(name, play.tracker.texts[name] + "A line more.\n")


@accident(CHECK)
def withdrawal_of_a_source_on_which_a_status_rests(play: Played) -> None:
    for name, item in play.commitments():
        for entry in item.basis(item.assessments[-1]):
            withdraw(play, "source", entry.evidence[0].source)
            assert name in play.tracker.commitments
            return
    raise NotNow


# Pointers.


@accident(CHECK)
def pointer_to_nowhere(play: Played) -> None:
    old = some(play, "commitment")
    rename(play, "commitment", old, f"{old}-n{play.next()}")
    play.replace(path_of("commitment", old), ("moved_to",), "nowhere-at-all")


@accident(COMPARISON)
def two_records_swapped(play: Played) -> None:
    """Each stands under the id of the other one."""
    one, other = play.shuffled(play.tracker.commitments)[:2]
    paths = [path_of("commitment", name) for name in (one, other)]
    texts = [play.text(path) for path in paths]
    for path, text in zip(paths, reversed(texts), strict=True):
        play.write(path, text)


@accident(COMPARISON)
def pointer_to_another_record(play: Played) -> None:
    """A record is gone, and its pointer leads to one that has nothing to do with it."""
    one, other = play.shuffled(play.tracker.background)[:2]
    pointer = {"moved_to": other, "date": play.today, "reason": "The same."}
    play.write(path_of("background", one), "".join(f"{key}: {value}\n" for key, value in pointer.items()))


@accident(CHECK)
def pointers_in_a_loop(play: Played) -> None:
    one, other = play.shuffled(play.tracker.background)[:2]
    for name, target in ((one, other), (other, one)):
        pointer = {"moved_to": target, "date": play.today, "reason": "The same."}
        play.write(path_of("background", name), "".join(f"{key}: {value}\n" for key, value in pointer.items()))


@accident(COMPARISON)
def pointer_removed(play: Played) -> None:
    path = play.pick(play.tracker.moved)
    play.remove(f"data/{path}.yaml")
