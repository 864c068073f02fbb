"""The name in a tab, in the history and on a share card is plain: others may see it."""

from __future__ import annotations

import pytest

from macros.model.tracker import Tracker
from macros.publish.linked_data import tab_title


def test_recommendation_is_called_by_number_and_title(tracker: Tracker) -> None:
    record = tracker.commitments["bridge-repair"]

    assert record.recommendation
    assert tab_title(tracker, "commitment", "bridge-repair") == f"{record.recommendation.number}. {record.title}"


def test_short_title_is_preferred(tracker: Tracker) -> None:
    name, record = next((name, item) for name, item in tracker.commitments.items() if item.short_title)

    assert tab_title(tracker, "commitment", name).endswith(record.short_title or "")


def test_headline_of_a_source_stays_out_of_the_tab(tracker: Tracker) -> None:
    for name, source in tracker.sources.items():
        assert source.title not in tab_title(tracker, "source", name)
        assert tab_title(tracker, "source", name).startswith(source.publisher)


def test_figure_is_called_by_its_body(tracker: Tracker) -> None:
    for name, figure in tracker.figures.items():
        body = tracker.bodies[figure.body]

        assert tab_title(tracker, "figure", name) == f"Figure: {body.short_name or body.name}"


@pytest.mark.parametrize("kind", ["", "data"])
def test_other_pages_keep_their_own_name(tracker: Tracker, kind: str) -> None:
    assert tab_title(tracker, kind, "") == ""
