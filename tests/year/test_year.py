"""A short year with each record: every kind of contribution and accident, and the site at its middle and its end.

`make year` plays longer ones. `YEAR_SEED=17 YEAR_STEPS=300 .venv/bin/pytest tests/year` plays one again.
"""

from __future__ import annotations

import os
from pathlib import Path

from tests.year.looking import Looks
from tests.year.year import play_year

SEED = int(os.environ.get("YEAR_SEED", "3"))
STEPS = int(os.environ.get("YEAR_STEPS", "0"))
TOWN, REAL = 200, 25


def test_a_year_in_the_town(tmp_path: Path) -> None:
    told = play_year("town", SEED, STEPS or TOWN, tmp_path, Looks(tmp_path), looks=2)

    assert not told.missing


def test_a_few_weeks_of_the_real_record(tmp_path: Path) -> None:
    told = play_year("real", SEED, STEPS or REAL, tmp_path, Looks(tmp_path), looks=2)

    assert told.builds == 2


def test_a_seed_plays_the_same_year_again(tmp_path: Path) -> None:
    one, other = (play_year("town", SEED, 8, tmp_path / name, lambda *_: None, looks=1) for name in ("one", "other"))

    assert one == other
