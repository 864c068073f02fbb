"""What evidence can carry: alone, with a second publisher, and for points that leave nothing public."""

from __future__ import annotations

from dataclasses import replace

import pytest

from macros.model.commitment import Event, Point
from macros.model.evidence import Source
from macros.model.levels import can_carry, carried_rank, confirmation, is_stronger, meets, weakest
from macros.model.tracker import Tracker

SOURCE = {"title": "A", "issued": None, "url": None, "text": "not-held"}
RANKS = {"nothing": 0, "planned": 1, "under-way": 2, "part-delivered": 3, "delivered": 4}


@pytest.fixture
def sourced(tracker: Tracker) -> Tracker:
    """The good tracker with two sources of every type: `news-1`, `news-2` and so on, each of its own publisher."""
    types = tracker.codelists["source-type"].by_code
    texts = {
        f"{kind}-{number}": {"type": kind, "publisher": f"{kind} {number}", **SOURCE}
        for kind in types
        for number in (1, 2)
    }
    texts["copy-of-news-1"] = {**texts["news-2"], "copy_of": {"publisher": "news 1"}}
    return replace(tracker, sources={name: Source.model_validate(text) for name, text in texts.items()})


def event(*sources: str, meets: tuple[str, ...] = ()) -> Event:
    evidence = [{"source": source, "says": "It is so."} for source in sources]
    text = {"id": "e", "date": "2026", "type": "action", "what": "A.", "meets": list(meets), "recorded": "2026-11-21"}
    return Event.model_validate({**text, "evidence": evidence})


def point(*, public_instrument: bool) -> Point:
    return Point(id="p", text="It is so.", public_instrument=public_instrument)


ALONE = {
    "delivered": ["legislation", "official-statistics", "inquiry-record", "inspectorate", "audit", "select-committee"],
    "under-way": ["government", "police", "local-government", "parliament"],
    "planned": ["sector-body", "legal-press", "news"],
    "nothing": ["aggregator", "opinion", "unattributed-copy"],
}


def test_every_source_type_has_its_ceiling(sourced: Tracker) -> None:
    listed = sorted(kind for kinds in ALONE.values() for kind in kinds)

    assert listed == sorted(sourced.codelists["source-type"].by_code)


@pytest.mark.parametrize(("ceiling", "kind"), [(ceiling, kind) for ceiling, kinds in ALONE.items() for kind in kinds])
def test_one_source_carries_up_to_its_ceiling(sourced: Tracker, ceiling: str, kind: str) -> None:
    assert carried_rank(sourced, event(f"{kind}-1").evidence) == RANKS[ceiling]


@pytest.mark.parametrize(
    ("sources", "ceiling"),
    [
        (["unknown"], "nothing"),
        (["news-1", "news-2"], "under-way"),
        (["news-1", "sector-body-1"], "under-way"),
        (["news-1", "legal-press-1", "sector-body-1"], "under-way"),
        (["news-1", "news-1"], "planned"),
        (["news-1", "copy-of-news-1"], "planned"),
        (["news-2", "copy-of-news-1"], "under-way"),
        (["news-1", "aggregator-1"], "planned"),
        (["news-1", "opinion-1", "unattributed-copy-1"], "planned"),
        (["aggregator-1", "aggregator-2"], "nothing"),
        (["government-1", "government-2"], "under-way"),
        (["government-1", "police-1", "news-1", "news-2"], "under-way"),
        (["news-1", "legislation-1"], "delivered"),
    ],
)
def test_several_sources_carry_what_the_strongest_or_two_publishers_carry(
    sourced: Tracker, sources: list[str], ceiling: str
) -> None:
    """A copy speaks for its original publisher, so it is no second one."""
    assert carried_rank(sourced, event(*sources).evidence) == RANKS[ceiling]
    assert carried_rank(sourced, event(*reversed(sources)).evidence) == RANKS[ceiling]


@pytest.mark.parametrize("kind", ALONE["under-way"])
def test_the_body_s_own_word_meets_only_what_leaves_nothing_public(sourced: Tracker, kind: str) -> None:
    told = event(f"{kind}-1", meets=("p",))

    assert meets(sourced, told, point(public_instrument=False))
    assert not meets(sourced, told, point(public_instrument=True))


@pytest.mark.parametrize("kind", ALONE["delivered"])
def test_a_public_record_meets_any_point(sourced: Tracker, kind: str) -> None:
    assert meets(sourced, event(f"{kind}-1", meets=("p",)), point(public_instrument=True))
    assert meets(sourced, event(f"{kind}-1", meets=("p",)), point(public_instrument=False))


@pytest.mark.parametrize("kinds", [("news-1", "news-2"), ("aggregator-1",), ("opinion-1", "news-1")])
def test_press_meets_no_point(sourced: Tracker, kinds: tuple[str, ...]) -> None:
    assert not meets(sourced, event(*kinds, meets=("p",)), point(public_instrument=False))


def test_an_event_meets_only_the_points_it_names(sourced: Tracker) -> None:
    assert not meets(sourced, event("legislation-1", meets=("other",)), point(public_instrument=True))


@pytest.mark.parametrize(
    ("sources", "carried"),
    [(["news-1"], ["planned"]), (["government-1"], ["planned", "under-way"]), (["audit-1"], list(RANKS)[1:])],
)
def test_what_is_carried_includes_all_below(sourced: Tracker, sources: list[str], carried: list[str]) -> None:
    assert [value for value in list(RANKS)[1:] if can_carry(sourced, event(*sources), value)] == carried


@pytest.mark.parametrize(
    ("sources", "confirmed"),
    [
        (["inspectorate-1"], "independent"),
        (["select-committee-1"], "independent"),
        (["legislation-1"], "public-record"),
        (["official-statistics-1"], "public-record"),
        (["government-1"], "self-reported"),
        (["news-1"], None),
        (["unknown"], None),
        (["government-1", "legislation-1"], "public-record"),
        (["legislation-1", "audit-1", "police-1"], "independent"),
    ],
)
def test_the_best_source_confirms_an_event(sourced: Tracker, sources: list[str], confirmed: str | None) -> None:
    assert confirmation(sourced, event(*sources)) == confirmed


@pytest.mark.parametrize(
    ("confirmations", "together"),
    [
        ([], None),
        ([None], None),
        (["independent"], "independent"),
        (["independent", "public-record"], "public-record"),
        (["independent", "self-reported", "public-record"], "self-reported"),
    ],
)
def test_points_together_are_confirmed_as_the_weakest_of_them(
    tracker: Tracker, confirmations: list[str | None], together: str | None
) -> None:
    assert weakest(tracker, confirmations) == together


@pytest.mark.parametrize(
    ("claimed", "shown", "stronger"),
    [
        ("independent", "self-reported", True),
        ("independent", "public-record", True),
        ("public-record", None, True),
        ("self-reported", None, True),
        ("self-reported", "independent", False),
        ("independent", "independent", False),
        ("no-such-code", None, True),
    ],
)
def test_a_claim_is_stronger_only_when_it_says_more(
    tracker: Tracker, claimed: str, shown: str | None, stronger: bool
) -> None:
    assert is_stronger(tracker, claimed, shown) is stronger
