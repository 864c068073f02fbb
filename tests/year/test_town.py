"""A short year in the invented town: every kind of contribution and accident, and its site at the middle and the end.

`make year` plays longer ones. `YEAR_SEED=17 YEAR_STEPS=300 .venv/bin/pytest tests/year` plays one again.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.year.kinds import ACCIDENTS, CONTRIBUTIONS
from tests.year.looking import Looks
from tests.year.year import play_year

pytestmark = pytest.mark.slow
SEED = int(os.environ.get("YEAR_SEED", "1"))
# The shortest year: each kind once, and a few steps more for what had to wait until something was there.
STEPS = int(os.environ.get("YEAR_STEPS", len(CONTRIBUTIONS) + len(ACCIDENTS) + 4))


def test_every_kind_of_step_is_judged_rightly_in_town(tmp_path: Path) -> None:
    told = play_year("town", SEED, STEPS, tmp_path, Looks(tmp_path), looks=2)

    assert not told.missing


def test_a_seed_plays_the_same_year_again_in_town(tmp_path: Path) -> None:
    one, other = (play_year("town", SEED, 8, tmp_path / name, lambda *_: None, looks=1) for name in ("one", "other"))

    assert one == other
