"""A pointer leads from an id that was there to the same record, and hides nothing."""

from __future__ import annotations

import pytest

GARDEN = "data/commitments/garden.yaml"
PARK = "data/commitments/park.yaml"
HOURS = "data/commitments/library-hours.yaml"
BRIDGE = "data/commitments/bridge-repair.yaml"
VISITS = "data/figures/library-visits.yaml"
REPORT = "data/sources/2025-09-30-inspection-report.yaml"
MINUTES = "data/sources/2025-03-10-council-minutes.yaml"
THEME = "title: A subject\ndescription: A new subject.\n"


def pointer(to: str) -> str:
    return f"moved_to: {to}\ndate: 2026-11-21\nreason: A clearer name.\n"


ALIASES = {
    "due date": ("2026-03", "2029-03", BRIDGE, "    date: 2026-03\n", "    date: 2029-03\n"),
    "value": ("9000", "1", VISITS, "value: 9000", "value: 1"),
    "answer": ("accepted", "qualified", HOURS, "response: accepted", "response: qualified"),
    "type of an event": ("action", "finding", GARDEN, "type: action", "type: finding"),
    "judgement": ("under-way", "dropped", GARDEN, "delivery: under-way", "delivery: dropped"),
    "kind": ("service", "programme", GARDEN, "kind: service", "kind: programme"),
}


@pytest.mark.parametrize("name", ALIASES)
@pytest.mark.parametrize("kinds", ["themes", "sources", "bodies"])
def test_a_pointer_makes_no_two_values_the_same(repository, name: str, kinds: str) -> None:
    old, new, path, was, now = ALIASES[name]
    repository.write(THEME, f"data/{kinds}/{new}.yaml")
    repository.write(pointer(new), f"data/{kinds}/{old}.yaml")
    repository.replace(was, now, path)
    found = repository.lost()

    assert {problem.code for problem in found} >= {"APP012"}
    assert any(problem.place.path == path for problem in found)


def test_a_pointer_of_another_kind_is_not_followed(repository) -> None:
    """A source and a theme may have the same name; only the theme was renamed."""
    name, new = "2025-09-30-inspection-report", "2025-09-30-another-report"
    repository.write(THEME, f"data/themes/{name}.yaml")
    repository.write(repository.text(REPORT), f"data/sources/{new}.yaml")
    repository.commit()
    repository.write(THEME, f"data/themes/{new}.yaml")
    repository.write(pointer(new), f"data/themes/{name}.yaml")
    repository.write(repository.text().replace(name, new))

    assert repository.wrong() == {"APP001"}


def test_a_record_does_not_move_to_another_one(repository) -> None:
    repository.write(pointer("2025-03-10-council-minutes"), REPORT)

    assert "APP012" in repository.wrong()


def test_two_records_do_not_swap_their_ids(repository) -> None:
    one, other = repository.text(MINUTES), repository.text(REPORT)
    repository.write(one, "data/sources/2025-03-10-minutes.yaml")
    repository.write(other, "data/sources/2025-09-30-report.yaml")
    repository.write(pointer("2025-09-30-report"), MINUTES)
    repository.write(pointer("2025-03-10-minutes"), REPORT)

    assert "APP004" in repository.wrong()


def test_two_records_do_not_become_one(repository) -> None:
    repository.write(repository.text(), "data/commitments/green.yaml")
    repository.commit()
    repository.write(repository.text(), PARK)
    for path in (GARDEN, "data/commitments/green.yaml"):
        repository.write(pointer("park"), path)

    assert repository.wrong() == {"APP012"}


def test_a_new_pointer_comes_from_a_record(repository) -> None:
    repository.write(pointer("garden"), PARK)

    assert repository.wrong() == {"APP012"}


@pytest.mark.parametrize("field", ["moved_to", "date", "reason"])
def test_a_pointer_stays_as_it_is(repository, field: str) -> None:
    repository.write(repository.text(), PARK)
    repository.write(pointer("park"))
    repository.commit()
    new = {"moved_to": "library-hours", "date": "2026-11-20", "reason": "Another reason."}[field]
    old = {"moved_to": "park", "date": "2026-11-21", "reason": "A clearer name."}[field]
    repository.replace(f"{field}: {old}", f"{field}: {new}")

    assert repository.wrong() == {"APP011"}


def test_a_pointer_follows_a_record_that_moves_on(repository) -> None:
    repository.write(repository.text(), PARK)
    repository.write(pointer("park"))
    start = repository.commit()
    repository.write(repository.text(PARK), "data/commitments/green.yaml")
    repository.write(pointer("green"), PARK)
    assert repository.wrong() == set()
    repository.replace("moved_to: park", "moved_to: green")
    assert repository.wrong() == set()
    repository.commit()
    assert repository.wrong(start) == set()
    assert repository.wrong(f"{start}~1") == set()


def test_a_record_is_not_renamed_back(repository) -> None:
    text = repository.text()
    repository.write(text, PARK)
    repository.write(pointer("park"))
    repository.commit()
    repository.write(text)
    repository.write(pointer("garden"), PARK)
    found = repository.lost()

    assert {problem.code for problem in found} == {"APP011", "APP012"}
    assert sum("a record is not renamed back" in problem.expected for problem in found) == 2


def test_a_pointer_is_not_replaced_by_a_new_record(repository) -> None:
    text = repository.text()
    repository.write(text, PARK)
    repository.write(pointer("park"))
    repository.commit()
    repository.write(text.replace("Plant a town garden", "Talk of a garden"))

    assert repository.wrong() == {"APP011"}


def test_a_circle_of_pointers_is_no_way(repository) -> None:
    repository.write(pointer("park"))
    repository.write(pointer("garden"), PARK)

    assert {"APP002", "APP012"} <= repository.wrong()


def test_a_renamed_record_is_compared_as_if_it_had_not_moved(repository) -> None:
    repository.write(repository.text().replace("kind: service", "kind: programme"), PARK)
    repository.write(pointer("park"))
    (problem,) = repository.lost()

    assert (problem.code, problem.place.path, problem.place.field) == ("APP004", PARK, "kind")


def test_keys_keep_the_first_id_of_a_renamed_body(repository) -> None:
    key = "response-mill-town-council-2025-03-10"
    repository.replace("    rests_on: [vote]\n", f"    rests_on: [{key}]\n", HOURS)
    repository.commit()
    council = "data/bodies/mill-town-council.yaml"
    repository.write(repository.text(council), "data/bodies/council.yaml")
    for file in (repository.root / "data").rglob("*.yaml"):
        text = file.read_text(encoding="utf-8").replace("mill-town-council", "council")
        file.write_text(text.replace(key.replace("mill-town-council", "council"), key), encoding="utf-8")
    repository.write(pointer("council"), council)

    assert repository.wrong() == set()
    repository.replace(f"    rests_on: [{key}]\n", "    rests_on: [response-council-2025-03-10]\n", HOURS)
    assert repository.wrong() == {"APP001"}
