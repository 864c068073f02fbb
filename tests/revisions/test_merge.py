"""Two branches that add to the same record merge without losing an entry, in real git."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from macros.__main__ import main
from macros.edit import append
from macros.edit.merge import put_back, taken_out
from macros.read.yaml import compose

GARDEN = "data/commitments/garden.yaml"
DRIVER = f'"{sys.executable}" -m macros merge %O %A %B --path %P'
EVIDENCE = [{"source": "2025-09-30-inspection-report", "says": "It was found."}]


def event(name: str, date: str = "2025-10-01") -> dict:
    return {
        "id": name, "date": date, "type": "finding", "what": "Something was found.", "recorded": "2026-11-21",
        "evidence": EVIDENCE,
    }  # fmt: skip


def search(word: str, date: str = "2026-11-01") -> dict:
    return {"date": date, "places": ["a page"], "words": [word], "found": "Nothing was found."}


def data(text: str) -> dict:
    composed = compose(text, GARDEN)
    assert not composed.problems
    return composed.data


def names(text: str) -> list[str]:
    return [item["id"] for item in data(text)["events"]]


@pytest.fixture
def branches(repository) -> Callable:
    """Makes two branches, one from each change, and stands on `ours`."""

    def made(ours: Callable[[str], str], theirs: Callable[[str], str]) -> None:
        for name, change in (("theirs", theirs), ("ours", ours)):
            repository.git("switch", "--quiet", "--create", name, "main")
            repository.write(change(repository.text()))
            repository.commit(name)

    return made


@pytest.fixture
def driven(repository):
    """The repository with the driver set up as `tracker merge --install` does."""
    repository.write("data/commitments/*.yaml merge=tracker\n", ".gitattributes")
    repository.commit("Name the driver")
    repository.git("config", "merge.tracker.driver", DRIVER)
    return repository


def adds(field: str, *entries: dict) -> Callable[[str], str]:
    def change(text: str) -> str:
        for entry in entries:
            text = append(text, "commitment", field, entry, GARDEN)
        return text

    return change


def test_two_branches_add_to_the_same_list(driven, branches) -> None:
    branches(adds("events", event("ours", "2025-10-02")), adds("events", event("theirs", "2025-10-01")))
    driven.git("merge", "--quiet", "--no-edit", "theirs")

    assert names(driven.text()) == ["ground-broken", "theirs", "ours"]
    assert all(item["evidence"] == [dict(part) for part in EVIDENCE] for item in data(driven.text())["events"][1:])
    assert driven.codes("theirs") == driven.codes("main") == []


def test_without_the_driver_git_stops_and_loses_nothing(repository, branches) -> None:
    """As on GitHub, which runs no driver: both entries stand between git's marks, and the check refuses the file."""
    repository.write("data/commitments/*.yaml merge=tracker\n", ".gitattributes")
    repository.commit("Name the driver")
    branches(adds("events", event("ours")), adds("events", event("theirs")))
    repository.git("merge", "--quiet", "--no-edit", "theirs", fails=True)
    text = repository.text()

    assert "id: ours" in text
    assert "id: theirs" in text
    assert compose(text, GARDEN).problems


def test_a_conflict_that_was_settled_by_taking_one_side_is_found(repository, branches) -> None:
    branches(adds("events", event("ours")), adds("events", event("theirs")))
    repository.git("merge", "--quiet", "--no-edit", "theirs", fails=True)
    repository.git("checkout", "--quiet", "--ours", GARDEN)
    repository.commit("Settle it badly")

    assert repository.codes("theirs") == ["APP001"]
    assert repository.codes("HEAD^1") == []


def test_union_would_lose_a_line(repository, branches) -> None:
    """Why `.gitattributes` names a driver of our own: a line that both sides added is kept once."""
    repository.write("data/commitments/*.yaml merge=union\n", ".gitattributes")
    repository.commit("Try union")
    branches(adds("events", event("ours")), adds("events", event("theirs")))
    repository.git("merge", "--quiet", "--no-edit", "theirs")
    composed = compose(repository.text(), GARDEN)
    whole = [item for item in composed.data["events"] if item.keys() == event("x").keys()] if composed.data else []

    assert len(whole) < 3


def test_lists_that_were_not_there_are_begun_by_both(driven, branches) -> None:
    branches(adds("searches", search("ours", "2026-11-02")), adds("searches", search("theirs", "2026-11-01")))
    driven.git("merge", "--quiet", "--no-edit", "theirs")

    assert [item["words"] for item in data(driven.text())["searches"]] == [["theirs"], ["ours"]]


def test_other_fields_are_merged_too(driven, branches) -> None:
    branches(
        lambda text: adds("events", event("ours"))(text.replace("Plant a town garden", "Plant one town garden")),
        lambda text: adds("events", event("theirs"))(text + "caveats:\n  - A caveat.  # why\n"),
    )
    driven.git("merge", "--quiet", "--no-edit", "theirs")
    merged = data(driven.text())

    assert merged["title"] == "Plant one town garden"
    assert merged["caveats"] == ["A caveat."]
    assert set(names(driven.text())) == {"ground-broken", "ours", "theirs"}
    assert "# why" in driven.text()


def test_comments_go_with_their_entry(driven, branches) -> None:
    def commented(text: str) -> str:
        return adds("events", event("theirs"))(text).replace(
            "  - id: theirs", "  # Read twice.\n  - id: theirs # the second"
        )

    branches(adds("events", event("ours")), commented)
    driven.git("merge", "--quiet", "--no-edit", "theirs")

    assert "  # Read twice.\n  - id: theirs # the second\n" in driven.text()


def test_the_same_entry_on_both_sides_stands_once(driven, branches) -> None:
    branches(adds("events", event("same"), event("ours")), adds("events", event("same"), event("theirs")))
    driven.git("merge", "--quiet", "--no-edit", "theirs")

    assert sorted(names(driven.text())) == ["ground-broken", "ours", "same", "theirs"]


def test_a_field_that_both_changed_is_left_to_people(driven, branches) -> None:
    branches(
        lambda text: text.replace("Plant a town garden", "Plant one town garden"),
        lambda text: text.replace("Plant a town garden", "Plant the town garden"),
    )
    driven.git("merge", "--quiet", "--no-edit", "theirs", fails=True)

    assert "<<<<<<< ours" in driven.text()
    assert ">>>>>>> theirs" in driven.text()


def test_an_entry_that_one_side_rewrote_is_left_to_people(driven, branches) -> None:
    branches(
        lambda text: adds("events", event("ours"))(text.replace("    type: action\n", "    type: finding\n")),
        adds("events", event("theirs")),
    )
    driven.git("merge", "--quiet", "--no-edit", "theirs", fails=True)

    assert "id: ours" in driven.text()
    assert "id: theirs" in driven.text()


def test_a_rebase_keeps_both(driven, branches) -> None:
    branches(adds("events", event("ours")), adds("events", event("theirs")))
    driven.git("rebase", "--quiet", "theirs")

    assert set(names(driven.text())) == {"ground-broken", "ours", "theirs"}


def test_the_driver_is_set_up_by_one_command(repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository.root)
    assert main(["merge", "--install"]) == 0

    assert repository.git("config", "merge.tracker.driver") == DRIVER


def test_the_project_names_the_driver_for_every_list_that_only_grows(project) -> None:
    attributes = (project / ".gitattributes").read_text(encoding="utf-8")
    for folder in ("commitments", "background", "figures", "sources"):
        assert f"data/{folder}/*.yaml" in attributes
    assert "merge=union" not in "\n".join(line for line in attributes.splitlines() if not line.startswith("#"))


days = st.dates(min_value=dt.date(2025, 1, 1), max_value=dt.date(2026, 11, 21)).map(str)
entries = st.lists(st.tuples(st.sampled_from(["events", "searches", "due"]), days), max_size=4)


def entry(field: str, day: str, name: str) -> dict:
    due = {"announced": day, "date": "2027", "what": name, "recorded": "2026-11-21", "evidence": EVIDENCE}
    return {"events": event(name, day), "searches": search(name, day), "due": due}[field]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entries, entries, entries)
def test_whatever_two_sides_add_is_there_afterwards(project, first, ours, theirs) -> None:
    """Taking the new entries out gives the base back, and putting all of them back gives all of them."""
    base = (project / "tests" / "trees" / "garden.yaml").read_text(encoding="utf-8")
    for number, (field, day) in enumerate(first):
        base = append(base, "commitment", field, entry(field, day, f"base-{number}"))
    sides, wanted = (
        [],
        [json.dumps(item) for field in ("events", "searches", "due") for item in data(base).get(field, [])],
    )
    for side, added in (("ours", ours), ("theirs", theirs)):
        text = base
        for number, (field, day) in enumerate(added):
            new = entry(field, day, f"{side}-{number}")
            wanted.append(json.dumps(new))
            text = append(text, "commitment", field, new)
        sides.append(taken_out("commitment", base, text))
    assert [rest for rest, _ in sides] == [base, base]

    merged = data(put_back("commitment", base, (*sides[0][1], *sides[1][1])))
    there = [item for field in ("events", "searches", "due") for item in merged.get(field, [])]
    assert sorted(json.dumps(json.loads(item), sort_keys=True) for item in wanted) == sorted(
        json.dumps(item, sort_keys=True) for item in there
    )
