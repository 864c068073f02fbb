"""The words `did you mean …?` and `one of: …`."""

from __future__ import annotations

import pytest

from macros.checks.rule import did_you_mean, one_of

CODES = ["superseded", "dropped", "delivered", "part-delivered", "under-way", "planned", "no-public-evidence"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("deliverd", "delivered"),
        ("Delivered", "delivered"),
        ("under way", "under-way"),
        ("under_way", "under-way"),
        ("UNDER-WAY", "under-way"),
        ("part delivered", "part-delivered"),
        ("plan", "planned"),
        ("no-evidence", "no-public-evidence"),
    ],
)
def test_the_nearest_value_is_meant(typed: str, meant: str) -> None:
    assert did_you_mean(typed, CODES, "choose one") == f"did you mean {meant!r}?"


@pytest.mark.parametrize("typed", ["", "x", "on track", "broken", "2026-11-21", "🎉", "a" * 1000])
def test_what_is_near_to_nothing_gets_the_other_hint(typed: str) -> None:
    assert did_you_mean(typed, CODES, "choose one") == "choose one"


def test_nothing_to_choose_from_gets_the_other_hint() -> None:
    assert did_you_mean("delivered", [], "choose one") == "choose one"


def test_values_are_listed_in_their_order() -> None:
    assert one_of(CODES[:3]) == "one of: superseded, dropped, delivered"


@pytest.mark.parametrize(("count", "cut"), [(24, False), (25, True), (1000, True)])
def test_a_long_list_is_cut(count: int, cut: bool) -> None:
    listed = one_of(f"v{number}" for number in range(count))

    assert listed.endswith(f", … ({count} in all)") is cut
    assert ("v23" in listed, "v24" in listed) == (True, False)


def test_an_id_with_another_number_is_never_what_was_meant() -> None:
    ids = ["bridge-10", "bridge-04", "bridge-05-more"]

    assert did_you_mean("bridge-05", ids[:2], "restore it") == "restore it"
    assert did_you_mean("birdge-10", ids, "restore it") == "did you mean 'bridge-10'?"
