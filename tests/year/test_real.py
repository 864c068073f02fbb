"""Some weeks of the real record, in a file of their own so that they can be played beside those of the town."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.year.looking import Looks
from tests.year.year import play_year

pytestmark = pytest.mark.slow
SEED = int(os.environ.get("YEAR_SEED", "1"))
STEPS = int(os.environ.get("YEAR_STEPS", "12"))  # every kind of step is played in town


def test_weeks_of_the_real_record_are_judged_rightly(tmp_path: Path) -> None:
    told = play_year("real", SEED, STEPS, tmp_path, Looks(tmp_path), looks=2)

    assert told.builds == 2
